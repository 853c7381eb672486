"""Buttons: a small one with only an icon, and push buttons with their rank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.plain_label import plain_tooltip

Rank = Literal["primary", "secondary", "flat"]


class IconButton(QToolButton):
    """A flat square button with an icon; its name is spoken, and shown as tooltip together with its key.

    `shortcut` is only told ("Done (D)"), not registered: the page handles the keys of its current row.
    """

    def __init__(
        self,
        icon_name: str,
        name: str,
        parent: QWidget | None = None,
        *,
        shortcut: str = "",
        role: str = "muted",
        size: int = theme.ICON_ROW,
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon_name, role))
        self.setIconSize(QSize(size, size))
        self.setAutoRaise(True)
        self.setFixedSize(size + theme.SPACE_4, size + theme.SPACE_4)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(name, shortcut)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def set_name(self, name: str, shortcut: str = "") -> None:
        """What the button does, in a word or two, and the key that does the same."""
        self.setAccessibleName(name)
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
        self.setToolTip(plain_tooltip(f"{name} ({keys})" if keys else name))

    def set_icon(self, icon_name: str, role: str = "muted") -> None:
        """Show another icon."""
        self.setIcon(icons.icon(icon_name, role))


class Button(QPushButton):
    """A push button with its rank: one primary per page, flat ones for what is rarely wanted."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        rank: Rank = "secondary",
        icon_name: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", rank)
        self.setText(text)
        if icon_name:
            role = {"primary": "on_accent", "secondary": "text", "flat": "accent"}[rank]
            self.setIcon(icons.icon(icon_name, role, role))
            # The style leaves 4 px to the words; the icon stands in the middle of a wider place to get 6, and the
            # style sheet takes back what that adds on its other side.
            self.setProperty("withIcon", True)
            self.setIconSize(QSize(theme.ICON_ROW + theme.SPACE_1, theme.ICON_ROW))
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def setText(self, text: str) -> None:
        """Show `text` literally; an ampersand is no mnemonic here, names may contain one."""
        super().setText(text.replace("&", "&&"))
