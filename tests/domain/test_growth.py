"""Rule *Growing*: slots, who could move on, and when established is suggested."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from netcare_desktop.domain.growth import (
    ContactFact,
    GrowingPerson,
    is_two_way,
    may_grow,
    slots_setting,
    suggests_established,
    two_way_since,
)
from netcare_desktop.domain.words import Answered, Channel, Growth, StartedBy

DAY = date(2026, 3, 2)


def growing(ident: str, days: int, two_way: int = 0) -> GrowingPerson:
    return GrowingPerson(ident, DAY - timedelta(days=days), two_way)


def test_two_slots_and_the_third_asks_who_moves_on() -> None:
    ana, ben = growing("ana", 10), growing("ben", 40)
    assert may_grow("cem", [], today=DAY).free == 2
    assert may_grow("cem", [ana], today=DAY).allowed
    refused = may_grow("cem", [ana, ben], today=DAY)
    assert (refused.allowed, refused.free) == (False, 0)
    assert refused.who_could_move_on == (ben, ana)


def test_whoever_is_ready_is_named_first() -> None:
    people = [growing("long", 90), growing("some", 30, 2), growing("ready", 5, 3), growing("more", 5, 4)]
    order = may_grow("new", people, 3, today=DAY).who_could_move_on
    assert [p.person_id for p in order] == ["more", "ready", "some", "long"]


def test_somebody_who_grows_already_may() -> None:
    assert may_grow("ana", [growing("ana", 1), growing("ben", 1)], today=DAY).allowed


@pytest.mark.parametrize(("wanted", "slots"), [(0, 1), (1, 1), (5, 5), (9, 5)])
def test_slots_are_one_to_five(wanted: int, slots: int) -> None:
    assert slots_setting(wanted) == slots
    people = [growing(str(n), n) for n in range(slots)]
    assert not may_grow("new", people, wanted, today=DAY).allowed
    assert may_grow("new", people[1:], wanted, today=DAY).allowed


@pytest.mark.parametrize(
    ("channel", "started_by", "answered", "two_way"),
    [
        (Channel.EMAIL, StartedBy.THEM, Answered.UNKNOWN, True),
        (Channel.EMAIL, StartedBy.ME, Answered.YES, True),
        (Channel.EMAIL, StartedBy.ME, Answered.UNKNOWN, False),
        (Channel.EMAIL, StartedBy.ME, Answered.NO, False),
        (Channel.CALL, StartedBy.ME, Answered.UNKNOWN, True),
        (Channel.MEETING, StartedBy.UNKNOWN, Answered.UNKNOWN, True),
        (Channel.CALL, StartedBy.ME, Answered.NO, False),
        (Channel.MESSAGE, StartedBy.THEM, Answered.NO, True),
    ],
)
def test_two_way(channel: Channel, started_by: StartedBy, answered: Answered, two_way: bool) -> None:
    assert is_two_way(ContactFact(DAY, channel, started_by, answered)) is two_way


def test_established_is_suggested_after_three() -> None:
    talks = [ContactFact(DAY + timedelta(days=n), Channel.CALL) for n in range(4)]
    assert two_way_since(talks, DAY + timedelta(days=1)) == 3
    assert two_way_since(talks, None) == 4
    assert suggests_established(Growth.GROWING, 3)
    assert not suggests_established(Growth.GROWING, 2)
    assert not suggests_established(Growth.MET, 9)
    assert not suggests_established(None, 9)
