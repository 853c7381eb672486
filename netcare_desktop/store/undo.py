"""Undo for every table: triggers write down each changed row, grouped by user action, kept across restarts.

The idea is the trigger-written undo log of SQLite's documentation; rows are kept as JSON instead of SQL text, so that
an undo can compare them with what stands there now and can be erased with a person.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from netcare_desktop.i18n import tr
from netcare_desktop.store import erasing, reversal
from netcare_desktop.store.errors import CommandError, NotFound

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

KEEP_DAYS = 30

UNDOABLE: dict[str, str | None] = {
    "circle": None,
    "organisation": None,
    "import_batch": None,
    "person": "id",
    "contact_point": "person_id",
    "address": "person_id",
    "tag": None,
    "person_tag": "person_id",
    "kind": None,
    "person_kind": "person_id",
    "occasion": "person_id",
    "relation": "person_id",
    "interaction": None,
    "interaction_person": "person_id",
    "followup": "person_id",
    "today_act": "person_id",
    "step_back": "person_id",
    "setting": None,
}
"""Tables that take part, and the column that says whose row it is."""

NOT_UNDOABLE = frozenset(
    {
        "meta", "undo_action", "undo_row", "undo_current", "person_derived", "person_search", "name_token",
        "reminder_told", "reminder_reason", "reminder_pause",
    }
)  # fmt: skip
"""Bookkeeping, what was announced (nothing makes it unsaid), and what is derived from other rows.

