"""Days as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.dates import (
    BadDate,
    PartialDate,
    next_yearly,
    parse_day,
    parse_partial,
    plus_months,
    yearly_in,
)

DAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        (" today ", DAY),
        ("Tomorrow", date(2026, 2, 1)),
        ("yesterday", date(2026, 1, 30)),
        ("+7d", date(2026, 2, 7)),
        ("+7", date(2026, 2, 7)),
        ("-1d", date(2026, 1, 30)),
        ("+2w", date(2026, 2, 14)),
        ("+1m", date(2026, 2, 28)),
        ("+1y", date(2027, 1, 31)),
        ("+999999y", date.max),
        ("-999999d", date.min),
    ],
)
def test_days_of_the_command_line(text: str, day: date) -> None:
    assert parse_day(text, DAY) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-02-30", "02/03/2026", "2026-3-2", "+d", "7d", "２０２６-03-02", "--04-16"]
)
def test_other_texts_are_told_in_a_sentence(text: str) -> None:
    with pytest.raises(BadDate) as told:
        parse_day(text, DAY)
    assert str(told.value).endswith(".")


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), DAY) == day
    assert parse_partial(day.isoformat()) == PartialDate(day.month, day.day, day.year)


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("--04-16", PartialDate(4, 16)),
        ("--0416", PartialDate(4, 16)),
        ("--02-29", PartialDate(2, 29)),
        ("1990-04-16", PartialDate(4, 16, 1990)),
    ],
)
def test_dates_without_a_year(text: str, partial: PartialDate) -> None:
    assert parse_partial(text) == partial
    assert parse_partial(partial.iso()) == partial


@pytest.mark.parametrize("text", ["--13-01", "--02-30", "1990-02-29", "April", "", "0000-01-01"])
def test_no_such_date(text: str) -> None:
    with pytest.raises(BadDate):
        parse_partial(text)


@given(st.integers(1, 12), st.integers(1, 28), st.dates(max_value=date(9990, 1, 1)))
def test_the_next_time_is_the_first_on_or_after(month: int, day: int, start: date) -> None:
    found = next_yearly(month, day, start)
    walked = next(d for n in range(367) if (d := start + timedelta(days=n)).month == month and d.day == day)
    assert found == walked


def test_a_leap_day_falls_on_the_28th_in_other_years() -> None:
    assert next_yearly(2, 29, date(2026, 3, 1)) == date(2027, 2, 28)
    assert next_yearly(2, 29, date(2028, 1, 1)) == date(2028, 2, 29)
    assert next_yearly(2, 29, date(2026, 2, 28)) == date(2026, 2, 28)
    assert yearly_in(2025, 2, 29) == date(2025, 2, 28)
    assert next_yearly(1, 1, date.max) == date(9999, 1, 1)


def test_months_end_where_the_month_ends() -> None:
    assert plus_months(DAY, 1) == date(2026, 2, 28)
    assert plus_months(DAY, 1, 31) == date(2026, 2, 28)
    assert plus_months(date(2026, 2, 28), 1, 31) == date(2026, 3, 31)
    assert plus_months(DAY, -11) == date(2025, 2, 28)
    assert plus_months(DAY, -(10**6)) == date.min
    assert plus_months(DAY, 10**6) == date.max
