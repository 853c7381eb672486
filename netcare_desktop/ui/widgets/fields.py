"""Fields for a day and for a number, dressed like the text fields beside them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QSpinBox, QToolButton, QWidget

from netcare_desktop.ui import icons, theme


class Calendar(QCalendarWidget):
    """Qt's calendar without its red weekends (red is for damage), week numbers and grid.

    Days outside `first` to `last` are greyed and cannot be chosen.
    """

    def __init__(
        self, parent: QWidget | None = None, *, first: date | None = None, last: date | None = None
    ) -> None:
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        self.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())
        self.setMinimumSize(8 * theme.ROW_ONE_LINE, 7 * theme.ROW_ONE_LINE)
        for name, icon_name in (("qt_calendar_prevmonth", "previous"), ("qt_calendar_nextmonth", "next")):
            arrow = self.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icons.icon(icon_name, "text"))
        if first is not None:
            self.setMinimumDate(QDate(first.year, first.month, first.day))
        if last is not None:
            self.setMaximumDate(QDate(last.year, last.month, last.day))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        shown = QDate(day.year, day.month, day.day) if isinstance(day, date) else day
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = "text" if shown.month() == self.monthShown() else "muted"
        if not self.minimumDate() <= shown <= self.maximumDate():
            role = "disabled"
        elif shown == self.selectedDate():
            side = min(rect.width(), rect.height()) - theme.SPACE_1
            disc = QRectF(0, 0, side, side)
            disc.moveCenter(QRectF(rect).center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(disc)
            role = "on_accent"
        painter.setPen(look.colour(role))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), QLocale().toString(shown.day()))
        painter.restore()


class DayField(QDateEdit):
    """A day, typed or picked from a calendar. `day_changed(date)`."""

    day_changed = Signal(object)

    def __init__(
        self, day: date, parent: QWidget | None = None, *, first: date | None = None, last: date | None = None
    ) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setCalendarWidget(Calendar(first=first, last=last))
        self.setDisplayFormat(_four_digit_year(QLocale()))
        if first is not None:
            self.setMinimumDate(QDate(first.year, first.month, first.day))
        if last is not None:
            self.setMaximumDate(QDate(last.year, last.month, last.day))
        self.set_day(day)
        self.dateChanged.connect(lambda _date: self.day_changed.emit(self.day))

    @property
    def day(self) -> date:
        """The day in the field."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Put a day into the field, moved into the allowed span."""
        self.setDate(QDate(day.year, day.month, day.day))


class NumberField(QSpinBox):
    """A whole number between `least` and `most`, with an optional unit behind it ("min")."""

    def __init__(
        self, value: int, least: int, most: int, parent: QWidget | None = None, *, unit: str = ""
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(value)
        if unit:
            self.setSuffix(f" {unit}")
        self.lineEdit().setTextMargins(theme.SPACE_2, 0, 0, 0)  # a style sheet's padding does not reach it


def _four_digit_year(locale: QLocale) -> str:
    """The locale's short form of a day, never with a year of two digits; ISO where no locale is set."""
    if locale.language() == QLocale.Language.C:
        return "yyyy-MM-dd"
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return form if "yyyy" in form else form.replace("yy", "yyyy")
