"""Names: the stored key, the line to show, initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.names import display_name, fold, initials, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José Núñez", "jose nunez"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łódź Ørsted Đorđe Þór Ærø", "lodz orsted dorde thor aero"),
        ("İstanbul ıssız", "istanbul issiz"),
        ("O’Brien", "o'brien"),
        ("  Ana \t Souza\n", "ana souza"),
        ("Ｗｉｄｅ", "wide"),
        ("ガラス がらす", "がらす がらす"),
        ("Ελένη Παπαδοπούλου", "ελενη παπαδοπουλου"),
        ("Фёдор Достоевский", "федор достоевскии"),
        ("김민준", "김민준"),
        ("Zero\u200bWidth \u202eflip", "zerowidth flip"),
        ("\ud800", ""),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x41, max_codepoint=0x24F)))
def test_case_makes_no_difference_in_latin_script(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) or "ŉ" in text or "ſ" in text


def test_family_name_first_and_the_phonetic_one_before_it() -> None:
    assert sort_key("Ana", "Souza").split("\x1f") == ["souza", "ana"]
    phonetic = sort_key("太郎", "山田", phonetic_given="タロウ", phonetic_family="ヤマダ")
    assert phonetic == sort_key("たろう", "やまだ") != sort_key("太郎", "山田")
    assert sort_key(full_name="Ana Souza") == "ana souza"
    assert sort_key("Ana", "", "Ana Souza") == "ana"
    assert sort_key() == ""


def test_the_key_sorts_as_a_reader_expects() -> None:
    people = [
        ("Wei", "Li"),
        ("Zoë", "Álvarez"),
        ("Ana", "alvarez"),
        ("Ben", "Lim"),
        ("Al", "Li Wei"),
        ("Bo", "Öberg"),
    ]
    ordered = sorted(people, key=lambda p: sort_key(*p))
    assert ordered == [
        ("Ana", "alvarez"),
        ("Zoë", "Álvarez"),
        ("Wei", "Li"),
        ("Al", "Li Wei"),
        ("Ben", "Lim"),
        ("Bo", "Öberg"),
    ]


def test_the_line_to_show() -> None:
    assert display_name("Ana", "Souza") == "Ana Souza"
    assert display_name("Ana", "Souza", "Ana M. Souza") == "Ana M. Souza"
    assert (
        display_name("Ana", "Souza", middle="Maria", prefix="Dr.", suffix="PhD") == "Dr. Ana Maria Souza PhD"
    )
    assert display_name("小明", "王") == "王小明"
    assert display_name("민준", "김") == "김민준"
    assert display_name("Ming", "王") == "Ming 王"
    assert display_name(nickname="Ani", organisation="Choir") == "Ani"
    assert display_name(organisation="Choir", contact="a@b.example") == "Choir"
    assert display_name(contact="a@b.example") == "a@b.example"
    assert display_name() == "No name"
    assert display_name(full_name="Ana\nSouza\x00") == "Ana Souza"
    assert display_name(full_name='<img src="file:///dev/zero">') == '<img src="file:///dev/zero">'


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Souza", "AS"),
        ("Ana de Souza", "AS"),
        ("Dr. Ben Okafor", "BO"),
        ("Jean-Luc Picard, Jr.", "JP"),
        ("ana", "A"),
        ("王小明", "王"),
        ("김민준", "김"),
        ("ßam", "S"),
        ("éric", "É"),
        ("Dr.", "D"),
        ("(Ana) [Souza]", "AS"),
        ("🙂", "?"),
        ("", "?"),
        ("4711 Shop", "4S"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text())
def test_initials_are_one_or_two_signs_of_any_name(name: str) -> None:
    assert 1 <= len(initials(name)) <= 2
    assert display_name(full_name=name).strip()
