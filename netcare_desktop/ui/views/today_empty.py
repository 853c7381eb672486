"""When Today has nothing to list: why that is so, and the next thing to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from netcare_desktop.domain import wording
from netcare_desktop.domain.day_words import in_words
from netcare_desktop.i18n import tr
from netcare_desktop.store import circles, growth, people_list
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.store.today import Today
from netcare_desktop.ui.widgets.empty_page import EmptyPage


@dataclass(frozen=True)
class EmptyState:
    """What the empty page says. `button` and `second` are (what it leads to, its words): import, demo, cards, people,
    log, more or all."""

    icon_name: str
    sentence: str
    detail: str = ""
    button: tuple[str, str] = ("", "")
    second: tuple[str, str] = ("", "")


def empty_state(
    store: Store, today: Today, *, kept_done: int, energy: int | None, offers_demo: bool
) -> EmptyState | None:
    """The state when no entry is left on Today; None while one is. `kept_done`: entries without a budget done today."""
    plan = today.plan
    if plan.entries:
        return None
    done = plan.touches_done + kept_done
    closing = wording.closing_line(plan, kept_done) or ""
    if energy is not None:
        return EmptyState("calm", closing, button=("all", tr("Show everything")))
    if plan.later and plan.budget:
        later = wording.later_text(plan.later) or ""
        return EmptyState(
            "enough", closing, tr("{rest}.").format(rest=later), second=("more", tr("Show more"))
        )
    if done:
        return EmptyState("enough", closing, _next_up(store, today), second=_cards(today))
    if not people_list.count(store, PeopleQuery(standing="all")):
        return EmptyState(
            "people",
            tr("Nobody is here yet."),
            tr("Drop a file of business cards onto the window, or choose one. Nothing leaves this computer."),
            ("import", tr("Import a card file…")),
            ("demo", tr("Look around in the demo")) if offers_demo else ("log", tr("Log a contact")),
        )
    if not any(circle.held for circle in circles.everyone(store)) and not growth.growing(store):
        return _nobody_chosen(today)
    return EmptyState(
        "calm",
        closing,
        _next_up(store, today),
        _cards(today) if plan.cards_waiting else ("log", tr("Log a contact")),
    )


def empty_page(state: EmptyState, actions: Mapping[str, Callable[[], object]]) -> EmptyPage:
    """The page for it; `actions` by the names of `EmptyState`."""
    return EmptyPage(
        state.icon_name,
        state.sentence,
        state.detail,
        state.button[1],
        actions.get(state.button[0]),
        button_icon={"import": "import", "cards": "cards", "people": "people", "log": "log"}.get(
            state.button[0], ""
        ),
        second=state.second[1],
        second_clicked=actions.get(state.second[0]),
    )


def _nobody_chosen(today: Today) -> EmptyState:
    waiting = wording.cards_line(today.plan.cards_waiting)
    if waiting is not None:
        return EmptyState(
            "cards",
            tr("{cards}.").format(cards=waiting),
            tr(
                "Choose whom you want to stay in touch with, one key for each card. They come up here in their time."
            ),
            ("cards", tr("Go through the cards")),
        )
    return EmptyState(
        "circle",
        tr("Nobody is in a circle yet."),
        tr("Put whom you want to stay in touch with into a circle. They come up here in their time."),
        ("people", tr("Go to People")),
    )


def _cards(today: Today) -> tuple[str, str]:
    return ("cards", tr("Go through a few cards")) if today.plan.cards_waiting else ("", "")


def _next_up(store: Store, today: Today) -> str:
    """Who comes up next and when, so that an empty day is no riddle."""
    first = people_list.rows(store, people_list.ids(store, PeopleQuery(order="due"), limit=1))
    if not first or first[0].due_on is None or first[0].due_on <= today.plan.on:
        return ""
    return tr("{name} is next, {when}.").format(
        name=first[0].name, when=in_words(first[0].due_on, today.plan.on)
    )
