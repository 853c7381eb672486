"""Imports at the edge: names that are no UTF-8, copies with nothing new, several files of which one is bad."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CARDS, NetCare

bytes_as_names = pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")


@bytes_as_names
def test_a_file_whose_name_is_no_utf8(nc: NetCare, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.csv")
    path.write_text(CARDS, encoding="utf-8")
    ran = nc("import", str(path), "--json")
    assert (ran.code, ran.json["files"][0]["created"]) == (0, 4)
    assert ran.json["files"][0]["file"] == "caf�.csv"
    assert nc("undo").code == 0


@bytes_as_names
def test_a_data_folder_whose_name_is_no_utf8(nc: NetCare, tmp_path: Path, cards: Path) -> None:
    folder = str(tmp_path / os.fsdecode(b"d\xe4ten %41 ?#"))
    for command in (
        ["import", str(cards)],
        ["circle", "Inner", "Ana Silva"],
        ["people"],
        ["due"],
        ["check"],
        ["backup"],
    ):
        ran = nc("--data-dir", folder, *command)
        assert ran.code == 0, ran.err
    assert "mistake" not in nc("--data-dir", folder, "backup", str(tmp_path / "x" / "y.db")).err


def test_a_complete_copy_with_nothing_new_leaves_no_trace(filled: NetCare, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    filled("circle", "Inner", "Ana Silva")
    filled("log", "Coffee with Ana Silva")
    filled("export", "--format", "json", str(copy))
    again = filled("import", str(copy), "--json").json
    file = again["files"][0]
    assert again["batch"] is None
    assert (file["created"], file["updated"], file["unchanged"]) == (0, 0, 4)
    assert all(person["id"] for person in file["people"])
    assert "Log a contact" in filled("undo").out
    back = filled("import", str(copy), "--json").json  # only the contact is missing here now
    assert back["batch"] is not None
    assert filled("person", "Ana Silva", "--json").json["last_interaction_on"] == "2026-03-02"


def test_duplicates_are_told_also_when_they_are_added(filled: NetCare, cards: Path) -> None:
    file = filled("import", str(cards), "--on-duplicate", "add", "--dry-run", "--json").json["files"][0]
    assert [person["action"] for person in file["people"]] == ["create"] * 4
    assert all(person["id"] is None for person in file["people"])
    assert [one["line"] for one in file["duplicates"]] == [2, 3, 4, 5]
    assert all(one["of"]["id"] and one["reason"] == "same e-mail" for one in file["duplicates"])


def test_files_are_told_in_the_order_in_which_they_were_named(
    nc: NetCare, tmp_path: Path, cards: Path
) -> None:
    page = tmp_path / "page.csv"
    page.write_text("<html><body>Log in</body></html>", encoding="utf-8")
    ran = nc("import", str(page), str(cards), str(tmp_path / "none.csv"), "--json")
    assert ran.code == 0
    assert [file["file"] for file in ran.json["files"]] == ["page.csv", "cards.csv", "none.csv"]
    assert [len(file["people"]) for file in ran.json["files"]] == [0, 4, 0]
    assert [len(file["problems"]) for file in ran.json["files"]] == [1, 0, 1]


def test_a_copy_carried_to_another_folder_exports_the_same(nc: NetCare, tmp_path: Path) -> None:
    tagged = tmp_path / "tagged.csv"
    tagged.write_text("Name,Email,Tags\nAna Silva,ana@x.example,zeta; alpha; mid\n", encoding="utf-8")
    nc("import", str(tagged))
    nc("export", "--format", "json", str(tmp_path / "copy.json"))
    other = ("--data-dir", str(tmp_path / "other"))
    assert nc(*other, "import", str(tmp_path / "copy.json")).code == 0
    for kind in ("csv", "vcard4"):
        shown = [
            nc(*where, "export", "--format", kind, str(tmp_path / f"{kind}{n}"))
            for n, where in enumerate(((), other))
        ]
        assert [one.code for one in shown] == [0, 0]
        assert (tmp_path / f"{kind}0").read_bytes() == (tmp_path / f"{kind}1").read_bytes()
