"""Rule *Today*: what is kept anyway, and the touches within the day's budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time

from netcare_desktop.domain.circles import CLOSE_RANK
from netcare_desktop.domain.dates import next_yearly
from netcare_desktop.domain.due import (
    DUE_SOON_DAYS,
    Basis,
    Due,
    Hold,
    days_past,
    plus_days,
    state,
    urgency,
)
from netcare_desktop.domain.effort import MESSAGE, REACT, offer
from netcare_desktop.domain.entries import Entry, Fold, Reason, TodayPlan, Why
from netcare_desktop.domain.step_back import asks_to_choose, is_behind
from netcare_desktop.domain.today_facts import Budgets, OccasionFact, PersonFact, TodayFacts, TouchFact
from netcare_desktop.domain.words import KEPT_KINDS, Channel, EntryKind, Mode, State

SOONISH_DAYS = 7
"""A promise without a day shows this many days after it was made."""

SHOWN_OF_A_SORT = 3
"""More kept entries of a sort than this fold into "4 more promises"."""

CLOSE_LEAD_DAYS = 7
"""Default lead of an occasion of somebody in Inner or Close."""

_LATE_DAYS = 3
_NOBODY_KNOWN = PersonFact()


def plan_today(
    today: date,
    facts: TodayFacts,
    *,
    energy: int | None = None,
    budgets: Budgets | None = None,
    most_more: int | None = None,
) -> TodayPlan:
    """Today's two parts. `energy` 1–4 shows only entries of that effort or less; `most_more` bounds how many
    entries of `more` are made (`later` counts all of them).

    Growing people first, then by days past due ÷ cadence; whoever stepped back comes behind all others.
    Touches done today use up the budget. The last place of a normal day belongs to drift or rekindle when
    there is somebody, except where a budget of one would then leave nothing for those who are due.
    """
    budget = (budgets or Budgets()).of(facts.mode)
    kept_all = list(_kept(today, facts))
    kept_all.sort(key=lambda e: (KEPT_KINDS.index(e.kind), _sort_day(e), e.key))
    kept = [e for e in kept_all if _fits(e, energy)]
    growing = frozenset(t.person_id for t in facts.touches if _person(facts, t.person_id).growing)
    due = [
        fact
        for fact in order_of_touches(today, facts.touches, growing)
        if energy is None or _offer(facts, fact.person_id)[0] <= energy
    ]
    left = max(0, budget - facts.touches_done)
    spare = _spare_entry(facts, kept, due, energy) if left and not (budget == 1 and due) else None
    places = left - 1 if spare is not None else left
    touches = [touch_entry(today, fact, facts) for fact in due[:places]]
    beyond = due[places:]
    shown_kept, folds = _fold(kept)
    return TodayPlan(
        on=today,
        mode=facts.mode,
        budget=budget,
        touches_done=facts.touches_done,
        kept=tuple(shown_kept),
        touches=(*touches, spare) if spare is not None else tuple(touches),
        more=tuple(touch_entry(today, fact, facts) for fact in beyond[:most_more]),
        folds=folds,
        later=len(beyond),
        held_by_energy=len(kept_all) - len(kept),
        cards_waiting=facts.cards_waiting,
    )


def order_of_touches(today: date, touches: Iterable[TouchFact], growing: frozenset[str]) -> list[TouchFact]:
    """Those whose day has come, in the order of rule *Today*: stepped back last, growing first, then by
    urgency, the shorter cadence and the id, so that the order is the same each time it is asked for."""
    come = [touch for touch in touches if touch.due.on <= today]
    come.sort(
        key=lambda t: (
            is_behind(t.step_back, today),
            t.person_id not in growing,
            -urgency(t.due, today),
            t.due.cadence,
            t.person_id,
        )
    )
    return come


def default_lead(circle_rank: int | None) -> int | None:
    """Default lead days of an occasion: Inner and Close 7, other circles 0, without a circle None (not
    shown)."""
    if circle_rank is None:
        return None
    return CLOSE_LEAD_DAYS if circle_rank <= CLOSE_RANK else 0


def soonish_from(made_on: date) -> date:
    """The day from which a promise without a day of its own shows."""
    return plus_days(made_on, SOONISH_DAYS)


def dated_state(on: date, today: date, *, grace: int = _LATE_DAYS) -> State:
    """State of a dated thing that has no cadence: overdue when more than `grace` days past its day."""
    past = (today - on).days
    if past < -DUE_SOON_DAYS:
        return State.LATER
    if past < 0:
        return State.DUE_SOON
    return State.OVERDUE if past > grace else State.DUE


def touch_reason(today: date, due: Due, person: PersonFact) -> Reason:
    """Why this person is (or will be) due, from what the date was computed from and what held it back."""
    why = {
        Basis.RHYTHM: Why.RHYTHM,
        Basis.FIRST_SPREAD: Why.SPREAD if person.known else Why.FIRST_HELLO,
        Basis.MET: Why.MET,
        Basis.GROWING_BEGAN: Why.GROWING_BEGAN,
        Basis.SNOOZED: Why.SNOOZED,
    }[due.basis]
    if due.held_by is Hold.PAUSE:
        why = Why.PAUSE_OVER
    elif due.held_by is Hold.REST:
        why = Why.REST_OVER
    elif due.held_by is Hold.PLAN and today < due.on:
        why = Why.PLANNED
    spoken_of = {Why.MET: due.baseline, Why.PLANNED: plus_days(due.on, -1)}
    return Reason(
        why,
        on=spoken_of.get(why, due.on),
        days=days_past(due, today),
        circle=person.circle,
        growing=person.growing,
    )


def _person(facts: TodayFacts, person_id: str) -> PersonFact:
    return facts.people.get(person_id, _NOBODY_KNOWN)


def _offer(facts: TodayFacts, person_id: str) -> tuple[int, Channel]:
    """Effort and channel to suggest for the person on a day of today's mode."""
    person = _person(facts, person_id)
    return offer(person.channel, person.circle_rank, facts.mode)


