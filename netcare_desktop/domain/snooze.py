"""Rule *Snooze*: it holds until its day, whatever is recomputed, unless a contact is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.circles import DEFAULT_CIRCLES
from netcare_desktop.domain.dates import plus_months
from netcare_desktop.domain.due import plus_days
from netcare_desktop.i18n import tr

IN_A_ROW_BEFORE_OFFER = 3
"""After this many snoozes without a contact between them a longer cadence is offered."""


@dataclass(frozen=True, slots=True)
class SnoozeChoice:
    """A day to snooze to, with its words for a menu."""

    label: str
    until: date


@dataclass(frozen=True, slots=True)
class CadenceOffer:
    """The offer of a longer cadence (days) in place of a fourth snooze."""

    cadence: int
    longer: int


def choices(today: date) -> tuple[SnoozeChoice, ...]:
    """The days a snooze menu offers, the nearest first."""
    return (
        SnoozeChoice(tr("Tomorrow"), plus_days(today, 1)),
        SnoozeChoice(tr("In 3 days"), plus_days(today, 3)),
        SnoozeChoice(tr("Next Monday"), plus_days(today, 7 - today.weekday())),
        SnoozeChoice(tr("In 2 weeks"), plus_days(today, 14)),
        SnoozeChoice(tr("In a month"), plus_months(today, 1)),
    )


def problem_with(until: date, today: date) -> str | None:
    """A sentence when the day cannot be snoozed to, else None: it has to lie ahead."""
    if until > today:
        return None
    return tr("A snooze needs a day that is still to come.")


def offer_after(in_a_row: int, cadence: int | None) -> CadenceOffer | None:
    """After the third snooze in a row (`in_a_row` counts this one): the offer of a longer cadence, else
    None."""
    if cadence is None or in_a_row < IN_A_ROW_BEFORE_OFFER:
        return None
    return CadenceOffer(cadence, longer_cadence(cadence))


def longer_cadence(cadence: int) -> int:
    """The next longer of the usual cadences; twice as long beyond the longest."""
    return next((c.cadence for c in DEFAULT_CIRCLES if c.cadence > cadence), cadence * 2)
