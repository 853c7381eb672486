"""The sheet of keys, written from the table of commands and from what the pages tell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.actions import MENUS
from netcare_desktop.ui.widgets.chip import Chip
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel

# Heading and its lines (keys, what they do); keys as Qt writes them ("Ctrl+K") or single signs.
KeyGroup = tuple[str, Sequence[tuple[str, str]]]


def window_keys() -> KeyGroup:
    """The keys of the menu bar."""
    lines = [
        (keys, tr(command.text))
        for _menu, commands in MENUS
        for command in commands
        for keys in command.keys[:1]
    ]
    pages = [
        (f"Ctrl+{n}", name) for n, name in enumerate((tr("Today"), tr("People"), tr("Card stack")), start=1)
    ]
    return tr("Everywhere"), [*pages, *lines]


def today_keys() -> KeyGroup:
    """The keys of a row of Today."""
    return tr("Today"), [
        ("D", tr("Done")),
        ("S", tr("Snooze until another day")),
        ("W", tr("Write")),
        ("O", tr("Open the person")),
        ("R", tr("Let it rest for 60 days")),
    ]


def people_keys() -> KeyGroup:
    """The keys of the list of people and of a person's page."""
    return tr("People"), [
        ("/", tr("Find people")),
        (tr("Enter"), tr("Go to the person")),
        ("L", tr("Log a contact")),
        ("F", tr("Follow-up")),
        ("1–5", tr("Put into a circle")),
        ("G", tr("Grow")),
        ("P", tr("Pause, or end a pause")),
        ("A", tr("Archive")),
        ("F2", tr("Change the name")),
        (tr("Del"), tr("Delete")),
    ]


def card_keys() -> KeyGroup:
    """The keys of the card stack."""
    return tr("Card stack"), [
        ("G", tr("Grow")),
        ("1–5", tr("Put into a circle")),
        ("A", tr("Archive")),
        (tr("Space"), tr("Later")),
        ("M Y L", tr("Last spoke this month, this year, longer ago")),
    ]


class ShortcutsDialog(QDialog):
    """Two columns of keys; Esc closes."""

    def __init__(self, parent: QWidget | None = None, groups: Sequence[KeyGroup] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = (
            list(groups) if groups is not None else [window_keys(), today_keys(), people_keys(), card_keys()]
        )
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, theme.SPACE_3, 0)
        columns.setSpacing(theme.SPACE_8)
        left, right = QVBoxLayout(), QVBoxLayout()
        for part in (left, right):
            part.setSpacing(theme.SPACE_6)
            columns.addLayout(part, 1)
        for number, group in enumerate(shown):
            (left if number in (0, 3) else right).addLayout(_group(*group))
        left.addStretch()
        right.addStretch()
        inside = QWidget()
        inside.setLayout(columns)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        close = Button(tr("Close"), rank="primary", clicked=self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        # All of it at once where the screen has the room; it scrolls where not.
        wanted = inside.sizeHint().height() + foot.sizeHint().height() + 2 * theme.SPACE_8
        room = self.screen().availableGeometry().height() - 3 * theme.SPACE_8
        self.resize(theme.TEXT_COLUMN, min(wanted, room))
        close.setFocus()


def _group(title: str, lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE_3)
    grid.setVerticalSpacing(theme.SPACE_2)
    grid.setColumnStretch(1, 1)
    grid.addWidget(PlainLabel(title, kind="section"), 0, 0, 1, 2)
    for row, (keys, words) in enumerate(lines, start=1):
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if "+" in keys else keys
        grid.addWidget(Chip(shown), row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(PlainLabel(words), row, 1)
    return grid
