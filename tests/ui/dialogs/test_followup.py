"""Follow-ups: whom, what, when in words, and how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.followups import Unit
from netcare_desktop.store import followups, people
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.followup import FollowupDialog, clock_time
from netcare_desktop.ui.widgets.date_choice import DateChoice
from netcare_desktop.ui.widgets.person_row import RowRole

HOSTILE = '<img src="file:///dev/zero">'
Do = Callable[[Callable[[Store], Any]], Any]
Said = list[tuple[str, Callable[[], object] | None]]
Ask = Callable[..., FollowupDialog]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def ana(do: Do) -> int:
    return int(do(lambda s: people.add(s, people.NewPerson(full_name="Ana Silva", organisation="Fernwerk"))))


@pytest.fixture
def ask(store: Store, bridge: StoreBridge, clock: FixedClock, qtbot: QtBot, said: Said) -> Ask:
    def say(text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        said.append((text, undo))

    def open_dialog(person: int | None = None) -> FollowupDialog:
        made = FollowupDialog(store, bridge, clock, say, person=person)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.show()
        return made

    return open_dialog


def test_a_preset_person_needs_what_and_when(
    ask: Ask, qtbot: QtBot, store: Store, ana: int, said: Said
) -> None:
    dialog = ask(ana)
    assert QApplication.focusWidget() is dialog.what
    qtbot.keyClicks(dialog.what, "Ring about the grant")
    qtbot.keyClick(dialog.what, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.when
    qtbot.keyClicks(dialog.when, "in 3 weeks")
    assert dialog.day_hint.text() == "Sunday, 13 December · in 3 weeks"
    qtbot.keyClick(dialog.when, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    (stored,) = followups.listed(store)
    assert (stored.person, stored.on, stored.text, stored.at) == (
        ana,
        date(2026, 12, 13),
        "Ring about the grant",
        None,
    )
    assert stored.repeat_every is None
    assert said[0][0] == "Follow-up for Ana Silva: 13 December."
    back = said[0][1]
    assert back is not None
    back()
    qtbot.waitUntil(lambda: followups.listed(store) == [])


def test_time_and_repeat(ask: Ask, qtbot: QtBot, store: Store, ana: int, said: Said) -> None:
    dialog = ask(ana)
    assert not dialog.every.isVisible()
    dialog.what.setText("Water the plants")
    dialog.when.setText("monday")
    dialog.time.setText("9.30")
    dialog.repeat.setCurrentIndex(dialog.repeat.findData(Unit.WEEKS))
    assert dialog.every.isVisible()
    dialog.every.setValue(2)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(said))
    (stored,) = followups.listed(store)
    assert (stored.at, stored.repeat_every, stored.repeat_unit) == ("09:30", 2, "weeks")


def test_somebody_is_found_by_typing(
    ask: Ask, qtbot: QtBot, store: Store, ana: int, do: Do, said: Said
) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name="Ana Souza")))
    dialog = ask()
    assert QApplication.focusWidget() is dialog.person
    qtbot.keyClicks(dialog.person, "ana")
    assert len(dialog.person.offered) == 2
    assert dialog.person.person is None, "two fit"
    qtbot.keyClicks(dialog.person, " sil")
    assert dialog.person.offered == ["Ana Silva · Fernwerk"]
    qtbot.keyClick(dialog.person, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter chooses before it confirms"
    assert dialog.person.text() == "Ana Silva"
    qtbot.keyClick(dialog.person, Qt.Key.Key_Backspace)
    assert dialog.person.name == "", "typing on unchooses"
    qtbot.keyClicks(dialog.person, "a")
    dialog.what.setText("Ring")
    dialog.when.setText("tomorrow")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(said))
    assert followups.listed(store)[0].person == ana


def test_the_marked_row_is_taken(ask: Ask, qtbot: QtBot, ana: int, do: Do) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name="Ana Souza")))
    dialog = ask()
    qtbot.keyClicks(dialog.person, "ana s")
    popup = dialog.person._popup
    qtbot.waitUntil(popup.isVisible)
    popup.setCurrentIndex(popup.model().index(1, 0))
    wanted = popup.model().index(1, 0).data(RowRole.FACE).name
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.person.name == wanted
    assert not popup.isVisible()


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("person", "Whom is it about?"),
        ("what", "What is to be done?"),
        ("when", "When?"),
        ("day", "not a day I understand"),
        ("past", "lies in the past"),
        ("time", "not a time of day"),
    ],
)
def test_what_is_missing_is_said(
    ask: Ask, qtbot: QtBot, store: Store, ana: int, said: Said, missing: str, told: str
) -> None:
    dialog = ask(None if missing == "person" else ana)
    dialog.what.setText("" if missing == "what" else "Ring")
    dialog.when.setText({"when": "", "day": "whenever", "past": "2026-01-05"}.get(missing, "tomorrow"))
    dialog.time.setText("25:00" if missing == "time" else "")
    dialog.save_button.click()
    assert told in dialog.problem.text()
    where = {"person": dialog.person, "what": dialog.what, "time": dialog.time}.get(missing, dialog.when)
    assert QApplication.focusWidget() is where
    assert followups.listed(store) == []
    assert said == []


def test_a_day_can_be_picked(ask: Ask, qtbot: QtBot, ana: int) -> None:
    dialog = ask(ana)
    dialog.pick.click()
    popup = dialog.findChild(DateChoice)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_1)
    assert dialog.when.text() == "2026-11-23"
    assert dialog.day_hint.text() == "Monday, 23 November · tomorrow"


def test_esc_stores_nothing(ask: Ask, qtbot: QtBot, store: Store, ana: int) -> None:
    dialog = ask(ana)
    qtbot.keyClicks(dialog.what, "Ring")
    qtbot.keyClick(dialog.what, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert followups.listed(store) == []


def test_an_error_of_the_store_keeps_the_form(
    ask: Ask, qtbot: QtBot, store: Store, ana: int, do: Do, said: Said
) -> None:
    dialog = ask(ana)
    do(lambda s: people.erase(s, [ana]))
    dialog.what.setText("Ring")
    dialog.when.setText("tomorrow")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "no person" in dialog.problem.text())
    assert dialog.isVisible()
    assert dialog.what.text() == "Ring"
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not dialog.is_saving)
    assert said == []


def test_hostile_names_are_only_text(ask: Ask, qtbot: QtBot, do: Do) -> None:
    hostile = do(lambda s: people.add(s, people.NewPerson(full_name=HOSTILE)))
    dialog = ask(hostile)
    assert dialog.person.text() == HOSTILE
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text()
        for label in dialog.findChildren(QLabel)
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [("14:30", "14:30"), ("9", "09:00"), ("9.05", "09:05"), ("7h15", "07:15"), ("24:00", None)],
)
def test_times_of_day(text: str, told: str | None) -> None:
    assert clock_time(text) == told


@given(st.text(max_size=8))
def test_any_text_is_a_time_or_none(text: str) -> None:
    told = clock_time(text)
    assert told is None or (len(told) == 5 and told[2] == ":")
