"""Looks the whole database over: is it sound, and does what is derived agree with what it is derived from?"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import derived, migrations

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


@dataclass(slots=True)
class Report:
    """What was found; `ok` means nothing, or everything repaired."""

    problems: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    schema: int = 0
    people: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems


def run(store: Store, *, repair: bool = False) -> Report:
    """Check; with `repair` (needs the writing store) rebuild what is derived."""
    report = Report(
        schema=migrations.newest(),
        people=int(store.value("SELECT count(*) FROM person WHERE deleted_on IS NULL")),
    )
    for (text,) in store.rows("PRAGMA integrity_check(20)"):
        if text != "ok":
            report.problems.append(tr("The file is damaged: {text}").format(text=text))
    broken = len(store.rows("PRAGMA foreign_key_check"))
    if broken:
        report.problems.append(
            ntr(
                "{n} row belongs to something that is gone.",
                "{n} rows belong to something that is gone.",
                broken,
            ).format(n=broken)
        )
    stale = _stale(store)
    if stale and repair:
        with store.write_quietly("person", "person_derived"):
            derived.rebuild(store.connection())
        report.repaired.extend(stale)
        stale = _stale(store)
    report.problems.extend(stale)
    return report


def _stale(store: Store) -> list[str]:
    """What is derived and does not agree."""
    found = []
    connection = store.connection()
    due = derived.next_due(connection, "1")
    stored = {
        row[0]: derived.stored_due(row[1:])
        for row in store.rows(
            f"SELECT d.person_id, {derived.DUE_COLUMNS} FROM person_derived d WHERE d.next_due_on IS NOT NULL"
        )
    }
    wrong = len({person for person in due.keys() | stored.keys() if due.get(person) != stored.get(person)})
    if wrong:
        found.append(
            ntr("{n} stored due date is out of date.", "{n} stored due dates are out of date.", wrong).format(
                n=wrong
            )
        )
    wrong = int(
        store.value(
            "SELECT count(*) FROM person p LEFT JOIN person_derived d ON d.person_id = p.id WHERE d.person_id IS NULL OR "
            "d.last_interaction_on IS NOT (SELECT max(i.on_day) FROM interaction_person ip JOIN interaction i "
            "ON i.id = ip.interaction_id WHERE ip.person_id = p.id) OR d.interactions != "
            "(SELECT count(*) FROM interaction_person ip WHERE ip.person_id = p.id)"
        )
    )
    if wrong:
        found.append(
            ntr(
                "{n} stored last contact is out of date.", "{n} stored last contacts are out of date.", wrong
            ).format(n=wrong)
        )
    wrong = len(derived.unsearchable(connection))
    if wrong:
        found.append(
            ntr(
                "The search index is out of date for {n} person.",
                "The search index is out of date for {n} people.",
                wrong,
            ).format(n=wrong)
        )
    if store.may_write:
        try:
            connection.execute(
                "INSERT INTO person_search (person_search, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError:
            found.append(tr("The search index is damaged."))
    return found
