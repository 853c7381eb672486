"""A button that opens a menu: its words, with a small caret after them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.icon_button import Button, Rank

_CARET = theme.SPACE_3


class MenuButton(Button):
    """`rank` as for any button; a flat one is quiet, in the colour of the text."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        rank: Rank = "flat",
        icon_name: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text, parent, rank=rank, clicked=clicked)
        self.setIconSize(QSize(theme.ICON_ROW + theme.SPACE_1, theme.ICON_ROW))
        if rank == "flat":
            self.setProperty("quiet", True)
        if icon_name:
            self.setIcon(icons.icon(icon_name))
        self.setIcon(self.icon() if icon_name else QIcon())

    def setText(self, text: str) -> None:
        """Show `text` literally, with room for the caret after it."""
        room = " " * (1 + (_CARET + theme.SPACE_1) // max(1, self.fontMetrics().horizontalAdvance(" ")))
        super().setText(text + room if text else text)
        self.setAccessibleName(text)

    def open_menu(self, menu: QMenu) -> None:
        """Show a menu below the button."""
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        right = self.width() - _CARET - theme.SPACE_2
        left = theme.SPACE_2 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else right
        area = QRectF(left, (self.height() - _CARET) / 2, _CARET, _CARET)
        icons.paint(
            painter, area, "expand", theme.current().colour("muted" if self.isEnabled() else "disabled")
        )
