"""Rule *Reminders*: what to announce now, what was thereby said, and when to look again.

Wall times are local and without a zone: a thing is due when the clock on the wall says so, whatever zone the wall is in
and whether or not that minute exists on that day. What was announced is kept as (key, moment), so a clock that is set
back, another zone or the hour that comes twice in autumn says nothing again. Only a clock that goes back by most of a
day was wrong before: what was said under it counts as not said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

CHAIN = "today"
"""The place of the daily summary and of what follows in it; its mark has the local day as its moment."""

MOST_AT_ONCE = 3
"""Notifications of ours that may stand at the same time: that of the chain, and so many less one of their own."""

SAME_REASON_DAYS = 3
"""A reason for a person that was announced opens no summary on this many days, its own included."""

ON_TIME = timedelta(minutes=10)
WRONG_CLOCK = timedelta(hours=20)
LONGEST_PAUSE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user set. Quiet hours with both ends alike are none. `paused_until` is an instant with a zone."""

    hour: time = time(9)
    quiet_from: time = time(21)
    quiet_to: time = time(8)
    paused_until: datetime | None = None
    away: bool = False

    def is_quiet(self, at: time) -> bool:
        """Whether that time of day lies in the quiet hours; their end does not."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to

    def heard(self, moment: datetime) -> datetime:
        """When that wall time may be announced: itself, or the end of the quiet hours it falls into."""
        if not self.is_quiet(moment.time()):
            return moment
        end = datetime.combine(moment.date(), self.quiet_to)
        return end if end > moment else end + timedelta(days=1)

    def summary(self, day: date) -> datetime:
        """The wall time of a day's summary."""
        return datetime.combine(day, self.quiet_to if self.is_quiet(self.hour) else self.hour)

    def pause_left(self, now: datetime) -> timedelta | None:
        """How long the pause still lasts. One that would last longer than any can was set by a wrong clock."""
        if self.paused_until is None or not timedelta() < self.paused_until - now <= LONGEST_PAUSE:
            return None
        return self.paused_until - now

    def is_silent(self, now: datetime) -> bool:
        """Whether nothing may be announced at this instant (with the local offset)."""
        return self.away or self.pause_left(now) is not None or self.is_quiet(_wall(now).time())


