"""Rule *Today*: what is kept anyway, and the touches within the day's budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.due import Basis, Due, Hold
from netcare_desktop.domain.entries import Fold, Reason, TodayPlan, Why
from netcare_desktop.domain.step_back import StepBack, is_behind
from netcare_desktop.domain.today import dated_state, default_lead, plan_today, touch_reason
from netcare_desktop.domain.today_facts import (
    AskFact,
    Budgets,
    FollowUpFact,
    IntroductionFact,
    OccasionFact,
    PersonFact,
    PlanFact,
    PromiseFact,
    SpareFact,
    TodayFacts,
    TouchFact,
)
from netcare_desktop.domain.words import Channel, EntryKind, Mode, State

DAY = date(2026, 3, 2)
INNER, CLOSE, REGULAR, LIGHT, YEARLY = range(5)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def ahead(days: int) -> date:
    return DAY + timedelta(days=days)


def touch(ident: str, past: int, cadence: int = 90, step_back: StepBack | None = None) -> TouchFact:
    due = Due(ago(past), Basis.RHYTHM, cadence, ago(past + cadence))
    return TouchFact(ident, due, step_back or StepBack())


def shown(plan: TodayPlan) -> list[str]:
    return [entry.people[0] for entry in plan.touches]


def kept(plan: TodayPlan) -> list[str]:
    return [entry.key for entry in plan.kept]


# ---------------------------------------------------------------- kept anyway


def test_promises_show_when_due_or_overdue() -> None:
    facts = TodayFacts(
        promises=[
            PromiseFact("late", "ana", "send the paper", ago(20), ago(2)),
            PromiseFact("today", "ana", "ring back", ago(5), DAY, time(15)),
            PromiseFact("soon", "ana", "lend the book", ago(5), ahead(1)),
        ]
    )
    plan = plan_today(DAY, facts)
    assert kept(plan) == ["promise:late", "promise:today"]
    late, today = plan.kept
    assert (late.state, late.due_on, late.matter_id) == (State.OVERDUE, ago(2), "late")
    assert (today.state, today.at) == (State.DUE, time(15))
    assert late.reason == Reason(Why.PROMISE, on=ago(2), days=2, text="send the paper")


@pytest.mark.parametrize(("made_ago", "there"), [(6, False), (7, True), (30, True)])
def test_a_soonish_promise_shows_from_its_seventh_day(made_ago: int, there: bool) -> None:
    facts = TodayFacts(promises=[PromiseFact("soonish", "ana", "think of a name", ago(made_ago))])
    plan = plan_today(DAY, facts)
    assert bool(plan.kept) is there
    if there:
        assert (plan.kept[0].due_on, plan.kept[0].state) == (None, State.DUE)
        assert plan.kept[0].reason.why is Why.SOONISH


def test_follow_ups_of_the_day_or_earlier() -> None:
    facts = TodayFacts(
        followups=[
            FollowUpFact("1", "ana", "ask about the grant", DAY),
            FollowUpFact("2", "ben", "", ago(9)),
            FollowUpFact("3", "cem", "", ahead(1)),
        ]
    )
    plan = plan_today(DAY, facts)
    assert kept(plan) == ["followup:2", "followup:1"]
    assert [entry.state for entry in plan.kept] == [State.OVERDUE, State.DUE]


def birthday(on: date, **more: object) -> OccasionFact:
    return OccasionFact("b", "ana", "birthday", on.month, on.day, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rank", "days_ahead", "there"),
    [
        (INNER, 7, True),
        (CLOSE, 7, True),
        (CLOSE, 0, True),
        (CLOSE, 6, False),
        (CLOSE, 1, False),
        (CLOSE, 8, False),
        (REGULAR, 0, True),
        (YEARLY, 0, True),
        (REGULAR, 7, False),
        (None, 0, False),
        (None, 7, False),
    ],
)
def test_occasions_on_their_lead_day_and_the_day_itself_not_between(
    rank: int | None, days_ahead: int, there: bool
) -> None:
    facts = TodayFacts(
        people={"ana": PersonFact(circle_rank=rank)}, occasions=[birthday(ahead(days_ahead), year=1986)]
    )
    plan = plan_today(DAY, facts)
    assert bool(plan.kept) is there
    if there:
        entry = plan.kept[0]
        assert entry.reason.number == 40
        assert entry.due_on == ahead(days_ahead)
        assert entry.state is (State.DUE if days_ahead == 0 else State.DUE_SOON)
        assert entry.channel is Channel.MESSAGE
        assert entry.key == f"occasion:b:{DAY.isoformat()}" and entry.matter_id == "b"


def test_an_occasion_may_have_a_lead_of_its_own() -> None:
    def there(days_ahead: int) -> bool:
        return bool(plan_today(DAY, TodayFacts(occasions=[birthday(ahead(days_ahead), lead_days=3)])).kept)

    assert [n for n in range(10) if there(n)] == [0, 3]


def test_an_occasion_of_an_unknown_year_has_no_number() -> None:
    facts = TodayFacts(people={"ana": PersonFact(circle_rank=REGULAR)}, occasions=[birthday(DAY)])
    assert plan_today(DAY, facts).kept[0].reason.number is None


def test_the_lead_day_reaches_over_the_turn_of_the_year() -> None:
    facts = TodayFacts(
        people={"ana": PersonFact(circle_rank=INNER)},
        occasions=[OccasionFact("b", "ana", "birthday", 1, 3, 2000)],
    )
    entry = plan_today(date(2026, 12, 27), facts).kept[0]
    assert (entry.due_on, entry.reason.number) == (date(2027, 1, 3), 27)


@pytest.mark.parametrize(
    ("year", "falls_on"), [(2027, date(2027, 2, 28)), (2028, date(2028, 2, 29)), (2100, date(2100, 2, 28))]
)
def test_a_leap_day_comes_every_year(year: int, falls_on: date) -> None:
    facts = TodayFacts(
        people={"ana": PersonFact(circle_rank=REGULAR)},
        occasions=[OccasionFact("b", "ana", "birthday", 2, 29)],
    )
    days = (date(year, 2, 27) + timedelta(days=n) for n in range(4))
    assert [day for day in days if plan_today(day, facts).kept] == [falls_on]


def test_a_silent_person_has_no_occasions_and_one_acted_on_is_gone_for_the_day() -> None:
    people = {"ana": PersonFact(circle_rank=REGULAR)}
    assert not plan_today(DAY, TodayFacts(people=people, occasions=[birthday(DAY, silent=True)])).kept
    assert not plan_today(DAY, TodayFacts(people=people, occasions=[birthday(DAY, done_on=DAY)])).kept
    assert plan_today(DAY, TodayFacts(people=people, occasions=[birthday(DAY, done_on=ago(7))])).kept


def test_introductions_asks_and_plans_that_are_past() -> None:
    facts = TodayFacts(
        introductions=[
            IntroductionFact("i", ("ana", "ben"), ago(21), DAY, "both sing"),
            IntroductionFact("j", ("ana", "cem"), ago(20), ahead(1)),
        ],
        asks=[AskFact("a", "ana", "a flat", DAY), AskFact("b", "ana", "a loan", ahead(1))],
        plans=[
            PlanFact("p", ("ana",), "lunch", ago(1)),
            PlanFact("q", ("ana",), "call", DAY),
        ],
    )
    plan = plan_today(DAY, facts)
    assert kept(plan) == ["introduction:i", "ask:a", "plan:p"]
    assert plan.kept[0].people == ("ana", "ben")


def test_what_is_kept_is_snoozed_until_its_day() -> None:
    until = ahead(1)
    facts = TodayFacts(
        people={"ana": PersonFact(circle_rank=INNER)},
        promises=[PromiseFact("1", "ana", "", ago(9), ago(2), snoozed_until=until)],
        followups=[FollowUpFact("2", "ana", "", ago(2), snoozed_until=until)],
        introductions=[IntroductionFact("3", ("ana", "ben"), ago(30), ago(2), snoozed_until=until)],
        asks=[AskFact("4", "ana", "", ago(2), snoozed_until=until)],
        plans=[PlanFact("5", ("ana",), "", ago(2), snoozed_until=until)],
    )
    assert plan_today(DAY, facts).kept == ()
    assert len(plan_today(until, facts).kept) == 5


def test_more_than_three_of_a_sort_fold() -> None:
    promises = [PromiseFact(str(n), "ana", "", ago(30), ago(n)) for n in range(7)]
    followups = [FollowUpFact(str(n), "ana", "", ago(n)) for n in range(3)]
    plan = plan_today(DAY, TodayFacts(promises=promises, followups=followups))
    assert plan.folds == (Fold(EntryKind.PROMISE, 4),)
    assert [entry.matter_id for entry in plan.kept if not entry.folded] == ["6", "5", "4", "2", "1", "0"]
    assert len(plan.kept) == 10


def test_what_is_kept_needs_no_budget() -> None:
    followups = [FollowUpFact(str(n), "ana", "", DAY) for n in range(9)]
    plan = plan_today(
        DAY, TodayFacts(followups=followups, touches=[touch(f"p{n}", 3) for n in range(9)], mode=Mode.AWAY)
    )
    assert (len(plan.kept), len(plan.touches), plan.later) == (9, 0, 9)


# ---------------------------------------------------------------- touches


def test_growing_people_first_then_by_days_past_due_by_cadence() -> None:
    people = {"growing": PersonFact(growing=True), "growing more": PersonFact(growing=True)}
    touches = [
        touch("long", 40, 365),
        touch("short", 4, 14),
        touch("growing", 0, 14),
        touch("growing more", 2, 14),
        touch("far", 10, 90),
        touch("not yet", -1, 14),
    ]
    plan = plan_today(DAY, TodayFacts(people=people, touches=touches))
    assert shown(plan) == ["growing more", "growing", "short", "far", "long"]
    assert [entry.growing for entry in plan.touches] == [True, True, False, False, False]
    assert plan.later == 0


def test_the_budget_bounds_the_touches_and_later_counts_the_rest() -> None:
    plan = plan_today(DAY, TodayFacts(touches=[touch(f"p{n:02}", 40 - n) for n in range(17)]))
    assert shown(plan) == [f"p{n:02}" for n in range(5)]
    assert plan.later == 12
    assert [entry.people[0] for entry in plan.more] == [f"p{n:02}" for n in range(5, 17)]
    assert (
        len(plan_today(DAY, TodayFacts(touches=[touch(f"p{n}", n) for n in range(17)]), most_more=2).more)
        == 2
    )


@pytest.mark.parametrize(("mode", "room"), [(Mode.NORMAL, 5), (Mode.BUSY, 1), (Mode.AWAY, 0)])
def test_the_budget_of_the_modes(mode: Mode, room: int) -> None:
    plan = plan_today(DAY, TodayFacts(touches=[touch(f"p{n}", n) for n in range(9)], mode=mode))
    assert (plan.budget, len(plan.touches), plan.later) == (room, room, 9 - room)


def test_the_budget_is_a_setting() -> None:
    facts = TodayFacts(touches=[touch(f"p{n}", n) for n in range(9)])
    assert len(plan_today(DAY, facts, budgets=Budgets(normal=3)).touches) == 3
    assert len(plan_today(DAY, facts, budgets=Budgets(normal=-3)).touches) == 0


def test_touches_done_today_use_up_the_budget() -> None:
    facts = TodayFacts(touches=[touch(f"p{n}", n) for n in range(9)])
    assert len(plan_today(DAY, replace(facts, touches_done=3)).touches) == 2
    assert len(plan_today(DAY, replace(facts, touches_done=9)).touches) == 0


def test_whoever_stepped_back_comes_behind_all_others_growing_or_not() -> None:
    back = StepBack(last_stood_on=ago(1), steps=1, behind_until=ahead(6))
    touches = [touch("back", 80, step_back=back), touch("growing back", 9, 14, back), touch("new", 0)]
    plan = plan_today(DAY, TodayFacts(people={"growing back": PersonFact(growing=True)}, touches=touches))
    assert shown(plan) == ["new", "growing back", "back"]
    assert [entry.behind for entry in plan.touches] == [False, True, True]
    assert plan.standing == ("new", "growing back", "back")


def test_after_the_third_step_the_entry_asks() -> None:
    plan = plan_today(DAY, TodayFacts(touches=[touch("ana", 9, step_back=StepBack(steps=3))]))
    assert plan.touches[0].asks_to_choose


# ---------------------------------------------------------------- the last place


def spare(ident: str = "quiet", kind: EntryKind = EntryKind.DRIFT) -> SpareFact:
    return SpareFact(kind, ident, 60, 10)


def test_the_last_place_of_a_normal_day_is_for_drift_or_rekindle() -> None:
    facts = TodayFacts(
        touches=[touch(f"p{n}", 9 - n) for n in range(9)], spare=[spare(), spare("old", EntryKind.REKINDLE)]
    )
    plan = plan_today(DAY, facts)
    assert shown(plan) == ["p0", "p1", "p2", "p3", "quiet"]
    last = plan.touches[-1]
    assert (last.kind, last.state, last.due_on) == (EntryKind.DRIFT, None, None)
    assert plan.later == 5
    assert plan.standing == ("p0", "p1", "p2", "p3")


@pytest.mark.parametrize(
    "changed",
    [
        {"mode": Mode.BUSY},
        {"mode": Mode.AWAY},
        {"spare_used": True},
        {"touches_done": 5},
        {"followups": [FollowUpFact("1", "quiet", "", DAY)]},
        {"touches": [touch("quiet", 0)]},
    ],
)
def test_the_last_place_is_theirs_only_on_a_normal_day_once_and_with_nothing_else_pending(
    changed: dict[str, object],
) -> None:
    facts = TodayFacts(touches=[touch("ana", 0)], spare=[spare()])
    assert plan_today(DAY, facts).touches[-1].kind is EntryKind.DRIFT
    plan = plan_today(DAY, replace(facts, **changed))  # type: ignore[arg-type]
    assert all(entry.kind is EntryKind.DUE for entry in plan.touches)


def test_the_last_place_left_is_theirs_and_a_budget_of_one_is_for_those_who_are_due() -> None:
    facts = TodayFacts(touches=[touch("ana", 0)], spare=[spare()])
    assert shown(plan_today(DAY, replace(facts, touches_done=4))) == ["quiet"]
    assert shown(plan_today(DAY, facts, budgets=Budgets(normal=1))) == ["ana"]
    assert shown(plan_today(DAY, replace(facts, touches=[]), budgets=Budgets(normal=1))) == ["quiet"]


# ---------------------------------------------------------------- effort and energy


@pytest.mark.parametrize(
    ("channel", "rank", "mode", "effort", "suggested"),
    [
        (None, INNER, Mode.NORMAL, 3, Channel.CALL),
        (None, CLOSE, Mode.NORMAL, 3, Channel.CALL),
        (None, REGULAR, Mode.NORMAL, 2, Channel.MESSAGE),
        (None, LIGHT, Mode.NORMAL, 2, Channel.MESSAGE),
        (None, YEARLY, Mode.NORMAL, 1, Channel.SOCIAL),
        (None, None, Mode.NORMAL, 2, Channel.MESSAGE),
        (Channel.MEETING, YEARLY, Mode.NORMAL, 4, Channel.MEETING),
        (Channel.EMAIL, INNER, Mode.NORMAL, 2, Channel.EMAIL),
        (Channel.VIDEO, LIGHT, Mode.NORMAL, 3, Channel.VIDEO),
        (None, INNER, Mode.BUSY, 2, Channel.MESSAGE),
        (Channel.MEETING, CLOSE, Mode.BUSY, 2, Channel.MESSAGE),
        (Channel.SOCIAL, CLOSE, Mode.BUSY, 1, Channel.SOCIAL),
        (Channel.EMAIL, CLOSE, Mode.BUSY, 2, Channel.EMAIL),
        (Channel.CALL, REGULAR, Mode.BUSY, 3, Channel.CALL),
    ],
)
def test_effort_is_that_of_the_preferred_channel_else_of_the_circle(
    channel: Channel | None, rank: int | None, mode: Mode, effort: int, suggested: Channel
) -> None:
    facts = TodayFacts(
        people={"ana": PersonFact(circle_rank=rank, channel=channel)}, touches=[touch("ana", 0)], mode=mode
    )
    entry = plan_today(DAY, facts).touches[0]
    assert (entry.effort, entry.channel) == (effort, suggested)


def test_every_channel_has_an_effort() -> None:
    for channel in Channel:
        facts = TodayFacts(people={"ana": PersonFact(channel=channel)}, touches=[touch("ana", 0)])
        assert plan_today(DAY, facts).touches[0].effort in (1, 2, 3, 4)


def test_the_energy_filter_shows_efforts_up_to_it_and_fills_the_places_with_them() -> None:
    people = {f"inner{n}": PersonFact(circle_rank=INNER) for n in range(6)} | {
        f"light{n}": PersonFact(circle_rank=LIGHT) for n in range(7)
    }
    facts = TodayFacts(
        people=people,
        touches=[touch(f"inner{n}", 9, 14) for n in range(6)]
        + [touch(f"light{n}", 9, 180) for n in range(7)],
        followups=[FollowUpFact("1", "inner0", "", DAY), FollowUpFact("2", "light0", "", DAY)],
    )
    assert all(name.startswith("inner") for name in shown(plan_today(DAY, facts)))
    light = plan_today(DAY, facts, energy=2)
    assert shown(light) == [f"light{n}" for n in range(5)]
    assert (light.later, kept(light), light.held_by_energy) == (2, ["followup:2"], 1)
    assert plan_today(DAY, facts, energy=4) == plan_today(DAY, facts)


# ---------------------------------------------------------------- reasons and small rules


@pytest.mark.parametrize(
    ("due", "why", "on"),
    [
        (Due(ago(2), Basis.RHYTHM, 90, ago(92)), Why.RHYTHM, ago(2)),
        (Due(ago(2), Basis.FIRST_SPREAD, 90, ago(20)), Why.FIRST_HELLO, ago(2)),
        (Due(ago(2), Basis.MET, 14, ago(3)), Why.MET, ago(3)),
        (Due(ago(2), Basis.GROWING_BEGAN, 14, ago(2)), Why.GROWING_BEGAN, ago(2)),
        (Due(ago(2), Basis.SNOOZED, 14, ago(30)), Why.SNOOZED, ago(2)),
        (Due(ago(2), Basis.RHYTHM, 14, ago(30), Hold.PAUSE), Why.PAUSE_OVER, ago(2)),
        (Due(ago(2), Basis.RHYTHM, 14, ago(30), Hold.REST), Why.REST_OVER, ago(2)),
        (Due(ago(2), Basis.RHYTHM, 14, ago(30), Hold.PLAN), Why.RHYTHM, ago(2)),
        (Due(ahead(2), Basis.RHYTHM, 14, ago(30), Hold.PLAN), Why.PLANNED, ahead(1)),
        (Due(ago(2), Basis.RHYTHM, 14, ago(30), Hold.EARLIER_DATE), Why.RHYTHM, ago(2)),
    ],
)
def test_the_reason_says_what_the_date_came_from(due: Due, why: Why, on: date) -> None:
    reason = touch_reason(DAY, due, PersonFact(circle="Regular"))
    assert (reason.why, reason.on, reason.circle) == (why, on, "Regular")
    assert reason.days == (DAY - due.on).days


def test_only_the_first_hello_to_somebody_is_called_the_first() -> None:
    spread_out = Due(ahead(13), Basis.FIRST_SPREAD, 90, DAY)
    assert touch_reason(DAY, spread_out, PersonFact(known=False)).why is Why.FIRST_HELLO
    assert touch_reason(DAY, spread_out, PersonFact(known=True)).why is Why.SPREAD
    assert touch_reason(DAY, Due(ago(2), Basis.RHYTHM, 90, ago(92)), PersonFact(known=True)).why is Why.RHYTHM


def test_default_leads() -> None:
    assert [default_lead(rank) for rank in (INNER, CLOSE, REGULAR, LIGHT, YEARLY, None)] == [
        7,
        7,
        0,
        0,
        0,
        None,
    ]


@pytest.mark.parametrize(
    ("past", "expected"),
    [(-8, State.LATER), (-7, State.DUE_SOON), (0, State.DUE), (3, State.DUE), (4, State.OVERDUE)],
)
def test_state_of_dated_things(past: int, expected: State) -> None:
    assert dated_state(ago(past), DAY) is expected


# ---------------------------------------------------------------- properties


STEPS = st.builds(
    StepBack,
    stood_days=st.integers(0, 2),
    last_stood_on=st.just(ago(1)),
    steps=st.integers(0, 5),
    behind_until=st.none() | st.integers(-10, 10).map(ahead),
)
TOUCHES = st.lists(
    st.tuples(st.integers(-20, 300), st.sampled_from([5, 14, 30, 90, 180, 365]), STEPS, st.booleans()),
    max_size=25,
)


@given(TOUCHES, st.sampled_from(list(Mode)), st.integers(0, 7), st.none() | st.integers(1, 4), st.booleans())
def test_never_over_the_budget_and_ordered_as_the_slow_reference(
    people: list[tuple[int, int, StepBack, bool]],
    mode: Mode,
    done: int,
    energy: int | None,
    somebody_quiet: bool,
) -> None:
    touches = [touch(f"p{n:02}", past, cadence, steps) for n, (past, cadence, steps, _) in enumerate(people)]
    known = {f"p{n:02}": PersonFact(growing=grows, circle_rank=n % 5) for n, (*_, grows) in enumerate(people)}
    facts = TodayFacts(
        people=known, touches=touches, touches_done=done, mode=mode, spare=[spare()] if somebody_quiet else []
    )
    plan = plan_today(DAY, facts, energy=energy)
    assert plan.touches_done == done
    assert len(plan.touches) + done <= max(plan.budget, done)
    assert all(energy is None or entry.effort <= energy for entry in (*plan.entries, *plan.more))
    assert plan.later == len(plan.more)

    due = [t for t in touches if t.due.on <= DAY and (energy is None or effort(known, t, mode) <= energy)]
    order = [entry.people[0] for entry in (*plan.touches, *plan.more) if entry.kind is EntryKind.DUE]
    assert order == slow_order(due, known)
    # A place is left empty only when nobody is left who could take it.
    assert len(plan.touches) == max(0, plan.budget - done) or not plan.more


def effort(known: dict[str, PersonFact], fact: TouchFact, mode: Mode) -> int:
    by_rank = {INNER: 3, CLOSE: 3, REGULAR: 2, LIGHT: 2, YEARLY: 1}
    rank = known[fact.person_id].circle_rank
    assert rank is not None
    return min(2, by_rank[rank]) if mode is Mode.BUSY and rank <= CLOSE else by_rank[rank]


def slow_order(touches: list[TouchFact], known: dict[str, PersonFact]) -> list[str]:
    """Picks whoever comes next, one by one, by comparing each with all others."""

    def goes_before(a: TouchFact, b: TouchFact) -> bool:
        if is_behind(a.step_back, DAY) != is_behind(b.step_back, DAY):
            return is_behind(b.step_back, DAY)
        if known[a.person_id].growing != known[b.person_id].growing:
            return known[a.person_id].growing
        share_a = Fraction((DAY - a.due.on).days, a.due.cadence)
        share_b = Fraction((DAY - b.due.on).days, b.due.cadence)
        if share_a != share_b:
            return share_a > share_b
        return (a.due.cadence, a.person_id) < (b.due.cadence, b.person_id)

    left, order = list(touches), []
    while left:
        first = next(a for a in left if all(a is b or goes_before(a, b) for b in left))
        left.remove(first)
        order.append(first.person_id)
    return order
