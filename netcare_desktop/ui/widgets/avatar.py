"""A person's face: the initials on a soft tint that belongs to the name, with a ring in the circle's colour."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from netcare_desktop.ui import theme


def initials(name: str) -> str:
    """At most two letters for an avatar: first and last word; for names in Chinese, Japanese or Korean the
    first sign.

    Words without a letter (an emoji, a bracket) are passed over; a name with none at all gives "".
    """
    letters = [
        letter for word in name.split() if (letter := next((sign for sign in word if sign.isalpha()), ""))
    ]
    if not letters:
        return ""
    if _is_wide(letters[0]):
        return letters[0]
    ends = letters if len(letters) == 1 else [letters[0], letters[-1]]
    upper = "".join(sign.upper()[:1] for sign in ends)
    return unicodedata.normalize("NFC", upper)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in ("W", "F")


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
        if text:
            font = QFont(QApplication.font())
            font.setPixelSize(max(8, round(inner.height() * (0.46 if len(text) == 1 else 0.38))))
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            from netcare_desktop.ui import icons

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
