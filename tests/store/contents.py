"""What a database holds, read by plain sqlite3 and not by the program: to compare, and to check what must always be so."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from pathlib import Path
from typing import Any

from netcare_desktop.store import derived, undo
from netcare_desktop.store.opening import Store

Content = dict[str, list[tuple[Any, ...]]]

DERIVED = ("person_derived", "name_token")


def contents(connection: sqlite3.Connection) -> Content:
    """Every row of every table that takes part in undo, by row id."""
    return {
        table: connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
        for table in undo.UNDOABLE
    }


def followed(connection: sqlite3.Connection) -> Content:
    """Every derived row, and every word of the search index with its place."""
    found = {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in DERIVED
    }
    found["person_search"] = connection.execute(
        "SELECT rowid, * FROM person_search ORDER BY rowid"
    ).fetchall()
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, person_search, instance)"
    )
    found["words"] = connection.execute("SELECT * FROM temp.words ORDER BY 1, 2, 3, 4").fetchall()
    return found


def differences(one: Content, other: Content) -> dict[str, tuple[list[Any], list[Any]]]:
    """By table: rows that only one, and rows that only the other has. Empty when both are equal."""
    return {
        table: (
            [row for row in one[table] if row not in other[table]],
            [row for row in other[table] if row not in one[table]],
        )
        for table in one
        if one[table] != other[table]
    }


def copy_of(store: Store) -> sqlite3.Connection:
    """A copy in memory of the database as this thread sees it."""
    copy = sqlite3.connect(":memory:")
    store.connection().backup(copy)
    return copy


def assert_sound(store: Store) -> None:
    """The file is whole, nothing refers to what is gone, and what is derived equals what a rebuild would make."""
    with contextlib.closing(copy_of(store)) as copy:
        assert_file_sound(copy)
        copy.commit()
        before = followed(copy)
        derived.rebuild(copy)
        assert differences(before, followed(copy)) == {}


def assert_file_sound(connection: sqlite3.Connection) -> None:
    """The same without the rebuild, for a database whose program is not running."""
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO person_search (person_search, rank) VALUES ('integrity-check', 1)")
    assert connection.execute("SELECT action_id FROM undo_current").fetchall() == [(None,)]
    alone = "SELECT id FROM interaction WHERE id NOT IN (SELECT interaction_id FROM interaction_person)"
    assert connection.execute(alone).fetchall() == [], "contacts with nobody"


def fingerprint(folder: Path) -> dict[str, str]:
    """The SHA-256 of every ordinary file below a folder; links and folders by what they are."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "folder"
    return found
