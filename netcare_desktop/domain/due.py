"""Rule *Due date*: when a person's next contact is due, why on that day, and how that day stands against
today."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from netcare_desktop.domain.words import Growth, State

GROWING_CADENCE = 14
"""Days between contacts while *growing*, when the person has no cadence of their own."""

MET_LONG_AGO = 30
"""A meeting more than this many days before growing began no longer sets the first date."""

DUE_SOON_DAYS = 7
"""A date is *due soon* in this many days before it."""


class Basis(StrEnum):
    """What a due date was computed from."""

    RHYTHM = "rhythm"  # the last contact and the cadence
    FIRST_SPREAD = "first spread"  # nobody contacted yet: spread over one cadence
    MET = "met"  # growing, and no interaction since you met
    GROWING_BEGAN = "growing began"  # the same, but when you met is unknown or long ago
    SNOOZED = "snoozed"  # the day the user chose instead


class Hold(StrEnum):
    """What held the date back beyond the computed day."""

    EARLIER_DATE = (
        "earlier date"  # an interaction entered later for an earlier day does not move the date backwards
    )
    PAUSE = "pause"
    REST = "rest"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The facts about one person that decide when they are due. All dates are local calendar days.

    `cadence` is the person's own, in days; 0 means never reminded whatever the circle says. `circle_cadence`
    is the circle's. `last_spoke_on` is approximate (told in triage): a last contact, but no interaction.
    `silent`: in the card stack, archived or deleted. `paused` without `paused_until` is until further notice.
    `away` are spans, both ends included, in any order, overlapping or not.
    """

    person_id: str
    cadence: int | None = None
    circle_cadence: int | None = None
    growth: Growth | None = None
    growing_since: date | None = None
    cadence_set_on: date | None = None
    met_on: date | None = None
    last_interaction_on: date | None = None
    last_spoke_on: date | None = None
    snoozed_until: date | None = None
    not_before: date | None = None
    resting_until: date | None = None
    plan_on: date | None = None
    silent: bool = False
    paused: bool = False
    paused_until: date | None = None
    away: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with its reasons: the `basis`, the `cadence` in force (days), the `baseline` it counts from
    (the last contact, the day you met, the day growing began or the day the cadence was set) and what held it
    back."""

    on: date
    basis: Basis
    cadence: int
    baseline: date | None
    held_by: Hold | None = None


def effective_cadence(rhythm: Rhythm) -> int | None:
    """Days between contacts: the person's own, else 14 while growing, else the circle's; None: never
    reminded."""
    if rhythm.cadence is not None:
        return rhythm.cadence if rhythm.cadence > 0 else None
    if rhythm.growth is Growth.GROWING:
        return GROWING_CADENCE
    if rhythm.circle_cadence is not None and rhythm.circle_cadence > 0:
        return rhythm.circle_cadence
    return None


def due_date(rhythm: Rhythm) -> Due | None:
    """Rule *Due date*: the day from which the person is due, or None when never.

    The order: the computed day (growing without an interaction since you met; first spread; last contact plus
    cadence plus days away), not before `not_before`; a snooze day replaces it; pause, rest and a plan hold it
    back. A cadence without the day it was set and without any contact gives no date: the store always writes
    that day.
    """
    cadence = effective_cadence(rhythm)
    if cadence is None or rhythm.silent or rhythm.growth in (Growth.DORMANT, Growth.LET_GO):
        return None
    if rhythm.paused and rhythm.paused_until is None:
        return None
    computed = _computed(rhythm, cadence)
    if computed is None and rhythm.snoozed_until is None:
        return None
    if rhythm.snoozed_until is not None:
        on, basis = rhythm.snoozed_until, Basis.SNOOZED
        baseline = computed.baseline if computed else None
        held_by: Hold | None = None
    else:
        assert computed is not None
        on, basis, baseline, held_by = computed.on, computed.basis, computed.baseline, computed.held_by
    holds = (
        (Hold.PAUSE, rhythm.paused_until if rhythm.paused else None),
        (Hold.REST, rhythm.resting_until),
        (Hold.PLAN, plus_days(rhythm.plan_on, 1) if rhythm.plan_on is not None else None),
    )
    for hold, until in holds:
        if until is not None and until > on:
            on, held_by = until, hold
    return Due(on=on, basis=basis, cadence=cadence, baseline=baseline, held_by=held_by)


def state(due: Due, today: date) -> State:
    """How the date stands: due soon in the 7 days before, due from the day, overdue when the days past due
    are more than max(3, cadence / 4), unrounded; later otherwise."""
    past = days_past(due, today)
    if past < -DUE_SOON_DAYS:
        return State.LATER
    if past < 0:
        return State.DUE_SOON
    return State.OVERDUE if past > max(3, due.cadence / 4) else State.DUE


def days_past(due: Due, today: date) -> int:
    """Days from the due date to today; negative while it lies ahead."""
    return (today - due.on).days


def urgency(due: Due, today: date) -> float:
    """Days past due ÷ cadence: the order of the touches on Today (rule *Today*)."""
    return days_past(due, today) / due.cadence


def not_before_after_logging(
    before: Due | None, after: Due | None, interaction_on: date, today: date
) -> date | None:
    """What the person's `not_before` becomes when an interaction is logged: an interaction entered for an
    earlier day never moves the date backwards. `before` is the date in force until now; `after` the date with
    the interaction, without the snooze it ended and without the old `not_before`. None: nothing needs
    holding, forget the old one."""
    if interaction_on >= today or before is None or after is None:
        return None
    return before.on if after.on < before.on else None


def spread(person_id: str, cadence: int) -> int:
    """`h mod cadence` with a hash of the id that is the same on every machine and in every release."""
    digest = hashlib.sha256(person_id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest, "big") % cadence


def with_days_away(start: date, days: int, away: tuple[tuple[date, date], ...]) -> date:
    """The day on which `days` days after `start` have passed that were not away days; never itself an away
    day unless `days` is 0."""
    on = plus_days(start, days)
    first_counted = plus_days(start, 1)
    for first, last in _merged(away):
        first = max(first, first_counted)
        if last < first:
            continue
        if first > on:
            break
        on = plus_days(on, (last - first).days + 1)
    return on


def plus_days(day: date, days: int) -> date:
    """`day + days`, held within the calendar Python knows (a cadence of a million days is no crash)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _computed(rhythm: Rhythm, cadence: int) -> Due | None:
    """The date by the rules alone, before snooze, pause, rest and plan."""
    due = _growing_first(rhythm, cadence) or _first_spread(rhythm, cadence) or _by_rhythm(rhythm, cadence)
    if due is not None and rhythm.not_before is not None and rhythm.not_before > due.on:
        return Due(rhythm.not_before, due.basis, cadence, due.baseline, Hold.EARLIER_DATE)
    return due


