"""Rule *Card stack*: imported people that nobody has decided about. They are offered calmly and never
remind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcare_desktop.domain.due import plus_days

OFFERED_A_DAY = 5
ARCHIVE_AFTER_DAYS = 60


class LastSpoke(StrEnum):
    """The optional answer in triage."""

    THIS_MONTH = "this month"
    THIS_YEAR = "this year"
    LONGER_AGO = "longer ago"


_DAYS_AGO = {LastSpoke.THIS_MONTH: 15, LastSpoke.THIS_YEAR: 180}


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A card nobody has decided about. `put_off_on`: the last day on which the user said *later*."""

    person_id: str
    put_off_on: date | None = None


@dataclass(frozen=True, slots=True)
class BatchOffer:
    """An import batch as the stack sees it: how many of its cards wait, when the first of them was offered,
    and when archiving the rest was proposed."""

    batch_id: str
    waiting: int
    first_offered_on: date | None = None
    proposed_on: date | None = None


def offered(
    waiting: Sequence[WaitingCard], today: date, taken_today: int = 0, limit: int | None = OFFERED_A_DAY
) -> tuple[str, ...]:
    """The people to offer today, one at a time, at most 5 a day.

    `waiting` in the order of the stack. `taken_today` counts the cards decided or put off today. Cards put
    off earlier come after those never offered, the longest put off first; one put off today does not come
    again today. `limit` None: everything, for a user who wants to go on.
    """
    left = [card for card in waiting if card.put_off_on is None or card.put_off_on < today]
    left.sort(key=lambda card: card.put_off_on or date.min)
    ids = tuple(card.person_id for card in left)
    return ids if limit is None else ids[: max(0, limit - taken_today)]


def proposes_archiving(batch: BatchOffer, today: date) -> bool:
    """60 days after a batch was first offered, once, the rest of it is proposed for archiving."""
    if batch.waiting < 1 or batch.first_offered_on is None or batch.proposed_on is not None:
        return False
    return today >= plus_days(batch.first_offered_on, ARCHIVE_AFTER_DAYS)


def last_spoke_on(answer: LastSpoke, today: date) -> date | None:
    """The approximate day behind the answer: half a month, half a year ago; None for *longer ago*, which only
    says that you have spoken."""
    days = _DAYS_AGO.get(answer)
    return None if days is None else plus_days(today, -days)