@dataclass(frozen=True, slots=True)
class Matter:
    """An entry of Today, or a dated thing with a time of its own, as reminding sees it.

    `key` is that of the entry; `reason` names why, the same on every day it holds; `moment` its own wall time.
    """

    key: str
    person: str
    reason: str
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """That something was announced, at an instant. `named`: it was in sight itself, not only counted in "+ 4 more".
    `ended`: the user closed the summary of that day."""

    at: datetime
    named: bool = True
    ended: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What was announced: by key and moment (`moment_text`), and by person and reason the last day."""

    told: Mapping[tuple[str, str], Told] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """To be written before anything is shown."""

    key: str
    moment: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification. `place`: `CHAIN`, or the key of the matter; what stands in the same place is replaced."""

    place: str
    matter: Matter
    more: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do at an instant: marks to write, then notices to show; `wake` is the next instant to decide at."""

    wake: datetime
    marks: tuple[Mark, ...] = ()
    notices: tuple[Notice, ...] = ()


def decide(
    now: datetime,
    wishes: Wishes,
    history: History,
    entries: Sequence[Matter],
    timed: Sequence[Matter],
    own_standing: int = 0,
) -> Decision:
    """What to announce `now` (aware, with the local offset).

    `entries` is Today in its order, `timed` every open matter with a time of its own up to the end of tomorrow, on
    Today or not. `own_standing` counts those that stand in a place of their own on the screen.
    """
    wall, day = _wall(now), _wall(now).date()
    wake = _wake(now, wishes, history, timed)
    if wishes.is_silent(now):
        return Decision(wake)
    told = history.told.get(_day_key(day))
    summary_told = told is not None and _holds(told, now)
    come = sorted(
        (one for one in timed if _is_untold(history, now, one) and wishes.heard(_moment(one)) <= wall),
        key=lambda one: (_moment(one), one.key),
    )
    if not summary_told and wishes.summary(day) <= wall:
        return _summary(wake, wall, wishes, history, entries, come)
    if not summary_told:  # what was missed on earlier days comes with the summary, not before it
        come = [one for one in come if wishes.heard(_moment(one)).date() >= day]
    if not come:
        return Decision(wake)
    on_time = all(wall - wishes.heard(_moment(one)) <= ON_TIME for one in come)
    if own_standing + len(come) < MOST_AT_ONCE and (on_time or len(come) == 1):
        return Decision(wake, _marks(come, len(come)), tuple(Notice(one.key, one) for one in come))
    return Decision(wake, _marks(come, 1), (Notice(CHAIN, come[0], len(come) - 1),))


def following(
    now: datetime,
    wishes: Wishes,
    history: History,
    entries: Sequence[Matter],
    timed: Sequence[Matter],
    acted: str,
) -> tuple[Notice, Mark | None] | None:
    """What comes in the place of the chain's notification after the entry `acted` was acted on, and what is thereby
    said; None when that was all."""
    if wishes.is_silent(now):
        return None
    wall = _wall(now)
    counted = [
        one
        for one in timed
        if one.key != acted
        and (told := history.told.get((one.key, moment_text(_moment(one))))) is not None
        and not told.named
        and _holds(told, now)
        and wishes.heard(_moment(one)) <= wall  # the clock may have been set back since
    ]
    counted.sort(key=lambda one: (_moment(one), one.key))
    told = history.told.get(_day_key(wall.date()))
    rest: list[Matter] = []
    if told is not None and _holds(told, now) and not told.ended:
        known = {acted, *(one.key for one in counted)}
        fresh, stale = _sorted_out(wall, wishes, history, entries, known)
        rest = fresh + [one for one in stale if history.reasons[one.person, one.reason] != wall.date()]
    chain = counted + rest
    if not chain:
        return None
    mark = Mark(chain[0].key, moment_text(_moment(chain[0]))) if counted else None
    return Notice(CHAIN, chain[0], len(chain) - 1), mark


def moment_text(moment: datetime | date) -> str:
    """A wall time or a day as the marks keep it."""
    return moment.isoformat("T", "minutes") if isinstance(moment, datetime) else moment.isoformat()


def pause_until_tomorrow(now: datetime, wishes: Wishes) -> datetime:
    """The end of a pause for today: tomorrow's summary, at the latest nine o'clock.

    Counted with the offset of `now`: where summer time begins or ends in that night it is an hour off.
    """
    tomorrow = _wall(now).date() + timedelta(days=1)
    return now + (min(wishes.summary(tomorrow), datetime.combine(tomorrow, time(9))) - _wall(now))


def _summary(
    wake: datetime,
    wall: datetime,
    wishes: Wishes,
    history: History,
    entries: Sequence[Matter],
    come: list[Matter],
) -> Decision:
    day = Mark(*_day_key(wall.date()))
    fresh, stale = _sorted_out(wall, wishes, history, entries, {one.key for one in come})
    chain = come + fresh + stale
    if not come and not fresh:  # nothing new: a quiet day
        return Decision(wake, (day,))
    return Decision(wake, (day, *_marks(come, 1)), (Notice(CHAIN, chain[0], len(chain) - 1),))


def _sorted_out(
    wall: datetime, wishes: Wishes, history: History, entries: Sequence[Matter], known: set[str]
) -> tuple[list[Matter], list[Matter]]:
    """Today's entries but the `known` ones: those that may open a summary, and those announced of late.

    What has a time of its own later today comes then.
    """
    fresh: list[Matter] = []
    stale: list[Matter] = []
    for entry in entries:
        if entry.key in known or (entry.moment is not None and wishes.heard(entry.moment) > wall):
            continue
        said = history.reasons.get((entry.person, entry.reason))
        # A day beyond tomorrow was said by a clock that was wrong.
        of_late = said is not None and -1 <= (wall.date() - said).days < SAME_REASON_DAYS
        (stale if of_late else fresh).append(entry)
    return fresh, stale


def _wake(now: datetime, wishes: Wishes, history: History, timed: Sequence[Matter]) -> datetime:
    """The next instant at which something may have to be announced; at the latest tomorrow's summary."""
    wall = _wall(now)
    pause = wishes.pause_left(now)
    if pause is not None:
        return now + pause
    tomorrow = wall.date() + timedelta(days=1)
    moments = [wishes.summary(wall.date()), wishes.summary(tomorrow)]
    moments += [wishes.heard(_moment(one)) for one in timed if _is_untold(history, now, one)]
    if wishes.is_quiet(wall.time()):
        moments.append(wishes.heard(wall))
    return now + (min(moment for moment in moments if moment > wall) - wall)


def _is_untold(history: History, now: datetime, matter: Matter) -> bool:
    told = history.told.get((matter.key, moment_text(_moment(matter))))
    return told is None or not _holds(told, now)


def _holds(told: Told, now: datetime) -> bool:
    """Whether it was said by a clock that may have been right."""
    return told.at - now <= WRONG_CLOCK


def _marks(come: Sequence[Matter], named: int) -> tuple[Mark, ...]:
    return tuple(
        Mark(one.key, moment_text(_moment(one)), named=place < named) for place, one in enumerate(come)
    )


def _day_key(day: date) -> tuple[str, str]:
    return CHAIN, moment_text(day)


def _moment(matter: Matter) -> datetime:
    assert matter.moment is not None, "not a timed matter"
    return matter.moment


def _wall(now: datetime) -> datetime:
    """What the clock on the wall says."""
    return now.replace(tzinfo=None)
