"""Rule *Growing*: two or three relationships grow at a time, then the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.words import TWO_WAY_CHANNELS, Answered, Channel, Growth, StartedBy

DEFAULT_SLOTS = 2
FEWEST_SLOTS = 1
MOST_SLOTS = 5
TWO_WAY_FOR_ESTABLISHED = 3


@dataclass(frozen=True, slots=True)
class ContactFact:
    """What a rule about growth needs of an interaction."""

    on: date
    channel: Channel
    started_by: StartedBy = StartedBy.UNKNOWN
    answered: Answered = Answered.UNKNOWN


@dataclass(frozen=True, slots=True)
class GrowingPerson:
    """Somebody who holds a slot, with the number of two-way interactions since growing began."""

    person_id: str
    growing_since: date | None
    two_way: int = 0
    last_interaction_on: date | None = None


@dataclass(frozen=True, slots=True)
class GrowDecision:
    """Whether there is room. If not, `who_could_move_on` names everybody who holds a slot, the readiest
    first."""

    allowed: bool
    free: int
    who_could_move_on: tuple[GrowingPerson, ...] = ()


def slots_setting(wanted: int) -> int:
    """The setting held within 1–5."""
    return max(FEWEST_SLOTS, min(MOST_SLOTS, wanted))


def may_grow(
    person_id: str, growing: Sequence[GrowingPerson], slots: int = DEFAULT_SLOTS, *, today: date
) -> GrowDecision:
    """Whether a person may move to *growing*; somebody who already is may. With all slots taken it asks who
    moves on: first whoever is ready to be established, most two-way interactions first, then whoever grew
    longest."""
    slots = slots_setting(slots)
    free = max(0, slots - len(growing))
    if free or any(g.person_id == person_id for g in growing):
        return GrowDecision(True, free)
    order = sorted(
        growing,
        key=lambda g: (
            g.two_way < TWO_WAY_FOR_ESTABLISHED,
            -g.two_way,
            g.growing_since or today,
            g.person_id,
        ),
    )
    return GrowDecision(False, 0, tuple(order))


def is_two_way(contact: ContactFact) -> bool:
    """One they started, one answered, a call or a meeting. A call that did not reach them is none."""
    if contact.answered is Answered.NO:
        return contact.started_by is StartedBy.THEM
    return (
        contact.started_by is StartedBy.THEM
        or contact.answered is Answered.YES
        or contact.channel in TWO_WAY_CHANNELS
    )


def two_way_since(contacts: Iterable[ContactFact], since: date | None) -> int:
    """The number of two-way interactions from that day on (all of them when it is unknown)."""
    return sum(1 for c in contacts if is_two_way(c) and (since is None or c.on >= since))


def suggests_established(growth: Growth | None, two_way: int) -> bool:
    """*Established* is suggested after 3 two-way interactions of somebody who is growing; it then asks for a
    circle."""
    return growth is Growth.GROWING and two_way >= TWO_WAY_FOR_ESTABLISHED
