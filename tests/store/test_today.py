"""Today from the database: the budget, what doing and snoozing leave behind, and the card stack beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.card_stack import LastSpoke
from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.domain.entries import Entry, Why
from netcare_desktop.domain.words import Channel
from netcare_desktop.store import (
    attention,
    backup,
    card_stack,
    circles,
    followups,
    growth,
    interactions,
    occasions,
    people,
    person,
    settings,
    today,
    undo,
)
from netcare_desktop.store.errors import CommandError, NoFreeSlot, NotFound
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from tests.store.contents import assert_sound
from tests.store.village import TODAY, Village


def entries(store: Store, kind: str = "") -> list[Entry]:
    return [one for one in today.plan(store).plan.entries if not kind or one.kind == kind]


def whom(found: list[Entry]) -> list[int]:
    return [int(one.people[0]) for one in found]


@pytest.fixture
def crowd(store: Store, clock: FixedClock) -> list[int]:
    """Forty people who are all overdue."""
    clock.day = TODAY - timedelta(200)
    with store.write("Crowd"):
        found = [people.add(store, NewPerson(full_name=f"Person {n:02d}", circle=2)) for n in range(40)]
    clock.day = TODAY - timedelta(100)
    with store.write("Talks"):
        for number in found:
            interactions.log(store, NewInteraction((number,), clock.day, summary=f"talk {number}"))
    clock.day = TODAY
    return found


def test_never_more_touches_than_the_budget(store: Store, crowd: list[int]) -> None:
    for budget in (1, 4, 20):
        settings.put(store, "today.budget", budget)
        found = today.plan(store).plan
        assert len(found.touches) == budget and found.later == 40 - budget
        assert today.badge(store) == budget
    assert len(today.everyone_due(store).plan.touches) == 40
    assert [int(one.people[0]) for one in today.plan(store, most_more=3).plan.more]


def test_a_touch_that_is_done_uses_up_its_place(store: Store, crowd: list[int]) -> None:
    for left in (4, 3, 2, 1, 0):
        entry = entries(store)[0]
        logged = today.done(store, entry, text="hello", channel=Channel.CALL)
        assert logged is not None
        fact = interactions.get(store, logged)
        assert (fact.on, fact.channel, fact.summary, fact.started_by) == (TODAY, "call", "hello", "me")
        assert len(entries(store)) == left == today.badge(store)
        assert int(entry.people[0]) not in whom(entries(store))
    undo.undo(store)
    assert len(entries(store)) == 1
    assert_sound(store)


def test_a_snoozed_touch_frees_its_place_and_comes_back_on_its_day(
    store: Store, crowd: list[int], clock: FixedClock
) -> None:
    first = entries(store)[0]
    today.snooze(store, first, TODAY + timedelta(3))
    assert len(entries(store)) == 5 and first.people not in [one.people for one in entries(store)]
    settings.put(store, "today.budget", 20)
    clock.day = TODAY + timedelta(2)
    assert int(first.people[0]) not in whom(
        list(today.plan(store, most_more=None).plan.more) + entries(store)
    )
    clock.day = TODAY + timedelta(3)
    found = person.detail(store, int(first.people[0]))
    assert found.due is not None and found.due.on == TODAY + timedelta(3)


def test_logging_elsewhere_does_not_use_up_the_budget(store: Store, crowd: list[int]) -> None:
    chosen = whom(entries(store))[0]
    interactions.log(store, NewInteraction((chosen,), TODAY))
    assert len(entries(store)) == 5 and chosen not in whom(entries(store))


def test_who_is_passed_over_for_days_steps_back(store: Store, crowd: list[int], clock: FixedClock) -> None:
    """Nobody may block the place of the others: everybody has stood on Today within a few weeks."""
    seen: set[int] = set()
    for ahead in range(90):
        clock.day = TODAY + timedelta(ahead)
        found = today.plan(store)
        assert len(found.plan.touches) == 5
        today.opened(store, found)
        today.opened(store, found)  # a second look on the same day counts once
        seen.update(whom(list(found.plan.touches)))
    assert seen == set(crowd)
    assert store.value("SELECT max(stood_days) FROM step_back") <= 3


def test_follow_ups_have_no_budget(settled: Store, village: Village) -> None:
    assert set(whom(entries(settled, "followup"))) == {village.ana, village.ben}
    entry = next(one for one in entries(settled, "followup") if one.people == (str(village.ben),))
    assert today.done(settled, entry) is None
    assert whom(entries(settled, "followup")) == [village.ana]
    other = entries(settled, "followup")[0]
    today.snooze(settled, other, TODAY + timedelta(1))
    assert entries(settled, "followup") == []
    assert followups.get(settled, village.ring).on == TODAY + timedelta(1)


def test_an_occasion_is_there_on_its_lead_day_and_on_its_day(
    settled: Store, village: Village, clock: FixedClock
) -> None:
    """Ana is in Close: seven days before, and on the day; done is done."""
    days = []
    for ahead in range(-8, 12):
        clock.day = TODAY + timedelta(ahead)
        if village.ana in whom(entries(settled, "occasion")):
            days.append(clock.day)
    assert days == [date(2026, 11, 17), date(2026, 11, 24)]
    clock.day = date(2026, 11, 24)
    today.done(settled, entries(settled, "occasion")[0])
    assert entries(settled, "occasion") == []
    assert interactions.of_person(settled, village.ana)[0].channel == "message"
    clock.day = date(2027, 11, 24)
    assert whom(entries(settled, "occasion")) == [village.ana]


def test_a_leap_day_is_kept_every_year(store: Store, clock: FixedClock) -> None:
    ana = people.add(store, NewPerson(full_name="Ana", circle=3))
    occasions.add(store, ana, "birthday", PartialDate(2, 29))
    for year in (2027, 2028):
        seen = []
        for ahead in range(-3, 4):
            clock.day = date(year, 3, 1) + timedelta(ahead)
            if entries(store, "occasion"):
                seen.append(clock.day)
        assert len(seen) == 1, seen


def test_people_and_notes_come_with_the_plan(store: Store, crowd: list[int]) -> None:
    found = today.plan(store)
    for number in whom(list(found.plan.touches)):
        assert found.people[number].name.startswith("Person") and found.notes[number][1] == f"talk {number}"
    assert today.names_of(found, [str(crowd[0])]) in ("", "Person 00")


def test_rest_is_a_pause(settled: Store, village: Village, clock: FixedClock) -> None:
    until = today.rest(settled, village.ana)
    assert until == TODAY + timedelta(60)
    assert village.ana not in {int(one.people[0]) for one in today.plan(settled).plan.touches}
    clock.day = until
    assert person.detail(settled, village.ana).due is not None


def test_only_a_stranger_gets_a_first_hello(store: Store) -> None:
    def add(name: str, **more: Any) -> int:
        return people.add(store, NewPerson(full_name=name, circle=3, **more))

    stranger, met, there, told, wrote = (
        add("Stranger"),
        add("Met", met_on=TODAY - timedelta(900)),
        add("There", met_where="Lisbon"),
        add("Told"),
        add("Wrote"),
    )
    card_stack.last_spoke(store, told, LastSpoke.LONGER_AGO)
    long_ago = TODAY - timedelta(800)
    interactions.log(store, NewInteraction((wrote,), long_ago, channel=Channel.LETTER))
    whys = {int(one.people[0]): one.reason.why for one in today.everyone_due(store).plan.touches}
    assert whys == {stranger: Why.FIRST_HELLO, **dict.fromkeys((met, there, told, wrote), Why.SPREAD)}


def test_the_badge_is_right_after_a_restore(store: Store, crowd: list[int]) -> None:
    copy = backup.make_dated(store)
    assert today.badge(store) == 5
    for _ in range(2):
        today.done(store, entries(store)[0])
    assert today.badge(store) == 3
    store.restore(copy)
    people.edit(store, crowd[0], notes="one")
    people.edit(store, crowd[1], notes="two")
    assert today.badge(store) == 5


# the card stack


def test_five_cards_a_day_and_those_put_off_go_to_the_end(store: Store, clock: FixedClock) -> None:
    with store.write("Cards"):
        cards = [people.add(store, NewPerson(full_name=f"C {n}", in_card_stack=True)) for n in range(12)]
    assert card_stack.waiting(store).offered == tuple(cards[:5])
    card_stack.later(store, cards[0])
    circles.assign(store, [cards[1]], 3)
    people.archive(store, [cards[2]])
    found = card_stack.waiting(store)
    assert (found.total, found.offered) == (10, tuple(cards[3:5]))
    assert cards[0] not in card_stack.waiting(store, more=True).offered, "not again today"
    undo.undo(store)
    assert len(card_stack.waiting(store).offered) == 3, "what is taken back does not count"
    clock.day = TODAY + timedelta(1)
    assert len(card_stack.waiting(store).offered) == 5
    assert card_stack.waiting(store, more=True).offered[-1] == cards[0]
    assert card_stack.count(store) == 11


def test_the_rest_of_a_batch_is_proposed_once_after_sixty_days(
    settled: Store, village: Village, clock: FixedClock
) -> None:
    told: list[frozenset[str]] = []
    card_stack.note_offered(settled)
    settled.changes.subscribe(told.append)
    card_stack.note_offered(settled)
    assert told == []
    clock.day = TODAY + timedelta(59)
    assert card_stack.waiting(settled).batch is None
    clock.day = TODAY + timedelta(60)
    assert card_stack.waiting(settled).batch == (village.batch, 2)
    card_stack.keep_rest(settled, village.batch)
    assert card_stack.waiting(settled).batch is None
    undo.undo(settled)
    card_stack.archive_rest(settled, village.batch)
    assert card_stack.count(settled) == 0 and card_stack.waiting(settled).batch is None
    undo.undo(settled)
    assert card_stack.count(settled) == 2


def test_when_you_last_spoke(settled: Store, village: Village) -> None:
    for answer in LastSpoke:
        card_stack.last_spoke(settled, village.chi, answer)
        assert person.detail(settled, village.chi).last_spoke == str(answer)
    card_stack.last_spoke(settled, village.chi, None)
    assert settled.row("SELECT last_spoke, last_spoke_on FROM person WHERE id = ?", (village.chi,)) == (
        "",
        None,
    )


# circles, growing, snooze and pause


def test_a_card_that_gets_a_circle_leaves_the_stack(settled: Store, village: Village) -> None:
    circles.assign(settled, [village.chi, village.dee, village.ben], 3)
    for number in (village.chi, village.dee, village.ben):
        found = person.detail(settled, number)
        assert (found.row.circle, found.row.in_card_stack, found.row.archived) == ("Regular", False, False)
    assert person.detail(settled, village.ben).row.growth == "established"
    circles.assign(settled, [village.chi], None)
    assert person.detail(settled, village.chi).due is None
    with pytest.raises(NotFound):
        circles.assign(settled, [village.chi], 99)
    assert circles.named(settled, " inner ").id == 1
    with pytest.raises(NotFound, match="Yearly"):
        circles.named(settled, "Best")


def test_the_same_circle_again_moves_nobody(settled: Store, village: Village, clock: FixedClock) -> None:
    before = person.detail(settled, village.ana).due
    clock.day = TODAY + timedelta(5)
    circles.assign(settled, [village.ana], 2)
    assert person.detail(settled, village.ana).due == before


def test_a_changed_circle_makes_nobody_overdue_at_once(store: Store, crowd: list[int]) -> None:
    circles.set_cadence(store, 2, 1)
    assert all(one.due_on is not None for one in today.everyone_due(store).people.values())
    for days in (0, -1, 4000):
        with pytest.raises(CommandError):
            circles.set_cadence(store, 2, days)


def test_growing_has_its_slots(settled: Store, village: Village) -> None:
    growth.grow(settled, village.fay)
    assert {one.id for one in growth.growing(settled)} == {village.ben, village.fay}
    growth.grow(settled, village.fay)  # already
    with pytest.raises(NoFreeSlot) as caught:
        growth.grow(settled, village.gus)
    assert {number for number, _name in caught.value.people} <= {village.ben, village.fay} and "Ben" in str(
        caught.value
    )
    growth.grow(settled, village.gus, moving_on=village.ben, circle=4)
    ben = person.detail(settled, village.ben)
    assert (ben.row.growth, ben.row.circle) == ("established", "Light")
    settings.put(settled, "growing.slots", 3)
    growth.grow(settled, village.dee)
    assert not person.detail(settled, village.dee).row.archived
    growth.let_go(settled, village.dee)
    assert person.detail(settled, village.dee).due is None
    assert_sound(settled)


def test_snoozing_is_offered_an_end_after_the_third_time(settled: Store, village: Village) -> None:
    for n in (1, 2):
        assert attention.snooze(settled, village.ana, TODAY + timedelta(n)) is None
    assert attention.snooze(settled, village.ana, TODAY + timedelta(3)) is not None
    interactions.log(settled, NewInteraction((village.ana,), TODAY))
    assert person.detail(settled, village.ana).snoozed_until is None
    assert attention.snooze(settled, village.ana, TODAY + timedelta(40)) is None, (
        "a contact starts the count anew"
    )
    for bad in (TODAY, TODAY - timedelta(1)):
        with pytest.raises(CommandError):
            attention.snooze(settled, village.ana, bad)
    with pytest.raises(CommandError, match="never due"):
        attention.snooze(settled, village.gus, TODAY + timedelta(1))


def test_a_pause_ends_on_its_day_or_when_told(settled: Store, village: Village, clock: FixedClock) -> None:
    attention.pause(settled, [village.ana], TODAY + timedelta(10))
    found = person.detail(settled, village.ana)
    assert found.paused and found.paused_until == TODAY + timedelta(10)
    assert village.ana not in {int(one.people[0]) for one in today.plan(settled).plan.touches}
    attention.resume(settled, village.ana)
    assert person.detail(settled, village.ana).paused is False
    with pytest.raises(CommandError):
        attention.pause(settled, [village.ana], TODAY)
    with pytest.raises(NotFound):
        attention.pause(settled, [999])


def test_a_cadence_of_ones_own(settled: Store, village: Village) -> None:
    attention.set_cadence(settled, village.ana, 10)
    first = person.detail(settled, village.ana)
    assert first.cadence == 10 and first.due is not None and first.due.on > TODAY
    attention.set_cadence(settled, village.ana, 0)
    assert person.detail(settled, village.ana).due is None
    attention.set_cadence(settled, village.ana, None)
    assert person.detail(settled, village.ana).due is not None
    for bad in (-1, 3651):
        with pytest.raises(CommandError):
            attention.set_cadence(settled, village.ana, bad)


def test_an_interaction_for_an_earlier_day_never_moves_the_date_back(
    settled: Store, village: Village
) -> None:
    interactions.log(settled, NewInteraction((village.ana,), TODAY))
    due = person.detail(settled, village.ana).due
    for ago in (1, 30, 400):
        interactions.log(settled, NewInteraction((village.ana,), TODAY - timedelta(ago)))
        assert person.detail(settled, village.ana).due == due
    for wrong in (NewInteraction((), TODAY), NewInteraction((village.ana,), TODAY + timedelta(1))):
        with pytest.raises(CommandError):
            interactions.log(settled, wrong)
        with pytest.raises(CommandError):
            interactions.change(settled, village.talk, wrong)
    with pytest.raises(NotFound):
        interactions.log(settled, NewInteraction((999,), TODAY))
    for gone in (interactions.get, interactions.delete):
        with pytest.raises(NotFound):
            gone(settled, 999)


def test_follow_ups_repeat_from_their_first_day(settled: Store, village: Village, clock: FixedClock) -> None:
    first = followups.add(
        settled, village.gus, date(2026, 1, 31), "pay", repeat_every=1, repeat_unit="months"
    )
    clock.day = date(2026, 2, 10)
    followups.done(settled, first)
    (following,) = followups.listed(settled, person=village.gus)
    assert following.on == date(2026, 2, 28)
    clock.day = date(2026, 3, 1)
    followups.done(settled, following.id)
    (following,) = followups.listed(settled, person=village.gus)
    assert following.on == date(2026, 3, 31), "the end of the month stays the end"
    assert len(followups.listed(settled, person=village.gus, include_done=True)) == 3
    for text, at in (("", None), ("x", "9:00"), ("x", "24:00")):
        with pytest.raises(CommandError):
            followups.add(settled, village.gus, TODAY, text, at=at)
    with pytest.raises(NotFound):
        followups.done(settled, 999)


@pytest.mark.parametrize("value", [0, 21, "5", 5.0, True, None])
def test_a_setting_has_its_limits(store: Store, value: object) -> None:
    with pytest.raises(CommandError):
        settings.put(store, "today.budget", value)
    assert settings.get(store, "today.budget") == 5
