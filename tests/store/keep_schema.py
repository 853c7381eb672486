"""Keeps a small database of the schema this program writes, for the tests of every later one.

Run once when a schema is final: `python -m tests.store.keep_schema`. It makes `tests/data/schemas/schema-N.db`.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, migrations
from netcare_desktop.store.opening import open_store
from tests.store.village import TODAY, settle

KEPT = Path(__file__).resolve().parents[1] / "data" / "schemas"


def keep(folder: Path = KEPT) -> Path:
    """Make the file of the newest schema; what is there already stays. Raises FileExistsError then."""
    target = folder / f"schema-{migrations.newest()}.db"
    if target.exists():
        raise FileExistsError(target)
    with tempfile.TemporaryDirectory() as work:
        store = open_store(Path(work) / "data", FixedClock(TODAY))
        settle(store)
        backup.make(store.path, target)
        store.close()
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("VACUUM")
    target.chmod(0o644)
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{keep()}\n")