def _growing_first(rhythm: Rhythm, cadence: int) -> Due | None:
    """Growing without an interaction since you met: the day after, or the day growing began."""
    if rhythm.growth is not Growth.GROWING:
        return None
    met, last = rhythm.met_on, rhythm.last_interaction_on
    if last is not None and (met is None or last > met):
        return None
    began = rhythm.growing_since or rhythm.cadence_set_on
    if met is not None and (began is None or (began - met).days <= MET_LONG_AGO):
        return Due(plus_days(met, 1), Basis.MET, cadence, met)
    return Due(began, Basis.GROWING_BEGAN, cadence, began) if began is not None else None


def _first_spread(rhythm: Rhythm, cadence: int) -> Due | None:
    """Nobody contacted yet, or too long ago when the cadence was set: spread over one cadence from the next
    day on.

    Days away since do not count here either, so that there is no backlog on return."""
    set_on = rhythm.cadence_set_on
    last = _last_contact(rhythm)
    if set_on is None or (last is not None and (set_on - last).days <= cadence):
        return None
    on = with_days_away(set_on, 1 + spread(rhythm.person_id, cadence), rhythm.away)
    return Due(on, Basis.FIRST_SPREAD, cadence, set_on)


def _by_rhythm(rhythm: Rhythm, cadence: int) -> Due | None:
    last = _last_contact(rhythm)
    if last is None:
        return None
    return Due(with_days_away(last, cadence, rhythm.away), Basis.RHYTHM, cadence, last)


def _last_contact(rhythm: Rhythm) -> date | None:
    """The baseline: the later of the last interaction and what triage was told."""
    return max((d for d in (rhythm.last_interaction_on, rhythm.last_spoke_on) if d is not None), default=None)


def _merged(spans: tuple[tuple[date, date], ...]) -> list[tuple[date, date]]:
    """The spans in order without overlaps; one whose end lies before its start holds no day."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if merged and first <= plus_days(merged[-1][1], 1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
