"""The window comes back where it was, on a screen that exists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui import window_place
from netcare_desktop.ui.window_place import Place


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    "place",
    [
        None,
        Place(5000, 5000, 900, 600),
        Place(-4000, 10, 900, 600),
        Place(10, -3000, 900, 600),
        Place(0, 0, 90_000, 90_000),
        Place(20, 40, 3, 3),
    ],
)
def test_it_is_always_wholly_on_a_screen(window: QWidget, place: Place | None) -> None:
    window_place.put(window, place)
    room = window.screen().availableGeometry()
    assert room.contains(window.geometry())
    assert window.minimumWidth() <= room.width()
    assert window.minimumHeight() <= room.height()


def test_a_place_that_can_be_is_kept(window: QWidget) -> None:
    room = window.screen().availableGeometry()
    wanted = Place(0, 40, room.width(), room.height() - 60)
    window_place.put(window, wanted)
    assert window_place.of(window) == wanted


def test_a_maximised_window_comes_back_so(window: QWidget) -> None:
    window_place.put(window, Place(0, 40, 700, 600, maximised=True))
    assert window.isMaximized()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"x": 1}',
        json.dumps({"x": "a", "y": 1, "width": 1, "height": 1}),
        json.dumps({"x": 10**12, "y": 1, "width": 1, "height": 1}),
        "\x00",
    ],
)
def test_a_file_that_makes_no_sense_is_no_place(tmp_path: Path, text: str) -> None:
    (tmp_path / window_place.FILE).write_text(text, encoding="utf-8")
    assert window_place.load(tmp_path) is None


def test_a_folder_that_cannot_be_written_troubles_nobody(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("", encoding="utf-8")
    window_place.save(blocker / "config", Place(1, 2, 3, 4))
    assert window_place.load(blocker / "config") is None
