"""What is refused, with which sentence; and that no bytes whatever lead to anything but a result or a ReadError."""

from __future__ import annotations

import io
import json
import os
import socket
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.formats import source_file
from netcare_desktop.formats.reading import read_bytes, read_file
from netcare_desktop.formats.records import ReadError, ReadOptions, ReadResult
from netcare_desktop.formats.source_file import read_stream


def refusal(data: bytes, name: str = "list.csv") -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    sentence = str(caught.value)
    assert name in sentence
    assert sentence.endswith(".")
    return sentence


def file_refusal(path: str | Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_file(path)
    return str(caught.value)


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


# ---------------------------------------------------------------- where it comes from


def test_a_missing_file(tmp_path: Path) -> None:
    assert "There is no file “gone.csv”" in file_refusal(tmp_path / "gone.csv")


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in file_refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_without_a_writer_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not an ordinary file" in file_refusal(tmp_path / "pipe.csv")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in the file system here")
def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("door.csv")
        assert "not an ordinary file" in file_refusal("door.csv")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device(device: str) -> None:
    sentence = file_refusal(device)
    assert "not an ordinary file" in sentence or "could not be read" in sentence


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions on this system")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "private.csv"
    path.write_bytes(b"Name\nAda\n")
    path.chmod(0)
    before = os.geteuid()
    if before == 0:  # nothing is forbidden to root
        os.seteuid(65534)
    try:
        assert "may not be read" in file_refusal(path)
    finally:
        os.seteuid(before)


def test_a_name_that_cannot_be(tmp_path: Path) -> None:
    assert "could not be read" in file_refusal("a\0b.csv")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(1024**3)  # sparse: it takes no room
    assert "larger than 200 MB" in file_refusal(path)


def test_a_stream_that_does_not_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_file, "SIZE_LIMIT", 3 * 1024 * 1024)

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"\0" * size

    with pytest.raises(ReadError, match="larger than 3 MB"):
        read_stream(Endless(), "-")  # type: ignore[arg-type]


def test_bytes_from_elsewhere_have_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_file, "SIZE_LIMIT", 10)
    assert "larger than" in refusal(b"Name\nAda Lovelace\n")


def test_a_file_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "friends.csv"
    path.write_bytes(b"Name,Email\nAda Lovelace,ada@example.com\n")
    assert read_file(path).file == "friends.csv"


# ---------------------------------------------------------------- what it is


@pytest.mark.parametrize(
    "data", [b"", b"  \r\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0", b"\xef\xbb\xbf\xef\xbb\xbf\n"]
)
def test_nothing_in_it(data: bytes) -> None:
    assert "is empty" in refusal(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<!DOCTYPE html>\n<html><body>Log in</body></html>", "web page"),
        (b"\xef\xbb\xbf  <html lang='de'>", "web page"),
        ("<html><head>".encode("utf-16"), "web page"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:x'>", "XML"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "calendar"),
        (b"dn: cn=Ada,mail=a@example.com\nobjectclass: person\n", "LDIF"),
        (b"version: 1\n\ndn:: Y249QWRh\n", "LDIF"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"SQLite format 3\0\x10\0", "database"),
        (b"!BDN\x12\x34", "Outlook data file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "workbook"),
        (b'{"name": "Ada"}', "JSON"),
        (b'[{"name": "Ada"}]', "JSON"),
        (bytes(range(256)) * 4, "not a text file"),
        (b"\0" * 1000 + b"abc", "not a text file"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", "neither names nor ways"),
    ],
)
def test_what_is_no_list_of_people_is_called_what_it_is(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("xl/workbook.xml", "[Content_Types].xml"), "workbook"),
        (("content.xml", "styles.xml", "mimetype"), "workbook"),
        (("Profile.csv", "Connections.csv"), "LinkedIn archive"),
        (("Takeout/Contacts/All/All.vcf",), "Unpack it"),
        (("picture.jpg",), "without a CSV or vCard"),
    ],
)
def test_archives(names: tuple[str, ...], words: str) -> None:
    assert words in refusal(zipped(*names), "some.zip")


def test_a_broken_archive() -> None:
    assert "damaged ZIP" in refusal(b"PK\x03\x04" + b"nonsense" * 20)


def test_prose_is_no_list_of_people() -> None:
    text = "Dear all,\n\nthe meeting is on Tuesday at 10:00 in room 5.\nPlease bring your notes.\n\nKind regards\n"
    result = read_bytes(text.encode(), "letter.txt")
    assert result.records == []
    assert "Nobody was found" in result.problems[-1].message


def test_our_own_complete_copy_is_handed_on() -> None:
    copy = {"format": "netcare", "schema": 3, "people": [{"name": "Ada"}]}
    result = read_bytes(json.dumps(copy).encode(), "copy.json")
    assert (result.kind, result.source, result.complete) == ("json", "netcare", copy)


def test_our_own_copy_cut_off_is_called_damaged() -> None:
    assert "damaged or cut off" in refusal(b'{"format": "netcare", "people": [{"na')


def test_json_nested_without_end_is_refused() -> None:
    assert "JSON" in refusal(b'[{"a":' * 200_000)


# ---------------------------------------------------------------- whatever it is


def read_or_refuse(data: bytes, options: ReadOptions | None = None) -> ReadResult | None:
    try:
        return read_bytes(data, "any", options)
    except ReadError as error:
        assert str(error)
        return None


