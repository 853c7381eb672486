"""Asked when somebody should grow and no slot is free: who moves on, and into which circle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from netcare_desktop.domain import day_words
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.circles import Circle
from netcare_desktop.store.growth import Growing
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.avatar import Avatar
from netcare_desktop.ui.widgets.circle_dot import CircleDot
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel


class _Line(QPushButton):
    """One answer: its key, a mark, the words and a quiet second line."""

    def __init__(self, key: str, mark: QWidget, words: str, aside: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "flat")
        self.setAccessibleName(f"{words}, {aside}" if aside else words)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_1)
        row.setSpacing(theme.SPACE_3)
        number = PlainLabel(key, kind="small")
        number.setFixedWidth(theme.SPACE_3)
        row.addWidget(number)
        row.addWidget(mark)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(ElidedLabel(words))
        if aside:
            column.addWidget(ElidedLabel(aside, kind="secondary"))
        row.addLayout(column, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines = 2 if aside else 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        inner = layout.sizeHint() if layout is not None else QSize()
        high = theme.ROW_TWO_LINES if self._lines == 2 else theme.ROW_ONE_LINE
        return QSize(max(theme.TEXT_COLUMN // 2, inner.width()), max(high, inner.height()))


class MovesOnPopup(QFrame):
    """First who moves on, the readiest first, then the circle for them. `chosen(person, circle)` is sent once.

    Keys 1 to 9 choose, the arrow keys move, Esc closes without an answer. The circle is None where the one
    they have is kept.
    """

    chosen = Signal(int, object)

    def __init__(
        self,
        newcomer: str,
        ready: Sequence[Growing],
        circles: Sequence[Circle],
        has_circle: Callable[[int], int | None],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("popup")
        self._circles, self._has_circle = circles, has_circle
        self._lines: list[_Line] = []
        self._anchor: QWidget | None = None
        self._stack = QStackedLayout(self)
        names = [one.name for one in ready]
        question = (
            tr("Both growing slots are taken. Who moves on, so that {name} can grow?")
            if len(names) == 2
            else ntr(
                "The growing slot is taken. Who moves on, so that {name} can grow?",
                "All {n} growing slots are taken. Who moves on, so that {name} can grow?",
                len(names),
            )
        ).format(n=len(names), name=newcomer)
        lines = [
            (_Line(str(number), Avatar(one.name), one.name, _since(one, today)), one)
            for number, one in enumerate(ready, start=1)
        ]
        for line, one in lines:
            line.clicked.connect(lambda _checked=False, one=one: self._ask_circle(one))
        self._show(question, [line for line, _one in lines])

    def open_above(self, anchor: QWidget) -> None:
        """Show the popup over `anchor` (below it, where there is no room above), inside its screen."""
        self._anchor = anchor
        self._place()
        self.show()
        self._lines[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1.value
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif 0 <= number < len(self._lines):
            self._lines[number].click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            focused = QApplication.focusWidget()
            at = self._lines.index(focused) if isinstance(focused, _Line) else -1
            self._lines[(at + step) % len(self._lines)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, _Line):
                focused.click()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        anchor, step = self._anchor, self._stack.currentWidget()
        if anchor is None or step is None:
            return
        size = step.sizeHint()
        room = anchor.screen().availableGeometry()
        top = anchor.mapToGlobal(QPoint(0, 0))
        x = min(max(room.left(), top.x()), max(room.left(), room.right() - size.width()))
        y = top.y() - size.height() - theme.SPACE_1
        if y < room.top():
            y = max(room.top(), min(top.y() + anchor.height() + theme.SPACE_1, room.bottom() - size.height()))
        self.setGeometry(x, y, size.width(), size.height())

    def _show(self, question: str, lines: list[_Line]) -> None:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(theme.SPACE_2, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        column.setSpacing(0)
        head = PlainLabel(question, kind="secondary", wrap=True)
        head.setContentsMargins(theme.SPACE_2, theme.SPACE_1, theme.SPACE_2, theme.SPACE_2)
        column.addWidget(head)
        for line in lines:
            column.addWidget(line)
        column.addStretch(1)
        self._lines = lines
        self._stack.addWidget(step)
        self._stack.setCurrentWidget(step)

    def _ask_circle(self, moving: Growing) -> None:
        """An established relationship goes into a circle."""
        has = self._has_circle(moving.id)
        lines: list[_Line] = []
        for number, circle in enumerate(self._circles, start=1):
            words = tr("{circle}, as now").format(circle=circle.name) if circle.id == has else circle.name
            dot = CircleDot(circle.rank + 1, circle.name)
            line = _Line(str(number), dot, words, day_words.cadence_text(circle.cadence))
            line.clicked.connect(lambda _checked=False, circle=circle: self._choose(moving.id, circle.id))
            lines.append(line)
        if not lines:
            self._choose(moving.id, None)
            return
        self._show(tr("{name} is established. Into which circle?").format(name=moving.name), lines)
        self._place()
        at = next((n for n, circle in enumerate(self._circles) if circle.id == has), 0)
        lines[at].setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, person: int, circle: int | None) -> None:
        self.chosen.emit(person, circle)
        self.close()


def _since(one: Growing, today: date) -> str:
    parts = []
    if one.since is not None:
        parts.append(tr("growing since {when}").format(when=day_words.near_day(one.since, today)))
    parts.append(
        ntr("{n} contact both ways", "{n} contacts both ways", one.two_way).format(n=one.two_way)
        if one.two_way
        else tr("no contact both ways yet")
    )
    if one.suggests_established:
        parts.append(tr("ready to move on"))
    return " · ".join(parts)
