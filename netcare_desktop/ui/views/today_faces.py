"""What an entry of Today says, in words: from the rule's entry and what the store knows of its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain import wording
from netcare_desktop.domain.day_words import ago, calendar_day
from netcare_desktop.domain.due import effective_cadence
from netcare_desktop.domain.entries import Entry
from netcare_desktop.domain.light_ideas import IdeaFacts, light_idea
from netcare_desktop.domain.snooze import longer_cadence
from netcare_desktop.domain.words import KEPT_KINDS, EntryKind
from netcare_desktop.i18n import tr
from netcare_desktop.store import rhythms
from netcare_desktop.store.facts import PersonRow
from netcare_desktop.store.opening import Store
from netcare_desktop.store.today import Today, names_of

# Their reason begins with the same words as their label.
_SAYS_ITS_KIND = (EntryKind.DUE, EntryKind.DRIFT, EntryKind.PLAN)


@dataclass(frozen=True)
class EntryFace:
    """One entry as a row shows it. `circle` is the position of the circle, 1 the closest. `longer`: the cadence to
    offer (days) where the entry asks to choose."""

    entry: Entry
    person: int
    name: str
    about: str
    circle: int | None
    label: str
    reason: str
    reason_tooltip: str
    memory: str
    memory_tooltip: str
    idea: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    longer: int | None = None

    @property
    def key(self) -> str:
        """The entry's name for itself, the same on every day it stands there."""
        return self.entry.key

    @property
    def is_kept(self) -> bool:
        """Whether it needs no budget (a follow-up, an occasion, …)."""
        return self.entry.kind in KEPT_KINDS

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ". ".join(
            part for part in (self.name, self.label, self.reason, self.memory, self.idea) if part
        )

    @property
    def copied(self) -> str:
        """The row as text for the clipboard."""
        head = " · ".join(part for part in (self.name, self.about, self.label) if part)
        return "\n".join(part for part in (head, self.reason, self.memory, self.idea) if part)


def faces(store: Store, today: Today, entries: tuple[Entry, ...]) -> list[EntryFace]:
    """The entries in words; one whose person is gone meanwhile is left out."""
    return [
        _face(store, today, entry, today.people[int(entry.people[0])])
        for entry in entries
        if int(entry.people[0]) in today.people
    ]


def _face(store: Store, today: Today, entry: Entry, row: PersonRow) -> EntryFace:
    day = today.plan.on
    reason = wording.reason_text(
        entry.reason, day, [today.people[int(one)].name for one in entry.people if int(one) in today.people]
    )
    if entry.at is not None:
        reason = tr("{reason} at {time}").format(reason=reason, time=entry.at.strftime("%H:%M"))
    memory, memory_tooltip = _memory(today, row.id, day)
    known = IdeaFacts(matters_now=today.matters.get(row.id, ""), organisation=row.organisation)
    return EntryFace(
        entry=entry,
        person=row.id,
        name=names_of(today, entry.people),
        about=" · ".join(part for part in (row.title, row.organisation) if part and part != row.name),
        circle=None if row.circle_rank is None else row.circle_rank + 1,
        label="" if entry.kind in _SAYS_ITS_KIND else wording.kind_text(entry.kind),
        reason=reason,
        reason_tooltip=_exact(entry.due_on, day),
        memory=memory,
        memory_tooltip=memory_tooltip,
        idea=light_idea(entry, known, day=day),
        emails=row.emails,
        phones=row.phones,
        longer=_longer(store, row.id) if entry.asks_to_choose else None,
    )


def _memory(today: Today, person: int, day: date) -> tuple[str, str]:
    """The last note on one line with when it was, and both in full."""
    if person not in today.notes:
        return "", ""
    on, words = today.notes[person]
    first = next((line.strip() for line in words.splitlines() if line.strip()), "")
    memory = tr("“{note}” · {ago}").format(note=first, ago=ago(on, day))
    return memory, "\n".join((words.strip(), calendar_day(on, day)))


def _exact(due_on: date | None, day: date) -> str:
    """The day itself behind "12 days past the usual rhythm"."""
    if due_on is None:
        return ""
    return (
        tr("Due since {day}").format(day=calendar_day(due_on, day))
        if due_on < day
        else calendar_day(due_on, day)
    )


def _longer(store: Store, person: int) -> int | None:
    rhythm = rhythms.of(store.connection(), person)
    cadence = effective_cadence(rhythm) if rhythm is not None else None
    return None if cadence is None else longer_cadence(cadence)
