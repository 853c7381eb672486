"""A name is text. Qt turns anything that looks like HTML into HTML, and then reads files it names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import netcare_desktop.ui
from netcare_desktop.ui.dialogs.bug_report import BugReportDialog
from netcare_desktop.ui.message_bar import MessageBar
from netcare_desktop.ui.rail import Rail
from netcare_desktop.ui.search_box import SearchBox, SearchHit
from netcare_desktop.ui.widgets.chip import Chip, ChoiceChip
from netcare_desktop.ui.widgets.circle_dot import CircleDot
from netcare_desktop.ui.widgets.date_choice import DateChoice
from netcare_desktop.ui.widgets.empty_page import EmptyPage
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.inline_edit import InlineEdit
from netcare_desktop.ui.widgets.page import Page
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel, plain_tooltip
from netcare_desktop.ui.widgets.progress_strip import ProgressStrip
from netcare_desktop.ui.widgets.section_title import SectionTitle

NAME = '<img src="file:///dev/zero"> & <b>Bo</b>'


def shown_as_text(tooltip: str) -> str:
    """What a reader sees of a tooltip."""
    if not Qt.mightBeRichText(tooltip):
        return tooltip
    document = QTextDocument()
    document.setHtml(tooltip)
    return document.toPlainText()


def check(root: QWidget) -> None:
    """Every label below `root` is plain, and no tooltip holds HTML that is not ours."""
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, QLabel):
            assert widget.textFormat() == Qt.TextFormat.PlainText, type(widget).__name__
        tip = widget.toolTip()
        assert "<img" not in tip
        assert "<b>" not in tip
        if tip and "Bo" in tip:
            assert NAME in shown_as_text(tip)


def test_a_tooltip_shows_the_name_itself() -> None:
    assert shown_as_text(plain_tooltip(NAME)) == NAME
    assert shown_as_text(plain_tooltip("one\ntwo")).split("\n") == ["one", "two"]
    assert plain_tooltip("") == ""


def test_a_label_cannot_be_made_rich() -> None:
    label = PlainLabel(NAME)
    assert label.textFormat() == Qt.TextFormat.PlainText
    with pytest.raises(ValueError, match="plain text only"):
        label.setTextFormat(Qt.TextFormat.RichText)
    label.deleteLater()


def test_every_widget_shows_the_name_as_text(qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(800, 600)
    qtbot.addWidget(host)
    widgets: list[QWidget] = [
        PlainLabel(NAME, host, selectable=True),
        ElidedLabel(NAME, host),
        Chip(NAME, host),
        ChoiceChip(NAME, host, tooltip=NAME),
        CircleDot(1, NAME, host),
        EmptyPage("people", NAME, NAME, NAME, parent=host),
        IconButton("done", NAME, host),
        InlineEdit(NAME, NAME, host),
        SectionTitle(NAME, NAME, host),
        Page(NAME, "people", parent=host),
    ]
    page = widgets[-1]
    assert isinstance(page, Page)
    page.set_subtitle(NAME, NAME)
    strip = ProgressStrip(host)
    strip.start(NAME)
    strip.advance(1, 2, NAME)
    rail = Rail(host)
    rail.add(NAME, "people", "Ctrl+1").set_count(3)
    rail.set_narrow(True)
    messages = MessageBar(host)
    host.show()
    messages.say(NAME, lambda: None, NAME)
    search = SearchBox(host)
    search.set_provider(lambda _text: [SearchHit(NAME, NAME, lambda: None)])
    search.setText(NAME)
    check(host)
    assert host.findChildren(ElidedLabel)
    strip.finish()
    messages.dismiss()


def test_an_elided_name_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel(NAME)
    qtbot.addWidget(label)
    label.resize(40, 20)
    label.show()
    assert label.is_elided
    assert shown_as_text(label.toolTip()) == NAME
    label.resize(800, 20)
    assert not label.is_elided
    assert label.toolTip() == ""
    label.set_tooltip("12 October 2026")
    assert shown_as_text(label.toolTip()) == "12 October 2026"


def test_dialogs_and_popups_show_it_as_text(qtbot: QtBot) -> None:
    from datetime import date

    choice = DateChoice(date(2026, 11, 22), title=NAME)
    report = BugReportDialog(NAME)
    for window in (choice, report):
        qtbot.addWidget(window)
        check(window)
    assert report.report.toPlainText() == NAME


def test_an_ampersand_in_a_name_is_no_mnemonic(qtbot: QtBot) -> None:
    chip = ChoiceChip("Ben & Ana")
    qtbot.addWidget(chip)
    assert chip.text() == "Ben && Ana"
    assert chip.shortcut().isEmpty()


def test_no_part_of_the_window_uses_a_bare_label() -> None:
    """QLabel guesses; only PlainLabel may be built. QMessageBox is set to plain text where it is used."""
    root = Path(netcare_desktop.ui.__path__[0])
    for path in root.rglob("*.py"):
        if path.name == "plain_label.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "QLabel", f"{path.name}:{node.lineno}"


def test_typed_text_stays_what_it_is(qtbot: QtBot) -> None:
    edit = InlineEdit("Name", NAME)
    qtbot.addWidget(edit)
    edit.show()
    edit.start()
    field = edit.findChild(QLineEdit)
    assert field is not None
    assert field.text() == NAME
