"""One process per data folder: the lock decides who is first, and whoever is first listens for the others."""

from __future__ import annotations

import contextlib
from pathlib import Path

from netcare_desktop import system
from netcare_desktop.system import local_socket

LOCK = "netcare.lock"
INPUT_PREFIX, INPUT_SUFFIX = ".netcare-input-", ".tmp"
"""Names of the files in which a command passes its standard input on."""


class Instance:
    """The window's claim on a data folder, from its first moment to its last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock: system.Lock | None = None
        self.listener: local_socket.Listener | None = None

    @property
    def is_first(self) -> bool:
        """Whether the folder is ours."""
        return self.lock is not None

    def take(self) -> None:
        """Take the lock and begin to listen; nothing when both are done already.

        Raises AlreadyLocked when another process was first, OSError when the folder cannot be written. A folder in
        which no socket can be made (a FAT stick) is used without one.
        """
        if self.lock is not None:
            return
        system.make_private_folder(self.folder)
        self.lock = system.lock_file(self.folder / LOCK)
        for left in self.folder.glob(f"{INPUT_PREFIX}*{INPUT_SUFFIX}"):
            with contextlib.suppress(OSError):
                left.unlink()
        if local_socket.POSSIBLE:
            with contextlib.suppress(OSError):
                self.listener = local_socket.Listener(self.folder)

    def stop_listening(self) -> None:
        """Nobody can reach us any more; the folder is still ours."""
        if self.listener is not None:
            self.listener.close()
            self.listener = None

    def close(self) -> None:
        """Let go of the folder: first the socket, then the lock."""
        self.stop_listening()
        if self.lock is not None:
            self.lock.release()
            self.lock = None
