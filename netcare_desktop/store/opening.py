"""Opens the database as the store recipe asks: private, locked, looked at before anything is written, checked.

`Store` is what every function of this room takes first. One user action is one `write()`.
"""

from __future__ import annotations

import contextlib
import copy
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import peewee

from netcare_desktop import system
from netcare_desktop.clock import Clock
from netcare_desktop.i18n import tr
from netcare_desktop.store import backup, derived, gate, mark, migrations, undo
from netcare_desktop.store.changes import Changes
from netcare_desktop.store.database import database
from netcare_desktop.store.errors import AlreadyOpen, StoreError, Unwritable, told
from netcare_desktop.system.instance import LOCK

FILE = "netcare.db"


class Store:
    """An open database. Build it with `open_store`; `close` it on the thread that opened it."""

    def __init__(self, folder: Path, backup_folder: Path, clock: Clock, *, read_only: bool) -> None:
        self.folder, self.backup_folder, self.clock, self.read_only = folder, backup_folder, clock, read_only
        self.path = folder / FILE
        self.changes = Changes()
        self.upgraded_from: int | None = None
        self.remembered: dict[str, Any] = {}
        """Answers kept until something is saved, with the number of saved changes they belong to."""
        self._lock: system.Lock | None = None
        self._lock_is_ours = True
        self._uuid, self._seq = "", 0
        self._action: int | None = None

    # reading

    def connection(self) -> sqlite3.Connection:
        """This thread's connection: the writing one on the store thread, a read-only one elsewhere."""
        return database.live()

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises StoreError when the disk or another program stands in the way."""
        with _refusals():
            return self.connection().execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None. Raises as `rows`."""
        with _refusals():
            found: tuple[Any, ...] | None = self.connection().execute(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, values)
        return found[0] if found else None

    def saved_changes(self) -> int:
        """How many changes were ever saved; another number means that something may read differently."""
        return int(self.value("SELECT seq FROM meta"))

    # writing

    @contextlib.contextmanager
    def write(self, label: str, detail: str = "", *, kind: str = "do") -> Iterator[int]:
        """One action of the user: one transaction, one step of undo, published after COMMIT. Yields the action's id.

        `label` is the English sentence shown beside *Undo*, with `{name}` for `detail`. A write inside a write joins it.
        Whatever is raised inside rolls everything back; an error of the environment becomes a StoreError.
        """
        self._must_write()
        if self._action is not None:
            yield self._action
            return
        nouns: frozenset[str] = frozenset()
        try:
            with _refusals(), database.atomic("IMMEDIATE"):
                connection = self.connection()
                action = undo.begin(connection, self.instant(), label, detail, kind)
                self._action = action
                seq = self._count(connection)
                yield action
                derived.refresh(connection, action)
                nouns = undo.finish(connection, action)
        finally:
            self._action = None
        self._saved(seq)
        if nouns:
            self.changes.publish(nouns)

    @contextlib.contextmanager
    def write_quietly(self, *nouns: str) -> Iterator[None]:
        """A write that is no action of the user's (what stood on Today, upkeep): no undo; `nouns` are published."""
        self._must_write()
        if self._action is not None:
            yield
            return
        with _refusals(), database.atomic("IMMEDIATE"):
            seq = self._count(self.connection())
            yield
        self._saved(seq)
        if nouns:
            self.changes.publish(frozenset(nouns))

    def instant(self) -> str:
        """This moment as it is stored: UTC, to the second."""
        return self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def checkpoint(self) -> None:
        """Fold the `-wal` into the file; called a little after the last write and on closing."""
        if database.may_write and self._action is None:
            with contextlib.suppress(sqlite3.Error, peewee.PeeweeException):
                self.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def upkeep(self) -> None:
        """Once a day: a backup, and what was deleted or done more than 30 days ago is forgotten."""
        from netcare_desktop.store import people

        backup.daily(self)
        today = self.clock.today()
        with self.write_quietly():
            undo.purge(self.connection(), today.isoformat())
            people.erase_expired(self, today)

    @contextlib.contextmanager
    def at(self, clock: Clock) -> Iterator[Store]:
        """The open store by another clock, for one command on the store thread (`--today` of the command line)."""
        self._must_write()
        other = copy.copy(self)
        other.clock, other.remembered = clock, {}
        try:
            yield other
        finally:
            self._uuid, self._seq = other._uuid, other._seq

    def restore(self, backup_file: Path) -> Path | None:
        """Put a backup in the place of the open database; returns where the old files lie. On the store thread.

        Other threads must have closed their reader (`close_reader`). Raises what `backup.look_inside` raises; whatever
        happens a database is open again afterwards.
        """
        backup.look_inside(backup_file)
        self.checkpoint()
        database.close()
        try:
            aside = backup.restore(backup_file, self.path, self.clock.local_now().strftime("%Y%m%d-%H%M%S"))
        finally:
            self._open_file()
        self.changes.publish(frozenset((*undo.UNDOABLE, "person_derived")))
        return aside

    def close_reader(self) -> None:
        """Close the calling thread's reading connection; the next query opens a new one."""
        if not database.may_write:
            database.close()

    def close(self) -> None:
        """Check point, close this thread's connection, let go of the lock."""
        try:
            if database.path == self.path:
                if not database.is_closed():
                    self.checkpoint()
                database.close()
                database.init(None)
                database.path = None
        finally:
            if self._lock is not None and self._lock_is_ours:
                self._lock.release()
            self._lock = None

    # opening

    def _open(self) -> None:
        if self.read_only:
            self._open_read_only()
            return
        system.private_umask()
        try:
            system.make_private_folder(self.folder)
            if self._lock is None:
                self._lock = system.lock_file(self.folder / LOCK)
        except system.AlreadyLocked as error:
            raise AlreadyOpen(
                tr("NetCare is already open for this data folder. Quit it there, or go on in its window.")
            ) from error
        except OSError as error:
            raise Unwritable(
                tr("NetCare may not write in its data folder: {reason}.").format(reason=error.strerror)
            ) from error
        self._open_file()

    def _open_file(self) -> None:
        """Look, then open: the part that a restore goes through again while the lock is held."""
        self.remembered.clear()  # another database may count its changes from elsewhere
        look = gate.inspect(self.path)
        if look is None and not self.path.exists():
            os.close(system.create_private_file(self.path))
        if not _writable(self.path):
            raise Unwritable(tr("The database is read-only. Give yourself the right to write to netcare.db."))
        with contextlib.suppress(OSError):  # a copy put here by hand may be open to others
            system.make_private(self.path)
        journal = "DELETE" if system.is_network_mount(self.folder) else "WAL"
        database.open_at(self.path, writer=True, journal=journal)
        connection = self.connection()
        if look is not None and 0 < look.version < migrations.newest():
            backup.make_dated(self, f"before-schema-{migrations.newest()}")
            self.upgraded_from = look.version
        migrations.migrate(connection, after=undo.install_triggers)
        found = gate.judge(connection)
        self._uuid, self._seq = found.uuid, found.seq
        mark.write(self.folder, self._uuid, self._seq)
        self._sweep()

    def _open_read_only(self) -> None:
        known = mark.read(self.folder)
        if not self.path.is_file() or not self.path.stat().st_size:
            gate.inspect(self.path)
            raise FileNotFoundError(self.path)
        immutable = not _writable(self.folder) and not self.path.with_name(FILE + "-wal").exists()
        database.open_at(self.path, writer=False, immutable=immutable)
        look = gate.judge(self.connection())
        gate.compare(look, known)
        if look.version < migrations.newest():
            raise _NeedsUpgrade

    def _sweep(self) -> None:
        """Half-made copies of a run that was killed."""
        if self.backup_folder.is_dir():
            for path in self.backup_folder.glob(".netcare-*.tmp*"):
                with contextlib.suppress(OSError):
                    path.unlink()

    @property
    def may_write(self) -> bool:
        """Whether the calling thread is the one that writes here."""
        return not self.read_only and database.may_write

    def _must_write(self) -> None:
        if not self.may_write:
            raise RuntimeError("writing is for the store thread")

    def _count(self, connection: sqlite3.Connection) -> int:
        connection.execute("UPDATE meta SET seq = seq + 1")
        return int(connection.execute("SELECT seq FROM meta").fetchone()[0])

    def _saved(self, seq: int) -> None:
        self._seq = seq
        with contextlib.suppress(OSError):  # the commit stands; a mark that lags is harmless
            mark.write(self.folder, self._uuid, seq)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """An error of the environment becomes the StoreError that says what to do; a bug stays what it is."""
    try:
        yield
    except (peewee.PeeweeException, sqlite3.Error, OSError) as error:
        sentence = told(error)
        if sentence is None:
            raise
        raise sentence from error


class _NeedsUpgrade(Exception):
    """An older database cannot be read by this program's queries before it is brought up to date."""


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK)


def open_store(
    folder: Path,
    clock: Clock,
    *,
    backup_folder: Path | None = None,
    read_only: bool = False,
    lock: system.Lock | None = None,
) -> Store:
    """Open (or, unless `read_only`, make) the database in `folder`. The calling thread becomes the writing one.

    `lock` is the folder's, when the caller holds it already; it stays the caller's.

    Raises a StoreError that says what to do; FileNotFoundError when only reading and there is no database yet.
    """
    backups = backup_folder or folder / "backups"
    store = Store(folder, backups, clock, read_only=read_only)
    if lock is not None:
        store._lock, store._lock_is_ours = lock, False
    try:
        try:
            store._open()
        except _NeedsUpgrade:
            store.close()
            store = Store(folder, backups, clock, read_only=False)
            store._open()
    except BaseException as error:
        with contextlib.suppress(Exception):
            store.close()
        if isinstance(error, StoreError | FileNotFoundError):
            raise
        sentence = told(error)
        if sentence is not None:
            raise sentence from error
        raise
    return store
