"""What matters now, and what is open between us."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from netcare_desktop.store import (
    followups,
    person,
)
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.widgets.day_button import DayPopup
from tests.ui.views.people_scene import (
    TODAY,
    Do,
    Key,
    Said,
    texts,
)


@pytest.fixture
def page(person_page: PersonPage) -> PersonPage:
    return person_page


def test_what_matters_now_is_noted_with_its_day(
    page: PersonPage, store: Store, ana: int, qtbot: QtBot
) -> None:
    page.matters.start()
    field = page.matters.findChild(QPlainTextEdit)
    assert field is not None
    field.setPlainText("Her mother moves to Porto.\nKelp.")
    QTest.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: person.detail(store, ana).matters == "Her mother moves to Porto.\nKelp.")
    qtbot.waitUntil(lambda: page.matters_day.isVisible())
    assert page.matters_day.text() == "learned today"
    popup = page.matters_day.open()
    assert isinstance(popup, DayPopup)
    popup._choose(TODAY - timedelta(days=21))
    qtbot.waitUntil(lambda: page.matters_day.text() == "learned 3 weeks ago")


def test_a_follow_up_is_added_ticked_and_comes_back_by_undo(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    form = page.open.start()
    QTest.keyClicks(form.text, "ring about the grant")
    form._chips[0][0].click()
    form.time.setText("14:30")
    QTest.keyClick(form.text, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.open.rows) == 1)
    (fact,) = followups.listed(store, person=ana)
    assert (fact.on, fact.at, fact.text) == (TODAY + timedelta(days=1), "14:30", "ring about the grant")
    assert "Tomorrow, 14:30" in texts(page.open)
    qtbot.waitUntil(lambda: page.open.form is None)
    page.open.rows[0].tick.click()
    qtbot.waitUntil(lambda: page.open.rows == [])
    qtbot.waitUntil(lambda: said.texts[-1:] == ["Done: ring about the grant"])
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: len(page.open.rows) == 1)


def test_a_follow_up_without_words_stays_in_its_form(
    page: PersonPage, bridge: StoreBridge, qtbot: QtBot
) -> None:
    form = page.open.start()
    with qtbot.waitSignal(bridge.problem) as told:
        form.save_button.click()
    assert told.args == ["What is to be done? A follow-up needs a few words."]
    assert page.open.form is form


def test_a_follow_up_is_changed_and_removed(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    number = do(lambda store: followups.add(store, ana, TODAY, "ring", repeat_every=5, repeat_unit="days"))
    qtbot.waitUntil(lambda: len(page.open.rows) == 1)
    page.open.edit(number)
    form = page.open.form
    assert form is not None
    assert form.repeat.currentText() == "Every 5 days"
    form.repeat.setCurrentIndex(0)
    form.text.setText("write")
    QTest.keyClick(form.text, Key.Key_Return)
    qtbot.waitUntil(lambda: followups.get(store, number).text == "write")
    assert followups.get(store, number).repeat_every is None
    page.open._delete(number)
    qtbot.waitUntil(lambda: page.open.rows == [])
