"""The properties of one card to a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from netcare_desktop.formats.cells import one_line, shortened, trimmed, unique
from netcare_desktop.formats.dates import Undecided, Yearless, decide, parse_date
from netcare_desktop.formats.keys import is_social
from netcare_desktop.formats.names import compose, is_organisation_name, split_name
from netcare_desktop.formats.notices import Notices
from netcare_desktop.formats.records import AddressRecord, ContactPointRecord, PersonRecord, RelatedRecord
from netcare_desktop.formats.vcard_lines import Card, Property
from netcare_desktop.formats.vcard_values import (
    apple_label,
    components,
    listed,
    parameter_text,
    type_label,
    unescape,
)
from netcare_desktop.i18n import tr

_ANNIVERSARIES = (
    "ANNIVERSARY",
    "X-ANNIVERSARY",
    "X-KADDRESSBOOK-X-ANNIVERSARY",
    "X-EVOLUTION-ANNIVERSARY",
    "X-WEDDING",
)
_RELATIVES = {
    "X-SPOUSE": "spouse", "X-MS-SPOUSE": "spouse", "X-EVOLUTION-SPOUSE": "spouse", "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-MANAGER": "manager", "X-MS-MANAGER": "manager", "X-EVOLUTION-MANAGER": "manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager", "X-ASSISTANT": "assistant", "X-MS-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant", "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant", "X-MS-CHILD": "child",
}  # fmt: skip
_DAYS = {
    "X-NETCARE-MET-ON": "met_on",
    "X-NETCARE-CONNECTED-ON": "connected_on",
    "X-NETCARE-SCANNED-ON": "scanned_on",
}
_TEL_EXTENSION = re.compile(r";ext=([\d]+)", re.IGNORECASE)


class CardReader:
    """Reads cards. `fallback` is the code page of bytes that are neither declared nor UTF-8."""

    def __init__(self, fallback: str, notices: Notices) -> None:
        self._fallback = fallback
        self._notices = notices
        self._readers: dict[str, Callable[[_Open, Property, str], None]] = {
            "FN": _full_name,
            "N": _name,
            "NICKNAME": _nickname,
            "ORG": _organisation,
            "TITLE": _title,
            "ROLE": _role,
            "EMAIL": _email,
            "TEL": _phone,
            "URL": _url,
            "X-SOCIALPROFILE": _url,
            "SOCIALPROFILE": _url,
            "IMPP": _messenger,
            "ADR": _address,
            "LABEL": _formatted,
            "NOTE": _note,
            "CATEGORIES": _categories,
            "BDAY": _birthday,
            "X-ABDATE": _apple_date,
            "RELATED": _related,
            "X-ABRELATEDNAMES": _related,
            "UID": _uid,
            "KIND": _kind,
            "X-ADDRESSBOOKSERVER-KIND": _kind,
            "MEMBER": _member,
            "X-ADDRESSBOOKSERVER-MEMBER": _member,
            "X-ABSHOWAS": _shown_as,
            "X-PHONETIC-FIRST-NAME": _phonetic_given,
            "X-PHONETIC-LAST-NAME": _phonetic_family,
            **dict.fromkeys(_ANNIVERSARIES, _anniversary),
            **dict.fromkeys(_RELATIVES, _relative),
            **dict.fromkeys(_DAYS, _day),
        }

    def read(self, card: Card) -> tuple[PersonRecord, list[str] | None]:
        """The person of a card, without a full name when there is nothing in it; and for a group its members' UIDs."""
        opened = _Open(card, self._fallback, self._notices)
        alternatives: set[tuple[str, str]] = set()
        for one in card.properties:
            reader = self._readers.get(one.name)
            if reader is None:
                continue
            alternative = next(iter(one.parameters.get("ALTID", [])), "")
            if alternative and one.name not in {
                "TEL",
                "EMAIL",
                "ADR",
                "URL",
                "IMPP",
                "CATEGORIES",
                "RELATED",
            }:
                if (one.name, alternative) in alternatives:
                    continue
                alternatives.add((one.name, alternative))
            text = one.text(self._fallback)
            if text.strip():
                reader(opened, one, text)
        for agent in card.agents:
            name = one_line(trimmed(unescape(agent.text(self._fallback), opened.version)))
            if name:
                opened.record.related.append(RelatedRecord("assistant", name))
        return opened.finished()


