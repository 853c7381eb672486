"""Plain records: what is understood from a foreign file, and what is written to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(slots=True)
class ContactPointRecord:
    """One way to reach a person. `kind`: email, phone, fax, url, social. `label` as in the file (work, home, mobile …)."""

    kind: str
    value: str
    label: str = ""
    preferred: bool = False


@dataclass(slots=True)
class AddressRecord:
    """A postal address as written; `formatted` when the file gives only the whole."""

    street: str = ""
    po_box: str = ""
    extended: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    formatted: str = ""
    label: str = ""


@dataclass(slots=True)
class RelatedRecord:
    """A person named in the card of another: spouse, child, assistant …"""

    label: str
    name: str


@dataclass(slots=True)
class PersonRecord:
    """One person (or organisation) as a file tells it. `line` is the physical line, 1-based, where the record starts.

    `birthday` and `anniversary` are ISO (`1990-04-16`) or, with the year unknown, `--04-16`.
    """

    given: str = ""
    family: str = ""
    full_name: str = ""
    organisation: str = ""
    title: str = ""
    contact_points: list[ContactPointRecord] = field(default_factory=list)
    addresses: list[AddressRecord] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    notes: str = ""
    met_on: date | None = None
    connected_on: date | None = None
    scanned_on: date | None = None
    prefix: str = ""
    middle: str = ""
    suffix: str = ""
    nickname: str = ""
    department: str = ""
    birthday: str = ""
    anniversary: str = ""
    related: list[RelatedRecord] = field(default_factory=list)
    phonetic_given: str = ""
    phonetic_family: str = ""
    is_organisation: bool = False
    uid: str = ""
    line: int = 0

    def values(self, kind: str) -> list[str]:
        """The values of the contact points of one kind, in file order."""
        return [point.value for point in self.contact_points if point.kind == kind]

    @property
    def emails(self) -> list[str]:
        return self.values("email")

    @property
    def phones(self) -> list[str]:
        return self.values("phone")

    @property
    def faxes(self) -> list[str]:
        return self.values("fax")

    @property
    def urls(self) -> list[str]:
        return [point.value for point in self.contact_points if point.kind in ("url", "social")]


@dataclass(slots=True)
class ReadOptions:
    """What the user (or a command-line flag) decided instead of the reader. None means: find out.

    `header_line` is the physical line, 1-based; 0 means that there is no header row.
    `mapping` gives a field for a column, by header text or by `#N` (N: 1-based column number); None leaves the column out.
    `region` is the ISO country of phone numbers written without a country code.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    source: str | None = None
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and the field it is read as (None: left out)."""

    header: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is not a person, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the user should know; line 0 speaks of the whole file."""

    line: int
    message: str


@dataclass(slots=True)
class ReadResult:
    """A file as it was understood. `kind`: csv, tsv, vcard, json …; `source`: linkedin, google, outlook … generic.

    `sample` holds the first rows of a table as they are, preamble and header too; `sample_lines` the physical line of
    each. `complete` is the re-importable copy of our own (kind json), else None.
    """

    file: str
    kind: str
    source: str
    encoding: str
    delimiter: str | None = None
    header_line: int | None = None
    columns: list[Column] = field(default_factory=list)
    records: list[PersonRecord] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sample: list[list[str]] = field(default_factory=list)
    sample_lines: list[int] = field(default_factory=list)
    rows: int = 0
    complete: dict[str, Any] | None = None


class ReadError(Exception):
    """The file holds nothing that can be read as people; the message says what it is and what to do."""
