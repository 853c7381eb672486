"""A day as a button in words; a click opens a calendar. For days in the past as well as to come."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from netcare_desktop.domain import day_words
from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import plain_tooltip


def day_label(day: date, today: date) -> str:
    """ "Today", "Yesterday", "Tuesday", "5 March 2025"."""
    words = day_words.near_day(day, today)
    return words[:1].upper() + words[1:]


class DayPopup(QFrame):
    """A calendar below `anchor`. `chosen(date | None)` is sent once (None: *No day*); Esc closes without an answer."""

    chosen = Signal(object)

    def __init__(
        self,
        anchor: QWidget,
        day: date | None,
        today: date,
        *,
        earliest: date | None = None,
        latest: date | None = None,
        can_clear: bool = False,
    ) -> None:
        super().__init__(anchor.window(), Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_2, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        column.setSpacing(theme.SPACE_1)
        self.calendar = QCalendarWidget()
        _dress(self.calendar)
        if earliest is not None:
            self.calendar.setMinimumDate(_qdate(earliest))
        if latest is not None:
            self.calendar.setMaximumDate(_qdate(latest))
        self.calendar.setSelectedDate(_qdate(day or today))
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Today"), rank="flat", clicked=lambda: self._choose(today)))
        row.addStretch(1)
        if can_clear:
            row.addWidget(Button(tr("No day"), rank="flat", clicked=lambda: self._choose(None)))
        column.addWidget(self.calendar)
        column.addLayout(row)
        self.adjustSize()
        self._place(anchor)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _place(self, anchor: QWidget) -> None:
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + theme.SPACE_1))
        room = anchor.screen().availableGeometry()
        x = min(max(room.left(), below.x()), max(room.left(), room.right() - self.width()))
        y = below.y()
        if y + self.height() > room.bottom():
            y = max(room.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - theme.SPACE_1)
        self.move(x, y)

    def _take(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))

    def _choose(self, day: date | None) -> None:
        self.chosen.emit(day)
        self.close()


class DayButton(Button):
    """Shows a day and lets it be changed. `changed(date | None)` is sent when the user chose another one."""

    changed = Signal(object)

    def __init__(
        self,
        name: str,
        today: date,
        day: date | None = None,
        parent: QWidget | None = None,
        *,
        earliest: date | None = None,
        latest: date | None = None,
        can_clear: bool = False,
        placeholder: str = "",
    ) -> None:
        super().__init__("", parent, rank="flat", clicked=self.open)
        self._name, self._today, self._day = name, today, day
        self._earliest, self._latest, self._can_clear = earliest, latest, can_clear
        self._placeholder = placeholder or tr("Pick a day")
        self._show()

    @property
    def day(self) -> date | None:
        """The day shown."""
        return self._day

    def set_day(self, day: date | None, today: date | None = None) -> None:
        """Show another day; nothing is sent."""
        if today is not None and today != self._today:
            # "Up to today" goes on meaning today after midnight.
            self._latest = today if self._latest == self._today else self._latest
            self._today = today
        self._day = day
        self._show()

    def open(self) -> DayPopup:
        """Open the calendar."""
        popup = DayPopup(
            self,
            self._day,
            self._today,
            earliest=self._earliest,
            latest=self._latest,
            can_clear=self._can_clear and self._day is not None,
        )
        popup.chosen.connect(self._chosen)
        return popup

    def _chosen(self, day: date | None) -> None:
        if day != self._day:
            self._day = day
            self._show()
            self.changed.emit(day)

    def _show(self) -> None:
        shown = day_label(self._day, self._today) if self._day else self._placeholder
        self.setText(shown)
        self.setAccessibleName(f"{self._name}: {shown}")
        exact = ""
        if self._day is not None:
            exact = QLocale().toString(_qdate(self._day), QLocale.FormatType.LongFormat)
        self.setToolTip(plain_tooltip(exact))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _dress(calendar: QCalendarWidget) -> None:
    look = theme.current()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setGridVisible(False)
    calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
    calendar.setMinimumSize(8 * theme.ROW_ONE_LINE, 7 * theme.ROW_ONE_LINE)
    plain = QTextCharFormat()
    plain.setForeground(look.colour("text"))  # Qt paints weekends red
    for day in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(day, plain)
    head = QTextCharFormat()
    head.setForeground(look.colour("muted"))
    calendar.setHeaderTextFormat(head)
    for name, icon_name in (("qt_calendar_prevmonth", "previous"), ("qt_calendar_nextmonth", "next")):
        arrow = calendar.findChild(QWidget, name)
        if arrow is not None and hasattr(arrow, "setIcon"):
            arrow.setIcon(icons.icon(icon_name, "text"))
