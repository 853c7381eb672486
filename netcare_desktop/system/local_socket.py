"""A socket inside the private data folder: how a second process of the same user reaches the window's process.

One message is a length of 4 bytes (big-endian) and that much JSON. Where the system has no such sockets for Python
(Windows), `LocalSocket.possible` is False and a second process has to wait for the lock.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import stat
import struct
import sys
import tempfile
from pathlib import Path
from typing import Any

NAME = "netcare.sock"
LONGEST_REQUEST = 64 * 1024
"""Bytes of JSON that the window's process takes in one message."""
LONGEST_ANSWER = 1 << 30
LONGEST_ADDRESS = 100
"""Bytes of a path that every system takes as an address (Linux 107, macOS 103)."""
BACKLOG = 64
_SHORT_PREFIX = "netcare-"
_LENGTH = struct.Struct(">I")
_PEER_CREDENTIALS_BSD = (0, 1)  # SOL_LOCAL, LOCAL_PEERCRED of <sys/un.h>

POSSIBLE = hasattr(socket, "AF_UNIX")
_FAMILY: int = getattr(socket, "AF_UNIX", -1)


class BadMessage(Exception):
    """What came is too long, cut short or no JSON object."""


class Listener:
    """The listening end. Build it only while holding the data folder's lock: what a killed process left is removed.

    The socket is 0600 in the 0700 folder. Where the folder's path is too long for an address the socket lies in a
    private folder of its own with a short, unguessable name, and a link in the data folder leads there.
    """

    def __init__(self, folder: Path) -> None:
        self._place = folder / NAME
        self._short: Path | None = None
        _remove_old(self._place)
        address = self._place
        if len(os.fsencode(address)) > LONGEST_ADDRESS:
            self._short = Path(tempfile.mkdtemp(prefix=_SHORT_PREFIX, dir=_runtime_folder()))
            address = self._short / NAME
        self.socket = socket.socket(_FAMILY, socket.SOCK_STREAM)
        try:
            self.socket.bind(os.fspath(address))
            os.chmod(address, 0o600)  # before listen: until then nobody can connect
            if self._short is not None:
                os.symlink(address, self._place)
            self.socket.listen(BACKLOG)
        except BaseException:
            self.close()
            raise
        self.socket.setblocking(False)

    def accept(self) -> socket.socket | None:
        """The next waiting connection, without blocking; None when there is none. Another user's is closed unheard."""
        try:
            connection, _address = self.socket.accept()
        except OSError:  # nobody there, or gone again; too many open files heals by itself
            return None
        if peer_user(connection) != own_user():
            connection.close()
            return None
        connection.setblocking(False)
        return connection

    def close(self) -> None:
        """Take the socket away, while the lock is still held."""
        self.socket.close()
        _remove_old(self._place)
        if self._short is not None:
            shutil.rmtree(self._short, ignore_errors=True)
            self._short = None


def connect(folder: Path, timeout: float) -> socket.socket | None:
    """A connection to the process that listens in `folder`, with this timeout in seconds; None when nobody does.

    A process of another user is not spoken to.
    """
    if not POSSIBLE:
        return None
    place = folder / NAME
    try:
        address = os.readlink(place) if place.is_symlink() else os.fspath(place)
        if not stat.S_ISSOCK(os.lstat(address).st_mode) or len(os.fsencode(address)) > LONGEST_ADDRESS:
            return None
    except OSError:
        return None
    connection = socket.socket(_FAMILY, socket.SOCK_STREAM)
    connection.settimeout(timeout)
    try:
        connection.connect(address)
        if peer_user(connection) == own_user():
            return connection
    except OSError:
        pass
    connection.close()
    return None


def own_user() -> int:
    """The user id of this process; -2 where the system has none, which nobody else's answer equals."""
    if sys.platform == "win32":
        return -2
    return os.geteuid()


def peer_user(connection: socket.socket) -> int:
    """The user id of the process at the other end; -1 when the system does not say."""
    try:
        if sys.platform == "linux":
            _pid, user, _group = struct.unpack(
                "3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
            )
        else:
            # struct xucred: a version, then the user
            _version, user = struct.unpack("Ii", connection.getsockopt(*_PEER_CREDENTIALS_BSD, 8))
    except (OSError, struct.error):
        return -1
    return int(user)


def packed(message: dict[str, Any], longest: int = LONGEST_ANSWER) -> bytes:
    """A message as it goes over the socket. Raises BadMessage when it is longer than `longest` bytes."""
    body = json.dumps(message).encode("ascii")  # escaped: a path that is no UTF-8 survives
    if len(body) > longest:
        raise BadMessage
    return _LENGTH.pack(len(body)) + body


def unpacked(data: bytes | bytearray, longest: int) -> tuple[dict[str, Any], int] | None:
    """The first message in `data` with the number of bytes it takes; None while it is not complete.

    Raises BadMessage as soon as it is clear that no message within `longest` bytes will come of it.
    """
    if len(data) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(data)
    if length > longest:
        raise BadMessage
    end = _LENGTH.size + length
    if len(data) < end:
        return None
    try:
        message = json.loads(bytes(data[_LENGTH.size : end]))
    except (ValueError, RecursionError) as error:
        raise BadMessage from error
    if not isinstance(message, dict):
        raise BadMessage
    return message, end


class Conversation:
    """The asking end of a connection: sends messages and waits for answers, within the connection's timeout."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._heard = bytearray()

    def send(self, message: dict[str, Any]) -> None:
        """Send one request. Raises BadMessage when it is too long, OSError when the other end is gone."""
        self._connection.sendall(packed(message, LONGEST_REQUEST))

    def receive(self, timeout: float | None) -> dict[str, Any] | None:
        """The next answer; None when the other end has closed. Raises TimeoutError after `timeout` seconds of silence."""
        self._connection.settimeout(timeout)
        while (found := unpacked(self._heard, LONGEST_ANSWER)) is None:
            try:
                more = self._connection.recv(1 << 16)
            except ConnectionError:
                return None
            if not more:
                return None
            self._heard += more
        message, end = found
        del self._heard[:end]
        return message

    def no_more(self) -> None:
        """Tell the other end that nothing more will come: it stops what it can still stop."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """End it."""
        self._connection.close()


def _runtime_folder() -> str | None:
    """The session's private folder where there is one, else the folder for temporary files."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    with contextlib.suppress(OSError):
        found = os.stat(given)
        private = stat.S_ISDIR(found.st_mode) and found.st_uid == own_user() and not found.st_mode & 0o077
        if private and os.access(given, os.W_OK) and len(os.fsencode(given)) < LONGEST_ADDRESS - 40:
            return given
    return None if len(os.fsencode(tempfile.gettempdir())) < LONGEST_ADDRESS - 40 else "/tmp"


def _remove_old(place: Path) -> None:
    """Remove a socket (or the link to one) that nobody listens at any more."""
    with contextlib.suppress(OSError):
        if place.is_symlink():
            target = Path(os.readlink(place))
            place.unlink()
            ours = target.name == NAME and target.parent.name.startswith(_SHORT_PREFIX)
            if ours and target.parent.lstat().st_uid == own_user():
                shutil.rmtree(target.parent, ignore_errors=True)
        else:
            place.unlink()
