"""Files let go on the window: whose they are, and that no field below takes them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.dropping import DropSheet, has_files, local_path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")


def files(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setData("text/uri-list", "\r\n".join(urls).encode("ascii"))
    return data


class Window(QMainWindow):
    """A text field over the whole window: it would take any text that is dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.setCentralWidget(self.field)
        self.sheet = DropSheet(self)
        self.got: list[list[Path]] = []
        self.refusals: list[str] = []
        self.sheet.dropped.connect(self.got.append)
        self.sheet.refused.connect(self.refusals.append)
        self.resize(600, 400)

    def drag_in(self, data: QMimeData) -> bool:
        """As the platform does it: the native window is told first, which finds the widget below."""
        event = QDragEnterEvent(
            QPoint(100, 100),
            Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self.windowHandle(), event)
        return event.isAccepted()

    def let_go(self, data: QMimeData) -> QDropEvent:
        event = QDropEvent(
            QPointF(100, 100),
            Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(self.windowHandle(), event)
        return event


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    found = Window()
    qtbot.addWidget(found)
    with qtbot.waitExposed(found):
        found.show()
    found.sheet.watch()
    return found


def test_a_file_of_this_computer(tmp_path: Path) -> None:
    path = tmp_path / "Žoë & 李 #1 100%.csv"
    assert local_path(QUrl.fromLocalFile(str(path))) == path
    assert local_path(QUrl("file://localhost/tmp/a.csv")) == Path("/tmp/a.csv")


@posix_only
def test_a_name_that_is_no_utf8_survives() -> None:
    url = QUrl.fromEncoded(b"file:///tmp/M%FCller%20%E4.csv")
    path = local_path(url)
    assert path is not None
    assert os.fsencode(path) == b"/tmp/M\xfcller \xe4.csv"


@pytest.mark.parametrize(
    "url",
    [
        "file://server/share/people.csv",
        "https://example.org/people.csv",
        "javascript:alert(1)",
        "smb://server/people.csv",
        "file:///tmp/a%00b.csv",
        "",
    ],
)
def test_what_is_not_a_file_here_is_refused(url: str) -> None:
    assert local_path(QUrl(url)) is None


def test_the_sheet_lies_over_everything_while_files_hover(window: Window) -> None:
    data = files("file:///tmp/people.csv")
    assert window.drag_in(data)
    assert window.sheet.isVisible()
    assert window.sheet.geometry() == window.rect()
    assert not window.sheet.grab().isNull()


def test_a_drop_hands_over_the_paths_and_no_field_takes_them(window: Window) -> None:
    data = files("file:///tmp/people.csv", "file:///tmp/more%20people.vcf")
    window.drag_in(data)
    event = window.let_go(data)
    assert window.got == [[Path("/tmp/people.csv"), Path("/tmp/more people.vcf")]]
    assert window.field.text() == ""
    assert not window.sheet.isVisible()
    assert event.dropAction() == Qt.DropAction.CopyAction


def test_files_of_another_computer_get_a_sentence(window: Window) -> None:
    data = files("file://server/share/people.csv")
    window.drag_in(data)
    window.let_go(data)
    assert window.got == []
    assert len(window.refusals) == 1
    assert "not on this computer" in window.refusals[0]


def test_text_still_goes_to_the_field(window: Window) -> None:
    data = QMimeData()
    data.setText("Ana")
    assert not has_files(data)
    assert window.drag_in(data)
    assert not window.sheet.isVisible()
    window.let_go(data)
    assert window.field.text() == "Ana"


def test_dragging_on_takes_the_sheet_away(window: Window) -> None:
    data = files("file:///tmp/people.csv")
    window.drag_in(data)
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    assert not window.sheet.isVisible()
