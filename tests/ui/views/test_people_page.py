"""The list of people: found, filtered and ordered; the same place after every change."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import circles, growth, interactions, people
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.views.people_page import PeoplePage
from netcare_desktop.ui.views.people_place import FILE
from netcare_desktop.ui.widgets.empty_page import EmptyPage
from tests.ui.views.people_scene import (
    Do,
    Key,
    Said,
    add_people,
    press,
    show,
    shown_names,
    texts,
)


@pytest.fixture
def page(people_page: PeoplePage) -> PeoplePage:
    return people_page


def test_people_stand_by_name_and_are_counted_in_words(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Zoë Martens", "Ana Lima", "Ben Okafor")
    show(page, qtbot)
    assert shown_names(page) == ["Ana Lima", "Ben Okafor", "Zoë Martens"]
    assert "3 people" in texts(page)
    assert page.person.detail is not None
    assert page.person.detail.full_name == "Ana Lima"


def test_nobody_yet_says_what_to_do(page: PeoplePage, qtbot: QtBot) -> None:
    show(page, qtbot)
    empty = page.pane.stack.currentWidget()
    assert isinstance(empty, EmptyPage)
    assert "Nobody is here yet." in texts(empty)
    assert not page.person.isVisible()
    with qtbot.waitSignal(page.import_wanted):
        assert empty.button is not None
        empty.button.click()


def test_only_cards_yet_says_where_they_are(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Card", in_card_stack=True)
    show(page, qtbot)
    empty = page.pane.stack.currentWidget()
    assert isinstance(empty, EmptyPage)
    assert empty.button is not None
    empty.button.click()
    assert shown_names(page) == ["Card"]


def test_search_as_you_type_and_clear(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Ana Lima", "Ångström Søren", "Ben Okafor")
    show(page, qtbot)
    QTest.keyClicks(page.pane.search, "angs")
    assert shown_names(page) == ["Ångström Søren"]
    assert "1 person fits" in texts(page)
    qtbot.waitUntil(
        lambda: page.person.detail is not None and page.person.detail.full_name == "Ångström Søren"
    )
    QTest.keyClicks(page.pane.search, "zzz")
    empty = page.pane.stack.currentWidget()
    assert isinstance(empty, EmptyPage)
    assert "Nobody fits “angszzz”." in texts(empty)
    assert empty.button is not None
    empty.button.click()
    assert len(shown_names(page)) == 3


def test_a_filter_for_each_circle_and_for_what_is_put_away(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    ana, ben, cem, dee = add_people(do, "Ana", "Ben", "Cem", "Dee")
    do(lambda store: circles.assign(store, [ana], 2))
    do(lambda store: growth.grow(store, ben))
    do(lambda store: people.archive(store, [cem]))
    do(lambda store: people.delete(store, [dee]))
    show(page, qtbot)
    names = [one.name for one in page.pane._filters]
    assert names == [
        "All",
        "Inner",
        "Close",
        "Regular",
        "Light",
        "Yearly",
        "Growing",
        "Cards",
        "Archived",
        "Deleted",
    ]
    for name, expected in (
        ("Close", ["Ana"]),
        ("Growing", ["Ben"]),
        ("Archived", ["Cem"]),
        ("Deleted", ["Dee"]),
    ):
        page.pane.set_filter(names.index(name))
        assert shown_names(page) == expected
    page.pane.set_filter(names.index("Inner"))
    assert isinstance(page.pane.stack.currentWidget(), EmptyPage)


def test_orders(page: PeoplePage, do: Do, clock: FixedClock, qtbot: QtBot) -> None:
    ana, ben, _cem = add_people(do, "Ana", "Ben", "Cem")
    do(lambda store: interactions.log(store, NewInteraction((ana,), clock.today() - timedelta(days=30))))
    do(lambda store: interactions.log(store, NewInteraction((ben,), clock.today())))
    show(page, qtbot)
    for order, expected in (
        ("last", ["Ben", "Ana", "Cem"]),
        ("added", ["Cem", "Ben", "Ana"]),
        ("name", ["Ana", "Ben", "Cem"]),
    ):
        page.pane.set_order(order)
        assert shown_names(page) == expected


def test_current_person_selection_and_place_survive_a_change(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    ids = add_people(do, *(f"Person {number:03}" for number in range(60)))
    show(page, qtbot)
    page.show_person(ids[30])
    selection = page.pane.list.selectionModel()
    for at in (30, 31, 35):
        selection.select(page.pane.model.index(at), QItemSelectionModel.SelectionFlag.Select)
    bar = page.pane.list.verticalScrollBar()
    bar.setValue(20 * 56 + 13)
    top = page.pane.list.indexAt(QPoint(20, 5)).data()
    (first,) = add_people(do, "Aaron")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 61)
    assert page.pane.current_person == ids[30]
    assert page.pane.selected == [ids[30], ids[31], ids[35]]
    assert page.pane.list.indexAt(QPoint(20, 5)).data() == top
    do(lambda store: people.delete(store, [first]))
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 60)
    assert page.pane.selected == [ids[30], ids[31], ids[35]]


def test_somebody_shown_while_ctrl_is_held_is_chosen_alone(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    ids = add_people(do, "Ana", "Ben", "Cem")
    show(page, qtbot)
    press(page, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.pane.selected == ids
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    page.show_person(ids[2])
    assert page.pane.selected == [ids[2]]


def test_who_leaves_the_list_hands_over_to_the_next(
    page: PeoplePage, do: Do, said: Said, qtbot: QtBot
) -> None:
    ids = add_people(do, "Ana", "Ben", "Cem")
    show(page, qtbot)
    page.show_person(ids[1])
    page.pane.list.setFocus()
    press(page, Key.Key_Delete)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 2)
    assert page.pane.current_person == ids[2]
    qtbot.waitUntil(lambda: page.person.person == ids[2])
    qtbot.waitUntil(lambda: said.texts == ["Ben: deleted."])
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: shown_names(page) == ["Ana", "Ben", "Cem"])


def test_a_narrow_window_shows_one_or_the_other(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Ana", "Ben")
    page.resize(844, 600)
    show(page, qtbot)
    assert page.is_narrow
    assert page.pane.isVisible()
    assert not page.person.isVisible()
    press(page, Key.Key_Return)
    assert page.person.isVisible()
    assert not page.pane.isVisible()
    assert page.person.back.isVisible()
    page.person.back.click()
    assert page.pane.isVisible()
    assert page.pane.list.hasFocus()
    page.resize(1200, 760)
    assert page.pane.isVisible()
    assert page.person.isVisible()
    assert not page.person.back.isVisible()


def test_the_width_of_the_list_is_remembered(
    page: PeoplePage,
    do: Do,
    store: Store,
    bridge: StoreBridge,
    clock: FixedClock,
    said: Said,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    add_people(do, "Ana")
    show(page, qtbot)
    page.splitter.setSizes([420, 700])
    page.pane.set_order("due")
    page.hide()
    kept = json.loads((tmp_path / "config" / FILE).read_text(encoding="utf-8"))
    assert kept == {"list_width": page.splitter.sizes()[0], "order": "due"}
    again = PeoplePage(store, bridge, clock, Interaction(), said, tmp_path / "config")
    qtbot.addWidget(again)
    again.resize(1200, 760)
    show(again, qtbot)
    assert abs(again.splitter.sizes()[0] - kept["list_width"]) <= 2
    assert again.pane.order == "due"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"list_width": -5, "order": "x"}', '{"list_width": true, "order": []}', "null"]
)
def test_a_broken_note_of_the_width_is_no_trouble(
    store: Store, bridge: StoreBridge, clock: FixedClock, said: Said, qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / FILE).write_text(text, encoding="utf-8")
    made = PeoplePage(store, bridge, clock, Interaction(), said, tmp_path / "config")
    qtbot.addWidget(made)
    assert made.pane.order == "name"


def test_somebody_elsewhere_is_shown_with_the_filter_that_has_them(
    page: PeoplePage, do: Do, qtbot: QtBot
) -> None:
    (ana,) = add_people(do, "Ana")
    (card,) = add_people(do, "Card", in_card_stack=True)
    show(page, qtbot)
    QTest.keyClicks(page.pane.search, "an")
    page.show_person(card)
    assert page.pane.current_person == card
    assert page.person.person == card
    page.show_person(ana)
    assert page.person.person == ana


def test_many_hits_come_in_two_helpings(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    def fill(store: Store) -> None:
        with store.write("Fill"):
            for number in range(230):
                people.add(store, NewPerson(full_name=f"Mona {number:03}"))

    do(fill)
    show(page, qtbot)
    QTest.keyClicks(page.pane.search, "mona")
    assert page.pane.model.rowCount() == 200
    assert "200 people fit, and more" in texts(page)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 230)
    assert "230 people fit" in texts(page)
