"""A chip with a small cross that takes it away: a tag, somebody who was there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.plain_label import plain_tooltip

_CROSS = theme.SPACE_3


class RemovableChip(QPushButton):
    """`clicked` for the word, `removed` for the cross; Del and Backspace remove too."""

    removed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None, *, remove_words: str = "") -> None:
        super().__init__("", parent)
        self.words = text
        self.setObjectName("chip")
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, theme.RAIL_WIDE)
        # The spaces keep room for the cross, whatever the font.
        room = " " * (1 + (_CROSS + theme.SPACE_1) // max(1, self.fontMetrics().horizontalAdvance(" ")))
        self.setText(shown.replace("&", "&&") + room)
        said = remove_words or tr("Remove {name}").format(name=text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tr("Del: {what}").format(what=said))
        self.setToolTip(plain_tooltip(text if shown != text else ""))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _cross(self) -> QRectF:
        side = float(_CROSS)
        left = theme.SPACE_2 - 1 if self.isRightToLeft() else self.width() - side - theme.SPACE_2 + 1
        return QRectF(left, (self.height() - side) / 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.paint(
            painter, self._cross(), "close", theme.current().colour("text" if self.underMouse() else "muted")
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        area = self._cross().adjusted(-4, -4, 4, 4)
        if event.button() == Qt.MouseButton.LeftButton and area.contains(event.position()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
