"""People: add, change, put away, delete and bring back; finding one by id or name."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from netcare_desktop.domain import names as rules
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import erasing, keys, settings, undo
from netcare_desktop.store.errors import Ambiguous, CommandError, NotFound
from netcare_desktop.store.facts import AddressFact, ContactPointFact

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

NAME_FIELDS = (
    "full_name", "given", "middle", "family", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_family",
)  # fmt: skip
TEXT_FIELDS = (
    *NAME_FIELDS, "title", "department", "notes", "matters", "met_where", "preferred_channel", "time_zone",
)  # fmt: skip
DATE_FIELDS = ("met_on", "matters_on", "connected_on")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to add by hand. A name, an organisation or a contact point is enough."""

    full_name: str = ""
    given: str = ""
    family: str = ""
    organisation: str = ""
    title: str = ""
    notes: str = ""
    contact_points: tuple[ContactPointFact, ...] = ()
    tags: tuple[str, ...] = ()
    circle: int | None = None
    met_on: date | None = None
    met_where: str = ""
    in_card_stack: bool = field(default=False)


def add(store: Store, new: NewPerson) -> int:
    """Add a person; returns the id. Raises CommandError when there is nothing to call them by."""
    contact = next((point.value.strip() for point in new.contact_points if point.value.strip()), "")
    if not any(text.strip() for text in (new.full_name, new.given, new.family, new.organisation, contact)):
        raise CommandError(tr("A person needs a name, an organisation or a way to reach them."))
    name = rules.display_name(
        new.given, new.family, new.full_name, organisation=new.organisation, contact=contact
    )
    with store.write("Add {name}", name):
        person = insert(
            store,
            {
                "full_name": name,
                "given": new.given.strip(),
                "family": new.family.strip(),
                "title": new.title.strip(),
                "notes": new.notes.strip(),
                "met_on": new.met_on.isoformat() if new.met_on else None,
                "met_where": new.met_where.strip(),
                "circle_id": new.circle,
                "cadence_set_on": store.clock.today().isoformat() if new.circle else None,
                "in_card_stack": int(new.in_card_stack),
                "organisation_id": organisation_id(store, new.organisation),
            },
        )
        set_contact_points(store, person, new.contact_points)
        set_tags(store, person, new.tags)
    return person


def insert(store: Store, values: Mapping[str, Any]) -> int:
    """A row of `person` with its sort key; inside a write."""
    row = {"uid": str(uuid.uuid4()), "created_at": store.instant(), **values}
    row["sort_key"] = rules.sort_key(
        str(row.get("given", "")), str(row.get("family", "")), str(row["full_name"]),
        str(row.get("phonetic_given", "")), str(row.get("phonetic_family", "")),
    )  # fmt: skip
    cursor = store.connection().execute(
        f"INSERT INTO person ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    return int(cursor.lastrowid or 0)


def edit(store: Store, person: int, **changes: Any) -> None:
    """Change fields by name (texts, days, `organisation` by its name, `introduced_by` by id). Raises CommandError, NotFound."""
    unknown = changes.keys() - {*TEXT_FIELDS, *DATE_FIELDS, "organisation", "introduced_by"}
    if unknown:
        raise ValueError(f"no such field: {sorted(unknown)}")
    name = names(store, [person])[person]
    with store.write("Change {name}", name):
        values: dict[str, Any] = {}
        for key, value in changes.items():
            if key == "organisation":
                values["organisation_id"] = organisation_id(store, value)
            elif key == "introduced_by":
                values["introduced_by_id"] = value
            elif key in DATE_FIELDS:
                values[key] = value.isoformat() if value else None
            else:
                values[key] = value.strip()
        if "matters" in values and "matters_on" not in values:
            values["matters_on"] = store.clock.today().isoformat() if values["matters"] else None
        if changes.keys() & set(NAME_FIELDS):
            values |= _renamed(store, person, values)
        sets = ", ".join(f"{key} = ?" for key in values)
        store.connection().execute(f"UPDATE person SET {sets} WHERE id = ?", (*values.values(), person))


def set_contact_points(store: Store, person: int, points: Sequence[ContactPointFact]) -> None:
    """Replace the ways to reach a person; those with an id keep their row."""
    region = str(settings.get(store, "import.region")) or None
    with store.write("Change how to reach {name}", names(store, [person])[person]):
        connection = store.connection()
        kept = [point.id for point in points if point.id and point.value.strip()]
        marks = ", ".join("?" * len(kept))
        connection.execute(
            f"DELETE FROM contact_point WHERE person_id = ? AND id NOT IN ({marks})", (person, *kept)
        )
        for position, point in enumerate(point for point in points if point.value.strip()):
            value = point.value.strip()
            row = (
                point.kind,
                point.label,
                value,
                keys.normalised(point.kind, value, region),
                int(point.preferred),
                position,
            )
            if point.id:
                connection.execute(
                    "UPDATE contact_point SET kind = ?, label = ?, value = ?, normalised = ?, preferred = ?, position = ? "
                    "WHERE id = ? AND person_id = ?",
                    (*row, point.id, person),
                )
            else:
                connection.execute(
                    "INSERT INTO contact_point (kind, label, value, normalised, preferred, position, person_id) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*row, person),
                )


def set_addresses(store: Store, person: int, addresses: Sequence[AddressFact]) -> None:
    """Replace the postal addresses of a person."""
    with store.write("Change the addresses of {name}", names(store, [person])[person]):
        store.connection().execute("DELETE FROM address WHERE person_id = ?", (person,))
        store.connection().executemany(
            "INSERT INTO address (person_id, position, label, street, po_box, extended, city, region, postal_code, country, "
            "formatted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (person, position, one.label, one.street, one.po_box, one.extended, one.city, one.region,
                 one.postal_code, one.country, one.formatted)
                for position, one in enumerate(addresses)
            ),
        )  # fmt: skip


