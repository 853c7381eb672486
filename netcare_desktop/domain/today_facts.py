"""The facts Today is planned from. The store reads them, the rule in `today.py` decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from netcare_desktop.domain.due import Due
from netcare_desktop.domain.step_back import NEVER_STOOD, StepBack
from netcare_desktop.domain.words import Channel, EntryKind, Mode


@dataclass(frozen=True, slots=True)
class PersonFact:
    """What Today needs to know of a person. `circle_rank` as of `circles.rank_of_circle`; `channel` the
    preferred. `known`: met, spoken or written with at any time before, so that no hello is the first."""

    circle: str | None = None
    circle_rank: int | None = None
    channel: Channel | None = None
    growing: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class TouchFact:
    """A person with a due date (those whose day has not come are passed over) and how often they were passed
    by."""

    person_id: str
    due: Due
    step_back: StepBack = NEVER_STOOD


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """An open promise of mine. `due_on` None: soonish, which shows from its 7th day."""

    promise_id: str
    person_id: str
    text: str
    made_on: date
    due_on: date | None = None
    at: time | None = None
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUpFact:
    """An open follow-up."""

    followup_id: str
    person_id: str
    text: str
    on: date
    at: time | None = None
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class OccasionFact:
    """An important date. `label` is what it is called ("birthday"); `year` None when unknown; `lead_days`
    None: the default of the person's circle. `silent`: the person lies in the stack, is archived, deleted or
    let go. `done_on`: the last day on which the user acted on it."""

    occasion_id: str
    person_id: str
    label: str
    month: int
    day: int
    year: int | None = None
    lead_days: int | None = None
    silent: bool = False
    done_on: date | None = None
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class IntroductionFact:
    """An introduction that was made, whose outcome is asked for on a day."""

    introduction_id: str
    person_ids: tuple[str, str]
    made_on: date
    follow_up_on: date
    thread: str = ""
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class AskFact:
    """Help I asked for, and when to come back to it."""

    ask_id: str
    person_id: str
    what: str
    follow_up_on: date
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A meeting or call that was agreed and nobody has told the outcome of."""

    plan_id: str
    person_ids: tuple[str, ...]
    text: str
    on: date
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class SpareFact:
    """Somebody for the last place of a normal day: drift or rekindle. `silence` and `usual_gap` in days."""

    kind: EntryKind
    person_id: str
    silence: int
    usual_gap: int | None = None


@dataclass(frozen=True, slots=True)
class Budgets:
    """Touches a day has room for (setting)."""

    normal: int = 5
    busy: int = 1
    away: int = 0

    def of(self, mode: Mode) -> int:
        """The budget of a day of that mode; never negative."""
        return max(0, {Mode.NORMAL: self.normal, Mode.BUSY: self.busy, Mode.AWAY: self.away}[mode])


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """Everything Today is planned from. `touches_done`: the touches done today from Today's own entries.
    `spare`: drift and rekindle in order of preference; `spare_used`: one of them was done or snoozed
    today."""

    people: Mapping[str, PersonFact] = field(default_factory=dict)
    touches: Sequence[TouchFact] = ()
    promises: Sequence[PromiseFact] = ()
    followups: Sequence[FollowUpFact] = ()
    occasions: Sequence[OccasionFact] = ()
    introductions: Sequence[IntroductionFact] = ()
    asks: Sequence[AskFact] = ()
    plans: Sequence[PlanFact] = ()
    spare: Sequence[SpareFact] = ()
    spare_used: bool = False
    touches_done: int = 0
    cards_waiting: int = 0
    mode: Mode = Mode.NORMAL
