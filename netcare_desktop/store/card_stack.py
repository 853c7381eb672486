"""The card stack: imported people that nobody has decided about. They never remind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING

from netcare_desktop.domain import card_stack as rules
from netcare_desktop.store import people, settings
from netcare_desktop.store.rhythms import day

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

MOST_AT_ONCE = 200
"""Cards read at a time; the rest comes when these are decided."""

_WAITING = "in_card_stack = 1 AND deleted_on IS NULL AND archived_on IS NULL"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in the stack: how many in all, and who is offered today, in order.

    `batch`: the import whose rest is proposed for archiving (id, how many), if any.
    """

    total: int
    offered: tuple[int, ...]
    batch: tuple[int, int] | None


def waiting(store: Store, *, more: bool = False) -> Waiting:
    """Today's cards; with `more` also the next hundreds, for somebody who wants to go on."""
    today = store.clock.today()
    rows = store.rows(
        f"SELECT id, later_on FROM person WHERE {_WAITING} AND (later_on IS NULL OR later_on < ?) "
        "ORDER BY later_on IS NOT NULL, later_on, import_batch_id IS NULL, import_batch_id, id LIMIT ?",
        (today.isoformat(), MOST_AT_ONCE),
    )
    limit = None if more else int(settings.get(store, "card_stack.offer"))
    offered = rules.offered(
        [rules.WaitingCard(str(row[0]), day(row[1])) for row in rows],
        today,
        _taken_today(store, today),
        limit,
    )
    return Waiting(count(store), tuple(int(person) for person in offered), _proposed(store, today))


def count(store: Store) -> int:
    """How many cards wait."""
    return int(store.value(f"SELECT count(*) FROM person WHERE {_WAITING}"))


def later(store: Store, person: int) -> None:
    """Not today: the card goes to the back of the stack."""
    name = people.names(store, [person])[person]
    with store.write("Put off the card of {name}", name):
        store.connection().execute(
            "UPDATE person SET later_on = ? WHERE id = ?", (store.clock.today().isoformat(), person)
        )


def last_spoke(store: Store, person: int, answer: rules.LastSpoke | None) -> None:
    """When you last spoke, as told in triage (approximate); None takes the answer back."""
    name = people.names(store, [person])[person]
    on = rules.last_spoke_on(answer, store.clock.today()) if answer else None
    with store.write("Note when you last spoke with {name}", name):
        store.connection().execute(
            "UPDATE person SET last_spoke = ?, last_spoke_on = ? WHERE id = ?",
            (str(answer) if answer else "", on.isoformat() if on else None, person),
        )


def note_offered(store: Store) -> None:
    """The cards of today were shown: from the first time on a batch is 60 days old later. No step of undo."""
    today = store.clock.today().isoformat()
    if store.value(
        f"SELECT 1 FROM import_batch b WHERE first_offered_on IS NULL AND EXISTS "
        f"(SELECT 1 FROM person WHERE import_batch_id = b.id AND {_WAITING})"
    ):
        with store.write_quietly():
            store.connection().execute(
                "UPDATE import_batch SET first_offered_on = ? WHERE first_offered_on IS NULL AND EXISTS "
                f"(SELECT 1 FROM person WHERE import_batch_id = import_batch.id AND {_WAITING})",
                (today,),
            )


def archive_rest(store: Store, batch: int) -> None:
    """Archive what nobody has decided about of an import."""
    rest = [
        int(row[0])
        for row in store.rows(f"SELECT id FROM person WHERE import_batch_id = ? AND {_WAITING}", (batch,))
    ]
    with store.write("Archive the rest of an import"):
        people.archive(store, rest)
        _proposal_answered(store, batch)


def keep_rest(store: Store, batch: int) -> None:
    """Leave the rest of an import in the stack; it is not proposed again."""
    with store.write("Keep the rest of an import"):
        _proposal_answered(store, batch)


def _proposal_answered(store: Store, batch: int) -> None:
    store.connection().execute(
        "UPDATE import_batch SET archive_proposed_on = ? WHERE id = ?",
        (store.clock.today().isoformat(), batch),
    )


def _taken_today(store: Store, today: date) -> int:
    """Cards decided or put off today; read from the undo journal, which knows who left the stack and when."""
    midnight = store.clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight.astimezone(UTC)
    return int(
        store.value(
            "SELECT count(DISTINCT u.person_id) FROM undo_action a CROSS JOIN undo_row u INDEXED BY undo_row_person_change "
            "ON u.action_id = a.id WHERE a.at >= ? AND a.kind != 'undo' AND a.reversed_by IS NULL "
            "AND u.table_name = 'person' AND u.op = 'update' AND json_extract(u.old, '$.in_card_stack') = 1 "
            "AND (json_extract(u.new, '$.in_card_stack') = 0 OR json_extract(u.new, '$.later_on') = ?)",
            (since.strftime("%Y-%m-%dT%H:%M:%SZ"), today.isoformat()),
        )
    )


def _proposed(store: Store, today: date) -> tuple[int, int] | None:
    for batch, offered_on, proposed_on, left in store.rows(
        f"SELECT b.id, b.first_offered_on, b.archive_proposed_on, (SELECT count(*) FROM person WHERE import_batch_id = b.id "
        f"AND {_WAITING}) FROM import_batch b ORDER BY b.id"
    ):
        if rules.proposes_archiving(
            rules.BatchOffer(str(batch), left, day(offered_on), day(proposed_on)), today
        ):
            return int(batch), int(left)
    return None