class _Open:
    """A card while it is read."""

    def __init__(self, card: Card, fallback: str, notices: Notices) -> None:
        self.record = PersonRecord(line=card.line)
        self.version = card.version or "3.0"
        self.own = any(one.name == "PRODID" and b"NetCare" in one.raw for one in card.properties)
        self.line = card.line
        self.notices = notices
        self.labels = {
            one.group: apple_label(unescape(one.text(fallback), self.version).strip())
            for one in card.properties
            if one.name == "X-ABLABEL" and one.group
        }
        self.notes: list[str] = []
        self.extra: list[str] = []
        self.roles: list[str] = []
        self.kind = ""
        self.members: list[str] = []
        self.company = False

    def plain(self, text: str) -> str:
        """An unescaped value on one line."""
        return one_line(trimmed(unescape(text, self.version)))

    def label(self, one: Property) -> str:
        """The label of a value: its group's own words first, else its types."""
        return self.labels.get(one.group) or type_label(one.types)

    def add(self, kind: str, value: str, one: Property, label: str | None = None) -> None:
        """A way to reach the person, unless it is there already."""
        if not value or any(
            point.kind == kind and point.value == value for point in self.record.contact_points
        ):
            return
        preferred = "pref" in one.types or "PREF" in one.parameters
        point = ContactPointRecord(kind, value, self.label(one) if label is None else label, preferred)
        self.record.contact_points.append(point)

    def date(self, one: Property, text: str, what: str) -> date | Yearless | None:
        """The date of a value, or None and a sentence."""
        text = trimmed(unescape(text, self.version)).removeprefix("VALUE=date:")
        found = parse_date(text)
        if isinstance(found, Undecided):
            found = decide(found, "dmy") or decide(found, "mdy")
        omitted = next(iter(one.parameters.get("X-APPLE-OMIT-YEAR", [])), "")
        if isinstance(found, date) and omitted.isdecimal() and found.year == int(omitted):
            return Yearless(found.month, found.day)
        if found is None:
            message = tr("“{value}” ({what}) is no date that could be read. It was left out.")
            self.notices.tell(one.line, message.format(value=shortened(text), what=what))
        return found

    def finished(self) -> tuple[PersonRecord, list[str] | None]:
        record = self.record
        if self.kind == "group":
            return record, self.members
        if self.roles and not record.title:
            record.title = self.roles.pop(0)
        self.extra.extend(f"{tr('Role')}: {role}" for role in self.roles if role != record.title)
        record.notes = "\n".join([*self.notes, *self.extra])
        record.labels = unique(record.labels)
        if self.own:  # every part is there as it was; nothing is to be guessed
            record.is_organisation = self.kind == "org"
        else:
            self._settle_name()
        return record, None

    def _settle_name(self) -> None:
        record = self.record
        organisation = self.company or self.kind in {"org", "organization"}
        named = bool(record.given or record.family)
        if not record.full_name and named:
            record.full_name = compose(
                record.prefix, record.given, record.middle, record.family, record.suffix
            )
        if record.full_name and not named and not organisation:
            organisation = record.full_name == record.organisation or (
                not record.organisation and is_organisation_name(record.full_name)
            )
        if organisation:
            record.is_organisation = True
            record.full_name = record.full_name or record.organisation
            record.organisation = record.organisation or record.full_name
        elif record.full_name and not named and "@" not in record.full_name:
            name = split_name(record.full_name)
            record.given, record.family, record.middle = name.given, name.family, record.middle or name.middle
            record.prefix, record.suffix = record.prefix or name.prefix, record.suffix or name.suffix
        elif not record.full_name and record.organisation:
            record.full_name = record.organisation
            record.is_organisation = not record.title
        if not record.full_name:
            values = record.emails or record.phones or record.urls or record.faxes
            record.full_name = record.nickname or (values[0] if values else "")


def _full_name(opened: _Open, one: Property, text: str) -> None:
    if not opened.record.full_name:
        opened.record.full_name = opened.plain(text)


def _name(opened: _Open, one: Property, text: str) -> None:
    record = opened.record
    if record.given or record.family:
        return
    parts = [_joined(opened, part, " ") for part in components(text)]
    parts += [""] * (5 - len(parts))
    record.family, record.given, record.middle, record.prefix = parts[:4]
    record.suffix = _joined(opened, components(text)[4], ", ") if len(components(text)) > 4 else ""


def _joined(opened: _Open, part: str, sign: str) -> str:
    """A component that may hold several values: `Q.,Public`."""
    if opened.version == "2.1":
        return opened.plain(part)
    return one_line(trimmed(sign.join(listed(part, opened.version))))


def _nickname(opened: _Open, one: Property, text: str) -> None:
    if not opened.record.nickname:
        opened.record.nickname = ", ".join(one_line(trimmed(name)) for name in listed(text, opened.version))


def _organisation(opened: _Open, one: Property, text: str) -> None:
    parts = [value for part in components(text) if (value := opened.plain(part))]
    if not parts:
        return
    if opened.record.organisation:
        opened.extra.append(f"{tr('Organisation')}: {', '.join(parts)}")
        return
    opened.record.organisation = parts[0] if components(text)[0].strip() else ""
    opened.record.department = ", ".join(parts[1:] if opened.record.organisation else parts)


def _title(opened: _Open, one: Property, text: str) -> None:
    if opened.record.title:
        opened.extra.append(f"{tr('Job title')}: {opened.plain(text)}")
    else:
        opened.record.title = opened.plain(text)


def _role(opened: _Open, one: Property, text: str) -> None:
    opened.roles.append(opened.plain(text))


def _email(opened: _Open, one: Property, text: str) -> None:
    value = opened.plain(text)
    opened.add("email", value if opened.own else value.removeprefix("mailto:"), one)


