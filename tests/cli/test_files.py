"""Import, export, backup, restore and check as a script meets them; bad input gets a sentence and writes nothing."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from netcare_desktop.store import migrations
from tests.cli.conftest import CARDS, NetCare


def test_a_dry_run_writes_nothing_and_says_everything(nc: NetCare, cards: Path, data_dir: Path) -> None:
    shown = nc("import", str(cards), "--dry-run", "--json").json
    assert shown["batch"] is None
    file = shown["files"][0]
    assert file.keys() == {
        "file", "kind", "source", "encoding", "delimiter", "header_line", "rows", "columns", "people", "created", "updated",
        "unchanged", "skipped", "duplicates", "problems",
    }  # fmt: skip
    assert (file["file"], file["kind"], file["delimiter"], file["header_line"], file["rows"]) == (
        "cards.csv",
        "csv",
        ",",
        1,
        4,
    )
    assert file["columns"][0] == {"header": "First Name", "field": "given"}
    person = file["people"][0]
    assert (person["full_name"], person["emails"], person["line"], person["action"], person["id"]) == (
        "Ana Silva", ["ana@lightlab.example"], 2, "create", None,
    )  # fmt: skip
    assert (file["created"], file["updated"], file["unchanged"]) == (4, 0, 0)
    assert not data_dir.exists()


def test_the_same_file_again_changes_nothing(filled: NetCare, cards: Path) -> None:
    file = filled("import", str(cards), "--json").json["files"][0]
    assert (file["created"], file["updated"], file["unchanged"]) == (0, 0, 4)
    assert all(person["action"] == "unchanged" and person["id"] for person in file["people"])
    assert {one["reason"] for one in file["duplicates"]} == {"same e-mail"}


def test_an_update_fills_what_is_empty_and_never_overwrites(filled: NetCare, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text(
        "First Name,Last Name,Company,Title,Email,Phone\n"
        "Ana,Silva,Another Lab,Head of Research,ana@lightlab.example,+351 22 555 0199\n",
        encoding="utf-8",
    )
    file = filled("import", str(more), "--json").json["files"][0]
    assert (file["created"], file["updated"]) == (0, 1)
    ana = filled("person", "Ana Silva", "--json").json
    assert (ana["organisation"], ana["title"]) == ("Lisbon Light Lab", "Head of Research")
    assert ana["phones"] == ["+351 22 555 0101", "+351 22 555 0199"]


@pytest.mark.parametrize(
    ("choice", "total", "action"), [("skip", 4, "skip"), ("add", 8, "create"), ("update", 4, "unchanged")]
)
def test_what_to_do_with_duplicates(
    filled: NetCare, cards: Path, choice: str, total: int, action: str
) -> None:
    file = filled("import", str(cards), "--on-duplicate", choice, "--json").json["files"][0]
    assert {person["action"] for person in file["people"]} == {action}
    assert filled("people", "--json").json["total"] == total
    assert len(file["skipped"]) == (4 if choice == "skip" else 0)


def test_the_same_person_twice_in_a_file(nc: NetCare, tmp_path: Path) -> None:
    twice = tmp_path / "twice.csv"
    twice.write_text(
        "First Name,Last Name,Email,Title\nAna,Silva,ana@x.example,\nBen,Okafor,ben@x.example,\nAna,Silva,ANA@x.example,Head\n",
        encoding="utf-8",
    )
    file = nc("import", str(twice), "--json").json["files"][0]
    assert (file["created"], file["updated"]) == (2, 1)
    assert file["duplicates"] == [
        {"line": 4, "of": {"line": 2, "id": file["people"][0]["id"]}, "reason": "same e-mail"}
    ] or (file["duplicates"][0]["of"]["line"] == 2)
    assert nc("person", "Ana Silva", "--json").json["title"] == "Head"


def test_people_who_share_a_phone_or_an_address_are_not_thrown_together(nc: NetCare, tmp_path: Path) -> None:
    shared = tmp_path / "shared.csv"
    shared.write_text(
        "First Name,Last Name,Email,Phone\nAna,Silva,family@x.example,+351 22 555 0101\n"
        "Rui,Costa,family@x.example,\nLena,Voss,,+351 22 555 0101\n",
        encoding="utf-8",
    )
    file = nc("import", str(shared), "--json").json["files"][0]
    assert file["created"] == 3 and file["duplicates"] == []


def test_one_undo_takes_an_import_back(filled: NetCare, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(
        "First Name,Last Name,Email,Company\nLu,Chen,lu@x.example,Lisbon Light Lab\n", encoding="utf-8"
    )
    batch = filled("import", str(other), "--json").json["batch"]
    filled("circle", "Inner", "Lu Chen", "Ana Silva")
    assert filled("undo", batch).code == 0
    shown = filled("people", "--json").json
    assert {one["name"] for one in shown["people"]} == {
        "Ana Silva",
        "Ben Okafor",
        "Zoë O’Neil",
        "Kenji Morita",
    }
    ana = next(one for one in shown["people"] if one["name"] == "Ana Silva")
    assert (ana["circle"], ana["organisation"]) == ("Inner", "Lisbon Light Lab")
    assert filled("undo", batch).code == 1
    assert filled("undo", "nonsense").code == 1


def test_people_from_standard_input(data_dir: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "netcare_desktop", "--data-dir", str(data_dir), "import", "-", "--json"],
        input=CARDS.encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["files"][0]["created"] == 4


def test_a_column_is_read_as_the_user_says(nc: NetCare, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("Wer,Erreichbar\nAna Silva,ana@x.example\n", encoding="utf-8")
    file = nc("import", str(odd), "--map", "Wer=full_name", "--map", "Erreichbar=email", "--json").json[
        "files"
    ][0]
    assert (file["people"][0]["full_name"], file["people"][0]["emails"]) == ("Ana Silva", ["ana@x.example"])
    assert nc("import", str(odd), "--map", "Wer").code == 1


def bad_inputs(folder: Path) -> dict[str, Path]:
    made = {
        "html.csv": b"<!DOCTYPE html><html><body>Please sign in</body></html>",
        "workbook.csv": b"PK\x03\x04" + b"\0" * 60 + b"xl/workbook.xml" + b"\0" * 40,
        "binary.csv": bytes(range(256)) * 20,
        "empty.csv": b"",
        "header.csv": b"First Name,Last Name,Email\n",
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    (folder / "folder.csv").mkdir()
    os.mkfifo(folder / "fifo.csv")
    (folder / "zero.csv").symlink_to("/dev/zero")
    with (folder / "huge.csv").open("wb") as file:
        file.truncate(1 << 30)
    names = (*made, "folder.csv", "fifo.csv", "zero.csv", "huge.csv", "missing.csv")
    return {name: folder / name for name in names}


def test_bad_input_gets_one_sentence_and_writes_nothing(filled: NetCare, tmp_path: Path) -> None:
    for name, path in bad_inputs(tmp_path).items():
        ran = filled("import", str(path))
        assert ran.code == 1, name
        assert len(ran.err.strip().splitlines()) == 1, (name, ran.err)
        assert "Traceback" not in ran.err and name in ran.err
    assert filled("people", "--json").json["total"] == 4
    assert "Import cards.csv" in filled("undo").out


def test_a_hostile_name_is_only_text(nc: NetCare, tmp_path: Path) -> None:
    hostile = '<img src="file:///dev/zero">'
    path = tmp_path / "hostile.csv"
    path.write_text(f'Name,Email\n"{hostile.replace(chr(34), chr(34) * 2)}",x@x.example\n', encoding="utf-8")
    assert nc("import", str(path)).code == 0
    assert nc("people", "--json").json["people"][0]["name"] == hostile


def test_export_csv_is_safe_for_spreadsheets_and_reads_back(nc: NetCare, tmp_path: Path) -> None:
    path = tmp_path / "formula.csv"
    path.write_text(
        "First Name,Last Name,Company,Phone\n=1+2,Silva,+Plus GmbH,+49 30 12345\n", encoding="utf-8"
    )
    nc("import", str(path))
    out = tmp_path / "out.csv"
    assert nc("export", "--format", "csv", str(out)).code == 0
    text = out.read_text(encoding="utf-8")
    assert "'=1+2" in text and "'+Plus GmbH" in text and "'+49" not in text and "+49 30 12345" in text
    assert oct(out.stat().st_mode & 0o777) == "0o600"
    exact = tmp_path / "exact.csv"
    nc("export", "--format", "csv", "--exact", str(exact))
    assert "'=1+2" not in exact.read_text(encoding="utf-8")
    again = nc("import", str(out), "--dry-run", "--json").json["files"][0]
    assert (again["created"], again["unchanged"]) == (0, 1)


@pytest.mark.parametrize("kind", ["csv", "vcard4", "json"])
def test_what_is_exported_comes_in_again_as_it_was(nc: NetCare, tmp_path: Path, kind: str) -> None:
    nc("demo", "--people", "30")
    first = tmp_path / f"first.{kind}"
    nc("export", "--format", kind, str(first))
    other = tmp_path / "other"
    assert nc("--data-dir", str(other), "import", str(first)).code == 0
    second = tmp_path / f"second.{kind}"
    nc("--data-dir", str(other), "export", "--format", kind, str(second))
    if kind != "json":
        assert second.read_bytes() == first.read_bytes()
        return
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (first, second))
    for copy in (before, after):
        del copy["exported_at"], copy["import_batches"]
        for person in copy["people"]:
            del person["import_batch"]
    assert after == before


def test_a_json_copy_brings_the_whole_state_back(filled: NetCare, tmp_path: Path) -> None:
    filled("circle", "Inner", "Ana Silva")
    filled("log", "Coffee with Ana about the grant")
    filled("followup", "Ben Okafor", "2026-03-05", "ring")
    out = tmp_path / "copy.json"
    filled("export", "--format", "json", str(out))
    other = str(tmp_path / "other")
    done = filled("--data-dir", other, "import", str(out), "--json").json
    assert done["files"][0]["kind"] == "json" and done["files"][0]["created"] == 4
    ana = filled("--data-dir", other, "person", "Ana Silva", "--json").json
    assert (ana["circle"], ana["due_on"], ana["interactions"][0]["summary"]) == (
        "Inner",
        "2026-03-16",
        "about the grant",
    )
    assert len(filled("--data-dir", other, "followups", "--json").json["followups"]) == 1
    filled("--data-dir", other, "import", str(out))
    assert len(filled("--data-dir", other, "person", "Ana Silva", "--json").json["interactions"]) == 1


def test_backup_and_restore(filled: NetCare, tmp_path: Path, data_dir: Path) -> None:
    copy = tmp_path / "copy.db"
    assert filled("backup", str(copy)).code == 0
    filled("undo")
    assert filled("people", "--json").json["total"] == 0
    looked = filled("restore", str(copy), "--dry-run", "--json").json
    assert (looked["people"], looked["restored"]) == (4, False)
    done = filled("restore", str(copy), "--json").json
    assert done["restored"] and (Path(done["kept"]) / "netcare.db").exists()
    assert filled("people", "--json").json["total"] == 4
    assert filled("restore", str(tmp_path / "missing.db")).code == 1
    (tmp_path / "garbage.db").write_bytes(b"x" * 5000)
    assert filled("restore", str(tmp_path / "garbage.db")).code == 1
    assert filled("backup", str(copy)).code == 1
    assert filled("backup").code == 0 and list((data_dir / "backups").glob("netcare-*.db"))


def test_check_finds_what_is_stale_and_repairs_it(filled: NetCare, data_dir: Path) -> None:
    filled("circle", "Inner", "Ana Silva")
    fine = filled("check", "--json")
    assert fine.code == 0
    assert fine.json == {
        "ok": True,
        "problems": [],
        "repaired": [],
        "schema": str(migrations.newest()),
        "people": 4,
    }
    with sqlite3.connect(data_dir / "netcare.db") as connection:
        connection.execute("UPDATE person_derived SET next_due_on = '2020-01-01'")
        connection.execute("DELETE FROM person_search")
    broken = filled("check", "--json")
    assert broken.code == 1 and len(broken.json["problems"]) == 2
    mended = filled("check", "--repair", "--json")
    assert mended.code == 0 and len(mended.json["repaired"]) == 2
    assert filled("people", "--query", "ana", "--json").json["total"] == 1


def test_an_open_window_or_a_damaged_file_is_the_environment(
    filled: NetCare, data_dir: Path, cards: Path
) -> None:
    from netcare_desktop import system

    with system.lock_file(data_dir / "netcare.lock"):
        ran = filled("circle", "Inner", "Ana Silva")
        assert (ran.code, len(ran.err.splitlines())) == (3, 1)
        assert filled("people", "--json").json["total"] == 4  # reading goes on
    (data_dir / "netcare.db").write_bytes(b"garbage" * 1000)
    for command in (["import", str(cards)], ["people"], ["due"], ["check"]):
        ran = filled(*command)
        assert ran.code == 3, command
        assert len(ran.err.splitlines()) == 1
    assert (data_dir / "netcare.db").read_bytes() == b"garbage" * 1000


def test_a_newer_database_is_refused_untouched(filled: NetCare, data_dir: Path) -> None:
    with sqlite3.connect(data_dir / "netcare.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = (data_dir / "netcare.db").read_bytes()
    for command in ("people", "undo"):
        ran = filled(command)
        assert ran.code == 3 and "newer" in ran.err
    assert (data_dir / "netcare.db").read_bytes() == before


def test_the_demo_refuses_where_there_are_people(filled: NetCare, tmp_path: Path) -> None:
    assert filled("demo").code == 1
    other = str(tmp_path / "other")
    assert filled("--data-dir", other, "demo", "--people", "25", "--seed", "3").code == 0
    first = filled("--data-dir", other, "people", "--json").json
    assert first["total"] == 25
    again = str(tmp_path / "again")
    filled("--data-dir", again, "demo", "--people", "25", "--seed", "3")
    assert [one["name"] for one in filled("--data-dir", again, "people", "--json").json["people"]] == [
        one["name"] for one in first["people"]
    ]
    assert filled("--data-dir", other, "due", "--json").json["entries"]
