"""Reminders: the facts for domain's rule, the marks of what was announced, and what a notification's buttons do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from netcare_desktop.domain import reminder_words
from netcare_desktop.domain import reminders as rules
from netcare_desktop.domain.entries import Entry, Why
from netcare_desktop.domain.words import EntryKind, Mode
from netcare_desktop.store import settings, today

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

DONE, SNOOZE, OPEN = "done", "snooze", "open"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One notification in words. `place` as of `rules.Notice`; `key` and `person` of the entry it is about.

    `actions` are those its buttons offer: a hidden entry can only be opened.
    """

    place: str
    key: str
    person: int
    title: str
    body: str
    actions: tuple[str, ...]
    notice: rules.Notice
    marks: tuple[rules.Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be shown now, and the instant to look again. `entries` are the keys that are on Today."""

    wake: datetime
    announcements: tuple[Announcement, ...] = ()
    entries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Acted:
    """What a button did: with whom, the contact it logged (None for a follow-up), the channel, the day it was put off to."""

    entry: Entry
    name: str
    interaction: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What the tray shows: how many entries are left today, and the first of them with the names of their people."""

    count: int
    first: tuple[tuple[Entry, str], ...] = ()


def look(store: Store, run: str, own_standing: int = 0) -> Look:
    """Decide what to announce at this moment, and write down that it is being said before anybody shows it.

    `run` names this run of the program: what an earlier run wrote down and did not live to show comes again.
    """
    now = store.clock.local_now()
    _forget_unshown(store, run)
    planned = today.plan(store, most_more=0)
    decision = rules.decide(
        now, wishes(store, planned), history(store), _entries(planned), timed(store, now.date()), own_standing
    )
    if decision.marks:
        with store.write_quietly():
            _write(store, run, decision.marks, is_shown=not decision.notices)
    told = dict.fromkeys({notice.place for notice in decision.notices}, decision.marks)
    if len(decision.notices) > 1:
        told = {mark.key: (mark,) for mark in decision.marks}
    worded = _worded(store, planned, decision.notices, told)
    if len(worded) < len(decision.notices):  # gone meanwhile: nobody shows it, so nothing of it is under way
        missing = {notice.matter.key for notice in decision.notices} - {one.key for one in worded}
        _confirm(store, [mark for mark in decision.marks if mark.key in missing])
    return Look(decision.wake, worded, frozenset(entry.key for entry in planned.plan.entries))


def shown(store: Store, said: Announcement) -> None:
    """It has appeared: the reason is told, and a summary counts as Today opened."""
    day = store.clock.today()
    with store.write_quietly():
        _confirm(store, said.marks)
        store.connection().execute(
            "INSERT INTO reminder_reason (person_id, reason, told_on) SELECT id, ?, ? FROM person WHERE id = ? "
            "ON CONFLICT (person_id, reason) DO UPDATE SET told_on = excluded.told_on",
            (said.notice.matter.reason, day.isoformat(), said.person),
        )
    if any(mark.key == rules.CHAIN for mark in said.marks):
        today.opened(store, today.plan(store, most_more=0))


def following(store: Store, run: str, acted: str) -> Announcement | None:
    """What takes the place of the chain's notification after `acted` was acted on; None when that was all."""
    now = store.clock.local_now()
    planned = today.plan(store, most_more=0)
    comes = rules.following(
        now, wishes(store, planned), history(store), _entries(planned), timed(store, now.date()), acted
    )
    if comes is None:
        return None
    notice, mark = comes
    marks = (mark,) if mark is not None else ()
    if marks:
        with store.write_quietly():
            _write(store, run, marks, is_shown=False)
    worded = _worded(store, planned, (notice,), {notice.place: marks})
    return worded[0] if worded else None


def ended(store: Store) -> None:
    """The user closed the chain's notification: no more of it today, and nothing that was only counted."""
    with store.write_quietly():
        connection = store.connection()
        connection.execute(
            "UPDATE reminder_told SET ended = 1 WHERE key = ? AND moment = ?",
            (rules.CHAIN, store.clock.today().isoformat()),
        )
        connection.execute("UPDATE reminder_told SET named = 1 WHERE named = 0")


def done(store: Store, key: str) -> Acted | None:
    """*Done* on the entry of Today with that key, as on its row; None when it is not there any more."""
    found = _find(store, key)
    if found is None:
        return None
    entry, name = found
    return Acted(entry, name, today.done(store, entry))


def snooze(store: Store, key: str, until: date | None = None) -> Acted | None:
    """*Snooze* on it, until tomorrow unless a day is given; None when it is not there any more. Raises as `today.snooze`."""
    found = _find(store, key)
    if found is None:
        return None
    entry, name = found
    day = until or store.clock.today() + timedelta(days=1)
    today.snooze(store, entry, day)
    return Acted(entry, name, until=day)


def pause(store: Store, until: datetime) -> None:
    """No reminder until that instant (with a zone)."""
    with store.write_quietly("reminder_pause"):
        store.connection().execute("DELETE FROM reminder_pause")
        store.connection().execute("INSERT INTO reminder_pause (until) VALUES (?)", (_instant(until),))


def pause_today(store: Store) -> None:
    """No reminder for the rest of the day."""
    pause(store, rules.pause_until_tomorrow(store.clock.local_now(), wishes(store)))


def resume(store: Store) -> None:
    """End the pause."""
    with store.write_quietly("reminder_pause"):
        store.connection().execute("DELETE FROM reminder_pause")


def paused_until(store: Store) -> datetime | None:
    """The end of the running pause, in local time; None without one."""
    now = store.clock.local_now()
    left = wishes(store).pause_left(now)
    return None if left is None else now + left


def details_hidden(store: Store) -> bool:
    """Whether names and notes stay out of notifications and of the tray."""
    return bool(settings.get(store, "reminders.hide_details"))


def left(store: Store, most: int) -> Left:
    """The entries left today, the first `most` of them with names."""
    planned = today.plan(store, most_more=0)
    named = [(entry, today.names_of(planned, entry.people)) for entry in planned.plan.entries[:most]]
    return Left(len(planned.plan.entries), tuple(named))


def wishes(store: Store, planned: today.Today | None = None) -> rules.Wishes:
    """What the user set for reminding."""
    until = store.value("SELECT until FROM reminder_pause ORDER BY id DESC")
    return rules.Wishes(
        hour=time.fromisoformat(settings.get(store, "reminders.hour")),
        quiet_from=time.fromisoformat(settings.get(store, "reminders.quiet_from")),
        quiet_to=time.fromisoformat(settings.get(store, "reminders.quiet_to")),
        paused_until=datetime.fromisoformat(until) if until else None,
        away=planned is not None and planned.plan.mode is Mode.AWAY,
    )


def history(store: Store) -> rules.History:
    """What was announced up to now."""
    told = store.rows("SELECT key, moment, told_at, named, ended FROM reminder_told")
    reasons = store.rows("SELECT person_id, reason, told_on FROM reminder_reason")
    return rules.History(
        {
            (key, moment): rules.Told(datetime.fromisoformat(at), bool(named), bool(over))
            for key, moment, at, named, over in told
        },
        {(str(person), reason): date.fromisoformat(on) for person, reason, on in reasons},
    )


def timed(store: Store, day: date) -> list[rules.Matter]:
    """Every open matter with a time of its own, up to the day after `day`."""
    return [
        rules.Matter(
            f"{EntryKind.FOLLOWUP}:{ident}",
            str(person),
            _reason(EntryKind.FOLLOWUP, Why.FOLLOWUP, str(ident), date.fromisoformat(on)),
            datetime.combine(date.fromisoformat(on), time.fromisoformat(at)),
        )
        for ident, person, on, at in store.rows(
            "SELECT f.id, f.person_id, f.on_day, f.at_time FROM followup f JOIN person p ON p.id = f.person_id "
            "WHERE f.done_on IS NULL AND f.at_time IS NOT NULL AND f.on_day <= ? AND p.deleted_on IS NULL "
            "AND p.archived_on IS NULL",
            ((day + timedelta(days=1)).isoformat(),),
        )
    ]


def _entries(planned: today.Today) -> list[rules.Matter]:
    return [
        rules.Matter(
            entry.key,
            entry.people[0],
            _reason(entry.kind, entry.reason.why, entry.matter_id or "", entry.due_on),
            None if entry.at is None or entry.due_on is None else datetime.combine(entry.due_on, entry.at),
        )
        for entry in planned.plan.entries
    ]


def _reason(kind: EntryKind, why: Why, matter: str, on: date | None) -> str:
    """The same text on every day a reason holds, another one when it comes anew."""
    return f"{kind}:{why}:{matter}:{on.isoformat() if on else ''}"


def _worded(
    store: Store,
    planned: today.Today,
    notices: Sequence[rules.Notice],
    marks: dict[str, tuple[rules.Mark, ...]],
) -> tuple[Announcement, ...]:
    entries = {entry.key: entry for entry in planned.plan.entries}
    hidden = details_hidden(store)
    worded = []
    for notice in notices:
        entry = entries.get(notice.matter.key)
        if entry is None:
            continue
        person = int(entry.people[0])
        names = [planned.people[int(one)].name for one in entry.people if int(one) in planned.people]
        note = planned.notes.get(person, (planned.plan.on, ""))[1]
        worded.append(
            Announcement(
                notice.place,
                entry.key,
                person,
                reminder_words.hidden_title() if hidden else reminder_words.title(names),
                reminder_words.hidden_body(notice.more)
                if hidden
                else reminder_words.body(entry, planned.plan.on, names, note, notice.more),
                (OPEN,) if hidden else (DONE, SNOOZE, OPEN),
                notice,
                marks.get(notice.place, ()),
            )
        )
    return tuple(worded)


def _find(store: Store, key: str) -> tuple[Entry, str] | None:
    planned = today.plan(store, most_more=0)
    for entry in planned.plan.entries:
        if entry.key == key:
            return entry, today.names_of(planned, entry.people)
    return None


def _forget_unshown(store: Store, run: str) -> None:
    """What an earlier run was about to show when it ended."""
    unseen = "shown = 0 AND run != ?"
    if store.value(f"SELECT 1 FROM reminder_told WHERE {unseen}", (run,)):
        with store.write_quietly():
            store.connection().execute(f"DELETE FROM reminder_told WHERE {unseen}", (run,))


def _write(store: Store, run: str, marks: Iterable[rules.Mark], *, is_shown: bool) -> None:
    store.connection().executemany(
        "INSERT INTO reminder_told (key, moment, told_at, run, shown, named) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (key, moment) DO UPDATE SET told_at = excluded.told_at, run = excluded.run, "
        "shown = excluded.shown, named = excluded.named, ended = 0",
        [(mark.key, mark.moment, store.instant(), run, is_shown, mark.named) for mark in marks],
    )


def _confirm(store: Store, marks: Sequence[rules.Mark]) -> None:
    if marks:
        with store.write_quietly():
            store.connection().executemany(
                "UPDATE reminder_told SET shown = 1 WHERE key = ? AND moment = ?",
                [(mark.key, mark.moment) for mark in marks],
            )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