def touch_entry(today: date, fact: TouchFact, facts: TodayFacts) -> Entry:
    person = _person(facts, fact.person_id)
    effort, channel = _offer(facts, fact.person_id)
    return Entry(
        key=f"due:{fact.person_id}",
        kind=EntryKind.DUE,
        people=(fact.person_id,),
        reason=touch_reason(today, fact.due, person),
        due_on=fact.due.on,
        state=state(fact.due, today),
        growing=person.growing,
        effort=effort,
        channel=channel,
        behind=is_behind(fact.step_back, today),
        asks_to_choose=asks_to_choose(fact.step_back),
    )


def _spare_entry(
    facts: TodayFacts, kept: list[Entry], due: list[TouchFact], energy: int | None
) -> Entry | None:
    """Drift or rekindle for the last place: the first candidate for whom nothing else is pending."""
    if facts.mode is not Mode.NORMAL or facts.spare_used:
        return None
    taken = {fact.person_id for fact in due}.union(*(entry.people for entry in kept))
    for fact in facts.spare:
        if fact.person_id in taken:
            continue
        person = _person(facts, fact.person_id)
        effort, channel = _offer(facts, fact.person_id)
        why = Why.DRIFT if fact.kind is EntryKind.DRIFT else Why.REKINDLE
        entry = Entry(
            key=f"{fact.kind}:{fact.person_id}",
            kind=fact.kind,
            people=(fact.person_id,),
            reason=Reason(why, days=fact.silence, number=fact.usual_gap, circle=person.circle),
            due_on=None,
            state=None,
            growing=person.growing,
            effort=effort,
            channel=channel,
        )
        if _fits(entry, energy):
            return entry
    return None


def _kept(today: date, facts: TodayFacts) -> Iterator[Entry]:
    """What is kept anyway: promises, follow-ups, occasions, introductions, asks, plans that are past."""
    yield from _promises(today, facts)
    for followup in facts.followups:
        if followup.on <= today and not _snoozed(followup.snoozed_until, today):
            yield _kept_entry(
                facts,
                EntryKind.FOLLOWUP,
                followup.followup_id,
                (followup.person_id,),
                Reason(Why.FOLLOWUP, on=followup.on, text=followup.text),
                followup.on,
                dated_state(followup.on, today),
                at=followup.at,
            )
    yield from _occasions(today, facts)
    for introduction in facts.introductions:
        if introduction.follow_up_on <= today and not _snoozed(introduction.snoozed_until, today):
            yield _kept_entry(
                facts,
                EntryKind.INTRODUCTION,
                introduction.introduction_id,
                introduction.person_ids,
                Reason(Why.INTRODUCTION, on=introduction.made_on, text=introduction.thread),
                introduction.follow_up_on,
                dated_state(introduction.follow_up_on, today),
                effort=MESSAGE,
            )
    for ask in facts.asks:
        if ask.follow_up_on <= today and not _snoozed(ask.snoozed_until, today):
            yield _kept_entry(
                facts,
                EntryKind.ASK,
                ask.ask_id,
                (ask.person_id,),
                Reason(Why.ASK, on=ask.follow_up_on, text=ask.what),
                ask.follow_up_on,
                dated_state(ask.follow_up_on, today),
            )
    for plan in facts.plans:
        if plan.on < today and not _snoozed(plan.snoozed_until, today):
            yield _kept_entry(
                facts,
                EntryKind.PLAN,
                plan.plan_id,
                plan.person_ids,
                Reason(Why.PLAN, on=plan.on, text=plan.text),
                plan.on,
                dated_state(plan.on, today),
                effort=REACT,
            )


