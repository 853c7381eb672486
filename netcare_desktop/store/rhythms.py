"""Reads the facts on which a due day depends, as domain's `Rhythm`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from netcare_desktop.domain.due import Rhythm
from netcare_desktop.domain.words import Growth

_FACTS = """
SELECT p.id, p.uid, p.cadence, c.cadence, p.growth, p.growing_since, p.cadence_set_on, p.met_on,
  d.last_interaction_on, p.last_spoke_on, p.snoozed_until, p.due_not_before, p.paused, p.paused_until,
  p.in_card_stack OR p.archived_on IS NOT NULL OR p.deleted_on IS NOT NULL
FROM person p LEFT JOIN circle c ON c.id = p.circle_id LEFT JOIN person_derived d ON d.person_id = p.id
WHERE (p.cadence IS NOT NULL OR c.cadence IS NOT NULL OR p.growth = 'growing') AND {where}
"""


def day(text: str | None) -> date | None:
    """A DATE column as a day."""
    return date.fromisoformat(text) if text else None


def read(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...] = ()
) -> Iterator[tuple[int, Rhythm]]:
    """(person id, rhythm) of everybody with a cadence among those for whom `where` holds (alias p)."""
    for row in connection.execute(_FACTS.format(where=where), values).fetchall():
        yield (
            int(row[0]),
            Rhythm(
                person_id=row[1],
                cadence=row[2],
                circle_cadence=row[3],
                growth=Growth(row[4]) if row[4] else None,
                growing_since=day(row[5]),
                cadence_set_on=day(row[6]),
                met_on=day(row[7]),
                last_interaction_on=day(row[8]),
                last_spoke_on=day(row[9]),
                snoozed_until=day(row[10]),
                not_before=day(row[11]),
                resting_until=None,
                plan_on=None,
                silent=bool(row[14]),
                paused=bool(row[12]),
                paused_until=day(row[13]),
                away=(),
            ),
        )


def of(connection: sqlite3.Connection, person: int) -> Rhythm | None:
    """The rhythm of one person; None without any cadence."""
    for _person, rhythm in read(connection, "p.id = ?", (person,)):
        return rhythm
    return None


def after_contact(rhythm: Rhythm, on: date) -> Rhythm:
    """The rhythm once a contact on that day is logged: the snooze ended, the last contact no earlier than it was."""
    last = max(on, rhythm.last_interaction_on) if rhythm.last_interaction_on else on
    return replace(rhythm, last_interaction_on=last, snoozed_until=None, not_before=None)
