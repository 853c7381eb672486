"""Dates in every spelling seen; day and month told apart by the column."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.formats.dates import (
    Undecided,
    Yearless,
    decide,
    evidence,
    from_parts,
    parse_date,
    two_digit_year,
)
from netcare_desktop.formats.reading import read_bytes
from netcare_desktop.formats.records import ReadOptions, ReadResult

FIFTH_OF_MARCH = [
    "2024-03-05",
    "05.03.2024",
    "5.3.24",
    "5 March 2024",
    "Mar 5, 2024",
    "2024/3/5",
    "45356",
    "45356.75",
    "2024年3月5日",
    "2024年03月05日",
    "2024. 3. 5.",
    "2024년 3월 5일",
    "20240305",
    "5. März 2024",
    "5 mars 2024",
    "5 de marzo de 2024",
    "5 marzo 2024",
    "5 maart 2024",
    "5 marca 2024",
    "5 de março de 2024",
    "05-Mar-24",
    "05-Mar-2024",
    "March 5th, 2024",
    "5th March 2024",
    "Tue, 5 March 2024",
    "Tuesday, March 5, 2024",
    "2024-03-05T09:14:33Z",
    "2024-03-05 09:14",
    "2024/03/05 13:28",
    "05.03.2024 09:14",
    "2024-03-05T09:14:33.5+02:00",
    "Mar 5, 2024 2:30 PM",
    " 2024-03-05 ",
]


@pytest.mark.parametrize("text", FIFTH_OF_MARCH)
def test_the_fifth_of_march(text: str) -> None:
    assert parse_date(text) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "--04-12",
        " --04-12",
        "--0412",
        "1604-04-12",
        "0000-04-12",
        "12 April",
        "April 12",
        "12. April",
        "4月12日",
    ],
)
def test_a_day_without_a_year(text: str) -> None:
    assert parse_date(text) == Yearless(4, 12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-13-05",
        "2024-02-30",
        "31.04.2024",
        "Mar 2024",
        "2024",
        "12345678901",
        "99999",
        "5 Foo 2024",
        "x" * 100,
        "13/13/2024",
    ],
)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_two_ways_round() -> None:
    found = parse_date("03/05/2024")
    assert found == Undecided(3, 5, 2024)
    assert isinstance(found, Undecided)
    assert decide(found, "dmy") == date(2024, 5, 3)
    assert decide(found, "mdy") == date(2024, 3, 5)
    assert parse_date("25/03/2024") == parse_date("3/25/2024") == date(2024, 3, 25)
    assert parse_date("05/05/2024") == date(2024, 5, 5)


def test_evidence_comes_from_numbers_above_twelve() -> None:
    found = [
        evidence(text)
        for text in ("25/03/2024", "3/25/2024", "3/5/2024", "25.03.2024", "2024-03-25", "25-03-24 10:00")
    ]
    assert found == ["dmy", "mdy", "", "", "", "dmy"]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_from_its_common_spellings(day: date) -> None:
    if day.year != 1604:
        assert parse_date(day.isoformat()) == day
        assert parse_date(f"{day.day}.{day.month}.{day.year}") == day
        assert parse_date(day.strftime("%Y%m%d")) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert isinstance(parse_date(text), date | Undecided | Yearless | None)


def test_years_of_two_digits() -> None:
    assert [two_digit_year(year) for year in (99, 30, 29, 0, 1971)] == [1999, 1930, 2029, 2000, 1971]


@pytest.mark.parametrize(
    ("parts", "birthday"),
    [
        (("1986", "2", "9"), "1986-02-09"),
        (("", "2", "29"), "--02-29"),
        (("86", "02", "09"), "1986-02-09"),
        (("1986", "2", "30"), ""),
        (("1986", "", ""), ""),
        (("x", "2", "9"), "--02-09"),
    ],
)
def test_birthdays_in_three_columns(parts: tuple[str, str, str], birthday: str) -> None:
    assert from_parts(*parts) == birthday


def read(header: str, *cells: str, region: str | None = None) -> ReadResult:
    rows = "".join(f"Ada Lovelace {index},{cell}\n" for index, cell in enumerate(cells))
    return read_bytes(f"Name,{header}\n{rows}".encode(), "x.csv", ReadOptions(region=region))


def test_one_clear_cell_decides_for_its_column() -> None:
    assert [one.met_on for one in read("Met on", "03/05/2024", "25/03/2024").records] == [
        date(2024, 5, 3),
        date(2024, 3, 25),
    ]
    assert [one.met_on for one in read("Met on", "03/05/2024", "3/25/2024").records] == [
        date(2024, 3, 5),
        date(2024, 3, 25),
    ]


def test_another_column_decides_where_the_own_does_not() -> None:
    result = read("Birthday,Met on", "03/05/1980,3/25/2024")
    assert result.records[0].birthday == "1980-03-05"
    assert result.problems == []


def test_the_region_decides_where_no_column_does() -> None:
    assert read("Met on", "03/05/2024", region="us").records[0].met_on == date(2024, 3, 5)
    assert read("Met on", "03/05/2024", region="GB").records[0].met_on == date(2024, 5, 3)
    assert read("Met on", "03/05/2024", region="GB").problems == []


def test_a_guess_is_said() -> None:
    result = read("Met on", "03/05/2024")
    assert result.records[0].met_on == date(2024, 5, 3)
    assert "could begin with the day or the month" in result.problems[0].message
    assert "3/5/2024 is 2024-05-03" in result.problems[0].message


def test_a_cell_that_is_no_date_is_said_and_others_are_read() -> None:
    result = read("Met on", "last spring", "2024-03-05", "0/0/00", "n/a")
    assert [one.met_on for one in result.records] == [None, date(2024, 3, 5), None, None]
    assert [(problem.line, "last spring" in problem.message) for problem in result.problems] == [(2, True)]
