"""The mark of a circle: a coloured dot whose filling also tells the circles apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.plain_label import plain_tooltip

# Share of the dot that is filled, from the closest circle outwards: full, then an ever smaller core in a
# ring.
_CORE = (1.0, 0.62, 0.42, 0.24, 0.0)


def paint_circle_dot(painter: QPainter, rect: QRectF, position: int | None) -> None:
    """Paint the mark of the circle at `position` (1 is the closest) as large as fits in `rect`; none: a
    dashed ring.
    """
    side = min(rect.width(), rect.height())
    centre = rect.center()
    colour = theme.current().circle_colour(position)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.4, side * 0.15)
    radius = side / 2
    core = 0.0 if position is None or position < 1 else _CORE[min(position, len(_CORE)) - 1]
    if core >= 1.0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, radius, radius)
    else:
        pen = QPen(colour, width)
        if position is None or position < 1:
            pen.setDashPattern([1.2, 1.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius - width / 2, radius - width / 2)
        if core > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(centre), radius * core, radius * core)
    painter.restore()


class CircleDot(QWidget):
    """The dot as a widget of 10 px; `set_circle(position, name)`."""

    def __init__(self, position: int | None = None, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._position = position
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_circle(position, name)

    def set_circle(self, position: int | None, name: str = "") -> None:
        """Show the circle at that position (1 is the closest); its name is the tooltip and the accessible
        name.
        """
        self._position = position
        self.setToolTip(plain_tooltip(name))
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.DOT, theme.DOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_circle_dot(painter, QRectF(self.rect()), self._position)
