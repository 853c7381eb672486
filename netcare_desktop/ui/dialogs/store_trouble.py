"""The database could not be opened: what is the matter, and the ways out. Nothing is ever deleted here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.backup import Backup
from netcare_desktop.store.errors import Damaged, Locked, StoreError, TooNew
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True, slots=True)
class WayOut:
    """What the user chose: again, restore (with the copy; None: one is still to be chosen), keep_files or quit."""

    choice: str
    copy: Path | None = None


class StoreTroubleDialog(QDialog):
    """A sentence and the ways out of it; `way_out` says which was taken (quit when the dialog was closed)."""

    def __init__(
        self, error: StoreError, newest: Backup | None, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.way_out = WayOut("quit")
        self.setWindowTitle("NetCare")
        self.setWindowIcon(icons.app_icon())
        mark = PlainLabel()
        side = QSize(theme.AVATAR_PAGE, theme.AVATAR_PAGE)
        mark.setPixmap(icons.app_icon().pixmap(side, self.devicePixelRatio()))
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE_2)
        words.addWidget(PlainLabel(_headline(error), kind="section", wrap=True))
        words.addWidget(PlainLabel(str(error), wrap=True))
        words.addWidget(
            PlainLabel(
                tr("The data folder: {folder}").format(folder=folder),
                kind="secondary",
                wrap=True,
                selectable=True,
            )
        )
        words.addStretch()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_6)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_2)
        buttons.addWidget(Button(tr("Quit"), clicked=self.reject))
        buttons.addStretch()
        again = Button(tr("Try again"), rank="primary", clicked=lambda: self._take(WayOut("again")))
        if isinstance(error, Damaged):
            buttons.addWidget(
                Button(tr("Save the files for help…"), clicked=lambda: self._take(WayOut("keep_files")))
            )
            buttons.addWidget(
                Button(
                    tr("Another backup…") if newest is not None else tr("Restore a backup…"),
                    clicked=lambda: self._take(WayOut("restore")),
                )
            )
            if newest is not None:
                copy = newest.path
                buttons.addWidget(
                    Button(
                        _restore_words(newest),
                        clicked=lambda: self._take(WayOut("restore", copy)),
                        icon_name="restore",
                    )
                )
        buttons.addWidget(again)
        again.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        column.setSpacing(theme.SPACE_6)
        column.addLayout(head)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.TEXT_COLUMN * 3 // 4)
        again.setFocus()

    def _take(self, way_out: WayOut) -> None:
        self.way_out = way_out
        self.accept()


def _headline(error: StoreError) -> str:
    if isinstance(error, Locked):
        return tr("NetCare is already at work")
    if isinstance(error, TooNew):
        return tr("Your data was written by a newer NetCare")
    if isinstance(error, Damaged):
        return tr("Your data needs a look")
    return tr("Your data cannot be opened")


def _restore_words(newest: Backup) -> str:
    people = ntr("{n} person", "{n} people", newest.people).format(n=newest.people)
    when = newest.made_at.strftime("%Y-%m-%d %H:%M")
    return tr("Restore the backup of {when} ({people})").format(when=when, people=people)
