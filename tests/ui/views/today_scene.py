"""What the tests of Today share: people with a past, keys, and what the page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.words import Channel
from netcare_desktop.store import circles, interactions, people
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.interaction import Interaction, safe_url
from netcare_desktop.ui.views.today_page import TodayPage

TODAY = date(2026, 11, 22)
Do = Callable[[Callable[[Store], Any]], Any]


class Opened(Interaction):
    """Remembers what was handed to the system; `works` says whether a program took it."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.works = True

    def open_url(self, url: str) -> bool:
        self.urls.append(url)
        return self.works and safe_url(url) is not None


class Bar:
    """The message bar as a list."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Callable[[], object] | None, str]] = []

    def __call__(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        self.said.append((text, undo, undo_text))

    @property
    def last(self) -> str:
        return self.said[-1][0] if self.said else ""

    def take_back(self) -> None:
        back = self.said[-1][1]
        assert back is not None
        back()


def show(page: TodayPage, qtbot: QtBot) -> None:
    page.refresh()
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()


def add(
    do: Do, clock: FixedClock, name: str, *, days: int = 100, circle: str = "Regular", **more: Any
) -> int:
    """Somebody in a circle whose last contact was `days` ago, about "the bees of NAME"."""

    def command(store: Store) -> int:
        clock.day = TODAY - timedelta(days=days)
        person = people.add(store, people.NewPerson(full_name=name, **more))
        circles.assign(store, [person], circles.named(store, circle).id)
        interactions.log(
            store, NewInteraction((person,), clock.day, Channel.CALL, summary=f"the bees of {name}")
        )
        clock.day = TODAY
        return person

    return int(do(command))


def press(page: TodayPage, qtbot: QtBot, key: Qt.Key) -> None:
    """A key on whatever has the focus, as the keyboard sends it."""
    qtbot.keyClick(QApplication.focusWidget() or page, key)


def names(page: TodayPage) -> list[str]:
    return [row.face.name for row in page.column.rows]


def words(page: TodayPage) -> str:
    """Everything the page says at the moment."""
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    texts += [button.text() for button in page.findChildren(QPushButton) if button.isVisibleTo(page)]
    return "\n".join(texts)


def current(page: TodayPage) -> str:
    row = page.column.current
    return row.face.name if row is not None else ""
