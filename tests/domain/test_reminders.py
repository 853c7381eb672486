"""Rule *Reminders*: one a day and each matter at its time, whatever clock and machine do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from netcare_desktop.domain import reminders
from netcare_desktop.domain.reminders import CHAIN, History, Matter, Notice, Told, Wishes, decide, following

BERLIN = ZoneInfo("Europe/Berlin")
ANA = Matter("due:1", "1", "rhythm")
BEN = Matter("due:2", "2", "rhythm")
CHI = Matter("due:3", "3", "rhythm")
NO_QUIET = Wishes(quiet_from=time(0), quiet_to=time(0))


def at(text: str, zone: Any = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def timed(key: str, moment: str) -> Matter:
    return Matter(key, key, f"reason {key}", datetime.fromisoformat(moment))


class Engine:
    """Keeps marks as the store does: before the show and, the reasons, after it."""

    def __init__(self, wishes: Wishes | None = None) -> None:
        self.wishes = wishes or Wishes()
        self.told: dict[tuple[str, str], Told] = {}
        self.reasons: dict[tuple[str, str], date] = {}
        self.unshown: list[tuple[str, str]] = []
        self.said: list[tuple[datetime, Notice]] = []
        self.wake: datetime | None = None
        self.marked: list[tuple[str, str]] = []

    @property
    def history(self) -> History:
        return History(self.told, self.reasons)

    def look(
        self,
        now: datetime,
        entries: list[Matter],
        timed: list[Matter] | None = None,
        *,
        standing: int = 0,
        dies: bool = False,
    ) -> list[Notice]:
        decision = decide(now, self.wishes, self.history, entries, timed or [], standing)
        self.wake = decision.wake
        self.marked = [(mark.key, mark.moment) for mark in decision.marks]
        for mark in decision.marks:
            self.told[mark.key, mark.moment] = Told(now, named=mark.named)
            self.unshown.append((mark.key, mark.moment))
        if dies:
            return []
        self.unshown.clear()
        for notice in decision.notices:
            self._shown(now, notice)
        return list(decision.notices)

    def next(
        self, now: datetime, acted: str, entries: list[Matter], timed: list[Matter] | None = None
    ) -> Notice | None:
        comes = following(now, self.wishes, self.history, entries, timed or [], acted)
        if comes is None:
            return None
        notice, mark = comes
        if mark is not None:
            self.told[mark.key, mark.moment] = Told(now)
        self._shown(now, notice)
        return notice

    def _shown(self, now: datetime, notice: Notice) -> None:
        self.said.append((now, notice))
        self.reasons[notice.matter.person, notice.matter.reason] = now.date()

    def restarted(self) -> None:
        for mark in self.unshown:
            self.told.pop(mark, None)
        self.unshown.clear()

    def close(self, day: str) -> None:
        old = self.told[CHAIN, day]
        self.told[CHAIN, day] = Told(old.at, ended=True)
        self.told = {key: Told(told.at, True, told.ended) for key, told in self.told.items()}


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


ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe")


class AnyClock(RuleBasedStateMachine):
    """A machine that sleeps, travels, is set wrong and killed; a user who adds, acts, closes and pauses."""

    @initialize(
        zone=st.sampled_from(ZONES),
        start=st.datetimes(datetime.fromisoformat("2026-03-07"), datetime.fromisoformat("2026-11-08")),
        hour=st.sampled_from([time(9), time(6), time(23, 30)]),
    )
    def begin(self, zone: str, start: datetime, hour: time) -> None:
        self.now = start.replace(tzinfo=UTC, second=0, microsecond=0)
        self.latest = self.now
        self.zone = ZoneInfo(zone)
        self.engine = Engine(Wishes(hour=hour))
        self.timed: dict[str, Matter] = {}
        self.touches: dict[str, Matter] = {}
        self.number = 0
        self.epoch = 0
        self.said: dict[tuple[str, str, int], datetime] = {}
        self.openers: list[tuple[int, tuple[str, str], date]] = []
        self.look()

    @property
    def local(self) -> datetime:
        there = self.now.astimezone(self.zone)
        return there.replace(tzinfo=None).replace(tzinfo=there.tzinfo)

    @property
    def wall(self) -> datetime:
        return self.local.replace(tzinfo=None)

    def entries(self) -> list[Matter]:
        day = self.wall.date()
        kept = [one for one in self.timed.values() if one.moment is not None and one.moment.date() <= day]
        return [*kept, *self.touches.values()]

    def near(self) -> list[Matter]:
        end = self.wall.date() + timedelta(days=1)
        return [one for one in self.timed.values() if one.moment is not None and one.moment.date() <= end]

    def is_told(self, key: str, moment: str) -> bool:
        return (key, moment) in self.engine.told

    def look(self, *, dies: bool = False) -> None:
        self.latest = max(self.latest, self.now)
        entries, near = self.entries(), self.near()
        said = self.engine.look(self.local, entries, near, dies=dies)
        wall, wishes = self.wall, self.engine.wishes
        assert len(said) <= reminders.MOST_AT_ONCE - 1, "a flood"
        assert not said or not wishes.is_silent(self.local), "heard in silence"
        if not dies:
            for mark in self.engine.marked:
                self.count(*mark)
        for one in said:
            matter = one.matter
            assert matter in entries
            assert matter.moment is None or wishes.heard(matter.moment) <= wall, "too early"
            if one.place != CHAIN:
                assert (matter.key, reminders.moment_text(matter.moment or wall)) in self.engine.marked
            elif (CHAIN, wall.date().isoformat()) in self.engine.marked:
                self.opened(one, wall)
            assert one.more < len(entries)
        if dies:
            self.engine.restarted()
            self.look()
            return
        if not wishes.is_silent(self.local):
            self.nothing_is_lost(entries, near, wall)
        assert self.engine.wake is not None and self.engine.wake > self.local
        assert self.engine.wake - self.local <= timedelta(days=2)

    def count(self, key: str, moment: str) -> None:
        name = (key, moment, self.epoch)
        assert name not in self.said, f"told twice: {name}"
        self.said[name] = self.now

    def opened(self, notice: Notice, wall: datetime) -> None:
        """A summary begins with what has its time now, or with a reason that was not named these three days."""
        matter, day = notice.matter, wall.date()
        name = (matter.person, matter.reason)
        if (
            matter.moment is None
            or (matter.key, reminders.moment_text(matter.moment)) not in self.engine.marked
        ):
            for epoch, other, said in self.openers:
                again = epoch == self.epoch and other == name and -1 <= (day - said).days < 3
                assert not again, "the same reason opened it again"
        self.openers.append((self.epoch, name, day))

    def nothing_is_lost(self, entries: list[Matter], near: list[Matter], wall: datetime) -> None:
        """Whatever should have been said by now has been, or comes with a summary that is still ahead today."""
        wishes = self.engine.wishes
        ahead = wishes.summary(wall.date()) > wall
        for one in near:
            assert one.moment is not None
            heard = wishes.heard(one.moment)
            if heard <= wall and not (ahead and heard.date() < wall.date()):
                assert self.is_told(one.key, reminders.moment_text(one.moment)), f"lost: {one}"
        if not ahead:
            assert self.is_told(CHAIN, wall.date().isoformat()), "no summary"

    @rule(minutes=st.integers(-300, 60 * 24 * 4))
    def add_timed(self, minutes: int) -> None:
        self.number += 1
        moment = self.wall + timedelta(minutes=minutes)
        self.timed[f"f{self.number}"] = Matter(
            f"f{self.number}", f"p{self.number % 4}", f"f{self.number}", moment
        )

    @rule(person=st.integers(1, 4))
    def add_touch(self, person: int) -> None:
        self.touches[f"due:{person}"] = Matter(f"due:{person}", f"p{person}", "rhythm")

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.look()

    @rule()
    def it_wakes_when_it_wanted_to(self) -> None:
        assert self.engine.wake is not None
        self.now = max(self.now, self.engine.wake.astimezone(UTC))
        self.look()

    @rule(hours=st.integers(1, 24 * 9))
    def suspend(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.look()

    @rule(minutes=st.integers(1, 60 * 24 * 400))
    def clock_set_back(self, minutes: int) -> None:
        self.now -= timedelta(minutes=minutes)
        if timedelta(minutes=minutes) > timedelta(hours=20):
            self.epoch += (
                1  # a clock that was wrong: its announcements count no more, or do where they still hold
            )
        else:
            self.epoch += 0
        self.look()

    @rule(minutes=st.integers(1, 60 * 24 * 400))
    def clock_set_ahead(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.look()

    @rule(zone=st.sampled_from(ZONES))
    def travel(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.look()

    @rule(minutes=st.integers(1, 60 * 24))
    def killed_between_mark_and_show(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.look(dies=True)

    @rule(hours=st.integers(1, 20))
    def pause(self, hours: int) -> None:
        self.engine.wishes = Wishes(
            hour=self.engine.wishes.hour, paused_until=self.now + timedelta(hours=hours)
        )
        self.look()

    @rule()
    def close_for_the_day(self) -> None:
        if self.is_told(CHAIN, self.wall.date().isoformat()):
            self.engine.close(self.wall.date().isoformat())

    @rule(place=st.integers(0, 20), stays=st.booleans())
    def act(self, place: int, stays: bool) -> None:
        entries = self.entries()
        if not entries:
            return
        acted = entries[place % len(entries)]
        if not stays:
            self.timed.pop(acted.key, None)
            self.touches.pop(acted.key, None)
        day = self.wall.date()
        before = dict(self.engine.reasons)
        over = self.engine.told.get((CHAIN, day.isoformat()))
        comes = self.engine.next(self.local, acted.key, self.entries(), self.near())
        if comes is None:
            return
        assert comes.matter.key != acted.key
        assert not self.engine.wishes.is_silent(self.local)
        moment = comes.matter.moment
        assert moment is None or self.engine.wishes.heard(moment) <= self.wall
        if moment is None or not self.is_told(comes.matter.key, reminders.moment_text(moment)):
            assert over is not None and not over.ended
            assert before.get((comes.matter.person, comes.matter.reason)) != day, "twice in a day"


AnyClock.TestCase.settings = settings(max_examples=120, stateful_step_count=40, deadline=None)
TestAnyClock = AnyClock.TestCase
