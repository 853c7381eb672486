"""Follow-ups: a dated thing to do about a person that the user chose, once or repeating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcare_desktop.domain.dates import plus_months
from netcare_desktop.domain.due import plus_days


class Unit(StrEnum):
    """What a repeating follow-up counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Every `every` days, weeks, months or years; `every` is at least 1."""

    every: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError("a follow-up repeats every 1 or more days, weeks, months or years")


def next_date(first_on: date, repeat: Repeat | None, after: date) -> date | None:
    """The first day of the series that lies after `after`; None when the follow-up does not repeat.

    `first_on` is the day the series began with: counting always starts there, so that a monthly follow-up of
    the 31st comes on 28 February and on 31 March again. Days that were missed are not made up for.
    """
    if repeat is None:
        return None
    if after < first_on:
        return first_on
    if repeat.unit in (Unit.DAYS, Unit.WEEKS):
        step = repeat.every * (7 if repeat.unit is Unit.WEEKS else 1)
        return plus_days(first_on, ((after - first_on).days // step + 1) * step)
    step = repeat.every * (12 if repeat.unit is Unit.YEARS else 1)
    months = (after.year - first_on.year) * 12 + after.month - first_on.month
    times = months // step
    candidate = plus_months(first_on, times * step)
    return candidate if candidate > after else plus_months(first_on, (times + 1) * step)
