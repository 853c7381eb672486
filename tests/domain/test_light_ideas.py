"""One light idea per entry: concrete, fixed by person and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from netcare_desktop.domain.entries import Entry, Reason, Why
from netcare_desktop.domain.light_ideas import IdeaFacts, light_idea
from netcare_desktop.domain.words import Channel, EntryKind, State

DAY = date(2026, 3, 2)
ENTRY = Entry(
    key="due:ana",
    kind=EntryKind.DUE,
    people=("ana",),
    reason=Reason(Why.RHYTHM, DAY),
    due_on=DAY,
    state=State.DUE,
    growing=False,
    effort=2,
    channel=Channel.MESSAGE,
)


def ideas(entry: Entry, facts: IdeaFacts | None = None, days: int = 40) -> list[str]:
    return [light_idea(entry, facts or IdeaFacts(), day=DAY + timedelta(days=n)) for n in range(days)]


def test_the_idea_stays_all_day_and_differs_tomorrow() -> None:
    assert light_idea(ENTRY, day=DAY) == light_idea(ENTRY, day=DAY)
    found = ideas(ENTRY)
    assert all(today != tomorrow for today, tomorrow in pairwise(found))


def test_people_have_different_ideas_on_the_same_day() -> None:
    found = {light_idea(replace(ENTRY, people=(f"p{n}",)), day=DAY) for n in range(30)}
    assert len(found) > 2


def test_what_is_known_comes_first() -> None:
    facts = IdeaFacts(
        matters_now="the move to Porto", last_note="Talked about {braces} & the choir\nand more"
    )
    found = set(ideas(ENTRY, facts))
    assert "Ask how it goes with: the move to Porto" in found
    assert "Take up the last thread: Talked about {braces} & the choir" in found
    assert len(found) == 3


def test_a_long_note_is_cut_between_words() -> None:
    idea = light_idea(ENTRY, IdeaFacts(last_note="word " * 40), day=DAY)
    assert idea.endswith("word…") and len(idea) < 100
    assert light_idea(ENTRY, IdeaFacts(last_note="x" * 500), day=DAY).endswith("x…")


@pytest.mark.parametrize("effort", [1, 2, 3, 4])
def test_each_effort_has_several(effort: int) -> None:
    assert len(set(ideas(replace(ENTRY, effort=effort)))) >= 3


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (EntryKind.OCCASION, Why.OCCASION_TODAY),
        (EntryKind.OCCASION, Why.OCCASION_AHEAD),
        (EntryKind.ASK, Why.ASK),
        (EntryKind.DUE, Why.MET),
        (EntryKind.DUE, Why.FIRST_HELLO),
        (EntryKind.DUE, Why.GROWING_BEGAN),
        (EntryKind.DRIFT, Why.DRIFT),
        (EntryKind.REKINDLE, Why.REKINDLE),
    ],
)
def test_a_situation_has_ideas_of_its_own(kind: EntryKind, why: Why) -> None:
    usual = set(ideas(ENTRY))
    found = set(ideas(replace(ENTRY, kind=kind, reason=Reason(why, DAY))))
    assert len(found) >= 2 and not found & usual


def test_where_you_met_and_where_they_work_are_taken_up() -> None:
    met = replace(ENTRY, reason=Reason(Why.MET, DAY))
    assert "Ask how the rest of PyCon was" in ideas(met, IdeaFacts(met_at="PyCon"))
    hello = replace(ENTRY, reason=Reason(Why.FIRST_HELLO, DAY))
    assert "Ask how things are at Siemens" in ideas(hello, IdeaFacts(organisation="Siemens"))


def test_a_letter_is_written_by_hand() -> None:
    assert not set(ideas(replace(ENTRY, channel=Channel.LETTER))) & set(ideas(ENTRY))


@pytest.mark.parametrize(
    "kind", [EntryKind.PROMISE, EntryKind.FOLLOWUP, EntryKind.PLAN, EntryKind.INTRODUCTION]
)
def test_what_says_itself_what_to_do_has_none(kind: EntryKind) -> None:
    assert light_idea(replace(ENTRY, kind=kind), day=DAY) == ""
