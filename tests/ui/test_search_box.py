"""Search as you type: keys, focus, and who is asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.search_box import SearchBox, SearchHit

NAMES = ("Ana Sousa", "Ben Okafor", "Zoë O’Neil")


class Host(QWidget):
    """A button and the search box, with a provider over three names."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(900, 500)
        self.asked: list[str] = []
        self.taken: list[str] = []
        self.button = QPushButton("elsewhere", self)
        self.box = SearchBox(self)
        self.box.move(600, 20)
        self.box.set_provider(self.look)

    def look(self, text: str) -> list[SearchHit]:
        self.asked.append(text)
        return [
            SearchHit(name, "a person", lambda name=name: self.taken.append(name))  # type: ignore[misc]
            for name in NAMES
            if text.casefold() in name.casefold()
        ]


@pytest.fixture
def host(qtbot: QtBot) -> Host:
    widget = Host()
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
    widget.button.setFocus()
    widget.box.start()
    return widget


def test_each_letter_asks_and_shows_the_hits_below_the_box(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "an")
    assert host.asked == ["a", "an"]
    popup = host.box.popup
    assert popup.isVisible()
    assert [hit.title for hit in popup.model.hits] == ["Ana Sousa"]
    assert popup.geometry().top() > host.box.geometry().bottom()
    assert host.rect().contains(popup.geometry())
    assert host.box.hasFocus()


def test_enter_takes_the_marked_hit_and_empties_the_box(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "o")
    qtbot.keyClick(host.box, Qt.Key.Key_Down)
    qtbot.keyClick(host.box, Qt.Key.Key_Return)
    assert host.taken == ["Ben Okafor"]
    assert host.box.text() == ""
    assert not host.box.popup.isVisible()
    assert not host.box.hasFocus()


def test_the_mark_stops_at_the_ends(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "o")
    for _ in range(9):
        qtbot.keyClick(host.box, Qt.Key.Key_Down)
    qtbot.keyClick(host.box, Qt.Key.Key_Up)
    current = host.box.popup.current()
    assert current is not None
    assert current.title == "Ben Okafor"


def test_a_click_takes_a_hit(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "zo")
    rows = host.box.popup.list
    middle = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert host.taken == ["Zoë O’Neil"]


def test_escape_gives_the_focus_back(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "an")
    qtbot.keyClick(host.box, Qt.Key.Key_Escape)
    assert host.box.text() == ""
    assert host.button.hasFocus()
    assert not host.box.popup.isVisible()


def test_nothing_found_says_so(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "xyz")
    assert host.box.popup.nothing.isVisible()
    assert "xyz" in host.box.popup.nothing.text()
    qtbot.keyClick(host.box, Qt.Key.Key_Return)
    assert host.taken == []


def test_blanks_ask_nobody(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "  ")
    assert host.asked == []
    assert not host.box.popup.isVisible()


def test_leaving_closes_the_list_and_coming_back_opens_it(host: Host, qtbot: QtBot) -> None:
    qtbot.keyClicks(host.box, "an")
    host.button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not host.box.popup.isVisible()
    host.box.setFocus(Qt.FocusReason.TabFocusReason)
    assert host.box.popup.isVisible()


def test_without_a_provider_it_is_disabled(host: Host) -> None:
    host.box.set_provider(None)
    assert not host.box.isEnabled()


def test_it_is_painted_with_and_without_text(host: Host, qtbot: QtBot) -> None:
    host.button.setFocus()
    empty = host.box.grab().toImage()
    host.box.setText("ana")
    assert host.box.grab().toImage() != empty
