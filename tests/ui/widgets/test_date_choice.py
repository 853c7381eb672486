"""When? The days on offer, and the keys that take them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.date_choice import DateChoice, quick_days
from netcare_desktop.ui.widgets.fields import DayField, NumberField

TODAY = date(2026, 11, 22)


@pytest.fixture
def choice(qtbot: QtBot) -> DateChoice:
    popup = DateChoice(TODAY, title="Snooze until")
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(popup)
    popup.show()
    return popup


def test_the_days_on_offer() -> None:
    assert [day for _words, day in quick_days(TODAY)] == [
        date(2026, 11, 23),
        date(2026, 11, 25),
        date(2026, 11, 29),
        date(2026, 12, 6),
        date(2026, 12, 22),
    ]


def test_a_month_on_from_a_long_month_is_the_end_of_the_short_one() -> None:
    assert quick_days(date(2027, 1, 31))[-1][1] == date(2027, 2, 28)
    assert quick_days(date(2026, 12, 31))[-1][1] == date(2027, 1, 31)


@given(st.dates(max_value=date(9000, 1, 1)))
def test_every_day_on_offer_is_later_and_they_rise(today: date) -> None:
    days = [day for _words, day in quick_days(today)]
    assert days[0] > today
    assert days == sorted(set(days))
    assert days[-1] - today <= timedelta(days=31)


@pytest.mark.parametrize("number", range(1, 6))
def test_a_digit_takes_a_choice_and_closes(choice: DateChoice, qtbot: QtBot, number: int) -> None:
    with qtbot.waitSignal(choice.chosen) as taken:
        qtbot.keyClick(choice, Qt.Key(Qt.Key.Key_0.value + number))
    assert taken.args == [quick_days(TODAY)[number - 1][1]]
    assert not choice.isVisible()


def test_a_click_takes_a_choice(choice: DateChoice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(choice.chosen) as taken:
        qtbot.mouseClick(choice.findChildren(QPushButton)[2], Qt.MouseButton.LeftButton)
    assert taken.args == [date(2026, 11, 29)]


def test_escape_answers_nothing(choice: DateChoice, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(choice.chosen):
        qtbot.keyClick(choice, Qt.Key.Key_Escape)
    assert not choice.isVisible()


def test_the_arrow_keys_move_and_enter_takes(choice: DateChoice, qtbot: QtBot) -> None:
    choice.open_at(choice)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    with qtbot.waitSignal(choice.chosen) as taken:
        qtbot.keyClick(choice, Qt.Key.Key_Return)
    assert taken.args == [date(2026, 11, 25)]


def test_the_calendar_offers_no_day_that_is_past(choice: DateChoice, qtbot: QtBot) -> None:
    qtbot.keyClick(choice, Qt.Key.Key_6)
    calendar = choice.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.minimumDate() == QDate(2026, 11, 23)
    with qtbot.waitSignal(choice.chosen) as taken:
        calendar.activated.emit(QDate(2027, 2, 1))
    assert taken.args == [date(2027, 2, 1)]


def test_it_opens_inside_the_screen_and_goes_when_closed(qtbot: QtBot) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    room = anchor.screen().availableGeometry()
    anchor.setGeometry(room.right() - 40, room.bottom() - 30, 40, 30)
    anchor.show()
    got: list[date] = []
    popup = DateChoice.ask(anchor, TODAY, got.append)
    assert room.contains(popup.geometry())
    qtbot.keyClick(popup, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: not shiboken6.isValid(popup))
    assert got == [date(2026, 11, 23)]


def test_a_day_field_keeps_to_its_span_and_tells_changes(qtbot: QtBot) -> None:
    field = DayField(TODAY, last=TODAY)
    qtbot.addWidget(field)
    field.set_day(date(2027, 1, 1))
    assert field.day == TODAY
    with qtbot.waitSignal(field.day_changed) as told:
        field.set_day(date(2026, 11, 3))
    assert told.args == [date(2026, 11, 3)]
    assert "yyyy" in field.displayFormat()


def test_a_number_field_shows_its_unit(qtbot: QtBot) -> None:
    field = NumberField(30, 0, 600, unit="min")
    qtbot.addWidget(field)
    assert field.text() == "30 min"
    field.setValue(900)
    assert field.value() == 600
