"""Occasions: dates that come back every year, with or without a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcare_desktop.domain.dates import BadDate, PartialDate, parse_partial
from netcare_desktop.i18n import tr
from netcare_desktop.store import people
from netcare_desktop.store.errors import CommandError, NotFound

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


def add(store: Store, person: int, kind: str, on: PartialDate, name: str = "") -> int:
    """Note an occasion (`kind`: birthday, anniversary, …; `name`: the user's own words); returns its id.

    Raises CommandError for a day that no calendar has.
    """
    _check(on)
    listed = people.names(store, [person])[person]
    with store.write("Note an occasion of {name}", listed):
        cursor = store.connection().execute(
            "INSERT INTO occasion (person_id, kind, name, month, day, year) VALUES (?, ?, ?, ?, ?, ?)",
            (person, kind, name.strip(), on.month, on.day, on.year),
        )
    return int(cursor.lastrowid or 0)


def change(store: Store, occasion: int, kind: str, on: PartialDate, name: str = "") -> None:
    """Replace what an occasion says. Raises NotFound, and CommandError as `add`."""
    _check(on)
    with store.write("Change an occasion of {name}", _whose(store, occasion)):
        store.connection().execute(
            "UPDATE occasion SET kind = ?, name = ?, month = ?, day = ?, year = ? WHERE id = ?",
            (kind, name.strip(), on.month, on.day, on.year, occasion),
        )


def delete(store: Store, occasion: int) -> None:
    """Remove it; undo brings it back. Raises NotFound."""
    with store.write("Remove an occasion of {name}", _whose(store, occasion)):
        store.connection().execute("DELETE FROM occasion WHERE id = ?", (occasion,))


def _whose(store: Store, occasion: int) -> str:
    name = store.value(
        "SELECT p.full_name FROM occasion o JOIN person p ON p.id = o.person_id WHERE o.id = ?", (occasion,)
    )
    if name is None:
        raise NotFound(tr("That occasion does not exist any more."))
    return str(name)


def _check(on: PartialDate) -> None:
    try:
        parse_partial(on.iso())
    except BadDate as error:
        raise CommandError(tr("There is no such day in the calendar.")) from error
