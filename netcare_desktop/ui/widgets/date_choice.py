"""A small popup that answers "when?": the days one usually means, or any day from a calendar."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.fields import Calendar
from netcare_desktop.ui.widgets.plain_label import PlainLabel


def quick_days(today: date) -> list[tuple[str, date]]:
    """The offered days with their words: tomorrow, in 3 days, next week, in 2 weeks, next month.

    "Next week" is the same weekday a week on; "next month" the same day of it, or its last one when it is
    shorter.
    """
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    in_a_month = date(year, month, min(today.day, monthrange(year, month)[1]))
    return [
        (tr("Tomorrow"), today + timedelta(days=1)),
        (tr("In 3 days"), today + timedelta(days=3)),
        (tr("Next week"), today + timedelta(days=7)),
        (tr("In 2 weeks"), today + timedelta(days=14)),
        (tr("Next month"), in_a_month),
    ]


def short_day(day: date, locale: QLocale | None = None) -> str:
    """ "Mon 23 Nov" in the user's language, as it stands beside a quick choice."""
    return (locale or QLocale()).toString(QDate(day.year, day.month, day.day), "ddd d MMM")


class _Choice(QPushButton):
    """One line: the words at the left, the day at the right in the muted colour."""

    def __init__(self, words: str, aside: str, key: str) -> None:
        super().__init__()
        self.setProperty("kind", "flat")
        self.setAccessibleName(f"{words}, {aside}" if aside else words)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_2, 0, theme.SPACE_2, 0)
        row.setSpacing(theme.SPACE_3)
        number = PlainLabel(key, kind="small")
        number.setFixedWidth(theme.SPACE_3)
        row.addWidget(number)
        row.addWidget(PlainLabel(words), 1)
        row.addWidget(PlainLabel(aside, kind="secondary"))
        for label in self.findChildren(PlainLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumWidth(theme.RAIL_WIDE + theme.SPACE_8)


class DateChoice(QFrame):
    """The popup. `chosen(date)` is sent once, then it closes; Esc or a click elsewhere closes it without an
    answer.

    Keys 1 to 5 take a quick choice, 6 opens the calendar; the arrow keys move.
    """

    chosen = Signal(object)

    def __init__(
        self,
        today: date,
        parent: QWidget | None = None,
        *,
        title: str = "",
        days: Sequence[tuple[str, date]] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("dateChoice")
        self._today = today
        self._anchor: QWidget | None = None
        self._stack = QStackedLayout(self)
        quick = QWidget()
        column = QVBoxLayout(quick)
        column.setContentsMargins(theme.SPACE_2, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        column.setSpacing(0)
        if title:
            head = PlainLabel(title, kind="secondary")
            head.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
            column.addWidget(head)
        self._buttons: list[_Choice] = []
        for number, (words, day) in enumerate(quick_days(today) if days is None else days, start=1):
            button = _Choice(words, short_day(day), str(number))
            button.clicked.connect(lambda _checked=False, day=day: self._choose(day))
            self._buttons.append(button)
        pick = _Choice(tr("Pick a day…"), "", str(len(self._buttons) + 1))
        pick.clicked.connect(self.show_calendar)
        self._buttons.append(pick)
        for button in self._buttons:
            column.addWidget(button)
        self._stack.addWidget(quick)
        self._calendar: Calendar | None = None

    @staticmethod
    def ask(
        anchor: QWidget,
        today: date,
        then: Callable[[date], object],
        *,
        title: str = "",
        days: Sequence[tuple[str, date]] | None = None,
    ) -> DateChoice:
        """Open below `anchor` (above it, where there is no room) and call `then` with the day that was
        chosen. `days`: the quick choices with their words, instead of the usual ones.
        """
        popup = DateChoice(today, anchor.window(), title=title, days=days)
        popup.chosen.connect(then)
        popup.open_at(anchor)
        return popup

    def open_at(self, anchor: QWidget) -> None:
        """Show the popup beside `anchor`, inside its screen."""
        self._anchor = anchor
        self.show()
        self._buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        # Only now is the size known for certain, and nothing is on the screen yet.
        super().showEvent(event)
        self.adjustSize()
        anchor = self._anchor
        if anchor is None:
            return
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + theme.SPACE_1))
        room = anchor.screen().availableGeometry()
        y = below.y()
        if y + self.height() > room.bottom() + 1:
            y = anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - theme.SPACE_1
        self._move_inside(QPoint(below.x(), y), room)

    def _move_inside(self, corner: QPoint, room: QRect) -> None:
        self.move(
            max(room.left(), min(corner.x(), room.right() + 1 - self.width())),
            max(room.top(), min(corner.y(), room.bottom() + 1 - self.height())),
        )

    def show_calendar(self) -> None:
        """Turn from the quick choices to the calendar; days before tomorrow cannot be chosen."""
        if self._calendar is None:
            calendar = Calendar(first=self._today + timedelta(days=1))
            calendar.activated.connect(self._choose_calendar_day)
            calendar.clicked.connect(self._choose_calendar_day)
            self._calendar = calendar
            self._stack.addWidget(calendar)
        self._stack.setCurrentWidget(self._calendar)
        self.adjustSize()
        self._move_inside(self.pos(), self.screen().availableGeometry())
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        quick = self._stack.currentIndex() == 0
        number = event.key() - Qt.Key.Key_1.value
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif quick and 0 <= number < len(self._buttons):
            self._buttons[number].click()
        elif quick and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            focused = QApplication.focusWidget()
            at = self._buttons.index(focused) if isinstance(focused, _Choice) else -1
            self._buttons[(at + step) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif quick and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, _Choice):
                focused.click()
        else:
            super().keyPressEvent(event)

    def _choose_calendar_day(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))

    def _choose(self, day: date) -> None:
        self.chosen.emit(day)
        self.close()
