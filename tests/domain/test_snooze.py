"""Rule *Snooze*: days to choose, and the offer after the third in a row."""

from __future__ import annotations

from datetime import date

import pytest

from netcare_desktop.domain.snooze import CadenceOffer, choices, longer_cadence, offer_after, problem_with

DAY = date(2026, 3, 2)  # a Monday


def test_the_choices_lie_ahead_the_next_monday_is_not_today() -> None:
    found = {choice.label: choice.until for choice in choices(DAY)}
    assert found == {
        "Tomorrow": date(2026, 3, 3),
        "In 3 days": date(2026, 3, 5),
        "Next Monday": date(2026, 3, 9),
        "In 2 weeks": date(2026, 3, 16),
        "In a month": date(2026, 4, 2),
    }


def test_a_snooze_needs_a_day_to_come() -> None:
    assert problem_with(date(2026, 3, 3), DAY) is None
    assert problem_with(DAY, DAY) == "A snooze needs a day that is still to come."


@pytest.mark.parametrize(
    ("in_a_row", "cadence", "offer"),
    [
        (1, 30, None),
        (2, 30, None),
        (3, 30, CadenceOffer(30, 90)),
        (4, 14, CadenceOffer(14, 30)),
        (3, None, None),
    ],
)
def test_after_the_third_in_a_row_a_longer_cadence_is_offered(
    in_a_row: int, cadence: int | None, offer: CadenceOffer | None
) -> None:
    assert offer_after(in_a_row, cadence) == offer


def test_the_longer_cadence_is_always_longer() -> None:
    assert [longer_cadence(days) for days in (1, 14, 20, 30, 180, 365, 400)] == [
        14,
        30,
        30,
        90,
        365,
        730,
        800,
    ]
