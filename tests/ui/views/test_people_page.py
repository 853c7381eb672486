"""The list of people: found, chosen, put into circles, deleted and brought back; the same place after every change."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.words import Growth
from netcare_desktop.store import circles, growth, interactions, people, people_list, person, tags
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.views.card_stack_slots import MovesOnPopup
from netcare_desktop.ui.views.people_page import PeoplePage
from netcare_desktop.ui.views.people_place import FILE
from netcare_desktop.ui.widgets.empty_page import EmptyPage

HOSTILE = '<img src="file:///dev/zero">'
Do = Callable[[Callable[[Store], Any]], Any]
Key = Qt.Key


class Said:
    """What the window would show at its bottom."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.undo: Callable[[], object] | None = None

    def __call__(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        self.texts.append(text)
        self.undo = undo


class Agrees(Interaction):
    """Says yes, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def confirm(self, parent: QWidget, question: str, detail: str = "", *, yes: str, no: str = "") -> bool:
        self.asked.append(question)
        return True


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def agrees() -> Agrees:
    return Agrees()


@pytest.fixture
def page(
    store: Store,
    bridge: StoreBridge,
    clock: FixedClock,
    said: Said,
    agrees: Agrees,
    qtbot: QtBot,
    tmp_path: Path,
) -> PeoplePage:
    made = PeoplePage(store, bridge, clock, agrees, said, tmp_path / "config")
    bridge.changed.connect(lambda nouns: made.refresh() if nouns & made.nouns else None)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    return made


def show(page: PeoplePage, qtbot: QtBot) -> None:
    page.refresh()
    with qtbot.waitExposed(page):
        page.show()
    current = page.pane.current_person
    qtbot.waitUntil(lambda: page.person.person == current)
    page.pane.list.setFocus()


def add_people(do: Do, *names: str, **more: Any) -> list[int]:
    return [do(partial(people.add, new=NewPerson(full_name=name, **more))) for name in names]


def shown_names(page: PeoplePage) -> list[str]:
    model = page.pane.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def press(
    page: PeoplePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(page.pane.list, key, modifier)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


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


def test_letters_that_are_no_command_begin_a_search(page: PeoplePage, do: Do, qtbot: QtBot) -> None:
    add_people(do, "Ana", "Zoë")
    show(page, qtbot)
    press(page, Key.Key_Z)
    assert page.pane.search.text() == "z"
    assert shown_names(page) == ["Zoë"]


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
