"""What holds for every test: its own home, no screen, and nothing left running when it ends."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget

pytest_plugins = ["pytester"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
# How long an example takes says something about the machine, not about the code.
settings.register_profile("netcare", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("netcare")
# Programs that tests start find the package as the tests do.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH")])
)

HOME_VARIABLES = {
    "HOME": "",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}
THREADS_END_WITHIN = 5.0  # seconds for threads that have been told to end


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--without-desktop",
        action="store_true",
        help="leave out the tests that need the private desktop session",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Without capture pytest-qt does not see Qt's messages, and a Qt warning (a broken item model, say) would pass.
    if config.getoption("capture") == "no":
        raise pytest.UsageError("Qt's warnings go unseen with -s; use --capture=tee-sys instead")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--without-desktop"):
        needing = [item for item in items if item.get_closest_marker("desktop")]
        if needing:
            config.hook.pytest_deselected(items=needing)
            items[:] = [item for item in items if not item.get_closest_marker("desktop")]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """For packaging/test, whose last line it becomes: how many tests passed and failed."""
    summary = os.environ.get("NETCARE_TEST_SUMMARY")
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not summary or reporter is None:
        return
    count = {
        outcome: len(reporter.stats.get(outcome, [])) for outcome in ("passed", "failed", "error", "skipped")
    }
    text = f"{count['passed']} passed, {count['failed'] + count['error']} failed"
    Path(summary).write_text(
        text + (f", {count['skipped']} skipped" if count["skipped"] else ""), encoding="utf-8"
    )


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own: nothing of the user's is read, and nothing is written there."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for variable, below in HOME_VARIABLES.items():
        monkeypatch.setenv(variable, str(home / below))
    return home


class Started:
    """Timers and threads that Python code has started, kept weakly: what is gone cannot be left behind.

    Timers inside Qt's own widgets (a caret, a tooltip) do not pass through Python and are no concern of ours.
    """

    def __init__(self) -> None:
        self.timers: weakref.WeakSet[QTimer] = weakref.WeakSet()
        self.threads: weakref.WeakSet[QThread] = weakref.WeakSet()

    def watch(self) -> Callable[[], None]:
        """Begin to note every start; returns the function that ends it."""
        timer_start, thread_start = QTimer.start, QThread.start

        def start_timer(timer: QTimer, *arguments: object) -> None:
            self.timers.add(timer)
            timer_start(timer, *arguments)

        def start_thread(thread: QThread, *arguments: object) -> None:
            self.threads.add(thread)
            thread_start(thread, *arguments)  # type: ignore[arg-type]

        QTimer.start = start_timer  # type: ignore[method-assign]
        QThread.start = start_thread  # type: ignore[assignment,method-assign]

        def end() -> None:
            QTimer.start = timer_start  # type: ignore[method-assign]
            QThread.start = thread_start  # type: ignore[method-assign]

        return end


@pytest.fixture(autouse=True, scope="session")
def started() -> Iterator[Started]:
    """The register of what was started, for the whole run."""
    register = Started()
    end = register.watch()
    yield register
    end()


@pytest.fixture(autouse=True)
def nothing_left_behind(private_home: Path, started: Started) -> Iterator[None]:
    """Fails a test after which a timer still ticks, a thread still runs or a window is still there."""
    threads = set(threading.enumerate())
    widgets = set(_windows())
    timers = {timer for timer in started.timers if _is_active(timer)}
    yield
    left = _left_behind(started, threads, widgets, timers)
    if left:
        gc.collect()  # a cycle that nobody can reach is garbage, not a leak
        left = _left_behind(started, threads, widgets, timers)
    if left:
        pytest.fail("the test leaves behind: " + "; ".join(left), pytrace=False)


def _left_behind(
    started: Started, threads: set[threading.Thread], widgets: set[QWidget], timers: set[QTimer]
) -> list[str]:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = []
    for thread in set(threading.enumerate()) - threads:
        thread.join(THREADS_END_WITHIN)
        if thread.is_alive() and not isinstance(thread, threading._DummyThread):
            left.append(f"the thread {thread.name!r}")
    for running in list(started.threads):
        if _alive(running) and not running.wait(int(THREADS_END_WITHIN * 1000)):
            left.append(f"the thread {_name(running)}")
    if not QThreadPool.globalInstance().waitForDone(int(THREADS_END_WITHIN * 1000)):
        left.append("work in Qt's thread pool")
    left += [
        f"the ticking timer {_name(timer)}"
        for timer in started.timers
        if _is_active(timer) and timer not in timers
    ]
    left += [f"the window {_name(window)}" for window in _windows() if window not in widgets]
    return left


def _windows() -> list[QWidget]:
    """Top-level widgets that nobody owns. A dialog goes with its parent; a tooltip is Qt's own."""
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    ]


def _alive(thing: QObject) -> bool:
    from shiboken6 import isValid

    return isValid(thing)


def _is_active(timer: QTimer) -> bool:
    return _alive(timer) and timer.isActive()


def _name(thing: QObject) -> str:
    kind = type(thing).__name__
    name = thing.objectName() or (thing.windowTitle() if isinstance(thing, QWidget) else "")
    parent = thing.parent()
    owner = f" of {type(parent).__name__}" if parent is not None else ""
    return f"{kind}{f' {name!r}' if name else ''}{owner}"
