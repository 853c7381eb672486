"""People to a CSV file that spreadsheets open safely and our own reader reads back, equal.

Every value has a column of its own; the header names are those of the source `netcare` in `sources.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TextIO

from netcare_desktop.formats.cells import guarded
from netcare_desktop.formats.records import AddressRecord, PersonRecord

_BEFORE = (
    ("Full name", "full_name"),
    ("Given name", "given"),
    ("Middle name", "middle"),
    ("Family name", "family"),
    ("Prefix", "prefix"),
    ("Suffix", "suffix"),
    ("Nickname", "nickname"),
    ("Phonetic given name", "phonetic_given"),
    ("Phonetic family name", "phonetic_family"),
    ("Is an organisation", "is_organisation"),
    ("Organisation", "organisation"),
    ("Department", "department"),
    ("Job title", "title"),
)
_AFTER = (
    ("Birthday", "birthday"),
    ("Anniversary", "anniversary"),
    ("Met on", "met_on"),
    ("Connected on", "connected_on"),
    ("Scanned on", "scanned_on"),
    ("Labels", "labels"),
    ("Notes", "notes"),
    ("UID", "uid"),
)
_KINDS = (
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("fax", "Fax"),
    ("url", "Web page"),
    ("social", "Social profile"),
)
_ADDRESS = (
    ("street", "street"),
    ("PO box", "po_box"),
    ("extended", "extended"),
    ("city", "city"),
    ("region", "region"),
    ("postal code", "postal_code"),
    ("country", "country"),
    ("formatted", "formatted"),
    ("label", "label"),
)


def write_csv(records: Iterable[PersonRecord], stream: TextIO, *, exact: bool = False) -> None:
    """Write a header and one row per person to a text stream opened with `newline=""`.

    A cell that starts with = + - @ TAB or CR gets a leading apostrophe, so that no spreadsheet takes it for a
    formula; plain phone numbers do not, and our import takes the apostrophe off again. `exact` leaves cells as they
    are. Open files as `utf-8-sig`: Excel takes a file without the mark for its old code page.
    """
    people = list(records)
    counts = {kind: max((len(record.values(kind)) for record in people), default=0) for kind, _ in _KINDS}
    addresses = max((len(record.addresses) for record in people), default=0)
    related = max((len(record.related) for record in people), default=0)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_header(counts, addresses, related))
    for record in people:
        cells = _cells(record, counts, addresses, related)
        writer.writerow(cells if exact else map(guarded, cells))


def _header(counts: dict[str, int], addresses: int, related: int) -> Iterator[str]:
    yield from (header for header, _ in _BEFORE)
    for kind, name in _KINDS:
        for number in range(1, counts[kind] + 1):
            yield f"{name} {number}"
            yield f"{name} {number} label"
            yield f"{name} {number} preferred"
    for number in range(1, addresses + 1):
        yield from (f"Address {number} {part}" for part, _ in _ADDRESS)
    for number in range(1, related + 1):
        yield f"Related {number} name"
        yield f"Related {number} label"
    yield from (header for header, _ in _AFTER)


def _cells(record: PersonRecord, counts: dict[str, int], addresses: int, related: int) -> Iterator[str]:
    yield from (_text(getattr(record, name)) for _, name in _BEFORE)
    for kind, _ in _KINDS:
        points = [point for point in record.contact_points if point.kind == kind]
        for point in points:
            yield from (point.value, point.label, _text(point.preferred))
        yield from [""] * (3 * (counts[kind] - len(points)))
    for number in range(addresses):
        address = record.addresses[number] if number < len(record.addresses) else AddressRecord()
        yield from (getattr(address, name) for _, name in _ADDRESS)
    for number in range(related):
        one = record.related[number] if number < len(record.related) else None
        yield from (one.name, one.label) if one else ("", "")
    yield from (_text(getattr(record, name)) for _, name in _AFTER)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(label.replace("\\", "\\\\").replace(";", "\\;") for label in value)
    return str(value) if value is not None else ""
