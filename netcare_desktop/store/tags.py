"""Tags: free labels on people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from netcare_desktop.domain import names as rules
from netcare_desktop.i18n import tr
from netcare_desktop.store import people
from netcare_desktop.store.errors import CommandError

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


def all_names(store: Store) -> list[str]:
    """Every tag that somebody who is not deleted has, by name."""
    return [
        str(row[0])
        for row in store.rows(
            "SELECT t.name FROM tag t WHERE EXISTS (SELECT 1 FROM person_tag pt JOIN person p ON p.id = pt.person_id "
            "WHERE pt.tag_id = t.id AND p.deleted_on IS NULL) ORDER BY t.folded"
        )
    ]


def add(store: Store, chosen: Sequence[int], tag: str) -> None:
    """Give the tag to all of these people; who has it keeps it. Raises CommandError for an empty tag."""
    if not tag.strip():
        raise CommandError(tr("A tag needs a word."))
    with store.write("Add the tag {name}", tag.strip()):
        found = people.named_id(store, "tag", tag)
        store.connection().executemany(
            "INSERT OR IGNORE INTO person_tag (person_id, tag_id) VALUES (?, ?)",
            ((person, found) for person in chosen),
        )


def remove(store: Store, chosen: Sequence[int], tag: str) -> None:
    """Take the tag off these people."""
    with store.write("Remove the tag {name}", tag.strip()):
        found = store.value("SELECT id FROM tag WHERE folded = ?", (rules.fold(tag) or tag.strip(),))
        store.connection().executemany(
            "DELETE FROM person_tag WHERE person_id = ? AND tag_id = ?",
            ((person, found) for person in chosen),
        )
