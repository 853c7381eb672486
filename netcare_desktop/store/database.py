"""The one Peewee database: its pragmas, and who may write.

SQLite 3.40 (Debian 12) can damage a WAL when two connections write or checkpoint at once; therefore one thread holds
the only writing connection of the process, and every other thread gets a read-only one by itself.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import peewee

from netcare_desktop.i18n import tr
from netcare_desktop.store.errors import StoreError

BUSY_SECONDS = 2.0
APPLICATION_ID = 0x4E434152
"""'NCAR' in the header of the file."""

if (
    getattr(peewee, "sqlite3", None) is not sqlite3
):  # two copies of SQLite in one process cancel each other's locks
    raise StoreError(
        tr("Another SQLite driver (pysqlite3) is installed. Remove it, it would endanger your data.")
    )

_PRAGMAS = ("foreign_keys = 1", "cell_size_check = 1", "mmap_size = 0", "temp_store = MEMORY")
_WRITER_PRAGMAS = ("secure_delete = 1", "recursive_triggers = 0", "wal_autocheckpoint = 4000")


def read_only_uri(path: Path, *, immutable: bool = False) -> str:
    """The SQLite URI that opens `path` for reading only."""
    return f"file:{quote(os.fsencode(path))}?mode=ro" + ("&immutable=1" if immutable else "")


class StoreDatabase(peewee.SqliteDatabase):
    """Peewee's database with a writer thread; deferred until a store is opened."""

    def __init__(self) -> None:
        super().__init__(None, lock_type="IMMEDIATE", timeout=BUSY_SECONDS)
        self.writer: int | None = None
        self.journal = "WAL"
        self.path: Path | None = None
        self.immutable = False

    def open_at(self, path: Path, *, writer: bool, journal: str = "WAL", immutable: bool = False) -> None:
        """Point at a file. With `writer` the calling thread becomes the only one that may write."""
        self.init(str(path))
        self.path, self.journal, self.immutable = path, journal, immutable
        self.writer = threading.get_ident() if writer else None

    @property
    def may_write(self) -> bool:
        """Whether the calling thread holds the writing connection."""
        return self.writer == threading.get_ident()

    def _connect(self) -> sqlite3.Connection:
        if self.path is None:
            raise peewee.InterfaceError("no store is open")
        pragmas: tuple[str, ...]
        if self.may_write:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            # EXTRA is what makes a rollback journal survive a power cut; WAL needs FULL for the same promise.
            level = "FULL" if self.journal == "WAL" else "EXTRA"
            pragmas = (
                f"journal_mode = {self.journal}",
                f"synchronous = {level}",
                *_WRITER_PRAGMAS,
                *_PRAGMAS,
            )
        else:
            uri = read_only_uri(self.path, immutable=self.immutable)
            connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
            pragmas = ("query_only = 1", *_PRAGMAS)
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def live(self) -> sqlite3.Connection:
        """The calling thread's connection, opened when needed."""
        return cast(sqlite3.Connection, self.connection())  # type: ignore[no-untyped-call]

    def rollback(self) -> Any:
        """SQLite rolls back by itself on a full disk; a second ROLLBACK would fail and hide the real reason."""
        if self.live().in_transaction:
            return super().rollback()
        return None


database = StoreDatabase()
