"""Small rounded labels: a tag, a circle, a filter that is on."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from netcare_desktop.ui.widgets.plain_label import PlainLabel, plain_tooltip


class Chip(PlainLabel):
    """A word in a rounded field."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class ChoiceChip(QPushButton):
    """A chip that is switched on and off: a filter, one of a few answers. `toggled(bool)` as on any button."""

    def __init__(
        self, text: str, parent: QWidget | None = None, *, tooltip: str = "", checked: bool = False
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setObjectName("chip")
        self.setCheckable(True)
        self.setChecked(checked)
        self.setToolTip(plain_tooltip(tooltip))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
