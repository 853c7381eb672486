"""Days written into a field: those to come, those that have been, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.dates import BadDate
from netcare_desktop.domain.written_days import coming_day, past_day

SUNDAY = date(2026, 11, 22)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 22)),
        ("Tomorrow", date(2026, 11, 23)),
        ("in 3 weeks", date(2026, 12, 13)),
        ("3 weeks", date(2026, 12, 13)),
        ("in two days", date(2026, 11, 24)),
        ("a month", date(2026, 12, 22)),
        ("in 1 year", date(2027, 11, 22)),
        ("next week", date(2026, 11, 29)),
        ("next month", date(2026, 12, 22)),
        ("next year", date(2027, 11, 22)),
        ("monday", date(2026, 11, 23)),
        ("next Monday", date(2026, 11, 23)),
        ("on Friday", date(2026, 11, 27)),
        ("this Friday", date(2026, 11, 27)),
        ("Sunday", date(2026, 11, 29)),
        ("5 March", date(2027, 3, 5)),
        ("March 5", date(2027, 3, 5)),
        ("on 5 march", date(2027, 3, 5)),
        ("22 November", date(2026, 11, 22)),
        ("21 November", date(2027, 11, 21)),
        ("5 March 2028", date(2028, 3, 5)),
        ("5 March 2020", date(2020, 3, 5)),
        ("29 Feb", date(2027, 2, 28)),
        ("2026-12-01", date(2026, 12, 1)),
        ("+7d", date(2026, 11, 29)),
        ("+2w", date(2026, 12, 6)),
    ],
)
def test_days_to_come(text: str, day: date) -> None:
    assert coming_day(text, SUNDAY) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "3 days ago", "in many weeks", "99999 weeks", "in weeks", "30 February 2027", "next"]
)
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(BadDate, match="not a day I understand"):
        coming_day(text, SUNDAY)


def test_a_month_ends_where_the_next_is_shorter() -> None:
    assert coming_day("in a month", date(2026, 1, 31)) == date(2026, 2, 28)


@given(
    st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.sampled_from(["monday", "tuesday", "friday", "sunday"])
)
def test_a_weekday_is_the_next_one_and_never_today(today: date, name: str) -> None:
    day = coming_day(name, today)
    assert timedelta(days=1) <= day - today <= timedelta(days=7)
    assert day.strftime("%A").lower() == name


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_a_day_of_the_year_comes_within_a_year(today: date, named: date) -> None:
    text = f"{named.day} {MONTHS[named.month - 1]}"
    assert timedelta(0) <= coming_day(text, today) - today <= timedelta(days=366)
    assert past_day(text, today) <= today


@given(st.text(max_size=30), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_any_text_gives_a_day_or_a_sentence(text: str, today: date) -> None:
    for read in (coming_day, past_day):
        try:
            assert isinstance(read(text, today), date)
        except BadDate as error:
            assert str(error)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 21)),
        ("3 weeks ago", date(2026, 11, 1)),
        ("last Thursday", date(2026, 11, 19)),
        ("Sunday", date(2026, 11, 15)),
        ("5 March", date(2026, 3, 5)),
        ("December 24", date(2025, 12, 24)),
        ("2024-02-29", date(2024, 2, 29)),
        ("-3d", date(2026, 11, 19)),
    ],
)
def test_days_that_have_been(text: str, day: date) -> None:
    assert past_day(text, SUNDAY) == day


@pytest.mark.parametrize("text", ["tomorrow", "2026-11-23", "+1d"])
def test_a_day_to_come_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="still to come"):
        past_day(text, SUNDAY)


def test_nonsense_is_refused() -> None:
    with pytest.raises(BadDate, match="not a day I understand"):
        past_day("once", SUNDAY)
