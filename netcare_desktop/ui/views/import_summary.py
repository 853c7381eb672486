"""After an import: what came in, what did not and why, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.imports import ImportDone
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel
from netcare_desktop.ui.widgets.section_title import SectionTitle

SHOWN_LINES = 16


class ImportSummary(QWidget):
    """`undo_wanted()`, `card_stack_wanted()`, `another_wanted()`, `again_wanted()` (the same files, after an undo)."""

    undo_wanted = Signal()
    card_stack_wanted = Signal()
    another_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = Card(padding=theme.SPACE_6, spacing=theme.SPACE_3)
        self._card.setMaximumWidth(theme.TEXT_COLUMN)
        self._head = PlainLabel("", kind="title", wrap=True)
        self._detail = PlainLabel("", tone="muted", wrap=True)
        self._card.body.addWidget(self._head)
        self._card.body.addWidget(self._detail)
        self.to_stack = Button(
            tr("Go to the card stack"), rank="primary", icon_name="cards", clicked=self.card_stack_wanted.emit
        )
        self.undo = Button(tr("Undo import"), icon_name="undo", clicked=self.undo_wanted.emit)
        self.again = Button(tr("Look at the file again"), icon_name="back", clicked=self.again_wanted.emit)
        self.another = Button(tr("Import another file…"), rank="flat", clicked=self.another_wanted.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_2)
        for button in (self.to_stack, self.undo, self.again, self.another):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._card.body.addSpacing(theme.SPACE_2)
        self._card.body.addLayout(buttons)

        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.SPACE_2)
        self._left_title = SectionTitle(tr("What did not come in"))
        self.copy = Button(tr("Copy the list"), rank="flat", icon_name="copy", clicked=self._copy)
        self._left_title.add_action(self.copy)
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setUndoRedoEnabled(False)
        self.list.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.list.setAccessibleName(tr("What did not come in"))
        left.addWidget(self._left_title)
        left.addWidget(self.list, 1)
        self._left.setMaximumWidth(theme.TEXT_COLUMN)

        middle = QVBoxLayout()
        middle.setSpacing(theme.SPACE_4)
        middle.addWidget(self._card)
        middle.addWidget(self._left)
        middle.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.SPACE_4, 0, 0)
        row.addStretch(1)
        row.addLayout(middle, 100)
        row.addStretch(1)

    def show_done(self, done: ImportDone, left: Sequence[str]) -> None:
        """Show what an import did; `left` says line by line what did not come in, and why."""
        if done.created:
            head = ntr("{n} person came in", "{n} people came in", done.created).format(n=done.created)
            detail = tr("They lie in the card stack and remind you of nothing until you decide.")
        elif done.updated:
            head = ntr("{n} person was filled in", "{n} people were filled in", done.updated).format(
                n=done.updated
            )
            detail = tr("What was empty is filled; nothing that was there has changed.")
        else:
            head, detail = tr("Nothing new came in"), tr("Everything in the file was here already.")
        self._head.setText(head)
        self._detail.setText("\n".join(line for line in (detail, _counts(done)) if line))
        self.undo.setVisible(done.batch is not None)
        self.undo.setEnabled(True)
        self.again.hide()
        self.to_stack.setVisible(bool(done.created))
        self.list.setPlainText("\n".join(left))
        lines = min(max(len(left), 3), SHOWN_LINES)
        self.list.setMaximumHeight(lines * self.list.fontMetrics().lineSpacing() + theme.SPACE_6)
        self._left_title.set_text(tr("What did not come in"), str(len(left)))
        self._left.setVisible(bool(left))

    def show_taken_back(self) -> None:
        """The import was undone."""
        self._head.setText(tr("The import is taken back"))
        self._detail.setText(tr("Nothing of it stays. Redo in the Edit menu brings it in again."))
        self.undo.hide()
        self.to_stack.hide()
        self.again.show()
        self._left.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.list.toPlainText())
        self.copy.setText(tr("Copied"))


def _counts(done: ImportDone) -> str:
    """What else became of the records, where there is something to tell."""
    parts = []
    if done.created and done.updated:
        parts.append(
            ntr(
                "{n} person who was here is filled in", "{n} people who were here are filled in", done.updated
            ).format(n=done.updated)
        )
    if done.unchanged and (done.created or done.updated):
        parts.append(
            ntr("{n} was here already", "{n} were here already", done.unchanged).format(n=done.unchanged)
        )
    if done.skipped:
        parts.append(ntr("{n} did not come in", "{n} did not come in", done.skipped).format(n=done.skipped))
    return " · ".join(parts)
