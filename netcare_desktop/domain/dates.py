"""Days as people write them: for the command line, for occasions whose year is unknown, and yearly ones."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.due import plus_days
from netcare_desktop.i18n import tr

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_RELATIVE = re.compile(r"([+-])\s*(\d{1,6})\s*([dwmy]?)", re.ASCII)
_PARTIAL = re.compile(r"--(\d{2})-?(\d{2})", re.ASCII)

_LEAP_YEAR = 2000


class BadDate(ValueError):
    """A day that cannot be understood; its text is a sentence for the user."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day of the year, with the year when it is known (birthdays often come without)."""

    month: int
    day: int
    year: int | None = None

    def iso(self) -> str:
        """`1990-04-16`, or `--04-16` without a year."""
        if self.year is None:
            return f"--{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def parse_day(text: str, today: date) -> date:
    """A day of the command line: `YYYY-MM-DD`, `today`, `tomorrow`, `yesterday`, `+7d` (also w, m, y, and
    `-`).

    Raises `BadDate` with a sentence for anything else, and for a day that does not exist.
    """
    word = text.strip().casefold()
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if word in near:
        return plus_days(today, near[word])
    if match := _ISO.fullmatch(word):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise BadDate(tr("There is no day {text} in the calendar.").format(text=text.strip())) from None
    if match := _RELATIVE.fullmatch(word):
        count = int(match[2]) * (-1 if match[1] == "-" else 1)
        return _moved(today, count, match[3] or "d")
    raise BadDate(
        tr('"{text}" is not a day I understand; write 2026-03-05, today or +7d.').format(text=text.strip())
    )


def parse_partial(text: str) -> PartialDate:
    """`1990-04-16`, `--04-16` or `--0416`. Raises `BadDate` with a sentence."""
    word = text.strip()
    month = day = 0
    year: int | None = None
    if match := _ISO.fullmatch(word):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _PARTIAL.fullmatch(word):
        month, day = int(match[1]), int(match[2])
    if not _exists(year, month, day):
        raise BadDate(
            tr('"{text}" is not a date I understand; write 1990-04-16, or --04-16 without the year.').format(
                text=word
            )
        )
    return PartialDate(month, day, year)


def yearly_in(year: int, month: int, day: int) -> date:
    """The day in that year; 29 February falls on the 28th when there is no leap year."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_yearly(month: int, day: int, on_or_after: date) -> date:
    """The first time the yearly day comes on or after the given one."""
    this_year = yearly_in(on_or_after.year, month, day)
    if this_year >= on_or_after or on_or_after.year >= date.max.year:
        return this_year
    return yearly_in(on_or_after.year + 1, month, day)


def plus_months(day: date, months: int, day_of_month: int | None = None) -> date:
    """The day `months` later (or earlier), on `day_of_month` (its own by default) or the last day of a
    shorter month; held within the calendar Python knows."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return yearly_in(year, month, day_of_month or day.day)


def _moved(today: date, count: int, unit: str) -> date:
    if unit == "d":
        return plus_days(today, count)
    if unit == "w":
        return plus_days(today, count * 7)
    return plus_months(today, count * (12 if unit == "y" else 1))


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True
