"""The window's end of the socket: other processes of the same user raise it, open files in it, have commands run by it.

Everything happens by notifiers on the GUI thread without ever waiting; commands run on the store thread. A peer that
stalls, or sends anything else than one message of the known kinds, is hung up on.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal

from netcare_desktop.store.opening import Store
from netcare_desktop.store.worker import StoreThread
from netcare_desktop.system import local_socket
from netcare_desktop.system.local_socket import BadMessage, Listener

SAY_IT_WITHIN_MS = 5_000
"""A peer has this long for its message."""
HEAR_IT_WITHIN_MS = 30_000
"""… and for taking its answer."""
MOST_PEERS = 32
MOST_FILES = 1_000
_CHUNK = 1 << 16


class HandedCommand(Protocol):
    """A command line that another process handed over."""

    @property
    def replaces_database(self) -> bool:
        """Whether the database file is exchanged, so that no other thread may have it open."""

    def run(self, store: Store, stopped: Callable[[], bool]) -> dict[str, Any]:
        """The answer; on the store thread. Raises nothing."""


Understand = Callable[[dict[str, Any]], HandedCommand]
"""What a `run` message says. Raises ValueError when it makes no sense."""


class SingleInstance(QObject):
    """Answers who connects to `listener`.

    * `raise_wanted(str)`: a second start; with the activation token of the desktop, or an empty text.
    * `open_wanted(list[Path], str)`: absolute paths, for the import preview.
    * `replacing(bool)`: a handed command is about to exchange the database file (True), or has done so (False).

    Commands are refused until `serve` has been called.
    """

    raise_wanted = Signal(str)
    open_wanted = Signal(list, str)
    replacing = Signal(bool)
    _done = Signal(object)

    def __init__(self, listener: Listener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._peers: list[_Peer] = []
        self._work: dict[_Peer, Future[dict[str, Any]]] = {}
        self._serve: tuple[StoreThread, Store, Understand] | None = None
        self._notifier = QSocketNotifier(listener.socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._accept)
        self._done.connect(self._command_done, Qt.ConnectionType.QueuedConnection)

    def serve(self, worker: StoreThread, store: Store, understand: Understand) -> None:
        """From now on run commands on `worker`, with the store that is open there."""
        self._serve = (worker, store, understand)

    def close(self) -> None:
        """Hear nobody any more. Commands that are under way are finished and answered."""
        self._notifier.setEnabled(False)
        for peer, work in list(self._work.items()):
            peer.answer_and_wait(work.result())
        self._work.clear()
        for peer in list(self._peers):
            peer.end()

    def _accept(self) -> None:
        while len(self._peers) < MOST_PEERS and (connection := self._listener.accept()) is not None:
            peer = _Peer(connection, self)
            peer.asked.connect(partial(self._asked, peer))
            peer.ended.connect(partial(self._forget, peer))
            self._peers.append(peer)
        self._notifier.setEnabled(len(self._peers) < MOST_PEERS)

    def _forget(self, peer: _Peer) -> None:
        if peer in self._peers:
            self._peers.remove(peer)
            self._notifier.setEnabled(True)

    def _asked(self, peer: _Peer, message: dict[str, Any]) -> None:
        token = message.get("token")
        token = token if isinstance(token, str) and "\0" not in token else ""
        if "raise" in message and isinstance(message["raise"], dict):
            peer.answer({"taken": True}, last=True)
            if message["raise"].get("hidden") is not True:
                self.raise_wanted.emit(token)
        elif "open" in message and (files := _files(message["open"])):
            peer.answer({"taken": True}, last=True)
            self.open_wanted.emit(files, token)
        elif "run" in message and isinstance(message["run"], dict) and self._serve is not None:
            self._run(peer, message["run"])
        else:
            peer.end()

    def _run(self, peer: _Peer, request: dict[str, Any]) -> None:
        assert self._serve is not None
        worker, store, understand = self._serve
        try:
            command = understand(request)
        except ValueError:
            peer.end()
            return
        peer.answer({"taken": True})
        if command.replaces_database:
            self.replacing.emit(True)
        work = worker.submit(lambda: command.run(store, peer.gone.is_set))
        self._work[peer] = work
        work.add_done_callback(lambda done: self._tell((peer, command, done)))

    def _tell(self, done: object) -> None:
        if shiboken6.isValid(self):
            self._done.emit(done)

    def _command_done(self, done: tuple[_Peer, HandedCommand, Future[dict[str, Any]]]) -> None:
        peer, command, work = done
        if command.replaces_database:
            self.replacing.emit(False)
        if self._work.pop(peer, None) is not None:
            peer.answer(work.result(), last=True)


class _Peer(QObject):
    """One connection: `asked(message)` when its message is there, `ended()` when it is over."""

    asked = Signal(object)
    ended = Signal()

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self.gone = threading.Event()
        """Set when the other end has closed: nobody waits for the answer, or it is to stop."""
        self._connection = connection
        self._heard = bytearray()
        self._to_say = bytearray()
        self._has_asked = self._is_last = False
        self._reading = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._reading.activated.connect(self._read)
        self._writing = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Write, self)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._write)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.end)
        self._patience.start(SAY_IT_WITHIN_MS)

    def answer(self, message: dict[str, Any], *, last: bool = False) -> None:
        """Send it, as fast as the other end takes it; after the last one the connection is closed."""
        self._to_say += local_socket.packed(message)
        self._is_last = self._is_last or last
        self._patience.start(HEAR_IT_WITHIN_MS)
        self._write()

    def answer_and_wait(self, message: dict[str, Any]) -> None:
        """The last answer when no event loop will run any more; a peer that does not take it soon goes without."""
        self._to_say += local_socket.packed(message)
        with contextlib.suppress(OSError):
            self._connection.settimeout(2.0)
            self._connection.sendall(self._to_say)
        self.end()

    def end(self) -> None:
        """Hang up."""
        if self._connection.fileno() < 0:
            return
        self.gone.set()
        self._patience.stop()
        self._reading.setEnabled(False)
        self._writing.setEnabled(False)
        self._connection.close()
        self.ended.emit()
        self.deleteLater()

    def _read(self) -> None:
        try:
            more = self._connection.recv(_CHUNK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.end()
            return
        if self._has_asked or not more:
            self._closed_or_chatty(more)
            return
        self._heard += more
        try:
            found = local_socket.unpacked(self._heard, local_socket.LONGEST_REQUEST)
        except BadMessage:
            self.end()
            return
        if found is None:
            return
        message, end = found
        if len(self._heard) > end or self._has_closed():  # more than one message, or already taken back
            self.end()
            return
        self._has_asked = True
        self._patience.stop()
        self.asked.emit(message)

    def _closed_or_chatty(self, more: bytes) -> None:
        """After its message a peer only listens. When it closes its side, what can still be stopped is stopped."""
        if more or not self._has_asked:
            self.end()
        else:
            self.gone.set()
            self._reading.setEnabled(False)

    def _has_closed(self) -> bool:
        try:
            return not self._connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return False

    def _write(self) -> None:
        if self._connection.fileno() < 0:
            return
        try:
            while self._to_say:
                sent = self._connection.send(self._to_say[:_CHUNK])
                del self._to_say[:sent]
        except (BlockingIOError, InterruptedError):
            self._writing.setEnabled(True)
            return
        except OSError:
            self.end()
            return
        self._writing.setEnabled(False)
        self._patience.stop()
        if self._is_last:
            self.end()


def _files(given: object) -> list[Path]:
    """The paths of an `open` message, checked as those of a drop are: absolute, no NUL. Empty when one is not."""
    if not isinstance(given, list) or len(given) > MOST_FILES:
        return []
    good = all(isinstance(name, str) and os.path.isabs(name) and "\0" not in name for name in given)
    return [Path(name) for name in given] if good else []
