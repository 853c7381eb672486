"""Copies of the database: each made through SQLite's own interface, opened and checked before it counts.

A plain copy of a file in use is good only by luck; the backup interface never is wrong. Old copies are thinned, so that
there is one for each of the last days, weeks and months.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netcare_desktop import system
from netcare_desktop.i18n import tr
from netcare_desktop.store import gate, mark, migrations
from netcare_desktop.store.database import BUSY_SECONDS, read_only_uri
from netcare_desktop.store.errors import AlreadyOpen, CommandError, Damaged, Locked, NotOurs, TooNew, told
from netcare_desktop.system.instance import LOCK

if TYPE_CHECKING:
    from netcare_desktop.clock import Clock
    from netcare_desktop.store.opening import Store

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many of each age are kept, beside everything of the last two days."""

_NAME = re.compile(r"netcare-(\d{8}-\d{6})(?:-[\w-]+)?\.db$")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy and what it holds: when it was made (local), its schema and its number of people."""

    path: Path
    made_at: datetime
    schema: int
    people: int


def make(source: Path, target: Path) -> Path:
    """Copy the database at `source` to the new file `target`, checked and safely on the disk.

    Nothing is left at `target` when it fails. Raises StoreError (disk full, no permission, damaged copy).
    """
    temp = target.with_name(f".{target.name}.tmp")
    for left in gate.side_files(temp):  # of a run that was killed
        with contextlib.suppress(OSError):
            left.unlink()
    try:
        os.close(system.create_private_file(temp))
        with (
            contextlib.closing(
                sqlite3.connect(read_only_uri(source), uri=True, timeout=BUSY_SECONDS)
            ) as reader,
            contextlib.closing(sqlite3.connect(temp)) as writer,
        ):
            reader.backup(writer, pages=-1, progress=_impatient)  # in one step: writers cannot starve it
            writer.execute("PRAGMA journal_mode = DELETE")
            if writer.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Damaged(tr("The copy did not pass its check, so it was not kept."))
        system.replace_file(temp, target)
    except BaseException as error:
        for left in gate.side_files(temp):
            with contextlib.suppress(OSError):
                left.unlink()
        sentence = told(error)
        if sentence is not None and sentence is not error:
            raise sentence from error
        raise
    return target


def _impatient(status: int, remaining: int, total: int) -> None:
    """Python's backup would wait for a locked source for ever; SQLite itself has waited long enough by now."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise Locked(tr("Another program is using the NetCare database right now. Close it and try again."))


def make_dated(store: Store, tag: str = "") -> Path:
    """A copy in the backup folder, named by the day and time."""
    folder = store.backup_folder
    system.make_private_folder(folder)
    stamp = store.clock.local_now().strftime("%Y%m%d-%H%M%S")
    name = f"netcare-{stamp}{'-' + tag if tag else ''}"
    target, n = folder / f"{name}.db", 1
    while target.exists():
        n += 1
        target = folder / f"{name}-{n}.db"
    return make(store.path, target)


def daily(store: Store) -> Path | None:
    """Today's copy, when there is none yet and there is somebody to keep; then thin out the old ones."""
    today = store.clock.today()
    if any(stamp_of(path).date() == today for path in listed(store.backup_folder)):
        return None
    if not store.row("SELECT 1 FROM person LIMIT 1"):
        return None
    made = make_dated(store)
    for path in thinned(listed(store.backup_folder), today):
        with contextlib.suppress(OSError):
            path.unlink()
    return made


