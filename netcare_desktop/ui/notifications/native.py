"""Notifications of Windows and macOS through desktop-notifier, whose asyncio loop runs in a thread of its own.

Windows wants an application id that the installer has registered, macOS a signed bundle; where either is missing the
library raises and the next way is taken.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from netcare_desktop.ui.notifications.notifier import DEFAULT, Notification, Notifier

END_WITHIN = 2.0
"""Seconds for the thread to end."""

_log = logging.getLogger(__name__)


class Native(Notifier):
    """The system's own notifications. The thread is started with the first of them."""

    _from_thread = Signal(object)

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._desktop: Any = None
        self._standing: dict[str, tuple[int, str]] = {}
        """By place: our number for what stands there, and the library's name for it once it is known."""
        self._number = 0
        self._from_thread.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def show(self, place: str, notification: Notification) -> None:
        self._number += 1
        number = self._number
        _old, old_name = self._standing.pop(place, (0, ""))
        self._standing[place] = (number, "")
        self._begin()
        future = self._run(self._send(place, number, notification, old_name))
        future.add_done_callback(
            lambda sent: self._from_thread.emit(partial(self._sent, place, number, sent))
        )

    def close(self, place: str) -> None:
        _number, name = self._standing.pop(place, (0, ""))
        if name and self._desktop is not None:
            self._run(self._desktop.clear(name))

    def stop(self) -> None:
        for place in list(self._standing):
            self.close(place)
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(END_WITHIN)
            if not self._thread.is_alive():
                self._loop.close()
        self._loop, self._thread, self._desktop = None, None, None

    def _begin(self) -> None:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="notifications", daemon=True)
            self._thread.start()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _send(self, place: str, number: int, notification: Notification, replaces: str) -> str:
        from desktop_notifier import Button, DesktopNotifier

        if self._desktop is None:
            self._desktop = DesktopNotifier(app_name=self._program)
        if replaces:
            await self._desktop.clear(replaces)
        heard = partial(self._heard, place, number)
        sent = await self._desktop.send(
            title=notification.title,
            message=notification.body,
            buttons=tuple(
                Button(title=label, on_pressed=partial(heard, action))
                for action, label in notification.buttons
            ),
            on_clicked=partial(heard, DEFAULT),
            on_dismissed=partial(heard, None),
        )
        return str(sent)

    def _heard(self, place: str, number: int, action: str | None) -> None:
        """On the thread."""
        self._from_thread.emit(partial(self._answered, place, number, action))

    def _sent(self, place: str, number: int, sent: Future[str]) -> None:
        error = sent.exception()
        current, _name = self._standing.get(place, (0, ""))
        if error is not None:
            _log.info("the system shows no notification", exc_info=error)
            if current == number:
                del self._standing[place]
                self.failed.emit(place)
        elif current == number:
            self._standing[place] = (number, sent.result())
            self.shown.emit(place)
        elif self._desktop is not None:  # taken back or replaced while it was on its way
            self._run(self._desktop.clear(sent.result()))

    def _answered(self, place: str, number: int, action: str | None) -> None:
        current, _name = self._standing.get(place, (0, ""))
        if current != number:
            return
        del self._standing[place]
        if action is None:
            self.closed.emit(place, True)
        else:
            self.acted.emit(place, action, "")


def is_there() -> bool:
    """Whether the library is installed (it is not on Linux)."""
    import importlib.util

    return importlib.util.find_spec("desktop_notifier") is not None
