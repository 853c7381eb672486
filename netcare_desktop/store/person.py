"""One person, everything."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from netcare_desktop.domain import due as due_rules
from netcare_desktop.i18n import tr
from netcare_desktop.store import followups, interactions, people_list, rhythms
from netcare_desktop.store.errors import NotFound
from netcare_desktop.store.facts import AddressFact, ContactPointFact, OccasionFact, Origin, PersonDetail

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_COLUMNS = (
    "uid", "full_name", "given", "middle", "family", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_family",
    "department", "notes", "matters", "met_where", "preferred_channel", "time_zone", "last_spoke",
)  # fmt: skip


def detail(store: Store, person: int, *, interactions_limit: int = 200) -> PersonDetail:
    """Everything on record about a person, the newest interactions first. Raises NotFound."""
    listed = people_list.rows(store, [person])
    if not listed:
        raise NotFound(tr("There is no person with the number {id}.").format(id=person))
    texts = store.row(f"SELECT {', '.join(_COLUMNS)} FROM person WHERE id = ?", (person,))
    facts = store.row(
        "SELECT p.is_organisation, p.matters_on, p.met_on, p.connected_on, p.introduced_by_id, i.full_name, p.cadence, "
        "p.circle_id, c.cadence, p.growing_since, p.paused, p.paused_until, p.snoozed_until, p.import_batch_id, "
        "p.deleted_on "
        "FROM person p LEFT JOIN person i ON i.id = p.introduced_by_id LEFT JOIN circle c ON c.id = p.circle_id "
        "WHERE p.id = ?",
        (person,),
    )
    assert texts is not None and facts is not None
    rhythm = rhythms.of(store.connection(), person)
    return PersonDetail(
        row=listed[0],
        **dict(zip(_COLUMNS, texts, strict=True)),
        is_organisation=bool(facts[0]),
        matters_on=rhythms.day(facts[1]),
        met_on=rhythms.day(facts[2]),
        connected_on=rhythms.day(facts[3]),
        introduced_by=(int(facts[4]), str(facts[5])) if facts[4] else None,
        cadence=facts[6],
        circle_id=facts[7],
        circle_cadence=facts[8],
        growing_since=rhythms.day(facts[9]),
        paused=bool(facts[10]),
        paused_until=rhythms.day(facts[11]),
        snoozed_until=rhythms.day(facts[12]),
        import_batch=facts[13],
        due=due_rules.due_date(rhythm) if rhythm else None,
        contact_points=contact_points(store, person),
        addresses=addresses(store, person),
        kinds=tuple(
            row[0]
            for row in store.rows(
                "SELECT k.name FROM person_kind pk JOIN kind k ON k.id = pk.kind_id WHERE pk.person_id = ? ORDER BY k.position",
                (person,),
            )
        ),
        occasions=tuple(
            OccasionFact(*row)
            for row in store.rows(
                "SELECT id, kind, name, month, day, year FROM occasion WHERE person_id = ? ORDER BY month, day",
                (person,),
            )
        ),
        relations=tuple(
            (row[0], row[1])
            for row in store.rows(
                "SELECT label, name FROM relation WHERE person_id = ? ORDER BY id", (person,)
            )
        ),
        interactions=tuple(interactions.of_person(store, person, limit=interactions_limit)),
        followups=tuple(followups.listed(store, person=person)),
        origin=origin(store, facts[13]) if facts[13] else None,
        deleted_on=rhythms.day(facts[14]),
    )


def origin(store: Store, batch: int) -> Origin | None:
    """The files and the local day of an import; None when it is not on record any more."""
    row = store.row("SELECT files, imported_at FROM import_batch WHERE id = ?", (batch,))
    if row is None:
        return None
    at = datetime.fromisoformat(str(row[1])).astimezone(store.clock.local_now().tzinfo)
    return Origin(tuple(str(name) for name in json.loads(row[0])), at.date())


def contact_points(store: Store, person: int) -> tuple[ContactPointFact, ...]:
    """The contact points in their order, the preferred one of a kind first."""
    return tuple(
        ContactPointFact(kind=row[0], value=row[1], label=row[2], preferred=bool(row[3]), id=row[4])
        for row in store.rows(
            "SELECT kind, value, label, preferred, id FROM contact_point WHERE person_id = ? "
            "ORDER BY preferred DESC, position, id",
            (person,),
        )
    )


def addresses(store: Store, person: int) -> tuple[AddressFact, ...]:
    """The postal addresses in their order."""
    return tuple(
        AddressFact(*row)
        for row in store.rows(
            "SELECT label, street, po_box, extended, city, region, postal_code, country, formatted FROM address "
            "WHERE person_id = ? ORDER BY position, id",
            (person,),
        )
    )
