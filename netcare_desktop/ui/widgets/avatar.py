"""A person's face: the initials on a soft tint that belongs to the name, with a ring in the circle's colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from netcare_desktop.domain.names import initials
from netcare_desktop.ui import icons, theme


def paint_avatar(
    painter: QPainter,
    rect: QRectF,
    name: str,
    circle: int | None = None,
    photo: QPixmap | None = None,
    *,
    ring: bool = True,
) -> None:
    """Paint the avatar in the square `rect`. `circle` is the position of the circle (1 the closest) or None."""
    look = theme.current()
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    side = min(rect.width(), rect.height())
    face = QRectF(0, 0, side, side)
    face.moveCenter(rect.center())
    width = max(2.0, side / 22)
    if ring and circle is not None:
        painter.setPen(QPen(look.circle_colour(circle), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawEllipse(face.adjusted(half, half, -half, -half))
    gap = width + max(1.5, side / 28)
    inner = face.adjusted(gap, gap, -gap, -gap)
    ground, ink = look.avatar_colours(name)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(inner)
    if photo is not None and not photo.isNull():
        shape = QPainterPath()
        shape.addEllipse(inner)
        painter.setClipPath(shape)
        edge = min(photo.width(), photo.height())
        source = QRectF((photo.width() - edge) / 2, (photo.height() - edge) / 2, edge, edge)
        painter.drawPixmap(inner, photo, source)
    else:
        text = initials(name)
        painter.setPen(ink)
        if text != "?":
            font = QFont(QApplication.font())
            font.setPixelSize(max(8, round(inner.height() * (0.46 if len(text) == 1 else 0.38))))
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            glyph = inner.height() * 0.56
            area = QRectF(0, 0, glyph, glyph)
            area.moveCenter(QPointF(inner.center()))
            icons.paint(painter, area, "person", ink)
    painter.restore()


class Avatar(QWidget):
    """The avatar as a widget of `size` px; says nothing to a screen reader, the name stands beside it."""

    def __init__(
        self,
        name: str = "",
        circle: int | None = None,
        parent: QWidget | None = None,
        *,
        size: int = theme.AVATAR_ROW,
    ) -> None:
        super().__init__(parent)
        self._name, self._circle, self._size = name, circle, size
        self._photo: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(self, name: str, circle: int | None = None, photo: QPixmap | None = None) -> None:
        """Show this person; `photo` instead of the initials when there is one."""
        self._name, self._circle, self._photo = name, circle, photo
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._circle, self._photo)
