"""Delete for good: the rows of people, what the journal of undo remembers of them, and their words in the search index.

What belongs to others too stays: a contact at which somebody else was, an organisation that somebody else has, or that an
undo could give back to somebody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from netcare_desktop.i18n import tr

# What the journal could still bring back: (table, row) that rows of other tables in it refer to.
_MENTIONED = """
INSERT OR IGNORE INTO mentioned
SELECT 'organisation', json_extract(old, '$.organisation_id') FROM undo_row WHERE table_name = 'person'
UNION SELECT 'organisation', json_extract(new, '$.organisation_id') FROM undo_row WHERE table_name = 'person'
UNION SELECT 'tag', json_extract(old, '$.tag_id') FROM undo_row WHERE table_name = 'person_tag'
UNION SELECT 'interaction', json_extract(old, '$.interaction_id') FROM undo_row WHERE table_name = 'interaction_person'
"""
_USED_BY = {
    "organisation": ("person", "organisation_id"),
    "tag": ("person_tag", "tag_id"),
    "interaction": ("interaction_person", "interaction_id"),
}


def erase(connection: sqlite3.Connection, people: Iterable[int]) -> None:
    """Remove every trace of these people, inside a transaction in which the journal of undo does not record."""
    for person in people:
        _erase(connection, person)
    sweep(connection)


def sweep(connection: sqlite3.Connection) -> None:
    """Remove what belongs to nobody any more, here and in the journal, and its words from the search index."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS mentioned (name TEXT, row INTEGER, PRIMARY KEY (name, row))"
    )
    connection.execute("DELETE FROM mentioned")
    connection.execute(_MENTIONED)
    for table, (user, column) in _USED_BY.items():
        known = f"(SELECT row FROM mentioned WHERE name = '{table}' AND row IS NOT NULL)"
        connection.execute(
            f"DELETE FROM {table} WHERE id NOT IN {known} "
            f"AND NOT EXISTS (SELECT 1 FROM {user} WHERE {user}.{column} = {table}.id)"
        )
        connection.execute(
            f"DELETE FROM undo_row WHERE table_name = '{table}' AND row_id NOT IN {known} "
            f"AND row_id NOT IN (SELECT id FROM {table})"
        )
    connection.execute("DELETE FROM undo_action WHERE id NOT IN (SELECT action_id FROM undo_row)")
    # FTS5 keeps deleted words in its segments until they are merged.
    connection.execute("INSERT INTO person_search (person_search) VALUES ('optimize')")


def _erase(connection: sqlite3.Connection, person: int) -> None:
    names = _names(connection, person)
    actions = connection.execute(
        "SELECT a.id, a.detail FROM undo_action a WHERE a.id IN (SELECT action_id FROM undo_row WHERE person_id = ?)",
        (person,),
    ).fetchall()
    for action, detail in actions:  # those that concern others too keep their label, without the name
        if any(name in detail for name in names):
            connection.execute("UPDATE undo_action SET detail = ? WHERE id = ?", (tr("someone"), action))
    connection.execute("DELETE FROM undo_row WHERE person_id = ?", (person,))
    connection.execute("DELETE FROM person_search WHERE rowid = ?", (person,))
    connection.execute("DELETE FROM name_token WHERE person_id = ?", (person,))
    connection.execute("DELETE FROM person WHERE id = ?", (person,))


def _names(connection: sqlite3.Connection, person: int) -> list[str]:
    """What the person was called, now and before."""
    found = connection.execute(
        "SELECT full_name FROM person WHERE id = :person UNION "
        "SELECT json_extract(old, '$.full_name') FROM undo_row WHERE person_id = :person AND table_name = 'person' UNION "
        "SELECT json_extract(new, '$.full_name') FROM undo_row WHERE person_id = :person AND table_name = 'person'",
        {"person": person},
    )
    return [str(row[0]) for row in found if row[0]]
