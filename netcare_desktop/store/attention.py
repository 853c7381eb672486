"""When a person may come up: snooze, pause, own cadence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from netcare_desktop.domain import due as due_rules
from netcare_desktop.domain import snooze as rules
from netcare_desktop.domain import step_back
from netcare_desktop.i18n import tr
from netcare_desktop.store import people, rhythms
from netcare_desktop.store.errors import CommandError

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


def snooze(store: Store, person: int, until: date) -> rules.CadenceOffer | None:
    """Not before that day. Returns the offer of a longer cadence after the third snooze in a row. Raises CommandError."""
    today = store.clock.today()
    problem = rules.problem_with(until, today)
    if problem:
        raise CommandError(problem)
    name = people.names(store, [person])[person]
    rhythm = rhythms.of(store.connection(), person)
    if rhythm is None or due_rules.due_date(rhythm) is None:
        raise CommandError(tr("{name} is never due, so there is nothing to snooze.").format(name=name))
    with store.write("Snooze {name}", name):
        connection = store.connection()
        connection.execute(
            "UPDATE person SET snoozed_until = ?, snoozes = snoozes + 1, due_not_before = NULL WHERE id = ?",
            (until.isoformat(), person),
        )
        for stood in step_back_of(store, [person]).values():
            keep_step_backs(store, {person: step_back.snoozed(stood, today)})
        in_a_row = int(store.value("SELECT snoozes FROM person WHERE id = ?", (person,)))
    return rules.offer_after(in_a_row, due_rules.effective_cadence(rhythm))


def pause(store: Store, chosen: Sequence[int], until: date | None = None) -> None:
    """Not due until a day, or (None) until further notice. Raises CommandError for a day that is not to come."""
    if until is not None and until <= store.clock.today():
        raise CommandError(tr("A pause needs a day that is still to come."))
    listed = people.names(store, chosen)
    with store.write("Pause {name}", tr(", ").join(listed[person] for person in chosen)):
        for person in chosen:
            store.connection().execute(
                "UPDATE person SET paused = 1, paused_until = ? WHERE id = ?",
                (until.isoformat() if until else None, person),
            )


def resume(store: Store, person: int) -> None:
    """End a pause."""
    name = people.names(store, [person])[person]
    with store.write("End the pause of {name}", name):
        store.connection().execute(
            "UPDATE person SET paused = 0, paused_until = NULL WHERE id = ?", (person,)
        )


def set_cadence(store: Store, person: int, days: int | None) -> None:
    """The person's own days between contacts; None: the circle's, 0: never. Counts from today. Raises CommandError."""
    if days is not None and not 0 <= days <= 3650:
        raise CommandError(tr("A cadence is between 1 and 3650 days."))
    name = people.names(store, [person])[person]
    with store.write("Change how often {name} comes up", name):
        store.connection().execute(
            "UPDATE person SET cadence = ?, cadence_set_on = ?, snoozed_until = NULL, snoozes = 0, due_not_before = NULL "
            "WHERE id = ?",
            (days, store.clock.today().isoformat(), person),
        )
        store.connection().execute("DELETE FROM step_back WHERE person_id = ?", (person,))


def step_back_of(store: Store, chosen: Sequence[int]) -> dict[int, step_back.StepBack]:
    """How often these people were passed over on Today; those who never were are left out."""
    listed = ", ".join(str(int(person)) for person in chosen)
    return {
        int(row[0]): step_back.StepBack(row[1], rhythms.day(row[2]), row[3], rhythms.day(row[4]))
        for row in store.rows(
            f"SELECT person_id, stood_days, last_stood_on, steps, behind_until FROM step_back WHERE person_id IN ({listed})"
        )
    }


def keep_step_backs(store: Store, states: Mapping[int, step_back.StepBack]) -> None:
    """Save how often people were passed over; inside a write."""
    store.connection().executemany(
        "INSERT INTO step_back (person_id, stood_days, last_stood_on, steps, behind_until) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET stood_days = excluded.stood_days, last_stood_on = excluded.last_stood_on, "
        "steps = excluded.steps, behind_until = excluded.behind_until",
        (
            (person, state.stood_days, _iso(state.last_stood_on), state.steps, _iso(state.behind_until))
            for person, state in states.items()
        ),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
