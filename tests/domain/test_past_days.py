"""Days of the past in a written sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.past_days import DayPhrase, read_day

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("today about", SUNDAY, 1),
        ("yesterday", date(2026, 11, 21), 1),
        ("the day before yesterday", date(2026, 11, 20), 4),
        ("last thursday about", date(2026, 11, 19), 2),
        ("last sunday", date(2026, 11, 15), 2),
        ("on friday", date(2026, 11, 20), 2),
        ("thu", date(2026, 11, 19), 1),
        ("3 days ago", date(2026, 11, 19), 3),
        ("a week ago", date(2026, 11, 15), 3),
        ("two months ago", date(2026, 9, 22), 3),
        ("a year ago", date(2025, 11, 22), 3),
        ("2026-03-05", date(2026, 3, 5), 1),
        ("on 2026-03-05", date(2026, 3, 5), 2),
        ("5 march", date(2026, 3, 5), 2),
        ("march 5th", date(2026, 3, 5), 2),
        ("24 december", date(2025, 12, 24), 2),
        ("5 march 2024", date(2024, 3, 5), 3),
        ("29 february", date(2024, 2, 29), 2),
        ("last night", date(2026, 11, 21), 2),
    ],
)
def test_phrases(text: str, day: date, words: int) -> None:
    found = read_day(text.split(), SUNDAY)
    assert found is not None
    assert (found.day, found.words) == (day, words)


@pytest.mark.parametrize(
    "text", ["", "on", "on about", "about yesterday", "may", "march", "5", "last", "99999 days ago"]
)
def test_no_phrase(text: str) -> None:
    assert read_day(text.split(), SUNDAY) is None


def test_a_day_the_calendar_does_not_have() -> None:
    assert read_day(["2026-02-30"], SUNDAY) == DayPhrase(None, 1, True)
    assert read_day(["31", "april"], SUNDAY) == DayPhrase(None, 2, True)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(["mon", "tuesday", "fri", "sunday"]))
def test_a_weekday_is_the_last_one_before(on: date, name: str) -> None:
    found = read_day(["last", name], on)
    assert found is not None and found.day is not None
    assert on - timedelta(days=7) <= found.day < on
    assert found.day.strftime("%A").casefold().startswith(name[:3])


@given(st.lists(st.text(max_size=6), max_size=5), st.dates())
def test_any_words_are_read_without_an_error(words: list[str], on: date) -> None:
    found = read_day(words, on)
    assert found is None or 1 <= found.words <= len(words)
