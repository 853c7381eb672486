"""Days of the past as they come up in a written sentence: "yesterday", "last Thursday", "3 days ago", "5
March"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.dates import plus_months
from netcare_desktop.domain.due import plus_days

_WEEKDAYS = {
    name: index
    for index, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_MONTHS = {
    name: index
    for index, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class DayPhrase:
    """A day read from `words` words. `day` None: it has the form of a date, but the calendar has no such day.
    `plain`: it can hardly mean anything else, wherever in a sentence it stands (a bare weekday can)."""

    day: date | None
    words: int
    plain: bool


def read_day(words: Sequence[str], on: date) -> DayPhrase | None:
    """The day phrase the folded words begin with, counted from the day `on`; None when they begin with none.

    A weekday is the last one before `on`; a day without a year the last one up to `on`. "on" may stand
    before.
    """
    if words and words[0] == "on":
        inner = read_day(words[1:], on)
        return DayPhrase(inner.day, inner.words + 1, inner.plain) if inner else None
    for reader in (_near, _counted_back, _weekday, _iso, _day_and_month):
        phrase = reader(words, on)
        if phrase is not None:
            return phrase
    return None


def _near(words: Sequence[str], on: date) -> DayPhrase | None:
    phrases = (
        ("the day before yesterday", -2),
        ("day before yesterday", -2),
        ("earlier today", 0),
        ("this morning", 0),
        ("this afternoon", 0),
        ("this evening", 0),
        ("last night", -1),
        ("yesterday morning", -1),
        ("yesterday evening", -1),
        ("yesterday", -1),
        ("today", 0),
        ("last week", -7),
        # Days to come: understood, so that they are not taken for words; a contact cannot lie there.
        ("the day after tomorrow", 2),
        ("day after tomorrow", 2),
        ("tomorrow", 1),
    )
    for text, days in phrases:
        parts = text.split()
        if list(words[: len(parts)]) == parts:
            return DayPhrase(plus_days(on, days), len(parts), True)
    return None


def _counted_back(words: Sequence[str], on: date) -> DayPhrase | None:
    """ "3 days ago", "a week ago"."""
    if len(words) < 3 or words[2] != "ago":
        return None
    count = _COUNTS.get(words[0])
    if count is None and words[0].isascii() and words[0].isdigit() and len(words[0]) <= 4:
        count = int(words[0])
    if count is None:
        return None
    unit = words[1].removesuffix("s")
    if unit in ("day", "week"):
        return DayPhrase(plus_days(on, -count * (7 if unit == "week" else 1)), 3, True)
    if unit in ("month", "year"):
        return DayPhrase(plus_months(on, -count * (12 if unit == "year" else 1)), 3, True)
    return None


def _weekday(words: Sequence[str], on: date) -> DayPhrase | None:
    """ "last Thursday" or "Thursday"."""
    last = bool(words) and words[0] == "last"
    rest = words[1:] if last else words
    if not rest or rest[0] not in _WEEKDAYS:
        return None
    back = (on.weekday() - _WEEKDAYS[rest[0]] - 1) % 7 + 1
    return DayPhrase(plus_days(on, -back), 2 if last else 1, last)


def _iso(words: Sequence[str], on: date) -> DayPhrase | None:
    match = _ISO.fullmatch(words[0]) if words else None
    if match is None:
        return None
    return DayPhrase(_valid(int(match[1]), int(match[2]), int(match[3])), 1, True)


def _day_and_month(words: Sequence[str], on: date) -> DayPhrase | None:
    """ "5 March", "March 5th", both with or without a year."""
    if len(words) < 2:
        return None
    first, second = words[0], words[1]
    if first in _MONTHS:
        month, day = _MONTHS[first], _DAY_OF_MONTH.fullmatch(second)
    elif second in _MONTHS:
        month, day = _MONTHS[second], _DAY_OF_MONTH.fullmatch(first)
    else:
        return None
    if day is None:
        return None
    number = int(day[1])
    if len(words) > 2 and _YEAR.fullmatch(words[2]):
        return DayPhrase(_valid(int(words[2]), month, number), 3, True)
    # The last one up to that day: 29 February may lie up to eight years back.
    years = (_valid(on.year - back, month, number) for back in range(9))
    return DayPhrase(next((d for d in years if d is not None and d <= on), None), 2, True)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
