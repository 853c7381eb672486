"""Rule *Due date*, sentence by sentence, and against a slow reference that walks through the calendar."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.due import (
    Basis,
    Due,
    Hold,
    Rhythm,
    days_past,
    due_date,
    effective_cadence,
    not_before_after_logging,
    plus_days,
    spread,
    state,
    urgency,
    with_days_away,
)
from netcare_desktop.domain.words import Growth, State

DAY = date(2026, 3, 2)


def before(days: int) -> date:
    return DAY - timedelta(days=days)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def regular(**facts: object) -> Rhythm:
    """Somebody in Regular, contacted on DAY, with no more to be said."""
    usual: dict[str, object] = {
        "person_id": "ana",
        "circle_cadence": 90,
        "cadence_set_on": before(100),
        "last_interaction_on": DAY,
    }
    return Rhythm(**{**usual, **facts})  # type: ignore[arg-type]


def due_on(rhythm: Rhythm) -> date | None:
    due = due_date(rhythm)
    return due.on if due else None


# ---------------------------------------------------------------- cadence


@pytest.mark.parametrize(
    ("own", "growth", "circle", "expected"),
    [
        (10, Growth.GROWING, 90, 10),
        (None, Growth.GROWING, 90, 14),
        (None, Growth.GROWING, None, 14),
        (None, Growth.ESTABLISHED, 90, 90),
        (None, None, 90, 90),
        (45, None, None, 45),
        (None, None, None, None),
        (0, Growth.GROWING, 90, None),
        (None, None, 0, None),
    ],
)
def test_own_cadence_comes_before_growing_before_the_circle(
    own: int | None, growth: Growth | None, circle: int | None, expected: int | None
) -> None:
    assert effective_cadence(Rhythm("ana", cadence=own, growth=growth, circle_cadence=circle)) == expected


@pytest.mark.parametrize(
    "facts",
    [
        {"silent": True},
        {"paused": True},
        {"growth": Growth.DORMANT},
        {"growth": Growth.LET_GO},
        {"circle_cadence": None},
        {"cadence": 0},
    ],
)
def test_some_are_never_due(facts: dict[str, object]) -> None:
    assert due_date(regular()) is not None
    assert due_date(regular(**facts)) is None


@pytest.mark.parametrize("facts", [{"silent": True}, {"paused": True}, {"growth": Growth.LET_GO}])
def test_a_snooze_does_not_wake_those_who_are_never_due(facts: dict[str, object]) -> None:
    assert due_date(regular(snoozed_until=after(3), **facts)) is None


# ---------------------------------------------------------------- last contact plus cadence


def test_due_is_the_last_contact_plus_the_cadence() -> None:
    assert due_date(regular()) == Due(after(90), Basis.RHYTHM, 90, DAY)


def test_away_days_since_the_last_contact_do_not_count() -> None:
    ten_days = ((after(20), after(29)),)
    assert due_on(regular(away=ten_days)) == after(100)


def test_away_days_reached_only_by_the_moved_date_do_not_count_either() -> None:
    spans = ((after(80), after(89)), (after(95), after(99)))
    # 90 + 10 lands behind the second span's first day, so that its five days count too.
    assert due_on(regular(away=spans)) == after(105)


def test_away_days_before_the_contact_or_after_the_date_change_nothing() -> None:
    assert due_on(regular(away=((before(20), DAY), (after(91), after(99))))) == after(90)


def test_overlapping_away_spans_count_each_day_once() -> None:
    assert due_on(
        regular(away=((after(10), after(14)), (after(12), after(15)), (after(5), after(3))))
    ) == after(96)


def test_what_triage_was_told_counts_as_a_last_contact() -> None:
    rhythm = regular(last_interaction_on=None, last_spoke_on=before(15), cadence_set_on=DAY)
    assert due_date(rhythm) == Due(after(75), Basis.RHYTHM, 90, before(15))


def test_the_later_of_interaction_and_triage_is_the_baseline() -> None:
    assert due_on(regular(last_interaction_on=before(50), last_spoke_on=before(15))) == after(75)
    assert due_on(regular(last_interaction_on=before(5), last_spoke_on=before(15))) == after(85)


def test_a_cadence_beyond_the_calendar_is_no_crash() -> None:
    assert due_on(regular(cadence=10_000_000, cadence_set_on=DAY)) == date.max


# ---------------------------------------------------------------- first spread


def test_nobody_contacted_yet_is_spread_from_the_day_after() -> None:
    due = due_date(regular(last_interaction_on=None, cadence_set_on=DAY))
    assert due == Due(after(1 + spread("ana", 90)), Basis.FIRST_SPREAD, 90, DAY)


def test_a_contact_older_than_the_cadence_when_it_was_set_is_spread_too() -> None:
    exactly = due_date(regular(last_interaction_on=before(90), cadence_set_on=DAY))
    older = due_date(regular(last_interaction_on=before(91), cadence_set_on=DAY))
    assert exactly is not None and exactly.basis is Basis.RHYTHM and exactly.on == DAY
    assert older is not None and older.basis is Basis.FIRST_SPREAD and older.on > DAY


def test_the_spread_ends_with_the_first_interaction_after_it() -> None:
    spread_out = regular(last_interaction_on=before(400), cadence_set_on=DAY)
    contacted = replace(spread_out, last_interaction_on=after(2))
    assert due_date(contacted) == Due(after(92), Basis.RHYTHM, 90, after(2))


def test_the_hash_is_the_same_in_every_release() -> None:
    ids = ("ana", "ben", "00000000-0000-4000-8000-000000000000")
    assert [spread(ident, 90) for ident in ids] == [50, 34, 12]


def test_days_away_are_no_days_of_the_first_spread() -> None:
    rhythm = regular(last_interaction_on=None, cadence_set_on=DAY, away=((DAY, after(13)),))
    assert due_on(rhythm) == after(14 + spread("ana", 90))


@given(st.integers(2, 400), st.integers(0, 10_000))
def test_a_first_import_spreads_evenly_and_nobody_starts_overdue(cadence: int, seed: int) -> None:
    days = [due_on(Rhythm(f"{seed}-{n}", circle_cadence=cadence, cadence_set_on=DAY)) for n in range(1000)]
    assert all(day is not None and DAY < day <= after(cadence) for day in days)
    # The first half of the time holds about half of the people.
    in_first_half = sum(day is not None and day <= after(cadence // 2) for day in days)
    assert abs(in_first_half / 1000 - cadence // 2 / cadence) < 0.12


def test_every_day_of_the_first_month_gets_its_share() -> None:
    days = Counter(due_on(Rhythm(f"p{n}", circle_cadence=30, cadence_set_on=DAY)) for n in range(3000))
    assert len(days) == 30
    assert min(days.values()) > 60 and max(days.values()) < 140


# ---------------------------------------------------------------- growing


def growing(**facts: object) -> Rhythm:
    usual: dict[str, object] = {
        "person_id": "ana",
        "growth": Growth.GROWING,
        "growing_since": DAY,
        "cadence_set_on": DAY,
        "met_on": before(3),
    }
    return Rhythm(**{**usual, **facts})  # type: ignore[arg-type]


def test_growing_without_an_interaction_since_you_met_is_due_the_day_after() -> None:
    assert due_date(growing()) == Due(before(2), Basis.MET, 14, before(3))


def test_an_interaction_on_the_day_you_met_is_the_meeting_itself() -> None:
    assert due_on(growing(last_interaction_on=before(3))) == before(2)
    assert due_on(growing(last_interaction_on=before(40))) == before(2)


def test_after_an_interaction_growing_follows_its_cadence() -> None:
    assert due_date(growing(last_interaction_on=before(1))) == Due(after(13), Basis.RHYTHM, 14, before(1))


@pytest.mark.parametrize("met_on", [None, before(31), before(4000)])
def test_met_long_ago_or_on_an_unknown_day_counts_from_the_day_growing_began(met_on: date | None) -> None:
    assert due_date(growing(met_on=met_on)) == Due(DAY, Basis.GROWING_BEGAN, 14, DAY)


def test_met_thirty_days_ago_still_sets_the_date() -> None:
    assert due_on(growing(met_on=before(30))) == before(29)


def test_what_triage_was_told_is_no_interaction_of_the_growing_rule() -> None:
    assert due_on(growing(last_spoke_on=before(1))) == before(2)
    assert due_on(growing(met_on=None, last_spoke_on=before(1))) == DAY


def test_growing_with_a_contact_but_an_unknown_meeting_follows_the_usual_rules() -> None:
    assert due_on(growing(met_on=None, last_interaction_on=before(4))) == after(10)
    old = due_date(growing(met_on=None, last_interaction_on=before(400)))
    assert old is not None and old.basis is Basis.FIRST_SPREAD


# ---------------------------------------------------------------- snooze, pause, rest, plan


def test_a_snooze_day_replaces_the_date_later_or_earlier() -> None:
    assert due_date(regular(snoozed_until=after(120))) == Due(after(120), Basis.SNOOZED, 90, DAY)
    assert due_on(regular(snoozed_until=after(10))) == after(10)


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 300))
def test_a_snooze_holds_whatever_is_recomputed(until: int, cadence: int, contacted: int) -> None:
    rhythm = regular(snoozed_until=after(until), last_interaction_on=before(contacted), circle_cadence=90)
    changed = replace(rhythm, cadence=cadence + 1, met_on=before(5), away=((DAY, after(9)),))
    assert due_on(rhythm) == due_on(changed) == after(until)


def test_a_pause_holds_the_date_back_to_its_end() -> None:
    assert due_date(regular(paused=True, paused_until=after(100))) == Due(
        after(100), Basis.RHYTHM, 90, DAY, Hold.PAUSE
    )
    assert due_on(regular(paused=True, paused_until=after(10))) == after(90)
    assert due_on(regular(paused=False, paused_until=after(100))) == after(90)


def test_rest_holds_the_date_back_to_its_end() -> None:
    assert due_date(regular(resting_until=after(95))) == Due(after(95), Basis.RHYTHM, 90, DAY, Hold.REST)


def test_a_plan_holds_the_date_back_to_the_day_after() -> None:
    assert due_date(regular(plan_on=after(95))) == Due(after(96), Basis.RHYTHM, 90, DAY, Hold.PLAN)
    assert due_on(regular(plan_on=after(20))) == after(90)


def test_rest_and_plan_hold_a_snooze_back_too() -> None:
    rhythm = regular(snoozed_until=after(5), resting_until=after(20), plan_on=after(30))
    assert due_date(rhythm) == Due(after(31), Basis.SNOOZED, 90, DAY, Hold.PLAN)


# ---------------------------------------------------------------- entered later for an earlier day


def test_an_interaction_of_today_needs_nothing_held() -> None:
    old, new = Due(after(9), Basis.RHYTHM, 14, DAY), Due(after(3), Basis.RHYTHM, 14, DAY)
    assert not_before_after_logging(old, new, DAY, DAY) is None


def test_an_interaction_of_an_earlier_day_keeps_the_later_date() -> None:
    old, new = Due(after(9), Basis.SNOOZED, 14, DAY), Due(after(3), Basis.RHYTHM, 14, DAY)
    assert not_before_after_logging(old, new, before(4), DAY) == after(9)
    assert not_before_after_logging(new, old, before(4), DAY) is None
    assert not_before_after_logging(None, new, before(4), DAY) is None
    assert not_before_after_logging(old, None, before(4), DAY) is None


def test_the_held_date_shows_what_held_it() -> None:
    assert due_date(regular(not_before=after(95))) == Due(after(95), Basis.RHYTHM, 90, DAY, Hold.EARLIER_DATE)


DAYS = st.integers(-500, 500).map(after)
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=4).map(
    lambda spans: tuple((first, plus_days(first, length)) for first, length in spans)
)
RHYTHMS = st.builds(
    Rhythm,
    person_id=st.text(max_size=8),
    cadence=st.none() | st.integers(0, 400),
    circle_cadence=st.none() | st.sampled_from([14, 30, 90, 180, 365]),
    growth=st.none() | st.sampled_from(list(Growth)),
    growing_since=st.none() | DAYS,
    cadence_set_on=st.none() | DAYS,
    met_on=st.none() | DAYS,
    last_interaction_on=st.none() | DAYS,
    last_spoke_on=st.none() | DAYS,
    snoozed_until=st.none() | DAYS,
    not_before=st.none() | DAYS,
    resting_until=st.none() | DAYS,
    plan_on=st.none() | DAYS,
    silent=st.booleans(),
    paused=st.booleans(),
    paused_until=st.none() | DAYS,
    away=SPANS,
)


CONTACTED = st.builds(
    Rhythm,
    person_id=st.just("ana"),
    cadence=st.none() | st.integers(1, 400),
    circle_cadence=st.sampled_from([14, 30, 90, 180, 365]),
    growth=st.sampled_from([None, Growth.MET, Growth.GROWING, Growth.ESTABLISHED]),
    cadence_set_on=DAYS,
    met_on=st.none() | st.just(before(900)),
    last_interaction_on=DAYS,
    last_spoke_on=st.none() | DAYS,
    not_before=st.none() | DAYS,
    resting_until=st.none() | DAYS,
    plan_on=st.none() | DAYS,
    paused_until=st.none() | DAYS,
    away=SPANS,
)


@given(CONTACTED, st.none() | DAYS, st.integers(1, 400))
def test_logging_an_earlier_day_never_moves_the_date_backwards(
    rhythm: Rhythm, snoozed_until: date | None, days_ago: int
) -> None:
    old = due_date(replace(rhythm, snoozed_until=snoozed_until))
    on = before(days_ago)
    last = max(on, rhythm.last_interaction_on or on)
    logged = replace(rhythm, last_interaction_on=last, not_before=None)
    held = not_before_after_logging(old, due_date(logged), on, DAY)
    new = due_date(replace(logged, not_before=held))
    assert old is not None and new is not None
    assert new.on >= old.on


@given(CONTACTED)
def test_never_due_before_the_contact_plus_the_cadence_without_a_snooze(rhythm: Rhythm) -> None:
    due = due_date(rhythm)
    assert due is not None and due.baseline is not None
    if due.basis is Basis.RHYTHM:
        assert due.on >= due.baseline + timedelta(days=due.cadence)
    else:
        assert due.basis is Basis.FIRST_SPREAD and due.on > due.baseline


@given(RHYTHMS)
def test_the_date_is_the_one_of_the_slow_reference(rhythm: Rhythm) -> None:
    assert due_on(rhythm) == slow_due_date(rhythm)


@given(st.integers(-30, 200), st.integers(1, 800))
def test_the_state_is_the_one_of_the_slow_reference(past: int, cadence: int) -> None:
    due = Due(before(past), Basis.RHYTHM, cadence, None)
    late = Fraction(cadence, 4)
    if past < -7:
        expected = State.LATER
    elif past < 0:
        expected = State.DUE_SOON
    elif past <= 3 or past <= late:
        expected = State.DUE
    else:
        expected = State.OVERDUE
    assert state(due, DAY) is expected
    assert days_past(due, DAY) == past


@pytest.mark.parametrize(
    ("cadence", "past", "expected"),
    [
        (14, 3, State.DUE),
        (14, 4, State.OVERDUE),  # more than 3.5
        (13, 3, State.DUE),
        (30, 7, State.DUE),  # not more than 7.5
        (30, 8, State.OVERDUE),
        (90, 22, State.DUE),
        (90, 23, State.OVERDUE),
        (8, 3, State.DUE),
        (8, 4, State.OVERDUE),
        (90, 0, State.DUE),
        (90, -1, State.DUE_SOON),
        (90, -7, State.DUE_SOON),
        (90, -8, State.LATER),
    ],
)
def test_overdue_is_unrounded(cadence: int, past: int, expected: State) -> None:
    assert state(Due(before(past), Basis.RHYTHM, cadence, None), DAY) is expected


def test_urgency_is_days_past_due_by_cadence() -> None:
    assert urgency(Due(before(7), Basis.RHYTHM, 14, None), DAY) == 0.5


@given(DAYS, st.integers(0, 200), SPANS)
def test_days_away_are_walked_over(start: date, days: int, away: tuple[tuple[date, date], ...]) -> None:
    assert with_days_away(start, days, away) == slow_with_days_away(start, days, away)


def slow_with_days_away(start: date, days: int, away: tuple[tuple[date, date], ...]) -> date:
    """Day by day: only those at home count."""
    day, counted = start, 0
    while counted < days:
        day += timedelta(days=1)
        counted += not any(first <= day <= last for first, last in away)
    return day


def slow_due_date(r: Rhythm) -> date | None:
    """The rule read once more from the product's page, without a thought for speed or sharing."""
    cadence = r.cadence
    if cadence is None:
        cadence = 14 if r.growth == "growing" else r.circle_cadence
    if not cadence or r.silent or r.growth in ("dormant", "let go") or (r.paused and not r.paused_until):
        return None
    contacts = [d for d in (r.last_interaction_on, r.last_spoke_on) if d]
    day: date | None = None
    if r.growth == "growing":
        if r.met_on:
            since_we_met = r.last_interaction_on is not None and r.last_interaction_on > r.met_on
        else:
            since_we_met = r.last_interaction_on is not None
        began = r.growing_since or r.cadence_set_on
        if not since_we_met:
            if r.met_on and not (began and r.met_on < began - timedelta(days=30)):
                day = r.met_on + timedelta(days=1)
            else:
                day = began
    never_contacted = not contacts or (
        r.cadence_set_on is not None and max(contacts) < r.cadence_set_on - timedelta(days=cadence)
    )
    if day is None and r.cadence_set_on and never_contacted:
        day = slow_with_days_away(r.cadence_set_on, 1 + spread(r.person_id, cadence), r.away)
    if day is None and contacts:
        day = slow_with_days_away(max(contacts), cadence, r.away)
    if day is not None and r.not_before:
        day = max(day, r.not_before)
    if r.snoozed_until:
        day = r.snoozed_until
    if day is None:
        return None
    if r.paused and r.paused_until:
        day = max(day, r.paused_until)
    if r.resting_until:
        day = max(day, r.resting_until)
    if r.plan_on:
        day = max(day, r.plan_on + timedelta(days=1))
    return day
