"""The tables of header words hold what the reader can use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.formats.fields import ALL_FIELDS, PLACES
from netcare_desktop.formats.vocabulary import (
    LANGUAGES,
    find,
    foreign_words,
    key,
    known,
    language_of,
    meanings,
)

SETTLED_LATER = {"-", "name?", "name!", "title?"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_names_a_field(language: str) -> None:
    words, places = LANGUAGES[language]
    assert set(words) <= ALL_FIELDS | SETTLED_LATER
    assert set(places) <= set(PLACES)
    assert {"given", "family", "organisation", "email", "phone", "notes"} - {"given"} <= set(words)
    assert all(key(spelling) for spellings in words.values() for spelling in spellings.split("|"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_has_two_meanings_in_a_language(language: str) -> None:
    seen: dict[str, str] = {}
    for field, spellings in LANGUAGES[language][0].items():
        for spelling in spellings.split("|"):
            before = seen.setdefault(key(spelling), field)
            assert before == field, f"{spelling}: {before} and {field}"


def test_spelling_does_not_matter() -> None:
    assert (
        len({key(one) for one in ("E-mail 1 - Value", "email_1_value", "Email1Value", " E-Mail 1: VALUE ")})
        == 1
    )
    assert key("Straße") == key("STRASSE")
    assert key("ＴＥＬ") == "tel"


@pytest.mark.parametrize(
    ("header", "field", "number"),
    [
        ("Straße geschäftlich 2", "work_street", 2),
        ("Telefon (privat 2)", "home_phone", 2),
        ("Téléphone 2 (domicile)", "home_phone", 2),
        ("TEL-1(1)", "phone", 1),
        ("Email(2)", "email", 2),
        ("手机1", "mobile", 1),
        ("Business Country/Region", "work_country", 1),
    ],
)
def test_places_and_numbers(header: str, field: str, number: int) -> None:
    word = find(header, language_of([header]))
    assert word is not None
    assert (word.field, word.number) == (field, number)


def test_the_language_of_the_other_headers_decides() -> None:
    assert language_of(["Namn", "Titel", "Ort"]) == "sv"
    word = find("Titel", "sv")
    assert word is not None
    assert word.field == "title"
    word = find("Titel", "de")
    assert word is not None
    assert word.field == "title?"


def test_foreign_words_count_only_letters_beyond_ascii() -> None:
    assert foreign_words("Name,Email,Prénom,Société\n") == 2
    assert foreign_words("Name,Email\n") == 0


@given(st.text(max_size=100))
def test_any_text_may_be_a_header(text: str) -> None:
    assert isinstance(meanings(text), dict)
    assert known(text) == bool(meanings(text))
