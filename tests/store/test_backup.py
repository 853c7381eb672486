"""Backups: made whole while others write, checked, thinned; a restore brings everything back and deletes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from netcare_desktop import system
from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, migrations, people, undo
from netcare_desktop.store.errors import CommandError, Damaged, DiskFull, Locked, NotOurs, StoreError, TooNew
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from tests.store.contents import assert_sound, contents, differences, fingerprint
from tests.store.village import Village


def everything(path: Path) -> list[str]:
    """The whole content of a database file, as SQL."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def test_a_backup_holds_all_and_is_private(settled: Store, village_folder: Path) -> None:
    copy = backup.make_dated(settled)
    assert copy.name == "netcare-20261122-120000.db"
    assert everything(copy) == everything(settled.path)
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert [path.name for path in (village_folder / "backups").iterdir()] == [copy.name]
    again = backup.make_dated(settled)
    assert sorted(backup.listed(settled.backup_folder)) == sorted([copy, again])


def test_a_backup_tells_what_it_holds(settled: Store) -> None:
    found = backup.look_inside(backup.make_dated(settled))
    assert (found.made_at, found.schema) == (datetime.fromisoformat("2026-11-22T12:00"), migrations.newest())
    assert found.people == settled.value("SELECT count(*) FROM person WHERE deleted_on IS NULL")


def test_backups_taken_while_somebody_writes_are_whole(settled: Store, tmp_path: Path) -> None:
    """The writer keeps an invariant: person, follow-up and interaction counts move together."""
    stop, copies = threading.Event(), list[Path]()

    def copy_on() -> None:
        while not stop.is_set():
            copies.append(backup.make(settled.path, tmp_path / f"copy-{len(copies)}.db"))

    thread = threading.Thread(target=copy_on)
    thread.start()
    n = 0
    try:
        while len(copies) < 12:
            n += 1
            with settled.write("Add"):
                for part in range(3):
                    people.add(settled, NewPerson(full_name=f"Trio {n} {part}", notes="x" * 3000))
    finally:
        stop.set()
        thread.join()
    assert n > 12
    counts = set()
    for path in copies:
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (count,) = connection.execute(
                "SELECT count(*) FROM person WHERE full_name LIKE 'Trio%'"
            ).fetchone()
            (found,) = connection.execute(
                "SELECT count(*) FROM person_search WHERE person_search MATCH 'trio'"
            ).fetchone()
            assert count % 3 == 0 and found == count
            counts.add(count)
    assert len(counts) > 3, "nothing was written meanwhile"


def test_once_a_day_and_not_for_nobody(store: Store, clock: FixedClock) -> None:
    assert backup.daily(store) is None
    people.add(store, NewPerson(full_name="Ana"))
    made = backup.daily(store)
    assert made is not None
    assert backup.daily(store) is None
    clock.day += timedelta(1)
    assert backup.daily(store) is not None
    assert len(backup.listed(store.backup_folder)) == 2


# thinning


def copies_of(days: list[date], hours: tuple[int, ...] = (12,)) -> list[Path]:
    return [Path(f"netcare-{day:%Y%m%d}-{hour:02d}0000.db") for day in days for hour in hours]


def kept(copies: list[Path], today: date) -> list[str]:
    gone = set(backup.thinned(copies, today))
    return sorted((path.name[8:23] for path in copies if path not in gone), reverse=True)


def test_of_years_of_daily_copies_days_weeks_and_months_stay() -> None:
    today = date(2026, 11, 22)
    left = kept(copies_of([today - timedelta(n) for n in range(800)]), today)
    days = [datetime.strptime(name[:8], "%Y%m%d").date() for name in left]  # noqa: DTZ007  a name
    assert days[:12] == [today - timedelta(n) for n in range(12)]
    weeks = {day.isocalendar()[:2] for day in days}
    months = {(day.year, day.month) for day in days}
    assert len(months) >= 9 and (2026, 3) in months and (2026, 2) not in months
    assert len(weeks) >= 10 and all((today - timedelta(7 * n)).isocalendar()[:2] in weeks for n in range(10))
    assert len(left) == 12 + 8 + 8  # two of the weeks and one of the months are among the days


