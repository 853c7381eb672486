"""Rule *Reminders*: one a day and each matter at its time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from netcare_desktop.domain import reminders
from netcare_desktop.domain.reminders import CHAIN, Matter, Notice, Told, Wishes
from tests.domain.reminding_engine import Engine

BERLIN = ZoneInfo("Europe/Berlin")
ANA = Matter("due:1", "1", "rhythm")
BEN = Matter("due:2", "2", "rhythm")
CHI = Matter("due:3", "3", "rhythm")
NO_QUIET = Wishes(quiet_from=time(0), quiet_to=time(0))


def at(text: str, zone: Any = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def timed(key: str, moment: str) -> Matter:
    return Matter(key, key, f"reason {key}", datetime.fromisoformat(moment))


# the daily summary


def test_at_the_hour_one_notification_with_the_first_entry_and_the_rest_counted() -> None:
    engine = Engine()
    assert engine.look(at("2026-03-02T08:59:59"), [ANA, BEN, CHI]) == []
    assert engine.wake == at("2026-03-02T09:00")
    assert engine.look(at("2026-03-02T09:00"), [ANA, BEN, CHI]) == [Notice(CHAIN, ANA, 2)]
    assert engine.wake == at("2026-03-03T09:00")
    assert engine.look(at("2026-03-02T09:00"), [ANA, BEN, CHI]) == []
    assert engine.look(at("2026-03-02T18:00"), [ANA, BEN, CHI]) == []


def test_acting_brings_the_next_and_the_last_brings_none() -> None:
    engine = Engine()
    engine.look(at("2026-03-02T09:00"), [ANA, BEN, CHI])
    assert engine.next(at("2026-03-02T09:01"), "due:1", [BEN, CHI]) == Notice(CHAIN, BEN, 1)
    assert engine.next(at("2026-03-02T09:02"), "due:2", [BEN, CHI]) == Notice(CHAIN, CHI, 0)  # only opened
    assert engine.next(at("2026-03-02T09:03"), "due:3", [BEN]) is None


def test_closing_ends_them_for_the_day() -> None:
    engine = Engine()
    engine.look(at("2026-03-02T09:00"), [ANA, BEN])
    engine.close("2026-03-02")
    assert engine.next(at("2026-03-02T09:01"), "due:1", [BEN]) is None
    assert engine.look(at("2026-03-02T12:00"), [BEN]) == []
    assert engine.look(at("2026-03-03T09:00"), [ANA, BEN]) == [Notice(CHAIN, BEN, 1)]


def test_a_reason_opens_no_second_summary_within_three_days() -> None:
    engine = Engine()
    said = [engine.look(at(f"2026-03-0{day}T09:00"), [ANA]) for day in (2, 3, 4, 5, 6)]
    assert said == [[Notice(CHAIN, ANA)], [], [], [Notice(CHAIN, ANA)], []]


def test_another_reason_or_person_opens_one_and_the_old_ones_come_after() -> None:
    engine = Engine()
    engine.look(at("2026-03-02T09:00"), [ANA])
    other = Matter("due:1", "1", "snoozed")
    assert engine.look(at("2026-03-03T09:00"), [other]) == [Notice(CHAIN, other)]
    assert engine.look(at("2026-03-04T09:00"), [other, BEN]) == [Notice(CHAIN, BEN, 1)]
    assert engine.next(at("2026-03-04T09:01"), "due:2", [other]) == Notice(CHAIN, other, 0)


def test_an_empty_day_stays_quiet_when_something_comes_up_later() -> None:
    engine = Engine()
    assert engine.look(at("2026-03-02T09:00"), []) == []
    assert engine.look(at("2026-03-02T11:00"), [ANA]) == []
    assert engine.look(at("2026-03-03T09:00"), [ANA]) == [Notice(CHAIN, ANA)]


def test_a_week_of_sleep_gives_one() -> None:
    engine = Engine()
    missed = [timed(f"f{day}", f"2026-03-0{day}T14:00") for day in range(2, 8)]
    assert engine.look(at("2026-03-01T20:00"), [], missed) == []
    woken = at("2026-03-08T08:30")
    assert engine.look(woken, [*missed, ANA], missed) == []  # it waits for the summary
    assert engine.wake == at("2026-03-08T09:00")
    assert engine.look(at("2026-03-08T09:00"), [*missed, ANA], missed) == [Notice(CHAIN, missed[0], 6)]
    assert engine.look(at("2026-03-08T09:01"), [*missed, ANA], missed) == []
    heard = [
        engine.next(at("2026-03-08T09:02"), one.key, [*missed[n + 1 :], ANA], missed[n + 1 :])
        for n, one in enumerate(missed)
    ]
    assert heard == [*(Notice(CHAIN, one, 6 - n) for n, one in enumerate(missed[1:], 1)), Notice(CHAIN, ANA)]


def test_woken_after_the_hour_it_comes_at_once() -> None:
    engine = Engine()
    assert engine.look(at("2026-03-08T15:30"), [ANA]) == [Notice(CHAIN, ANA)]


# own times


def test_a_matter_with_a_time_comes_at_it_and_not_with_the_summary_before() -> None:
    engine = Engine()
    ring = timed("followup:7", "2026-03-02T14:30")
    assert engine.look(at("2026-03-02T09:00"), [ring, ANA], [ring]) == [Notice(CHAIN, ANA, 0)]
    assert engine.wake == at("2026-03-02T14:30")
    assert engine.look(at("2026-03-02T14:30"), [ring], [ring]) == [Notice("followup:7", ring)]
    assert engine.look(at("2026-03-02T14:31"), [ring], [ring]) == []
    moved = timed("followup:7", "2026-03-02T16:00")
    assert engine.look(at("2026-03-02T16:00"), [moved], [moved]) == [Notice("followup:7", moved)]


def test_what_comes_before_the_hour_does_not_open_the_summary_again() -> None:
    engine = Engine()
    ring = timed("followup:7", "2026-03-02T08:15")
    assert engine.look(at("2026-03-02T08:15"), [ring], [ring]) == [Notice("followup:7", ring)]
    assert engine.look(at("2026-03-02T09:00"), [ring], [ring]) == []


def test_at_the_same_minute_as_the_summary_there_is_one_notification() -> None:
    engine = Engine()
    ring = timed("followup:7", "2026-03-02T09:00")
    assert engine.look(at("2026-03-02T09:00"), [ANA, ring], [ring]) == [Notice(CHAIN, ring, 1)]


@pytest.mark.parametrize(("standing", "number", "places"), [
    (0, 1, ["f0"]), (0, 2, ["f0", "f1"]), (0, 3, [CHAIN]), (1, 1, ["f0"]), (1, 2, [CHAIN]), (2, 1, [CHAIN]),
])  # fmt: skip
def test_never_more_than_three_stand_at_once(standing: int, number: int, places: list[str]) -> None:
    engine = Engine()
    engine.look(at("2026-03-02T09:00"), [])
    come = [timed(f"f{n}", "2026-03-02T14:00") for n in range(number)]
    said = engine.look(at("2026-03-02T14:00"), come, come, standing=standing)
    assert [one.place for one in said] == places
    assert sum(1 + one.more for one in said) == number
    assert engine.look(at("2026-03-02T14:00"), come, come, standing=standing) == []


def test_closing_a_digest_ends_what_was_only_counted() -> None:
    engine = Engine()
    engine.look(at("2026-03-02T09:00"), [])
    come = [timed(f"f{n}", "2026-03-02T14:00") for n in range(4)]
    assert engine.look(at("2026-03-02T14:00"), come, come) == [Notice(CHAIN, come[0], 3)]
    assert engine.next(at("2026-03-02T14:01"), "f0", come[1:], come[1:]) == Notice(CHAIN, come[1], 2)
    engine.close("2026-03-02")
    assert engine.next(at("2026-03-02T14:02"), "f1", come[2:], come[2:]) is None


def test_missed_on_the_same_day_they_come_as_one() -> None:
    engine = Engine()
    engine.look(at("2026-03-02T09:00"), [])
    come = [timed("f1", "2026-03-02T10:00"), timed("f2", "2026-03-02T12:00")]
    assert engine.look(at("2026-03-02T15:00"), come, come) == [Notice(CHAIN, come[0], 1)]


# quiet hours, pause, away


def test_what_falls_into_quiet_hours_comes_at_their_end() -> None:
    engine = Engine(Wishes(hour=time(6), quiet_from=time(21), quiet_to=time(7, 30)))
    late = timed("f1", "2026-03-02T23:00")
    assert engine.look(at("2026-03-02T20:59"), [], [late]) == []
    assert engine.look(at("2026-03-02T23:00"), [late], [late]) == []
    assert engine.wake == at("2026-03-03T07:30")
    assert engine.look(at("2026-03-03T07:30"), [late, ANA], [late]) == [Notice(CHAIN, late, 1)]


def test_quiet_hours_that_do_not_cross_midnight() -> None:
    wishes = Wishes(quiet_from=time(12), quiet_to=time(14))
    moments = [datetime.fromisoformat(f"2026-03-02T{hour}:00") for hour in ("11", "12", "13", "14")]
    assert [wishes.heard(one).hour for one in moments] == [11, 14, 14, 14]
    midnight = datetime.fromisoformat("2026-03-02T00:00")
    assert NO_QUIET.heard(midnight) == midnight


def test_woken_in_the_quiet_hours_it_waits() -> None:
    engine = Engine()
    assert engine.look(at("2026-03-02T22:00"), [ANA]) == []
    assert engine.wake == at("2026-03-03T08:00")


def test_a_pause_holds_everything_and_its_end_brings_what_was_held() -> None:
    now = at("2026-03-02T08:30")
    ring = timed("f1", "2026-03-02T10:00")
    engine = Engine(Wishes(paused_until=at("2026-03-02T11:00")))
    for hour in ("08:30", "09:00", "10:00"):
        assert engine.look(at(f"2026-03-02T{hour}"), [ANA, ring], [ring]) == []
        assert engine.wake == at("2026-03-02T11:00")
    assert engine.next(now, "due:1", [BEN]) is None
    assert engine.look(at("2026-03-02T11:00"), [ANA, ring], [ring]) == [Notice(CHAIN, ring, 1)]


def test_a_pause_set_by_a_clock_that_was_wrong_does_not_last_for_years() -> None:
    engine = Engine(Wishes(paused_until=at("2031-03-02T11:00")))
    assert engine.look(at("2026-03-02T09:00"), [ANA]) == [Notice(CHAIN, ANA)]


def test_pausing_today_ends_with_the_next_summary() -> None:
    wishes = Wishes(hour=time(8, 30))
    until = reminders.pause_until_tomorrow(at("2026-03-02T16:00"), wishes)
    assert until == at("2026-03-03T08:30")
    later = reminders.pause_until_tomorrow(at("2026-03-02T16:00"), Wishes(hour=time(20)))
    assert later == at("2026-03-03T09:00")


def test_away_days_are_silent_and_end_with_one() -> None:
    ring = timed("f1", "2026-03-02T10:00")
    engine = Engine(Wishes(away=True))
    for day in range(2, 9):
        assert engine.look(at(f"2026-03-0{day}T10:00"), [ANA, ring], [ring]) == []
    engine.wishes = Wishes()
    assert engine.look(at("2026-03-09T09:00"), [ANA, ring], [ring]) == [Notice(CHAIN, ring, 1)]


# clocks


def test_set_back_by_hours_says_nothing_again() -> None:
    engine = Engine()
    ring = timed("f1", "2026-03-02T14:30")
    engine.look(at("2026-03-02T09:00"), [ANA])
    engine.look(at("2026-03-02T14:30"), [ring], [ring])
    for moment in ("08:00", "09:00", "14:30", "15:00"):
        assert engine.look(at(f"2026-03-02T{moment}"), [ANA, ring], [ring]) == []


def test_a_wrong_year_and_then_the_right_one() -> None:
    engine = Engine()
    ring = timed("f1", "2026-05-02T14:30")
    assert engine.look(at("2031-01-01T10:00"), [ANA, ring], [ring]) == [Notice(CHAIN, ring, 1)]
    assert engine.look(at("2026-05-02T09:00"), [ANA], [ring]) == [Notice(CHAIN, ANA)]
    assert engine.look(at("2026-05-02T14:30"), [ring], [ring]) == [Notice("f1", ring)]


def test_what_was_only_counted_does_not_follow_before_its_time_when_the_clock_was_set_back() -> None:
    engine = Engine()
    come = [timed(f"f{n}", "2026-03-02T14:00") for n in range(4)]
    engine.look(at("2026-03-02T09:00"), [])
    assert engine.look(at("2026-03-02T14:00"), come, come) == [Notice(CHAIN, come[0], 3)]
    assert engine.next(at("2026-03-02T13:30"), "f0", come[1:], come[1:]) is None
    assert engine.next(at("2026-03-02T14:05"), "f0", come[1:], come[1:]) == Notice(CHAIN, come[1], 2)


def test_the_hour_that_is_left_out_and_the_one_that_comes_twice() -> None:
    engine = Engine(NO_QUIET)
    engine.told[CHAIN, "2026-03-29"] = engine.told[CHAIN, "2026-10-25"] = Told(at("2026-03-29T00:00"))
    left_out, twice = timed("f1", "2026-03-29T02:30"), timed("f2", "2026-10-25T02:30")
    for matter, first in ((left_out, "2026-03-29T00:50"), (twice, "2026-10-24T23:50")):
        now = datetime.fromisoformat(first).replace(tzinfo=UTC)
        said: list[tuple[str, str]] = []
        while len(said) < 20 and now.hour != 4:
            for one in engine.look(now.astimezone(BERLIN), [matter], [matter]):
                said.append((now.astimezone(BERLIN).strftime("%H:%M"), one.place))
            now += timedelta(minutes=5)
        assert said == [("03:00" if matter is left_out else "02:30", matter.key)]


def test_killed_between_mark_and_show_it_comes_after_the_start() -> None:
    engine = Engine()
    assert engine.look(at("2026-03-02T09:00"), [ANA, BEN], dies=True) == []
    engine.restarted()
    assert engine.look(at("2026-03-02T09:01"), [ANA, BEN]) == [Notice(CHAIN, ANA, 1)]
    engine.restarted()
    assert engine.look(at("2026-03-02T09:02"), [ANA, BEN]) == []
