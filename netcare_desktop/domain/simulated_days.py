"""Today, lived day by day by a user who acts on half of what is shown and avoids some people for good.

`simulation.py` runs it and tells whether the promises of rule *Today* hold.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from netcare_desktop.domain.circles import DEFAULT_CIRCLES, CircleLoad, touches_asked
from netcare_desktop.domain.due import Due, Rhythm, days_past, due_date, state
from netcare_desktop.domain.growth import TWO_WAY_FOR_ESTABLISHED
from netcare_desktop.domain.modes import ModeSpan, away_spans, mode_on
from netcare_desktop.domain.step_back import NEVER_STOOD, StepBack, is_behind, snoozed, stood, touched
from netcare_desktop.domain.today import plan_today
from netcare_desktop.domain.today_facts import Budgets, PersonFact, TodayFacts, TouchFact
from netcare_desktop.domain.words import Growth, Mode, State

FIRST_DAY = date(2026, 1, 5)
SNOOZE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is simulated. `sizes`: people per default circle, closest first; `acts_on`: the share of shown
    touches that are done each day, `snoozes` that of those snoozed; `stays_away` days a year, `busy_every`
    the weeks between busy ones, `opens` the share of days on which Today is opened at all. Without
    `step_back` the rule of that name is left out, to see what it is for."""

    name: str
    sizes: tuple[int, int, int, int, int]
    avoided: int = 8
    days: int = 730
    acts_on: float = 0.5
    snoozes: float = 0.03
    opens: float = 1.0
    stays_away: int = 21
    busy_every: int = 9
    slots: int = 2
    step_back: bool = True
    seed: int = 1

    @property
    def people(self) -> int:
        """How many people there are."""
        return sum(self.sizes)


@dataclass(slots=True)
class Figures:
    """What came of it. Waits are in days past due; only those not avoided count, unless it says so."""

    scenario: Scenario
    asked: float = 0.0
    days: int = 0
    opened: int = 0
    shown: int = 0
    done: int = 0
    snoozed: int = 0
    over_budget_days: int = 0
    full_days: int = 0
    longest_without_place: int = 0
    longest_without_place_share: float = 0.0
    longest_wait: int = 0
    longest_wait_share: float = 0.0
    longest_wait_of_avoided: int = 0
    never_reached: int = 0
    overdue_at_start: int = 0
    most_due_on_a_first_day: int = 0
    avoided_shown: int = 0
    avoided_blocked: int = 0
    steps_back: int = 0
    most_avoided_on_a_day: int = 0
    established: int = 0
    places: int = 0
    done_by_circle: Counter[str] = field(default_factory=Counter)

    @property
    def blocked_share(self) -> float:
        """Of all places on the opened days, those the avoided held while others waited."""
        return self.avoided_blocked / self.places if self.places else 0.0


@dataclass(slots=True)
class _Person:
    rhythm: Rhythm
    circle: int
    avoided: bool
    step_back: StepBack = NEVER_STOOD
    days_without_place: int = 0
    contacts: int = 0
    contacts_while_growing: int = 0


def run(scenario: Scenario) -> Figures:
    """Lives through the days of the scenario and returns the figures."""
    return _Run(scenario).live()


