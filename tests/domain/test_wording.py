"""Every reason, state and closing line as a sentence in the product's tone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain import wording
from netcare_desktop.domain.day_words import (
    ago,
    cadence_text,
    calendar_day,
    in_words,
    length,
    near_day,
    repeat_text,
)
from netcare_desktop.domain.due import Rhythm
from netcare_desktop.domain.entries import Fold, Reason, TodayPlan, Why
from netcare_desktop.domain.followups import Repeat, Unit
from netcare_desktop.domain.today import plan_today
from netcare_desktop.domain.today_facts import Budgets, FollowUpFact, TodayFacts
from netcare_desktop.domain.wording import closing_line, fold_text, never_text, reason_text
from netcare_desktop.domain.words import Channel, EntryKind, Growth, Mode, StartedBy, State

DAY = date(2026, 3, 2)  # a Monday


def before(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "past", "to_come"),
    [
        (0, "today", "today"),
        (1, "yesterday", "tomorrow"),
        (2, "2 days ago", "in 2 days"),
        (13, "13 days ago", "in 13 days"),
        (14, "2 weeks ago", "in 2 weeks"),
        (27, "3 weeks ago", "in 3 weeks"),
        (59, "8 weeks ago", "in 8 weeks"),
        (60, "2 months ago", "in 2 months"),
        (365, "12 months ago", "in 12 months"),
        (729, "24 months ago", "in 24 months"),
        (730, "2 years ago", "in 2 years"),
        (1200, "3 years ago", "in 3 years"),
    ],
)
def test_days_in_words(days: int, past: str, to_come: str) -> None:
    assert ago(before(days), DAY) == past
    assert in_words(before(-days), DAY) == to_come
    # A day on the other side is told as what it is.
    assert in_words(before(days), DAY) == past
    assert ago(before(-days), DAY) == to_come


@given(st.dates(), st.dates())
def test_any_two_days_have_words(day: date, today: date) -> None:
    assert ago(day, today) and in_words(day, today) and near_day(day, today) and calendar_day(day, today)


def test_near_days_by_their_name() -> None:
    assert near_day(DAY, DAY) == "today"
    assert near_day(before(6), DAY) == "Tuesday"
    assert near_day(before(-6), DAY) == "Sunday"
    assert near_day(before(7), DAY) == "23 February"
    assert near_day(date(2025, 3, 5), DAY) == "5 March 2025"


@pytest.mark.parametrize(
    ("cadence", "text"),
    [
        (None, "never reminded"),
        (0, "never reminded"),
        (1, "every day"),
        (7, "every week"),
        (14, "every 2 weeks"),
        (30, "once a month"),
        (90, "every 3 months"),
        (180, "every 6 months"),
        (365, "once a year"),
        (45, "every 45 days"),
        (100, "every 100 days"),
    ],
)
def test_a_cadence_in_words(cadence: int | None, text: str) -> None:
    assert cadence_text(cadence) == text


def test_a_repeat_in_words() -> None:
    assert repeat_text(None) == "once"
    assert [repeat_text(Repeat(1, unit)) for unit in Unit] == [
        "every day",
        "every week",
        "every month",
        "every year",
    ]
    assert [repeat_text(Repeat(3, unit)) for unit in Unit] == [
        "every 3 days",
        "every 3 weeks",
        "every 3 months",
        "every 3 years",
    ]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason(Why.RHYTHM, before(12), 12, circle="Regular"), "Regular · 12 days past the usual rhythm"),
        (Reason(Why.RHYTHM, before(1), 1, circle="Regular"), "Regular · 1 day past the usual rhythm"),
        (Reason(Why.RHYTHM, DAY, 0, circle="Inner"), "Inner · due today by the usual rhythm"),
        (Reason(Why.RHYTHM, before(2), 2), "2 days past the usual rhythm"),
        (
            Reason(Why.RHYTHM, before(2), 2, growing=True, circle="Light"),
            "Growing · 2 days past the usual rhythm",
        ),
        (Reason(Why.RHYTHM, before(-21), -21, circle="Light"), "Light · next in 3 weeks"),
        (Reason(Why.MET, before(3), 2), "You met 3 days ago; follow up while you remember each other"),
        (Reason(Why.MET, DAY, -1), "You met today; follow up soon"),
        (Reason(Why.GROWING_BEGAN, DAY, 0, growing=True), "You want this to grow; begin with a hello"),
        (Reason(Why.FIRST_HELLO, DAY, 0, circle="Close"), "Close · first hello in this circle"),
        (Reason(Why.FIRST_HELLO, DAY, 0), "First hello"),
        (Reason(Why.FIRST_HELLO, before(-1), -1, circle="Close"), "Close · first hello tomorrow"),
        (Reason(Why.SPREAD, DAY, 0, circle="Inner"), "Inner · a good day to be in touch again"),
        (
            Reason(Why.SPREAD, before(-13), -13, circle="Inner"),
            "Inner · next in 13 days · spread so that not everybody comes at once",
        ),
        (Reason(Why.SNOOZED, DAY, 0, circle="Close"), "Close · snoozed until today"),
        (Reason(Why.SNOOZED, before(1), 1), "Snoozed until yesterday"),
        (Reason(Why.SNOOZED, before(-30), -30, circle="Close"), "Close · snoozed until 1 April"),
        (Reason(Why.PAUSE_OVER, DAY, 0), "The pause is over; say hello again"),
        (Reason(Why.PAUSE_OVER, before(-30), -30), "Paused until 1 April"),
        (Reason(Why.REST_OVER, DAY, 0), "It has rested for a while; a light word is welcome again"),
        (Reason(Why.REST_OVER, before(-30), -30), "Resting until 1 April"),
        (Reason(Why.PLANNED, before(-2), -3), "Planned for Wednesday"),
        (Reason(Why.PROMISE, before(6), 6, text="Send the paper"), "Send the paper · promised for Tuesday"),
        (Reason(Why.PROMISE, DAY), "A promise · promised for today"),
        (Reason(Why.SOONISH, before(14), 7, text="Lend the book"), "Lend the book · promised 2 weeks ago"),
        (Reason(Why.FOLLOWUP, DAY, text="Ring about the grant"), "Ring about the grant · for today"),
        (Reason(Why.FOLLOWUP, before(1)), "Follow up · for yesterday"),
        (Reason(Why.OCCASION_TODAY, DAY, number=40, text="birthday"), "Birthday today · 40 years"),
        (Reason(Why.OCCASION_TODAY, DAY, text="eingezogen"), "Eingezogen today"),
        (Reason(Why.OCCASION_AHEAD, before(-7), 7, text="birthday"), "Birthday in 7 days, on 9 March"),
        (Reason(Why.ASK, DAY, text="a flat"), "You asked for help: a flat; tell them how it turned out"),
        (Reason(Why.ASK, DAY), "You asked for help; tell them how it turned out"),
        (Reason(Why.PLAN, before(1), text="lunch"), "How was it? · lunch · yesterday"),
        (Reason(Why.INTRODUCTION, before(21)), "You made an introduction 3 weeks ago; ask how it went"),
        (Reason(Why.DRIFT, days=40, number=12), "Quieter than usual · 5 weeks; usually about 12 days"),
        (Reason(Why.DRIFT, days=40), "Quieter than usual · 5 weeks"),
        (Reason(Why.REKINDLE, days=800), "2 years of silence, and good talks before"),
    ],
)
def test_reasons(reason: Reason, sentence: str) -> None:
    assert reason_text(reason, DAY) == sentence


def test_an_introduction_names_both() -> None:
    reason = Reason(Why.INTRODUCTION, before(21))
    assert (
        reason_text(reason, DAY, ["Ana", "Ben {x}"])
        == "You introduced Ana and Ben {x} 3 weeks ago; ask how it went"
    )


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("days", [-400, -1, 0, 1, 400])
@given(text=st.text(max_size=20))
def test_every_reason_has_a_sentence_whatever_people_typed(why: Why, days: int, text: str) -> None:
    sentence = reason_text(Reason(why, before(days), days, text=text, circle="{0}"), DAY, [text, text])
    assert sentence.strip()


def test_nothing_blames() -> None:
    sentences = [reason_text(Reason(why, before(9), 9), DAY) for why in Why]
    sentences += [wording.state_text(state) for state in State] + [wording.choose_text()]
    words = set(" ".join(sentences).casefold().replace(".", " ").replace(",", " ").split())
    assert "rhythm" in words
    assert not words & {"overdue", "late", "missed", "neglected", "should", "failed", "streak", "must"}


def test_every_word_has_a_text() -> None:
    assert all(wording.kind_text(kind) for kind in EntryKind)
    assert all(wording.channel_text(channel) for channel in Channel)
    assert all(wording.started_by_text(who) for who in StartedBy)
    assert all(wording.growth_text(growth) for growth in Growth)
    assert all(wording.mode_text(mode) for mode in Mode)
    assert len({wording.effort_text(effort) for effort in range(1, 5)}) == 4


def test_folds_and_lines_below() -> None:
    assert fold_text(Fold(EntryKind.PROMISE, 4)) == "4 more promises"
    assert fold_text(Fold(EntryKind.FOLLOWUP, 1)) == "1 more follow-up"
    assert all("2 more" in fold_text(Fold(kind, 2)) for kind in EntryKind)
    assert wording.cards_line(1) == "1 card waits in the stack"
    assert wording.cards_line(12) == "12 cards wait in the stack"
    assert wording.cards_line(0) is None
    assert wording.later_text(9) == "9 more could wait"
    assert wording.later_text(0) is None
    assert wording.hidden_text(2) == "2 more ask for more energy"
    assert wording.hidden_text(0) is None


@pytest.mark.parametrize(
    ("rhythm", "sentence"),
    [
        (Rhythm("a", circle_cadence=90), None),
        (Rhythm("a", growth=Growth.GROWING), None),
        (Rhythm("a"), "In no circle; no reminders"),
        (Rhythm("a", cadence=0, circle_cadence=90), "Never reminded, as you chose"),
        (Rhythm("a", circle_cadence=90, paused=True), "Paused until further notice"),
        (Rhythm("a", circle_cadence=90, paused=True, paused_until=DAY), None),
        (Rhythm("a", circle_cadence=90, growth=Growth.DORMANT), "Dormant; no reminders"),
        (Rhythm("a", circle_cadence=90, growth=Growth.LET_GO), "Let go; no reminders"),
        (Rhythm("a", circle_cadence=90, silent=True), "No reminders"),
    ],
)
def test_why_nothing_is_due(rhythm: Rhythm, sentence: str | None) -> None:
    assert never_text(rhythm) == sentence


def empty(**changed: object) -> TodayPlan:
    return replace(plan_today(DAY, TodayFacts()), **changed)  # type: ignore[arg-type]


def test_no_closing_line_while_something_is_left() -> None:
    plan = plan_today(DAY, TodayFacts(followups=[FollowUpFact("1", "ana", "", DAY)]))
    assert closing_line(plan) is None


def test_closing_lines() -> None:
    assert closing_line(empty(touches_done=5, later=9)) == "Enough for today."
    assert (
        closing_line(empty(mode=Mode.AWAY, later=9))
        == "You are away. Nothing here is waiting; enjoy the days."
    )
    assert closing_line(empty(held_by_energy=1)) == "Nothing this light today."
    nobody = plan_today(DAY, TodayFacts(), budgets=Budgets(normal=0))
    assert closing_line(replace(nobody, later=3)) == "Nothing for today."


def test_the_closing_line_differs_from_day_to_day_and_not_within_one() -> None:
    quiet = [closing_line(empty(on=before(n))) for n in range(3)]
    done = [closing_line(empty(on=before(n), touches_done=1)) for n in range(3)]
    assert len(set(quiet)) == len(set(done)) == 3
    assert closing_line(empty(), kept_done=1) == closing_line(empty(touches_done=1)) != closing_line(empty())


def test_lengths() -> None:
    assert [length(days) for days in (1, 9, 14, 70, 900)] == [
        "1 day",
        "9 days",
        "2 weeks",
        "2 months",
        "2 years",
    ]
