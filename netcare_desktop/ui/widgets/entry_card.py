"""Rounded surfaces and hairlines."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.ui import theme

CardTone = Literal["", "soft", "plain"]


class Card(QFrame):
    """A rounded card with a hairline around it; fill `self.body`, a column.

    `padding` is the space inside, 0 for a card that holds rows to its edge. `tone`: "soft" for a tinted card,
    "plain" for a frame without a ground.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        padding: int = theme.SPACE_4,
        spacing: int = theme.SPACE_2,
        tone: CardTone = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("tone", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self)
        inner = padding if padding else 1  # rows must not paint over the border
        self.body.setContentsMargins(inner, inner, inner, inner)
        self.body.setSpacing(spacing)


class Hairline(QFrame):
    """A line of 1 px between two things."""

    def __init__(
        self, parent: QWidget | None = None, orientation: Qt.Orientation = Qt.Orientation.Horizontal
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hairline")
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
            self.setSizePolicy(wide, fixed)
        else:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, wide)
