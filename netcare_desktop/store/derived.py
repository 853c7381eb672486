"""Keeps what follows from other rows in step: last contact, next due day, search index.

Who is concerned is read from the undo log of the running action, so that undo, import and every command get it for
free. The due day comes from domain's own function; there is no rule in SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from netcare_desktop.domain import due, names
from netcare_desktop.store import rhythms

DUE_COLUMNS = "d.next_due_on, d.due_basis, d.due_cadence, d.due_baseline, d.due_held_by"
"""What is kept of a due date (alias d), so that Today and the lists need not decide again for everybody."""

_BASES = {str(basis): basis for basis in due.Basis}

_SEARCHED = ("person", "contact_point", "address", "person_tag", "organisation", "tag")

_TOUCHED = """
INSERT OR IGNORE INTO {dirty}
SELECT person_id FROM undo_row WHERE action_id = :action AND person_id IS NOT NULL {tables}
UNION SELECT p.id FROM undo_row u JOIN person p ON p.organisation_id = u.row_id
  WHERE u.action_id = :action AND u.table_name = 'organisation' AND u.op = 'update'
UNION SELECT t.person_id FROM undo_row u JOIN person_tag t ON t.tag_id = u.row_id
  WHERE u.action_id = :action AND u.table_name = 'tag' AND u.op = 'update'
"""
_TOUCHED_TOO = """
INSERT OR IGNORE INTO dirty
SELECT p.id FROM undo_row u JOIN person p ON p.circle_id = u.row_id
  WHERE u.action_id = :action AND u.table_name = 'circle' AND u.op = 'update'
UNION SELECT ip.person_id FROM undo_row u JOIN interaction_person ip ON ip.interaction_id = u.row_id
  WHERE u.action_id = :action AND u.table_name = 'interaction'
"""

_LAST_CONTACT = """
INSERT INTO person_derived (person_id, last_interaction_on, interactions, next_due_on)
SELECT d.person_id, max(i.on_day), count(i.id), NULL
FROM dirty d JOIN person p ON p.id = d.person_id
LEFT JOIN interaction_person ip ON ip.person_id = d.person_id LEFT JOIN interaction i ON i.id = ip.interaction_id
GROUP BY d.person_id
ON CONFLICT (person_id) DO UPDATE SET last_interaction_on = excluded.last_interaction_on,
  interactions = excluded.interactions, next_due_on = NULL, due_basis = NULL, due_cadence = NULL, due_baseline = NULL,
  due_held_by = NULL
"""

# What of a person is searched, by column of the index; {narrowed} to some people.
_TEXTS = """
SELECT p.id,
  p.full_name || ' ' || p.given || ' ' || p.middle || ' ' || p.family || ' ' || p.nickname || ' '
    || p.phonetic_given || ' ' || p.phonetic_family,
  coalesce(o.name, '') || ' ' || p.title || ' ' || p.department,
  coalesce((SELECT group_concat(c.value || ' ' || c.normalised, ' ') FROM contact_point c WHERE c.person_id = p.id), ''),
  p.met_where || ' ' || coalesce((SELECT group_concat(a.city || ' ' || a.region || ' ' || a.country || ' ' || a.formatted, ' ')
    FROM address a WHERE a.person_id = p.id), ''),
  coalesce((SELECT group_concat(t.name, ' ') FROM person_tag pt JOIN tag t ON t.id = pt.tag_id
    WHERE pt.person_id = p.id), ''),
  p.notes || ' ' || p.matters
FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id
WHERE p.deleted_on IS NULL {narrowed}
"""
_NAMED = """
SELECT p.id, p.full_name || ' ' || p.given || ' ' || p.family || ' ' || p.nickname || ' ' || coalesce(o.name, '')
FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id
WHERE p.deleted_on IS NULL {narrowed}
"""
_NARROWED = "AND p.id IN (SELECT person_id FROM searched)"
_INDEX_COLUMNS = "rowid, name, organisation, contact, place, tags, notes"


def refresh(connection: sqlite3.Connection, action: int) -> None:
    """Bring the derived rows of everybody whom the running action concerned up to date, inside its transaction."""
    _empty(connection, "dirty")
    _empty(connection, "searched")
    connection.execute(_TOUCHED.format(dirty="dirty", tables=""), {"action": action})
    connection.execute(_TOUCHED_TOO, {"action": action})
    tables = "AND table_name IN (" + ", ".join(f"'{name}'" for name in _SEARCHED) + ")"
    connection.execute(_TOUCHED.format(dirty="searched", tables=tables), {"action": action})
    _rebuild(connection)


def rebuild(connection: sqlite3.Connection, people: Iterable[int] | None = None) -> None:
    """Make the derived rows of `people` (default: everybody) anew."""
    _empty(connection, "dirty")
    _empty(connection, "searched")
    if people is None:
        connection.execute("INSERT INTO dirty SELECT id FROM person")
        connection.execute(
            "INSERT INTO person_search (person_search) VALUES ('rebuild')"
        )  # also a damaged index
        connection.execute("DELETE FROM person_search")
        connection.execute("DELETE FROM name_token")
    else:
        connection.executemany("INSERT OR IGNORE INTO dirty VALUES (?)", ((person,) for person in people))
    connection.execute("INSERT INTO searched SELECT person_id FROM dirty")
    _rebuild(connection)


def unsearchable(connection: sqlite3.Connection) -> set[int]:
    """The people whom the search index does not hold as it should, and those it should not hold. Writes nothing."""
    wanted, stored = _TEXTS.format(narrowed=""), f"SELECT {_INDEX_COLUMNS} FROM person_search"
    rows = connection.execute(
        f"SELECT id FROM ({wanted} EXCEPT {stored}) UNION SELECT rowid FROM ({stored} EXCEPT {wanted})"
    )
    tokens = set(connection.execute("SELECT token, person_id FROM name_token"))
    return {int(row[0]) for row in rows} | {
        person for _token, person in tokens ^ set(_tokens(connection, ""))
    }


def next_due(connection: sqlite3.Connection, where: str) -> dict[int, due.Due]:
    """The due date of every person that has one, by domain's rule; `where` narrows the people (alias p)."""
    return {
        person: decision
        for person, rhythm in rhythms.read(connection, where)
        if (decision := due.due_date(rhythm)) is not None
    }


def stored_due(values: Sequence[Any]) -> due.Due | None:
    """The decision in the columns `DUE_COLUMNS` of a row, as `next_due` made it."""
    on, basis, cadence, baseline, held_by = values
    if on is None:
        return None
    return due.Due(
        date.fromisoformat(on),
        _BASES.get(basis, due.Basis.RHYTHM),
        int(cadence or 1),
        rhythms.day(baseline),
        due.Hold(held_by) if held_by else None,
    )


def _empty(connection: sqlite3.Connection, table: str) -> None:
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (person_id INTEGER PRIMARY KEY)")
    connection.execute(f"DELETE FROM {table}")


def _rebuild(connection: sqlite3.Connection) -> None:
    connection.execute(_LAST_CONTACT)
    days = next_due(connection, "p.id IN (SELECT person_id FROM dirty)")
    connection.executemany(
        "UPDATE person_derived SET next_due_on = ?, due_basis = ?, due_cadence = ?, due_baseline = ?, due_held_by = ? "
        "WHERE person_id = ?",
        (
            (
                one.on.isoformat(),
                str(one.basis),
                one.cadence,
                one.baseline.isoformat() if one.baseline else None,
                str(one.held_by) if one.held_by else None,
                person,
            )
            for person, one in days.items()
        ),
    )
    connection.execute("DELETE FROM person_search WHERE rowid IN (SELECT person_id FROM searched)")
    connection.execute(f"INSERT INTO person_search ({_INDEX_COLUMNS}) {_TEXTS.format(narrowed=_NARROWED)}")
    connection.execute("DELETE FROM name_token WHERE person_id IN (SELECT person_id FROM searched)")
    connection.executemany(
        "INSERT OR IGNORE INTO name_token (token, person_id) VALUES (?, ?)", _tokens(connection, _NARROWED)
    )


def _tokens(connection: sqlite3.Connection, narrowed: str) -> Iterator[tuple[str, int]]:
    for person, text in connection.execute(_NAMED.format(narrowed=narrowed)).fetchall():
        for token in set(names.fold(text).split()):
            yield token, person
