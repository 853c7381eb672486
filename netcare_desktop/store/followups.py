"""Follow-ups: dated things to do about a person that the user chose."""

from __future__ import annotations

import re
from datetime import date
from types import EllipsisType
from typing import TYPE_CHECKING

from netcare_desktop.domain import followups as rules
from netcare_desktop.i18n import tr
from netcare_desktop.store import people
from netcare_desktop.store.errors import CommandError, NotFound
from netcare_desktop.store.facts import FollowupFact
from netcare_desktop.store.rhythms import day

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


def add(
    store: Store,
    person: int,
    on: date,
    text: str,
    *,
    at: str | None = None,
    repeat_every: int | None = None,
    repeat_unit: str = "",
) -> int:
    """Note something to do on a day; returns its id. `at` is HH:MM. Raises CommandError for an empty text or a bad time."""
    text = text.strip()
    if not text:
        raise CommandError(tr("What is to be done? A follow-up needs a few words."))
    _check_time(at)
    name = people.names(store, [person])[person]
    with store.write("Add a follow-up for {name}", name):
        cursor = store.connection().execute(
            "INSERT INTO followup (person_id, on_day, first_on, at_time, text, repeat_every, repeat_unit, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (person, on.isoformat(), on.isoformat(), at, text, repeat_every, repeat_unit, store.instant()),
        )
    return int(cursor.lastrowid or 0)


def done(store: Store, followup: int) -> None:
    """Tick it off; a repeating one comes back on its next day. Raises NotFound."""
    fact = get(store, followup)
    today = store.clock.today()
    with store.write("Finish a follow-up for {name}", fact.name):
        connection = store.connection()
        connection.execute("UPDATE followup SET done_on = ? WHERE id = ?", (today.isoformat(), followup))
        if fact.repeat_every:
            first = date.fromisoformat(
                store.value("SELECT coalesce(first_on, on_day) FROM followup WHERE id = ?", (followup,))
            )
            repeat = rules.Repeat(fact.repeat_every, rules.Unit(fact.repeat_unit))
            following = rules.next_date(first, repeat, max(today, fact.on))
            assert following is not None
            connection.execute(
                "INSERT INTO followup (person_id, on_day, first_on, at_time, text, repeat_every, repeat_unit, created_at) "
                "SELECT person_id, ?, ?, at_time, text, repeat_every, repeat_unit, ? FROM followup WHERE id = ?",
                (following.isoformat(), first.isoformat(), store.instant(), followup),
            )


def move(store: Store, followup: int, on: date) -> None:
    """To another day. Raises NotFound."""
    fact = get(store, followup)
    with store.write("Move a follow-up for {name}", fact.name):
        store.connection().execute("UPDATE followup SET on_day = ? WHERE id = ?", (on.isoformat(), followup))


def change(
    store: Store,
    followup: int,
    *,
    on: date,
    text: str,
    at: str | None,
    repeat: tuple[int, str] | EllipsisType | None = ...,
) -> None:
    """New words, day and time, and how it repeats: (every, unit), None for once; left out, it stays as it is.

    Raises NotFound and CommandError as `add`.
    """
    fact = get(store, followup)
    if not text.strip():
        raise CommandError(tr("What is to be done? A follow-up needs a few words."))
    _check_time(at)
    with store.write("Change a follow-up for {name}", fact.name):
        store.connection().execute(
            "UPDATE followup SET on_day = ?, text = ?, at_time = ? WHERE id = ?",
            (on.isoformat(), text.strip(), at, followup),
        )
        if repeat is not ... and repeat != (
            (fact.repeat_every, fact.repeat_unit) if fact.repeat_every else None
        ):
            every, unit = repeat or (None, "")
            # A new rhythm counts from the day it is chosen for.
            store.connection().execute(
                "UPDATE followup SET repeat_every = ?, repeat_unit = ?, first_on = ? WHERE id = ?",
                (every, unit, on.isoformat(), followup),
            )


def delete(store: Store, followup: int) -> None:
    """Remove it; undo brings it back. Raises NotFound."""
    fact = get(store, followup)
    with store.write("Remove a follow-up for {name}", fact.name):
        store.connection().execute("DELETE FROM followup WHERE id = ?", (followup,))


def get(store: Store, followup: int) -> FollowupFact:
    """One follow-up. Raises NotFound."""
    found = _read(store, "f.id = ?", (followup,))
    if not found:
        raise NotFound(tr("There is no follow-up {id}.").format(id=followup))
    return found[0]


def listed(store: Store, *, person: int | None = None, include_done: bool = False) -> list[FollowupFact]:
    """Follow-ups by day, open ones only unless asked; of one person or of everybody."""
    where, values = ["1"] if include_done else ["f.done_on IS NULL"], list[object]()
    if person is not None:
        where.append("f.person_id = ?")
        values.append(person)
    else:
        where.append("p.archived_on IS NULL")
    return _read(store, " AND ".join(where), tuple(values))


def due_by(store: Store, on: date) -> list[FollowupFact]:
    """Open follow-ups of that day or earlier."""
    return _read(store, "f.done_on IS NULL AND f.on_day <= ? AND p.archived_on IS NULL", (on.isoformat(),))


def _check_time(at: str | None) -> None:
    if at is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", at):
        raise CommandError(tr("{time} is not a time. Write it as HH:MM, for instance 14:30.").format(time=at))


def _read(store: Store, where: str, values: tuple[object, ...]) -> list[FollowupFact]:
    return [
        FollowupFact(
            id=row[0],
            person=row[1],
            name=row[2],
            on=date.fromisoformat(row[3]),
            at=row[4],
            text=row[5],
            done_on=day(row[6]),
            repeat_every=row[7],
            repeat_unit=row[8],
        )
        for row in store.rows(
            "SELECT f.id, f.person_id, p.full_name, f.on_day, f.at_time, f.text, f.done_on, f.repeat_every, f.repeat_unit "
            f"FROM followup f JOIN person p ON p.id = f.person_id WHERE p.deleted_on IS NULL AND {where} "
            "ORDER BY f.on_day, f.at_time IS NULL, f.at_time, f.id",
            values,
        )
    ]
