"""Two-line rows with a face: in the list of people, in search results, in Today's lists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.avatar import paint_avatar
from netcare_desktop.ui.widgets.circle_dot import paint_circle_dot
from netcare_desktop.ui.widgets.plain_label import plain_tooltip

_TIGHT_BELOW = 380  # width of a row in px under which the words at the right go to the second line
_Index = QModelIndex | QPersistentModelIndex


class RowRole(IntEnum):
    """Data roles beside Qt's own; a model answers `FACE` with a `RowFace`."""

    FACE = Qt.ItemDataRole.UserRole.value + 100


@dataclass(frozen=True)
class RowFace:
    """What one row shows. `icon_name` stands for the avatar where the row is no person."""

    name: str
    second: str = ""
    right: str = ""
    right_tooltip: str = ""
    circle: int | None = None  # position, 1 the closest
    circle_name: str = ""
    has_circle_dot: bool = False
    icon_name: str = ""
    photo: QPixmap | None = None


class PersonRowDelegate(QStyledItemDelegate):
    """Paints a `RowFace` in a row of 56 px: avatar, name over second line, words and circle dot at the right.

    Names are drawn, never laid out as HTML; what does not fit ends in an ellipsis and is the tooltip.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.RAIL_WIDE, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        face = index.data(RowRole.FACE)
        if not isinstance(face, RowFace):
            return
        look = theme.current()
        painter.save()
        _paint_ground(painter, option)
        parts = _Parts(option.rect, face)
        if face.icon_name:
            glyph = QRectF(0, 0, theme.ICON_RAIL, theme.ICON_RAIL)
            glyph.moveCenter(QRectF(parts.avatar).center())
            icons.paint(painter, glyph, face.icon_name, look.colour("muted"))
        else:
            paint_avatar(painter, QRectF(parts.avatar), face.name, face.circle, face.photo)
        _line(painter, parts.name, face.name, parts.name_font, look.colour("text"))
        _line(painter, parts.second, face.second, parts.small_font, look.colour("muted"))
        right = Qt.AlignmentFlag.AlignRight
        _line(painter, parts.right, face.right, parts.small_font, look.colour("muted"), right)
        if face.has_circle_dot:
            paint_circle_dot(painter, QRectF(parts.dot), face.circle)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        face = index.data(RowRole.FACE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(face, RowFace):
            return super().helpEvent(event, view, option, index)
        parts = _Parts(option.rect, face)
        near_right = parts.right.united(parts.dot).contains(event.pos())
        lines = []
        if near_right:
            lines = [text for text in (face.right_tooltip, face.circle_name) if text]
        else:
            if QFontMetrics(parts.name_font).horizontalAdvance(face.name) > parts.name.width():
                lines.append(face.name)
            if QFontMetrics(parts.small_font).horizontalAdvance(face.second) > parts.second.width():
                lines.append(face.second)
        QToolTip.showText(event.globalPos(), plain_tooltip("\n".join(lines)), view)
        return True


def row_height() -> int:
    """56 px, more where a large system font needs it."""
    look = theme.current()
    lines = QFontMetrics(look.font("body")).height() + QFontMetrics(look.font("secondary")).height()
    return max(theme.ROW_TWO_LINES, lines + theme.SPACE_4)


class _Parts:
    """Where the parts of a row lie."""

    def __init__(self, rect: QRect, face: RowFace) -> None:
        look = theme.current()
        self.name_font = look.font("strong")
        self.small_font = look.font("secondary")
        big, small = QFontMetrics(self.name_font), QFontMetrics(self.small_font)
        side = theme.AVATAR_ROW
        self.avatar = QRect(rect.left() + theme.SPACE_3, rect.center().y() - side // 2 + 1, side, side)
        left = self.avatar.right() + theme.SPACE_3
        end = rect.right() - theme.SPACE_3
        wanted = small.horizontalAdvance(face.right) + 2 if face.right else 0  # widths are rounded
        both = big.height() + small.height()
        top = rect.center().y() - both // 2 + 1 if face.second or face.right else rect.top()
        dot = theme.DOT if face.has_circle_dot else 0
        after_dot = dot + theme.SPACE_2 if dot else 0
        if rect.width() < _TIGHT_BELOW and (face.second or face.right):
            # A name is worth more than a date: the date goes to the second line.
            self.dot = QRect(end - dot + 1, top + (big.height() - dot) // 2 + 1, dot, dot)
            self.name = QRect(left, top, max(0, end + 1 - after_dot - left), big.height())
            wide = min(wanted, max(0, (end - left) * 2 // 3))
            self.right = QRect(end - wide + 1, top + big.height(), wide, small.height())
            rest = max(0, self.right.left() - left - (theme.SPACE_2 if wide else 0))
            self.second = QRect(left, top + big.height(), rest, small.height())
            return
        self.dot = QRect(end - dot + 1, rect.center().y() - dot // 2 + 1, dot, dot)
        wide = min(wanted, max(0, (end - left) // 2))
        self.right = QRect(end + 1 - after_dot - wide, rect.top(), wide, rect.height())
        width = max(0, self.right.left() - theme.SPACE_3 - left)
        if face.second:
            self.name = QRect(left, top, width, big.height())
            self.second = QRect(left, top + big.height(), width, small.height())
        else:
            self.name = QRect(left, rect.top(), width, rect.height())
            self.second = QRect(left, rect.bottom(), width, 0)


def _line(
    painter: QPainter,
    area: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    if not text or area.width() <= 0:
        return
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(
        " ".join(text.split("\n")), Qt.TextElideMode.ElideRight, area.width()
    )
    painter.drawText(area, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Selection as a soft tint, focus as a ring in the accent, hover as a breath of grey."""
    look = theme.current()
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(option.rect).adjusted(theme.SPACE_1, 1, -theme.SPACE_1, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if selected or hovered:
        painter.setBrush(look.colour("selection" if selected else "hover"))
        painter.drawRoundedRect(area, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
    if focused:
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)


class PersonList(QListView):
    """A list view dressed for `PersonRowDelegate`: even rows, smooth scrolling, keys and hover seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("personList")
        self.setItemDelegate(PersonRowDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(theme.ROW_TWO_LINES // 2)
