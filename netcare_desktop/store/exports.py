"""Export: everybody (or a selection) as records, and the files made of them, whole or not at all."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from netcare_desktop import system
from netcare_desktop.formats.records import AddressRecord, ContactPointRecord, PersonRecord, RelatedRecord
from netcare_desktop.i18n import tr
from netcare_desktop.store import complete_copy
from netcare_desktop.store.errors import CommandError, told
from netcare_desktop.store.rhythms import day

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

FORMATS = ("csv", "vcard4", "json")
ENDINGS = {"csv": ".csv", "vcard4": ".vcf", "json": ".json"}

_PERSON = (
    "uid", "given", "family", "full_name", "title", "notes", "prefix", "middle", "suffix", "nickname", "department",
    "phonetic_given", "phonetic_family",
)  # fmt: skip


def write(
    store: Store, kind: str, target: Path, *, exact: bool = False, chosen: Sequence[int] | None = None
) -> int:
    """Write `target` in the format `kind`; returns the number of people. An older file stays when it does not work out.

    `exact` leaves cells of a CSV as they are instead of making them safe for spreadsheets. Raises StoreError, CommandError.
    """
    if target.is_dir():
        raise CommandError(tr("{path} is a folder. Name a file to write to.").format(path=target))
    try:
        with system.replacing(target) as stream:
            return write_stream(store, kind, stream, exact=exact, chosen=chosen)
    except OSError as error:
        sentence = told(error)
        raise (sentence or error) from error


def write_stream(
    store: Store, kind: str, stream: BinaryIO, *, exact: bool = False, chosen: Sequence[int] | None = None
) -> int:
    """The same into an open binary stream (UTF-8)."""
    if kind == "json":
        copy = complete_copy.export(store)
        stream.write(json.dumps(copy, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
        return len(copy["people"])
    people = records(store, chosen)
    # The byte order mark is for spreadsheets, which would otherwise take UTF-8 for the local code page.
    encoding = "utf-8-sig" if kind == "csv" and not exact else "utf-8"
    text = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)
    try:
        if kind == "csv":
            from netcare_desktop.formats.csv_export import write_csv

            write_csv(people, text, exact=exact)
        else:
            from netcare_desktop.formats.vcard_export import write_vcard4

            write_vcard4(people, text)
        text.flush()
    finally:
        text.detach()
    return len(people)


def records(store: Store, chosen: Sequence[int] | None = None) -> list[PersonRecord]:
    """Everybody who is not deleted, or those chosen, as records, by name."""
    where, values = "p.deleted_on IS NULL", tuple[int, ...]()
    if chosen is not None:
        where += f" AND p.id IN ({', '.join(str(int(person)) for person in chosen)})"
    found: dict[int, PersonRecord] = {}
    columns = ", ".join(f"p.{name}" for name in _PERSON)
    for row in store.rows(
        f"SELECT p.id, {columns}, coalesce(o.name, ''), p.met_on, p.connected_on, p.is_organisation FROM person p "
        f"LEFT JOIN organisation o ON o.id = p.organisation_id WHERE {where} ORDER BY p.sort_key, p.id",
        values,
    ):
        record = PersonRecord(**dict(zip(_PERSON, row[1 : len(_PERSON) + 1], strict=True)))
        record.organisation, record.met_on, record.connected_on = row[-4], day(row[-3]), day(row[-2])
        record.is_organisation = bool(row[-1])
        found[row[0]] = record
    for person, kind, value, label, preferred in store.rows(
        "SELECT person_id, kind, value, label, preferred FROM contact_point ORDER BY person_id, position, id"
    ):
        if person in found:
            found[person].contact_points.append(ContactPointRecord(kind, value, label, bool(preferred)))
    for row in store.rows(
        f"SELECT person_id, {', '.join(complete_copy.ADDRESS)} FROM address ORDER BY person_id, position, id"
    ):
        if row[0] in found:
            found[row[0]].addresses.append(
                AddressRecord(**dict(zip(complete_copy.ADDRESS, row[1:], strict=True)))
            )
    for person, name in store.rows(
        "SELECT pt.person_id, t.name FROM person_tag pt JOIN tag t ON t.id = pt.tag_id ORDER BY pt.id"
    ):
        if person in found:
            found[person].labels.append(name)
    for person, kind, month, on_day, year in store.rows(
        "SELECT person_id, kind, month, day, year FROM occasion"
    ):
        if person in found and kind in ("birthday", "anniversary"):
            start = f"{year:04d}" if year else "-"
            setattr(found[person], kind, f"{start}-{month:02d}-{on_day:02d}")
    for person, label, name in store.rows("SELECT person_id, label, name FROM relation ORDER BY id"):
        if person in found:
            found[person].related.append(RelatedRecord(label, name))
    return list(found.values())
