"""Looks at a database file before anything is written to it: is it whole, ours, and not from a newer program?

Opening, reading and closing with SQLite may already fold a newer program's `-wal` into the file. So a file that lies
quiet is judged by its raw header, and one with a hot journal through a private copy.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import mark, migrations
from netcare_desktop.store.database import APPLICATION_ID, read_only_uri
from netcare_desktop.store.errors import Damaged, NotOurs, TooNew, Unwritable, told

_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in the file: schema version, identity and number of saved changes (0 in one just made)."""

    version: int
    uuid: str
    seq: int


def side_files(path: Path) -> list[Path]:
    """The files that belong to the database at `path`, itself last."""
    return [*(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")), path]


def inspect(path: Path) -> Look | None:
    """Judge the database at `path` without changing a byte; None when there is none yet.

    Raises Damaged, NotOurs, TooNew or Unwritable with what to do next.
    """
    folder = path.parent
    known = mark.read(folder)
    wal = path.with_name(path.name + "-wal")
    try:
        info = path.lstat()
    except FileNotFoundError:
        if known or wal.exists():
            raise Damaged(
                tr("The database file is missing from the data folder. Restore a backup, or put it back.")
            ) from None
        return None
    except OSError as error:
        raise Unwritable(
            tr("The data folder cannot be read: {reason}.").format(reason=error.strerror)
        ) from error
    if stat.S_ISLNK(info.st_mode):
        info = _follow(path)
    if not stat.S_ISREG(info.st_mode):
        raise Damaged(tr("netcare.db in the data folder is not a file. Move it away and restore a backup."))
    side = {other.name: other.stat().st_size for other in side_files(path)[:-1] if other.exists()}
    if not info.st_size:
        # A first start that was cut short may leave an empty file with a journal, but never one with a -wal.
        if known or side.get(wal.name):
            raise Damaged(tr("The database file is empty. Restore a backup; the empty file is kept."))
        return None
    hot = side.get(wal.name) or side.get(path.name + "-journal")
    try:
        look = _through_copy(path) if hot else _through_header(path, info.st_size)
    except sqlite3.DatabaseError as error:
        sentence = told(error)
        if sentence is not None and not isinstance(sentence, Damaged):
            raise sentence from error
        raise Damaged(_damaged()) from error
    except OSError as error:
        raise Unwritable(
            tr("The database cannot be read: {reason}.").format(reason=error.strerror)
        ) from error
    if look.version == 0 and known:
        raise Damaged(tr("The database file is empty. Restore a backup; the empty file is kept."))
    compare(look, known)
    return look


def compare(look: Look, known: tuple[str, int] | None) -> None:
    """Hold what the file says against the program's own limits and the mark beside it."""
    if look.version > migrations.newest():
        raise TooNew(
            tr(
                "This database was written by a newer NetCare (schema {found}, this one knows {known}). "
                "Nothing was changed. Start the newer program."
            ).format(found=look.version, known=migrations.newest())
        )
    if known is None or not look.uuid:
        return
    if look.uuid != known[0]:
        raise Damaged(tr("The files in the data folder belong to different databases. Nothing was changed."))
    missing = known[1] - look.seq
    if missing > 0:
        raise Damaged(
            ntr(
                "Your last saved change is missing: a part of the database (netcare.db-wal) was lost. Nothing was changed. "
                "Put that file back, or restore a backup.",
                "Your last {n} saved changes are missing: a part of the database (netcare.db-wal) was lost. "
                "Nothing was changed. Put that file back, or restore a backup.",
                missing,
            ).format(n=missing)
        )


def judge(connection: sqlite3.Connection) -> Look:
    """The same look through an open connection. Raises NotOurs and sqlite3.DatabaseError."""
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if (
        application == 0
        and version == 0
        and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    ):
        return Look(0, "", 0)
    if application != APPLICATION_ID:
        raise NotOurs(
            tr("netcare.db in the data folder belongs to another program. Move it away; it was not touched.")
        )
    row = None
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        row = connection.execute("SELECT uuid, seq FROM meta").fetchone()
    if row is None or not isinstance(row[1], int):
        if version > migrations.newest():
            return Look(version, "", 0)
        raise Damaged(
            tr("The database has lost its change counter. Nothing was changed; a backup can be restored.")
        )
    return Look(version, str(row[0]), row[1])


def _follow(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise Damaged(tr("netcare.db in the data folder is a link that leads nowhere.")) from error


def _through_header(path: Path, size: int) -> Look:
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(_HEADER):
        raise Damaged(
            tr("netcare.db is not a database any more. Nothing was changed; a backup can be restored.")
        )
    version, application = struct.unpack(">I", header[60:64])[0], struct.unpack(">I", header[68:72])[0]
    if application != APPLICATION_ID and (application, version) != (0, 0):
        raise NotOurs(
            tr("netcare.db in the data folder belongs to another program. Move it away; it was not touched.")
        )
    if version > migrations.newest():
        return Look(version, "", 0)
    if _is_short(header, size):
        raise Damaged(_damaged())
    # Quiet and not newer: a reader cannot change it (nothing to fold in, and mode=ro with immutable takes no lock).
    with contextlib.closing(sqlite3.connect(read_only_uri(path, immutable=True), uri=True)) as connection:
        return _checked(connection, "quick_check")


def _is_short(header: bytes, size: int) -> bool:
    """Whether pages are missing at the end, which SQLite reads as zeros (its file format, 1.3.2, 1.3.8 and 1.3.16)."""
    page, pages = struct.unpack(">H", header[16:18])[0], struct.unpack(">I", header[28:32])[0]
    page = 65536 if page == 1 else max(page, 512)
    counted = header[24:28] == header[92:96]
    return bool(size % page) or (counted and size < page * pages)


def _through_copy(path: Path) -> Look:
    with tempfile.TemporaryDirectory(prefix="netcare-look-") as folder:
        copy = Path(folder) / "copy.db"
        for other in side_files(path):
            if other.exists() and not other.name.endswith("-shm"):
                shutil.copyfile(other, copy.with_name("copy.db" + other.name.removeprefix(path.name)))
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            # Only the full check sees that a -wal was laid over a database it does not belong to.
            return _checked(connection, "integrity_check")


def _checked(connection: sqlite3.Connection, check: str) -> Look:
    """The look at a database of ours that this program could open, once it has passed SQLite's own check."""
    look = judge(connection)
    ours = 0 < look.version <= migrations.newest()
    if ours and connection.execute(f"PRAGMA {check}(1)").fetchone()[0] != "ok":
        raise Damaged(_damaged())
    return look


def _damaged() -> str:
    return tr("The database is damaged. Nothing was changed; a backup can be restored.")
