"""Kinds: family, friend, colleague, …; the user's own list, several per person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from netcare_desktop.store import people

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


def all_names(store: Store) -> list[str]:
    """Every kind in the user's order."""
    return [str(row[0]) for row in store.rows("SELECT name FROM kind ORDER BY position, id")]


def set_kinds(store: Store, person: int, wanted: Sequence[str]) -> None:
    """Exactly these kinds; one that is new (upper and lower case alike) is added to the list, at its end."""
    name = people.names(store, [person])[person]
    with store.write("Change what {name} is to you", name):
        connection = store.connection()
        ids = [_kind(store, kind.strip()) for kind in wanted if kind.strip()]
        marks = ", ".join("?" * len(ids))
        connection.execute(
            f"DELETE FROM person_kind WHERE person_id = ? AND kind_id NOT IN ({marks})", (person, *ids)
        )
        connection.executemany(
            "INSERT OR IGNORE INTO person_kind (person_id, kind_id) VALUES (?, ?)",
            ((person, kind) for kind in ids),
        )


def _kind(store: Store, name: str) -> int:
    for kind, known in store.rows("SELECT id, name FROM kind"):
        if str(known).casefold() == name.casefold():
            return int(kind)
    cursor = store.connection().execute(
        "INSERT INTO kind (name, position) SELECT ?, coalesce(max(position), 0) + 1 FROM kind", (name,)
    )
    return int(cursor.lastrowid or 0)
