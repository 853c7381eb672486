"""Asked once per import: where and when you met these people. Both may be left open."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netcare_desktop.domain import day_words
from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class _Calendar(QFrame):
    """A calendar of the days up to today."""

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("popup")
        self.days = QCalendarWidget()
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.days.setMaximumDate(QDate(today.year, today.month, today.day))
        self.days.setSelectedDate(QDate(today.year, today.month, today.day))
        self.days.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        for name, icon_name in (("qt_calendar_prevmonth", "previous"), ("qt_calendar_nextmonth", "next")):
            arrow = self.days.findChild(QWidget, name)
            if arrow is not None and hasattr(arrow, "setIcon"):
                arrow.setIcon(icons.icon(icon_name, "text"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_1, theme.SPACE_1, theme.SPACE_1, theme.SPACE_1)
        column.addWidget(self.days)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class BatchQuestion(QWidget):
    """A place or an event, and a day. `met_on` and `met_where` hold the answer."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.met_on: date | None = None
        self.place = QLineEdit()
        self.place.setPlaceholderText(tr("a place or an event, if you like"))
        self.place.setAccessibleName(tr("Where you met these people"))
        self.place.setClearButtonEnabled(True)
        self.place.setMaxLength(500)
        self.place.setMinimumWidth(theme.RAIL_WIDE - theme.SPACE_8)
        self.place.setMaximumWidth(theme.TEXT_COLUMN // 2)
        self.when = Button("", icon_name="calendar", clicked=self._ask_when)
        self.when.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.when.setAccessibleName(tr("When you met these people"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        label = PlainLabel(tr("Where did you meet them?"))
        label.setBuddy(self.place)
        row.addWidget(label)
        row.addWidget(self.place, 4)
        row.addWidget(self.when)
        row.addStretch(1)
        self.set_met_on(None)

    @property
    def met_where(self) -> str:
        """The place or event, "" when it is left open."""
        return self.place.text().strip()

    def clear(self, today: date) -> None:
        """Ask anew, for another import."""
        self._today = today
        self.place.clear()
        self.set_met_on(None)

    def set_met_on(self, day: date | None) -> None:
        """Answer *when*; None leaves it open."""
        self.met_on = day
        self.when.setText(tr("When?") if day is None else day_words.near_day(day, self._today))

    def _ask_when(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, day in (
            (tr("Today"), self._today),
            (tr("Yesterday"), self._today - timedelta(days=1)),
            (tr("A week ago"), self._today - timedelta(days=7)),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, day=day: self.set_met_on(day))
        menu.addAction(tr("Another day…")).triggered.connect(self._open_calendar)
        menu.addSeparator()
        menu.addAction(tr("Leave it open")).triggered.connect(lambda: self.set_met_on(None))
        menu.popup(self.when.mapToGlobal(QPoint(0, -menu.sizeHint().height() - theme.SPACE_1)))

    def _open_calendar(self) -> None:
        popup = _Calendar(self._today, self.window())

        def chosen(day: QDate) -> None:
            self.set_met_on(date(day.year(), day.month(), day.day()))
            popup.close()

        popup.days.clicked.connect(chosen)
        popup.days.activated.connect(chosen)
        popup.adjustSize()
        popup.move(self.when.mapToGlobal(QPoint(0, -popup.height() - theme.SPACE_1)))
        popup.show()
        popup.days.setFocus(Qt.FocusReason.PopupFocusReason)
