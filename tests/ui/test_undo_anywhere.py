"""Ctrl+Z in a text field: the field's own typing first, then the window's Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.undo_anywhere import UndoAnywhere


class Window(QMainWindow):
    """Two kinds of fields, and an Undo that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = 0
        self.line, self.text = QLineEdit(), QPlainTextEdit()
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.addWidget(self.line)
        column.addWidget(self.text)
        self.setCentralWidget(centre)
        action = QAction("Undo", self)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        action.triggered.connect(self.count)
        self.addAction(action)
        self.watcher = UndoAnywhere(self)

    def count(self) -> None:
        self.undone += 1


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    found = Window()
    qtbot.addWidget(found)
    with qtbot.waitActive(found):
        found.show()
    return found


@pytest.mark.parametrize("kind", ["line", "text"])
def test_the_field_first_then_the_window(window: Window, qtbot: QtBot, kind: str) -> None:
    field: QWidget = getattr(window, kind)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undone == 1
    qtbot.keyClicks(field, "ana")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undone == 1
    text = window.line.text() if kind == "line" else window.text.toPlainText()
    assert text == ""
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undone == 2


def test_only_the_field_with_the_focus_is_watched(window: Window, qtbot: QtBot) -> None:
    window.line.setFocus()
    window.text.setFocus()
    qtbot.keyClicks(window.text, "a")
    qtbot.keyClick(window.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.undone == 0
    assert window.text.toPlainText() == ""
