"""Numbered steps of plain SQL that bring a database of any released schema to the newest one.

Each step runs with the version bump in one IMMEDIATE transaction. Peewee's migrator is not used: its table rebuild,
with foreign keys on, deletes every child row.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import sqlite3
from collections.abc import Callable

from netcare_desktop.store.database import APPLICATION_ID


@functools.cache
def _modules() -> list[str]:
    return sorted(
        name for _finder, name, _is_package in pkgutil.iter_modules(__path__) if name.startswith("m")
    )


def newest() -> int:
    """The schema number this program writes."""
    return int(_modules()[-1][1:5])


def migrate(
    connection: sqlite3.Connection, *, after: Callable[[sqlite3.Connection], None]
) -> tuple[int, int]:
    """Bring the file behind `connection` to the newest schema; returns (version before, version after).

    `after` runs inside the same transaction (it makes the undo triggers anew for the tables as they now are).
    Raises sqlite3.Error with nothing changed when a step fails.
    """
    before = int(connection.execute("PRAGMA user_version").fetchone()[0])
    steps = [name for name in _modules() if int(name[1:5]) > before]
    if not steps:
        return before, before
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in steps:
            module = importlib.import_module(f"{__name__}.{name}")
            for statement in module.STATEMENTS:
                connection.execute(statement)
        after(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {newest()}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return before, newest()
