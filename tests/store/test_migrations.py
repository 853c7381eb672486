"""From every schema that was ever released to the newest: whole, with every row, or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import types
from contextlib import closing
from pathlib import Path

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, migrations, people, undo
from netcare_desktop.store.errors import StoreError
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from tests.store.contents import assert_sound, contents, fingerprint
from tests.store.keep_schema import KEPT, keep
from tests.store.village import Village

STORED = sorted(KEPT.glob("schema-*.db"))


def counted(path: Path) -> dict[str, int]:
    """The number of rows of every table."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'person_search_%'"
        )
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for (name,) in tables.fetchall()
        }


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Tables with their columns, indexes, triggers and references, whatever way they came to be."""
    found: dict[str, object] = {}
    for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"):
        if kind == "table" and not name.startswith("person_search_"):
            columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
            found[f"table {name}"] = sorted(column[1:] for column in columns)
            references = connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            found[f"references of {name}"] = sorted(reference[2:] for reference in references)
        elif kind == "index":
            found[f"index {name}"] = (table, connection.execute(f"PRAGMA index_info({name})").fetchall())
        elif kind == "trigger":
            found[f"trigger {name}"] = (table, "".join(sorted(sql)))  # columns may stand in another order
    return found


def test_every_schema_up_to_now_is_kept() -> None:
    assert [path.stem for path in STORED] == [f"schema-{n}" for n in range(1, migrations.newest() + 1)]


def test_keeping_one_twice_is_refused(tmp_path: Path) -> None:
    made = keep(tmp_path)
    assert counted(made)["person"] == counted(STORED[-1])["person"]
    with pytest.raises(FileExistsError):
        keep(tmp_path)


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_database_of_every_schema_opens_with_every_row(
    stored: Path, folder: Path, clock: FixedClock, store: Store
) -> None:
    new = shape(store.connection())
    store.close()
    other = folder.parent / "old"
    other.mkdir()
    shutil.copyfile(stored, other / "netcare.db")
    before = counted(stored)
    assert sum(before.values()) > 100
    opened = open_store(other, clock)
    assert opened.value("PRAGMA user_version") == migrations.newest()
    after = counted(other / "netcare.db")
    assert {table: after[table] for table in before} == before
    assert not any(count for table, count in after.items() if table not in before)
    assert shape(opened.connection()) == new
    assert_sound(opened)
    version = int(stored.stem.removeprefix("schema-"))
    assert opened.upgraded_from == (version if version < migrations.newest() else None)
    while undo.last(opened):
        undo.undo(opened)
    assert opened.value("SELECT count(*) FROM person") == 0
    assert_sound(opened)
    opened.close()


# a next schema, made up for these tests


def next_schema(monkeypatch: pytest.MonkeyPatch, *statements: str) -> int:
    """From now on the program knows one schema more."""
    number = migrations.newest() + 1
    name = f"m{number:04d}_made_up"
    module = types.ModuleType(name)
    module.STATEMENTS = statements  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"netcare_desktop.store.migrations.{name}", module)
    names = [*migrations._modules(), name]
    monkeypatch.setattr(migrations, "_modules", lambda: names)
    return number


ADDING = (
    "ALTER TABLE person ADD COLUMN pronoun TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE interaction ADD COLUMN balance INTEGER",
    "UPDATE person SET pronoun = 'they' WHERE id = 1",
)


def test_an_upgrade_keeps_every_child_row_and_makes_a_backup_first(
    village_folder: Path, clock: FixedClock, village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counted(village_folder / "netcare.db")
    number = next_schema(monkeypatch, *ADDING)
    store = open_store(village_folder, clock)
    assert store.upgraded_from == number - 1
    assert counted(village_folder / "netcare.db") == before
    assert store.value("PRAGMA user_version") == number
    (copy,) = backup.listed(store.backup_folder)
    assert f"before-schema-{number}" in copy.name
    assert backup.look_inside(copy).schema == number - 1
    people.edit(store, village.ana, title="Head")
    undo.undo(store)
    assert_sound(store)
    # the triggers know the new column: undo brings it back too
    with store.write("Try"):
        store.connection().execute("UPDATE person SET pronoun = 'xe' WHERE id = 1")
    undo.undo(store)
    assert store.value("SELECT pronoun FROM person WHERE id = 1") == "they"
    store.close()
    store = open_store(village_folder, clock)
    assert store.upgraded_from is None
    assert len(backup.listed(store.backup_folder)) == 1
    store.close()


def test_undo_reaches_back_over_an_upgrade(
    village_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_schema(monkeypatch, *ADDING)
    store = open_store(village_folder, clock)
    steps = 0
    while undo.last(store):
        undo.undo(store)
        steps += 1
    for _ in range(steps):
        undo.redo(store)
    assert steps > 10
    assert_sound(store)
    store.close()


@pytest.mark.parametrize("at", range(len(ADDING)))
def test_an_upgrade_that_fails_leaves_the_old_schema_whole(
    at: int, village_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(village_folder, clock)
    before, shaped = contents(store.connection()), shape(store.connection())
    store.close()
    statements = [*ADDING[:at], "INSERT INTO unheard_of VALUES (1)", *ADDING[at:]]
    number = next_schema(monkeypatch, *statements)
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="unheard_of"):
            open_store(village_folder, clock)
    monkeypatch.undo()
    store = open_store(village_folder, clock)
    assert store.value("PRAGMA user_version") == number - 1
    assert (contents(store.connection()), shape(store.connection())) == (before, shaped)
    assert_sound(store)
    store.close()


def test_without_room_for_the_backup_there_is_no_upgrade(
    village_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(village_folder)["netcare.db"]
    next_schema(monkeypatch, *ADDING)
    (village_folder / "backups").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError):
        open_store(village_folder, clock)
    assert fingerprint(village_folder)["netcare.db"] == before


def test_an_older_database_is_brought_up_to_date_also_for_reading(
    village_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = next_schema(monkeypatch, *ADDING)
    store = open_store(village_folder, clock, read_only=True)
    assert store.value("PRAGMA user_version") == number
    store.close()


def test_steps_are_numbered_without_gaps_and_are_plain_statements() -> None:
    names = migrations._modules()
    assert [int(name[1:5]) for name in names] == list(range(1, len(names) + 1))
    folder = Path(migrations.__file__).parent
    for name in names:
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        assert "playhouse" not in text and "peewee" not in text


def test_a_new_database_is_made_by_the_same_steps(folder: Path, clock: FixedClock) -> None:
    store = open_store(folder, clock)
    assert store.upgraded_from is None
    assert backup.listed(store.backup_folder) == []
    people.add(store, NewPerson(full_name="First"))
    assert_sound(store)
    store.close()
