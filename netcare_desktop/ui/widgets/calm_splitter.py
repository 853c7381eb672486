"""A splitter whose handle is wide enough to grasp and shows itself only under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from netcare_desktop.ui import theme

_GRIP = theme.SPACE_8 + theme.SPACE_4


class _Handle(QSplitterHandle):
    """A short rounded stroke while the pointer is on it, nothing otherwise."""

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("disabled"))
        stroke = QRectF(0, 0, theme.SPACE_1, _GRIP)
        stroke.moveCenter(QRectF(self.rect()).center())
        painter.drawRoundedRect(stroke, 2, 2)


class CalmSplitter(QSplitter):
    """Side by side, the handle between them 12 px wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.SPACE_3)

    def createHandle(self) -> QSplitterHandle:
        handle = _Handle(self.orientation(), self)
        handle.setAttribute(Qt.WidgetAttribute.WA_Hover)
        return handle
