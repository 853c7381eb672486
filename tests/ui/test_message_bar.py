"""The one place for messages: undo, time, pause, announcement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui import theme
from netcare_desktop.ui.message_bar import MessageBar
from netcare_desktop.ui.widgets.plain_label import PlainLabel

LONG = "The database could not be read as it should. Nothing was changed; a backup can be restored. " * 2


@pytest.fixture(autouse=True)
def at_rest(qapp: QApplication) -> Iterator[None]:
    theme.current().reduced_motion = True
    yield
    theme.current().reduced_motion = False


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QVBoxLayout(widget).addWidget(QPushButton("elsewhere"))
    widget.resize(700, 400)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
    return widget


@pytest.fixture
def bar(host: QWidget) -> Iterator[MessageBar]:
    found = MessageBar(host)
    yield found
    found.dismiss()


def clock(bar: MessageBar) -> QTimer:
    found = bar.findChild(QTimer)
    assert found is not None
    return found


def undo_button(bar: MessageBar) -> QPushButton:
    found = bar.findChild(QPushButton)
    assert found is not None
    return found


def hover(bar: MessageBar) -> None:
    inside = QPointF(10, 10)
    QApplication.sendEvent(bar, QEnterEvent(inside, inside, inside))


def test_it_says_a_sentence_for_ten_seconds(bar: MessageBar, qtbot: QtBot) -> None:
    bar.say("Snoozed until Tuesday.")
    assert bar.text == "Snoozed until Tuesday."
    assert not undo_button(bar).isVisible()
    assert clock(bar).isActive()
    assert clock(bar).interval() == 10_000
    clock(bar).timeout.emit()
    assert not bar.isVisible()
    assert bar.text == ""


def test_undo_is_called_once_and_the_message_goes(bar: MessageBar, qtbot: QtBot) -> None:
    undone: list[bool] = []
    bar.say("Done.", lambda: undone.append(True))
    button = undo_button(bar)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not bar.isVisible()
    assert not clock(bar).isActive()
    button.click()
    assert undone == [True]


def test_an_undo_may_say_something_itself(bar: MessageBar, qtbot: QtBot) -> None:
    bar.say("Done.", lambda: bar.say("Taken back."))
    undo_button(bar).click()
    assert bar.text == "Taken back."


def test_a_newer_message_replaces_text_and_undo(bar: MessageBar) -> None:
    undone: list[str] = []
    bar.say("First.", lambda: undone.append("first"))
    bar.say("Second.", lambda: undone.append("second"), "Take back")
    assert undo_button(bar).text() == "Take back"
    undo_button(bar).click()
    assert undone == ["second"]


def test_the_time_stands_still_under_the_pointer(bar: MessageBar) -> None:
    bar.say("Done.", lambda: None)
    hover(bar)
    assert not clock(bar).isActive()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert clock(bar).isActive()


def test_the_time_stands_still_while_the_keyboard_is_on_it(bar: MessageBar, host: QWidget) -> None:
    bar.say("Done.", lambda: None)
    undo_button(bar).setFocus(Qt.FocusReason.TabFocusReason)
    assert not clock(bar).isActive()
    elsewhere = next(child for child in host.findChildren(QPushButton) if child.text() == "elsewhere")
    elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
    assert clock(bar).isActive()


def test_escape_and_the_cross_dismiss_it(bar: MessageBar, host: QWidget, qtbot: QtBot) -> None:
    bar.say("Done.", lambda: None)
    undo_button(bar).setFocus()
    qtbot.keyClick(undo_button(bar), Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert host.hasFocus()
    bar.say("Again.")
    cross = bar.findChild(QToolButton)
    assert cross is not None
    assert cross.accessibleName() == "Dismiss"
    cross.click()
    assert not bar.isVisible()


@pytest.mark.parametrize("width", [300, 700, 1600])
def test_a_long_message_is_whole_and_inside(bar: MessageBar, host: QWidget, width: int) -> None:
    host.resize(width, 400)
    bar.say(LONG, lambda: None)
    QApplication.processEvents()
    assert host.rect().contains(bar.geometry())
    label = bar.findChildren(PlainLabel)[0]
    assert label.height() >= label.heightForWidth(label.width())


def test_it_stays_at_the_bottom_when_the_window_grows(bar: MessageBar, host: QWidget) -> None:
    bar.say("Done.")
    host.resize(1000, 700)
    assert bar.geometry().bottom() == 700 - theme.SPACE_4 - 1
    assert abs(bar.geometry().center().x() - 500) <= 1


def test_with_motion_it_fades_in_and_nothing_stays(bar: MessageBar, qtbot: QtBot) -> None:
    theme.current().reduced_motion = False
    bar.say("Done.")
    qtbot.waitUntil(lambda: bar.graphicsEffect() is None)
    assert bar.isVisible()
