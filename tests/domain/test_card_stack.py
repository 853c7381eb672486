"""Rule *Card stack*: offered calmly, archived once asked, and what the answer in triage means."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from netcare_desktop.domain.card_stack import (
    BatchOffer,
    LastSpoke,
    WaitingCard,
    last_spoke_on,
    offered,
    proposes_archiving,
)

DAY = date(2026, 3, 2)


def test_at_most_five_a_day() -> None:
    cards = [WaitingCard(str(n)) for n in range(9)]
    assert offered(cards, DAY) == ("0", "1", "2", "3", "4")
    assert offered(cards[2:], DAY, taken_today=2) == ("2", "3", "4")
    assert offered(cards[5:], DAY, taken_today=5) == ()
    assert len(offered(cards, DAY, taken_today=5, limit=None)) == 9


def test_a_card_put_off_comes_back_another_day_after_the_others() -> None:
    cards = [
        WaitingCard("today", DAY),
        WaitingCard("yesterday", DAY - timedelta(days=1)),
        WaitingCard("last week", DAY - timedelta(days=7)),
        WaitingCard("new"),
    ]
    assert offered(cards, DAY) == ("new", "last week", "yesterday")
    assert "today" in offered(cards, DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("batch", "proposes"),
    [
        (BatchOffer("b", 3, DAY - timedelta(days=60)), True),
        (BatchOffer("b", 3, DAY - timedelta(days=59)), False),
        (BatchOffer("b", 3, DAY - timedelta(days=900), DAY - timedelta(days=840)), False),
        (BatchOffer("b", 0, DAY - timedelta(days=60)), False),
        (BatchOffer("b", 3, None), False),
    ],
)
def test_after_sixty_days_the_rest_is_proposed_for_archiving_once(batch: BatchOffer, proposes: bool) -> None:
    assert proposes_archiving(batch, DAY) is proposes


def test_what_the_answer_means_as_a_day() -> None:
    assert last_spoke_on(LastSpoke.THIS_MONTH, DAY) == date(2026, 2, 15)
    assert last_spoke_on(LastSpoke.THIS_YEAR, DAY) == date(2025, 9, 3)
    assert last_spoke_on(LastSpoke.LONGER_AGO, DAY) is None
