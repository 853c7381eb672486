"""What the store hands out about people: plain, frozen, safe to pass between threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.due import Due
from netcare_desktop.domain.words import Growth, State


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list shows one. `state` is None for somebody who is never due."""

    id: int
    name: str
    organisation: str
    title: str
    circle: str | None
    circle_rank: int | None
    growth: Growth | None
    tags: tuple[str, ...]
    last_interaction_on: date | None
    due_on: date | None
    state: State | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    in_card_stack: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class ContactPointFact:
    """One way to reach a person, as stored. `id` 0: not stored yet."""

    kind: str
    value: str
    label: str = ""
    preferred: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class AddressFact:
    """A postal address; `formatted` when only the whole is known."""

    label: str = ""
    street: str = ""
    po_box: str = ""
    extended: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    formatted: str = ""

    @property
    def text(self) -> str:
        """The address in lines."""
        if self.formatted:
            return self.formatted
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        lines = (self.po_box, self.extended, self.street, town, self.region, self.country)
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class OccasionFact:
    """A date that comes back every year; the year may be unknown."""

    id: int
    kind: str
    name: str
    month: int
    day: int
    year: int | None

    @property
    def iso(self) -> str:
        """`1990-04-16`, or `--04-16` with the year unknown."""
        start = f"{self.year:04d}" if self.year else "-"
        return f"{start}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class InteractionFact:
    """A contact that took place, with everybody who was there as (id, name)."""

    id: int
    on: date
    at: str | None
    channel: str
    started_by: str
    minutes: int | None
    summary: str
    notes: str
    intent: str
    answered: str
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class FollowupFact:
    """A dated thing to do about a person. `repeat_unit`: days, weeks, months or years, with `repeat_every`."""

    id: int
    person: int
    name: str
    on: date
    at: str | None
    text: str
    done_on: date | None
    repeat_every: int | None
    repeat_unit: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The import a person came with: the names of its files, and the local day."""

    files: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person, everything."""

    row: PersonRow
    uid: str
    full_name: str
    given: str
    middle: str
    family: str
    prefix: str
    suffix: str
    nickname: str
    phonetic_given: str
    phonetic_family: str
    is_organisation: bool
    department: str
    notes: str
    matters: str
    matters_on: date | None
    met_on: date | None
    met_where: str
    connected_on: date | None
    preferred_channel: str
    time_zone: str
    introduced_by: tuple[int, str] | None
    cadence: int | None
    circle_id: int | None
    circle_cadence: int | None
    growing_since: date | None
    paused: bool
    paused_until: date | None
    snoozed_until: date | None
    last_spoke: str
    import_batch: int | None
    due: Due | None
    contact_points: tuple[ContactPointFact, ...]
    addresses: tuple[AddressFact, ...]
    kinds: tuple[str, ...]
    occasions: tuple[OccasionFact, ...]
    relations: tuple[tuple[str, str], ...]
    interactions: tuple[InteractionFact, ...]
    followups: tuple[FollowupFact, ...]
    origin: Origin | None = None
    deleted_on: date | None = None