@given(st.binary(max_size=600))
def test_any_bytes_give_a_result_or_a_sentence(data: bytes) -> None:
    read_or_refuse(data)


TABLE_SIGNS = st.sampled_from(
    [
        "Name",
        "First Name",
        "Last Name",
        "Email",
        "Phone",
        "Notes",
        "Birthday",
        "Met on",
        ",",
        ",",
        ";",
        "\t",
        '"',
        '""',
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\\",
        "'",
        "=",
        "Ada",
        "Müller",
        "a@b.example",
        "+49 30 1",
        "03/05/2024",
        "\0",
        "ü",
        "名",
        "4.9E+11",
        "sep=;",
    ]
)


@given(
    st.lists(TABLE_SIGNS, max_size=60), st.sampled_from(["utf-8", "utf-16", "cp1252", "cp932", "utf-8-sig"])
)
def test_any_table_gives_a_result_or_a_sentence(signs: list[str], encoding: str) -> None:
    result = read_or_refuse("".join(signs).encode(encoding, errors="ignore"))
    if result and result.kind in {"csv", "tsv"}:
        assert result.rows == len(result.records) + len(result.skipped)


VCARD_SIGNS = st.sampled_from(
    [
        b"BEGIN:VCARD\n",
        b"END:VCARD\n",
        b"VERSION:2.1\n",
        b"VERSION:4.0\n",
        b"FN:",
        b"N:",
        b"ORG:",
        b"TEL;CELL:",
        b"BDAY:",
        b";",
        b",",
        b"\\",
        b"\n",
        b"\r\n",
        b" ",
        b"=",
        b"=C3",
        b"\xc3",
        b"\xff",
        b"item1.",
        b"X-ABLabel:",
        b"ADR;TYPE=home:",
        b"NOTE:",
        b"AGENT:\n",
        b"PHOTO;ENCODING=b:AAAA",
        b"CHARSET=",
        b"ENCODING=QUOTED-PRINTABLE:",
        b"ENCODING=BASE64:",
        b"NOTE;CHARSET=hex:",
        b'"',
        b":",
        b"KIND:group\n",
        b"MEMBER:urn:uuid:1\n",
        b"UID:1\n",
        b"1604-01-01",
        b"RELATED:urn:uuid:1\n",
    ]
)


@given(st.lists(VCARD_SIGNS, max_size=60))
def test_any_card_gives_a_result_or_a_sentence(signs: list[bytes]) -> None:
    read_or_refuse(b"BEGIN:VCARD\n" + b"".join(signs))


@given(
    st.lists(TABLE_SIGNS, max_size=30),
    st.builds(
        ReadOptions,
        encoding=st.sampled_from(
            [None, "utf-8", "cp1252", "utf-16", "rot13", "no such", "idna", "utf-7", "punycode", "undefined"]
        ),
        delimiter=st.sampled_from([None, ",", ";", "tab", "\\t", "ab", '"', "|", "é"]),
        header_line=st.sampled_from([None, 0, 1, 2, 5, 10_000]),
        source=st.sampled_from([None, "linkedin", "google", "generic", "netcare", "unknown"]),
        region=st.sampled_from([None, "DE", "US"]),
        mapping=st.dictionaries(
            st.sampled_from(["Name", "#1", "#2", "#99", "Foo"]),
            st.sampled_from([None, "full_name", "email", "birthday", "email_label", "custom"]),
            max_size=3,
        ),
    ),
)
def test_any_wish_of_the_user_gives_a_result_or_a_sentence(signs: list[str], options: ReadOptions) -> None:
    read_or_refuse("".join(signs).encode(), options)


# ---------------------------------------------------------------- long files


def many(count: int) -> bytes:
    return b"Name,Email\n" + b"".join(b"Ada Lovelace %d,a%d@example.com\n" % (n, n) for n in range(count))


def test_progress_is_told_and_ends_with_everything() -> None:
    told: list[tuple[int, int]] = []
    read_bytes(many(3000), "list.csv", progress=lambda done, total: told.append((done, total)))
    assert len(told) >= 4
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(
    "data",
    [many(3000), b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lovelace\nEND:VCARD\n" * 3000],
    ids=["table", "cards"],
)
def test_reading_can_be_called_off(data: bytes) -> None:
    class CalledOff(Exception):
        pass

    def progress(done: int, total: int) -> None:
        assert 0 < done <= total
        raise CalledOff

    with pytest.raises(CalledOff):
        read_bytes(data, "list", progress=progress)


def test_more_rows_than_people_can_be_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netcare_desktop.formats.table_reading.ROW_LIMIT", 100)
    assert len(read_bytes(many(100), "list.csv").records) == 100
    with pytest.raises(ReadError, match="more than 100 rows"):
        read_bytes(many(101), "list.csv")


def test_more_columns_than_a_list_can_have_are_refused() -> None:
    with pytest.raises(ReadError, match="more than 4096 columns"):
        read_bytes(b"Name,Email\n" + b"," * 100_000 + b"\n", "list.csv")


def test_a_thousand_problems_are_counted_not_listed() -> None:
    data = b"Name,Phone\n" + b"Ada Lovelace,4.9E+11\n" * 1000
    result = read_bytes(data, "list.csv")
    assert len(result.records) == 1000
    assert len(result.problems) == 201
    assert result.problems[-1].message == "800 more lines need a look."
