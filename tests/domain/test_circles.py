"""Rule *Circles*: sizes are advice in words, and what the circles ask for is told."""

from __future__ import annotations

import pytest

from netcare_desktop.domain.circles import (
    DEFAULT_CIRCLES,
    CircleLoad,
    default_names,
    load_advice,
    load_sentence,
    rank_of_circle,
    size_advice,
    touches_asked,
)


def test_the_defaults() -> None:
    assert [(c.name, c.cadence, c.advised_size) for c in DEFAULT_CIRCLES] == [
        ("Inner", 14, 5),
        ("Close", 30, 15),
        ("Regular", 90, 50),
        ("Light", 180, 150),
        ("Yearly", 365, None),
    ]
    assert default_names() == tuple(c.name for c in DEFAULT_CIRCLES)


@pytest.mark.parametrize(
    ("name", "cadence", "rank"),
    [
        ("Inner", 14, 0),
        ("Light", 365, 3),
        ("Choir", 14, 0),
        ("Choir", 45, 1),
        ("Choir", 60, 2),
        ("Choir", 100, 2),
        ("Choir", 1000, 4),
        ("Choir", None, 4),
        ("Choir", 1, 0),
        (None, 14, None),
    ],
)
def test_a_circle_of_ones_own_stands_where_its_cadence_puts_it(
    name: str | None, cadence: int | None, rank: int | None
) -> None:
    assert rank_of_circle(name, cadence) == rank


def test_the_size_is_advice_in_words() -> None:
    assert size_advice("Close", 19, 15) == "Close holds 19; most people can tend about 15"
    assert size_advice("Close", 15, 15) is None
    assert size_advice("Yearly", 9000, None) is None


def test_what_the_circles_ask_for() -> None:
    loads = [CircleLoad("Inner", 14, 7), CircleLoad("Yearly", 365, 73), CircleLoad("Quiet", None, 500)]
    assert touches_asked(loads) == pytest.approx(0.7)
    assert touches_asked(loads, growing=2) == pytest.approx(0.7 + 2 / 14)


def test_the_advice_lengthens_the_circle_that_relieves_most_but_spares_the_close_ones() -> None:
    loads = [
        CircleLoad("Inner", 14, 20),
        CircleLoad("Regular", 90, 40),
        CircleLoad("Light", 180, 300),
        CircleLoad("Yearly", 365, 50),
    ]
    advice = load_advice(loads, 1.1)
    assert advice is not None and (advice.circle, advice.cadence) == ("Light", 365)
    assert load_sentence(advice) == (
        "Your circles ask for 3.7 touches a day; last month you managed 1.1. Make Light 365?"
    )
    only_close = load_advice([CircleLoad("Inner", 14, 20)], 1.0)
    assert only_close is not None and (only_close.circle, only_close.cadence) == ("Inner", 30)


def test_no_advice_where_all_is_managed_or_nothing_can_be_lengthened() -> None:
    assert load_advice([CircleLoad("Light", 180, 90)], 0.5) is None
    assert load_advice([CircleLoad("Yearly", 365, 900)], 0.5) is None
    assert load_advice([], 0.0) is None
