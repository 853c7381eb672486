"""People as lists show them: which ones, in which order, and their rows. Sorting and filtering are SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netcare_desktop.domain import due as due_rules
from netcare_desktop.domain.words import Growth
from netcare_desktop.store import derived, rhythms, search
from netcare_desktop.store.facts import PersonRow

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_STANDING = {
    "kept": "p.deleted_on IS NULL AND p.archived_on IS NULL AND p.in_card_stack = 0",
    "card_stack": "p.deleted_on IS NULL AND p.archived_on IS NULL AND p.in_card_stack = 1",
    "archived": "p.deleted_on IS NULL AND p.archived_on IS NOT NULL",
    "deleted": "p.deleted_on IS NOT NULL",
    "present": "p.deleted_on IS NULL AND p.archived_on IS NULL",
    "all": "p.deleted_on IS NULL",
}
_ORDER = {
    "name": "p.sort_key, p.id",
    "due": "d.next_due_on IS NULL, d.next_due_on, p.sort_key, p.id",
    "last": "d.last_interaction_on IS NULL, d.last_interaction_on DESC, p.sort_key, p.id",
    "added": "p.id DESC",
}


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """Which people, in which order. `standing`: kept, card_stack, archived, deleted, present (kept and cards) or all.

    `text` searches as you type (then the order is by fit); `circle` narrows to one; `growing` to those in a slot.
    """

    text: str = ""
    standing: str = "kept"
    circle: int | None = None
    growing: bool = False
    order: str = "name"


def ids(store: Store, query: PeopleQuery, limit: int = -1) -> list[int]:
    """The ids in order; no more than `limit` unless it is negative."""
    where, values = _where(query)
    if query.text.strip():
        found = search.people(store, query.text, limit=-1 if (query.circle or query.growing) else max(limit, -1), where=where,
                              values=values)  # fmt: skip
        return found[:limit] if limit >= 0 else found
    derived = "LEFT JOIN person_derived d ON d.person_id = p.id " if "d." in _ORDER[query.order] else ""
    rows = store.rows(
        f"SELECT p.id FROM person p {derived}WHERE {where} ORDER BY {_ORDER[query.order]} LIMIT ?",
        (*values, limit),
    )
    return [int(row[0]) for row in rows]


def count(store: Store, query: PeopleQuery) -> int:
    """How many people the query has in all."""
    where, values = _where(query)
    if query.text.strip():
        return len(search.people(store, query.text, limit=-1, where=where, values=values))
    return int(store.value(f"SELECT count(*) FROM person p WHERE {where}", values))


def rows(store: Store, people: Sequence[int]) -> list[PersonRow]:
    """The rows of the given people, in that order; those that are gone are left out."""
    found: dict[int, PersonRow] = {}
    for start in range(0, len(people), 500):
        for row in _page(store, people[start : start + 500]):
            found[row.id] = row
    return [found[person] for person in people if person in found]


def name_forms(store: Store) -> list[tuple[str, tuple[str, ...]]]:
    """(id, names by which somebody may be meant) of everybody who is present, for the quick log."""
    from netcare_desktop.domain import quick_log  # only where a sentence is to be understood

    return [
        (str(row[0]), quick_log.name_forms(row[1], row[2], row[3], row[4]))
        for row in store.rows(
            f"SELECT p.id, p.given, p.family, p.full_name, p.nickname FROM person p WHERE {_STANDING['present']}"
        )
    ]


def _where(query: PeopleQuery) -> tuple[str, tuple[object, ...]]:
    where, values = [_STANDING[query.standing]], list[object]()
    if query.circle is not None:
        where.append("p.circle_id = ?")
        values.append(query.circle)
    if query.growing:
        where.append("p.growth = 'growing'")
    return " AND ".join(where), tuple(values)


def _page(store: Store, people: Sequence[int]) -> Iterable[PersonRow]:
    connection = store.connection()
    today = store.clock.today()
    listed = "(" + ", ".join(str(int(person)) for person in people) + ")"
    points: dict[tuple[int, str], list[str]] = {}
    for person, kind, value in connection.execute(
        f"SELECT person_id, kind, value FROM contact_point WHERE person_id IN {listed} AND +kind IN ('email', 'phone') "
        "ORDER BY preferred DESC, position, id"
    ):
        points.setdefault((person, kind), []).append(value)
    tags: dict[int, list[str]] = {}
    for person, name in connection.execute(
        f"SELECT pt.person_id, t.name FROM person_tag pt JOIN tag t ON t.id = pt.tag_id WHERE pt.person_id IN {listed} "
        "ORDER BY t.folded"
    ):
        tags.setdefault(person, []).append(name)
    for row in connection.execute(
        "SELECT p.id, p.full_name, coalesce(o.name, ''), p.title, c.name, c.position, p.growth, d.last_interaction_on, "
        f"p.in_card_stack, p.archived_on IS NOT NULL, {derived.DUE_COLUMNS} "
        "FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id "
        "LEFT JOIN circle c ON c.id = p.circle_id LEFT JOIN person_derived d ON d.person_id = p.id "
        f"WHERE p.id IN {listed}"
    ):
        decision = derived.stored_due(row[10:])
        yield PersonRow(
            id=row[0],
            name=row[1],
            organisation=row[2],
            title=row[3],
            circle=row[4],
            circle_rank=row[5] - 1 if row[5] is not None else None,
            growth=Growth(row[6]) if row[6] else None,
            tags=tuple(tags.get(row[0], ())),
            last_interaction_on=rhythms.day(row[7]),
            due_on=decision.on if decision else None,
            state=due_rules.state(decision, today) if decision else None,
            emails=tuple(points.get((row[0], "email"), ())),
            phones=tuple(points.get((row[0], "phone"), ())),
            in_card_stack=bool(row[8]),
            archived=bool(row[9]),
        )
