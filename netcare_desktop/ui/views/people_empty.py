"""What the list of people says when it is empty, and the next thing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui.widgets.empty_page import EmptyPage


@dataclass(frozen=True)
class Ways:
    """The ways out of an empty list."""

    clear: Callable[[], object]
    everybody: Callable[[], object]
    cards: Callable[[], object]
    import_people: Callable[[], object]
    add: Callable[[], object]


def empty_page(query: PeopleQuery, filter_name: str, cards: int, ways: Ways) -> EmptyPage:
    """The page for a query that nobody fits; `cards` wait in the stack."""
    if query.text:
        return _nobody_fits(query, filter_name, ways)
    if query.growing:
        return EmptyPage(
            "growing",
            tr("Nobody is growing at the moment."),
            tr("Choose one or two people you would like to know better and press G."),
            tr("Show everybody"),
            ways.everybody,
        )
    if query.circle is not None:
        return EmptyPage(
            "circle",
            tr("Nobody is in {circle} yet.").format(circle=filter_name),
            tr("Choose somebody and press 1 to 5 to put them into a circle."),
            tr("Show everybody"),
            ways.everybody,
        )
    if query.standing != "kept":
        icon_name, sentence = {
            "card_stack": ("cards", tr("No cards are waiting.")),
            "archived": ("archive", tr("Nobody is archived.")),
            "deleted": ("remove", tr("Nobody was deleted in the last 30 days.")),
        }[query.standing]
        return EmptyPage(icon_name, sentence, "", tr("Show everybody"), ways.everybody)
    if cards:
        return EmptyPage(
            "cards",
            tr("Nobody is in a circle yet."),
            ntr("{n} card waits in the stack.", "{n} cards wait in the stack.", cards).format(n=cards),
            tr("Show the cards"),
            ways.cards,
        )
    return EmptyPage(
        "people",
        tr("Nobody is here yet."),
        tr("Drop a file of business cards onto the window, or begin with one person."),
        tr("Import a card file…"),
        ways.import_people,
        button_icon="import",
        second=tr("Add a person"),
        second_clicked=ways.add,
    )


def _nobody_fits(query: PeopleQuery, filter_name: str, ways: Ways) -> EmptyPage:
    narrowed = query.circle is not None or query.growing or query.standing != "kept"
    return EmptyPage(
        "search",
        tr("Nobody fits “{text}”.").format(text=query.text),
        tr("Only {filter} was looked through.").format(filter=filter_name) if narrowed else "",
        tr("Clear the search"),
        ways.clear,
        second=tr("Look everywhere") if narrowed else "",
        second_clicked=ways.everybody,
    )
