"""Rule *Step back*: nobody may block the place of the others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.step_back import (
    NEVER_STOOD,
    StepBack,
    asks_to_choose,
    is_behind,
    snoozed,
    step_days,
    stood,
    touched,
)

DAY = date(2026, 3, 2)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def live(
    days: int, cadence: int, state: StepBack = NEVER_STOOD, first: int = 0
) -> tuple[StepBack, list[bool]]:
    """The touch stands every day; tells for each whether it was behind."""
    behind = []
    for number in range(first, first + days):
        behind.append(is_behind(state, day(number)))
        state = stood(state, day(number), cadence)
    return state, behind


def test_on_the_third_day_it_steps_back_from_the_next_day_for_seven() -> None:
    state, behind = live(13, 90)
    assert behind == [False] * 3 + [True] * 7 + [False] * 3
    assert state.steps == 2


def test_the_next_steps_are_longer() -> None:
    _, behind = live(3 + 7 + 3 + 14 + 3 + 28 + 3, 365)
    assert behind == [
        *[False] * 3,
        *[True] * 7,
        *[False] * 3,
        *[True] * 14,
        *[False] * 3,
        *[True] * 28,
        *[False] * 3,
    ]


def test_a_step_is_at_most_the_cadence() -> None:
    assert [step_days(steps, 30) for steps in range(5)] == [7, 14, 28, 30, 30]
    assert step_days(0, 5) == 5
    assert step_days(10_000, 365) == 365


def test_the_same_day_counts_once() -> None:
    state = stood(stood(stood(NEVER_STOOD, DAY, 90), DAY, 90), DAY, 90)
    assert state == StepBack(stood_days=1, last_stood_on=DAY)


def test_a_clock_set_back_counts_nothing_and_puts_nobody_behind() -> None:
    state, _ = live(3, 90)
    assert stood(state, day(-5), 90) == state
    assert not is_behind(state, day(-5))


def test_days_on_which_today_was_not_opened_do_not_count() -> None:
    state = stood(stood(NEVER_STOOD, DAY, 90), day(40), 90)
    assert state.stood_days == 2 and not is_behind(state, day(41))


def test_days_while_behind_do_not_count() -> None:
    state, _ = live(3, 90)
    later, behind = live(7, 90, state, first=3)
    assert all(behind) and later == state


def test_a_snooze_begins_the_three_days_anew_and_keeps_the_steps() -> None:
    state = StepBack(stood_days=2, last_stood_on=DAY, steps=1)
    assert snoozed(state) == StepBack(stood_days=0, last_stood_on=DAY, steps=1)


def test_a_snooze_on_the_third_day_takes_the_step_of_that_day_back() -> None:
    state, _ = live(3, 90)
    assert state.steps == 1
    answered = snoozed(state, day(2))
    assert answered.steps == 0 and not is_behind(answered, day(3))
    assert snoozed(state, day(5)).steps == 1


def test_an_interaction_resets_everything() -> None:
    state, _ = live(40, 90)
    assert state.steps > 1
    assert touched(state) == NEVER_STOOD


@pytest.mark.parametrize(("steps", "asks"), [(0, False), (2, False), (3, True), (7, True)])
def test_from_the_third_step_it_asks(steps: int, asks: bool) -> None:
    assert asks_to_choose(StepBack(steps=steps)) is asks


@given(st.integers(1, 400), st.integers(30, 400))
def test_an_avoided_touch_stands_ever_less_but_always_again(cadence: int, days: int) -> None:
    _, behind = live(days, cadence)
    runs = "".join("b" if b else "." for b in behind)
    in_front = [run for run in runs.split("b") if run]
    # It is never in front for more than three days in a row, and never behind for longer than its cadence.
    assert all(len(run) <= 3 for run in in_front)
    assert all(len(run) <= cadence for run in runs.split("."))


@given(st.lists(st.integers(0, 200), max_size=60))
def test_recording_a_day_twice_is_recording_it_once(numbers: list[int]) -> None:
    once = twice = NEVER_STOOD
    for number in numbers:
        once = stood(once, day(number), 90)
        twice = stood(stood(twice, day(number), 90), day(number), 90)
    assert once == twice
