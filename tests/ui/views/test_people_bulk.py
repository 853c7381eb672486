"""What is done with several people at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.store import interactions, people, people_list, person, tags
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui.views.people_page import PeoplePage
from tests.ui.views.people_scene import (
    Agrees,
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


def test_several_are_chosen_and_changed_in_one_step(
    page: PeoplePage, do: Do, store: Store, said: Said, qtbot: QtBot
) -> None:
    ids = add_people(do, "Ana", "Ben", "Cem", "Dee")
    show(page, qtbot)
    assert page.pane.bulk.isHidden()
    press(page, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(page, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.pane.selected == ids[:3]
    assert not page.pane.bulk.isHidden()
    assert "3 chosen" in texts(page.pane.bulk)
    press(page, Key.Key_3)
    qtbot.waitUntil(lambda: person.detail(store, ids[2]).row.circle == "Regular")
    qtbot.waitUntil(lambda: said.texts == ["3 people: now in Regular."])
    assert page.pane.selected == ids[:3]
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: all(person.detail(store, one).row.circle is None for one in ids))
    press(page, Key.Key_Escape)
    assert page.pane.selected == [page.pane.current_person]


def test_everybody_is_tagged_archived_and_paused(
    page: PeoplePage, do: Do, store: Store, said: Said, qtbot: QtBot
) -> None:
    ids = add_people(do, "Ana", "Ben", "Cem")
    show(page, qtbot)
    press(page, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.pane.selected == ids
    page.commands.add_tag(page.pane.selected, "choir")
    qtbot.waitUntil(lambda: person.detail(store, ids[2]).row.tags == ("choir",))
    page.commands.pause(page.pane.selected, None)
    qtbot.waitUntil(lambda: person.detail(store, ids[2]).paused)
    page.pane.bulk.buttons["archive"].click()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 0)
    qtbot.waitUntil(lambda: said.texts[-1] == "3 people: archived.")
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 3)


def test_the_bulk_tag_is_asked_for_beside_its_button(
    page: PeoplePage, do: Do, store: Store, qtbot: QtBot
) -> None:
    from netcare_desktop.ui.views.tag_choice import TagChoice

    ids = add_people(do, "Ana", "Ben")
    do(lambda store: tags.add(store, ids[:1], "kelp"))
    show(page, qtbot)
    page.pane.list.selectAll()
    page.pane.bulk.buttons["tag"].click()
    choice = page.window().findChild(TagChoice)
    assert choice is not None
    QTest.keyClicks(choice.field, "ke")
    assert choice.field.suggestions.offered == ["kelp"]
    QTest.keyClicks(choice.field, "lp")
    QTest.keyClick(choice.field, Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ids[1]).row.tags == ("kelp",))


def test_deleted_people_come_back_or_go_for_good(
    page: PeoplePage, do: Do, store: Store, agrees: Agrees, qtbot: QtBot
) -> None:
    ana, ben = add_people(do, "Ana", "Ben")
    do(lambda store: people.delete(store, [ana, ben]))
    show(page, qtbot)
    page.pane.set_filter(len(page.pane._filters) - 1)
    assert shown_names(page) == ["Ana", "Ben"]
    page.pane.list.selectAll()
    assert not page.pane.bulk.buttons["bring back"].isHidden()
    assert page.pane.bulk.buttons["archive"].isHidden()
    page.pane.choose_current_only()
    page.show_person(ana)
    assert "Deleted. Can be brought back for 30 more days." in texts(page.person.header)
    next(b for b in page.person.header.banner.findChildren(QPushButton) if b.text() == "Bring back").click()
    qtbot.waitUntil(lambda: shown_names(page) == ["Ben"])
    page.pane.list.setFocus()
    press(page, Key.Key_Delete)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 0)
    assert agrees.asked == ["Delete Ben for good?"]
    assert people_list.ids(store, PeopleQuery(standing="deleted")) == []
    assert people_list.ids(store, PeopleQuery()) == [ana]


def test_many_rows_are_copied_without_a_pause(page: PeoplePage, do: Do, said: Said, qtbot: QtBot) -> None:
    def fill(store: Store) -> None:
        with store.write("Fill"):
            for number in range(250):
                people.add(store, NewPerson(full_name=f"Mona {number:03}"))

    do(fill)
    show(page, qtbot)
    page.pane.list.selectAll()
    page.pane.copy()
    qtbot.waitUntil(lambda: said.texts == ["250 people copied."])
    assert QApplication.clipboard().text().splitlines()[249] == "Mona 249"


def test_a_contact_with_all_who_are_chosen(page: PeoplePage, do: Do, store: Store, qtbot: QtBot) -> None:
    ids = add_people(do, "Ana", "Ben", "Cem")
    show(page, qtbot)
    page.pane.list.selectAll()
    press(page, Key.Key_L)
    form = page.person.timeline.form
    assert form is not None
    assert set(form.people.people) == set(ids)
    QTest.keyClicks(form.summary, "Lunch")
    QTest.keyClick(form.summary, Key.Key_Return)
    qtbot.waitUntil(lambda: [one.summary for one in interactions.of_person(store, ids[2])] == ["Lunch"])


def test_the_bar_leaves_the_current_row_in_view(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, *(f"Person {number:02}" for number in range(40)))
    show(page, qtbot)
    table = page.pane.list
    last = table.rowAt(table.viewport().height() - 1) - 1
    table.selectRow(last)
    press(page, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.pane.bulk.isVisible()
    qtbot.waitUntil(lambda: table.viewport().rect().contains(table.visualRect(table.currentIndex())))
