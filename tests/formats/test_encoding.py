"""Encodings told by marks, by UTF-8, by the words of the header, by the letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.formats.encoding import ENCODINGS, codec_name, find_encoding, open_text, repair
from netcare_desktop.formats.reading import read_bytes
from netcare_desktop.formats.records import ReadError, ReadOptions
from netcare_desktop.formats.vocabulary import foreign_words


def name_of(data: bytes, wanted: str | None = None) -> str:
    return find_encoding(data, wanted, foreign_words).name


GERMAN = "Vorname;Nachname;Straße\nJörg;Weiß;Königsallee 3\nZoë;Strauß;Große Gasse\n"
FRENCH = "Prénom;Nom;Société\nÉlise;Lefèvre;Crédit Français – 5 €\n"
POLISH = "Imię;Nazwisko;Stanowisko\nŁucja;Świątek;Księgowa\nZdzisław;Żółć;Inżynier\n"
RUSSIAN = "Имя,Фамилия,Телефон\nАнна,Иванова,123\n"
JAPANESE = "会社名,氏名,メール\n能美ソフト表,山田 太郎,y@example.jp\n"
CHINESE = "姓名,公司,手机,邮箱\n欧阳晓,远航科技,13800138000,o@example.cn\n"
TAIWANESE = "姓名,公司,手機,電子郵件\n王曉明,遠洋精機,0912,w@example.tw\n"
KOREAN = "이름,회사,휴대폰,이메일\n박서연,한빛소재,010,p@example.kr\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"), (FRENCH, "cp1252"), (POLISH, "cp1250"), (RUSSIAN, "cp1251"), (JAPANESE, "cp932"),
        (CHINESE, "gb18030"), (TAIWANESE, "cp950"), (KOREAN, "cp949"), (GERMAN, "utf-8"), (CHINESE, "utf-8"),
        (POLISH, "utf-8-sig"), (GERMAN, "utf-16"), (JAPANESE, "utf-16"),
    ],
)  # fmt: skip
def test_an_encoding_is_recognised(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert name_of(data) == encoding
    assert "".join(open_text(data, find_encoding(data, None, foreign_words))).lstrip("\ufeff") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert name_of(GERMAN.encode(encoding)) == encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("First Name,Last Name,Company\nAda,Müller,Café “Œuvre” – 5 €\n", "cp1252"),
        ("First Name,Last Name,Company\nJosé,Núñez,Peña y Cía\n", "cp1252"),
        ("First Name,Last Name,City\nŁucja,Świątek,Łódź\nMałgorzata,Wiśniewska,Gdańsk\n", "cp1250"),
        (
            "Name,City\n山田太郎,東京都港区虎ノ門\n鈴木一郎,大阪府大阪市北区梅田\n佐藤花子,北海道札幌市中央区\n",
            "cp932",
        ),
        ("Name,City\nИванов Иван,Москва\nПетрова Анна,Санкт-Петербург\n", "cp1251"),
    ],
)
def test_an_english_header_leaves_it_to_the_letters(text: str, encoding: str) -> None:
    assert name_of(text.encode(encoding)) == encoding


def test_a_few_bad_bytes_do_not_make_utf_8_another_encoding() -> None:
    data = ("Name,Notes\n" + "Jörg Müßig,schön größer\n" * 50).encode() + b"Ada,\xff\xfe broken\n"
    result = read_bytes(data, "x.csv")
    assert result.encoding == "utf-8"
    assert result.records[0].family == "Müßig"
    assert "do not fit the encoding" in result.problems[0].message


def test_the_wanted_encoding_is_taken_and_what_does_not_fit_is_said() -> None:
    data = GERMAN.encode("cp1252")
    assert read_bytes(data, "x.csv", ReadOptions(encoding="cp1250")).encoding == "cp1250"
    wrong = read_bytes(data, "x.csv", ReadOptions(encoding="utf-8"))
    assert wrong.records[0].given == "J\ufffdrg"
    assert "utf-8" in wrong.problems[0].message


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "idna", "a\0b", "undefined"])
def test_what_is_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(ReadError):
        read_bytes(GERMAN.encode(), "x.csv", ReadOptions(encoding=name))


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_on_offer_exists(name: str) -> None:
    assert codec_name(name)


def test_garbled_letters_are_mended_and_said_so() -> None:
    data = "First Name,Last Name,City\nJÃ¼rgen,GroÃŸ,MalmÃ¶\nJosé,Ã–zil,Köln\n".encode()
    result = read_bytes(data, "x.csv")
    assert [(one.given, one.family) for one in result.records] == [("Jürgen", "Groß"), ("José", "Özil")]
    assert "have been mended" in result.problems[0].message
    raw = read_bytes(data, "x.csv", ReadOptions(encoding="utf-8"))
    assert raw.records[0].given == "JÃ¼rgen"
    assert raw.problems == []


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F), max_size=20))
def test_repair_undoes_what_was_garbled(text: str) -> None:
    garbled = "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode("utf-8")
    )
    assert repair(garbled) == text


@pytest.mark.parametrize("text", ["São Paulo", "Ärzte", "naïve", "Größe", "Ångström", "Œuvre", "plain"])
def test_repair_leaves_sound_words_alone(text: str) -> None:
    assert repair(text) == text


@given(st.binary(max_size=200))
def test_any_bytes_have_an_encoding_that_reads_them(data: bytes) -> None:
    found = find_encoding(data, None, foreign_words)
    assert isinstance("".join(open_text(data, found)), str)
