"""Rule *Busy, away*: weeks and spans of days that are not normal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.due import plus_days
from netcare_desktop.domain.words import Mode


@dataclass(frozen=True, slots=True)
class ModeSpan:
    """Days set to a mode, `first` and `last` included."""

    first: date
    last: date
    mode: Mode


def mode_on(day: date, spans: Sequence[ModeSpan]) -> Mode:
    """The mode of a day. `spans` in the order in which they were set: the last one that holds the day
    decides."""
    for span in reversed(spans):
        if span.first <= day <= span.last:
            return span.mode
    return Mode.NORMAL


def away_spans(spans: Sequence[ModeSpan]) -> tuple[tuple[date, date], ...]:
    """The days away as spans for the rule *Due date*: in order, apart, and without days set otherwise
    afterwards."""
    starts = sorted({s.first for s in spans} | {plus_days(s.last, 1) for s in spans if s.last < date.max})
    result: list[tuple[date, date]] = []
    for index, first in enumerate(starts):
        if mode_on(first, spans) is not Mode.AWAY:
            continue
        # Nothing changes between two starts; behind the last one lies only a span that ends with the
        # calendar.
        last = plus_days(starts[index + 1], -1) if index + 1 < len(starts) else date.max
        if result and plus_days(result[-1][1], 1) == first:
            result[-1] = (result[-1][0], last)
        else:
            result.append((first, last))
    return tuple(result)


def week_of(day: date) -> tuple[date, date]:
    """The rest of the week: from the day itself to its Sunday. What "a busy week" means when no days are
    named."""
    return day, plus_days(day, 6 - day.weekday())
