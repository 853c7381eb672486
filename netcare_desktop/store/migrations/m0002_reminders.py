"""What was announced when, so that nothing is announced twice and nothing is forgotten."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE reminder_told (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, moment TEXT NOT NULL, told_at TEXT NOT NULL,
        run TEXT NOT NULL, shown INTEGER NOT NULL DEFAULT 0, named INTEGER NOT NULL DEFAULT 1,
        ended INTEGER NOT NULL DEFAULT 0, UNIQUE (key, moment))""",
    "CREATE INDEX reminder_told_moment ON reminder_told (moment)",
    """CREATE TABLE reminder_reason (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, reason TEXT NOT NULL, told_on DATE NOT NULL,
        UNIQUE (person_id, reason))""",
    """CREATE TABLE reminder_pause (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, until TEXT NOT NULL)""",
)
