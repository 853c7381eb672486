"""The choice of the first way that works, and the window as the last one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.notifications.freedesktop import Freedesktop
from netcare_desktop.ui.notifications.notifier import FirstThatWorks, InWindow, Notification, Notifier

ANA = Notification("Ana", "Follow-up\n+ 4 more", (("done", "Done"),))
BEN = Notification("Ben", "due today")


class Way(Notifier):
    """A way that does as it is told."""

    def __init__(self, *, works: bool = True) -> None:
        super().__init__()
        self.works = works
        self.standing: dict[str, Notification] = {}
        self.is_stopped = False

    def show(self, place: str, notification: Notification) -> None:
        if self.works:
            self.standing[place] = notification
            self.shown.emit(place)
        else:
            self.failed.emit(place)

    def close(self, place: str) -> None:
        self.standing.pop(place, None)

    def stop(self) -> None:
        self.is_stopped = True


class Ladder:
    def __init__(self) -> None:
        self.ways = [Way(works=False), Way(), Way()]
        self.first = FirstThatWorks(self.ways)
        self.heard: list[tuple[object, ...]] = []
        self.first.shown.connect(lambda place: self.heard.append(("shown", place)))
        self.first.failed.connect(lambda place: self.heard.append(("failed", place)))
        self.first.acted.connect(lambda *what: self.heard.append(("acted", *what)))
        self.first.closed.connect(lambda *what: self.heard.append(("closed", *what)))


@pytest.fixture
def ladder(qtbot: QtBot) -> Iterator[Ladder]:
    made = Ladder()
    yield made
    made.first.stop()
    assert all(way.is_stopped for way in made.ways)


def test_the_next_way_is_taken_where_one_fails_and_the_best_again_when_it_works(ladder: Ladder) -> None:
    ladder.first.show("today", ANA)
    assert [way.standing for way in ladder.ways] == [{}, {"today": ANA}, {}]
    ladder.ways[0].works = True
    ladder.first.show("x", BEN)
    assert ladder.ways[0].standing == {"x": BEN}
    assert ladder.heard == [("shown", "today"), ("shown", "x")]
    ladder.first.close("today")
    assert ladder.ways[1].standing == {}


def test_no_way_at_all_is_told_once(ladder: Ladder) -> None:
    for way in ladder.ways:
        way.works = False
    ladder.first.show("today", ANA)
    assert ladder.heard == [("failed", "today")]


def test_what_is_done_is_handed_on(ladder: Ladder) -> None:
    ladder.first.show("today", ANA)
    ladder.ways[1].acted.emit("today", "done", "token")
    ladder.ways[1].closed.emit("today", True)
    assert ladder.heard[1:] == [("acted", "today", "done", "token"), ("closed", "today", True)]


def test_the_window_says_it_when_it_is_seen(qtbot: QtBot) -> None:
    said: list[str] = []
    shown: list[str] = []
    seen = [False]
    window = InWindow(said.append, lambda: seen[0])
    window.shown.connect(shown.append)
    window.show("today", ANA)
    window.show("x", BEN)
    window.show("y", BEN)
    window.close("y")
    assert said == shown == []
    window.window_shown()
    assert said == ["Ana · Follow-up · + 4 more\nBen · due today"] and shown == ["today", "x"]
    seen[0] = True
    window.show("today", BEN)
    assert said[1:] == ["Ben · due today"]


@pytest.mark.parametrize("address", [None, "unix:path=/nowhere/bus", "nonsense"])
def test_without_a_bus_it_fails_at_once_and_leaves_nothing_open(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    way = Freedesktop("NetCare", "netcare-desktop", "")
    with qtbot.waitSignal(way.failed):
        way.show("today", ANA)
    way.close("today")
    way.stop()
