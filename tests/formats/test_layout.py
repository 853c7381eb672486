"""Delimiter and header row."""

from __future__ import annotations

import pytest

from netcare_desktop.formats.layout import Layout, find_layout


def layout(text: str, delimiter: str | None = None, header_line: int | None = None) -> Layout:
    return find_layout(text.splitlines(keepends=True), delimiter, header_line)


@pytest.mark.parametrize(
    ("text", "delimiter", "header_line"),
    [
        ("Name,Email\nAda,a@example.com\n", ",", 1),
        ("Name;Firma;E-Mail\nMüller, Ada;Acme, Inc., Berlin;a@example.com\n", ";", 1),
        ("Name\tEmail\nAda, B, C\ta@example.com\n", "\t", 1),
        ("Name|Email\nAda|a@example.com\n", "|", 1),
        ("sep=;\nName;Email\nAda;a@example.com\n", ";", 2),
        ('"sep=|"\r\nName|Email\r\nAda|x\r\n', "|", 2),
        ("sep=\\t\nName\tEmail\n", "\t", 2),
        ("Notes:\n\"Some text, with commas; and\nname, e-mail\"\n\nFirst Name,Last Name,URL,Company\n", ",", 5),
        ("Cards of the fair,,\n,,\nName,E-Mail,Telefon\nAda,a@example.com,030 1234567\n", ",", 3),
        ("Ada,Müller,a@example.com,+49 30 5550101\nBea,Ng,b@example.com,+65 6555 0101\n", ",", None),
        ("Email\na@example.com\nb@example.com\n", ",", 1),
        ("a@example.com\nb@example.com\n", ",", None),
        ("Ada Lovelace\nBea Ng\n", ",", None),
        ("Foo;Bar\nAda;a@example.com\nBea;b@example.com\n", ";", 1),
        ("\n\nName;Email\nAda;x\n", ";", 3),
        ("姓名,公司,邮箱\n王,远航,w@example.cn\n", ",", 1),
        ("Ada;Müller;4,5;a@example.com\nBea;Ng;5,6;b@example.com\n", ";", None),
    ],
)  # fmt: skip
def test_layouts(text: str, delimiter: str, header_line: int | None) -> None:
    found = layout(text)
    assert (found.delimiter, found.header_line) == (delimiter, header_line)


def test_a_data_row_of_known_words_is_no_header() -> None:
    assert layout("Ada,Title,ada@example.com\nBea,Fax,bea@example.com\n").header_line is None


def test_the_user_decides_the_header_row() -> None:
    text = "Name,Email\nVorname,E-Mail\nAda,a@example.com\n"
    assert layout(text, header_line=2).headers == ("Vorname", "E-Mail")
    assert layout(text, header_line=0).header_line is None
    assert layout(text, header_line=0).first_line == 1


def test_the_user_decides_the_delimiter() -> None:
    assert layout("Name,Email\nAda,a@example.com\n", delimiter=";").headers == ("Name,Email",)


def test_a_header_cell_may_hold_a_line_break() -> None:
    found = layout('"First\nName","Last Name",Email\nAda,Müller,a@example.com\n')
    assert found.header_line == 1
    assert found.headers == ("First\nName", "Last Name", "Email")


def test_byte_order_marks_do_not_stick_to_the_first_header() -> None:
    assert layout("\ufeff\ufeffName,Email\nAda,x\n").headers == ("Name", "Email")


def test_blanks_behind_the_delimiter_are_seen() -> None:
    assert layout('"Name", "Email"\n"Müller, Ada", "a@example.com"\n').spaced
    assert not layout('"Name","Email"\n"Müller, Ada","a@example.com"\n').spaced


def test_an_empty_file_has_a_layout() -> None:
    assert find_layout([]).header_line is None
