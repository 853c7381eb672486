"""Several lines edited in place: kept by Ctrl+Enter or a click elsewhere, left by Esc, never disturbed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.inline_text import InlineText, TextField
from netcare_desktop.ui.widgets.plain_label import PlainLabel
from tests.ui.widgets.conftest import Place

Key = Qt.Key
HOSTILE = '<img src="file:///dev/zero">'


def field_of(edit: InlineText) -> QPlainTextEdit:
    field = edit.findChild(QPlainTextEdit)
    assert field is not None
    return field


def test_a_note_is_clicked_typed_and_kept(place: Place, qtbot: QtBot) -> None:
    edit = InlineText("Notes", "one", placeholder="Add a note")
    place(edit)
    label = edit.findChild(PlainLabel)
    assert label is not None
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    assert edit.is_editing
    hint = edit.findChildren(PlainLabel)[-1]
    assert hint.isVisible() and "Ctrl+Enter" in hint.text()  # Enter alone makes a new line here
    QTest.keyClick(field_of(edit), Key.Key_Return)
    QTest.keyClicks(field_of(edit), "two")
    with qtbot.waitSignal(edit.edited) as kept:
        QTest.keyClick(field_of(edit), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert kept.args == ["one\ntwo"]
    assert (edit.value, edit.is_editing, label.text()) == ("one\ntwo", False, "one\ntwo")
    assert label.hasFocus() and not hint.isVisible()


def test_esc_leaves_a_note_as_it_was(place: Place, qtbot: QtBot) -> None:
    edit = InlineText("Notes", "one")
    place(edit)
    edit.start()
    QTest.keyClicks(field_of(edit), "two")
    with qtbot.assertNotEmitted(edit.edited):
        QTest.keyClick(field_of(edit), Key.Key_Escape)
    assert edit.value == "one"
    edit.start()
    assert field_of(edit).toPlainText() == "one"


def test_a_click_elsewhere_keeps_a_note(place: Place, qtbot: QtBot) -> None:
    edit, other = InlineText("Notes"), QLineEdit()
    place(edit, other)
    edit.start()
    QTest.keyClicks(field_of(edit), "kept")
    with qtbot.waitSignal(edit.edited) as kept:
        other.setFocus()
    assert kept.args == ["kept"]


def test_a_new_value_does_not_disturb_what_is_typed(place: Place) -> None:
    edit = InlineText("Notes", "one")
    place(edit)
    edit.start()
    QTest.keyClicks(field_of(edit), " more")
    edit.set_value("from elsewhere")
    assert field_of(edit).toPlainText() == "one more"
    QTest.keyClick(field_of(edit), Key.Key_Escape)
    assert edit.value == "from elsewhere"


def test_hostile_notes_are_text(place: Place) -> None:
    edit = InlineText("Notes", HOSTILE)
    place(edit)
    label = edit.findChild(PlainLabel)
    assert label is not None
    assert label.textFormat() == Qt.TextFormat.PlainText
    edit.start()
    assert field_of(edit).toPlainText() == HOSTILE


def test_a_text_field_grows_with_its_text_up_to_a_limit(place: Place) -> None:
    field = TextField(least_lines=2)
    place(field)
    small = field.sizeHint().height()
    field.setPlainText("line\n" * 8)
    middle = field.sizeHint().height()
    field.setPlainText("line\n" * 400)
    large = field.sizeHint().height()
    field.setPlainText("line\n" * 500)
    assert small < middle < large == field.sizeHint().height()