class _Run:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.random = random.Random(scenario.seed)
        self.spans = _spans(scenario)
        self.away = away_spans(self.spans)
        self.people = self._made_up_people()
        self.figures = Figures(scenario)
        self.figures.asked = touches_asked(
            CircleLoad(c.name, c.cadence, n) for c, n in zip(DEFAULT_CIRCLES, scenario.sizes, strict=True)
        )

    def live(self) -> Figures:
        """One day after the other."""
        for number in range(self.scenario.days):
            self._live_day(FIRST_DAY + timedelta(days=number), number)
        self.figures.never_reached = sum(not p.avoided and p.contacts == 0 for p in self.people.values())
        return self.figures

    def _made_up_people(self) -> dict[str, _Person]:
        """Everybody was imported and triaged on the first day. Some were spoken to not long ago; the avoided
        ones lie in the circles that come up most often, one of them holds a slot of growing."""
        people: dict[str, _Person] = {}
        for circle, size in enumerate(self.scenario.sizes):
            for number in range(size):
                ident = f"{circle}-{number}"
                spoke = FIRST_DAY - timedelta(days=self.random.randrange(2, 400))
                people[ident] = _Person(
                    Rhythm(
                        person_id=ident,
                        circle_cadence=DEFAULT_CIRCLES[circle].cadence,
                        cadence_set_on=FIRST_DAY,
                        last_spoke_on=spoke if self.random.random() < 0.4 else None,
                        away=self.away,
                    ),
                    circle,
                    avoided=False,
                )
        order = [ident for number in range(max(self.scenario.sizes)) for ident in _row(people, number)]
        for ident in order[: self.scenario.avoided]:
            people[ident].avoided = True
        if self.scenario.avoided and self.scenario.slots:
            self._grow(people[order[0]], FIRST_DAY)
        return people

    def _live_day(self, today: date, number: int) -> None:
        figures = self.figures
        self._fill_slots(today)
        mode = mode_on(today, self.spans)
        dues = {ident: due for ident, p in self.people.items() if (due := due_date(p.rhythm)) is not None}
        figures.days += 1
        self._measure_start(dues, today, number)
        self._measure_waits(dues, today)
        if mode is Mode.AWAY or self.random.random() >= self.scenario.opens:
            return
        figures.opened += 1
        self._open_today(dues, today, mode)

    def _open_today(self, dues: dict[str, Due], today: date, mode: Mode) -> None:
        """The user opens Today and goes through what is shown; a snoozed touch lets the next one in, once."""
        figures, budget = self.figures, Budgets().of(mode)
        done = 0
        seen: set[str] = set()
        for opening in range(2):
            plan = plan_today(today, self._facts(dues, today, mode, done), most_more=0)
            shown = [entry.people[0] for entry in plan.touches]
            if len(shown) + done > budget:
                figures.over_budget_days += 1
            if opening == 0:
                figures.places += budget
                figures.full_days += len(shown) == budget
                self._measure_avoided(shown, plan.later, today)
            for ident in shown:
                if ident in seen:
                    continue
                seen.add(ident)
                figures.shown += 1
                person = self.people[ident]
                person.days_without_place = 0
                if self.scenario.step_back:
                    steps = person.step_back.steps
                    person.step_back = stood(person.step_back, today, dues[ident].cadence)
                    figures.steps_back += person.step_back.steps - steps
                done += self._meet_touch(person, dues, today)
        if done > budget:
            figures.over_budget_days += 1

    def _meet_touch(self, person: _Person, dues: dict[str, Due], today: date) -> bool:
        """What the user makes of one shown touch; True when it is done."""
        if person.avoided:
            return False
        chance = self.random.random()
        ident = person.rhythm.person_id
        if chance < self.scenario.acts_on:
            figures, due = self.figures, dues.pop(ident)
            figures.done += 1
            figures.done_by_circle[DEFAULT_CIRCLES[person.circle].name] += 1
            self._note_wait(days_past(due, today), due.cadence)
            person.contacts += 1
            person.contacts_while_growing += person.rhythm.growth is Growth.GROWING
            person.step_back = touched(person.step_back)
            person.rhythm = replace(person.rhythm, last_interaction_on=today, snoozed_until=None)
            return True
        if chance < self.scenario.acts_on + self.scenario.snoozes:
            self.figures.snoozed += 1
            person.step_back = snoozed(person.step_back, today)
            person.rhythm = replace(person.rhythm, snoozed_until=today + timedelta(days=SNOOZE_DAYS))
            del dues[ident]
        return False

    def _fill_slots(self, today: date) -> None:
        """Whoever had three good talks is established; the free slot goes to somebody of a far circle."""
        growing = [p for p in self.people.values() if p.rhythm.growth is Growth.GROWING]
        for person in growing:
            if person.contacts_while_growing >= TWO_WAY_FOR_ESTABLISHED:
                person.rhythm = replace(person.rhythm, growth=Growth.ESTABLISHED, cadence_set_on=today)
                self.figures.established += 1
        free = self.scenario.slots - sum(p.rhythm.growth is Growth.GROWING for p in growing)
        far = [p for p in self.people.values() if p.circle >= 2 and p.rhythm.growth is None and not p.avoided]
        for _ in range(min(free, len(far))):
            person = self.random.choice(far)
            far.remove(person)
            self._grow(person, today)

    def _grow(self, person: _Person, today: date) -> None:
        person.days_without_place = 0
        person.rhythm = replace(
            person.rhythm,
            growth=Growth.GROWING,
            growing_since=today,
            cadence_set_on=today,
            snoozed_until=None,
        )

    def _facts(self, dues: dict[str, Due], today: date, mode: Mode, done: int) -> TodayFacts:
        touches = [TouchFact(i, due, self.people[i].step_back) for i, due in dues.items() if due.on <= today]
        facts = {
            t.person_id: PersonFact(
                circle=DEFAULT_CIRCLES[self.people[t.person_id].circle].name,
                circle_rank=self.people[t.person_id].circle,
                growing=self.people[t.person_id].rhythm.growth is Growth.GROWING,
            )
            for t in touches
        }
        return TodayFacts(people=facts, touches=touches, touches_done=done, mode=mode)

    def _measure_start(self, dues: dict[str, Due], today: date, number: int) -> None:
        """The first spread: nobody overdue on the first day, and no day of the first fortnight that drowns
        the user."""
        if number == 0:
            self.figures.overdue_at_start = sum(state(d, today) is State.OVERDUE for d in dues.values())
        if number < 14:
            fresh = sum(due.on == today for due in dues.values())
            self.figures.most_due_on_a_first_day = max(self.figures.most_due_on_a_first_day, fresh)

    def _measure_waits(self, dues: dict[str, Due], today: date) -> None:
        figures = self.figures
        for ident, due in dues.items():
            past = days_past(due, today)
            person = self.people[ident]
            if past < 0:
                person.days_without_place = 0
                continue
            if person.avoided:
                figures.longest_wait_of_avoided = max(figures.longest_wait_of_avoided, past)
                continue
            self._note_wait(past, due.cadence)
            # Whoever stepped back had three days of their own; those who are pushed out without them are
            # starved.
            if is_behind(person.step_back, today):
                person.days_without_place = 0
                continue
            without = person.days_without_place
            figures.longest_without_place = max(figures.longest_without_place, without)
            figures.longest_without_place_share = max(
                figures.longest_without_place_share, without / due.cadence
            )
            person.days_without_place += mode_on(today, self.spans) is not Mode.AWAY

    def _note_wait(self, past: int, cadence: int) -> None:
        self.figures.longest_wait = max(self.figures.longest_wait, past)
        self.figures.longest_wait_share = max(self.figures.longest_wait_share, past / cadence)

    def _measure_avoided(self, shown: Sequence[str], later: int, today: date) -> None:
        """A place is blocked when somebody avoided stands there, not stepped back, while others wait."""
        avoided = [self.people[ident] for ident in shown if self.people[ident].avoided]
        self.figures.avoided_shown += len(avoided)
        self.figures.most_avoided_on_a_day = max(self.figures.most_avoided_on_a_day, len(avoided))
        if later:
            self.figures.avoided_blocked += sum(not is_behind(p.step_back, today) for p in avoided)


def _spans(scenario: Scenario) -> list[ModeSpan]:
    """A holiday each half year and a busy week now and then."""
    spans = []
    weeks = scenario.days // 7
    if scenario.busy_every:
        for week in range(scenario.busy_every, weeks, scenario.busy_every):
            monday = FIRST_DAY + timedelta(weeks=week)
            spans.append(ModeSpan(monday, monday + timedelta(days=6), Mode.BUSY))
    length = scenario.stays_away // 2
    if length:
        for half_year in range(1, scenario.days // 182 + 1):
            leaves = FIRST_DAY + timedelta(days=half_year * 182 - 60)
            spans.append(ModeSpan(leaves, leaves + timedelta(days=length - 1), Mode.AWAY))
    return spans


def _row(people: dict[str, _Person], number: int) -> list[str]:
    """The people of that number in each circle, closest first."""
    return [i for i in (f"{circle}-{number}" for circle in range(len(DEFAULT_CIRCLES))) if i in people]
