"""What the tests of People and of a person share: what was said, what was opened, keys and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.store import (
    interactions,
    people,
)
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.interaction import Interaction, safe_url
from netcare_desktop.ui.views.people_page import PeoplePage

HOSTILE = '<img src="file:///dev/zero">'
Do = Callable[[Callable[[Store], Any]], Any]
Key = Qt.Key
TODAY = date(2026, 11, 22)


class Opens(Interaction):
    """Opens nothing, and notes what would have been opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open_url(self, url: str) -> bool:
        self.opened.append(url)
        return safe_url(url) is not None


class Said:
    """What the window would show at its bottom."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.undo: Callable[[], object] | None = None
        self.undo_text = ""

    def __call__(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        self.texts.append(text)
        self.undo, self.undo_text = undo, undo_text


class Agrees(Interaction):
    """Says yes, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def confirm(self, parent: QWidget, question: str, detail: str = "", *, yes: str, no: str = "") -> bool:
        self.asked.append(question)
        return True


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def field_of(widget: QWidget) -> QLineEdit:
    found = widget.findChild(QLineEdit)
    assert found is not None
    return found


def menu_of(widget: QWidget) -> QMenu:
    return next(one for one in widget.findChildren(QMenu) if one.isVisible())


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().partition("\t")[0].startswith(words)).trigger()
    menu.close()


def log(do: Do, *people_ids: int, days: int = 0, **more: Any) -> int:
    new = NewInteraction(people_ids, TODAY - timedelta(days=days), **more)
    return int(do(lambda store: interactions.log(store, new)))


def show(page: PeoplePage, qtbot: QtBot) -> None:
    page.refresh()
    with qtbot.waitExposed(page):
        page.show()
    current = page.pane.current_person
    qtbot.waitUntil(lambda: page.person.person == current)
    page.pane.list.setFocus()


def add_people(do: Do, *names: str, **more: Any) -> list[int]:
    return [do(partial(people.add, new=NewPerson(full_name=name, **more))) for name in names]


def shown_names(page: PeoplePage) -> list[str]:
    model = page.pane.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def press(
    page: PeoplePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(page.pane.list, key, modifier)
