"""What every way of showing a notification offers, and the choice of the first that works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

DEFAULT = "default"
"""The action of a click on the notification itself."""


@dataclass(frozen=True)
class Notification:
    """What is to be shown: plain text, and (action, label) for each button."""

    title: str
    body: str
    buttons: tuple[tuple[str, str], ...] = ()


class Notifier(QObject):
    """Shows notifications, each in a place of its own: what is shown in a place replaces what stood there.

    * `shown(place)`: it has appeared. `failed(place)`: it could not be shown this way.
    * `acted(place, action, token)`: a button, or `DEFAULT`; the place is empty then. `token` is the desktop's leave
      to bring a window to the front, "" where it gives none.
    * `closed(place, by_user)`: it is gone without that, closed by the user or by itself.
    """

    shown = Signal(str)
    failed = Signal(str)
    acted = Signal(str, str, str)
    closed = Signal(str, bool)

    def show(self, place: str, notification: Notification) -> None:
        """Show it in that place; `shown` or `failed` follows."""
        raise NotImplementedError

    def close(self, place: str) -> None:
        """Take back what stands there, if something does; nothing is told about it."""
        raise NotImplementedError

    def stop(self) -> None:
        """The end: nothing is heard any more. What stands is taken back, for nobody would hear its buttons."""
        raise NotImplementedError


class FirstThatWorks(Notifier):
    """Shows each notification the best way that does not fail at that moment."""

    def __init__(self, ways: Sequence[Notifier], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ways = tuple(ways)
        self._under_way: dict[str, tuple[Notification, int]] = {}
        for number, way in enumerate(self._ways):
            way.setParent(self)
            way.shown.connect(self._shown)
            way.acted.connect(self.acted)
            way.closed.connect(self.closed)
            way.failed.connect(lambda place, number=number: self._failed(place, number))

    def show(self, place: str, notification: Notification) -> None:
        self._try(place, notification, 0)

    def close(self, place: str) -> None:
        self._under_way.pop(place, None)
        for way in self._ways:
            way.close(place)

    def stop(self) -> None:
        self._under_way.clear()
        for way in self._ways:
            way.stop()

    def _try(self, place: str, notification: Notification, number: int) -> None:
        if number == len(self._ways):
            self._under_way.pop(place, None)
            self.failed.emit(place)
            return
        self._under_way[place] = (notification, number)
        self._ways[number].show(place, notification)

    def _shown(self, place: str) -> None:
        self._under_way.pop(place, None)
        self.shown.emit(place)

    def _failed(self, place: str, number: int) -> None:
        notification, tried = self._under_way.get(place, (None, -1))
        if notification is not None and tried == number:
            self._try(place, notification, number + 1)


class InWindow(Notifier):
    """The last resort: a sentence in the window, when it is to be seen; until then it waits."""

    def __init__(
        self, say: Callable[[str], object], is_seen: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._say, self._is_seen = say, is_seen
        self._waiting: dict[str, Notification] = {}

    def show(self, place: str, notification: Notification) -> None:
        self._waiting[place] = notification
        if self._is_seen():
            self.window_shown()

    def window_shown(self) -> None:
        """The window is there: say what waited."""
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._say("\n".join(" · ".join((one.title, *one.body.splitlines())) for one in waiting.values()))
        for place in waiting:
            self.shown.emit(place)

    def close(self, place: str) -> None:
        self._waiting.pop(place, None)

    def stop(self) -> None:
        self._waiting.clear()
