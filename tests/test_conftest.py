"""What watches over the tests must itself be able to fail them."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")

LEAKS = """
import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, qWarning
from PySide6.QtWidgets import QDialog, QWidget

kept = []


def test_timer(qapp):
    owner = QObject()
    timer = QTimer(owner, objectName="forgotten")
    timer.start(60_000)
    kept.append(owner)


def test_window(qapp):
    kept.append(QWidget(windowTitle="forgotten window"))
    kept[-1].show()


def test_thread():
    stop = threading.Event()
    kept.append(stop)
    threading.Thread(target=stop.wait, name="forgotten thread", daemon=True).start()


def test_qt_warning(qtbot):
    qWarning("something is wrong")


def test_python_warning():
    import warnings
    warnings.warn("old ways", DeprecationWarning)


def test_clean(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QDialog(dialog)
    dialog.show()
    timer = QTimer(dialog)
    timer.start(10)
    worker = threading.Thread(target=time.sleep, args=(0.05,))
    worker.start()


def test_clean_cycle(qapp):
    widget = QWidget()
    widget.itself = widget
    QTimer.singleShot(0, lambda: None)


def test_clean_qthread(qapp):
    thread = QThread()
    thread.start()
    thread.quit()
    assert thread.wait(5000)


def test_home(private_home):
    import os
    from pathlib import Path
    assert Path.home() == private_home
    assert os.environ["XDG_DATA_HOME"] == str(private_home / ".local/share")


@pytest.mark.desktop
def test_needing_a_desktop():
    raise AssertionError("must have been left out")
"""


def test_what_is_left_behind_fails_the_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary"
    monkeypatch.setenv("NETCARE_TEST_SUMMARY", str(summary))
    text = CONFTEST.read_text(encoding="utf-8").replace(
        "THREADS_END_WITHIN = 5.0", "THREADS_END_WITHIN = 0.5"
    )
    pytester.makeconftest(text)
    pytester.makeini(
        """
        [pytest]
        addopts = -p no:randomly -p no:cacheprovider
        filterwarnings = error
        markers = desktop
        qt_api = pyside6
        qt_log_ignore = ^Detected locale
        qt_log_level_fail = WARNING
        """
    )
    pytester.makepyfile(LEAKS)
    result = pytester.runpytest_subprocess("--without-desktop")
    result.assert_outcomes(passed=7, failed=2, errors=3, deselected=1)
    result.stdout.fnmatch_lines_random(
        [
            "*leaves behind: the ticking timer QTimer 'forgotten' of QObject",
            "*leaves behind: the window QWidget 'forgotten window'",
            "*leaves behind: the thread 'forgotten thread'",
            "FAILED *test_qt_warning*",
            "FAILED *test_python_warning*",
        ]
    )
    assert summary.read_text(encoding="utf-8") == "7 passed, 5 failed"


def test_capture_cannot_be_turned_off(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    result = pytester.runpytest_subprocess("-s")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*Qt's warnings go unseen with -s*"])
