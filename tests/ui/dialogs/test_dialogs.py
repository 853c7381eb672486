"""The few dialogs: what they say, and that Esc and Enter close them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.actions import MENUS
from netcare_desktop.ui.dialogs.about import AboutDialog
from netcare_desktop.ui.dialogs.bug_report import BugReportDialog, show_bug
from netcare_desktop.ui.dialogs.shortcuts import ShortcutsDialog
from netcare_desktop.ui.widgets.plain_label import PlainLabel


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
    return widget


def said(dialog: QDialog) -> list[str]:
    """Every text in it."""
    return [label.text() for label in dialog.findChildren(PlainLabel)]


def test_a_report_tells_the_place_and_nothing_personal(parent: QWidget, qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="Ana Sousa") as caught:
        int("Ana Sousa")
    dialog = show_bug(caught.value, parent)
    text = dialog.report.toPlainText()
    assert "ValueError" in text
    assert "test_dialogs.py" in text
    assert "Ana" not in text
    assert str(Path(__file__).parent) not in text
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == text
    assert isinstance(dialog, BugReportDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_sheet_lists_every_key_of_the_menus(parent: QWidget, qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(parent)
    texts = said(dialog)
    for _menu, commands in MENUS:
        for command in commands:
            if command.keys:
                assert command.text in texts
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_a_page_may_bring_its_own_keys(parent: QWidget) -> None:
    dialog = ShortcutsDialog(parent, [("Stack", [("G", "Grow")])])
    assert said(dialog)[:3] == ["Stack", "G", "Grow"]


def test_about_tells_where_the_data_is(parent: QWidget, tmp_path: Path) -> None:
    dialog = AboutDialog(tmp_path, parent)
    assert any(str(tmp_path) in text for text in said(dialog))
    dialog.open()
    dialog.accept()
