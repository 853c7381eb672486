"""Files as other programs write them (with invented people), each with the people that are in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from netcare_desktop.formats.json_shape import file_json, person_json
from netcare_desktop.formats.reading import read_bytes, read_file
from netcare_desktop.formats.records import ReadError

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
EXPECTED = sorted(SAMPLES.rglob("*.expect.json"))


def sample_name(path: Path) -> str:
    return path.relative_to(SAMPLES).as_posix().removesuffix(".expect.json")


def read_expected(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


WITH_PEOPLE = [path for path in EXPECTED if read_expected(path)["people"]]
WITHOUT_PEOPLE = [path for path in EXPECTED if not read_expected(path)["people"]]


def test_the_samples_are_there() -> None:
    assert len(WITH_PEOPLE) >= 40
    assert len(WITHOUT_PEOPLE) == 4


@pytest.mark.parametrize("path", WITH_PEOPLE, ids=sample_name)
def test_a_sample_gives_the_people_it_holds(path: Path) -> None:
    expected = read_expected(path)
    result = read_file(SAMPLES / sample_name(path))
    people = [person_json(record) for record in result.records]
    lines = [person.pop("line") for person in people]
    assert people == expected["people"]
    assert lines == sorted(set(lines))
    assert len(result.skipped) == len(expected["skipped"])
    assert result.rows == len(people) + len(result.skipped)
    found = (result.source, result.encoding, result.delimiter, result.header_line)
    assert found == tuple(expected[name] for name in ("source", "encoding", "delimiter", "header_line"))


@pytest.mark.parametrize("path", WITHOUT_PEOPLE, ids=sample_name)
def test_a_sample_without_people_is_refused_with_a_sentence(path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(SAMPLES / sample_name(path))
    words = {"empty.csv": "is empty", "header_only.csv": "header but no people", "html_not_csv.csv": "web page",
             "xlsx_named_csv.csv": "workbook"}[path.name.removesuffix(".expect.json")]  # fmt: skip
    assert words in str(caught.value)
    assert path.name.removesuffix(".expect.json") in str(caught.value)


@pytest.mark.parametrize(
    "path",
    [path for path in WITH_PEOPLE if ".vcf" not in path.name and "utf16" not in path.name],
    ids=sample_name,
)
def test_the_line_of_a_record_is_where_it_starts(path: Path) -> None:
    result = read_file(SAMPLES / sample_name(path))
    codec = {"utf-8-sig": "utf-8"}.get(result.encoding, result.encoding)
    text = (SAMPLES / sample_name(path)).read_bytes().decode(codec)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    for record in result.records:
        named = record.given or record.full_name.split()[0]
        assert named.removeprefix("Dr.") in lines[record.line - 1] or "Ã" in lines[record.line - 1]


def test_a_cell_of_a_million_characters_is_kept() -> None:
    data = (
        'First Name,Last Name,Email,Notes\nAda,Müller,ada@example.com,"'
        + "x" * 1_000_000
        + '"\nBea,Ng,b@example.com,ok\n'
    )
    result = read_bytes(data.encode(), "huge.csv")
    assert [len(record.notes) for record in result.records] == [1_000_000, 2]
    assert result.problems == []


def test_a_longer_cell_is_cut_and_said_so() -> None:
    data = 'Name,Notes\nAda Müller,"' + "x" * 3_000_000 + '"\nBea Ng,ok\n'
    result = read_bytes(data.encode(), "huge.csv")
    assert [record.full_name for record in result.records] == ["Ada Müller", "Bea Ng"]
    assert len(result.records[0].notes) == 1_048_576
    assert [problem.line for problem in result.problems] == [2]
    assert "cut off" in result.problems[0].message


def test_the_file_shape_has_every_key_and_a_readable_tab() -> None:
    shape = file_json(read_file(SAMPLES / "quirks" / "tab.tsv"))
    assert shape == {
        "file": "tab.tsv",
        "kind": "tsv",
        "source": "generic",
        "encoding": "utf-8",
        "delimiter": "\\t",
        "header_line": 1,
        "rows": 1,
        "columns": [
            {"header": "First Name", "field": "given"},
            {"header": "Last Name", "field": "family"},
            {"header": "Email", "field": "email"},
        ],
        "skipped": [],
        "problems": [],
    }


def test_skipped_rows_have_their_line_and_reason() -> None:
    shape = file_json(read_file(SAMPLES / "linkedin_connections_2024.csv"))
    assert shape["skipped"] == [{"line": 8, "reason": "no name, no organisation and no way to reach them"}]
    assert shape["header_line"] == 4


def test_the_sample_rows_of_a_preview_begin_with_the_file_and_know_their_lines() -> None:
    result = read_file(SAMPLES / "linkedin_connections_2024.csv")
    assert result.sample[0] == ["Notes:"]
    assert result.sample[3][0] == "First Name"
    assert result.sample_lines[:5] == [1, 2, 3, 4, 5]
    assert len(result.sample) == len(result.sample_lines) == 10
