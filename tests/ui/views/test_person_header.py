"""The head of a person's page: name, role, circle, when they come up next, and what one does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.domain.words import Growth
from netcare_desktop.store import (
    attention,
    circles,
    growth,
    people,
    person,
)
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.views.person_page import PersonPage
from tests.ui.views.people_scene import (
    HOSTILE,
    TODAY,
    Do,
    Key,
    Opens,
    Said,
    choose,
    field_of,
    log,
    menu_of,
    texts,
)


@pytest.fixture
def page(person_page: PersonPage) -> PersonPage:
    return person_page


def test_the_head_says_who_and_what_comes_next(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    log(do, ana)
    qtbot.waitUntil(lambda: "Next:" in page.header.next.text())
    assert page.header.name.value == "Ana Lima"
    assert page.header.role.label.text() == "Head of Research · Gulbenkian Institute"
    assert page.header.circle.accessibleName() == "Circle: Regular, change"
    assert page.header.next.text() == "Next: Saturday 20 February 2027 · every 3 months"
    assert "20 February 2027" in page.header.next.toolTip()


def test_a_name_is_changed_in_place(page: PersonPage, store: Store, ana: int, qtbot: QtBot) -> None:
    page.header.name.start()
    field = field_of(page.header.name)
    field.setText(HOSTILE)
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).full_name == HOSTILE)
    assert HOSTILE in texts(page.header)


def test_an_empty_name_stays_as_it_was(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    page.header.name.start()
    field = field_of(page.header.name)
    field.clear()
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: said.texts == ["A person needs a name."])
    assert page.header.name.value == "Ana Lima"
    assert person.detail(store, ana).full_name == "Ana Lima"


def test_role_and_organisation_are_changed_together(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: people.add(store, NewPerson(full_name="Ben", organisation="Ördög Kft")))
    role = page.header.role
    role.start()
    role.role.setText("Director")
    QTest.keyClick(role.role, Key.Key_Tab)
    assert role.is_editing
    role.organisation.setFocus()
    role.organisation.clear()
    QTest.keyClicks(role.organisation, "ordog")
    completer = role.organisation.completer()
    assert completer is not None
    assert completer.completionModel().index(0, 0).data() == "Ördög Kft"
    popup = completer.popup()
    assert popup is not None
    popup.hide()
    role.organisation.setText("Ördög Kft")
    QTest.keyClick(role.organisation, Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).row.organisation == "Ördög Kft")
    assert person.detail(store, ana).row.title == "Director"
    assert not role.is_editing


def test_esc_leaves_role_and_organisation_as_they_were(page: PersonPage, ana: int, store: Store) -> None:
    page.header.role.start()
    page.header.role.role.setText("Nothing")
    QTest.keyClick(page.header.role.role, Key.Key_Escape)
    assert page.header.role.label.text() == "Head of Research · Gulbenkian Institute"
    assert person.detail(store, ana).row.title == "Head of Research"


def test_the_circle_is_changed_and_says_when_it_is_full(
    page: PersonPage, do: Do, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    def fill(store: Store) -> None:
        for number in range(5):
            people.add(store, NewPerson(full_name=f"Person {number}", circle=1))

    do(fill)
    page.header.circle.click()
    choose(menu_of(page.header), "Inner")
    qtbot.waitUntil(lambda: person.detail(store, ana).row.circle == "Inner")
    qtbot.waitUntil(lambda: "Inner holds 6; most people can tend about 5" in texts(page.header))
    qtbot.waitUntil(lambda: said.texts == ["Ana Lima: now in Inner."])
    page.header.circle.click()
    choose(menu_of(page.header), "No circle")
    qtbot.waitUntil(lambda: page.header.next.text() == "In no circle; no reminders")


def test_writing_and_calling_go_through_the_safe_opener(page: PersonPage, opens: Opens) -> None:
    page.header.write.click()
    page.header.call.click()
    assert opens.opened == ["mailto:ana@example.org", "tel:+351 21 782 3000"]


def test_without_an_address_there_is_nothing_to_write_to(
    page: PersonPage, do: Do, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: people.set_contact_points(store, ana, []))
    qtbot.waitUntil(lambda: not page.header.write.isEnabled())
    assert "Add an e-mail address first" in page.header.write.toolTip()
    assert not page.header.call.isEnabled()


def test_pause_and_resume(page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot) -> None:
    page.header.pause.click()
    choose(menu_of(page.header), "Until further notice")
    qtbot.waitUntil(lambda: page.header.pause.accessibleName() == "Resume")
    assert page.header.next.text() == "Paused until further notice"
    page.header.pause.click()
    qtbot.waitUntil(lambda: page.header.pause.accessibleName() == "Pause")
    qtbot.waitUntil(
        lambda: said.texts == ["Ana Lima: paused until further notice.", "Ana Lima: no longer paused."]
    )
    assert not person.detail(store, ana).paused


def test_the_third_snooze_in_a_row_offers_a_slower_rhythm(
    page: PersonPage, do: Do, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    for days in (1, 2):
        do(lambda store, days=days: attention.snooze(store, ana, TODAY + timedelta(days=days)))  # type: ignore[misc]
    page._commands.snooze(ana, TODAY + timedelta(days=3))
    qtbot.waitUntil(lambda: len(said.texts) == 2)
    assert said.undo_text == "Every 6 months"
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: person.detail(store, ana).cadence == 180)


def test_own_rhythm_from_the_menu(page: PersonPage, store: Store, ana: int, qtbot: QtBot) -> None:
    page.header.more.click()
    menu = menu_of(page.header)
    rhythm = next(action for action in menu.actions() if action.text() == "Own rhythm").menu()
    assert isinstance(rhythm, QMenu)
    choose(rhythm, "Every 2 months")
    menu.close()
    qtbot.waitUntil(lambda: person.detail(store, ana).cadence == 60)


def test_a_growing_person_becomes_established(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: growth.grow(store, ana))
    qtbot.waitUntil(lambda: page.header.grow.accessibleName() == "Make established…")
    assert page.header.growing.isVisible()
    assert "Growing" not in page.header.next.text()
    page.header.grow.click()
    choose(menu_of(page.header), "Close")
    qtbot.waitUntil(lambda: person.detail(store, ana).row.growth is Growth.ESTABLISHED)
    assert person.detail(store, ana).row.circle == "Close"
    qtbot.waitUntil(lambda: not page.header.growing.isVisible())


def test_growing_stands_in_the_place_of_a_circle(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    do(lambda store: circles.assign(store, [ana], None))
    qtbot.waitUntil(lambda: "No circle" in page.header.circle.text())
    do(lambda store: growth.grow(store, ana))
    qtbot.waitUntil(lambda: page.header.growing.isVisible())
    assert not page.header.circle.isVisible()


def test_the_reason_wraps_instead_of_ending_in_dots(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    do(lambda store: people.edit(store, ana, met_where="Lisbon"))
    qtbot.waitUntil(lambda: "spread so that" in page.header.next.text())
    words = page.header.next
    assert "Regular" not in words.text()
    page.resize(380, 800)
    line = words.fontMetrics().height()
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()) >= 2 * line)


def test_the_name_is_edited_in_the_size_it_is_shown_in(page: PersonPage) -> None:
    shown = page.header.name.findChild(QLabel)
    assert shown is not None
    size, height = shown.fontInfo().pixelSize(), page.header.name.height()
    page.header.name.start()
    field = field_of(page.header.name)
    assert field.fontInfo().pixelSize() == size
    assert field.fontInfo().bold() == shown.fontInfo().bold()
    assert page.header.name.height() == height


def test_archived_and_let_go_say_so(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    do(lambda store: growth.let_go(store, ana))
    qtbot.waitUntil(lambda: page.header.next.text() == "Let go; no reminders")
    do(lambda store: people.archive(store, [ana]))
    qtbot.waitUntil(lambda: "Archived: kept and found" in texts(page.header))
    next(b for b in page.header.banner.findChildren(QPushButton) if b.text() == "Bring back").click()
    qtbot.waitUntil(lambda: not page.header.banner.isVisible())


def test_a_changed_name_says_so_and_can_be_taken_back(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    page.header.name.start()
    QTest.keyClicks(field_of(page.header.name), "Ana Sousa\r")
    qtbot.waitUntil(lambda: said.texts == ["Name changed."])
    assert person.detail(store, ana).full_name == "Ana Sousa"
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: page.header.name.value == "Ana Lima")
