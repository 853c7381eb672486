"""Rule *Reminders* whatever clock, machine and user do: nothing twice, nothing lost, never a flood."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from netcare_desktop.domain import reminders
from netcare_desktop.domain.reminders import CHAIN, Matter, Notice, Wishes
from tests.domain.reminding_engine import Engine

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
