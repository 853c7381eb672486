"""Triage: what is shown, what each key does, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.formats.records import ContactPointRecord, PersonRecord, ReadResult
from netcare_desktop.store import card_stack, circles, growth, imports, people, person, undo
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.views.card_stack_page import CardStackPage
from netcare_desktop.ui.views.card_stack_slots import MovesOnPopup

HOSTILE = '<img src="file:///dev/zero">'
Do = Callable[[Callable[[Store], Any]], Any]


def bring_in(store: Store, names: list[str]) -> None:
    """Import people by name from a file called cards.csv."""
    records = [
        PersonRecord(
            full_name=name,
            organisation="Fernwerk",
            notes="talked about bees",
            labels=["garden"],
            contact_points=[ContactPointRecord("email", f"p{n}@example.org", "work")],
            line=n + 2,
        )
        for n, name in enumerate(names)
    ]
    result = ReadResult("cards.csv", "csv", "generic", "utf-8", records=records, rows=len(records))
    imports.apply(store, imports.plan(store, [result]), met_on=date(2026, 9, 12), met_where="PyCon")


@pytest.fixture
def page(store: Store, bridge: StoreBridge, clock: FixedClock, qtbot: QtBot) -> CardStackPage:
    made = CardStackPage(store, bridge, clock)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    return made


def show(page: CardStackPage, qtbot: QtBot) -> None:
    page.refresh()
    with qtbot.waitExposed(page):
        page.show()
    page.setFocus()


def press(page: CardStackPage, qtbot: QtBot, key: Qt.Key) -> None:
    """A key, and the answer of the store."""
    qtbot.keyClick(page, key)
    qtbot.waitUntil(lambda: not page._moving)


def words(page: CardStackPage) -> str:
    """Everything the page says at the moment."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_the_card_tells_everything_and_where_it_came_from(page: CardStackPage, qtbot: QtBot, do: Do) -> None:
    do(lambda store: bring_in(store, ["Ana Silva", "Ben Okafor"]))
    show(page, qtbot)
    said = words(page)
    for part in (
        "Ana Silva",
        "Fernwerk",
        "p0@example.org",
        "talked about bees",
        "garden",
        "You met at PyCon",
        "cards.csv",
    ):
        assert part in said
    assert "1 of 2 · 2 offered today" in said
    assert page.badge() == 2


def test_keys_decide_and_the_next_card_comes(page: CardStackPage, qtbot: QtBot, do: Do, store: Store) -> None:
    do(lambda store: bring_in(store, ["Ana", "Ben", "Cleo", "Dov", "Eva"]))
    show(page, qtbot)
    everyone = list(card_stack.waiting(store).offered)
    for key in (Qt.Key.Key_G, Qt.Key.Key_2, Qt.Key.Key_A, Qt.Key.Key_Space):
        press(page, qtbot, key)
    assert [one.id for one in growth.growing(store)] == [everyone[0]]
    assert person.detail(store, everyone[1]).row.circle == "Close"
    assert person.detail(store, everyone[2]).row.archived
    assert person.detail(store, everyone[3]).row.in_card_stack
    assert page.current == everyone[4]
    assert "5 of 5" in words(page)
    qtbot.keyClick(page, Qt.Key.Key_O)  # opens, decides nothing
    assert page.current == everyone[4]


def test_the_person_can_be_opened(page: CardStackPage, qtbot: QtBot, do: Do) -> None:
    do(lambda store: bring_in(store, ["Ana"]))
    show(page, qtbot)
    with qtbot.waitSignal(page.person_wanted) as opened:
        qtbot.keyClick(page, Qt.Key.Key_O)
    assert opened.args == [page.current]


