"""How the database is opened: private, locked, durable; who may write; what is published and when."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import peewee
import pytest

from netcare_desktop import system
from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, mark, people
from netcare_desktop.store import database as database_module
from netcare_desktop.store.database import APPLICATION_ID, database
from netcare_desktop.store.errors import DiskFull, Locked, StoreError, Unwritable
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.worker import StoreThread
from tests.store.contents import assert_sound, contents
from tests.store.village import TODAY, Village

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")


def test_the_pragmas_are_those_of_the_recipe(store: Store) -> None:
    found = {
        name: store.value(f"PRAGMA {name}")
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "secure_delete",
            "cell_size_check",
            "mmap_size",
        )
    }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL: in WAL mode NORMAL loses acknowledged changes in a power cut
        "foreign_keys": 1,
        "secure_delete": 1,
        "cell_size_check": 1,
        "mmap_size": 0,
    }
    assert store.value("PRAGMA application_id") == APPLICATION_ID
    assert peewee.sqlite3 is sqlite3  # type: ignore[attr-defined]


def test_on_a_network_mount_there_is_no_wal(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "is_network_mount", lambda path: True)
    store = open_store(folder, clock)
    people.add(store, NewPerson(full_name="Ana"))
    assert (store.value("PRAGMA journal_mode"), store.value("PRAGMA synchronous")) == ("delete", 3)
    assert not (folder / "netcare.db-wal").exists()
    store.close()
    monkeypatch.setattr(system, "is_network_mount", lambda path: False)
    store = open_store(folder, clock)  # and back on a disk of one's own
    assert store.value("PRAGMA journal_mode") == "wal"
    assert store.value("SELECT count(*) FROM person") == 1
    store.close()


@POSIX
def test_every_file_is_private_whatever_the_umask(tmp_path: Path, clock: FixedClock) -> None:
    os.umask(0)
    folder = tmp_path / "a" / "b" / "data"
    store = open_store(folder, clock)
    people.add(store, NewPerson(full_name="Ana"))
    backup.make_dated(store)
    seen = 0
    for path in (folder.parent.parent, *folder.parent.parent.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
        seen += 1
    assert {"netcare.db-wal", "netcare.db-shm", "netcare.lock", "netcare.mark", "backups"} <= {
        path.name for path in folder.iterdir()
    }
    assert seen >= 9
    store.close()


@POSIX
def test_a_folder_that_others_could_look_into_is_closed_to_them(folder: Path, clock: FixedClock) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    open_store(folder, clock).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@POSIX
def test_a_link_in_the_place_of_lock_or_mark_destroys_nothing(
    folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    folder.mkdir(mode=0o700)
    (folder / "netcare.lock").symlink_to(victim)
    with pytest.raises(Unwritable):
        open_store(folder, clock)
    (folder / "netcare.lock").unlink()
    (folder / "netcare.mark").symlink_to(victim)
    with pytest.raises(StoreError):
        open_store(folder, clock)
    assert victim.read_text(encoding="utf-8") == "mine"


def test_closing_leaves_one_file_and_the_mark_tells_its_changes(folder: Path, clock: FixedClock) -> None:
    store = open_store(folder, clock)
    for n in range(4):
        people.add(store, NewPerson(full_name=f"P{n}"))
    uuid, seq = store.row("SELECT uuid, seq FROM meta") or ("", 0)
    assert seq == 4 and mark.read(folder) == (uuid, 4)
    store.close()
    assert sorted(path.name for path in folder.iterdir()) == ["netcare.db", "netcare.lock", "netcare.mark"]
    with closing(sqlite3.connect(f"file:{folder / 'netcare.db'}?immutable=1", uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (4,)


# one writer


STARTER = """
import sys
from datetime import date
from pathlib import Path
from netcare_desktop.clock import FixedClock
from netcare_desktop.store import people
from netcare_desktop.store.errors import Locked
from netcare_desktop.store.opening import open_store
from netcare_desktop.store.people import NewPerson
print("ready", flush=True)
sys.stdin.readline()
try:
    store = open_store(Path(sys.argv[1]), FixedClock(date(2026, 11, 22)))
    people.add(store, NewPerson(full_name="Winner"))
    print("won", flush=True)
except Locked as error:
    print("locked", error, flush=True)
