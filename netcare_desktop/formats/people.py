"""From the cells of a row to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from netcare_desktop.formats.cells import (
    CELL_LIMIT,
    clean,
    is_name_placeholder,
    is_no_date,
    is_placeholder,
    one_line,
    shortened,
    split_list,
    unique,
)
from netcare_desktop.formats.column_dates import ColumnDates
from netcare_desktop.formats.dates import Undecided, Yearless, from_parts, parse_date
from netcare_desktop.formats.fields import Target
from netcare_desktop.formats.keys import find_emails, is_social
from netcare_desktop.formats.naming import keep_name, settle_name
from netcare_desktop.formats.notices import Notices
from netcare_desktop.formats.phones import damaged_by_excel, split_phones
from netcare_desktop.formats.records import AddressRecord, ContactPointRecord, PersonRecord, RelatedRecord
from netcare_desktop.i18n import ntr, tr

_SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts"})
_FAX = re.compile(r"(?i)fax|télécop|传真|傳真|팩스|ファ[クッ]")
_DAY_FIELDS = frozenset({"met_on", "connected_on", "scanned_on"})
_RELATIONS = {"spouse", "partner", "child", "mother", "father", "parent", "brother", "sister", "friend", "relative",
              "manager", "assistant", "domestic partner", "referred by"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """A column of the table at hand: where it stands, what it is called and what it is read as."""

    index: int
    header: str
    target: Target


@dataclass(slots=True)
class _Draft:
    """A person while the cells of the row come in; label cells may stand before or after what they label."""

    record: PersonRecord
    points: list[tuple[ContactPointRecord, str, int]] = field(default_factory=list)
    labels: dict[tuple[str, int], str] = field(default_factory=dict)
    addresses: dict[tuple[str, int, int], AddressRecord] = field(default_factory=dict)
    related: list[tuple[RelatedRecord, int]] = field(default_factory=list)
    events: list[tuple[str, int, BoundColumn]] = field(default_factory=list)
    custom: list[tuple[str, str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    born: dict[str, str] = field(default_factory=dict)
    spoken: str = ""  # the name before an address: Ada Lovelace <ada@example.com>


class PeopleBuilder:
    """Turns rows into records.

    `exact`: the table is our own export, where every cell holds one value, exactly as it is to be read back.
    """

    def __init__(
        self,
        columns: Sequence[BoundColumn],
        dates: ColumnDates,
        notices: Notices,
        *,
        exact: bool,
        google: bool,
    ) -> None:
        self._notices = notices
        self._dates = dates
        self._exact = exact
        self._google = google
        self._plan = [(column.index, self._handler(column), column) for column in columns]
        self._line = 0
        self._placeholders = 0

    def build(self, line: int, cells: list[str], extra: Sequence[str]) -> PersonRecord | None:
        """The person of a row that begins on a physical line, or None when nothing in it names or reaches anybody.

        `extra` are the filled cells beyond the last column; they go to the notes.
        """
        self._line = line
        draft = _Draft(PersonRecord(line=line))
        count = len(cells)
        for index, handler, column in self._plan:
            if index < count and (raw := cells[index]):
                text = clean(raw)
                if text:
                    if len(text) > CELL_LIMIT:
                        text = self._cut(text, column)
                    handler(draft, text, column)
        if extra:
            draft.notes.append(", ".join(extra))
        return self._finish(draft)

    def finish(self) -> None:
        """Settle what only the whole column tells, once all rows are read."""
        self._dates.settle(self._notices)
        if self._placeholders:
            message = ntr(
                "{n} cell that only says “not available” was taken as empty.",
                "{n} cells that only say “not available” were taken as empty.",
                self._placeholders,
            )
            self._notices.tell(0, message.format(n=self._placeholders))

    # ---------------------------------------------------------------- cells

    def _handler(self, column: BoundColumn) -> Callable[[_Draft, str, BoundColumn], None]:
        name = column.target.field
        if name.endswith("_label"):
            return self._label
        if name.endswith("_preferred"):
            return self._preferred
        if name in _DAY_FIELDS or name in {"birthday", "anniversary"}:
            return self._date
        handlers: dict[str, Callable[[_Draft, str, BoundColumn], None]] = {
            "email": self._email,
            "phone": self._phone,
            "fax": self._phone,
            "url": self._url,
            "social": self._url,
            "labels": self._labels,
            "flag": self._flag,
            "notes": self._note,
            "custom": self._custom,
            "spouse": self._person_around,
            "child": self._person_around,
            "assistant": self._person_around,
            "manager": self._person_around,
            "related": self._person_around,
            "event": self._event,
            "birth_year": self._birth_part,
            "birth_month": self._birth_part,
            "birth_day": self._birth_part,
            "is_organisation": self._organisation_mark,
            "email_type": self._nothing,
        }
        if name in {"street", "po_box", "extended", "city", "region", "postal_code", "country", "address"}:
            return self._address
        if name in handlers:
            return handlers[name]
        return self._text

    def _text(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        name = column.target.field
        if not self._exact:
            text = one_line(text)
            if is_name_placeholder(text):
                self._placeholders += 1
                return
        before = getattr(draft.record, name)
        if not before:
            setattr(draft.record, name, text)
        elif before != text:
            setattr(draft.record, name, f"{before} {text}")

    def _email(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        target = column.target
        if self._exact:
            values = [text]
        else:
            values = find_emails(text)
        if not values:
            if self._is_empty(text):
                return
            if text.lower().startswith(("/o=", "ex:/o=", "/ou=")):
                message = tr(
                    "“{value}” is an address inside an Exchange server, not an e-mail address. It was left out."
                )
            else:
                message = tr("“{value}” is not an e-mail address. It was kept in the notes.")
                draft.custom.append((column.header, text, 0))
            self._notices.tell(self._line, message.format(value=shortened(text)))
            return
        if not draft.spoken and "<" in text and not self._exact and len(values) == 1:
            draft.spoken = text.partition("<")[0].strip(" \"'")
        for value in values:
            point = ContactPointRecord("email", value, target.label)
            draft.points.append((point, "email", target.group))

    def _phone(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        target = column.target
        if self._exact:
            draft.points.append(
                (ContactPointRecord(target.field, text, target.label), target.field, target.group)
            )
            return
        if self._is_empty(text):
            return
        if damaged_by_excel(text):
            message = tr(
                "The phone number “{value}” was cut by a spreadsheet and cannot be restored. It was left out; "
                "format the column as text and export again."
            )
            self._notices.tell(self._line, message.format(value=text))
            return
        for value in split_phones(text):
            if any(sign.isdigit() for sign in value):
                point = ContactPointRecord(target.field, one_line(value), target.label)
                draft.points.append((point, target.field, target.group))
            elif not is_placeholder(value):
                draft.custom.append((column.header, value, 0))

    def _url(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        target = column.target
        values = (
            [text]
            if self._exact
            else [value for part in split_list(text, (":::", "\n")) for value in part.split()]
        )
        if not self._exact and self._is_empty(text):
            return
        for value in values:
            kind = (
                "social" if target.field == "url" and not self._exact and is_social(value) else target.field
            )
            draft.points.append((ContactPointRecord(kind, value, target.label), target.field, target.group))

    def _labels(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        if self._exact:
            draft.record.labels = _escaped_parts(text)
            return
        if is_placeholder(text):
            return
        parts = split_list(text, (":::", ";")) if self._google else split_list(text)
        for part in parts:
            label = one_line(part.lstrip("*").strip())
            if label and label.casefold() not in _SYSTEM_GROUPS:
                draft.record.labels.append(label)

    def _flag(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        if text.casefold() not in {"0", "no", "false", "-", "nein", "いいえ"}:
            draft.record.labels.append(column.header)

    def _note(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        draft.notes.append(text)

    def _custom(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        if not is_placeholder(text):
            draft.custom.append((column.header, ", ".join(split_list(text, (":::",))), column.target.group))

    def _address(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        target = column.target
        name = "formatted" if target.field == "address" else target.field
        parts = split_list(text, (" ::: ",)) if self._google else [text]
        if not self._exact and is_placeholder(text):
            return
        for place, part in enumerate(parts):
            address = draft.addresses.setdefault(
                (target.label, target.group, place), AddressRecord(label=target.label)
            )
            value = part if self._exact or name in {"street", "formatted", "extended"} else one_line(part)
            before = getattr(address, name)
            setattr(address, name, f"{before}\n{value}" if before else value)

    def _label(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        draft.labels[column.target.field.removesuffix("_label"), column.target.group] = text

    def _preferred(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        draft.labels[column.target.field, column.target.group] = text

    def _person_around(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        target = column.target
        label = "" if target.field == "related" else target.field
        if not self._exact and is_placeholder(text):
            return
        several = target.field == "child" or (target.field == "related" and not self._exact)
        for value in split_list(text, (":::", "\n", ";", ",")) if several else [text]:
            draft.related.append((RelatedRecord(label, value), target.group))

    def _event(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        draft.events.append((text, column.target.group, column))

    def _birth_part(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        draft.born[column.target.field] = text.removesuffix(".0")

    def _organisation_mark(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        draft.record.is_organisation = text.casefold() in {"yes", "true", "1", "x"}

    def _nothing(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        """A column that only explains another."""

    def _date(self, draft: _Draft, text: str, column: BoundColumn) -> None:
        if is_no_date(text) or is_placeholder(text):
            return
        name = column.target.field
        found = parse_date(text)
        if isinstance(found, date) or (isinstance(found, Yearless) and name not in _DAY_FIELDS):
            self._dates.saw(column.index, text)
            value = found if name in _DAY_FIELDS else str(found)
            if not getattr(draft.record, name):
                setattr(draft.record, name, value)
        elif isinstance(found, Undecided):
            self._dates.wait(draft.record, name, found, column, self._line)
        else:
            message = tr("“{value}” in the column “{column}” is no date that could be read. It was left out.")
            self._notices.tell(self._line, message.format(value=shortened(text), column=column.header))

    def _is_empty(self, text: str) -> bool:
        if is_placeholder(text):
            self._placeholders += 1
            return True
        return False

    def _cut(self, text: str, column: BoundColumn) -> str:
        message = tr("The cell in “{column}” is longer than a million characters. The rest was cut off.")
        self._notices.tell(self._line, message.format(column=column.header))
        return text[:CELL_LIMIT]

    # ---------------------------------------------------------------- the whole row

    def _finish(self, draft: _Draft) -> PersonRecord | None:
        record = draft.record
        self._settle_points(draft)
        self._settle_around(draft)
        for (_, group, _), address in draft.addresses.items():
            if group and (label := draft.labels.get(("address", group))):
                address.label = label if self._exact else label.lstrip("*").strip()
            if not self._exact and (address.street or address.city):
                address.formatted = ""
            record.addresses.append(address)
        if draft.born and not record.birthday:
            born = draft.born
            record.birthday = from_parts(
                born.get("birth_year", ""), born.get("birth_month", ""), born.get("birth_day", "")
            )
        for header, text, group in draft.custom:
            label = draft.labels.get(("custom", group), header) if group else header
            draft.notes.append(f"{label}: {text}" if label else text)
        if draft.notes:
            record.notes = draft.notes[0] if len(draft.notes) == 1 else "\n".join(draft.notes)
        if len(record.labels) > 1:
            record.labels = unique(record.labels)
        if draft.spoken and not (record.full_name or record.given or record.family):
            record.full_name = draft.spoken
        named = keep_name(record) if self._exact else settle_name(record)
        return record if named else None

    def _settle_points(self, draft: _Draft) -> None:
        seen: set[tuple[str, str]] = set()
        for point, kind, group in draft.points:
            label = draft.labels.get((kind, group), "") if group else ""
            if group and self._exact:
                point.label = label
                point.preferred = (f"{kind}_preferred", group) in draft.labels
            elif label:
                point.preferred = label.startswith("*")
                point.label = label.lstrip("*").strip()
                if kind == "phone" and _FAX.search(label):
                    point.kind = "fax"
            mark = (point.kind, point.value)
            if mark in seen and not self._exact:
                continue
            seen.add(mark)
            draft.record.contact_points.append(point)

    def _settle_around(self, draft: _Draft) -> None:
        for related, group in draft.related:
            if group and not related.label:
                label = draft.labels.get(("related", group), "")
                related.label = label.lower() if label.lower() in _RELATIONS and not self._exact else label
            draft.record.related.append(related)
        for text, group, column in draft.events:
            label = draft.labels.get(("event", group), "").lstrip("*").strip()
            found = parse_date(text)
            name = label.lower()
            if name not in {"anniversary", "birthday"} or not isinstance(found, date | Yearless):
                draft.custom.append((label or column.header, text, 0))
            elif not getattr(draft.record, name):
                setattr(draft.record, name, str(found))


def _escaped_parts(text: str) -> list[str]:
    """The parts of our own list of labels: parted by `;`, a backslash before `;` and `\\` of the labels themselves."""
    parts = re.findall(r"(?:[^;\\]|\\.)+", text, re.DOTALL)
    return [bare for part in parts if (bare := re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL))]
