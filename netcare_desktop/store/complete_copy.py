"""The complete, re-importable copy of a database as plain objects: export writes it, import reads it back.

Shape: {"format": "netcare", "schema": 1, "people": […], "circles": […], "interactions": […], "followups": […], …} with the
product's words as keys, people named by their lasting `uid`. Nothing of it depends on row numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from netcare_desktop.formats.records import AddressRecord, ContactPointRecord, PersonRecord, RelatedRecord
from netcare_desktop.i18n import tr
from netcare_desktop.store import copy_shape, migrations, rhythms
from netcare_desktop.store.errors import CommandError

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

FORMAT = "netcare"

TEXTS = (
    "full_name", "given", "middle", "family", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_family", "title",
    "department", "notes", "matters", "met_where", "preferred_channel", "time_zone", "last_spoke",
)  # fmt: skip
DAYS = (
    "matters_on", "met_on", "connected_on", "cadence_set_on", "growing_since", "later_on", "archived_on", "deleted_on",
    "paused_until", "snoozed_until", "due_not_before", "last_spoke_on",
)  # fmt: skip
OTHER = ("is_organisation", "cadence", "growth", "in_card_stack", "paused", "snoozes", "created_at")
ADDRESS = ("label", "street", "po_box", "extended", "city", "region", "postal_code", "country", "formatted")
INTERACTION = (
    "on_day", "at_time", "channel", "started_by", "minutes", "summary", "notes", "intent", "answered", "created_at",
)  # fmt: skip
FOLLOWUP = ("on_day", "at_time", "text", "first_on", "repeat_every", "repeat_unit", "done_on", "created_at")


def export(store: Store) -> dict[str, Any]:
    """Everything that is the user's, deleted people excepted."""
    uids = dict(store.rows("SELECT id, uid FROM person WHERE deleted_on IS NULL"))
    columns = (*TEXTS, *(day for day in DAYS if day != "deleted_on"), *OTHER)
    people: dict[int, dict[str, Any]] = {}
    for row in store.rows(
        f"SELECT p.id, p.uid, {', '.join('p.' + column for column in columns)}, coalesce(o.name, ''), c.name, i.uid, "
        "p.import_batch_id FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id LEFT JOIN circle c "
        "ON c.id = p.circle_id LEFT JOIN person i ON i.id = p.introduced_by_id WHERE p.deleted_on IS NULL ORDER BY p.id"
    ):
        values = dict(zip(columns, row[2:-4], strict=True))
        for flag in ("is_organisation", "in_card_stack", "paused"):
            values[flag] = bool(values[flag])
        people[row[0]] = {
            "uid": row[1], **values, "organisation": row[-4], "circle": row[-3], "introduced_by": row[-2],
            "import_batch": row[-1], "contact_points": [], "addresses": [], "tags": [], "kinds": [], "occasions": [],
            "relations": [],
        }  # fmt: skip
    _collect(
        store,
        people,
        "contact_points",
        ("kind", "label", "value", "preferred"),
        "contact_point",
        "position, id",
    )
    _collect(store, people, "addresses", ADDRESS, "address", "position, id")
    _collect(
        store, people, "occasions", ("kind", "name", "month", "day", "year"), "occasion", "month, day, id"
    )
    for person, label, name, other in store.rows(
        "SELECT person_id, label, name, other_id FROM relation ORDER BY id"
    ):
        if person in people:
            people[person]["relations"].append({"label": label, "name": name, "person": uids.get(other)})
    for key, table, link in (("tags", "tag", "person_tag"), ("kinds", "kind", "person_kind")):
        for person, name in store.rows(
            f"SELECT l.person_id, t.name FROM {link} l JOIN {table} t ON t.id = l.{table}_id ORDER BY l.id"
        ):
            if person in people:
                people[person][key].append(name)
    for point in (point for person in people.values() for point in person["contact_points"]):
        point["preferred"] = bool(point["preferred"])
    return {
        "format": FORMAT,
        "schema": migrations.newest(),
        "exported_at": store.instant(),
        "circles": _objects(store, "SELECT name, cadence, advised_size, position FROM circle ORDER BY position", ()),
        "kinds": [
            {**kind, "counted": bool(kind["counted"])}
            for kind in _objects(store, "SELECT name, counted, position FROM kind ORDER BY position", ())
        ],
        "settings": _objects(store, "SELECT key, value FROM setting ORDER BY key", ()),
        "import_batches": _objects(
            store, "SELECT id, imported_at, source, files, met_on, met_where, created, updated, first_offered_on, "
            "archive_proposed_on FROM import_batch ORDER BY id", ()
        ),
        "people": list(people.values()),
        "interactions": _interactions(store, uids),
        "followups": [
            {"person": uids[row[0]], **dict(zip(FOLLOWUP, row[1:], strict=True))}
            for row in store.rows(f"SELECT person_id, {', '.join(FOLLOWUP)} FROM followup ORDER BY id")
            if row[0] in uids
        ],
        "step_backs": [
            {"person": uids[row[0]], "stood_days": row[1], "last_stood_on": row[2], "steps": row[3], "behind_until": row[4]}
            for row in store.rows("SELECT person_id, stood_days, last_stood_on, steps, behind_until FROM step_back")
            if row[0] in uids
        ],
    }  # fmt: skip


