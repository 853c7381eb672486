"""The clockwork with a real store: when it looks, what it shows, and what the buttons do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain import reminders as rules
from netcare_desktop.store import circles, followups, interactions, people, reminders
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui import reminding as clockwork
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.notifications.notifier import Notification, Notifier
from netcare_desktop.ui.reminding import Reminding

Do = Callable[[Callable[[Store], Any]], Any]


class Screen(Notifier):
    """Where notifications are seen, pressed and closed by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: dict[str, Notification] = {}
        self.log: list[str] = []
        self.works = True

    def show(self, place: str, notification: Notification) -> None:
        if not self.works:
            self.failed.emit(place)
            return
        self.standing[place] = notification
        self.log.append(notification.title)
        self.shown.emit(place)

    def close(self, place: str) -> None:
        self.standing.pop(place, None)

    def stop(self) -> None:
        self.standing.clear()

    def press(self, action: str, place: str = rules.CHAIN) -> None:
        del self.standing[place]
        self.acted.emit(place, action, "a token")

    def dismiss(self, *, by_user: bool = True) -> None:
        del self.standing[rules.CHAIN]
        self.closed.emit(rules.CHAIN, by_user)


class World:
    """People with follow-ups of today, and the clockwork over them."""

    def __init__(self, store: Store, bridge: StoreBridge, clock: FixedClock, do: Do, qtbot: QtBot) -> None:
        self.store, self.clock, self.do, self.qtbot, self.bridge = store, clock, do, qtbot, bridge
        self.people = {
            name: do(partial(people.add, new=NewPerson(full_name=name, given=name)))
            for name in ("Ana", "Ben", "Chi")
        }
        self.screen = Screen()
        self.said: list[tuple[str, Callable[[], object] | None]] = []
        self.wanted: list[tuple[int, str]] = []
        self.reminding = Reminding(bridge, clock, self.screen, self.say)
        self.reminding.person_wanted.connect(lambda one, token: self.wanted.append((one, token)))

    def say(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        self.said.append((text, undo))

    def todo(self, name: str, text: str = "x", at: str | None = None) -> int:
        found: int = self.do(
            lambda store: followups.add(store, self.people[name], self.clock.day, text, at=at)
        )
        return found

    def look(self) -> None:
        with self.qtbot.waitSignal(self.reminding.looked):
            self.reminding.look()
        self.settle()

    def settle(self) -> None:
        """Everything that was handed to the store has come back, and what follows from it too."""
        for _round in range(3):
            back: list[object] = []
            self.bridge.run(lambda _store: None, back.append)
            self.qtbot.waitUntil(partial(self._came, back))

    @staticmethod
    def _came(back: list[object]) -> bool:
        return bool(back)

    @property
    def titles(self) -> dict[str, str]:
        return {place: one.title for place, one in self.screen.standing.items()}


@pytest.fixture
def world(store: Store, bridge: StoreBridge, clock: FixedClock, do: Do, qtbot: QtBot) -> Iterator[World]:
    made = World(store, bridge, clock, do, qtbot)
    yield made
    made.reminding.stop()


def test_done_logs_and_the_next_follows_until_all_is_said(world: World) -> None:
    for name in ("Ana", "Ben", "Chi"):
        world.todo(name)
    world.look()
    assert world.titles == {rules.CHAIN: "Ana"}
    assert [label for _action, label in world.screen.standing[rules.CHAIN].buttons] == [
        "Done",
        "Snooze",
        "Open",
    ]
    world.screen.press("done")
    world.qtbot.waitUntil(lambda: world.titles == {rules.CHAIN: "Ben"})
    world.screen.press("snooze")
    world.qtbot.waitUntil(lambda: world.titles == {rules.CHAIN: "Chi"})
    world.screen.press("open")
    world.settle()
    assert world.titles == {}
    assert world.wanted == [(world.people["Chi"], "a token")]
    assert [words for words, _undo in world.said] == ["Done for Ana.", "Ben comes back tomorrow."]
    undo = world.said[1][1]
    assert undo is not None
    undo()
    world.qtbot.waitUntil(lambda: len(followups.due_by(world.store, world.clock.day)) == 2)


def test_done_on_a_touch_logs_the_contact(world: World, do: Do) -> None:
    do(lambda store: circles.assign(store, [world.people["Ana"]], 1))
    world.clock.day += timedelta(days=30)
    world.look()
    world.screen.press("done")
    world.qtbot.waitUntil(lambda: world.store.value("SELECT count(*) FROM interaction") == 1)
    world.settle()
    assert world.said[0][0].startswith("Logged with Ana: ")


def test_closing_ends_them_and_going_by_itself_does_not_bring_more(world: World) -> None:
    world.todo("Ana")
    world.todo("Ben")
    world.look()
    world.screen.dismiss()
    world.look()
    assert world.screen.log == ["Ana"]
    told = reminders.history(world.store).told[rules.CHAIN, world.clock.day.isoformat()]
    assert told.ended


def test_what_is_done_in_the_window_leaves_the_screen(world: World, do: Do) -> None:
    ident = world.todo("Ana")
    world.look()
    with world.qtbot.waitSignal(world.reminding.looked):
        do(lambda store: followups.done(store, ident))
    assert world.titles == {}


def test_a_followup_added_in_the_window_moves_the_next_look(world: World) -> None:
    world.look()
    assert world.reminding.wake > world.clock.local_now() + timedelta(hours=3)
    with world.qtbot.waitSignal(world.reminding.looked):
        world.todo("Ana", at="13:15")
    assert world.reminding.wake.time() == time(13, 15)


def test_two_at_their_time_stand_beside_the_summary(world: World) -> None:
    world.todo("Ana")
    world.todo("Ben", at="13:00")
    world.todo("Chi", at="13:00")
    world.look()
    world.clock.at = time(13)
    world.look()
    assert sorted(world.titles.values()) == ["Ana", "Ben", "Chi"]
    ana = next(place for place, title in world.titles.items() if title == "Ben")
    world.screen.press("done", ana)
    world.settle()
    assert sorted(world.titles.values()) == ["Ana", "Chi"]  # no next: that is the summary's


def test_what_no_way_could_show_comes_at_the_next_start(world: World, bridge: StoreBridge) -> None:
    world.todo("Ana")
    world.screen.works = False
    world.look()
    world.screen.works = True
    world.look()
    assert world.titles == {}
    world.reminding.stop()
    world.reminding = Reminding(bridge, world.clock, world.screen, world.say)
    world.look()
    assert world.titles == {rules.CHAIN: "Ana"}


def test_the_slow_check_looks_only_when_something_is_odd(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steady clock is the test's own here: what is tested is how the two are compared."""
    steady = [1000.0]
    base = world.clock.local_now()
    ahead = [timedelta()]
    zone = [base.tzinfo]

    def local_now() -> datetime:
        return (base + timedelta(seconds=steady[0] - 1000) + ahead[0]).astimezone(zone[0])

    monkeypatch.setattr("netcare_desktop.ui.reminding.time.monotonic", lambda: steady[0])
    monkeypatch.setattr(world.clock, "local_now", local_now)
    looks: list[bool] = []
    world.look()
    monkeypatch.setattr(world.reminding, "look", lambda: looks.append(True))

    def checked(*, passed: float = 60) -> bool:
        steady[0] += passed
        looks.clear()
        world.reminding.check()
        return bool(looks)

    assert not checked() and not checked()
    ahead[0] = timedelta(hours=-1)  # set back
    assert checked() and not checked()
    ahead[0] = timedelta(days=9)  # asleep: the steady clock stood
    assert checked()


def test_the_timer_never_waits_longer_than_a_timer_can(world: World) -> None:
    world.look()
    timer = world.reminding.findChildren(QTimer)[0]
    assert timer.isActive() and 0 < timer.interval() <= clockwork.LONGEST_WAIT_MS < 2**31


def test_nothing_happens_after_the_end(world: World) -> None:
    world.todo("Ana")
    world.reminding.look()
    world.reminding.stop()
    world.settle()
    assert world.titles == {}
    assert interactions.last_notes(world.store, [world.people["Ana"]]) == {}
