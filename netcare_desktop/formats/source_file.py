"""Opening a file somebody dropped: only a regular file of a reasonable size, and never one that could hang us."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from netcare_desktop.formats.records import ReadError
from netcare_desktop.i18n import tr

SIZE_LIMIT = 200 * 1024 * 1024
"""Bytes. A LinkedIn export of 30,000 people has 5 MB; nothing people keep in address books comes near this."""

_CHUNK = 1024 * 1024
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO without a writer would wait for ever
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_path(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a regular file of at most `SIZE_LIMIT` bytes.

    Raises ReadError with one sentence for anything else: folders, FIFOs, devices, sockets, missing, unreadable
    and oversized files. A file that grows while it is read is cut off by the same limit.
    """
    name = Path(path).name or str(path)
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ReadError(_why_not_opened(path, name, error)) from error
    try:
        facts = os.fstat(descriptor)
        if stat.S_ISDIR(facts.st_mode):
            raise ReadError(_is_folder(name))
        if not stat.S_ISREG(facts.st_mode):
            raise ReadError(_is_special(name))
        if facts.st_size > SIZE_LIMIT:
            raise ReadError(_too_large(name))
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return read_stream(stream, name)
    except OSError as error:
        raise ReadError(_why_not_opened(path, name, error)) from error
    finally:
        os.close(descriptor)


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Everything a stream gives (standard input, say), refused with a ReadError beyond `SIZE_LIMIT` bytes."""
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > SIZE_LIMIT:
            raise ReadError(_too_large(name))
        chunks.append(chunk)
    return b"".join(chunks)


def check_size(data: bytes, name: str) -> None:
    """Raises ReadError when bytes that came another way (the clipboard) are beyond `SIZE_LIMIT`."""
    if len(data) > SIZE_LIMIT:
        raise ReadError(_too_large(name))


def _why_not_opened(path: str | os.PathLike[str], name: str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return tr("There is no file “{name}”. It may have been moved or renamed; choose it again.").format(
            name=name
        )
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and os.path.isdir(path)):
        return _is_folder(name)
    if isinstance(error, PermissionError):
        return tr(
            "“{name}” may not be read with your rights. Copy it to your own folder and try again."
        ).format(name=name)
    if isinstance(error, OSError) and error.errno in {errno.ENXIO, errno.ENODEV}:
        return _is_special(name)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return tr("“{name}” could not be read: {reason}.").format(name=name, reason=reason)


def _is_folder(name: str) -> str:
    return tr("“{name}” is a folder. Choose the files inside it.").format(name=name)


def _is_special(name: str) -> str:
    return tr("“{name}” is not an ordinary file. Choose a CSV or vCard file.").format(name=name)


def _too_large(name: str) -> str:
    return tr(
        "“{name}” is larger than {limit} MB, more than an address book holds. Split it, or export fewer people."
    ).format(name=name, limit=SIZE_LIMIT // (1024 * 1024))
