"""Where the window stood last time, in a small private file."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from netcare_desktop import system
from netcare_desktop.ui import theme

FILE = "window.json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """Position and size of the window when it is not maximised, and whether it is. Logical pixels."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False


def load(folder: Path) -> Place | None:
    """The place kept in `folder`; None when there is none, or it makes no sense."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        numbers = [found[key] for key in ("x", "y", "width", "height")]
        if not all(isinstance(number, int) and abs(number) < 100_000 for number in numbers):
            return None
        x, y, width, height = numbers
        return Place(x, y, width, height, found.get("maximised") is True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(folder: Path, place: Place) -> None:
    """Keep the place for next time. A place that cannot be kept is no reason to trouble anybody."""
    try:
        system.make_private_folder(folder)
        system.write_private_atomically(folder / FILE, json.dumps(asdict(place)).encode())
    except OSError:
        _log.warning("the place of the window could not be kept")


def of(window: QWidget) -> Place:
    """Where the window is now."""
    frame = window.normalGeometry() if window.isMaximized() or window.isFullScreen() else window.geometry()
    return Place(frame.x(), frame.y(), frame.width(), frame.height(), window.isMaximized())


def put(window: QWidget, place: Place | None) -> None:
    """Give the window its place again, on a screen that exists, no larger than that screen and no smaller than usable."""
    primary = QGuiApplication.primaryScreen().availableGeometry()
    wanted = (
        QRect(place.x, place.y, place.width, place.height) if place else QRect(QPoint(), _first_size(primary))
    )
    room = primary
    for screen in QGuiApplication.screens():
        if place is not None and _can_be_grasped(wanted, screen.availableGeometry()):
            room = screen.availableGeometry()
            break
    else:
        wanted.moveCenter(primary.center())
    room = room.adjusted(0, theme.SPACE_8, 0, 0)  # the title bar stands above what we place
    least = QSize(min(theme.MINIMUM_WIDTH, room.width()), min(theme.MINIMUM_HEIGHT, room.height()))
    window.setMinimumSize(least)
    wanted.setSize(wanted.size().boundedTo(room.size()).expandedTo(least))
    wanted.moveRight(min(wanted.right(), room.right()))
    wanted.moveBottom(min(wanted.bottom(), room.bottom()))
    wanted.moveLeft(max(wanted.left(), room.left()))
    wanted.moveTop(max(wanted.top(), room.top()))
    window.setGeometry(wanted)
    if place is not None and place.maximised:
        window.setWindowState(window.windowState() | window.windowState().WindowMaximized)


def _first_size(room: QRect) -> QSize:
    """A comfortable size the first time."""
    return QSize(1180, 760).boundedTo(room.size() * 0.9)


def _can_be_grasped(frame: QRect, room: QRect) -> bool:
    """Whether enough of the upper edge is on the screen to be seen and dragged."""
    top = QRect(frame.left(), frame.top(), frame.width(), theme.ROW_ONE_LINE)
    seen = top.intersected(room)
    return seen.width() >= min(frame.width(), theme.RAIL_WIDE) and seen.height() >= theme.SPACE_4