@pytest.mark.parametrize(
    ("ages", "gone"),
    [
        ([], []),
        ([0], []),
        ([400], []),
        ([0, 1, 400, 800], []),
        (range(12), []),
        (range(13), [12]),  # its week has a newer one
        (range(15), [12, 13]),
    ],
)
def test_thinning_table(ages: list[int], gone: list[int]) -> None:
    today = date(2026, 11, 22)  # a Sunday
    copies = copies_of([today - timedelta(n) for n in ages])
    assert backup.thinned(copies, today) == copies_of([today - timedelta(n) for n in gone])


def test_all_of_two_days_stay_and_the_newest_of_older_ones() -> None:
    today = date(2026, 11, 22)
    copies = copies_of([today, today - timedelta(1), today - timedelta(2)], hours=(8, 12, 16))
    assert kept(copies, today) == [
        "20261122-160000",
        "20261122-120000",
        "20261122-080000",
        "20261121-160000",
        "20261121-120000",
        "20261121-080000",
        "20261120-160000",
    ]


def test_a_clock_that_jumps_years_ahead_throws_nothing_good_away() -> None:
    copies = copies_of([date(2026, 11, 22) - timedelta(n) for n in range(5)])
    assert backup.thinned(copies, date(2046, 1, 1)) == []


def test_other_files_in_the_folder_are_left_alone(settled: Store, clock: FixedClock) -> None:
    folder = settled.backup_folder
    system.make_private_folder(folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "netcare-final.db").write_text("mine too", encoding="utf-8")
    for _ in range(20):
        clock.day += timedelta(1)
        backup.daily(settled)
    assert (folder / "notes.txt").exists() and (folder / "netcare-final.db").exists()
    assert 12 <= len(backup.listed(folder)) < 20


