"""Records as the command line prints them: the JSON shape scripts rely on. Keys may be added, never renamed."""

from __future__ import annotations

from datetime import date
from typing import Any

from netcare_desktop.formats.records import AddressRecord, PersonRecord, ReadResult

_ALWAYS = ("given", "family", "full_name", "organisation", "title")
_WHERE_FILLED = ("prefix", "middle", "suffix", "nickname", "department", "birthday", "anniversary", "phonetic_given",
                 "phonetic_family")  # fmt: skip
_ADDRESS = ("street", "po_box", "extended", "city", "region", "postal_code", "country", "formatted", "label")


def person_json(record: PersonRecord) -> dict[str, Any]:
    """One person: the everyday fields always, the rarer ones only where they are filled."""
    shape: dict[str, Any] = {name: getattr(record, name) for name in _ALWAYS}
    shape["emails"] = record.emails
    shape["phones"] = record.phones
    shape["urls"] = record.urls
    shape["addresses"] = [_address(address) for address in record.addresses]
    shape["labels"] = list(record.labels)
    shape["notes"] = record.notes
    shape["met_on"] = _day(record.met_on)
    shape["connected_on"] = _day(record.connected_on)
    shape["line"] = record.line
    for name in _WHERE_FILLED:
        if value := getattr(record, name):
            shape[name] = value
    if record.faxes:
        shape["faxes"] = record.faxes
    if record.scanned_on:
        shape["scanned_on"] = _day(record.scanned_on)
    if record.related:
        shape["related"] = [{"label": related.label, "name": related.name} for related in record.related]
    if record.is_organisation:
        shape["is_organisation"] = True
    return shape


def file_json(result: ReadResult) -> dict[str, Any]:
    """A file as it was understood, without its people. A tab is written `\\t`, two characters."""
    return {
        "file": result.file,
        "kind": result.kind,
        "source": result.source,
        "encoding": result.encoding,
        "delimiter": "\\t" if result.delimiter == "\t" else result.delimiter,
        "header_line": result.header_line,
        "rows": result.rows,
        "columns": [{"header": column.header, "field": column.field} for column in result.columns],
        "skipped": [{"line": skipped.line, "reason": skipped.reason} for skipped in result.skipped],
        "problems": [{"line": problem.line, "message": problem.message} for problem in result.problems],
    }


def _address(address: AddressRecord) -> dict[str, str]:
    return {name: value for name in _ADDRESS if (value := getattr(address, name))}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