def records(complete: Mapping[str, Any]) -> list[PersonRecord]:
    """The people of a copy as records, for the preview and for finding who is here already.

    Raises CommandError when the copy is from a newer program or not of our shape.
    """
    schema = complete.get("schema")
    if not isinstance(schema, int) or not isinstance(complete.get("people"), list):
        raise CommandError(
            tr("This file says it is a NetCare copy, but its shape is not right. Nothing was imported.")
        )
    if schema > migrations.newest():
        raise CommandError(tr("This copy was written by a newer NetCare. Import it with that one."))
    copy_shape.check(complete)
    return [_record(one, place) for place, one in enumerate(complete["people"], 1) if isinstance(one, dict)]


def address_key(address: AddressRecord) -> str:
    """By what two addresses are the same."""
    return "\n".join(str(getattr(address, name)).strip().casefold() for name in ADDRESS if name != "label")


def stored_addresses(store: Store, person: int) -> Iterable[AddressRecord]:
    """The addresses of a person as records."""
    for row in store.rows(
        f"SELECT {', '.join(ADDRESS)} FROM address WHERE person_id = ? ORDER BY position, id", (person,)
    ):
        yield AddressRecord(**dict(zip(ADDRESS, row, strict=True)))


def _record(one: Mapping[str, Any], line: int) -> PersonRecord:
    def text(key: str) -> str:
        value = one.get(key)
        return value if isinstance(value, str) else ""

    def several(key: str) -> list[dict[str, Any]]:
        value = one.get(key)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    record = PersonRecord(line=line, uid=text("uid"), organisation=text("organisation"))
    for name in ("full_name", "given", "middle", "family", "prefix", "suffix", "nickname", "phonetic_given",
                 "phonetic_family", "title", "department", "notes"):  # fmt: skip
        setattr(record, name, text(name))
    try:
        record.met_on = rhythms.day(text("met_on") or None)
        record.connected_on = rhythms.day(text("connected_on") or None)
    except ValueError as error:
        raise CommandError(tr("A date in this copy is not a date. Nothing was imported.")) from error
    record.is_organisation = one.get("is_organisation") is True
    record.contact_points = [
        ContactPointRecord(
            str(item.get("kind", "")),
            str(item.get("value", "")),
            str(item.get("label", "")),
            item.get("preferred") is True,
        )
        for item in several("contact_points")
    ]
    record.addresses = [
        AddressRecord(**{name: str(item.get(name, "")) for name in ADDRESS}) for item in several("addresses")
    ]
    tags = one.get("tags")
    record.labels = [str(tag) for tag in tags] if isinstance(tags, list) else []
    for item in several("occasions"):
        kind, month, day, year = item.get("kind"), item.get("month"), item.get("day"), item.get("year")
        if kind in ("birthday", "anniversary") and isinstance(month, int) and isinstance(day, int):
            iso = f"{year:04d}-{month:02d}-{day:02d}" if isinstance(year, int) else f"--{month:02d}-{day:02d}"
            setattr(record, str(kind), iso)
    record.related = [
        RelatedRecord(str(item.get("label", "")), str(item.get("name", ""))) for item in several("relations")
    ]
    return record


def _collect(
    store: Store,
    people: dict[int, dict[str, Any]],
    key: str,
    columns: tuple[str, ...],
    table: str,
    order: str,
) -> None:
    for row in store.rows(f"SELECT person_id, {', '.join(columns)} FROM {table} ORDER BY person_id, {order}"):
        if row[0] in people:
            people[row[0]][key].append(dict(zip(columns, row[1:], strict=True)))


def _objects(store: Store, sql: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    cursor = store.connection().execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _interactions(store: Store, uids: Mapping[int, str]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {
        row[0]: {**dict(zip(INTERACTION, row[1:], strict=True)), "people": []}
        for row in store.rows(f"SELECT id, {', '.join(INTERACTION)} FROM interaction ORDER BY on_day, id")
    }
    for interaction, person in store.rows(
        "SELECT interaction_id, person_id FROM interaction_person ORDER BY id"
    ):
        if person in uids:
            found[interaction]["people"].append(uids[person])
    return [one for one in found.values() if one["people"]]
