"""A small popup that asks for one tag, for one or many people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.person_labels import WordField
from netcare_desktop.ui.widgets.chip import ChoiceChip
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.plain_label import PlainLabel

_OFFERED = 12


class TagChoice(QFrame):
    """`chosen(str)` is sent once; Esc or a click elsewhere gives none. Tags in use stand below the field."""

    chosen = Signal(str)

    def __init__(self, anchor: QWidget, title: str, all_tags: Callable[[], list[str]]) -> None:
        super().__init__(anchor.window(), Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(PlainLabel(title, kind="secondary"))
        self.field = WordField(tr("Tag"), all_tags)
        self.field.given.connect(self._choose)
        self.field.left.connect(self.close)
        column.addWidget(self.field)
        known = all_tags()[:_OFFERED]
        if known:
            chips = QWidget()
            flow = FlowLayout(chips, gap=theme.SPACE_1)
            for tag in known:
                chip = ChoiceChip(tag)
                chip.clicked.connect(lambda _checked=False, tag=tag: self._choose(tag))
                flow.addWidget(chip)
            column.addWidget(chips)
        self.setFixedWidth(theme.TEXT_COLUMN * 2 // 5)
        self.adjustSize()
        self._place(anchor)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, tag: str) -> None:
        self.chosen.emit(tag)
        self.close()

    def _place(self, anchor: QWidget) -> None:
        room = anchor.screen().availableGeometry()
        height = self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        self.resize(self.width(), height)
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + theme.SPACE_1))
        x = max(room.left(), min(corner.x(), room.right() - self.width()))
        y = corner.y()
        if y + height > room.bottom():
            y = max(room.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - height - theme.SPACE_1)
        self.move(x, y)