def _promises(today: date, facts: TodayFacts) -> Iterator[Entry]:
    for promise in facts.promises:
        shown_from = promise.due_on or soonish_from(promise.made_on)
        if shown_from > today or _snoozed(promise.snoozed_until, today):
            continue
        soonish = promise.due_on is None
        yield _kept_entry(
            facts,
            EntryKind.PROMISE,
            promise.promise_id,
            (promise.person_id,),
            Reason(
                Why.SOONISH if soonish else Why.PROMISE,
                on=promise.made_on if soonish else promise.due_on,
                days=(today - shown_from).days,
                text=promise.text,
            ),
            promise.due_on,
            State.DUE if soonish else dated_state(shown_from, today, grace=0),
            at=promise.at,
        )


def _occasions(today: date, facts: TodayFacts) -> Iterator[Entry]:
    """On the lead day and on the day itself, not between."""
    for occasion in facts.occasions:
        comes = _occasion_today(today, occasion, _person(facts, occasion.person_id))
        if comes is None:
            continue
        number = comes.year - occasion.year if occasion.year is not None else None
        yield _kept_entry(
            facts,
            EntryKind.OCCASION,
            f"{occasion.occasion_id}:{today.isoformat()}",
            (occasion.person_id,),
            Reason(
                Why.OCCASION_TODAY if comes == today else Why.OCCASION_AHEAD,
                on=comes,
                days=(comes - today).days,
                number=number if number is not None and number > 0 else None,
                text=occasion.label,
            ),
            comes,
            dated_state(comes, today),
            matter_id=occasion.occasion_id,
            channel=Channel.MESSAGE,
        )


def _occasion_today(today: date, occasion: OccasionFact, person: PersonFact) -> date | None:
    """The day the occasion falls on, when today is that day or its lead day and it is still to be acted
    on."""
    if occasion.silent or occasion.done_on == today or _snoozed(occasion.snoozed_until, today):
        return None
    lead = occasion.lead_days if occasion.lead_days is not None else default_lead(person.circle_rank)
    if lead is None:
        return None
    comes = next_yearly(occasion.month, occasion.day, today)
    return comes if (comes - today).days in (0, lead) else None


def _kept_entry(
    facts: TodayFacts,
    kind: EntryKind,
    ident: str,
    people: tuple[str, ...],
    reason: Reason,
    due_on: date | None,
    entry_state: State,
    *,
    matter_id: str | None = None,
    effort: int | None = None,
    channel: Channel | None = None,
    at: time | None = None,
) -> Entry:
    """A kept entry about the first of `people`, whose channel and circle give the effort unless it is
    fixed."""
    usual_effort, usual_channel = _offer(facts, people[0])
    return Entry(
        key=f"{kind}:{ident}",
        kind=kind,
        people=people,
        reason=reason,
        due_on=due_on,
        state=entry_state,
        growing=_person(facts, people[0]).growing,
        effort=usual_effort if effort is None else effort,
        channel=usual_channel if channel is None else channel,
        matter_id=ident if matter_id is None else matter_id,
        at=at,
    )


def _snoozed(until: date | None, today: date) -> bool:
    return until is not None and today < until


def _fits(entry: Entry, energy: int | None) -> bool:
    return energy is None or entry.effort <= energy


def _sort_day(entry: Entry) -> date:
    """Oldest first; a soonish promise counts from the day it began to show."""
    if entry.due_on is not None:
        return entry.due_on
    return soonish_from(entry.reason.on) if entry.reason.on is not None else date.max


def _fold(kept: list[Entry]) -> tuple[list[Entry], tuple[Fold, ...]]:
    """The first three of each sort stay in sight; the rest is marked as folded and counted."""
    seen: Counter[EntryKind] = Counter()
    result = []
    for entry in kept:
        seen[entry.kind] += 1
        result.append(replace(entry, folded=True) if seen[entry.kind] > SHOWN_OF_A_SORT else entry)
    folds = tuple(Fold(k, seen[k] - SHOWN_OF_A_SORT) for k in KEPT_KINDS if seen[k] > SHOWN_OF_A_SORT)
    return result, folds
