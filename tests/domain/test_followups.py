"""Repeating follow-ups: the next day of a series."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.followups import Repeat, Unit, next_date

START = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("repeat", "after", "expected"),
    [
        (None, START, None),
        (Repeat(1, Unit.DAYS), START, date(2026, 2, 1)),
        (Repeat(10, Unit.DAYS), date(2026, 3, 3), date(2026, 3, 12)),
        (Repeat(2, Unit.WEEKS), START, date(2026, 2, 14)),
        (Repeat(1, Unit.MONTHS), START, date(2026, 2, 28)),
        (Repeat(1, Unit.MONTHS), date(2026, 2, 28), date(2026, 3, 31)),
        (Repeat(3, Unit.MONTHS), date(2026, 5, 1), date(2026, 7, 31)),
        (Repeat(1, Unit.YEARS), START, date(2027, 1, 31)),
        (Repeat(1, Unit.DAYS), date(2025, 12, 1), START),
    ],
)
def test_the_next_day_of_the_series(repeat: Repeat | None, after: date, expected: date | None) -> None:
    assert next_date(START, repeat, after) == expected


def test_a_yearly_one_of_a_leap_day_returns_to_it() -> None:
    leap, yearly = date(2024, 2, 29), Repeat(1, Unit.YEARS)
    assert next_date(leap, yearly, date(2024, 3, 1)) == date(2025, 2, 28)
    assert next_date(leap, yearly, date(2027, 3, 1)) == date(2028, 2, 29)


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(1, 40),
    st.sampled_from(list(Unit)),
    st.integers(0, 3000),
)
def test_it_lies_ahead_and_no_further_than_one_repeat(
    first: date, every: int, unit: Unit, later: int
) -> None:
    after = first + timedelta(days=later)
    found = next_date(first, Repeat(every, unit), after)
    longest = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366}[unit] * every
    assert found is not None
    assert after < found <= after + timedelta(days=longest)


def test_every_zero_days_is_refused() -> None:
    with pytest.raises(ValueError, match="every 1 or more"):
        Repeat(0, Unit.DAYS)