# when it does not work out


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on the size of files")
def test_a_full_disk_keeps_the_old_backups_and_leaves_no_half_one(
    settled: Store, village_folder: Path
) -> None:
    first = backup.make_dated(settled)
    settled.close()
    before = fingerprint(village_folder / "backups")
    code = """
import resource, signal, sys
from datetime import date, time
from pathlib import Path
from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup
from netcare_desktop.store.errors import StoreError
from netcare_desktop.store.opening import open_store
store = open_store(Path(sys.argv[1]), FixedClock(date(2026, 11, 23)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    backup.daily(store)
    print("made")
except StoreError as error:
    print(error.code)
store.close()
"""
    refused = 0
    for limit in (1, 4096, 40_000, first.stat().st_size - 1):
        done = subprocess.run(
            [sys.executable, "-c", code, str(village_folder), str(limit)],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.stdout.strip() in ("unwritable", "disk_full"), done.stderr
        refused += 1
        assert fingerprint(village_folder / "backups") == before
    assert refused == 4


def test_a_copy_of_a_damaged_database_is_not_kept(settled: Store) -> None:
    first = backup.make_dated(settled)
    settled.checkpoint()
    page = settled.value("SELECT rootpage FROM sqlite_master WHERE name = 'contact_point'")
    size = settled.value("PRAGMA page_size")
    with settled.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    with pytest.raises(Damaged):
        backup.make_dated(settled)
    assert list(settled.backup_folder.iterdir()) == [first]


def test_a_copy_to_a_folder_that_is_not_there_is_a_sentence(settled: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        backup.make(settled.path, tmp_path / "none" / "copy.db")
    assert len(str(caught.value)) > 20


def test_what_a_killed_backup_left_is_swept_and_does_not_stop_the_next(
    village_folder: Path, clock: FixedClock
) -> None:
    folder = village_folder / "backups"
    system.make_private_folder(folder)
    half = folder / ".netcare-20261122-120000.db.tmp"
    half.write_bytes(b"half")
    (folder / ".netcare-20261122-120000.db.tmp-journal").write_bytes(b"half")
    store = open_store(village_folder, clock)
    assert list(folder.iterdir()) == []
    half.write_bytes(b"half")
    assert backup.look_inside(backup.make_dated(store)).people > 5
    store.close()


def test_a_database_that_another_program_holds_is_told(
    village_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "BUSY_SECONDS", 0.1)
    path = village_folder / "netcare.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Locked):
            backup.make(path, tmp_path / "copy.db")
        assert not (tmp_path / "copy.db").exists()


# restore


def test_a_restore_brings_back_everything_undo_included(
    village_folder: Path, clock: FixedClock, village: Village
) -> None:
    store = open_store(village_folder, clock)
    before, rows = contents(store.connection()), everything(store.path)
    copy = backup.make_dated(store)
    people.delete(store, [village.ana])
    people.erase(store, [village.ben])
    store.close()
    now = (village_folder / "netcare.db").read_bytes()
    old_mark = (village_folder / "netcare.mark").read_bytes()
    aside = backup.restore_into(village_folder, copy, clock)
    assert aside is not None and aside.parent == village_folder
    assert (aside / "netcare.db").read_bytes() == now
    assert (aside / "netcare.mark").read_bytes() == old_mark
    assert everything(village_folder / "netcare.db") == rows
    store = open_store(village_folder, clock)
    assert differences(before, contents(store.connection())) == {}
    assert_sound(store)
    undo.undo(store)
    assert copy.exists()
    store.close()


def test_the_open_program_can_restore_too(settled: Store, village: Village) -> None:
    told: list[frozenset[str]] = []
    settled.changes.subscribe(told.append)
    copy = backup.make_dated(settled)
    before = contents(settled.connection())
    people.erase(settled, [village.ana])
    aside = settled.restore(copy)
    assert aside and (aside / "netcare.db").exists()
    assert differences(before, contents(settled.connection())) == {}
    assert "person" in told[-1] and "setting" in told[-1]
    people.add(settled, NewPerson(full_name="Afterwards"))
    assert_sound(settled)


def test_a_restore_that_is_refused_leaves_the_open_program_as_it_was(settled: Store, tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"nothing")
    before = contents(settled.connection())
    with pytest.raises(Damaged):
        settled.restore(bad)
    assert contents(settled.connection()) == before
    people.add(settled, NewPerson(full_name="Afterwards"))


def test_the_damaged_set_is_kept_with_its_wal(
    village_folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    store = open_store(village_folder, clock)
    copy = backup.make_dated(store)
    people.add(store, NewPerson(full_name="Only in the wal"))
    hot = Path(shutil.copytree(village_folder, tmp_path / "hot"))
    store.close()
    os.truncate(hot / "netcare.db", 5000)
    with pytest.raises(Damaged):
        open_store(hot, clock)
    before = fingerprint(hot)
    aside = backup.restore_into(hot, copy, clock)
    assert aside is not None
    after = fingerprint(aside)
    assert {"netcare.db", "netcare.db-wal", "netcare.db-shm", "netcare.mark"} == after.keys()
    assert after == {name: before[name] for name in after}
    store = open_store(hot, clock)
    assert store.value("SELECT count(*) FROM person WHERE full_name = 'Only in the wal'") == 0
    assert_sound(store)
    store.close()


def test_into_an_empty_folder(settled: Store, tmp_path: Path, clock: FixedClock) -> None:
    copy = backup.make_dated(settled)
    settled.close()
    assert backup.restore_into(tmp_path / "new", copy, clock) is None
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "netcare.db",
        "netcare.lock",
        "netcare.mark",
    ]
    store = open_store(tmp_path / "new", clock)
    assert_sound(store)
    store.close()


def test_refused_while_netcare_is_open(settled: Store, village_folder: Path, clock: FixedClock) -> None:
    copy = backup.make_dated(settled)
    before = contents(settled.connection())
    with pytest.raises(Locked):
        backup.restore_into(village_folder, copy, clock)
    assert contents(settled.connection()) == before


def spoil_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.newest() + 1}")


def spoil_foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 5")


def spoil_empty(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")


def into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[str, tuple[Callable[[Path], object], tuple[type[Exception], ...]]] = {
    "newer": (spoil_newer, (TooNew,)),
    "another program's": (spoil_foreign, (NotOurs,)),
    "a database with nothing": (spoil_empty, (NotOurs, Damaged)),
    "cut": (lambda path: os.truncate(path, path.stat().st_size // 2), (Damaged,)),
    "text": (lambda path: path.write_text("dear diary"), (Damaged,)),
    "0 bytes": (lambda path: path.write_bytes(b""), (NotOurs, Damaged)),
    "missing": (Path.unlink, (CommandError,)),
    "a folder": (into_folder, (CommandError,)),
}


@pytest.mark.parametrize("state", SPOILT)
def test_a_copy_that_is_not_good_is_refused_and_nothing_is_touched(
    state: str, village_folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    store = open_store(village_folder, clock)
    copy = backup.make(store.path, tmp_path / "copy.db")
    store.close()
    spoil, kind = SPOILT[state]
    spoil(copy)
    before = fingerprint(village_folder)
    with pytest.raises(kind) as caught:
        backup.restore_into(village_folder, copy, clock)
    assert "copy.db" in str(caught.value) and len(str(caught.value)) > 25
    assert fingerprint(village_folder) == before


def test_a_copy_by_hand_in_wal_mode_on_a_read_only_stick(
    village_folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copyfile(village_folder / "netcare.db", stick / "mine.db")
    assert backup.look_inside(stick / "mine.db").people > 5
    backup.restore_into(tmp_path / "new", stick / "mine.db", clock)
    store = open_store(tmp_path / "new", clock)
    assert store.value("SELECT count(*) FROM person") > 5
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("point", ["rename", "replace_file", "replace"])
def test_a_restore_that_is_killed_never_ends_in_an_empty_start(
    point: str, village_folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    """Dies before and after each step of the exchange; then there is an error or a whole database, and a restore works."""
    store = open_store(village_folder, clock)
    copy = backup.make(store.path, tmp_path / "copy.db")
    people.add(store, NewPerson(full_name="Late"))
    store.close()
    killed = 0
    for n in range(1, 9):
        folder = Path(shutil.copytree(village_folder, tmp_path / f"{point}-{n}"))
        done = subprocess.run(
            [sys.executable, "-c", KILLED_RESTORE, str(folder), str(copy), point, str(n)],
            capture_output=True,
            text=True,
        )
        killed += done.returncode == -9
        try:
            store = open_store(folder, clock)
            assert store.value("SELECT count(*) FROM person") > 5, "an empty start"
            store.close()
        except StoreError:
            pass
        backup.restore_into(folder, copy, clock)
        store = open_store(folder, clock)
        assert store.value("SELECT count(*) FROM person") > 5
        store.close()
    assert killed >= 2, "the restore has other steps now"


KILLED_RESTORE = """
import os, signal, sys
from datetime import date
from pathlib import Path
from netcare_desktop import system
from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, mark
folder, copy, point, n = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
owner = {"rename": Path, "replace_file": system, "replace": mark}[point]
real, calls = getattr(owner, point), 0
def counted(*arguments):
    global calls
    calls += 1
    if calls == (n + 1) // 2 and n % 2:
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*arguments)
    if calls == n // 2 and not n % 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(owner, point, counted)
backup.restore_into(folder, copy, FixedClock(date(2026, 11, 22)))
"""


def test_a_disk_that_is_full_while_restoring_leaves_the_old_database(
    village_folder: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(village_folder, clock)
    copy = backup.make(store.path, tmp_path / "copy.db")
    store.close()
    before = fingerprint(village_folder)
    monkeypatch.setattr(system, "create_private_file", full)
    with pytest.raises(DiskFull):
        backup.restore_into(village_folder, copy, clock)
    assert fingerprint(village_folder) == before


def full(_path: Path) -> int:
    raise OSError(28, os.strerror(28))