def set_birthday(store: Store, person: int, month: int, day: int, year: int | None) -> None:
    """Set the birthday; month 0 removes it."""
    with store.write("Change the birthday of {name}", names(store, [person])[person]):
        store.connection().execute(
            "DELETE FROM occasion WHERE person_id = ? AND kind = 'birthday'", (person,)
        )
        if month:
            store.connection().execute(
                "INSERT INTO occasion (person_id, kind, month, day, year) VALUES (?, 'birthday', ?, ?, ?)",
                (person, month, day, year),
            )


def set_tags(store: Store, person: int, tags: Sequence[str]) -> None:
    """Exactly these tags; names that differ only in case are one tag."""
    with store.write("Change the tags of {name}", names(store, [person])[person]):
        connection = store.connection()
        wanted = {rules.fold(tag): tag.strip() for tag in tags if tag.strip()}
        ids = [named_id(store, "tag", name) for name in wanted.values()]
        marks = ", ".join("?" * len(ids))
        connection.execute(
            f"DELETE FROM person_tag WHERE person_id = ? AND tag_id NOT IN ({marks})", (person, *ids)
        )
        connection.executemany(
            "INSERT OR IGNORE INTO person_tag (person_id, tag_id) VALUES (?, ?)", ((person, t) for t in ids)
        )


def archive(store: Store, people: Sequence[int]) -> None:
    """Put people away: kept and found by search, but never due. A card leaves the stack."""
    listed = names(store, people)
    with store.write("Archive {name}", _several(listed)):
        for person in people:
            store.connection().execute(
                "UPDATE person SET archived_on = coalesce(archived_on, ?), in_card_stack = 0, later_on = NULL, "
                "growth = CASE WHEN growth = 'growing' THEN NULL ELSE growth END, growing_since = NULL WHERE id = ?",
                (store.clock.today().isoformat(), person),
            )


def unarchive(store: Store, people: Sequence[int]) -> None:
    """Bring archived people back, with their circle; their cadence counts from today."""
    listed = names(store, people)
    with store.write("Bring back {name}", _several(listed)):
        for person in people:
            store.connection().execute(
                "UPDATE person SET archived_on = NULL, cadence_set_on = ? WHERE id = ?",
                (store.clock.today().isoformat(), person),
            )


def delete(store: Store, people: Sequence[int]) -> None:
    """Delete people; for 30 days they can be brought back."""
    listed = names(store, people)
    with store.write("Delete {name}", _several(listed)):
        for person in people:
            store.connection().execute(
                "UPDATE person SET deleted_on = ? WHERE id = ?", (store.clock.today().isoformat(), person)
            )


def bring_back(store: Store, people: Sequence[int]) -> None:
    """Undo a deletion within its 30 days."""
    with store.write("Bring back deleted people"):
        for person in people:
            store.connection().execute("UPDATE person SET deleted_on = NULL WHERE id = ?", (person,))


def erase(store: Store, people: Sequence[int]) -> None:
    """Delete for good: the rows, what the journal of undo remembers of them, and their words in the search index."""
    with store.write_quietly("person", "contact_point", "interaction", "followup"):
        erasing.erase(store.connection(), people)
    store.checkpoint()


def erase_expired(store: Store, today: date) -> None:
    """Erase who was deleted more than 30 days ago; inside a write."""
    before = (today - timedelta(days=undo.KEEP_DAYS)).isoformat()
    gone = [int(row[0]) for row in store.rows("SELECT id FROM person WHERE deleted_on < ?", (before,))]
    if gone:
        erasing.erase(store.connection(), gone)


