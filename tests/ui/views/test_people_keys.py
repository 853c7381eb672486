"""The keys and menus of the list of people and of the page beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from netcare_desktop.domain.words import Growth
from netcare_desktop.store import growth, person
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.views import people_typing
from netcare_desktop.ui.views.card_stack_slots import MovesOnPopup
from netcare_desktop.ui.views.people_page import PeoplePage
from netcare_desktop.ui.widgets.icon_button import IconButton
from tests.ui.views.people_scene import (
    HOSTILE,
    Do,
    Key,
    add_people,
    press,
    show,
    shown_names,
)


@pytest.fixture
def page(people_page: PeoplePage) -> PeoplePage:
    return people_page


def test_letters_that_are_no_command_begin_a_search(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Ana", "Zoë")
    show(page, qtbot)
    press(page, Key.Key_Z)
    assert page.pane.search.text() == "z"
    assert shown_names(page) == ["Zoë"]


@pytest.mark.parametrize(
    ("key", "circle"), [(Key.Key_1, "Inner"), (Key.Key_2, "Close"), (Key.Key_5, "Yearly")]
)
def test_a_number_puts_into_a_circle(
    page: PeoplePage, do: Do, store: Store, qtbot: QtBot, key: Qt.Key, circle: str
) -> None:
    (ana,) = add_people(do, "Ana")
    show(page, qtbot)
    press(page, key)
    qtbot.waitUntil(lambda: page.person.detail is not None and page.person.detail.row.circle == circle)
    assert person.detail(store, ana).row.circle == circle


def test_enter_goes_to_the_person_and_keys_open_the_forms(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Ana")
    show(page, qtbot)
    qtbot.waitUntil(lambda: page.person.person is not None)
    press(page, Key.Key_Return)
    assert page.person.header.log.hasFocus()
    page.pane.list.setFocus()
    press(page, Key.Key_L)
    assert page.person.timeline.form is not None
    page.pane.list.setFocus()
    press(page, Key.Key_F)
    assert page.person.open.form is not None
    page.pane.list.setFocus()
    press(page, Key.Key_F2)
    assert page.person.header.name.is_editing


def test_the_letters_work_on_the_page_of_the_person_too(
    page: PeoplePage, do: Do, store: Store, qtbot: QtBot
) -> None:
    (ana,) = add_people(do, "Ana")
    show(page, qtbot)
    press(page, Key.Key_Return)
    QTest.keyClick(page.person.header.log, Key.Key_2)
    qtbot.waitUntil(lambda: person.detail(store, ana).row.circle == "Close")
    QTest.keyClick(page.person.header.log, Key.Key_L)
    form = page.person.timeline.form
    assert form is not None
    QTest.keyClicks(form.summary, "2a fig")
    assert form.summary.text() == "2a fig"
    assert not person.detail(store, ana).row.archived


def test_p_pauses_and_ends_a_pause(page: PeoplePage, do: Do, store: Store, qtbot: QtBot) -> None:
    (ana,) = add_people(do, "Ana")
    show(page, qtbot)
    press(page, Key.Key_P)
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    next(action for action in menu.actions() if action.text() == "Until further notice").trigger()
    menu.close()
    qtbot.waitUntil(lambda: page.person.detail is not None and page.person.detail.paused)
    press(page, Key.Key_P)
    qtbot.waitUntil(lambda: not person.detail(store, ana).paused)


def test_home_and_end_go_to_the_first_and_the_last(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    ids = add_people(do, "Ana", "Ben", "Cem")
    show(page, qtbot)
    press(page, Key.Key_End)
    assert page.pane.current_person == ids[2]
    press(page, Key.Key_Home)
    assert page.pane.current_person == ids[0]


def test_copying_a_row_copies_readable_text(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, HOSTILE, organisation="Fernwerk")
    show(page, qtbot)
    press(page, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"{HOSTILE}, Fernwerk"


def test_the_right_click_has_what_the_row_has(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Ana & Ben <b>")
    show(page, qtbot)
    page._open_menu(QPoint(0, 0))
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    said = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert said == [
        "Open", "Log a contact", "Follow-up", "Circle", "Grow", "Tag…", "Snooze…", "Pause", "Rename", "Copy as text",
        "Archive", "Delete",
    ]  # fmt: skip
    menu.close()


def test_growing_asks_who_moves_on(page: PeoplePage, do: Do, store: Store, qtbot: QtBot) -> None:
    ana, ben, cem = add_people(do, "Ana", "Ben", "Cem")
    do(lambda store: growth.grow(store, ana))
    do(lambda store: growth.grow(store, ben))
    show(page, qtbot)
    page.show_person(cem)
    page.pane.list.setFocus()
    press(page, Key.Key_G)
    qtbot.waitUntil(lambda: page.window().findChild(MovesOnPopup) is not None)
    popup = page.window().findChild(MovesOnPopup)
    assert popup is not None
    QTest.keyClick(popup, Key.Key_1)
    QTest.keyClick(popup, Key.Key_2)
    qtbot.waitUntil(lambda: person.detail(store, cem).row.growth is Growth.GROWING)
    left = person.detail(store, ana)
    assert (left.row.growth, left.row.circle) == (Growth.ESTABLISHED, "Close")


def test_a_free_slot_needs_no_question(page: PeoplePage, do: Do, store: Store, qtbot: QtBot) -> None:
    (ana,) = add_people(do, "Ana")
    show(page, qtbot)
    press(page, Key.Key_G)
    qtbot.waitUntil(lambda: person.detail(store, ana).row.growth is Growth.GROWING)
    assert page.window().findChild(MovesOnPopup) is None


def test_a_word_typed_beside_the_list_changes_nobody(
    page: PeoplePage, do: Do, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_typing, "WORD_MS", 60_000)
    (ana,) = add_people(do, "Ana")
    show(page, qtbot)
    press(page, Key.Key_Return)
    QTest.keyClicks(page.person.header.log, "helloe")
    QTest.keyClicks(page.person.header.log, "ap12g")
    assert not page.person.header.is_editing
    assert page.person.timeline.form is None
    assert not [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    found = person.detail(store, ana)
    assert (found.full_name, found.row.circle, found.row.archived, found.row.growth) == (
        "Ana",
        None,
        False,
        None,
    )
    QTest.keyClick(page.person.header.log, Key.Key_F2)
    assert page.person.header.name.is_editing


def test_letters_right_after_a_search_go_on_with_it(
    page: PeoplePage, do: Do, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_typing, "WORD_MS", 60_000)
    (zara,) = add_people(do, "Zara Pal")
    show(page, qtbot)
    press(page, Key.Key_Z)
    page.pane.list.setFocus()
    press(page, Key.Key_A)
    assert page.pane.search.text() == "za"
    assert page.pane.search.hasFocus()
    monkeypatch.setattr(people_typing, "WORD_MS", 0)
    page.pane.list.setFocus()
    press(page, Key.Key_A)
    qtbot.waitUntil(lambda: person.detail(store, zara).row.archived)


def test_letters_are_no_commands_elsewhere_on_the_page(
    page: PeoplePage, do: Do, store: Store, qtbot: QtBot
) -> None:
    (ana,) = add_people(do, "Ana")
    show(page, qtbot)
    add_tag = page.person.facts.tags.findChild(IconButton)
    assert add_tag is not None
    add_tag.setFocus()
    for key in (Key.Key_A, Key.Key_P, Key.Key_2, Key.Key_L, Key.Key_E):
        QTest.keyClick(add_tag, key)
    page.pane.filter.setFocus()
    QTest.keyClick(page.pane.filter, Key.Key_A)
    assert page.person.timeline.form is None
    assert not [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    add_people(do, "Ben")  # whatever the letters had begun would be done by now
    assert not person.detail(store, ana).row.archived
    assert person.detail(store, ana).row.circle is None
