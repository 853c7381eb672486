"""What a page shows when it has nothing to show: why, and the next thing to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class _Emblem(QWidget):
    """The large icon on a soft round ground."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(2 * theme.ICON_EMPTY, 2 * theme.ICON_EMPTY)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("selection"))
        painter.drawEllipse(self.rect())
        area = QRectF(0, 0, theme.ICON_EMPTY, theme.ICON_EMPTY)
        area.moveCenter(QRectF(self.rect()).center())
        icons.paint(painter, area, self._icon_name, look.colour("accent"))


class EmptyPage(QWidget):
    """A large icon, one sentence, an optional second line, and one button (with an optional quieter second
    one).
    """

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        detail: str = "",
        button: str = "",
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        button_icon: str = "",
        second: str = "",
        second_clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_8, theme.SPACE_6, theme.SPACE_8)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(_Emblem(icon_name), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.SPACE_6)
        self.sentence = self._line(sentence, column, "section")
        self.detail: PlainLabel | None = None
        if detail:
            column.addSpacing(theme.SPACE_2)
            self.detail = self._line(detail, column, "body")
            self.detail.set_tone("muted")
        self.button: Button | None = None
        if button:
            column.addSpacing(theme.SPACE_6)
            self.button = Button(button, rank="primary", icon_name=button_icon, clicked=clicked)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        if second:
            column.addSpacing(theme.SPACE_2)
            column.addWidget(
                Button(second, rank="flat", clicked=second_clicked), 0, Qt.AlignmentFlag.AlignHCenter
            )
        column.addStretch(3)

    @staticmethod
    def _line(text: str, column: QVBoxLayout, kind: theme.TextKind) -> PlainLabel:
        label = PlainLabel(text, kind=kind, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setMaximumWidth(theme.TEXT_COLUMN * 2 // 3)
        # Not aligned in its row: only then is the height asked for at the width the line gets.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(label, 100)
        row.addStretch(1)
        column.addLayout(row)
        return label
