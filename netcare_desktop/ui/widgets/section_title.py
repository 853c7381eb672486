"""The heading of a part of a page, with an optional count or hint in the muted colour beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel


class SectionTitle(QWidget):
    """ "Open between us  3": the title, a quiet hint, and room at the right for buttons (`add_action`)."""

    def __init__(self, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(text, kind="section")
        self._hint = ElidedLabel(hint, kind="secondary")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, theme.SPACE_2, 0, 0)
        self._row.setSpacing(theme.SPACE_2)
        self._row.addWidget(self._title)
        self._row.addWidget(self._hint, 1)
        self.setMinimumHeight(theme.SPACE_8 + theme.SPACE_2)

    def set_text(self, text: str, hint: str = "") -> None:
        """Change title and hint."""
        self._title.setText(text)
        self._hint.setText(hint)

    def add_action(self, widget: QWidget) -> None:
        """Put a small button at the right end."""
        self._row.addWidget(widget)
