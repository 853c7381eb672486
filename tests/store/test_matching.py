"""Whether two spellings of a name can be the same person's."""

from __future__ import annotations

import pytest

from netcare_desktop.domain.names import fold
from netcare_desktop.store.matching import names_agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Müller", "Ada Mueller"),
        ("Jörg Größmann", "Joerg Groessmann"),
        ("Käthe Krüger", "Kaethe Krueger"),
        ("Søren Ærø", "Soeren Aeroe"),
        ("J. Müller", "Jürgen Mueller"),
        ("Müller, Ada", "Ada Mueller"),
        ("Manuel Bauer", "Manuel Bauer"),
    ],
)
def test_an_umlaut_may_be_spelt_out(one: str, other: str) -> None:
    one, other = (fold(name.replace(",", "")) for name in (one, other))
    assert names_agree(one, other) and names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ben Okafor", "Bob Okafor"), ("Ada Müller", "Ida Mueller"), ("Paul Noe", "Saul Noe")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert not names_agree(fold(one), fold(other))
    assert not names_agree(fold(other), fold(one))
