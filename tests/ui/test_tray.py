"""The icon in the panel: its number, its words, its menu. The real panels are in tests/desktop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Literal

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import followups, people, reminders, settings
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.tray import SIZES, Tray, badged_icon

Do = Callable[[Callable[[Store], Any]], Any]
HOSTILE = "R&D <b>Lab</b>"


@pytest.fixture
def tray(store: Store, bridge: StoreBridge, clock: FixedClock, do: Do) -> Iterator[Tray]:
    for name in ("Ana", HOSTILE):
        person = do(partial(people.add, new=NewPerson(full_name=name)))
        do(partial(followups.add, person=person, on=clock.day, text="send the paper"))
    made = Tray(store, bridge, clock)
    yield made
    made.stop()


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, text: str) -> None:
    def find(menu: QMenu) -> QAction | None:
        for action in menu.actions():
            below = action.menu()
            if action.text() == text:
                return action
            if isinstance(below, QMenu) and (found := find(below)) is not None:
                return found
        return None

    action = find(menu)
    assert action is not None, texts(menu)
    action.trigger()


def test_it_says_what_is_left_and_leads_there(tray: Tray, qtbot: QtBot, do: Do) -> None:
    assert tray.tooltip == "2 left today; first: Ana"
    assert texts(tray.menu) == [
        "Open NetCare",
        "Ana: send the paper · for today",
        "R&&D <b>Lab</b>: send the paper · for today",
        "Log a contact…",
        "Pause reminders",
        "Quit",
    ]
    with qtbot.waitSignal(tray.person_wanted) as wanted:
        choose(tray.menu, "R&&D <b>Lab</b>: send the paper · for today")
    assert wanted.args == [2]
    for text, signal in (
        ("Open NetCare", tray.open_wanted), ("Log a contact…", tray.log_wanted), ("Quit", tray.quit_wanted),
    ):  # fmt: skip
        with qtbot.waitSignal(signal):
            choose(tray.menu, text)
    do(lambda store: followups.done(store, 1))
    qtbot.waitUntil(lambda: tray.tooltip == f"1 left today: {HOSTILE}")
    do(lambda store: followups.done(store, 2))
    qtbot.waitUntil(lambda: tray.tooltip == "NetCare: nothing left today")
    assert texts(tray.menu) == ["Open NetCare", "Log a contact…", "Pause reminders", "Quit"]


def test_hidden_details_stay_out_of_it(tray: Tray, qtbot: QtBot, do: Do) -> None:
    do(lambda store: settings.put(store, "reminders.hide_details", True))
    qtbot.waitUntil(lambda: tray.tooltip == "2 left today")
    assert texts(tray.menu) == ["Open NetCare", "Log a contact…", "Pause reminders", "Quit"]


def test_pause_and_resume(tray: Tray, qtbot: QtBot, store: Store, clock: FixedClock) -> None:
    choose(tray.menu, "For an hour")
    qtbot.waitUntil(lambda: "Resume reminders" in texts(tray.menu))
    assert "Pause reminders" not in texts(tray.menu)
    assert tray.tooltip.splitlines()[1] == "Reminders pause until 13:00"
    choose(tray.menu, "Resume reminders")
    qtbot.waitUntil(lambda: "Pause reminders" in texts(tray.menu))
    choose(tray.menu, "For today")
    qtbot.waitUntil(lambda: reminders.paused_until(store) is not None)
    until = reminders.paused_until(store)
    assert until is not None and until.date() > clock.day


def image(count: int, size: int) -> QImage:
    return badged_icon(count).pixmap(QSize(size, size), 1.0).toImage()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_number_and_the_mark_are_seen_on_any_panel(
    scheme: Literal["light", "dark"], size: int, qapp: QApplication
) -> None:
    theme.apply(qapp, scheme)
    plain, numbered = image(0, size), image(4, size)
    accent = theme.current().colour("accent")
    assert coloured(numbered, accent) >= size and coloured(plain, accent) == 0
    assert image(5, size) != numbered and image(120, size) == image(400, size)
    light, dark = lightness(plain)
    assert light > 200 and dark < 80  # an edge of the opposite lightness round the mark
    theme.apply(qapp, "system")


def coloured(picture: QImage, colour: QColor) -> int:
    """How many pixels have that colour, or nearly."""
    return sum(
        max(abs(one.red() - colour.red()), abs(one.green() - colour.green()), abs(one.blue() - colour.blue()))
        < 12
        and one.alpha() > 200
        for one in pixels(picture)
    )


def pixels(picture: QImage) -> list[QColor]:
    return [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]


def lightness(picture: QImage) -> tuple[int, int]:
    """The lightest and the darkest of what is opaque."""
    found = [one.lightness() for one in pixels(picture) if one.alpha() > 200]
    return max(found), min(found)