sys.stdin.read()
"""


def starter(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_of_many_that_start_at_once_on_a_new_folder_one_wins(folder: Path, clock: FixedClock) -> None:
    starters = [starter(folder) for _ in range(20)]
    for process in starters:
        assert said(process) == "ready"
    for process in starters:
        go(process)
    answers = [said(process) for process in starters]
    for process in starters:
        process.communicate(timeout=60)
    assert sorted(answers) == [
        "locked NetCare is already open for this data folder. Quit it there, or go on in its window."
    ] * 19 + ["won"]
    store = open_store(folder, clock)
    assert store.value("SELECT count(*) FROM person") == 1
    store.close()


@POSIX
def test_after_a_kill_the_next_start_is_not_locked_out(folder: Path, clock: FixedClock) -> None:
    process = starter(folder)
    said(process)
    go(process)
    assert said(process) == "won"
    with pytest.raises(Locked):
        open_store(folder, clock)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    store = open_store(folder, clock)
    assert store.rows("SELECT full_name FROM person") == [("Winner",)]
    store.close()


def test_reading_is_possible_while_another_process_writes(folder: Path, clock: FixedClock) -> None:
    process = starter(folder)
    said(process)
    go(process)
    assert said(process) == "won"
    store = open_store(folder, clock, read_only=True)
    assert store.rows("SELECT full_name FROM person") == [("Winner",)]
    with pytest.raises(RuntimeError), store.write("Try"):
        pass
    store.close()
    process.communicate()


@pytest.fixture
def held(settled: Store, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
    """Another program holds the write lock; nobody waits long for it here."""
    settled.connection().execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(settled.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_a_database_that_another_program_holds_is_told_and_works_again_afterwards(
    settled: Store, held: sqlite3.Connection, village: Village
) -> None:
    before = contents(settled.connection())
    with pytest.raises(Locked, match="Another program"):
        people.edit(settled, village.ana, title="Head")
    assert contents(settled.connection()) == before
    held.execute("ROLLBACK")
    held.close()
    people.edit(settled, village.ana, title="Head")
    assert_sound(settled)


def test_opening_one_that_another_program_holds_is_told(
    village_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(village_folder / "netcare.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE meta SET seq = seq")
        for read_only in (False, True):
            with pytest.raises(Locked):
                open_store(village_folder, clock, read_only=read_only)
        other.execute("ROLLBACK")
    open_store(village_folder, clock).close()


# threads


def test_other_threads_read_what_is_saved_and_cannot_write(settled: Store, village: Village) -> None:
    seen: list[object] = []

    def elsewhere() -> None:
        seen.append(settled.value("SELECT title FROM person WHERE id = ?", (village.ana,)))
        for attempt in (
            lambda: people.edit(settled, village.ana, title="x"),
            lambda: settled.connection().execute("UPDATE person SET title = 'x'"),
            lambda: settled.connection().execute("DELETE FROM person"),
        ):
            try:
                attempt()
            except (RuntimeError, sqlite3.OperationalError) as error:
                seen.append(type(error))
        settled.close_reader()

    with settled.write("Not saved yet"):
        settled.connection().execute("UPDATE person SET title = 'unsaved'")
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert seen == ["Teacher", RuntimeError, sqlite3.OperationalError, sqlite3.OperationalError]


def test_the_store_thread_is_one_thread_and_the_only_writer(folder: Path, clock: FixedClock) -> None:
    worker = StoreThread()
    store = worker.submit(lambda: open_store(folder, clock)).result()
    numbers = {worker.submit(threading.get_ident).result() for _ in range(20)}
    assert len(numbers) == 1 and threading.get_ident() not in numbers
    assert database.writer in numbers
    worker.submit(lambda: people.add(store, NewPerson(full_name="Ana"))).result()
    assert store.value("SELECT count(*) FROM person") == 1  # read here
    with pytest.raises(RuntimeError):
        people.add(store, NewPerson(full_name="Ben"))
    store.close_reader()
    worker.submit(store.close).result()
    worker.close()


# writing


def test_nouns_are_published_once_after_the_commit(settled: Store, village: Village) -> None:
    told: list[tuple[frozenset[str], bool]] = []
    end = settled.changes.subscribe(lambda nouns: told.append((nouns, settled.connection().in_transaction)))
    with settled.write("Two things"):
        people.edit(settled, village.ana, title="Head")
        people.set_tags(settled, village.ana, ["fresh"])
        assert told == []
    assert told == [(frozenset({"person", "tag", "person_tag"}), False)]
    end()
    end()
    people.edit(settled, village.ana, title="Teacher")
    assert len(told) == 1


def test_a_full_disk_is_told_by_its_name_and_harms_nothing(settled: Store, village: Village) -> None:
    """Peewee's rollback would hide the reason behind 'no transaction is active'."""
    before = contents(settled.connection())
    settled.checkpoint()
    pages = settled.value("PRAGMA page_count")
    settled.connection().execute(f"PRAGMA max_page_count = {pages}")
    refused = 0
    for size in (10_000, 100_000, 1_000_000):
        with pytest.raises(DiskFull, match="disk is full"):
            people.edit(settled, village.ana, notes="x" * size)
        refused += 1
        assert contents(settled.connection()) == before
    with pytest.raises(DiskFull):
        people.add(settled, NewPerson(full_name="x" * 90_000))
    settled.connection().execute(f"PRAGMA max_page_count = {pages * 1000}")
    people.edit(settled, village.ana, notes="x" * 10_000)
    assert refused == 3
    assert_sound(settled)


def test_an_error_that_is_a_bug_stays_one(settled: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), settled.write("Break"):
        settled.connection().execute("INSERT INTO unheard_of VALUES (1)")
    assert settled.value("SELECT action_id FROM undo_current") is None
    people.add(settled, NewPerson(full_name="Afterwards"))


def test_a_mark_that_cannot_be_written_does_not_undo_what_is_saved(
    settled: Store, village_folder: Path, clock: FixedClock
) -> None:
    path = village_folder / "netcare.mark"
    path.unlink()
    path.mkdir()
    person = people.add(settled, NewPerson(full_name="Saved"))
    settled.close()
    path.rmdir()
    store = open_store(village_folder, clock)
    assert people.names(store, [person]) == {person: "Saved"}
    store.close()


def test_upkeep_makes_the_backup_of_the_day(settled: Store, clock: FixedClock) -> None:
    settled.upkeep()
    settled.upkeep()
    clock.day = TODAY + timedelta(1)
    settled.upkeep()
    assert [backup.stamp_of(path).date() for path in backup.listed(settled.backup_folder)] == [
        TODAY + timedelta(1),
        TODAY,
    ]
    assert_sound(settled)


def test_names_of_folders_may_hold_any_sign(tmp_path: Path, clock: FixedClock) -> None:
    for name in ("dätä 数据", "a?b#c%20d", 'quo\'te "x"', "-rf"):
        store = open_store(tmp_path / name, clock)
        people.add(store, NewPerson(full_name="Ana"))
        assert backup.look_inside(backup.make_dated(store)).people == 1
        store.close()
        store = open_store(tmp_path / name, clock, read_only=True)
        assert store.value("SELECT count(*) FROM person") == 1
        store.close()
