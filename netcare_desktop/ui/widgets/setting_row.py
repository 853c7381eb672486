"""Rows of settings: words at the left, the control at the right, a hairline between; and what saves itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from netcare_desktop.i18n import tr
from netcare_desktop.store.settings import Option
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.fields import NumberField
from netcare_desktop.ui.widgets.plain_label import PlainLabel
from netcare_desktop.ui.widgets.region_choice import RegionChoice

SAVE_AFTER_MS = 500
"""Steps of an arrow key that follow one another this closely are one change."""
FIELD_WIDTH = 5 * theme.SPACE_8


class SwitchControl(QCheckBox):
    """On or off."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.clicked.connect(lambda: self.changed.emit())

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    def show_value(self, value: bool) -> None:
        """Show it."""
        self.setChecked(value)


class NumberControl(NumberField):
    """A whole number; the wheel scrolls the page and not the number."""

    changed = Signal()

    def __init__(self, least: int, most: int, *, unit: str = "", zero: str = "") -> None:
        super().__init__(least, least, most, unit=unit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setFixedWidth(FIELD_WIDTH)
        if zero:
            self.setSpecialValueText(zero)
        self.valueChanged.connect(lambda _value: self.changed.emit())

    def show_value(self, value: int) -> None:
        """Show it."""
        with QSignalBlocker(self):
            self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TimeControl(QTimeEdit):
    """A time of day."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("HH:mm")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setWrapping(True)
        self.setFixedWidth(FIELD_WIDTH)
        self.lineEdit().setTextMargins(theme.SPACE_2, 0, 0, 0)
        self.timeChanged.connect(lambda _time: self.changed.emit())

    @property
    def value(self) -> str:
        """ "09:00" """
        return self.time().toString("HH:mm")

    def show_value(self, value: str) -> None:
        """Show it."""
        with QSignalBlocker(self):
            self.setTime(QTime.fromString(value, "HH:mm"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceControl(QComboBox):
    """One of few."""

    changed = Signal()

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setFixedWidth(FIELD_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, words in choices:
            self.addItem(tr(words), value)
        self.activated.connect(lambda _at: self.changed.emit())

    @property
    def value(self) -> str:
        """What is chosen."""
        return str(self.currentData())

    def show_value(self, value: str) -> None:
        """Show it."""
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CountryControl(RegionChoice):
    """A country, or none."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(FIELD_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _at: self.changed.emit())

    @property
    def value(self) -> str:
        """The ISO code, empty for none."""
        return self.currentData() or ""

    def show_value(self, value: str) -> None:
        """Show it."""
        self.show_region(value or None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


AnyControl = SwitchControl | NumberControl | TimeControl | ChoiceControl | CountryControl


def control_of(option: Option) -> AnyControl:
    """The control that goes with the form of a setting."""
    if option.form == "switch":
        return SwitchControl()
    if option.form == "number":
        return NumberControl(option.least, option.most)
    if option.form == "time":
        return TimeControl()
    if option.form == "country":
        return CountryControl()
    return ChoiceControl(option.choices)


def value_of(control: AnyControl) -> Any:
    """What is chosen; a spin box calls it by a method."""
    return control.value() if isinstance(control, NumberControl) else control.value


class SettingRow(QWidget):
    """Words, a quiet sentence below them, and one control or several at the right. A click on the words goes to it."""

    def __init__(self, text: str, about: str = "", *controls: AnyControl) -> None:
        super().__init__()
        self._controls = controls
        self.words = PlainLabel(text, wrap=True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        if about:
            column.addWidget(PlainLabel(about, kind="secondary", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        row.setSpacing(theme.SPACE_4)
        row.addLayout(column, 1)
        for control in controls:
            if not control.accessibleName():
                control.setAccessibleName(text)
            control.setAccessibleDescription(about)
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        # Qt asks wrapping labels how high they would be at their narrowest; the page would scroll into the void.
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), self.heightForWidth(max(self.width(), hint.width()))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            control = self._controls[0]
            control.setFocus(Qt.FocusReason.MouseFocusReason)
            if isinstance(control, SwitchControl):
                control.click()
        super().mouseReleaseEvent(event)


class Saver(QObject):
    """Saves what stands in a control: shortly after the last step, or at once when the focus leaves it."""

    def __init__(self, control: AnyControl, save: Callable[[Any], object]) -> None:
        super().__init__(control)
        self._control, self._save = control, save
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SAVE_AFTER_MS)
        self._soon.timeout.connect(self.now)
        control.changed.connect(self._changed)
        control.installEventFilter(self)

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be saved; the control must not be set from outside then."""
        return self._soon.isActive()

    def now(self) -> None:
        """Save."""
        self._soon.stop()
        self._save(value_of(self._control))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide) and self.is_waiting:
            self.now()
        return False

    def _changed(self) -> None:
        if isinstance(self._control, NumberControl | TimeControl):
            self._soon.start()
        else:
            self.now()
