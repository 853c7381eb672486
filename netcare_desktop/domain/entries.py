"""What Today shows: entries with their reasons, before they are put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from netcare_desktop.domain.words import Channel, EntryKind, Mode, State


class Why(StrEnum):
    """The sort of reason; `wording.reason_text` has a sentence for each."""

    RHYTHM = "rhythm"
    FIRST_HELLO = "first hello"
    SPREAD = "spread"
    MET = "met"
    GROWING_BEGAN = "growing began"
    SNOOZED = "snoozed"
    PAUSE_OVER = "pause over"
    REST_OVER = "rest over"
    PLANNED = "planned"
    PROMISE = "promise"
    SOONISH = "soonish promise"
    FOLLOWUP = "followup"
    OCCASION_AHEAD = "occasion ahead"
    OCCASION_TODAY = "occasion today"
    INTRODUCTION = "introduction"
    ASK = "ask"
    PLAN = "plan"
    DRIFT = "drift"
    REKINDLE = "rekindle"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is there. `on` is the day the reason speaks of (the promised day, the day you met, …);
    `days` past the usual rhythm, or of silence; `number` the age on a birthday, years of an anniversary, or
    the usual gap in days; `text` the user's own words or the occasion's label; `circle` the name of the
    circle."""

    why: Why
    on: date | None = None
    days: int = 0
    number: int | None = None
    text: str = ""
    circle: str | None = None
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of Today. `key` names the same entry on every day it stands there (an occasion: per year and
    day). `matter_id` is the id of the promise, follow-up, … behind it; None for touches. `channel` is what
    *Done* logs. `behind`: it has stepped back. `asks_to_choose`: "lengthen, pause, or let go?". `folded`:
    only counted at first."""

    key: str
    kind: EntryKind
    people: tuple[str, ...]
    reason: Reason
    due_on: date | None
    state: State | None
    growing: bool
    effort: int
    channel: Channel
    matter_id: str | None = None
    at: time | None = None
    behind: bool = False
    asks_to_choose: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Entries of one sort beyond the third: "4 more promises"."""

    kind: EntryKind
    count: int


@dataclass(frozen=True, slots=True)
class TodayPlan:
    """Today's two parts. `kept` needs no budget (folded ones included, told by `Entry.folded`); `touches` are
    within the budget; `more` are the due touches beyond it, in their order, for *Show more*; `later` counts
    them. `budget` is the whole day's, `touches_done` what was used of it; `held_by_energy` counts the kept
    entries that the energy filter leaves out."""

    on: date
    mode: Mode
    budget: int
    touches_done: int
    kept: tuple[Entry, ...]
    touches: tuple[Entry, ...]
    more: tuple[Entry, ...]
    folds: tuple[Fold, ...]
    later: int
    held_by_energy: int
    cards_waiting: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is on Today, in order: what is kept anyway, then the touches."""
        return self.kept + self.touches

    @property
    def standing(self) -> tuple[str, ...]:
        """The people whose due touch stands on Today: what rule *Step back* counts when Today is opened."""
        return tuple(e.people[0] for e in self.touches if e.kind is EntryKind.DUE)
