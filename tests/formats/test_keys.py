"""The forms by which phones, e-mail addresses and profiles are compared."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.formats.keys import find_emails, is_social, linkedin_slug, normalise_email
from netcare_desktop.formats.phones import damaged_by_excel, normalise_phone, split_phones


@pytest.mark.parametrize(
    ("text", "region", "form"),
    [
        ("+49 30 5550101", None, "+49305550101"),
        ("+49 (0) 5732 5550-10", None, "+495732555010"),
        ("0049 30 5550101", None, "+49305550101"),
        ("030/555 01 01", "DE", "+49305550101"),
        ("(918) 555-0107", "us", "+19185550107"),
        ("+1 (555) 555-0102 x12", None, "+15555550102"),
        ("＋49 30 5550101", None, "+49305550101"),
        ("０３０ ５５５０１０１", "DE", "+49305550101"),
        ("030 5550101", None, None),
        ("4.91512E+11", "DE", None),
        ("4,91512E+11", "DE", None),
        ("N/A", "DE", None),
        ("12", "DE", None),
        ("", None, None),
        ("ask Bob", "DE", None),
        ("+999999999999999999999", None, None),
        ("+49 30 5550101", "ZZ", "+49305550101"),
    ],
)
def test_phones(text: str, region: str | None, form: str | None) -> None:
    assert normalise_phone(text, region) == form


@given(st.text(max_size=30), st.sampled_from([None, "DE", "US", "xx"]))
def test_any_text_has_a_phone_form_or_none(text: str, region: str | None) -> None:
    form = normalise_phone(text, region)
    assert form is None or (form.startswith("+") and normalise_phone(form, None) in {form, None})


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("030/5550101; 0171 5550101", ["030/5550101", "0171 5550101"]),
        ("030 5550101, 0171 5550101", ["030 5550101", "0171 5550101"]),
        ("030 5550101 / 0171 5550101", ["030 5550101", "0171 5550101"]),
        ("(028) 9555 0142 ::: 07700 900123", ["(028) 9555 0142", "07700 900123"]),
        ("+1 555 0101,,12", ["+1 555 0101,,12"]),
        ("=+41445550101", ["+41445550101"]),
        ("tel:+41445550101", ["+41445550101"]),
        ("4915155501010.0", ["4915155501010"]),
        ("4915155501010", ["4915155501010"]),
    ],
)
def test_the_numbers_of_a_cell(cell: str, numbers: list[str]) -> None:
    assert split_phones(cell) == numbers


def test_numbers_cut_by_a_spreadsheet() -> None:
    assert all(map(damaged_by_excel, ["4.91512E+11", "4,91512E+11", "4.9e11", " 4E+11 "]))
    assert not any(map(damaged_by_excel, ["491512", "+49 30 1", "E11", "4.5"]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ada@example.com; ada@work.example", ["ada@example.com", "ada@work.example"]),
        ("bea@example.com / bea@w.example", ["bea@example.com", "bea@w.example"]),
        ("Cy Orr <cy@example.com>", ["cy@example.com"]),
        ("mailto:cy@example.com", ["cy@example.com"]),
        ("a@example.com,b@example.com|c@example.com", ["a@example.com", "b@example.com", "c@example.com"]),
        ("'a@example.com'", ["a@example.com"]),
        ("nobody", []),
    ],
)
def test_the_addresses_of_a_cell(text: str, found: list[str]) -> None:
    assert find_emails(text) == found


def test_the_form_of_an_address() -> None:
    assert normalise_email(" Ada <ADA@Example.com>") == "ada@example.com"
    assert normalise_email("nobody") is None


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.linkedin.com/in/Marta-Oyelaran-41b7", "marta-oyelaran-41b7"),
        ("linkedin.com/in/tomk/", "tomk"),
        ("http://de.linkedin.com/in/tomk?trk=x#top", "tomk"),
        ("https://www.linkedin.com/in/benedikt-gr%C3%B6%C3%9Fmann", "benedikt-größmann"),
        ("https://www.linkedin.com/in/tomk/de", "tomk"),
        ("https://www.linkedin.com/pub/tom-k/1/2a/3b4", "tom-k/1/2a/3b4"),
        ("https://www.linkedin.com/company/acme", None),
        ("https://notlinkedin.com/in/x", None),
        ("https://example.com/in/x", None),
        ("https://[broken/in/x", None),
        ("", None),
    ],
)
def test_profiles(url: str, slug: str | None) -> None:
    assert linkedin_slug(url) == slug


@given(st.text(max_size=60))
def test_any_text_has_a_slug_or_none(text: str) -> None:
    assert linkedin_slug(text) is None or linkedin_slug(text) != ""


def test_social_networks() -> None:
    assert is_social("https://www.linkedin.com/in/x")
    assert is_social("xing.com/profile/x")
    assert is_social("https://x.com")
    assert not is_social("https://example.com/linkedin.com")
    assert not is_social("https://netflix.com")


def test_the_metadata_of_phones_and_chardet_are_not_loaded_by_reading() -> None:
    code = (
        "import sys; from netcare_desktop.formats.reading import read_bytes; "
        "read_bytes('Name,Phone\\nAda Müller,+49 30 1\\n'.encode(), 'x'); "
        "sys.exit('phonenumbers' in sys.modules or 'chardet' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
