"""The frame: rail by width, pages that refresh when they must, keys, tab order, and a window that leaves nothing behind."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.ui import theme, window_place
from netcare_desktop.ui.actions import MENUS, Actions
from netcare_desktop.ui.main_window import MainWindow
from netcare_desktop.ui.search_box import SearchHit
from netcare_desktop.ui.widgets.page import Page


class Counting(Page):
    """A page that counts its refreshes."""

    def __init__(self, title: str, nouns: frozenset[str], waiting: int | None = None) -> None:
        super().__init__(title, "people", nouns)
        self.refreshed = 0
        self.waiting = waiting
        self.button = QPushButton(title)
        self.body.addWidget(self.button)
        self.setFocusProxy(self.button)

    def refresh(self) -> None:
        self.refreshed += 1

    def badge(self) -> int | None:
        return self.waiting


class Frame:
    """A window with three pages."""

    def __init__(self, folder: Path | None = None) -> None:
        self.actions = Actions()
        self.window = MainWindow(self.actions, folder)
        self.today = Counting("Today", frozenset({"person", "interaction"}), 4)
        self.people = Counting("People", frozenset({"person"}))
        self.settings = Counting("Settings", frozenset({"setting"}))
        self.window.add_page(self.today)
        self.window.add_page(self.people)
        self.window.add_page(self.settings, bottom=True)


@pytest.fixture
def frame(qtbot: QtBot, qapp: QApplication) -> Frame:
    theme.apply(qapp, "light")
    found = Frame()
    qtbot.addWidget(found.window)
    found.window.resize(1180, 760)
    with qtbot.waitActive(found.window):
        found.window.show()
    return found


@pytest.mark.parametrize(("width", "narrow"), [(1400, False), (1000, False), (999, True), (900, True)])
def test_the_rail_shows_labels_where_there_is_room(frame: Frame, width: int, narrow: bool) -> None:
    frame.window.resize(width, 600)
    assert frame.window.width() == width
    assert frame.window.rail.is_narrow is narrow
    QApplication.processEvents()
    assert frame.window.rail.width() == (theme.RAIL_NARROW if narrow else theme.RAIL_WIDE)
    first = frame.window.rail.button(0)
    assert ("Today" in first.toolTip()) is narrow
    assert first.accessibleName() == "Today, 4 waiting"


def test_counts_stand_only_where_something_waits(frame: Frame) -> None:
    assert frame.window.rail.button(0).count == 4
    assert frame.window.rail.button(1).count == 0
    frame.today.waiting = None
    frame.window.refresh_badges()
    assert frame.window.rail.button(0).count == 0
    assert frame.window.rail.button(0).accessibleName() == "Today"


def test_a_page_is_refreshed_before_its_first_paint_and_only_then(frame: Frame) -> None:
    assert (frame.today.refreshed, frame.people.refreshed) == (1, 0)
    frame.window.show_page(frame.people)
    assert frame.people.refreshed == 1
    frame.window.show_page(0)
    frame.window.show_page(1)
    assert (frame.today.refreshed, frame.people.refreshed) == (1, 1)


def test_several_changes_refresh_the_visible_page_once(frame: Frame, qtbot: QtBot) -> None:
    for _ in range(5):
        frame.window.store_changed(frozenset({"person"}))
    qtbot.waitUntil(lambda: frame.today.refreshed == 2)
    QApplication.processEvents()
    assert (frame.today.refreshed, frame.people.refreshed) == (2, 0)
    frame.window.show_page(frame.people)
    assert frame.people.refreshed == 1


def test_what_a_page_does_not_show_leaves_it_alone(frame: Frame) -> None:
    frame.window.store_changed(frozenset({"setting"}))
    QApplication.processEvents()
    assert frame.today.refreshed == 1
    frame.window.show_page(frame.settings)
    assert frame.settings.refreshed == 1


def test_a_new_day_makes_every_page_stale(frame: Frame, qtbot: QtBot) -> None:
    frame.window.show_page(1)
    frame.window.show_page(0)
    frame.window.day_changed()
    qtbot.waitUntil(lambda: frame.today.refreshed == 2)
    frame.window.show_page(1)
    assert frame.people.refreshed == 2


def test_a_hidden_window_refreshes_nothing(frame: Frame) -> None:
    frame.window.hide()
    frame.window.store_changed(frozenset({"person"}))
    QApplication.processEvents()
    assert frame.today.refreshed == 1
    frame.window.show()
    assert frame.today.refreshed == 2


def test_keys_and_rail_switch_pages_and_the_page_gets_the_focus(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.window.page_changed) as told:
        qtbot.keyClick(frame.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [frame.people]
    assert frame.window.current_page is frame.people
    assert frame.people.button.hasFocus()
    assert frame.window.rail.button(1).isChecked()
    qtbot.mouseClick(frame.window.rail.button(2), Qt.MouseButton.LeftButton)
    assert frame.window.current_page is frame.settings


def test_the_page_has_the_focus_at_first(frame: Frame) -> None:
    assert frame.today.button.hasFocus()


def test_the_arrow_keys_walk_through_the_rail(frame: Frame, qtbot: QtBot) -> None:
    frame.window.rail.button(0).setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(frame.window.rail.button(0), Qt.Key.Key_Down)
    assert frame.window.current_page is frame.people
    assert frame.window.rail.button(1).hasFocus()


def test_ctrl_k_searches_and_escape_returns(frame: Frame, qtbot: QtBot) -> None:
    frame.window.set_search(lambda text: [SearchHit(text, "", lambda: None)])
    frame.today.button.setFocus()
    qtbot.keyClick(frame.today.button, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert frame.window.search.hasFocus()
    qtbot.keyClicks(frame.window.search, "an")
    popup = frame.window.search.popup
    assert popup.isVisible()
    right = popup.mapTo(frame.window, QPoint(popup.width(), 0)).x()
    assert right <= frame.window.width()
    qtbot.keyClick(frame.window.search, Qt.Key.Key_Escape)
    assert frame.today.button.hasFocus()


@pytest.mark.parametrize("width", [1600, 1180, 900])
def test_the_search_box_stays_at_the_top_right_clear_of_the_title(frame: Frame, width: int) -> None:
    frame.window.resize(width, 640)
    QApplication.processEvents()
    box = frame.window.search
    corner = box.mapTo(frame.window, QPoint(box.width(), 0)).x()
    assert corner == width - (theme.PAGE_MARGIN_NARROW if width < theme.NARROW_BELOW else theme.PAGE_MARGIN)


def test_escape_dismisses_a_message(frame: Frame, qtbot: QtBot) -> None:
    frame.window.say("Done.", lambda: None)
    assert frame.window.messages.text == "Done."
    qtbot.keyClick(frame.today.button, Qt.Key.Key_Escape)
    assert frame.window.messages.text == ""


def test_the_tab_order_follows_the_eye(frame: Frame, qtbot: QtBot) -> None:
    """Rail, page, search box; then it begins again."""
    frame.window.set_search(lambda _text: [])
    frame.window.rail.button(0).setFocus()
    seen = []
    for _ in range(3):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == [frame.window.rail.button(0), frame.today.button, frame.window.search]
    assert QApplication.focusWidget() is frame.window.rail.button(0)


def test_every_command_of_the_menus_is_there_and_no_key_is_used_twice(frame: Frame) -> None:
    titles = [action.text() for action in frame.window.menuBar().actions()]
    assert titles == [title for title, _commands in MENUS]
    keys = [keys for action in frame.actions for keys in action.shortcuts()]
    keys += [QKeySequence(f"Ctrl+{number}") for number in (1, 2, 3)]
    assert len({key.toString() for key in keys}) == len(keys)


def test_a_command_without_a_callback_is_disabled(frame: Frame, qtbot: QtBot) -> None:
    assert not frame.actions["import"].isEnabled()
    called: list[str] = []
    frame.actions.on("import", lambda: called.append("import"))
    for key in (Qt.Key.Key_I, Qt.Key.Key_O):
        qtbot.keyClick(frame.window, key, Qt.KeyboardModifier.ControlModifier)
    assert called == ["import", "import"]
    with pytest.raises(KeyError):
        frame.actions.on("no such command", lambda: None)


def test_undo_says_what_it_would_undo(frame: Frame) -> None:
    frame.actions.on("undo", lambda: None)
    frame.actions.describe_undo("Import of Ben & Ana")
    assert frame.actions["undo"].text() == "Undo: Import of Ben && Ana"
    assert frame.actions["undo"].isEnabled()
    assert not frame.actions["redo"].isEnabled()
    frame.actions.describe_undo(None)
    assert frame.actions["undo"].text() == "Undo"
    assert not frame.actions["undo"].isEnabled()


def test_dropped_files_are_handed_on_and_refusals_said(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.window.files_dropped) as told:
        frame.window.drop_sheet.dropped.emit([Path("/tmp/a.csv")])
    assert told.args == [[Path("/tmp/a.csv")]]
    frame.window.drop_sheet.refused.emit("Not here.")
    assert frame.window.messages.text == "Not here."


def test_closing_asks_first_and_keeps_the_place(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    frame = Frame(folder)
    qtbot.addWidget(frame.window)
    frame.window.show()
    frame.window.setGeometry(40, 60, 950, 650)
    frame.window.may_close = lambda: False
    assert not frame.window.close()
    frame.window.may_close = lambda: True
    with qtbot.waitSignal(frame.window.closing):
        assert frame.window.close()
    kept = window_place.load(folder)
    assert kept == window_place.Place(40, 60, 950, 650)
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / window_place.FILE).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    again = Frame(folder)
    qtbot.addWidget(again.window)
    again.window.show()
    assert (again.window.width(), again.window.height()) == kept_size(again.window, 950, 650)


def kept_size(window: MainWindow, width: int, height: int) -> tuple[int, int]:
    """The size as far as the test's screen has room for it."""
    room = window.screen().availableGeometry()
    return min(width, room.width()), min(height, room.height() - theme.SPACE_8)


def test_nothing_ticks_after_closing_with_everything_open(frame: Frame, qtbot: QtBot) -> None:
    frame.window.set_search(lambda text: [SearchHit(text, "", lambda: None)])
    frame.window.say("Done.", lambda: None)
    frame.window.search.setText("an")
    frame.window.store_changed(frozenset({"person"}))
    frame.window.close()
    assert frame.window.messages.text == ""
    assert not frame.window.search.popup.isVisible()
