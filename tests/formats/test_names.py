"""Names taken apart and put together; companies told from people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.formats.names import (
    compose,
    is_organisation_name,
    is_salutation,
    split_name,
    take_credentials,
    without_emoji,
)

KEPT = [
    # whole, prefix, given, middle, family, suffix
    ("Ada Lovelace", "", "Ada", "", "Lovelace", ""),
    ("Dr. Jane A. Doe, PhD", "Dr.", "Jane", "A.", "Doe", "PhD"),
    ("Prof. Dr. med. Ute van der Linden", "Prof. Dr. med.", "Ute", "", "van der Linden", ""),
    ("José Luis García Márquez", "", "José Luis", "", "García Márquez", ""),
    ("Gabriel García Márquez", "", "Gabriel", "", "García Márquez", ""),
    ("José Ortega y Gasset", "", "José", "", "Ortega y Gasset", ""),
    ("山田 太郎", "", "太郎", "", "山田", ""),
    ("近江五郎", "", "", "", "", ""),
    ("김민수", "", "", "", "", ""),
    ("Nguyễn Văn An", "", "Văn An", "", "Nguyễn", ""),
    ("Cher", "", "Cher", "", "", ""),
    ("J. R. R. Tolkien jr.", "", "J.", "R. R.", "Tolkien", "jr."),
    ("M. K. Ali", "", "M.", "K.", "Ali", ""),
    ("O'Brien-Smith Mary-Jane", "", "Mary-Jane", "", "O'Brien-Smith", ""),
    ("DUPONT Jean-Pierre", "", "Jean-Pierre", "", "DUPONT", ""),
    ("Jean DUPONT", "", "Jean", "", "DUPONT", ""),
    ("Anna & Tom Meyer", "", "Anna & Tom", "", "Meyer", ""),
    ("Leonardo da Vinci", "", "Leonardo", "", "da Vinci", ""),
    ("Vincent van Gogh", "", "Vincent", "", "van Gogh", ""),
    ("Di Poe", "", "Di", "", "Poe", ""),
    ("Don Johnson", "", "Don", "", "Johnson", ""),
    ("Ma Li", "", "Ma", "", "Li", ""),
    ("Pan Yu", "", "Pan", "", "Yu", ""),
    ("Martin Luther King, Jr.", "", "Martin", "Luther", "King", "Jr."),
    ("Mary Jane Watson MBA", "", "Mary", "Jane", "Watson", "MBA"),
    ("Herr Schmidt", "Herr", "", "", "Schmidt", ""),
    ("de la Cruz", "", "", "", "de la Cruz", ""),
    ("Henry Ford II", "", "Henry", "", "Ford", "II"),
]


@pytest.mark.parametrize(("whole", "prefix", "given_name", "middle", "family", "suffix"), KEPT)
def test_a_name_in_one_column(
    whole: str, prefix: str, given_name: str, middle: str, family: str, suffix: str
) -> None:
    name = split_name(whole)
    parts = (name.prefix, name.given, name.middle, name.family, name.suffix)
    assert parts == (prefix, given_name, middle, family, suffix)
    assert name.full == whole


@pytest.mark.parametrize(
    ("whole", "full", "given_name", "family"),
    [
        ("Müller, Jürgen", "Jürgen Müller", "Jürgen", "Müller"),
        ("Müller, Dr. Jürgen", "Dr. Jürgen Müller", "Jürgen", "Müller"),
        ("van Gogh, Vincent", "Vincent van Gogh", "Vincent", "van Gogh"),
        ("Linden, Ute van der", "Ute van der Linden", "Ute", "van der Linden"),
        ("Smith, John A., MD", "John A. Smith, MD", "John", "Smith"),
        ("Ng, Bea", "Bea Ng", "Bea", "Ng"),
        ("Frau Dr. Anna Meyer", "Dr. Anna Meyer", "Anna", "Meyer"),
        ("Sr. Juan Pérez", "Juan Pérez", "Juan", "Pérez"),
        ("  Ada \t Lovelace ", "Ada Lovelace", "Ada", "Lovelace"),
    ],
)
def test_a_name_that_is_written_another_way_round(
    whole: str, full: str, given_name: str, family: str
) -> None:
    name = split_name(whole)
    assert (name.full, name.given, name.family) == (full, given_name, family)


@given(st.text(max_size=40))
def test_nothing_of_any_name_is_lost(text: str) -> None:
    name = split_name(text)
    if text.strip():
        assert name.full
    shown = sorted(sign for sign in name.full if sign.isalpha())
    assert set(shown) <= {sign for sign in text if sign.isalpha()}


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("Ms.", "Deandra", "K", "Fitzwilliam", "Jr."), "Deandra K Fitzwilliam Jr."),
        (("Dr.", "Ileana", "M.", "Dragomirescu", ""), "Dr. Ileana M. Dragomirescu"),
        (("Frau Dr.", "Anna", "", "Meyer", ""), "Dr. Anna Meyer"),
        (("", "Jane", "", "Doe", "PhD"), "Jane Doe, PhD"),
        (("", "太郎", "", "山田", "様"), "山田 太郎"),
        (("", "十三", "", "表", ""), "表 十三"),
        (("", "李", "", "小龍", ""), "李 小龍"),
        (("", "Ada", "", "", ""), "Ada"),
        (("Dr.", "", "", "", ""), "Dr."),
        (("", "", "", "", "Jr."), ""),
    ],
)
def test_a_name_from_its_parts(parts: tuple[str, str, str, str, str], whole: str) -> None:
    assert compose(*parts) == whole


@pytest.mark.parametrize(
    ("family", "taken"),
    [
        ("Raghunathan, PhD", ("Raghunathan", "PhD")),
        ("Smith, MBA, PMP®", ("Smith", "MBA, PMP®")),
        ("Smith, Jr.", ("Smith", "Jr.")),
        ("Smith, Wesson", ("Smith, Wesson", "")),
        ("Smith, Wesson, MBA", ("Smith, Wesson, MBA", "")),
        ("Smith", ("Smith", "")),
        (", PhD", (", PhD", "")),
    ],
)
def test_credentials_behind_a_family_name(family: str, taken: tuple[str, str]) -> None:
    assert take_credentials(family) == taken


@pytest.mark.parametrize(
    "name",
    [
        "Acme GmbH",
        "Nord GmbH & Co. KG",
        "Jo AG",
        "株式会社あさひ",
        "Acme, Inc.",
        "한빛소재(주)",
        "Saimaa Paper Oy",
        "Foo S.p.A.",
        "Bar Ltd",
    ],
)
def test_companies_by_their_form(name: str) -> None:
    assert is_organisation_name(name)


@pytest.mark.parametrize("name", ["Ada Müller", "Hans As", "Cher", "AG", "GmbH", "Anne Cole", "Marco Se"])
def test_people_are_no_companies(name: str) -> None:
    assert not is_organisation_name(name)


def test_forms_of_address() -> None:
    assert is_salutation("Frau")
    assert is_salutation("Mr.")
    assert not is_salutation("Dr.")
    assert not is_salutation("Frau Dr.")
    assert not is_salutation("")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("小龍 🐉", "小龍"),
        ("Ada ⭐ Müller✨", "Ada Müller"),
        ("🐉", "🐉"),
        ("Ada", "Ada"),
        ("🇩🇪 Jörg", "Jörg"),
    ],
)
def test_pictures_are_no_part_of_a_name(text: str, bare: str) -> None:
    assert without_emoji(text) == bare
