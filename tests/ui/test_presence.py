"""Closing hides, is explained once, and quitting quits; other starts and signals find the window wherever it is."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.paths import Paths
from netcare_desktop.store import settings
from netcare_desktop.system import local_socket
from netcare_desktop.system.instance import Instance
from netcare_desktop.ui import theme
from netcare_desktop.ui.dialogs.closing_notice import ClosingNotice
from netcare_desktop.ui.presence import EndSignals
from netcare_desktop.ui.program import Program
from netcare_desktop.ui.widgets.icon_button import Button
from tests import window_process

ENDED: list[bool] = []


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    """The window with its claim on a data folder, shown."""
    theme.apply(qapp, "light")
    theme.current().reduced_motion = True
    paths = Paths(tmp_path / "data")
    instance = Instance(paths.data)
    made = Program(paths, FixedClock(date(2026, 3, 2)), instance=instance)
    made.open_store()
    window = made.build()
    ENDED.clear()
    window.closing.connect(lambda: ENDED.append(True))
    with qtbot.waitExposed(window):
        window.show()
    yield made
    made.presence.quit()
    made.close()
    instance.close()
    window.deleteLater()
    theme.current().reduced_motion = False


def ended(program: Program) -> bool:
    """Whether the window told that the program may end."""
    return ENDED == [True] and program.presence.quitting


def press(notice: ClosingNotice, words: str) -> None:
    next(button for button in notice.findChildren(Button) if button.text() == words).click()


def notice_of(program: Program) -> ClosingNotice:
    found = program.window.findChildren(ClosingNotice)
    assert len(found) == 1 and found[0].isVisible()
    return found[0]


def closed_once(program: Program, qtbot: QtBot) -> None:
    program.window.close()
    press(notice_of(program), "Close the window")
    qtbot.waitUntil(lambda: bool(settings.get(program.store, "window.told_hidden")))


def test_closing_for_the_first_time_says_that_reminding_goes_on(program: Program, qtbot: QtBot) -> None:
    with qtbot.waitSignal(program.presence.hidden):
        closed_once(program, qtbot)
    assert not program.window.isVisible() and not ended(program)


def test_it_is_said_once(program: Program, qtbot: QtBot) -> None:
    closed_once(program, qtbot)
    program.presence.show()
    assert program.window.isVisible()
    program.window.close()
    assert not program.window.isVisible()
    assert [one for one in program.window.findChildren(ClosingNotice) if one.isVisible()] == []


def test_escape_leaves_the_window_open_and_it_is_said_again(program: Program, qtbot: QtBot) -> None:
    program.window.close()
    program.window.close()  # impatient
    qtbot.keyClick(notice_of(program), Qt.Key.Key_Escape)
    assert program.window.isVisible() and not settings.get(program.store, "window.told_hidden")
    qtbot.waitUntil(lambda: program.window.findChildren(ClosingNotice) == [])
    program.window.close()
    notice_of(program)


def test_quitting_instead(program: Program) -> None:
    program.window.close()
    press(notice_of(program), "Quit instead")
    assert ended(program)


def test_the_setting_is_asked_at_each_close(program: Program, qtbot: QtBot) -> None:
    closed_once(program, qtbot)
    program.presence.show()
    program.worker.submit(lambda: settings.put(program.store, "reminders.keep_when_closed", False)).result()
    program.window.close()
    assert ended(program)


def test_quit_quits_also_while_hidden(program: Program, qtbot: QtBot) -> None:
    closed_once(program, qtbot)
    program.actions["quit"].trigger()
    assert ended(program)


def test_the_end_of_the_session_folds_the_file_and_is_not_held_up(program: Program, qtbot: QtBot) -> None:
    closed_once(program, qtbot)
    program.presence.show()
    wal = program.paths.data / "netcare.db-wal"
    assert wal.stat().st_size > 0
    program.presence.session_ends()
    assert wal.stat().st_size == 0
    program.window.close()
    assert ended(program)


@pytest.mark.skipif(not local_socket.POSSIBLE, reason="no such sockets here")
def test_a_second_start_finds_the_window_hidden_or_minimised(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    closed_once(program, qtbot)
    second = window_process.start(program.paths.data)
    qtbot.waitUntil(program.window.isVisible, timeout=20_000)
    program.window.setWindowState(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowMinimized)
    third = window_process.start(program.paths.data)
    qtbot.waitUntil(lambda: not program.window.isMinimized(), timeout=20_000)
    assert program.window.isMaximized()
    for start in (second, third):
        assert start.wait(window_process.PATIENCE) == 0
    window_process.end([second, third])


@pytest.mark.skipif(not local_socket.POSSIBLE, reason="no such sockets here")
def test_a_second_start_with_a_file_opens_it_in_the_preview(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "cards.csv").write_text("First Name,Last Name\nAna,Silva\n", encoding="utf-8")
    second = subprocess.Popen(
        window_process.command(program.paths.data, "cards.csv"), cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    qtbot.waitUntil(lambda: program.imports is not None and program.imports.isVisible(), timeout=20_000)
    assert second.wait(window_process.PATIENCE) == 0
    assert program.imports is not None
    page = program.imports
    qtbot.waitUntil(lambda: [file.path for file in page.session.files] == [tmp_path / "cards.csv"])


def test_signals_are_heard_once_the_loop_runs_and_given_back(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    heard: list[bool] = []
    signals = EndSignals(lambda: heard.append(True))
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: heard == [True])
    signals.close()
    signals.deleteLater()
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(not local_socket.POSSIBLE, reason="no such sockets here")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_the_program_in_order(name: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with window_process.window(data, "--hidden") as program:
        program.send_signal(getattr(signal, name))
        assert program.wait(timeout=window_process.PATIENCE) == 0
    assert not (data / "netcare.db-wal").exists() and not (data / local_socket.NAME).exists()
    with sqlite3.connect(data / "netcare.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.skipif(not local_socket.POSSIBLE, reason="no such sockets here")
def test_a_window_that_was_started_hidden_comes_when_it_is_called(tmp_path: Path) -> None:
    """Hidden, it keeps no place of its own; shown and ended, it does."""
    data = tmp_path / "data"
    with window_process.window(data, "--hidden") as program:
        program.terminate()
        program.wait(timeout=window_process.PATIENCE)
    assert not (data / "config" / "window.json").exists()
    with window_process.window(data, "--hidden") as program:
        again = window_process.start(data)
        assert again.wait(timeout=window_process.PATIENCE) == 0
        window_process.end([again])
        program.terminate()
        program.wait(timeout=window_process.PATIENCE)
    assert (data / "config" / "window.json").exists()


def test_the_first_closing_offers_to_start_at_log_in(program: Program, qtbot: QtBot) -> None:
    autostart = program.autostart()
    assert not autostart.is_on
    program.window.close()
    notice = notice_of(program)
    assert notice.at_login.isVisible() and not notice.at_login.isChecked()
    notice.at_login.click()
    press(notice, "Close the window")
    qtbot.waitUntil(lambda: autostart.is_on)
