"""A day in words, and the calendar behind it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.day_button import DayButton, DayPopup, day_label
from tests.ui.widgets.conftest import Place

Key = Qt.Key
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "Today"),
        (date(2026, 11, 21), "Yesterday"),
        (date(2026, 11, 18), "Wednesday"),
        (date(2024, 3, 5), "5 March 2024"),
    ],
)
def test_a_day_in_words(day: date, words: str) -> None:
    assert day_label(day, TODAY) == words


def test_a_day_is_chosen_from_the_calendar(place: Place, qtbot: QtBot) -> None:
    button = DayButton("Day", TODAY, TODAY, latest=TODAY)
    place(button)
    assert (button.text(), button.accessibleName()) == ("Today", "Day: Today")
    popup = button.open()
    assert popup.calendar.maximumDate().toPython() == TODAY
    popup.calendar.setSelectedDate(popup.calendar.selectedDate().addDays(-1))
    with qtbot.waitSignal(button.changed) as changed:
        popup.calendar.activated.emit(popup.calendar.selectedDate())
    assert changed.args == [date(2026, 11, 21)]
    assert button.text() == "Yesterday"
    assert "21 November 2026" in button.toolTip()


def test_a_day_is_taken_away_and_esc_changes_nothing(place: Place, qtbot: QtBot) -> None:
    button = DayButton("Met on", TODAY, date(2024, 3, 5), can_clear=True, placeholder="When?")
    place(button)
    popup = button.open()
    with qtbot.assertNotEmitted(button.changed):
        QTest.keyClick(popup, Key.Key_Escape)
    popup = button.open()
    clear = next(one for one in popup.findChildren(QPushButton) if one.text() == "No day")
    with qtbot.waitSignal(button.changed) as changed:
        clear.click()
    assert changed.args == [None]
    assert (button.day, button.text(), button.toolTip()) == (None, "When?", "")
    popup = button.open()
    assert not [one for one in popup.findChildren(QPushButton) if one.text() == "No day"]
    popup.close()
    assert isinstance(popup, DayPopup)