def listed(folder: Path) -> list[Path]:
    """The copies in a backup folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted(
        (path for path in folder.iterdir() if _NAME.match(path.name)), key=lambda p: p.name, reverse=True
    )


def stamp_of(path: Path) -> datetime:
    """When a copy was made, from its name (local time)."""
    found = _NAME.match(path.name)
    if found is None:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().replace(tzinfo=None)
    return datetime.strptime(found[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007  a local wall clock, as in the name


def thinned(copies: list[Path], today: date) -> list[Path]:
    """Which copies may go: kept are all of the last two days, the newest of each of the last 12 days, 10 weeks, 9 months.

    The counts follow Anki's backup thinning.
    """
    keep: set[Path] = set()
    buckets: list[tuple[dict[object, Path], int]] = [({}, DAILY), ({}, WEEKLY), ({}, MONTHLY)]
    for path in sorted(copies, key=lambda p: p.name, reverse=True):
        day = stamp_of(path).date()
        if (today - day).days < 2:
            keep.add(path)
        for (bucket, most), key in zip(
            buckets, (day, day.isocalendar()[:2], (day.year, day.month)), strict=True
        ):
            if key not in bucket and len(bucket) < most:
                bucket[key] = path
    for bucket, _most in buckets:
        keep.update(bucket.values())
    return [path for path in copies if path not in keep]


def look_inside(path: Path) -> Backup:
    """What a copy holds, after checking that it is whole, ours and not newer. Raises StoreError or CommandError."""
    if not path.exists():
        raise CommandError(tr("There is no file {path}.").format(path=path))
    if not path.is_file():
        raise CommandError(tr("{path} is not a file.").format(path=path))
    try:
        with contextlib.closing(sqlite3.connect(read_only_uri(path), uri=True)) as connection:
            look = gate.judge(connection)
            if look.version == 0:
                raise NotOurs(tr("{name} is not a NetCare backup.").format(name=path.name))
            if look.version > migrations.newest():
                raise TooNew(
                    tr("{name} was made by a newer NetCare. Restore it with that one.").format(name=path.name)
                )
            if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Damaged(tr("{name} is damaged and was not restored.").format(name=path.name))
            people = connection.execute("SELECT count(*) FROM person WHERE deleted_on IS NULL").fetchone()[0]
    except NotOurs:
        raise NotOurs(tr("{name} is not a NetCare backup.").format(name=path.name)) from None
    except sqlite3.DatabaseError as error:
        raise Damaged(
            tr("{name} is not a whole database and was not restored.").format(name=path.name)
        ) from error
    return Backup(path, stamp_of(path), look.version, int(people))


def restore(copy: Path, database: Path, stamp: str) -> Path | None:
    """Put a copy in the place of the database of a *closed* store; returns the folder where the old files now lie, if any.

    Nothing is deleted. The side files go first: an old `-wal` must never meet a new database. The mark of the copy is
    there before the old database goes, so that whenever it is cut short, the next start tells of it instead of beginning
    with an empty database. An OSError on the way puts the old files back.
    """
    look_inside(copy)
    temp = database.with_name(f".{database.name}.restore")
    with contextlib.suppress(FileNotFoundError):
        temp.unlink()
    try:
        make(copy, temp)
        with contextlib.closing(sqlite3.connect(read_only_uri(temp, immutable=True), uri=True)) as connection:
            look = gate.judge(connection)
        return _exchange(temp, database, stamp, look)
    except OSError as error:
        sentence = told(error)
        raise (sentence or error) from error


def _exchange(new: Path, database: Path, stamp: str, look: gate.Look) -> Path | None:
    """Move the old database with its side files into a folder of their own, and `new` into its place."""
    folder = database.parent
    old = [path for path in gate.side_files(database) if path.exists() or path.is_symlink()]
    old_mark = (folder / mark.NAME).read_bytes() if (folder / mark.NAME).exists() else None
    aside, n = folder / f"before-restore-{stamp}", 1
    while aside.exists():
        n += 1
        aside = folder / f"before-restore-{stamp}-{n}"
    if old:
        system.make_private_folder(aside)
        if old_mark is not None:
            system.write_private_atomically(aside / mark.NAME, old_mark)
    moved: list[Path] = []
    try:
        mark.replace(folder, look.uuid, look.seq)
        for path in old:
            path.rename(aside / path.name)
            moved.append(path)
        system.replace_file(new, database)
    except OSError:
        with contextlib.suppress(OSError):
            for path in moved:
                (aside / path.name).rename(path)
            if old_mark is not None:
                system.write_private_atomically(folder / mark.NAME, old_mark)
            else:
                (folder / mark.NAME).unlink()
        raise
    return aside if old else None


def restore_into(folder: Path, copy: Path, clock: Clock, *, lock: system.Lock | None = None) -> Path | None:
    """Restore `copy` into a data folder that nobody uses, under its lock; returns where the old files lie, if there were any.

    `lock` is the folder's, when the caller holds it already. Raises AlreadyOpen while another NetCare is open, and what
    `look_inside` raises.
    """
    look_inside(copy)
    try:
        system.make_private_folder(folder)
        held = contextlib.nullcontext() if lock is not None else system.lock_file(folder / LOCK)
    except system.AlreadyLocked as error:
        raise AlreadyOpen(tr("NetCare is open for this data folder. Quit it, then restore.")) from error
    with held:
        return restore(copy, folder / "netcare.db", clock.local_now().strftime("%Y%m%d-%H%M%S"))