A test holds that every table stands in one of the two.
"""


@dataclass(frozen=True, slots=True)
class Action:
    """One step of the user: `label` is an English sentence to be translated, `{name}` in it stands for `detail`."""

    id: int
    at: str
    label: str
    detail: str
    import_batch: int | None

    @property
    def text(self) -> str:
        return tr(self.label).format(name=self.detail)


def install_triggers(connection: sqlite3.Connection) -> None:
    """(Re)make the triggers of every undoable table for the columns it has now; part of each migration."""
    for table, owner in UNDOABLE.items():
        columns = [
            (str(row[1]), str(row[2]).upper()) for row in connection.execute(f"PRAGMA table_info({table})")
        ]

        def as_json(side: str, columns: list[tuple[str, str]] = columns) -> str:
            pairs = (
                f"'{name}', " + (f"hex({side}.{name})" if kind == "BLOB" else f"{side}.{name}")
                for name, kind in columns
            )
            return "json_object(" + ", ".join(pairs) + ")"

        changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name, _kind in columns)
        recording = "(SELECT action_id FROM undo_current WHERE id = 1) IS NOT NULL"
        for op, side, old, new, when in (
            ("insert", "new", "NULL", "NULL", recording),
            ("update", "new", as_json("old"), as_json("new"), f"{recording} AND ({changed})"),
            ("delete", "old", as_json("old"), "NULL", recording),
        ):
            person = f"{side}.{owner}" if owner else "NULL"
            connection.execute(f"DROP TRIGGER IF EXISTS undo_{table}_{op}")
            connection.execute(
                f"CREATE TRIGGER undo_{table}_{op} AFTER {op.upper()} ON {table} WHEN {when} BEGIN "
                "INSERT INTO undo_row (action_id, op, table_name, row_id, person_id, old, new) VALUES ("
                f"(SELECT action_id FROM undo_current WHERE id = 1), '{op}', '{table}', {side}.rowid, {person}, {old}, {new}"
                "); END"
            )


def begin(connection: sqlite3.Connection, at: str, label: str, detail: str, kind: str = "do") -> int:
    """Start an action inside the running transaction; from here the triggers write rows for it."""
    cursor = connection.execute(
        "INSERT INTO undo_action (at, label, detail, kind) VALUES (?, ?, ?, ?)", (at, label, detail, kind)
    )
    action = int(cursor.lastrowid or 0)
    connection.execute("UPDATE undo_current SET action_id = ? WHERE id = 1", (action,))
    return action


def finish(connection: sqlite3.Connection, action: int) -> frozenset[str]:
    """End the action; returns the tables it changed. One that changed nothing leaves no trace."""
    connection.execute("UPDATE undo_current SET action_id = NULL WHERE id = 1")
    rows = connection.execute("SELECT DISTINCT table_name FROM undo_row WHERE action_id = ?", (action,))
    nouns = frozenset(str(row[0]) for row in rows)
    if not nouns:
        connection.execute("DELETE FROM undo_action WHERE id = ?", (action,))
    return nouns


def last(store: Store) -> Action | None:
    """What *Undo* would take back next."""
    return _one(store, "kind != 'undo' AND reversed_by IS NULL")


def last_undone(store: Store) -> Action | None:
    """What *Redo* would do again; a new action of the user ends it."""
    return _one(
        store,
        "kind = 'undo' AND reversed_by IS NULL AND id > (SELECT coalesce(max(id), 0) FROM undo_action WHERE kind = 'do')",
    )


def of_batch(store: Store, batch: int) -> Action | None:
    """The import of `batch`, when it has not been taken back."""
    return _one(store, "kind != 'undo' AND reversed_by IS NULL AND import_batch = ?", (batch,))


def undo(store: Store, action: Action | None = None) -> Action:
    """Take back the last action, or the given one. Returns it; raises CommandError when there is nothing to undo."""
    if action is None:
        return _undo_last(store)
    if store.value("SELECT 1 FROM undo_action WHERE id = ? AND reversed_by IS NULL", (action.id,)) is None:
        raise CommandError(tr("That is undone already."))
    _reverse(store, action, kind="undo")
    return action


def _undo_last(store: Store) -> Action:
    """The last action whose undoing changes anything: of one about people who are gone meanwhile nothing is left to undo."""
    while (action := last(store)) is not None:
        if _reverse(store, action, kind="undo"):
            return action
    raise CommandError(tr("There is nothing to undo."))


def redo(store: Store) -> Action:
    """Do again what was undone last; raises CommandError when there is nothing."""
    action = last_undone(store)
    if action is None:
        raise CommandError(tr("There is nothing to do again."))
    _reverse(store, action, kind="redo")
    return action


def undo_batch(store: Store, batch: int) -> Action:
    """Take a whole import back, whatever was done since; itself one action, so that it can be undone too.

    People that the import made go with all that was added to them since; of a person it only updated, what you edited
    yourself since stays. Raises NotFound when there is no such import or it is undone already.
    """
    action = of_batch(store, batch)
    if action is None:
        raise NotFound(tr("There is no import {batch} that could be undone.").format(batch=batch))
    return undo(store, action)


def purge(connection: sqlite3.Connection, today: str) -> None:
    """Forget actions older than 30 days (`today` as ISO day), and what only they could bring back."""
    gone = connection.execute("DELETE FROM undo_action WHERE at < date(?, ?)", (today, f"-{KEEP_DAYS} days"))
    if gone.rowcount:
        erasing.sweep(connection)


def keeps_until(days: int = KEEP_DAYS) -> timedelta:
    """How long an action can be undone."""
    return timedelta(days=days)


def _one(store: Store, where: str, values: tuple[Any, ...] = ()) -> Action | None:
    row = store.row(
        f"SELECT id, at, label, detail, import_batch FROM undo_action WHERE {where} ORDER BY id DESC LIMIT 1",
        values,
    )
    return Action(*row) if row else None


def _reverse(store: Store, action: Action, kind: str) -> bool:
    """Take an action back, or (kind redo) an undo; whether that changed anything."""
    with store.write(action.label, action.detail, kind=kind) as current:
        connection = store.connection()
        connection.execute("UPDATE undo_action SET reversed_by = ? WHERE id = ?", (current, action.id))
        connection.execute(
            "UPDATE undo_action SET reverses = ?, import_batch = ? WHERE id = ?",
            (action.id, action.import_batch, current),
        )
        reversal.reverse(connection, action.id, current)
        changed = connection.execute(
            "SELECT 1 FROM undo_row WHERE action_id = ? LIMIT 1", (current,)
        ).fetchone()
    return changed is not None
