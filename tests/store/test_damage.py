"""Files that are not as they should be: refused with a sentence, byte for byte unchanged, never a silent empty start."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, migrations, people
from netcare_desktop.store.errors import Damaged, NotOurs, StoreError, TooNew, Unwritable
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from tests.store.contents import assert_file_sound, fingerprint
from tests.store.village import TODAY

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def killed(folder: Path, kept: Path) -> Path:
    """What a killed program leaves: a copy of an open store's files, its last changes only in the `-wal`."""
    store = open_store(folder, FixedClock(TODAY))
    for n in range(3):
        people.add(store, NewPerson(full_name=f"Late {n}"))
    shutil.copytree(folder, kept)
    store.close()
    assert (kept / "netcare.db-wal").stat().st_size > 4096
    return kept


@pytest.fixture
def hot(village_folder: Path, tmp_path: Path) -> Path:
    """The data folder of a NetCare that was killed."""
    return killed(village_folder, tmp_path / "hot")


def db(folder: Path) -> Path:
    return folder / "netcare.db"


def wal(folder: Path) -> Path:
    return folder / "netcare.db-wal"


def overwrite(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def replace(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def foreign(path: Path, *, application: int = 77) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.execute("INSERT INTO song VALUES ('Ode')")
        connection.execute(f"PRAGMA application_id = {application}")
    connection.close()


def without_meta(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()


def link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def into_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def without_wal(folder: Path) -> None:
    wal(folder).unlink()


def without_database(folder: Path) -> None:
    db(folder).unlink()


def without_both(folder: Path) -> None:
    db(folder).unlink()
    (folder / "netcare.mark").unlink()


def zeroed(path: Path) -> None:
    """A page in the middle of the table of people reads as zeros."""
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'contact_point'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    overwrite(path, (page - 1) * size, bytes(size))


QUIET: dict[str, tuple[Callable[[Path], object], type[StoreError]]] = {
    "garbage": (lambda d: replace(db(d), os.urandom(50_000)), Damaged),
    "0 bytes": (lambda d: replace(db(d), b""), Damaged),
    "cut in the header": (lambda d: os.truncate(db(d), 60), Damaged),
    "cut after a page": (lambda d: os.truncate(db(d), 4096), Damaged),
    "cut in half": (lambda d: os.truncate(db(d), db(d).stat().st_size // 2), Damaged),
    "one byte short": (lambda d: os.truncate(db(d), db(d).stat().st_size - 1), Damaged),
    "a zeroed page": (lambda d: zeroed(db(d)), Damaged),
    "zeros": (lambda d: replace(db(d), bytes(50_000)), Damaged),
    "a garbled header": (lambda d: overwrite(db(d), 0, b"\xff" * 16), Damaged),
    "a garbled page size": (lambda d: overwrite(db(d), 16, b"\x00\x03"), Damaged),
    "text": (lambda d: replace(db(d), b"name,e-mail\nAna,a@b.example\n" * 50), Damaged),
    "missing": (without_database, Damaged),
    "a folder": (lambda d: into_folder(db(d)), Damaged),
    "another program's": (lambda d: foreign(db(d)), NotOurs),
    "another program's without an id": (lambda d: foreign(db(d), application=0), NotOurs),
    "without its counter": (lambda d: without_meta(db(d)), Damaged),
}
QUIET_POSIX: dict[str, tuple[Callable[[Path], object], type[StoreError]]] = {
    "a link to /dev/zero": (lambda d: link(db(d), "/dev/zero"), Damaged),
    "a link to nowhere": (lambda d: link(db(d), "nowhere/netcare.db"), Damaged),
    "a link to itself": (lambda d: link(db(d), "netcare.db"), Damaged),
    "a pipe": (lambda d: into_pipe(db(d)), Damaged),
}
HOT: dict[str, tuple[Callable[[Path], object], type[StoreError]]] = {
    "its -wal deleted": (without_wal, Damaged),
    "its -wal empty": (lambda d: os.truncate(wal(d), 0), Damaged),
    "its -wal cut": (lambda d: os.truncate(wal(d), wal(d).stat().st_size // 2), Damaged),
    "its -wal garbled": (lambda d: overwrite(wal(d), 5000, os.urandom(3000)), Damaged),
    "its -wal garbage": (lambda d: replace(wal(d), os.urandom(30_000)), Damaged),
    "its database missing": (without_database, Damaged),
    "its database and mark missing": (without_both, Damaged),
    "its database empty": (lambda d: replace(db(d), b""), Damaged),
    "a zeroed page": (lambda d: overwrite(db(d), 4096 * 6, bytes(4096)), Damaged),
}


def kept(folder: Path, found: dict[str, str]) -> dict[str, str]:
    """Without what a reader may leave: the index of the -wal, and an empty -wal."""
    empty = [name for name in found if name.endswith("-wal") and not (folder / name).stat().st_size]
    return {name: digest for name, digest in found.items() if name not in empty and not name.endswith("-shm")}


def assert_refused(folder: Path, clock: FixedClock, kind: type[StoreError]) -> str:
    """Refused twice, with the same bytes before and after; reading at most reads. Returns the sentence."""
    (folder / "netcare.lock").touch()
    before = fingerprint(folder)
    sentences = []
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            open_store(folder, clock).close()
        assert type(caught.value) is kind, caught.value
        sentences.append(str(caught.value))
        assert fingerprint(folder) == before
    try:
        # What a damaged file still holds may be looked at and exported, but it is never taken for an empty one.
        store = open_store(folder, clock, read_only=True)
        assert store.value("SELECT count(*) FROM person") > 5
        store.close()
    except StoreError as error:
        assert type(error) is kind, error
    assert kept(folder, fingerprint(folder)) == kept(folder, before)
    assert len(sentences[0]) > 30 and sentences[0].endswith(".") and "Traceback" not in sentences[0]
    return sentences[0]


@pytest.mark.parametrize("state", QUIET)
def test_a_quiet_file_that_is_not_whole(state: str, village_folder: Path, clock: FixedClock) -> None:
    spoil, kind = QUIET[state]
    spoil(village_folder)
    assert_refused(village_folder, clock, kind)


@POSIX
@pytest.mark.parametrize("state", QUIET_POSIX)
def test_something_else_in_the_files_place(state: str, village_folder: Path, clock: FixedClock) -> None:
    spoil, kind = QUIET_POSIX[state]
    spoil(village_folder)
    assert_refused(village_folder, clock, kind)


@pytest.mark.parametrize("state", HOT)
def test_what_a_killed_program_left_is_not_whole(state: str, hot: Path, clock: FixedClock) -> None:
    spoil, kind = HOT[state]
    spoil(hot)
    assert_refused(hot, clock, kind)


def test_the_wal_of_another_database(hot: Path, tmp_path: Path, clock: FixedClock) -> None:
    open_store(tmp_path / "other", clock).close()
    other = killed(tmp_path / "other", tmp_path / "other-hot")
    shutil.copyfile(wal(other), wal(hot))
    assert_refused(hot, clock, Damaged)


def test_the_database_of_another_folder_with_our_wal(hot: Path, tmp_path: Path, clock: FixedClock) -> None:
    open_store(tmp_path / "other", clock).close()
    shutil.copyfile(db(tmp_path / "other"), db(hot))
    assert_refused(hot, clock, Damaged)


def test_the_number_of_missing_changes_is_told(hot: Path, clock: FixedClock) -> None:
    wal(hot).unlink()
    assert "3 saved changes are missing" in assert_refused(hot, clock, Damaged)


def test_what_a_killed_program_left_opens_with_every_change(hot: Path, clock: FixedClock) -> None:
    (hot / "netcare.db-shm").write_bytes(os.urandom(32768))  # only an index of the -wal, and rebuilt
    store = open_store(hot, clock)
    assert store.rows("SELECT full_name FROM person WHERE full_name LIKE 'Late%'") == [
        ("Late 0",),
        ("Late 1",),
        ("Late 2",),
    ]
    store.close()


def test_a_lost_mark_is_made_anew(village_folder: Path, clock: FixedClock) -> None:
    for spoil in (
        Path.unlink,
        lambda path: path.write_bytes(b"\xff\x00"),
        lambda path: path.write_text("x -5"),
    ):
        mark = village_folder / "netcare.mark"
        before = mark.read_bytes()
        spoil(mark)
        open_store(village_folder, clock).close()
        assert mark.read_bytes() == before


def test_a_mark_that_lags_is_harmless(village_folder: Path, clock: FixedClock) -> None:
    mark = village_folder / "netcare.mark"
    uuid, seq = mark.read_text().split()
    mark.write_text(f"{uuid} {int(seq) - 2:012d}\n")
    open_store(village_folder, clock).close()
    assert mark.read_text().split() == [uuid, seq]


def test_without_database_and_mark_it_starts_anew_and_reading_says_there_is_none(
    folder: Path, clock: FixedClock
) -> None:
    with pytest.raises(FileNotFoundError):
        open_store(folder, clock, read_only=True)
    assert not folder.exists()
    open_store(folder, clock).close()
    open_store(folder, clock, read_only=True).close()


# newer


def newer(path: Path) -> int:
    found = migrations.newest() + 1
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE promise (id INTEGER PRIMARY KEY)")
        connection.execute(f"PRAGMA user_version = {found}")
    connection.close()
    return found


def test_a_newer_database_is_refused_and_not_touched(village_folder: Path, clock: FixedClock) -> None:
    found = newer(db(village_folder))
    assert f"schema {found}" in assert_refused(village_folder, clock, TooNew)


def test_also_when_it_is_newer_only_in_the_wal(
    village_folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    connection = sqlite3.connect(db(village_folder))
    connection.execute("CREATE TABLE promise (id INTEGER PRIMARY KEY)")
    connection.execute(f"PRAGMA user_version = {migrations.newest() + 1}")
    connection.commit()
    hot = tmp_path / "hot"
    shutil.copytree(village_folder, hot)
    connection.close()
    version = struct.unpack(">I", db(hot).read_bytes()[60:64])[0]
    assert version == migrations.newest() and wal(hot).stat().st_size
    assert_refused(hot, clock, TooNew)


def test_a_much_newer_one_without_our_counter_too(village_folder: Path, clock: FixedClock) -> None:
    with sqlite3.connect(db(village_folder)) as connection:
        connection.execute("DROP TABLE meta")
        connection.execute("PRAGMA user_version = 900")
    connection.close()
    assert_refused(village_folder, clock, TooNew)


# permissions; modes do not bind root, so another user tries

OPEN = """
import encodings.ascii
import os
import sys
from datetime import date
from pathlib import Path
from netcare_desktop.clock import FixedClock
from netcare_desktop.store.errors import StoreError
from netcare_desktop.store import migrations
from netcare_desktop.store.opening import open_store
migrations.newest()
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
try:
    store = open_store(Path(sys.argv[1]), FixedClock(date(2026, 11, 22)), read_only=len(sys.argv) > 2)
    print("opened", store.value("SELECT count(*) FROM person"))
    store.close()
except StoreError as error:
    print(error.code, error)
"""


def as_nobody(folder: Path, *extra: str) -> str:
    """What somebody without rights gets."""
    command = [sys.executable, "-c", OPEN, str(folder), *extra]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def reachable(village_folder: Path) -> Path:
    """The village in a folder that other users can reach; root's own temporary folder is closed to them."""
    if os.geteuid() != 0:
        return village_folder
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="netcare-test-"))
    folder.chmod(0o755)
    return Path(shutil.copytree(village_folder, folder / "data"))


@POSIX
def test_without_the_right_to_write(reachable: Path) -> None:
    try:
        reachable.chmod(0o555)
        for path in reachable.iterdir():
            path.chmod(0o444)
        before = fingerprint(reachable)
        answer = as_nobody(reachable)
        assert answer.startswith("unwritable ") and len(answer) > 40
        count = int(as_nobody(reachable, "read").removeprefix("opened "))
        assert count > 5, "reading is still possible"
        assert fingerprint(reachable) == before
        (reachable / "netcare.lock").touch()
        (reachable / "netcare.lock").chmod(0o666)
        reachable.chmod(0o777)
        assert as_nobody(reachable).startswith("unwritable "), "the file alone is read-only"
        reachable.chmod(0o000)
        assert as_nobody(reachable).startswith("unwritable ")
        assert as_nobody(reachable, "read").startswith("unwritable ")
    finally:
        reachable.chmod(0o700)
        if os.geteuid() == 0:
            shutil.rmtree(reachable.parent)


def test_a_file_where_the_folder_should_be(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "data").write_text("no folder", encoding="utf-8")
    with pytest.raises(Unwritable):
        open_store(tmp_path / "data", clock)


def test_damage_is_mended_by_a_backup_and_the_damaged_files_are_kept(
    village_folder: Path, clock: FixedClock
) -> None:
    store = open_store(village_folder, clock)
    copy = backup.make_dated(store)
    people.add(store, NewPerson(full_name="Too Late"))
    store.close()
    zeroed(db(village_folder))
    damaged = db(village_folder).read_bytes()
    with pytest.raises(Damaged):
        open_store(village_folder, clock)
    aside = backup.restore_into(village_folder, copy, clock)
    assert aside and (aside / "netcare.db").read_bytes() == damaged
    store = open_store(village_folder, clock)
    assert store.value("SELECT count(*) FROM person WHERE full_name = 'Too Late'") == 0
    assert_file_sound(store.connection())
    store.close()


def test_a_store_that_was_refused_leaves_nothing_open(
    village_folder: Path, clock: FixedClock, store: Store
) -> None:
    """The failed attempt must neither keep the lock nor take another open store's connection away."""
    db(village_folder).write_bytes(b"x" * 500)
    store.close()
    for _ in range(2):
        with pytest.raises(Damaged):
            open_store(village_folder, clock)
