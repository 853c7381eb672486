"""Reminders and tray wired to the window, on a machine without any of what a desktop offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.paths import Paths
from netcare_desktop.store import followups, people
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui import theme
from netcare_desktop.ui.outside import Outside
from netcare_desktop.ui.program import Program

TODAY = date(2026, 3, 2)


@pytest.fixture
def program(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The whole program, not shown yet, with one thing to do today; a bug anywhere fails the test."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    theme.apply(qapp, "light")
    theme.current().reduced_motion = True
    made = Program(Paths(tmp_path / "data"), FixedClock(TODAY), reminds=True)
    made.open_store()
    person = made.worker.submit(partial(people.add, made.store, NewPerson(full_name="Ana Silva"))).result()
    made.worker.submit(partial(followups.add, made.store, person, TODAY, "ring")).result()
    made.build()
    bugs: list[BaseException] = []
    made.bridge.bug.disconnect()
    made.bridge.bug.connect(bugs.append)
    yield made
    made.window.may_close = None
    made.window.close()
    made.close()
    made.window.deleteLater()
    theme.current().reduced_motion = False
    assert bugs == []


def outside(program: Program) -> Outside:
    assert program.outside is not None
    return program.outside


def test_hidden_it_waits_and_says_it_in_the_window_when_that_is_opened(
    program: Program, qtbot: QtBot
) -> None:
    program.after_first_paint([])
    qtbot.waitUntil(lambda: bool(outside(program).reminding.standing))
    assert program.window.messages.text == ""
    program.come_forward()
    qtbot.waitUntil(lambda: program.window.messages.text == "Ana Silva · Follow-up: ring · for today")
    qtbot.waitUntil(lambda: program.store.value("SELECT shown FROM reminder_told") == 1)


def test_a_click_on_the_icon_shows_and_hides(program: Program, qtbot: QtBot) -> None:
    program.after_first_paint([])
    tray = outside(program).tray
    assert tray is not None
    tray.toggle_wanted.emit()
    qtbot.waitUntil(program.window.isActiveWindow)
    tray.toggle_wanted.emit()
    assert not program.window.isVisible()
    tray.person_wanted.emit(1)
    assert program.window.isVisible() and program.window.current_page is program.people


def test_another_day_is_looked_at(program: Program, qtbot: QtBot) -> None:
    program.after_first_paint([])
    qtbot.waitUntil(lambda: bool(outside(program).reminding.standing))
    assert isinstance(program.clock, FixedClock)
    program.clock.day += timedelta(days=1)
    with qtbot.waitSignal(outside(program).reminding.looked):
        program._look_at_the_day()
    assert outside(program).reminding.wake.date() == TODAY + timedelta(days=2)
