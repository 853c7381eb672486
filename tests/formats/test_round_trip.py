"""What we write, we read back equal: for any person, through CSV and through vCard."""

from __future__ import annotations

import csv
import dataclasses
import io
from datetime import date
from itertools import chain
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netcare_desktop.formats.cells import clean, guarded, one_line, trimmed
from netcare_desktop.formats.csv_export import write_csv
from netcare_desktop.formats.fields import ALL_FIELDS
from netcare_desktop.formats.reading import read_bytes
from netcare_desktop.formats.records import AddressRecord, ContactPointRecord, PersonRecord, RelatedRecord
from netcare_desktop.formats.vcard_export import fold, write_vcard4

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\x85")
WILD = st.sampled_from(
    [
        "=cmd()",
        "+49 30 1",
        "-x",
        "@a",
        "'=x",
        "''-y",
        ";",
        ",",
        "\\",
        "\\;",
        "\\n",
        '"',
        "Ã¼",
        "N/A",
        "0/0/00",
        ":::",
        "*",
        "a@b",
        "株式会社",
        "Müller, PhD",
        "4.9E+11",
        "Total",
        "tel:1",
        "urn:uuid:1",
        "^n",
        "^",
        "😀",
        "BEGIN:VCARD",
        "﻿x",
    ]
)


def stable(text: str) -> str:
    """The text as a store keeps it: trimmed, no invisible characters, one kind of line end and of blank."""
    return trimmed(text.replace("\r\n", "\n").replace("\r", "\n"))


LINE = st.builds(
    lambda *parts: one_line(stable(" ".join(parts))), st.text(LETTERS, max_size=12), WILD | st.just("")
)
TEXT = st.builds(lambda *parts: stable("\n".join(parts)), LINE, LINE, st.text(LETTERS, max_size=90))
FILLED = LINE.filter(bool)
DATES = st.dates(min_value=date(1800, 1, 1))
DAYS = DATES | st.none()
BIRTHDAYS = DATES.map(str) | st.sampled_from(["", "--02-29", "--12-31"])
LABELS = st.sampled_from(["", "work", "home", "mobile", "Clinic desk", "* odd"]) | FILLED


def points(kind: str) -> st.SearchStrategy[list[ContactPointRecord]]:
    one = st.builds(ContactPointRecord, st.just(kind), FILLED, LABELS, st.booleans())
    return st.lists(one, max_size=2, unique_by=lambda point: point.value)


def filled(address: AddressRecord) -> bool:
    parts = dataclasses.asdict(address)
    parts.pop("label")
    return any(parts.values())


ADDRESSES = st.builds(
    AddressRecord,
    street=TEXT,
    po_box=LINE,
    extended=LINE,
    city=LINE,
    region=LINE,
    postal_code=LINE,
    country=LINE,
    formatted=TEXT,
    label=LABELS,
).filter(filled)

PEOPLE = st.builds(
    PersonRecord,
    given=LINE,
    family=LINE,
    full_name=FILLED,
    organisation=LINE,
    title=LINE,
    department=LINE,
    prefix=LINE,
    middle=LINE,
    suffix=LINE,
    nickname=LINE,
    phonetic_given=LINE,
    phonetic_family=LINE,
    notes=TEXT,
    uid=LINE,
    contact_points=st.tuples(*map(points, ("email", "phone", "fax", "url", "social"))).map(
        lambda kinds: list(chain.from_iterable(kinds))
    ),
    addresses=st.lists(ADDRESSES, max_size=2),
    labels=st.lists(FILLED, max_size=3, unique=True),
    related=st.lists(
        st.builds(RelatedRecord, LABELS, FILLED.filter(lambda name: "urn:" not in name)),
        max_size=2,
        unique_by=lambda one: one.name,
    ),
    met_on=DAYS,
    connected_on=DAYS,
    scanned_on=DAYS,
    birthday=BIRTHDAYS,
    anniversary=BIRTHDAYS,
    is_organisation=st.booleans(),
)


def plain(record: PersonRecord) -> dict[str, Any]:
    facts = dataclasses.asdict(record)
    facts.pop("line")
    return facts


