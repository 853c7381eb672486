"""Takes one action of the journal back: row by row, the newest first, sparing what others came to depend on since.

Actions can be taken back out of order (the message of an earlier one, a whole import), so a row may meet a world that
has moved on: its parent may be gone, or somebody else may use what the action once made.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

SHARED = {
    "organisation": ("person", "organisation_id", "folded"),
    "tag": ("person_tag", "tag_id", "folded"),
    "kind": ("person_kind", "kind_id", "name"),
    "circle": ("person", "circle_id", "name"),
}
"""Tables whose rows people share: where such a row is used, and the column that names it. One that somebody uses stays."""

_NOBODY_LEFT = """
DELETE FROM interaction WHERE id IN (
  SELECT json_extract(old, '$.interaction_id') FROM undo_row
    WHERE action_id = :action AND table_name = 'interaction_person' AND op = 'delete'
  UNION SELECT row_id FROM undo_row WHERE action_id = :action AND table_name = 'interaction' AND op = 'insert')
AND id NOT IN (SELECT interaction_id FROM interaction_person)
"""


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column that refers to a row of `table`; `owned`: the row goes when that one goes."""

    column: str
    table: str
    owned: bool


def reverse(connection: sqlite3.Connection, action: int, current: int) -> None:
    """Take `action` back inside the running action `current`, whose triggers write down what that changes."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    _Reversal(connection).run(
        connection.execute(
            "SELECT op, table_name, row_id, old, new FROM undo_row WHERE action_id = ? ORDER BY id DESC",
            (action,),
        ).fetchall()
    )
    connection.execute(_NOBODY_LEFT, {"action": current})


class _Reversal:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._blobs: dict[str, frozenset[str]] = {}
        self._references: dict[str, tuple[_Reference, ...]] = {}
        self._present: set[tuple[str, int]] = set()

    def run(self, rows: list[tuple[str, str, int, str | None, str | None]]) -> None:
        waiting: list[tuple[str, int, dict[str, Any], dict[str, Any] | None]] = []
        shared: list[tuple[str, int]] = []
        for op, table, row_id, old, new in rows:
            if op == "insert" and table in SHARED:
                shared.append((table, row_id))
            elif op == "insert":
                self._connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))
                self._present.clear()
            else:
                before = self._values(table, old)
                after = self._values(table, new) if op == "update" else None
                if not self._apply(table, row_id, before, after, at_last=False):
                    waiting.append((table, row_id, before, after))
        for table, row_id in shared:
            user, column, _name = SHARED[table]
            self._connection.execute(
                f"DELETE FROM {table} WHERE id = ? AND NOT EXISTS (SELECT 1 FROM {user} WHERE {column} = ?)",
                (row_id, row_id),
            )
            self._present.clear()
        while waiting:  # a row may wait for its parent, which stood later in the list
            left = [one for one in waiting if not self._apply(*one, at_last=False)]
            if len(left) == len(waiting):
                break
            waiting = left
        for one in waiting:
            self._apply(*one, at_last=True)

    def _apply(
        self, table: str, row_id: int, old: dict[str, Any], new: dict[str, Any] | None, *, at_last: bool
    ) -> bool:
        """Put a deleted row back (`new` is None) or its old values; False when something it refers to is not there.

        `at_last` does without: a row that belongs to somebody who is gone stays away, another reference is left out.
        """
        if new is not None:
            old = self._still_new(table, row_id, old, new)
        values = dict(old)
        for reference in self._references_of(table):
            target = values.get(reference.column)
            if target is None:
                continue
            found = self._resolve(reference.table, int(target))
            if found is not None:
                values[reference.column] = found
            elif not at_last:
                return False
            elif new is not None:
                del values[reference.column]
            elif reference.owned:
                return True
            else:
                values[reference.column] = None
        if new is None:
            marks = ", ".join("?" * len(values))
            self._connection.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({marks})",
                tuple(values.values()),
            )
        elif values:
            sets = ", ".join(f"{name} = ?" for name in values)
            self._connection.execute(f"UPDATE {table} SET {sets} WHERE rowid = ?", (*values.values(), row_id))
        return True

    def _still_new(self, table: str, row_id: int, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """Of the values before the action those that it changed and that nobody has changed since."""
        changed = [name for name in old if old[name] != new.get(name)]
        if not changed:
            return {}
        current = self._connection.execute(
            f"SELECT {', '.join(changed)} FROM {table} WHERE rowid = ?", (row_id,)
        ).fetchone()
        if current is None:
            return {}
        return {name: old[name] for name, value in zip(changed, current, strict=True) if value == new[name]}

    def _resolve(self, table: str, row_id: int) -> int | None:
        """The row to refer to; one that people share is made anew, or is the one that bears its name now."""
        if self._is_there(table, row_id):
            return row_id
        if table not in SHARED:
            return None
        found = self._connection.execute(
            "SELECT old FROM undo_row WHERE table_name = ? AND row_id = ? AND op = 'delete' ORDER BY id DESC LIMIT 1",
            (table, row_id),
        ).fetchone()
        if found is None:
            return None
        values, name = self._values(table, found[0]), SHARED[table][2]
        self._apply(table, row_id, values, None, at_last=True)
        if self._is_there(table, row_id):
            return row_id
        named = self._connection.execute(
            f"SELECT id FROM {table} WHERE {name} = ?", (values[name],)
        ).fetchone()
        return int(named[0]) if named else None

    def _is_there(self, table: str, row_id: int) -> bool:
        if (table, row_id) not in self._present:
            if self._connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)).fetchone() is None:
                return False
            self._present.add((table, row_id))
        return True

    def _references_of(self, table: str) -> tuple[_Reference, ...]:
        if table not in self._references:
            self._references[table] = tuple(
                _Reference(row[3], row[2], row[6] == "CASCADE")
                for row in self._connection.execute(f"PRAGMA foreign_key_list({table})")
            )
        return self._references[table]

    def _values(self, table: str, text: str | None) -> dict[str, Any]:
        values: dict[str, Any] = json.loads(text or "{}")
        if table not in self._blobs:
            info = self._connection.execute(f"PRAGMA table_info({table})")
            self._blobs[table] = frozenset(str(row[1]) for row in info if str(row[2]).upper() == "BLOB")
        for name in self._blobs[table] & values.keys():
            values[name] = bytes.fromhex(values[name]) if values[name] is not None else None
        return values
