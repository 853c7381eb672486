"""Contacts that took place: log, change, remove, list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from netcare_desktop.domain import due as due_rules
from netcare_desktop.domain.words import Answered, Channel, StartedBy
from netcare_desktop.i18n import tr
from netcare_desktop.store import people, rhythms
from netcare_desktop.store.errors import CommandError, NotFound
from netcare_desktop.store.facts import InteractionFact

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_COLUMNS = (
    "i.id, i.on_day, i.at_time, i.channel, i.started_by, i.minutes, i.summary, i.notes, i.intent, i.answered"
)


@dataclass(frozen=True, slots=True)
class NewInteraction:
    """What to log. `at`: HH:MM or None; `minutes`: how long it took."""

    people: tuple[int, ...]
    on: date
    channel: Channel = Channel.MESSAGE
    started_by: StartedBy = StartedBy.ME
    summary: str = ""
    notes: str = ""
    at: str | None = None
    minutes: int | None = None
    intent: str = ""
    answered: Answered = Answered.UNKNOWN


def log(store: Store, new: NewInteraction) -> int:
    """Log a contact; returns its id. It ends snoozes and steps back of everybody who was there.

    Entered for an earlier day it never moves a due date backwards. Raises CommandError for a day to come or nobody.
    """
    if not new.people:
        raise CommandError(tr("Whom was it with? Name at least one person."))
    if new.on > store.clock.today():
        raise CommandError(tr("A contact lies in the past or today. For a day to come, note a follow-up."))
    listed = people.names(store, new.people)
    with store.write("Log a contact with {name}", tr(", ").join(listed[person] for person in new.people)):
        connection = store.connection()
        cursor = connection.execute(
            "INSERT INTO interaction (on_day, at_time, channel, started_by, minutes, summary, notes, intent, answered, "
            "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (new.on.isoformat(), new.at, str(new.channel), str(new.started_by), new.minutes, new.summary.strip(),
             new.notes.strip(), new.intent, str(new.answered), store.instant()),
        )  # fmt: skip
        interaction = int(cursor.lastrowid or 0)
        for person in dict.fromkeys(new.people):
            _join(store, interaction, person, new.on)
    return interaction


def change(store: Store, interaction: int, new: NewInteraction) -> None:
    """Replace what an interaction says. Raises NotFound, CommandError as in `log`."""
    if not new.people:
        raise CommandError(tr("Whom was it with? Name at least one person."))
    if new.on > store.clock.today():
        raise CommandError(tr("A contact lies in the past or today. For a day to come, note a follow-up."))
    before = {person for person, _name in get(store, interaction).people}
    with store.write("Change a contact"):
        connection = store.connection()
        connection.execute(
            "UPDATE interaction SET on_day = ?, at_time = ?, channel = ?, started_by = ?, minutes = ?, summary = ?, "
            "notes = ?, intent = ?, answered = ? WHERE id = ?",
            (new.on.isoformat(), new.at, str(new.channel), str(new.started_by), new.minutes, new.summary.strip(),
             new.notes.strip(), new.intent, str(new.answered), interaction),
        )  # fmt: skip
        for person in before - set(new.people):
            connection.execute(
                "DELETE FROM interaction_person WHERE interaction_id = ? AND person_id = ?",
                (interaction, person),
            )
        for person in dict.fromkeys(person for person in new.people if person not in before):
            _join(store, interaction, person, new.on)


def describe(store: Store, interaction: int, summary: str) -> None:
    """Add the line "What was it about?" to a contact that is logged already."""
    with store.write("Note what it was about"):
        store.connection().execute(
            "UPDATE interaction SET summary = ? WHERE id = ?", (summary.strip(), interaction)
        )


def delete(store: Store, interaction: int) -> None:
    """Remove a logged contact; undo brings it back."""
    get(store, interaction)
    with store.write("Remove a contact"):
        store.connection().execute("DELETE FROM interaction_person WHERE interaction_id = ?", (interaction,))
        store.connection().execute("DELETE FROM interaction WHERE id = ?", (interaction,))


def get(store: Store, interaction: int) -> InteractionFact:
    """One interaction. Raises NotFound."""
    row = store.row(f"SELECT {_COLUMNS} FROM interaction i WHERE i.id = ?", (interaction,))
    if row is None:
        raise NotFound(tr("That contact does not exist any more."))
    return _facts(store, [row])[0]


def of_person(store: Store, person: int, *, limit: int = 200) -> list[InteractionFact]:
    """A person's interactions, the newest first."""
    return _facts(
        store,
        store.rows(
            f"SELECT {_COLUMNS} FROM interaction_person ip JOIN interaction i ON i.id = ip.interaction_id "
            "WHERE ip.person_id = ? ORDER BY i.on_day DESC, i.id DESC LIMIT ?",
            (person, limit),
        ),
    )


def last_notes(store: Store, people_ids: Sequence[int]) -> dict[int, tuple[date, str]]:
    """For each person the day and words of the newest contact that has any."""
    found: dict[int, tuple[date, str]] = {}
    for person in people_ids:
        row = store.row(
            "SELECT i.on_day, CASE WHEN i.summary != '' THEN i.summary ELSE i.notes END FROM interaction_person ip "
            "JOIN interaction i ON i.id = ip.interaction_id WHERE ip.person_id = ? AND (i.summary != '' OR i.notes != '') "
            "ORDER BY i.on_day DESC, i.id DESC LIMIT 1",
            (person,),
        )
        if row:
            found[person] = (date.fromisoformat(row[0]), str(row[1]))
    return found


def _join(store: Store, interaction: int, person: int, on: date) -> None:
    """Put a person into an interaction, with what follows for the due date."""
    connection = store.connection()
    today = store.clock.today()
    rhythm = rhythms.of(connection, person)
    connection.execute(
        "INSERT INTO interaction_person (interaction_id, person_id) VALUES (?, ?)", (interaction, person)
    )
    connection.execute(
        "UPDATE person SET snoozed_until = NULL, snoozes = 0, due_not_before = NULL WHERE id = ?", (person,)
    )
    connection.execute("DELETE FROM step_back WHERE person_id = ?", (person,))
    if rhythm is None:
        return
    before = due_rules.due_date(rhythm)
    after = due_rules.due_date(rhythms.after_contact(rhythm, on))
    held = due_rules.not_before_after_logging(before, after, on, today)
    if held is not None:
        connection.execute("UPDATE person SET due_not_before = ? WHERE id = ?", (held.isoformat(), person))


def _facts(store: Store, rows: Sequence[tuple[Any, ...]]) -> list[InteractionFact]:
    present: dict[int, list[tuple[int, str]]] = {}
    for start in range(0, len(rows), 500):
        listed = ", ".join(str(row[0]) for row in rows[start : start + 500])
        for interaction, person, name in store.rows(
            "SELECT ip.interaction_id, p.id, p.full_name FROM interaction_person ip JOIN person p ON p.id = ip.person_id "
            f"WHERE ip.interaction_id IN ({listed}) ORDER BY ip.id"
        ):
            present.setdefault(interaction, []).append((person, name))
    return [
        InteractionFact(
            id=int(row[0]),
            on=date.fromisoformat(str(row[1])),
            at=row[2],
            channel=str(row[3]),
            started_by=str(row[4]),
            minutes=row[5],
            summary=str(row[6]),
            notes=str(row[7]),
            intent=str(row[8]),
            answered=str(row[9]),
            people=tuple(present.get(int(row[0]), ())),
        )
        for row in rows
    ]