def test_undo_puts_the_card_back_on_top(page: CardStackPage, qtbot: QtBot, do: Do, store: Store) -> None:
    do(lambda store: bring_in(store, ["Ana", "Ben", "Cleo"]))
    show(page, qtbot)
    first = page.current
    press(page, qtbot, Qt.Key.Key_3)
    assert page.foot.last == "Ana is in Regular now"
    second = page.current
    press(page, qtbot, Qt.Key.Key_A)
    do(undo.undo)  # Ctrl+Z of the window
    page.refresh()
    assert page.current == second
    page.take_back()
    qtbot.waitUntil(lambda: page.current == first)
    assert person.detail(store, first or 0).row.circle is None
    assert "1 of 3" in words(page)


def test_last_spoke_is_switched_on_and_off_before_deciding(
    page: CardStackPage, qtbot: QtBot, do: Do, store: Store
) -> None:
    do(lambda store: bring_in(store, ["Ana"]))
    show(page, qtbot)
    one = page.current or 0
    qtbot.keyClick(page, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: person.detail(store, one).last_spoke == "this year")
    page.refresh()
    assert page.current == one and page.last_spoke.answer == "this year"
    qtbot.keyClick(page, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: person.detail(store, one).last_spoke == "")


def test_full_slots_ask_who_moves_on(page: CardStackPage, qtbot: QtBot, do: Do, store: Store) -> None:
    def fill(store: Store) -> None:
        bring_in(store, ["Ana"])
        for name in ("Maya", "Noor"):
            growth.grow(store, people.add(store, people.NewPerson(full_name=name)))

    do(fill)
    show(page, qtbot)
    ana = page.current
    qtbot.keyClick(page, Qt.Key.Key_G)
    popup = page.window().findChild(MovesOnPopup)
    assert isinstance(popup, MovesOnPopup)
    assert page.current == ana
    qtbot.keyClick(popup, Qt.Key.Key_2)  # Noor moves on …
    qtbot.keyClick(popup, Qt.Key.Key_1)  # … to the Inner circle
    qtbot.waitUntil(lambda: ana in [one.id for one in growth.growing(store)])
    assert {one.name for one in growth.growing(store)} == {"Ana", "Maya"}
    noor = people.find(store, "Noor")
    assert person.detail(store, noor).row.circle == "Inner"


def test_escape_leaves_the_slots_as_they_are(page: CardStackPage, qtbot: QtBot, do: Do, store: Store) -> None:
    def fill(store: Store) -> None:
        bring_in(store, ["Ana"])
        for name in ("Maya", "Noor"):
            growth.grow(store, people.add(store, people.NewPerson(full_name=name)))

    do(fill)
    show(page, qtbot)
    ana = page.current
    qtbot.keyClick(page, Qt.Key.Key_G)
    popup = page.window().findChild(MovesOnPopup)
    assert isinstance(popup, MovesOnPopup)
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert page.current == ana
    assert {one.name for one in growth.growing(store)} == {"Maya", "Noor"}


def test_after_five_it_is_enough_unless_one_goes_on(page: CardStackPage, qtbot: QtBot, do: Do) -> None:
    do(lambda store: bring_in(store, [f"Person {n}" for n in range(8)]))
    show(page, qtbot)
    for _ in range(5):
        press(page, qtbot, Qt.Key.Key_A)
    assert page.current is None
    assert "That is enough for today" in words(page)
    assert "3 cards wait" in words(page)
    assert page.badge() == 0
    assert page.other is not None and page.other.page.button is not None
    page.other.page.button.click()
    assert page.current is not None
    press(page, qtbot, Qt.Key.Key_A)
    assert "7 of 8" in words(page)


def test_an_empty_stack_says_what_to_do(page: CardStackPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    assert "No card waits" in words(page)
    assert page.other is not None and page.other.page.button is not None
    with qtbot.waitSignal(page.import_wanted):
        page.other.page.button.click()


def test_all_put_off_is_no_dead_end(page: CardStackPage, qtbot: QtBot, do: Do) -> None:
    do(lambda store: bring_in(store, ["Ana"]))
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_Space)
    assert "put off to another day" in words(page)
    assert page.other is not None
    page.take_back()
    qtbot.waitUntil(lambda: page.current is not None)


