"""The canary is put everywhere a name could be; it must come out nowhere."""

from __future__ import annotations

import contextlib
import csv
import json
import logging
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from pathlib import Path

import peewee
import pytest

from netcare_desktop import logs

CANARY = "Zq7Canary"
log = logging.getLogger("netcare_desktop.tests")


class Colour(Enum):
    RED = "red"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A log that is being written."""
    logs.start(tmp_path / "log")
    yield tmp_path / "log"
    logs.stop()
    logging.getLogger().setLevel(logging.WARNING)


def written(folder: Path) -> str:
    return (folder / logs.LOG_FILE).read_text(encoding="utf-8")


def select_missing_column() -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"SELECT {CANARY}")


class Person(peewee.Model):
    name = peewee.TextField()

    class Meta:
        database = peewee.SqliteDatabase(":memory:")


def get_missing_person() -> None:
    with Person._meta.database.connection_context():
        Person.create_table()
        Person.get(Person.name == CANARY)


LEAKY: dict[str, Callable[[], object]] = {
    "int": lambda: int(CANARY),
    "date": lambda: date.fromisoformat(CANARY),
    "key": lambda: {"": 0}[CANARY],
    "decode": lambda: (CANARY + "\xff").encode("latin-1").decode(),
    "encode": lambda: (CANARY + "\udce9").encode(),
    "json": lambda: json.loads('{"a":' + CANARY),
    "csv": lambda: list(csv.reader(['"' + CANARY], strict=True)),
    "file": lambda: (Path("/nowhere") / CANARY).read_bytes(),
    "sql": select_missing_column,
    "peewee": get_missing_person,
}


@pytest.mark.parametrize("name", LEAKY)
def test_no_exception_tells_what_it_was_about(name: str, folder: Path) -> None:
    try:
        LEAKY[name]()
    except Exception as error:
        log.exception("could not do it for %s", CANARY)
        log.error("again: %s", error)
        report = logs.bug_report(error)
    else:
        pytest.fail("nothing was raised")
    for text in (written(folder), report):
        assert CANARY not in text
        assert "test_logs.py" in text and "nowhere" not in text


def test_texts_are_hidden_and_harmless_values_are_shown(folder: Path) -> None:
    log.info(
        "%s of %d in %s (%s, %s, %.1f, %s)",
        CANARY,
        3,
        logs.Safe("person"),
        None,
        Colour.RED,
        0.25,
        Path(CANARY),
    )
    log.info("by name %(who)s %(count)d", {"who": CANARY, "count": 7})
    text = written(folder)
    assert CANARY not in text
    assert "<str> of 3 in person (None, RED, 0.2, <PosixPath>)" in text.replace("WindowsPath", "PosixPath")
    assert "by name <str> 7" in text
    assert text.count("\n") == 2


def test_a_message_that_does_not_fit_its_arguments_is_written_as_it_stands() -> None:
    record = logging.LogRecord("netcare_desktop.x", logging.INFO, "x.py", 1, "too few %s %s", (CANARY,), None)
    assert logs.RedactingFormatter().format(record).endswith("INFO x: too few %s %s")


def test_other_libraries_are_heard_but_not_quoted(folder: Path) -> None:
    logging.getLogger("somebody").warning(CANARY)
    logging.getLogger("peewee").debug("INSERT ... %s", CANARY)
    text = written(folder)
    assert CANARY not in text and "INSERT" not in text
    assert "WARNING somebody: (a message from test_logs.py:" in text


def test_the_cause_the_code_and_the_place_are_told(folder: Path) -> None:
    with pytest.raises(OSError) as raised:
        try:
            select_missing_column()
        except sqlite3.Error as error:
            raise OSError(28, CANARY) from error
    first, second = logs.describe(raised.value).split("; from ")
    assert first.startswith("OSError ENOSPC at test_logs.py:")
    assert second.startswith("OperationalError SQLITE_ERROR at test_logs.py:")
    assert ":select_missing_column < test_logs.py:" in second


def test_errors_that_cause_each_other_come_to_an_end() -> None:
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one
    assert logs.describe(one) == "ValueError; from KeyError"


def test_a_line_break_cannot_forge_a_second_line(folder: Path) -> None:
    log.info("first %s", logs.Safe("x\n2026-01-01T00:00:00Z ERROR forged"))
    assert written(folder).count("\n") == 1


def test_nothing_is_made_before_something_is_logged_and_then_it_is_private(folder: Path) -> None:
    before = os.umask(0)
    try:
        assert not folder.exists()
        log.info("now")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / logs.LOG_FILE).stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_the_log_stays_small_and_the_newest_lines_are_kept(folder: Path) -> None:
    text = logs.Safe("x" * 1000)
    lines = 4 * logs.MAX_BYTES // 1000
    for number in range(lines):
        log.info("%d %s", number, text)
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == [logs.LOG_FILE, f"{logs.LOG_FILE}.1", f"{logs.LOG_FILE}.2"]
    assert all(path.stat().st_size <= logs.MAX_BYTES for path in files)
    numbers = [
        int(line.split()[3])
        for path in reversed(files)
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert numbers == list(range(numbers[0], lines))


def test_a_log_that_cannot_be_written_disturbs_nobody(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file where the folder should be", encoding="utf-8")
    logs.start(tmp_path / "log")
    try:
        log.error("nobody hears this")
    finally:
        logs.stop()
        logging.getLogger().setLevel(logging.WARNING)
    assert capfd.readouterr() == ("", "")


def test_starting_again_elsewhere_leaves_one_log(tmp_path: Path, folder: Path) -> None:
    log.info("here")
    logs.start(tmp_path / "other")
    log.info("there")
    assert "there" not in written(folder) and written(tmp_path / "other").count("\n") == 1


CRASH = f"""
import ctypes, sys
from pathlib import Path
from netcare_desktop.logs import CrashFile
crash = CrashFile(Path(sys.argv[1]))
print(crash.open() is None, flush=True)
def fall(name):
    ctypes.string_at(0)
fall("{CANARY}")
"""


NEXT_START = """
import json, sys
from pathlib import Path
from netcare_desktop.logs import CrashFile
crash = CrashFile(Path(sys.argv[1]))
print(json.dumps(crash.open()))
crash.close()
"""


def start_again(folder: Path) -> str | None:
    """What a start after a crash is told. In its own process: the tests' crash traces must stay with pytest."""
    done = subprocess.run(
        [sys.executable, "-c", NEXT_START, str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told: str | None = json.loads(done.stdout)
    return told


def test_a_crash_is_told_at_the_next_start_without_values_and_folders(tmp_path: Path) -> None:
    script = tmp_path / "home of ana" / "fall.py"
    script.parent.mkdir()
    script.write_text(CRASH, encoding="utf-8")
    folder = tmp_path / "log"
    done = subprocess.run(
        [sys.executable, str(script), str(folder)], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert done.returncode != 0 and done.stdout == "True\n"
    told = start_again(folder)
    assert told is not None
    assert 'File "fall.py", line' in told and "in fall" in told
    assert "ana" not in told and CANARY not in told
    assert "An earlier run ended by a crash" in logs.bug_report(crash=told)
    assert start_again(folder) is None
    assert [path.name for path in folder.iterdir()] == [logs.LAST_CRASH_FILE]


def test_a_report_names_the_versions() -> None:
    report = logs.bug_report()
    assert (
        "NetCare Desktop" in report
        and f"SQLite {sqlite3.sqlite_version}" in report
        and "PySide6 6." in report
    )
