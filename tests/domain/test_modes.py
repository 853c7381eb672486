"""Rule *Busy, away*: which mode a day has, and the away days the due date does not count."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.modes import ModeSpan, away_spans, mode_on, week_of
from netcare_desktop.domain.words import Mode

DAY = date(2026, 3, 2)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


SPANS = st.lists(
    st.builds(
        lambda first, length, mode: ModeSpan(day(first), day(first + length), mode),
        st.integers(0, 60),
        st.integers(-2, 20),
        st.sampled_from(list(Mode)),
    ),
    max_size=8,
)


def test_a_day_nobody_spoke_of_is_normal() -> None:
    assert mode_on(DAY, []) is Mode.NORMAL


def test_what_was_set_last_holds() -> None:
    spans = [ModeSpan(day(0), day(9), Mode.AWAY), ModeSpan(day(3), day(4), Mode.NORMAL)]
    assert [mode_on(day(n), spans) for n in (0, 3, 4, 5)] == [Mode.AWAY, Mode.NORMAL, Mode.NORMAL, Mode.AWAY]
    assert away_spans(spans) == ((day(0), day(2)), (day(5), day(9)))


@given(SPANS)
def test_the_away_spans_hold_exactly_the_away_days(spans: list[ModeSpan]) -> None:
    found = away_spans(spans)
    for number in range(-5, 90):
        away = any(first <= day(number) <= last for first, last in found)
        assert away is (mode_on(day(number), spans) is Mode.AWAY)
    assert all(first <= last for first, last in found)
    assert all(a[1] + timedelta(days=1) < b[0] for a, b in pairwise(found))


def test_an_absence_without_end() -> None:
    assert away_spans([ModeSpan(DAY, date.max, Mode.AWAY)]) == ((DAY, date.max),)


def test_a_week_ends_on_its_sunday() -> None:
    assert week_of(DAY) == (DAY, date(2026, 3, 8))
    assert week_of(date(2026, 3, 8)) == (date(2026, 3, 8), date(2026, 3, 8))
