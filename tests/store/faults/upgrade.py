"""The upgrade under fault: as a program, it opens a data folder with a NetCare that knows one schema more."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import types
from pathlib import Path

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, migrations
from netcare_desktop.store.opening import open_store
from tests.store.contents import assert_file_sound
from tests.store.faults.verdict import Figures
from tests.store.keep_schema import KEPT
from tests.store.village import TODAY

STATEMENTS = (
    "ALTER TABLE person ADD COLUMN pronoun TEXT NOT NULL DEFAULT ''",
    "UPDATE person SET pronoun = 'they'",
    "CREATE TABLE promise (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES person (id) ON DELETE CASCADE)",
    "INSERT INTO promise (person_id) SELECT id FROM person",
    "CREATE INDEX promise_person ON promise (person_id)",
)


def settled(folder: Path) -> Path:
    """A data folder of the newest schema that was ever kept."""
    folder.mkdir(parents=True)
    shutil.copyfile(KEPT / f"schema-{migrations.newest()}.db", folder / "netcare.db")
    open_store(folder, FixedClock(TODAY)).close()
    return folder


def pretend() -> int:
    """From now on this process knows one schema more."""
    number = migrations.newest() + 1
    name = f"m{number:04d}_made_up"
    module = types.ModuleType(name)
    module.STATEMENTS = STATEMENTS  # type: ignore[attr-defined]
    sys.modules[f"{migrations.__name__}.{name}"] = module
    names = [*migrations._modules(), name]
    migrations._modules = lambda: names  # type: ignore[assignment]
    return number


def rows(path: Path) -> tuple[int, dict[str, int]]:
    """The schema, and the number of rows of the tables that both schemas have."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = (
            "person",
            "contact_point",
            "interaction",
            "interaction_person",
            "followup",
            "person_tag",
            "undo_row",
        )
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
        return int(connection.execute("PRAGMA user_version").fetchone()[0]), counts


def verdict(gold: Path, folder: Path, figures: Figures, where: str) -> None:
    """Left at the old or the new schema, whole; the second start finishes; a checked backup was there before."""
    old, counts = rows(gold / "netcare.db")
    look = folder.with_name("look")
    shutil.copytree(folder, look)
    version, found = rows(look / "netcare.db")
    shutil.rmtree(look)
    figures.did[f"left at schema {'old' if version == old else 'new'}"] += 1
    if version not in (old, old + 1) or found != counts:
        figures.bad.append(f"{where}: schema {version}, {found}")
        return
    again = subprocess.run(
        [sys.executable, "-m", "tests.store.faults.upgrade", str(folder)], capture_output=True, text=True
    )
    try:
        assert again.stdout == "UPGRADED\n", again.stderr[-300:]
        assert rows(folder / "netcare.db") == (old + 1, counts)
        with contextlib.closing(sqlite3.connect(folder / "netcare.db")) as connection:
            assert_file_sound(connection)
        copies = [backup.look_inside(path).schema for path in backup.listed(folder / "backups")]
        assert old in copies, "no backup from before"
        figures.did["whole afterwards"] += 1
    except AssertionError as error:
        figures.bad.append(f"{where}: {error}")


if __name__ == "__main__":
    pretend()
    open_store(Path(sys.argv[1]), FixedClock(TODAY)).close()
    sys.stdout.write("UPGRADED\n")
