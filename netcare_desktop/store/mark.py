"""The high-water mark: 60 bytes beside the database that say how many changes were saved.

SQLite opens a database whose `-wal` was lost, cut or swapped without any complaint; the mark is how the program notices.
It is written after each commit and never synced: it may lag behind after a power cut (harmless), it never leads.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from netcare_desktop import system

NAME = "netcare.mark"
_SHAPE = re.compile(r"([0-9a-f]{32}) (\d{12,})\n")


def read(folder: Path) -> tuple[str, int] | None:
    """(uuid of the database, number of saved changes), or None where there is no readable mark."""
    try:
        text = (folder / NAME).read_text(encoding="ascii")
    except (OSError, ValueError):
        return None
    found = _SHAPE.fullmatch(text)
    return (found[1], int(found[2])) if found else None


def write(folder: Path, uuid: str, seq: int) -> None:
    """Note that change number `seq` is saved."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(folder / NAME, flags, 0o600)
    try:
        os.write(handle, _text(uuid, seq))
    finally:
        os.close(handle)


def replace(folder: Path, uuid: str, seq: int) -> None:
    """The same for another database that comes into the folder: whole, and on the disk when this returns."""
    system.write_private_atomically(folder / NAME, _text(uuid, seq))


def _text(uuid: str, seq: int) -> bytes:
    return f"{uuid} {seq:012d}\n".encode("ascii")