def as_csv(people: list[PersonRecord], *, exact: bool = False) -> str:
    stream = io.StringIO(newline="")
    write_csv(people, stream, exact=exact)
    return stream.getvalue()


def as_vcard(people: list[PersonRecord]) -> str:
    stream = io.StringIO(newline="")
    write_vcard4(people, stream)
    return stream.getvalue()


@settings(max_examples=50)
@given(st.lists(PEOPLE, min_size=1, max_size=2))
@example([PersonRecord(full_name="Total"), PersonRecord(full_name="Acme GmbH", organisation="Acme GmbH")])
@example([PersonRecord(full_name="Full name", notes="'=x\n='y")])
@example([PersonRecord(full_name="x", labels=["a; b", "c\\", "-d"])])
def test_csv_is_read_back_equal(people: list[PersonRecord]) -> None:
    for mark in ("", "\ufeff"):
        result = read_bytes((mark + as_csv(people)).encode(), "export.csv")
        assert list(map(plain, result.records)) == list(map(plain, people))
        assert (result.source, result.skipped, result.problems) == ("netcare", [], [])


@settings(max_examples=50)
@given(st.lists(PEOPLE, min_size=1, max_size=2))
@example([PersonRecord(full_name="Acme GmbH", organisation="Acme GmbH", notes="'=x")])
@example(
    [PersonRecord(full_name="Ada Lovelace", department="only; this", related=[RelatedRecord("", "Theo")])]
)
def test_vcards_are_read_back_equal(people: list[PersonRecord]) -> None:
    text = as_vcard(people)
    result = read_bytes(text.encode(), "export.vcf")
    assert list(map(plain, result.records)) == list(map(plain, people))
    assert (result.source, result.skipped, result.problems) == ("netcare", [], [])
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)


@given(st.text(max_size=200))
def test_folding_keeps_letters_whole(text: str) -> None:
    line = "NOTE:" + "".join(sign for sign in text if sign.isprintable())
    folded = fold(line)
    assert folded.replace("\r\n ", "").removesuffix("\r\n") == line
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "'=x", "''+y", "=", "-", "@"]
)
def test_what_a_spreadsheet_would_run_gets_one_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text
    assert clean(guarded(text)) == stable(text)


@pytest.mark.parametrize(
    "text", ["", "Ada", "+49 30 12345", "+1 (555) 555-0102", "'quoted'", "'", "a=b", "5 - 3", "+4930"]
)
def test_what_a_spreadsheet_leaves_alone_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text(max_size=30))
def test_the_guard_comes_off_again(text: str) -> None:
    assert clean(guarded(stable(text))) == stable(text) or stable(text).startswith('="')


def test_no_cell_of_an_export_is_a_formula_and_exact_leaves_it() -> None:
    person = PersonRecord(
        full_name='=HYPERLINK("http://evil.example")',
        notes="-x",
        contact_points=[ContactPointRecord("phone", "+49 30 12345")],
    )
    safe = next(iter(list(csv.reader(io.StringIO(as_csv([person]))))[1:]))
    assert safe[0].startswith("'=")
    assert "'-x" in safe
    assert "+49 30 12345" in safe
    exact = list(csv.reader(io.StringIO(as_csv([person], exact=True))))[1]
    assert exact[0].startswith("=HYPERLINK")
    assert "-x" in exact


def test_every_column_of_an_export_is_understood() -> None:
    person = PersonRecord(
        full_name="Ada Lovelace",
        contact_points=[
            ContactPointRecord(kind, "x@y.z", "l", True)
            for kind in ("email", "phone", "fax", "url", "social")
        ],
        addresses=[AddressRecord(city="Köln")],
        related=[RelatedRecord("spouse", "Theo")],
    )
    result = read_bytes(as_csv([person]).encode(), "export.csv")
    assert [column.header for column in result.columns if column.field is None] == []
    assert {column.field for column in result.columns} <= ALL_FIELDS


def test_an_empty_export_has_its_header() -> None:
    assert as_csv([]).startswith("Full name,Given name,")
    assert as_vcard([]) == ""
