"""Rule *Step back*: a touch that stood on Today and was passed over makes room for the others.

Three days on which Today was opened with the touch on it, neither done nor snoozed, and it steps back behind
all others for 7 days; the next times for 14, 28, … (at most its cadence). An interaction resets it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from netcare_desktop.domain.due import plus_days

DAYS_BEFORE_A_STEP = 3
FIRST_STEP_DAYS = 7
STEPS_BEFORE_ASKING = 3


@dataclass(frozen=True, slots=True)
class StepBack:
    """How often a person's touch was passed over. `stood_days` since the last step (0–2), `steps` taken so
    far, `behind_until` the last day of the step that was taken last."""

    stood_days: int = 0
    last_stood_on: date | None = None
    steps: int = 0
    behind_until: date | None = None


NEVER_STOOD = StepBack()
"""Nobody has passed the person over yet."""


def stood(state: StepBack, day: date, cadence: int) -> StepBack:
    """The state after the touch stood on Today on `day`. The same day counts once, a day before the last one
    counted (the clock was set back) not at all, and neither do days while it is behind."""
    if state.last_stood_on is not None and day <= state.last_stood_on:
        return state
    if is_behind(state, day):
        return state
    if state.stood_days + 1 < DAYS_BEFORE_A_STEP:
        return replace(state, stood_days=state.stood_days + 1, last_stood_on=day)
    return StepBack(
        stood_days=0,
        last_stood_on=day,
        steps=state.steps + 1,
        behind_until=plus_days(day, step_days(state.steps, cadence)),
    )


def step_days(steps_before: int, cadence: int) -> int:
    """Days of the next step after `steps_before` steps: 7, 14, 28, … and at most the cadence."""
    # Beyond 2^20 weeks every cadence is smaller; the bound keeps the number small however long somebody is
    # avoided.
    return min(FIRST_STEP_DAYS << min(steps_before, 20), max(cadence, 1))


def is_behind(state: StepBack, day: date) -> bool:
    """Whether the touch comes behind all others on `day`: from the day after the step for its number of
    days."""
    if state.behind_until is None or day > state.behind_until:
        return False
    return state.last_stood_on is None or day > state.last_stood_on


def snoozed(state: StepBack, day: date | None = None) -> StepBack:
    """A snooze is an answer: the three days start anew, the number of steps stays. With the `day` of the
    snooze given, a step that this very day brought about is taken back: the touch did not pass it
    unanswered."""
    if day is not None and state.last_stood_on == day and is_behind(state, plus_days(day, 1)):
        return StepBack(last_stood_on=day, steps=state.steps - 1)
    return replace(state, stood_days=0)


def touched(state: StepBack) -> StepBack:
    """An interaction resets it."""
    return NEVER_STOOD


def asks_to_choose(state: StepBack) -> bool:
    """From the third step on: "lengthen, pause, or let go?\""""
    return state.steps >= STEPS_BEFORE_ASKING
