"""Labels that show names and notes as what they are: text. Qt guesses at HTML unless it is told not to."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from netcare_desktop.ui.theme import TextKind

Tone = Literal["", "muted", "accent", "danger"]


def plain_tooltip(text: str) -> str:
    """A tooltip that shows `text` literally: Qt has no plain mode for tooltips, so it is escaped inside a
    paragraph.

    Long texts wrap; line breaks are kept; an empty text gives no tooltip.
    """
    if not text:
        return ""
    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>'


class PlainLabel(QLabel):
    """A QLabel fixed to plain text. `kind` chooses size and weight, `tone` a colour that means something."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        kind: TextKind = "body",
        tone: Tone = "",
        wrap: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def setTextFormat(self, text_format: Qt.TextFormat) -> None:
        """Refused for anything but plain text."""
        if text_format != Qt.TextFormat.PlainText:
            raise ValueError("a PlainLabel shows plain text only")

    def set_tone(self, tone: Tone) -> None:
        """Change what the colour says."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where the room ends; the whole text is then its tooltip."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        kind: TextKind = "body",
        tone: Tone = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        self._mode = mode
        self._own_tooltip = ""
        super().__init__(text, parent, kind=kind, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show `text` on one line; line breaks become spaces."""
        super().setText(" ".join(text.split("\n")))
        self._say_the_rest()

    def set_tooltip(self, text: str) -> None:
        """What the tooltip says (plain), also when the text fits: the exact date behind "3 weeks ago"."""
        self._own_tooltip = text
        self._say_the_rest()

    @property
    def is_elided(self) -> bool:
        """Whether part of the text is hidden at the present width."""
        return self._text_width() > self.contentsRect().width()

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text())

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("M…")), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_the_rest()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._say_the_rest()

    def _say_the_rest(self) -> None:
        parts = [self.text()] if self.is_elided else []
        if self._own_tooltip and self._own_tooltip not in parts:
            parts.append(self._own_tooltip)
        self.setToolTip(plain_tooltip("\n".join(parts)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, area.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        flags = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(area, int(flags), shown)
