"""Reminders in rows: said once over restarts, shown or said again, and buttons that do what the rows of Today do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain import reminders as rules
from netcare_desktop.domain.step_back import is_behind
from netcare_desktop.domain.words import Channel
from netcare_desktop.store import attention, followups, interactions, people, reminders, settings, today, undo
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.reminders import DONE, OPEN, SNOOZE, Announcement

RUN = "this run"


@pytest.fixture
def ana(store: Store) -> int:
    return people.add(store, NewPerson(full_name="Ana Silva", given="Ana", circle=1))


@pytest.fixture
def ben(store: Store) -> int:
    return people.add(store, NewPerson(full_name="Ben Okafor", given="Ben", circle=1))


def look(store: Store, *, run: str = RUN, is_shown: bool = True) -> list[Announcement]:
    said = list(reminders.look(store, run).announcements)
    for one in said if is_shown else ():
        reminders.shown(store, one)
    return said


def test_the_summary_says_who_and_why_and_how_many_more(store: Store, ana: int, ben: int) -> None:
    day = store.clock.today()
    first = followups.add(store, ana, day, "send the <b>paper</b>")
    followups.add(store, ben, day - timedelta(days=1), "ring about the grant")
    talk = interactions.NewInteraction(
        (ben,), day - timedelta(days=9), Channel.CALL, summary="the  move\nto Porto"
    )
    interactions.log(store, talk)
    [said] = look(store)
    assert (said.place, said.title) == (rules.CHAIN, "Ben Okafor")
    assert said.body == "Follow-up: ring about the grant · for yesterday\n“the move to Porto”\n+ 1 more"
    assert said.actions == (DONE, SNOOZE, OPEN)
    assert look(store) == []
    assert reminders.done(store, said.key) is not None
    following = reminders.following(store, RUN, said.key)
    assert following is not None and following.key == f"followup:{first}"
    assert following.body == "Follow-up: send the <b>paper</b> · for today"


def test_hidden_details_name_nobody_and_can_only_be_opened(store: Store, ana: int) -> None:
    settings.put(store, "reminders.hide_details", True)
    followups.add(store, ana, store.clock.today(), "send the paper")
    [said] = look(store)
    assert (said.title, said.body, said.actions) == ("NetCare", "Somebody is due.", (OPEN,))


def test_the_settings_are_followed(store: Store, ana: int) -> None:
    assert isinstance(store.clock, FixedClock)
    settings.put(store, "reminders.hour", "13:30")
    settings.put(store, "reminders.quiet_from", "13:00")
    settings.put(store, "reminders.quiet_to", "14:00")
    followups.add(store, ana, store.clock.today(), "send the paper")
    assert look(store) == []
    assert reminders.look(store, RUN).wake.time() == time(14)
    store.clock.at = time(14)
    assert len(look(store)) == 1


def test_a_new_start_says_nothing_again_but_what_was_not_shown(folder: Path, clock: FixedClock) -> None:
    store = open_store(folder, clock)
    ana = people.add(store, NewPerson(full_name="Ana Silva", given="Ana"))
    followups.add(store, ana, clock.day, "send the paper")
    assert len(look(store, is_shown=False)) == 1  # killed between the mark and the show
    assert look(store, is_shown=False) == []  # it is under way
    store.close()
    store = open_store(folder, clock)
    assert len(look(store, run="the next run")) == 1
    store.close()
    store = open_store(folder, clock)
    assert look(store, run="a third one") == []
    store.close()


def test_a_followup_comes_at_its_time_on_its_own(store: Store, ana: int) -> None:
    assert isinstance(store.clock, FixedClock)
    assert look(store) == []
    ring = followups.add(store, ana, store.clock.day, "ring", at="14:30")
    assert reminders.look(store, RUN).wake.time() == time(14, 30)
    store.clock.at = time(14, 30)
    [said] = look(store)
    assert (said.place, said.body) == (f"followup:{ring}", "Follow-up: ring · for today at 14:30")
    reminders.snooze(store, said.key)
    assert look(store) == []
    store.clock.day += timedelta(days=1)
    store.clock.at = time(12)
    assert look(store) == []  # its day has come, its time has not
    store.clock.at = time(14, 30)
    assert len(look(store)) == 1


def test_four_at_the_same_time_come_as_one_that_leads_through_them(store: Store, ana: int) -> None:
    assert isinstance(store.clock, FixedClock)
    look(store)
    keys = [f"followup:{followups.add(store, ana, store.clock.day, f'no {n}', at='15:00')}" for n in range(4)]
    store.clock.at = time(15)
    [said] = look(store)
    assert (said.place, said.key, said.notice.more) == (rules.CHAIN, keys[0], 3)
    assert look(store) == []
    reminders.done(store, keys[0])
    following = reminders.following(store, RUN, keys[0])
    assert following is not None and following.key == keys[1]
    reminders.ended(store)
    assert reminders.following(store, RUN, keys[1]) is None


def test_a_shown_summary_counts_as_today_opened(store: Store, ana: int) -> None:
    assert isinstance(store.clock, FixedClock)
    store.clock.day += timedelta(days=400)
    for _day in range(3):
        before = attention.step_back_of(store, [ana])
        said = look(store)
        if said:
            assert attention.step_back_of(store, [ana]) != before
        else:  # the same reason opens none within three days; nobody saw Today
            assert attention.step_back_of(store, [ana]) == before
        store.clock.day += timedelta(days=3)
    stood = attention.step_back_of(store, [ana])[ana]
    assert stood.steps == 1 and is_behind(stood, store.clock.today() - timedelta(days=1))


def test_done_and_snooze_are_those_of_today_and_one_undo_takes_them_back(store: Store, ana: int) -> None:
    assert isinstance(store.clock, FixedClock)
    store.clock.day += timedelta(days=400)
    [said] = look(store)
    acted = reminders.done(store, said.key)
    assert acted is not None and acted.interaction is not None
    assert interactions.get(store, acted.interaction).on == store.clock.today()
    assert reminders.done(store, said.key) is None  # not there any more
    undo.undo(store)
    assert [entry.key for entry in today.plan(store).plan.entries] == [said.key]
    snoozed = reminders.snooze(store, said.key)
    assert snoozed is not None and snoozed.until == store.clock.today() + timedelta(days=1)
    assert today.plan(store).plan.entries == ()
    store.clock.day += timedelta(days=1)
    [again] = look(store)  # another reason: it was put off to this day
    assert again.key == said.key


def test_a_pause_and_its_end(store: Store, ana: int) -> None:
    assert isinstance(store.clock, FixedClock)
    followups.add(store, ana, store.clock.today(), "send the paper")
    until = store.clock.now() + timedelta(hours=1)
    reminders.pause(store, until)
    assert reminders.paused_until(store) == until
    assert look(store) == []
    assert reminders.look(store, RUN).wake == until
    reminders.resume(store)
    assert reminders.paused_until(store) is None
    reminders.pause_today(store)
    assert look(store) == []
    store.clock.day += timedelta(days=1)
    store.clock.at = time(9)
    assert len(look(store)) == 1


def test_nothing_of_it_is_a_step_of_undo_or_stays_of_an_erased_person(store: Store, ana: int) -> None:
    followups.add(store, ana, store.clock.today(), "send the paper")
    before = undo.last(store)
    [said] = look(store)
    reminders.ended(store)
    reminders.pause(store, datetime(2030, 1, 1, tzinfo=UTC))
    assert undo.last(store) == before
    assert store.value("SELECT count(*) FROM reminder_reason") == 1
    people.erase(store, [said.person])
    assert store.value("SELECT count(*) FROM reminder_reason") == 0


def test_what_the_tray_shows(store: Store, ana: int, ben: int) -> None:
    add = partial(followups.add, store, on=date(2026, 1, 1))
    for person in (ana, ben):
        add(person, text="x")
    left = reminders.left(store, 1)
    assert left.count == 2 and [name for _entry, name in left.first] == ["Ana Silva"]
