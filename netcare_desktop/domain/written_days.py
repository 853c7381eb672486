"""A day as people write it into a field: "tomorrow", "in 3 weeks", "next Monday", "last Thursday", "5 March"."""

from __future__ import annotations

import re
from datetime import date

from netcare_desktop.domain.dates import BadDate, next_yearly, parse_day, plus_months
from netcare_desktop.domain.due import plus_days
from netcare_desktop.domain.names import fold
from netcare_desktop.domain.past_days import read_day
from netcare_desktop.i18n import tr

_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SPANS = {"next week": (7, 0), "next month": (0, 1), "next year": (0, 12)}
_YEAR = re.compile(r"\d{4}", re.ASCII)


def coming_day(text: str, today: date) -> date:
    """The day meant, counted from `today`. Besides what `parse_day` knows: "in 3 weeks", "a month", "next week",
    a weekday (the next one, never today), and a day of the year (the next time it comes, today included).

    Raises `BadDate` with a sentence for anything else.
    """
    words = fold(text).removesuffix(".").split()
    if words and words[0] == "on":
        words = words[1:]
    span = _span(words, today)
    if span is not None:
        return span
    if len(words) > 1 and words[0] in ("next", "this"):
        words = words[1:]
    phrase = read_day(words, today) if words else None
    if phrase is not None and phrase.words == len(words) and phrase.day is not None and "ago" not in words:
        return _ahead(words, phrase.day, today)
    try:
        return parse_day(text, today)
    except BadDate:
        raise BadDate(
            tr('"{text}" is not a day I understand. Write for instance: in 3 weeks, Monday, 5 March.').format(
                text=text.strip()
            )
        ) from None


def past_day(text: str, today: date) -> date:
    """The day meant, today or before: "yesterday", "3 weeks ago", a weekday (the last one), a day of the year (the last
    time it came), and what `parse_day` knows. Raises `BadDate` with a sentence for anything else and for days to come.
    """
    words = fold(text).removesuffix(".").split()
    phrase = read_day(words, today) if words else None
    if phrase is not None and phrase.words == len(words) and phrase.day is not None:
        day = phrase.day
    else:
        try:
            day = parse_day(text, today)
        except BadDate:
            raise BadDate(
                tr(
                    '"{text}" is not a day I understand. Write for instance: yesterday, last Monday, 5 March.'
                ).format(text=text.strip())
            ) from None
    if day > today:
        raise BadDate(tr("{text} is still to come.").format(text=text.strip()))
    return day


def _span(words: list[str], today: date) -> date | None:
    """ "in 3 weeks", "3 weeks", "a month", "next week"."""
    if " ".join(words) in _SPANS:
        days, months = _SPANS[" ".join(words)]
        return plus_months(plus_days(today, days), months)
    if words and words[0] == "in":
        words = words[1:]
    if len(words) != 2:
        return None
    number, unit = words[0], words[1].removesuffix("s")
    count = _COUNTS.get(
        number, int(number) if number.isascii() and number.isdigit() and len(number) <= 4 else None
    )
    if count is None:
        return None
    if unit in ("day", "week"):
        return plus_days(today, count * (7 if unit == "week" else 1))
    if unit in ("month", "year"):
        return plus_months(today, count * (12 if unit == "year" else 1))
    return None


def _ahead(words: list[str], day: date, today: date) -> date:
    """What `read_day` took for the last time, turned to the next time. A day with its year stays."""
    if day > today or any(_YEAR.search(word) for word in words) or words[0] in ("today", "yesterday", "last"):
        return day
    if len(words) == 1:  # a weekday
        return plus_days(day, 7) if plus_days(day, 7) > today else plus_days(day, 14)
    return next_yearly(day.month, day.day, today)
