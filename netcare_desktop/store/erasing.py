"""Delete for good: the rows of people, what the journal of undo remembers of them, and their words in the search index.

What belongs to others too stays: a contact at which somebody else was, an organisation that somebody else uses or used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from netcare_desktop.i18n import tr

_CONTACTS = """
INSERT OR IGNORE INTO erased SELECT 'interaction', interaction_id FROM interaction_person WHERE person_id = :person
UNION SELECT 'interaction', json_extract(old, '$.interaction_id') FROM undo_row
  WHERE person_id = :person AND table_name = 'interaction_person' AND old IS NOT NULL
"""
_SHARED = """
INSERT OR IGNORE INTO erased SELECT 'organisation', organisation_id FROM person
  WHERE id = :person AND organisation_id IS NOT NULL
UNION SELECT 'organisation', json_extract(o.value, '$.organisation_id') FROM undo_row u, json_each(json_array(u.old, u.new)) o
  WHERE u.person_id = :person AND u.table_name = 'person' AND json_extract(o.value, '$.organisation_id') IS NOT NULL
UNION SELECT 'tag', tag_id FROM person_tag WHERE person_id = :person
UNION SELECT 'tag', json_extract(old, '$.tag_id') FROM undo_row
  WHERE person_id = :person AND table_name = 'person_tag' AND old IS NOT NULL
UNION SELECT table_name, row_id FROM undo_row WHERE table_name IN ('organisation', 'tag')
  AND action_id IN (SELECT action_id FROM undo_row WHERE person_id = :person)
"""

# By table: whether anybody else has, or could by an undo get, the row :row.
_STILL_KNOWN = {
    "interaction": "SELECT 1 FROM interaction_person WHERE interaction_id = :row UNION ALL SELECT 1 FROM undo_row "
    "WHERE table_name = 'interaction_person' AND json_extract(old, '$.interaction_id') = :row",
    "organisation": "SELECT 1 FROM person WHERE organisation_id = :row UNION ALL SELECT 1 FROM undo_row "
    "WHERE table_name = 'person' AND (json_extract(old, '$.organisation_id') = :row "
    "OR json_extract(new, '$.organisation_id') = :row)",
    "tag": "SELECT 1 FROM person_tag WHERE tag_id = :row UNION ALL SELECT 1 FROM undo_row "
    "WHERE table_name = 'person_tag' AND json_extract(old, '$.tag_id') = :row",
}


def erase(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Remove every trace of these people, inside a transaction in which the journal of undo does not record."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS erased (name TEXT, row INTEGER, PRIMARY KEY (name, row))"
    )
    for person in people:
        _erase(connection, person)
    sweep_index(connection)


def sweep_index(connection: sqlite3.Connection) -> None:
    """FTS5 keeps deleted words in its segments until they are merged."""
    connection.execute("INSERT INTO person_search (person_search) VALUES ('optimize')")


def _erase(connection: sqlite3.Connection, person: int) -> None:
    connection.execute("DELETE FROM erased")
    connection.execute(_CONTACTS, {"person": person})
    connection.execute(_SHARED, {"person": person})
    names = _names(connection, person)
    actions = [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT action_id FROM undo_row WHERE person_id = ?", (person,)
        )
    ]
    for table in ("person_search", "person"):
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (person,))
    connection.execute("DELETE FROM name_token WHERE person_id = ?", (person,))
    connection.execute("DELETE FROM undo_row WHERE person_id = ?", (person,))
    for table, row in connection.execute("SELECT name, row FROM erased ORDER BY name").fetchall():
        if connection.execute(_STILL_KNOWN[table], {"row": row}).fetchone() is None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
            connection.execute("DELETE FROM undo_row WHERE table_name = ? AND row_id = ?", (table, row))
    for action in actions:
        _forget(connection, action, names)
    connection.execute("DELETE FROM erased")


def _names(connection: sqlite3.Connection, person: int) -> list[str]:
    """What the person was called, now and before; actions carry such a name in their label."""
    found = connection.execute(
        "SELECT full_name FROM person WHERE id = :person UNION "
        "SELECT json_extract(o.value, '$.full_name') FROM undo_row u, json_each(json_array(u.old, u.new)) o "
        "WHERE u.person_id = :person AND u.table_name = 'person' AND o.value IS NOT NULL",
        {"person": person},
    )
    return [str(row[0]) for row in found if row[0]]


def _forget(connection: sqlite3.Connection, action: int, names: list[str]) -> None:
    """An action that was about the erased person alone goes; in that of others the name becomes "someone"."""
    if connection.execute("SELECT 1 FROM undo_row WHERE action_id = ? LIMIT 1", (action,)).fetchone() is None:
        connection.execute("DELETE FROM undo_action WHERE id = ?", (action,))
        return
    (detail,) = connection.execute("SELECT detail FROM undo_action WHERE id = ?", (action,)).fetchone()
    if any(name in detail for name in names):
        connection.execute("UPDATE undo_action SET detail = ? WHERE id = ?", (tr("someone"), action))