def test_a_hostile_name_is_only_text(page: CardStackPage, qtbot: QtBot, do: Do) -> None:
    do(lambda store: bring_in(store, [HOSTILE]))
    show(page, qtbot)
    assert HOSTILE in words(page)
    named = [label for label in page.findChildren(QLabel) if HOSTILE in label.text()]
    assert named and all(label.textFormat() == Qt.TextFormat.PlainText for label in named)
    press(page, qtbot, Qt.Key.Key_A)
    assert HOSTILE in words(page)


def test_showing_the_stack_starts_the_sixty_days(
    page: CardStackPage, qtbot: QtBot, do: Do, store: Store, clock: FixedClock
) -> None:
    do(lambda store: bring_in(store, [f"Person {n}" for n in range(3)]))
    page.refresh()
    assert card_stack.waiting(store).batch is None
    show(page, qtbot)
    qtbot.waitUntil(lambda: store.value("SELECT first_offered_on FROM import_batch") is not None)
    clock.day += timedelta(days=60)
    page.refresh()
    assert page.proposal.isVisible()
    page.proposal.archive_button.click()
    qtbot.waitUntil(lambda: card_stack.count(store) == 0)
    qtbot.waitUntil(lambda: not page.proposal.isVisible())


def test_the_proposal_can_be_declined_once_and_for_all(
    page: CardStackPage, qtbot: QtBot, do: Do, store: Store, clock: FixedClock
) -> None:
    do(lambda store: bring_in(store, ["Ana"]))
    show(page, qtbot)
    qtbot.waitUntil(lambda: store.value("SELECT first_offered_on FROM import_batch") is not None)
    clock.day += timedelta(days=61)
    page.refresh()
    page.proposal.keep_button.click()
    qtbot.waitUntil(lambda: not page.proposal.isVisible())
    assert card_stack.count(store) == 1


def test_a_crowded_circle_says_so(page: CardStackPage, qtbot: QtBot, do: Do) -> None:
    def fill(store: Store) -> None:
        bring_in(store, ["Ana"])
        inner = circles.named(store, "Inner")
        crowd = [people.add(store, people.NewPerson(full_name=f"Close {n}")) for n in range(7)]
        circles.assign(store, crowd, inner.id)

    do(fill)
    show(page, qtbot)
    assert "Inner holds 7; most people can tend about 5" in words(page)
    assert "over 5" in page.keys.buttons["1"].accessibleName()


def test_the_keys_stay_the_same_while_their_words_change(
    page: CardStackPage, qtbot: QtBot, do: Do, store: Store
) -> None:
    do(lambda store: bring_in(store, ["Ana", "Ben"]))
    show(page, qtbot)
    regular = page.keys.buttons["3"]
    assert "nobody yet" in regular.accessibleName()
    regular.click()
    qtbot.waitUntil(lambda: "holds 1" in regular.accessibleName())
    assert page.keys.buttons["3"] is regular  # made anew, the pointer's mark would jump to another key
    regular.click()
    qtbot.waitUntil(lambda: card_stack.count(store) == 0)
    assert circles.named(store, "Regular").held == 2


def test_keys_typed_ahead_decide_each_card_once(
    page: CardStackPage, qtbot: QtBot, do: Do, store: Store
) -> None:
    do(lambda store: bring_in(store, ["Ana", "Ben", "Cleo"]))
    show(page, qtbot)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        qtbot.keyClick(page, key)
    qtbot.waitUntil(lambda: not page._moving)
    held = {circle.name: circle.held for circle in circles.everyone(store)}
    assert held == {"Inner": 1, "Close": 1, "Regular": 1, "Light": 0, "Yearly": 0}
    assert QApplication.activePopupWidget() is None
