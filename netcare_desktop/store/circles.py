"""Circles: who is how close, and therefore how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netcare_desktop.domain import circles as rules
from netcare_desktop.i18n import tr
from netcare_desktop.store.errors import CommandError, NotFound

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

LEAVES_STACK = "in_card_stack = 0, archived_on = NULL, later_on = NULL"
"""Whoever is decided about is no longer a card nor archived."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle with the number of people in it; `rank` is its place from the closest, 0-based."""

    id: int
    name: str
    cadence: int | None
    advised_size: int | None
    rank: int
    held: int

    @property
    def advice(self) -> str | None:
        """A sentence when it holds more than most people can tend."""
        return rules.size_advice(self.name, self.held, self.advised_size)


def everyone(store: Store) -> list[Circle]:
    """All circles, the closest first."""
    rows = store.rows(
        "SELECT c.id, c.name, c.cadence, c.advised_size, coalesce(k.held, 0) FROM circle c LEFT JOIN ("
        "SELECT circle_id, count(*) AS held FROM person INDEXED BY person_kept_in_circle WHERE deleted_on IS NULL "
        "AND archived_on IS NULL AND in_card_stack = 0 GROUP BY circle_id) k ON k.circle_id = c.id ORDER BY c.position"
    )
    return [
        Circle(id=row[0], name=row[1], cadence=row[2], advised_size=row[3], rank=rank, held=row[4])
        for rank, row in enumerate(rows)
    ]


def named(store: Store, name: str) -> Circle:
    """The circle of that name, upper and lower case alike. Raises NotFound naming those there are."""
    found = everyone(store)
    for circle in found:
        if circle.name.casefold() == name.strip().casefold():
            return circle
    names = ", ".join(circle.name for circle in found)
    raise NotFound(tr("There is no circle {name}. There are: {names}.").format(name=name, names=names))


def assign(store: Store, people: Sequence[int], circle: int | None) -> None:
    """Put people into a circle (None: into no circle, so that nothing reminds of them). Their cadence counts from today.

    A card leaves the card stack, an archived person comes back; who was growing is thereby settled (*established*).
    """
    today = store.clock.today().isoformat()
    name = store.value("SELECT name FROM circle WHERE id = ?", (circle,)) if circle else None
    if circle and name is None:
        raise NotFound(tr("That circle does not exist any more."))
    with store.write("Move to {name}" if name else "Take out of the circle", name or ""):
        for person in people:
            store.connection().execute(
                f"UPDATE person SET circle_id = :circle, {LEAVES_STACK}, "
                "cadence_set_on = CASE WHEN circle_id IS :circle AND cadence_set_on IS NOT NULL AND in_card_stack = 0 "
                "AND archived_on IS NULL AND growth IS NOT 'growing' THEN cadence_set_on ELSE :today END, "
                "due_not_before = NULL, growing_since = NULL, "
                "growth = CASE WHEN growth = 'growing' THEN 'established' WHEN growth IN ('dormant', 'let go') THEN NULL "
                "ELSE growth END WHERE id = :person AND deleted_on IS NULL",
                {"circle": circle, "today": today, "person": person},
            )


def set_cadence(store: Store, circle: int, days: int | None) -> None:
    """How often the circle asks for contact, in days (None: never). Counts from today, so nobody becomes overdue at once."""
    if days is not None and not 1 <= days <= 3650:
        raise CommandError(tr("A cadence is between 1 and 3650 days."))
    today = store.clock.today().isoformat()
    name = store.value("SELECT name FROM circle WHERE id = ?", (circle,))
    with store.write("Change how often {name} asks for contact", name or ""):
        connection = store.connection()
        connection.execute("UPDATE circle SET cadence = ? WHERE id = ?", (days, circle))
        connection.execute(
            "UPDATE person SET cadence_set_on = ?, due_not_before = NULL WHERE circle_id = ? AND cadence IS NULL "
            "AND growth IS NOT 'growing' AND in_card_stack = 0",
            (today, circle),
        )


def set_advised_size(store: Store, circle: int, people: int | None) -> None:
    """How many people the circle is advised for (None: any number). Advice in words, never a limit."""
    if people is not None and not 1 <= people <= 9999:
        raise CommandError(tr("An advised size is between 1 and 9999 people."))
    name = store.value("SELECT name FROM circle WHERE id = ?", (circle,))
    with store.write("Change how many people {name} is for", name or ""):
        store.connection().execute("UPDATE circle SET advised_size = ? WHERE id = ?", (people, circle))
