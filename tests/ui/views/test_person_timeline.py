"""The timeline: contacts are logged, changed and removed where they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.domain.words import Channel, StartedBy
from netcare_desktop.store import (
    interactions,
    people,
)
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.views.person_timeline import SHOWN_AT_FIRST
from tests.ui.views.people_scene import (
    HOSTILE,
    TODAY,
    Do,
    Key,
    Said,
    log,
    texts,
)


@pytest.fixture
def page(person_page: PersonPage) -> PersonPage:
    return person_page


def test_the_timeline_has_months_and_reads_aloud(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    ben = do(lambda store: people.add(store, NewPerson(full_name=HOSTILE)))
    log(do, ana, ben, days=3, channel=Channel.CALL, summary="The move to Porto", minutes=45)
    log(do, ana, days=40, channel=Channel.LETTER, started_by=StartedBy.THEM, notes="A long letter")
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 2)
    words = texts(page.timeline)
    assert "November 2026" in words
    assert "October 2026" in words
    assert HOSTILE in words
    entry, older = page.timeline.entries
    assert entry.text == "3 days ago · call, 45 min · you started it\nThe move to Porto"
    assert older.text == "5 weeks ago · letter · they started it\nA long letter"
    assert entry.accessibleName() == "3 days ago · call, 45 min · you started it · The move to Porto"
    with qtbot.waitSignal(page.person_wanted) as wanted:
        next(label for label in entry.findChildren(QLabel) if label.text() == HOSTILE).taken.emit()  # type: ignore[attr-defined]
    assert wanted.args == [ben]


def test_a_contact_is_logged_from_the_page(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    page.header.log.click()
    form = page.timeline.form
    assert form is not None
    assert form.summary.hasFocus()
    form.channel.set_value("email")
    form.channel.chosen.emit()
    assert form.answered.isVisible()
    QTest.keyClicks(form.summary, "the paper")
    QTest.keyClicks(form.minutes, "15")
    QTest.keyClick(form.summary, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    (fact,) = interactions.of_person(store, ana)
    assert (fact.channel, fact.summary, fact.minutes, fact.on) == ("email", "the paper", 15, TODAY)
    assert page.timeline.form is None
    qtbot.waitUntil(lambda: said.texts == ["Logged."])


def test_an_entry_is_changed_and_removed_and_both_can_be_undone(
    page: PersonPage, do: Do, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    number = log(do, ana, days=3, summary="Lunch", notes="n", minutes=10)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    QTest.keyClick(page.timeline.entries[0], Key.Key_E)
    form = page.timeline.form
    assert form is not None
    assert (form.summary.text(), form.notes.toPlainText(), form.minutes.text()) == ("Lunch", "n", "10")
    form.summary.setText("Dinner")
    QTest.keyClick(form.notes, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: interactions.get(store, number).summary == "Dinner")
    qtbot.waitUntil(lambda: page.timeline.form is None)
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: interactions.get(store, number).summary == "Lunch")
    qtbot.waitUntil(lambda: [one.fact.summary for one in page.timeline.entries] == ["Lunch"])
    QTest.keyClick(page.timeline.entries[0], Key.Key_Delete)
    qtbot.waitUntil(lambda: page.timeline.entries == [])
    said.undo()
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)


def test_esc_closes_the_form_and_changes_nothing(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    number = log(do, ana, summary="Lunch")
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    page.timeline.edit(number)
    form = page.timeline.form
    assert form is not None
    form.summary.setText("Nothing")
    QTest.keyClick(form.summary, Key.Key_Escape)
    assert page.timeline.form is None
    assert page.timeline.entries[0].isVisible()
    assert interactions.get(store, number).summary == "Lunch"


def test_an_entry_is_as_high_as_its_words_need(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    log(do, ana, summary="Short")
    log(do, ana, days=1, summary="long " * 200, notes="line\n" * 5 + "W" * 400)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 2)
    short, long = page.timeline.entries
    assert long.heightForWidth(400) > 3 * short.heightForWidth(400)
    assert long.heightForWidth(250) > long.heightForWidth(500)
    qtbot.waitUntil(lambda: long.height() == long.heightForWidth(long.width()))
    QTest.keyClick(long, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == long.text


def test_older_contacts_are_one_click_away(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    def fill(store: Store) -> None:
        with store.write("Fill"):
            for number in range(SHOWN_AT_FIRST + 3):
                interactions.log(
                    store, NewInteraction((ana,), TODAY - timedelta(days=number), summary=f"Talk {number}")
                )

    do(fill)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == SHOWN_AT_FIRST)
    more = next(b for b in page.timeline.findChildren(QPushButton) if b.text() == "Show older")
    assert more.isVisible()
    more.click()
    assert len(page.timeline.entries) == SHOWN_AT_FIRST + 3
    assert not more.isVisible()


def test_the_buttons_of_an_entry_come_with_the_pointer(
    page: PersonPage, do: Do, ana: int, qtbot: QtBot
) -> None:
    log(do, ana)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    entry = page.timeline.entries[0]
    point = QPointF(5, 5)
    QApplication.sendEvent(entry, QEnterEvent(point, point, point))
    assert entry._buttons is not None
    assert entry._buttons.isVisible()
    QApplication.sendEvent(entry, QEvent(QEvent.Type.Leave))
    assert not entry._buttons.isVisible()
