"""What can be done with several people at once: a bar under the list while more than one is chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.entry_card import Hairline
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.plain_label import ElidedLabel

_FOR_DELETED = ("bring back", "erase")


class BulkBar(QWidget):
    """`wanted(what)`: log, circle, tag, pause, archive, delete; of deleted people bring back, erase. `ended`: the cross."""

    wanted = Signal(str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(theme.SPACE_3, theme.SPACE_1, theme.SPACE_1, theme.SPACE_1)
        row.setSpacing(0)
        self._words = ElidedLabel("", kind="strong")
        row.addWidget(self._words, 1)
        self.buttons: dict[str, IconButton] = {}
        for what, icon_name, name, key in (
            ("log", "log", tr("Log a contact with all of them"), "L"),
            ("circle", "circle", tr("Circle"), "1–5"),
            ("tag", "tag", tr("Tag"), ""),
            ("pause", "pause", tr("Pause"), "P"),
            ("archive", "archive", tr("Archive"), "A"),
            ("delete", "remove", tr("Delete"), tr("Del")),
            ("bring back", "restore", tr("Bring back"), ""),
            ("erase", "remove", tr("Delete for good…"), tr("Del")),
        ):
            told = f"{name} ({key})" if key else name
            button = IconButton(icon_name, told, clicked=partial(self.wanted.emit, what))
            self.buttons[what] = button
            row.addWidget(button)
        row.addWidget(IconButton("close", tr("Choose only the current one"), clicked=self.ended.emit))
        column.addLayout(row)
        self.hide()

    def show_number(self, number: int, *, deleted: bool) -> None:
        """Show the bar for that many people; it goes when it is one or none."""
        for what, button in self.buttons.items():
            button.setVisible((what in _FOR_DELETED) == deleted)
        shown = QLocale().toString(number)
        self._words.setText(ntr("{n} chosen", "{n} chosen", number).format(n=shown))
        self.setVisible(number > 1)