def names(store: Store, people: Sequence[int]) -> dict[int, str]:
    """The names of people by id. Raises NotFound for an id that is not there."""
    found: dict[int, str] = {}
    for person in people:
        name = store.value("SELECT full_name FROM person WHERE id = ?", (person,))
        if name is None:
            raise NotFound(tr("There is no person with the number {id}.").format(id=person))
        found[person] = str(name)
    return found


def find(store: Store, text: str) -> int:
    """The one person meant by an id or a name. Raises NotFound or Ambiguous, which lists who could be meant."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        row = store.row("SELECT id FROM person WHERE id = ? AND deleted_on IS NULL", (int(text[:18]),))
        if row:
            return int(row[0])
    folded = rules.fold(text)
    if not folded:
        raise NotFound(tr("Whom? Give a name or a number."))
    candidates = _named(store, folded)
    if len(candidates) == 1:
        return candidates[0][0]
    if not candidates:
        raise NotFound(tr("Nobody here is called {name}.").format(name=text))
    listed = ", ".join(f"{name} ({person})" for person, name in candidates[:5])
    more = "" if len(candidates) <= 5 else tr(" and {n} more").format(n=len(candidates) - 5)
    raise Ambiguous(
        tr("{name} fits several people: {list}{more}. Use the number.").format(
            name=text, list=listed, more=more
        )
    )


def organisation_id(store: Store, name: str) -> int | None:
    """The organisation of that name, made when it is new; None for an empty name. Inside a write."""
    return named_id(store, "organisation", name.strip()) if name.strip() else None


def named_id(store: Store, table: str, name: str) -> int:
    """The row of `organisation` or `tag` with that name, made when it is new. Inside a write."""
    folded = rules.fold(name) or name.strip()
    found = store.value(f"SELECT id FROM {table} WHERE folded = ?", (folded,))
    if found is not None:
        return int(found)
    cursor = store.connection().execute(
        f"INSERT INTO {table} (name, folded) VALUES (?, ?)", (name.strip(), folded)
    )
    return int(cursor.lastrowid or 0)


def _named(store: Store, folded: str) -> list[tuple[int, str]]:
    """Whole names first, then given name, family name or nickname alone, then the beginning of a name."""
    words = folded.split()
    if not words:
        return []
    rows = store.rows(
        "SELECT p.id, p.full_name, p.given, p.family, p.nickname FROM person p WHERE p.deleted_on IS NULL AND p.id IN "
        "(SELECT person_id FROM name_token WHERE token >= ? AND token < ?) ORDER BY p.archived_on IS NOT NULL, p.sort_key",
        (words[0], words[0] + "\U0010ffff"),
    )
    people = [(int(row[0]), str(row[1]), [rules.fold(str(part)) for part in row[1:]]) for row in rows]

    def whole(forms: list[str]) -> bool:
        return folded in (forms[0], f"{forms[1]} {forms[2]}", f"{forms[2]} {forms[1]}")

    def alone(forms: list[str]) -> bool:
        return folded in forms[1:]

    def begins(forms: list[str]) -> bool:
        return all(any(word.startswith(one) for word in " ".join(forms).split()) for one in words)

    for fits in (whole, alone, begins):
        found = [(person, name) for person, name, forms in people if fits(forms)]
        if found:
            return found
    return []


def _renamed(store: Store, person: int, values: Mapping[str, Any]) -> dict[str, Any]:
    row = store.row(f"SELECT {', '.join(NAME_FIELDS)} FROM person WHERE id = ?", (person,))
    assert row is not None
    before = dict(zip(NAME_FIELDS, row, strict=True))
    now = {**before, **{key: value for key, value in values.items() if key in NAME_FIELDS}}
    parts_changed = any(now[key] != before[key] for key in ("given", "middle", "family"))
    if "full_name" not in values and parts_changed:
        now["full_name"] = rules.display_name(
            now["given"], now["family"], "", middle=now["middle"], nickname=now["nickname"]
        )
    if not now["full_name"]:
        raise CommandError(tr("A person needs a name."))
    return {
        "full_name": now["full_name"],
        "sort_key": rules.sort_key(
            now["given"], now["family"], now["full_name"], now["phonetic_given"], now["phonetic_family"]
        ),
    }


def _several(listed: Mapping[int, str]) -> str:
    first = list(listed.values())
    if len(first) <= 2:
        return tr(" and ").join(first)
    return ntr("{n} person", "{n} people", len(first)).format(n=len(first))
