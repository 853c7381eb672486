"""People to vCard 4.0 (RFC 6350): what the standard has a property for in that, the rest in X- properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from netcare_desktop.formats.records import AddressRecord, ContactPointRecord, PersonRecord, RelatedRecord

PRODUCT = "-//NetCare Desktop//EN"
_FOLD = 75  # octets, without the line end

_TYPES = {"work": "work", "home": "home"}
_PHONE_TYPES = {**_TYPES, "mobile": "cell", "pager": "pager"}
_RELATIONS = frozenset(
    {"contact", "acquaintance", "friend", "met", "co-worker", "colleague", "co-resident", "neighbor", "child", "parent",
     "sibling", "spouse", "kin", "emergency"}
)  # fmt: skip
_PROPERTIES = {"email": "EMAIL", "phone": "TEL", "fax": "TEL", "url": "URL", "social": "X-SOCIALPROFILE"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write_vcard4(records: Iterable[PersonRecord], stream: TextIO) -> None:
    """Write one card per person to a text stream opened with `encoding="utf-8", newline=""`.

    Lines end in CRLF and are folded at 75 octets, never inside a letter. Labels that vCard has no TYPE for stand in
    an X-ABLabel, as address books of today write and read them.
    """
    for record in records:
        for line in _card(record):
            stream.write(fold(line))


def fold(line: str) -> str:
    """A property as lines of at most 75 octets, each with its CRLF."""
    data = line.encode("utf-8")
    parts: list[bytes] = []
    limit = _FOLD
    while len(data) > limit:
        end = limit
        while data[end] & 0xC0 == 0x80:  # the middle of a letter
            end -= 1
        parts.append(data[:end])
        data = data[end:]
        limit = _FOLD - 1  # the blank that marks a continuation counts
    parts.append(data)
    return "\r\n ".join(part.decode("utf-8") for part in parts) + "\r\n"


def _card(record: PersonRecord) -> Iterator[str]:
    numbers = iter(range(1, 1_000_000))
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"PRODID:{PRODUCT}"
    if record.uid:
        uri = re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:\S", record.uid)
        yield f"UID{'' if uri else ';VALUE=text'}:{_escaped(record.uid)}"
    yield f"KIND:{'org' if record.is_organisation else 'individual'}"
    yield f"FN:{_escaped(record.full_name)}"
    parts = (record.family, record.given, record.middle, record.prefix, record.suffix)
    if any(parts):
        yield "N:" + ";".join(map(_escaped, parts))
    yield from _simple("NICKNAME", record.nickname)
    yield from _simple("X-PHONETIC-FIRST-NAME", record.phonetic_given)
    yield from _simple("X-PHONETIC-LAST-NAME", record.phonetic_family)
    if record.organisation or record.department:
        department = f";{_escaped(record.department)}" if record.department else ""
        yield f"ORG:{_escaped(record.organisation)}{department}"
    yield from _simple("TITLE", record.title)
    for point in record.contact_points:
        yield from _point(point, numbers)
    for address in record.addresses:
        yield from _address(address, numbers)
    yield from _simple("BDAY", _day(record.birthday))
    yield from _simple("ANNIVERSARY", _day(record.anniversary))
    for related in record.related:
        yield from _related(related, numbers)
    if record.labels:
        yield "CATEGORIES:" + ",".join(map(_escaped, record.labels))
    yield from _simple("NOTE", record.notes)
    for name, day in (
        ("MET", record.met_on),
        ("CONNECTED", record.connected_on),
        ("SCANNED", record.scanned_on),
    ):
        if day:
            yield f"X-NETCARE-{name}-ON:{day.isoformat()}"
    yield "END:VCARD"


def _simple(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{_escaped(value)}"


def _point(point: ContactPointRecord, numbers: Iterator[int]) -> Iterator[str]:
    types = _PHONE_TYPES if point.kind in {"phone", "fax"} else _TYPES
    kinds = [kind for kind in ("fax" if point.kind == "fax" else "", types.get(point.label, "")) if kind]
    parameters = "".join(f";TYPE={kind}" for kind in kinds)
    if point.preferred:
        parameters += ";PREF=1"
    if point.kind in {"phone", "fax"}:
        parameters += ";VALUE=text"
    own = point.label if point.label not in types else ""
    yield from _labelled(_PROPERTIES.get(point.kind, "URL") + parameters, _escaped(point.value), own, numbers)


def _address(address: AddressRecord, numbers: Iterator[int]) -> Iterator[str]:
    parts = (address.po_box, address.extended, address.street, address.city, address.region, address.postal_code,
             address.country)  # fmt: skip
    parameters = f";TYPE={address.label}" if address.label in _TYPES else ""
    if address.formatted:
        parameters += f';LABEL="{_parameter(address.formatted)}"'
    own = address.label if address.label not in _TYPES else ""
    yield from _labelled("ADR" + parameters, ";".join(map(_escaped, parts)), own, numbers)


def _related(related: RelatedRecord, numbers: Iterator[int]) -> Iterator[str]:
    known = related.label in _RELATIONS
    parameters = f";TYPE={related.label};VALUE=text" if known else ";VALUE=text"
    yield from _labelled(
        "RELATED" + parameters, _escaped(related.name), "" if known else related.label, numbers
    )


def _labelled(head: str, value: str, label: str, numbers: Iterator[int]) -> Iterator[str]:
    if not label:
        yield f"{head}:{value}"
        return
    group = f"item{next(numbers)}"
    yield f"{group}.{head}:{value}"
    yield f"{group}.X-ABLabel:{_escaped(label)}"


def _day(text: str) -> str:
    """Version 4 writes dates without dashes: 19650430, --0412."""
    if text.startswith("--"):
        return "--" + text[2:].replace("-", "")
    return text.replace("-", "")


def _escaped(text: str) -> str:
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\n", "\\n")


def _parameter(text: str) -> str:
    """A parameter's text as RFC 6868 writes it."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
