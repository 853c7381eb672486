"""Ctrl+Z undoes anywhere: a text field keeps the key only while it has typing of its own to take back.

Qt's fields claim the key always, so the window's Undo would do nothing while the caret stands in an empty search field.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class UndoAnywhere(QObject):
    """Watches the field that has the focus, and no other."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if isinstance(new, QLineEdit | QPlainTextEdit | QTextEdit) and new.window() is self._window:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo, redo = (
            event.matches(QKeySequence.StandardKey.Undo),
            event.matches(QKeySequence.StandardKey.Redo),
        )
        if (undo and not _can(watched, "undo")) or (redo and not _can(watched, "redo")):
            event.ignore()
            return True  # the field never sees it, and the shortcut of the window runs
        return False


def _can(field: QObject, what: str) -> bool:
    """Whether the field has something of its own to undo or redo."""
    if isinstance(field, QLineEdit):
        able = field.isUndoAvailable() if what == "undo" else field.isRedoAvailable()
        return able and not field.isReadOnly()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        document = field.document()
        return document.isUndoAvailable() if what == "undo" else document.isRedoAvailable()
    return True
