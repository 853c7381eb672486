"""Whether a data folder holds everything that was acknowledged, judged by a reader of its own after the program reopened it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, derived
from netcare_desktop.store.errors import CommandError, StoreError
from netcare_desktop.store.opening import open_store
from tests.store.contents import assert_file_sound, followed
from tests.store.faults.workload import CARDS, SECRET
from tests.store.village import TODAY


@dataclass
class Figures:
    """What a harness did and found. `bad` must stay empty, and `did` must show that something was tried."""

    name: str
    did: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def need(self, least: int, of: str) -> None:
        """A harness that did nothing must not pass."""
        if self.did[of] < least:
            self.bad.append(f"only {self.did[of]} {of}, {least} expected")

    def count(self, said: Iterable[str]) -> None:
        """Note what a child acknowledged."""
        self.did["acknowledged"] += sum(1 for line in said if line[:1] in "SUEBKZ")

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {what}" for what, count in self.did.items())
        verdict = "good" if not self.bad else f"NOT GOOD: {len(self.bad)}; " + "; ".join(self.bad[:5])
        return f"{self.name}: {counts}: {verdict}"


def judge(folder: Path, said: Iterable[str], figures: Figures, where: str) -> None:
    """Reopen what a fault left and compare it with the acknowledgements; what is wrong goes to `figures.bad`."""
    lines = [line.split(" ", 2) for line in said if line]
    if not (folder / "netcare.db").exists():
        if any(line[0] == "OPEN" for line in lines):
            figures.bad.append(f"{where}: the database is gone")
        figures.did["before there was a file"] += 1
        return
    try:
        open_store(folder, FixedClock(TODAY)).close()
    except (StoreError, OSError, sqlite3.Error) as error:
        figures.bad.append(f"{where}: does not open again: {error}")
        return
    try:
        with contextlib.closing(sqlite3.connect(folder / "netcare.db")) as connection:
            _compare(connection, folder, lines)
    except (AssertionError, sqlite3.Error) as error:
        figures.bad.append(f"{where}: {error}")
        return
    _copies(folder, lines, figures, where)
    figures.did["whole afterwards"] += 1


def _compare(connection: sqlite3.Connection, folder: Path, lines: list[list[str]]) -> None:
    assert_file_sound(connection)
    before = followed(connection)
    derived.rebuild(connection)
    assert before == followed(connection), "derived rows are not up to date"
    here = {str(row[0]) for row in connection.execute("SELECT id FROM person")}
    erased = {line[1] for line in lines if line[0] == "E"}
    doomed = {line[1] for line in lines if line[0] == "D"}
    for line in lines:
        if line[0] == "S":
            assert line[1] in here or line[1] in doomed, f"person {line[1]} is lost"
        elif line[0] == "B":
            found = connection.execute(
                "SELECT count(*) FROM person WHERE import_batch_id = ?", (line[1],)
            ).fetchone()
            assert found == (CARDS,), f"import {line[1]} is lost"
    assert not erased & here, "an erased person is there"
    titles = {line[1]: line[2] for line in lines if line[0] == "U"}
    for person, title in titles.items():
        found = connection.execute("SELECT title FROM person WHERE id = ?", (person,)).fetchone()
        assert found == (title,), f"the change of {person} is lost"
    sizes = connection.execute(
        "SELECT count(*) FROM person WHERE import_batch_id IS NOT NULL GROUP BY import_batch_id"
    )
    assert all(row == (CARDS,) for row in sizes), "a torn import"
    if (
        erased
        and not connection.execute("SELECT 1 FROM person WHERE notes LIKE ?", (f"%{SECRET}%",)).fetchone()
    ):
        data = b"".join(path.read_bytes() for path in folder.glob("netcare.db*")).lower()
        assert SECRET.encode() not in data, "words of an erased person are in the file"


def _copies(folder: Path, lines: list[list[str]], figures: Figures, where: str) -> None:
    for path in backup.listed(folder / "backups"):
        try:
            backup.look_inside(path)
            figures.did["backups whole"] += 1
        except (StoreError, CommandError) as error:
            figures.bad.append(f"{where}: backup {path.name}: {error}")
    kept = {path.name for path in backup.listed(folder / "backups")}
    last = [Path(line[1]).name for line in lines if line[0] == "K"][-1:]
    if not set(last) <= kept:
        figures.bad.append(f"{where}: an acknowledged backup is gone")
