"""One contact of the timeline, painted by itself: a page of forty of them has to stand there at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.store.facts import InteractionFact
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.models.people_model import long_day
from netcare_desktop.ui.views.fact_block import LinkLabel
from netcare_desktop.ui.views.person_menu import add, new_menu
from netcare_desktop.ui.views.person_words import contact_line
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.plain_label import PlainLabel, plain_tooltip

_CHANNEL_ICONS = {
    "meeting": "meeting", "call": "call", "video": "video", "message": "message", "email": "email", "letter": "letter",
    "social": "social", "event": "event",
}  # fmt: skip
_LEFT = theme.SPACE_8
_TOP = theme.SPACE_2
_GAP = 2
_TOOLS = 2 * (theme.ICON_ROW + theme.SPACE_4)


class TimelineEntry(QWidget):
    """Its buttons come with the pointer or the focus; E, Del and Ctrl+C work on it, right-click has the same."""

    edit_wanted = Signal(int)
    delete_wanted = Signal(int)
    person_wanted = Signal(int)

    def __init__(self, fact: InteractionFact, person: int, today: date) -> None:
        super().__init__()
        self.fact = fact
        self.line = contact_line(fact, today)
        self._laid: tuple[int, list[QTextLayout]] | None = None
        self._buttons: QWidget | None = None
        self._others: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(" · ".join(part for part in (self.line, fact.summary, fact.notes) if part))
        exact = long_day(fact.on)
        if fact.at:
            exact = tr("{day}, {time}").format(day=exact, time=fact.at)
        self.setToolTip(plain_tooltip(exact))
        others = [(one, name) for one, name in fact.people if one != person]
        if others:
            self._others = self._with(others)

    @property
    def text(self) -> str:
        """The entry as text to copy."""
        return "\n".join(part for part in (self.line, self.fact.summary, self.fact.notes) if part)

    def _with(self, others: Sequence[tuple[int, str]]) -> QWidget:
        holder = QWidget(self)
        holder.setToolTip(" ")
        flow = FlowLayout(holder, gap=0)
        lead = PlainLabel(tr("with"), kind="secondary")
        lead.setContentsMargins(0, 3, 0, 3)  # as high as the names, which have a frame
        flow.addWidget(lead)
        for person, name in others:
            link = LinkLabel(name, kind="secondary")
            link.set_tone("accent")
            link.taken.connect(partial(self.person_wanted.emit, person))
            flow.addWidget(link)
        return holder

    # room

    def _texts(self) -> list[tuple[str, str]]:
        """(text, role of its colour) of what stands below the line."""
        fact = self.fact
        parts = [(fact.summary, "text"), (fact.notes, "muted" if fact.summary else "text")]
        return [part for part in parts if part[0]]

    def _layouts(self, width: int) -> list[QTextLayout]:
        """The texts, broken into lines for that width of the entry."""
        if self._laid is None or self._laid[0] != width:
            room = max(1, width - _LEFT - theme.SPACE_2)
            font = theme.current().font("body")
            self._laid = (width, [_laid_out(text, font, room) for text, _role in self._texts()])
        return self._laid[1]

    def _line_height(self) -> int:
        return QFontMetrics(theme.current().font("secondary")).height()

    def heightForWidth(self, width: int) -> int:
        texts = self._layouts(width)
        high = self._line_height() + sum(_high(one) + _GAP for one in texts) + 2 * _TOP
        if self._others is not None:
            high += _GAP + self._others.heightForWidth(max(1, width - _LEFT - theme.SPACE_2))
        return max(high, theme.ROW_ONE_LINE)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.RAIL_WIDE)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.RAIL_WIDE, theme.ROW_ONE_LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._others is not None:
            room = max(1, self.width() - _LEFT - theme.SPACE_2)
            high = self._others.heightForWidth(room)
            left = theme.SPACE_2 if self.isRightToLeft() else _LEFT
            self._others.setGeometry(left, self.height() - _TOP - high, room, high)
        self._place_buttons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._laid = None
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(look.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(area, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        side, mirrored, line = theme.ICON_ROW, self.isRightToLeft(), self._line_height()
        left = self.width() - theme.SPACE_2 - side if mirrored else theme.SPACE_2
        icon = QRectF(left, _TOP + (line - side) / 2, side, side)
        icons.paint(painter, icon, _CHANNEL_ICONS.get(self.fact.channel, "other"), look.colour("accent"))
        start = theme.SPACE_2 if mirrored else _LEFT
        room = max(1, self.width() - _LEFT - theme.SPACE_2)
        small = look.font("secondary")
        painter.setFont(small)
        painter.setPen(look.colour("muted"))
        shown = QFontMetrics(small).elidedText(self.line, Qt.TextElideMode.ElideRight, room)
        align = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(start, _TOP, room, line), int(align), shown)
        top = _TOP + line
        for (_text, role), laid in zip(self._texts(), self._layouts(self.width()), strict=True):
            painter.setPen(look.colour(role))
            laid.draw(painter, QPointF(start, top + _GAP))
            top += _GAP + _high(laid)

    # what one does with it

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_buttons()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_buttons()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_buttons()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_E):
            self.edit_wanted.emit(self.fact.id)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(self.fact.id)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        self.edit_wanted.emit(self.fact.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = new_menu(self)
        add(menu, tr("Edit"), lambda: self.edit_wanted.emit(self.fact.id), "edit", key="E")
        add(menu, tr("Copy"), self._copy, "copy", key=tr("Ctrl+C"))
        add(menu, tr("Remove"), lambda: self.delete_wanted.emit(self.fact.id), "remove", key=tr("Del"))
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text)

    def _show_buttons(self) -> None:
        if self._buttons is None:
            self._buttons = holder = _Tools(self)
            row = FlowLayout(holder, gap=0)
            row.addWidget(
                IconButton("edit", tr("Edit"), clicked=partial(self.edit_wanted.emit, self.fact.id))
            )
            row.addWidget(
                IconButton("remove", tr("Remove"), clicked=partial(self.delete_wanted.emit, self.fact.id))
            )
        self._place_buttons()
        self._buttons.show()

    def _hide_buttons(self) -> None:
        if self._buttons is not None and not self.hasFocus():
            self._buttons.hide()

    def _place_buttons(self) -> None:
        if self._buttons is not None:
            left = theme.SPACE_1 if self.isRightToLeft() else self.width() - _TOOLS - theme.SPACE_1
            self._buttons.setGeometry(left, theme.SPACE_1 // 2, _TOOLS, _TOOLS // 2)


def _laid_out(text: str, font: QFont, room: int) -> QTextLayout:
    """Plain text in lines no wider than `room`, broken between words, inside one only where it has to be."""
    laid = QTextLayout(text.replace("\r\n", "\n").replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(option)
    laid.setCacheEnabled(True)
    laid.beginLayout()
    top = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, top))
        top += line.height()
    laid.endLayout()
    return laid


def _high(laid: QTextLayout) -> int:
    return math.ceil(laid.boundingRect().height())


class _Tools(QWidget):
    """Holds the buttons of an entry, on a ground that hides the words below."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(0, 1, 0, -1), theme.current().colour("hover"))
