"""Which people the list shows, and in which order: the choices with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import circles
from netcare_desktop.store.people_list import PeopleQuery

ORDERS = ("name", "due", "last", "added")


@dataclass(frozen=True)
class Filter:
    """One choice of the filter: its name, and the query it stands for."""

    name: str
    query: PeopleQuery
    icon_name: str = ""
    circle: int | None = None  # position, 1 the closest


def all_filters(known: Sequence[circles.Circle]) -> list[Filter]:
    """All · each circle · Growing · Cards · Archived · Deleted."""
    return [
        Filter(tr("All"), PeopleQuery(), "people"),
        *(Filter(one.name, PeopleQuery(circle=one.id), circle=one.rank + 1) for one in known),
        Filter(tr("Growing"), PeopleQuery(growing=True), "growing"),
        Filter(tr("Cards"), PeopleQuery(standing="card_stack"), "cards"),
        Filter(tr("Archived"), PeopleQuery(standing="archived"), "archive"),
        Filter(tr("Deleted"), PeopleQuery(standing="deleted"), "remove"),
    ]


def order_words(order: str) -> str:
    """What an order is called."""
    return {
        "name": tr("By name"),
        "due": tr("By next date"),
        "last": tr("By last contact"),
        "added": tr("Newest first"),
    }[order]


def count_words(query: PeopleQuery, name: str, number: int, shown: str, *, more: bool) -> str:
    """How many people are shown, in words. `name` of the filter, `shown`: the number as the locale writes it; `more`:
    a search that has shown only its best hits yet.
    """
    if not number:
        return tr("Nobody fits") if query.text else tr("Nobody")
    if query.text:
        if more:
            return tr("{n} people fit, and more").format(n=shown)
        return ntr("{n} person fits", "{n} people fit", number).format(n=shown)
    if query.growing:
        return ntr("{n} person growing", "{n} people growing", number).format(n=shown)
    words = {
        "card_stack": ntr("{n} card", "{n} cards", number),
        "archived": ntr("{n} archived person", "{n} archived people", number),
        "deleted": ntr("{n} deleted person", "{n} deleted people", number),
    }.get(query.standing, ntr("{n} person", "{n} people", number))
    counted = words.format(n=shown)
    if query.circle is not None:
        return tr("{people} in {circle}").format(people=counted, circle=name)
    return counted
