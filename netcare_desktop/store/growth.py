"""Growing: a few relationships at a time, in slots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netcare_desktop.domain import growth as rules
from netcare_desktop.domain.words import Answered, Channel, Growth, StartedBy
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import rhythms, settings
from netcare_desktop.store.circles import LEAVES_STACK
from netcare_desktop.store.errors import NoFreeSlot

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


@dataclass(frozen=True, slots=True)
class Growing:
    """Somebody who holds a slot; `two_way` counts the two-way interactions since growing began."""

    id: int
    name: str
    since: date | None
    two_way: int

    @property
    def suggests_established(self) -> bool:
        """Whether the relationship is ready to move on."""
        return rules.suggests_established(Growth.GROWING, self.two_way)


def growing(store: Store) -> list[Growing]:
    """Who is growing now, the longest first."""
    found = []
    for person, name, since in store.rows(
        "SELECT id, full_name, growing_since FROM person WHERE growth = 'growing' AND deleted_on IS NULL "
        "AND archived_on IS NULL AND in_card_stack = 0 ORDER BY growing_since, id"
    ):
        contacts = [
            rules.ContactFact(
                date.fromisoformat(row[0]), Channel(row[1]), StartedBy(row[2]), Answered(row[3])
            )
            for row in store.rows(
                "SELECT i.on_day, i.channel, i.started_by, i.answered FROM interaction_person ip "
                "JOIN interaction i ON i.id = ip.interaction_id WHERE ip.person_id = ?",
                (person,),
            )
        ]
        began = rhythms.day(since)
        found.append(Growing(int(person), str(name), began, rules.two_way_since(contacts, began)))
    return found


def slots(store: Store) -> int:
    """How many people may grow at a time."""
    return rules.slots_setting(int(settings.get(store, "growing.slots")))


def grow(store: Store, person: int, *, moving_on: int | None = None, circle: int | None = None) -> None:
    """Start growing the relationship with `person`; `moving_on` makes room, as established, in `circle` if given.

    Raises NoFreeSlot, with who could move on, when all slots are taken.
    """
    today = store.clock.today().isoformat()
    taken = [one for one in growing(store) if one.id != moving_on]
    if any(one.id == person for one in taken):
        return
    decision = rules.may_grow(
        str(person),
        [rules.GrowingPerson(str(one.id), one.since, one.two_way) for one in taken],
        slots(store),
        today=store.clock.today(),
    )
    if not decision.allowed:
        by_id = {str(one.id): one.name for one in taken}
        ready = [(int(one.person_id), by_id[one.person_id]) for one in decision.who_could_move_on]
        names = tr(" and ").join(name for _id, name in ready)
        raise NoFreeSlot(
            ntr(
                "The growing slot is taken by {names}. Who moves on?",
                "All {n} growing slots are taken, by {names}. Who moves on?",
                len(taken),
            ).format(n=len(taken), names=names),
            ready,
        )
    name = store.value("SELECT full_name FROM person WHERE id = ?", (person,)) or ""
    with store.write("Start growing the relationship with {name}", name):
        connection = store.connection()
        if moving_on is not None:
            settle(store, moving_on, circle)
        connection.execute(
            f"UPDATE person SET growth = 'growing', growing_since = ?, cadence_set_on = ?, {LEAVES_STACK}, "
            "due_not_before = NULL, paused = 0, paused_until = NULL WHERE id = ?",
            (today, today, person),
        )


def settle(store: Store, person: int, circle: int | None = None) -> None:
    """The relationship is established: it leaves its slot and, if `circle` is given, goes there."""
    name = store.value("SELECT full_name FROM person WHERE id = ?", (person,)) or ""
    with store.write("{name} is established", name):
        store.connection().execute(
            "UPDATE person SET growth = 'established', growing_since = NULL, due_not_before = NULL, "
            "circle_id = coalesce(?, circle_id), cadence_set_on = ? WHERE id = ?",
            (circle, store.clock.today().isoformat(), person),
        )


def let_go(store: Store, person: int) -> None:
    """Kindly let the relationship rest for good: never due again until it is put into a circle."""
    name = store.value("SELECT full_name FROM person WHERE id = ?", (person,)) or ""
    with store.write("Let {name} go", name):
        store.connection().execute(
            "UPDATE person SET growth = 'let go', growing_since = NULL WHERE id = ?", (person,)
        )
