"""Lets a click arrive where it was aimed before anything on the page moves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_LOOK_MS = 15
_MOST_LOOKS = 60
"""A button that seems held down longer than about a second is no click: a drag, or a release that never reached us."""


def click_under_way() -> bool:
    """Whether a mouse button is held down: the click has been begun and is not delivered yet."""
    return QApplication.mouseButtons() != Qt.MouseButton.NoButton


def after_click(owner: QObject, act: Callable[[], object]) -> None:
    """Do `act` at once, or while a mouse button is held down, after it was let go and the click was delivered.

    Pressing the button takes the focus from a field, which closes it; what stands below must not move before the
    button is let go, or the click would hit its neighbour. Forgotten when `owner` is gone by then.
    """
    if not click_under_way():
        act()
        return
    timer = QTimer(owner)
    timer.setInterval(_LOOK_MS)

    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        if looks >= _MOST_LOOKS or not click_under_way():
            timer.stop()
            timer.deleteLater()
            act()

    timer.timeout.connect(look)
    timer.start()
