"""Windows: byte-range locks, folders that inherit the user's rights, replacement by MoveFileEx."""

from __future__ import annotations

import ctypes
import errno
import msvcrt
import os
import stat
import sys
import time
from types import TracebackType
from typing import Self

from netcare_desktop.system.errors import AlreadyLocked, NotARegularFile, SpecialKind

assert sys.platform == "win32"

StrPath = str | os.PathLike[str]

DRIVE_REMOTE = 4
MOVEFILE_REPLACE_EXISTING = 0x1
MOVEFILE_WRITE_THROUGH = 0x8
SHARING_ERRORS = (
    5,
    32,
    33,
)  # access denied, sharing violation, lock violation: a virus scanner looks at the file
REPLACE_TRIES = 20
SECONDS_BETWEEN_TRIES = 0.05


class Lock:
    """A held lock. The system lets go of it when the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @property
    def held(self) -> bool:
        """Whether `release` has not been called yet."""
        return self._descriptor >= 0

    def release(self) -> None:
        """Let go. The file stays: its existence means nothing. A second call does nothing."""
        if self.held:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            msvcrt.locking(self._descriptor, msvcrt.LK_UNLCK, 1)
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def lock_file(path: StrPath) -> Lock:
    """Take the lock on `path` (made when missing) at once, or raise `AlreadyLocked`.

    The first byte is locked; it may lie beyond the end of the file, so the file stays empty. While the lock's owner
    has the file open nobody can remove it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_BINARY | os.O_NOINHERIT)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        os.close(descriptor)
        if error.errno in (errno.EACCES, errno.EDEADLOCK):
            raise AlreadyLocked(os.fspath(path)) from error
        raise
    return Lock(descriptor)


def make_private_folder(path: StrPath) -> None:
    """Make the folder and its missing parents. Below the user's profile they inherit rights for this user alone.

    Raises NotADirectoryError when something else has the name.
    """
    folder = os.path.abspath(path)
    missing = []
    while not os.path.lexists(folder) and os.path.dirname(folder) != folder:
        missing.append(folder)
        folder = os.path.dirname(folder)
    for folder in reversed(missing):
        try:
            os.mkdir(folder, 0o700)  # newer Pythons turn exactly this mode into rights for the user alone
        except FileExistsError:
            continue
    if not os.path.isdir(path):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), os.fspath(path))


def create_private_file(path: StrPath) -> int:
    """A new file with the rights of its folder; the descriptor reads and writes.

    Raises FileExistsError when the name is taken.
    """
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_BINARY | os.O_NOINHERIT, 0o600)


def append_private_file(path: StrPath) -> int:
    """A descriptor that only appends to `path`, made when missing, with the rights of its folder."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_BINARY | os.O_NOINHERIT, 0o600)


def make_private(path: StrPath) -> None:
    """The rights come from the folder here; the file only has to exist."""
    os.stat(path)


def open_regular(path: StrPath) -> int:
    """A descriptor to read a foreign file. Raises `NotARegularFile` for folders and devices (CON, NUL, pipes)."""
    name = os.fspath(path)
    if name.startswith("\\\\.\\"):  # the device namespace
        raise NotARegularFile(name, "device")
    _refuse_special(path, os.stat(path).st_mode)
    descriptor = os.open(path, os.O_RDONLY | os.O_BINARY | os.O_NOINHERIT | os.O_SEQUENTIAL)
    try:
        _refuse_special(path, os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _refuse_special(path: StrPath, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kind: SpecialKind = "other"
    if stat.S_ISDIR(mode):
        kind = "folder"
    elif stat.S_ISCHR(mode):
        kind = "device"
    elif stat.S_ISFIFO(mode):
        kind = "pipe"
    raise NotARegularFile(os.fspath(path), kind)


def sync_file(descriptor: int) -> None:
    """Bring what was written to the disk itself. Raises OSError when the disk says no."""
    os.fsync(descriptor)


def replace_file(temp: StrPath, target: StrPath) -> None:
    """Put the finished file `temp` in the place of `target` (same folder); the move itself is written through.

    A virus scanner may hold either file for a moment, so a refusal is tried again for a second.
    """
    descriptor = os.open(temp, os.O_RDWR | os.O_BINARY | os.O_NOINHERIT)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.MoveFileExW.argtypes = (ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint32)
    kernel.MoveFileExW.restype = ctypes.c_int
    flags = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH
    for attempt in range(REPLACE_TRIES):
        if kernel.MoveFileExW(os.fspath(temp), os.fspath(target), flags):
            return
        code = ctypes.get_last_error()
        if code not in SHARING_ERRORS or attempt == REPLACE_TRIES - 1:
            raise ctypes.WinError(code)
        time.sleep(SECONDS_BETWEEN_TRIES)


def sync_folder(path: StrPath) -> None:
    """Nothing to do: NTFS keeps names in its journal, and a folder cannot be flushed."""


def is_network_mount(path: StrPath) -> bool:
    """Whether `path` (which need not exist yet) lies on a share or a mapped network drive."""
    drive, _ = os.path.splitdrive(os.path.realpath(path))
    if drive.startswith("\\\\"):
        return True
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetDriveTypeW.argtypes = (ctypes.c_wchar_p,)
    kernel.GetDriveTypeW.restype = ctypes.c_uint
    return bool(kernel.GetDriveTypeW(drive + "\\") == DRIVE_REMOTE)


def refresh_zone() -> None:
    """Nothing to do: the C runtime asks Windows each time."""


def has_screen() -> bool:
    """Whether a window can be shown: always."""
    return True


def private_umask() -> None:
    """Nothing to do: rights are inherited from the folder."""


def no_core_dumps() -> None:
    """A crash writes no memory image and asks no question: error reporting is turned off for this process."""
    fail_critical_errors, no_gp_fault_box, no_open_file_box = 0x0001, 0x0002, 0x8000
    ctypes.WinDLL("kernel32").SetErrorMode(fail_critical_errors | no_gp_fault_box | no_open_file_box)