def _phone(opened: _Open, one: Property, text: str) -> None:
    value = opened.plain(text)
    if opened.own:
        opened.add("fax" if "fax" in one.types else "phone", value, one)
        return
    if value.lower().startswith("tel:"):
        value = _TEL_EXTENSION.sub(r" x\1", value[4:]).split(";", 1)[0]
    label = opened.label(one)
    fax = "fax" in one.types or label.lower() in {"home fax", "work fax", "fax"}
    opened.add(
        "fax" if fax else "phone", value, one, label.lower().replace("fax", "").strip() if fax else label
    )


def _url(opened: _Open, one: Property, text: str) -> None:
    value = opened.plain(text)
    social = "SOCIALPROFILE" in one.name or (is_social(value) and not opened.own)
    label = opened.label(one)
    opened.add("social" if social else "url", value, one, label)


def _messenger(opened: _Open, one: Property, text: str) -> None:
    value = opened.plain(text)
    if value.lower().startswith(("http://", "https://")):
        opened.add("social", value, one)
    else:
        opened.extra.append(f"{tr('Messenger')}: {value}")


def _address(opened: _Open, one: Property, text: str) -> None:
    parts = [trimmed(unescape(part, opened.version)) for part in components(text)]
    parts += [""] * (7 - len(parts))
    address = AddressRecord(
        po_box=one_line(parts[0]),
        extended=parts[1],
        street=parts[2],
        city=one_line(parts[3]),
        region=one_line(parts[4]),
        postal_code=one_line(parts[5]),
        country=one_line(parts[6]),
        label=opened.label(one),
    )
    written = next(iter(one.parameters.get("LABEL", [])), "")
    if opened.own or not (address.street or address.city):
        address.formatted = trimmed(parameter_text(written, strict=opened.own))
    if any((*parts[:7], address.formatted)):
        opened.record.addresses.append(address)


def _formatted(opened: _Open, one: Property, text: str) -> None:
    """LABEL is the whole address as printed; it counts only where its parts are not given."""
    label = opened.label(one)
    if all(address.label != label for address in opened.record.addresses):
        opened.record.addresses.append(
            AddressRecord(formatted=trimmed(unescape(text, opened.version)), label=label)
        )


def _note(opened: _Open, one: Property, text: str) -> None:
    note = trimmed(unescape(text, opened.version))
    if note:
        opened.notes.append(note)


def _categories(opened: _Open, one: Property, text: str) -> None:
    sign = ";" if opened.version == "2.1" and "," not in text else ","
    hidden = {"mycontacts", "my contacts"}
    values = [one_line(trimmed(value)) for value in listed(text, opened.version, sign=sign)]
    if opened.own:
        opened.record.labels.extend(values)
        return
    values = [value.lstrip("*").strip() for value in values]
    opened.record.labels.extend(value for value in values if value and value.casefold() not in hidden)


def _birthday(opened: _Open, one: Property, text: str) -> None:
    found = opened.date(one, text, tr("birthday"))
    if found:
        opened.record.birthday = opened.record.birthday or str(found)


def _anniversary(opened: _Open, one: Property, text: str) -> None:
    found = opened.date(one, text, tr("anniversary"))
    if found:
        opened.record.anniversary = opened.record.anniversary or str(found)


def _apple_date(opened: _Open, one: Property, text: str) -> None:
    label = opened.labels.get(one.group, "")
    if label.lower() == "anniversary":
        _anniversary(opened, one, text)
    elif found := opened.date(one, text, label or tr("date")):
        opened.extra.append(f"{label or tr('Date')}: {found}")


def _related(opened: _Open, one: Property, text: str) -> None:
    label = opened.labels.get(one.group) or next((kind for kind in one.types if kind != "pref"), "")
    opened.record.related.append(RelatedRecord(label, opened.plain(text)))


def _relative(opened: _Open, one: Property, text: str) -> None:
    name = opened.plain(text)
    if all(related.name != name for related in opened.record.related):
        opened.record.related.append(RelatedRecord(_RELATIVES[one.name], name))


def _uid(opened: _Open, one: Property, text: str) -> None:
    opened.record.uid = opened.plain(text)


def _kind(opened: _Open, one: Property, text: str) -> None:
    opened.kind = opened.plain(text).lower()


def _member(opened: _Open, one: Property, text: str) -> None:
    opened.members.append(opened.plain(text))


def _shown_as(opened: _Open, one: Property, text: str) -> None:
    opened.company = opened.plain(text).upper() == "COMPANY"


def _phonetic_given(opened: _Open, one: Property, text: str) -> None:
    opened.record.phonetic_given = opened.plain(text)


def _phonetic_family(opened: _Open, one: Property, text: str) -> None:
    opened.record.phonetic_family = opened.plain(text)


def _day(opened: _Open, one: Property, text: str) -> None:
    found = opened.date(one, text, one.name)
    if isinstance(found, date):
        setattr(opened.record, _DAYS[one.name], found)
