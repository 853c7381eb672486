"""A fact edited where it stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.inline_edit import InlineEdit
from netcare_desktop.ui.widgets.plain_label import ElidedLabel


class Form(QWidget):
    """A fact above another field, as on a person's page."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.fact = InlineEdit("Organisation", "Gulbenkian", placeholder="Add an organisation")
        self.other = QLineEdit()
        column.addWidget(self.fact)
        column.addWidget(self.other)

    @property
    def field(self) -> QLineEdit:
        found = self.fact.findChild(QLineEdit)
        assert found is not None
        return found

    @property
    def label(self) -> ElidedLabel:
        found = self.fact.findChild(ElidedLabel)
        assert found is not None
        return found


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    widget = Form()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
    return widget


def test_click_type_enter_keeps(form: Form, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.label, Qt.MouseButton.LeftButton)
    assert form.fact.is_editing
    assert form.field.selectedText() == "Gulbenkian"
    qtbot.keyClicks(form.field, " Casa da Musica ")
    with qtbot.waitSignal(form.fact.edited) as told:
        qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert told.args == ["Casa da Musica"]
    assert not form.fact.is_editing
    assert form.label.text() == "Casa da Musica"


def test_escape_leaves_it_as_it_was(form: Form, qtbot: QtBot) -> None:
    form.fact.start()
    qtbot.keyClicks(form.field, "oops")
    with qtbot.assertNotEmitted(form.fact.edited):
        qtbot.keyClick(form.field, Qt.Key.Key_Escape)
    assert form.fact.value == "Gulbenkian"
    assert form.label.text() == "Gulbenkian"


def test_enter_without_a_change_says_nothing(form: Form, qtbot: QtBot) -> None:
    form.fact.start()
    with qtbot.assertNotEmitted(form.fact.edited):
        qtbot.keyClick(form.field, Qt.Key.Key_Return)


def test_going_elsewhere_keeps_what_was_typed(form: Form, qtbot: QtBot) -> None:
    form.fact.start()
    qtbot.keyClicks(form.field, "Casa")
    with qtbot.waitSignal(form.fact.edited) as told:
        form.other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert told.args == ["Casa"]
    assert form.other.hasFocus()


def test_the_keyboard_opens_it(form: Form, qtbot: QtBot) -> None:
    form.fact.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(form.label, Qt.Key.Key_Return)
    assert form.fact.is_editing


def test_a_refresh_does_not_take_away_what_is_being_typed(form: Form, qtbot: QtBot) -> None:
    form.fact.start()
    qtbot.keyClicks(form.field, "Casa")
    form.fact.set_value("From elsewhere")
    assert form.field.text() == "Casa"
    qtbot.keyClick(form.field, Qt.Key.Key_Escape)
    assert form.label.text() == "From elsewhere"


def test_an_empty_fact_invites(form: Form) -> None:
    form.fact.set_value("")
    assert form.label.text() == "Add an organisation"
    assert "Organisation" in form.label.accessibleName()
