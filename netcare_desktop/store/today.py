"""Today: the facts for domain's rule, and what can be done with an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from netcare_desktop.domain import due as due_rules
from netcare_desktop.domain import step_back, today_facts
from netcare_desktop.domain.circles import rank_of_circle
from netcare_desktop.domain.entries import Entry, TodayPlan
from netcare_desktop.domain.today import plan_today, touch_entry
from netcare_desktop.domain.words import Channel, EntryKind, Mode
from netcare_desktop.i18n import tr
from netcare_desktop.store import (
    attention,
    card_stack,
    derived,
    followups,
    interactions,
    people,
    rhythms,
    settings,
)
from netcare_desktop.store.facts import PersonRow

if TYPE_CHECKING:
    from netcare_desktop.domain.snooze import CadenceOffer
    from netcare_desktop.store.opening import Store

REST_DAYS = 60
"""How long *Rest* pauses a person."""

_CHANNELS = {str(channel): channel for channel in Channel}
_LISTED = "p.deleted_on IS NULL AND p.archived_on IS NULL"


@dataclass(frozen=True, slots=True)
class Today:
    """The plan of a day with what its entries show. `people` and `notes` are by person id; a note is (day, words).

    `kept_done` counts the entries without a budget that were done today.
    """

    plan: TodayPlan
    people: dict[int, PersonRow] = field(default_factory=dict)
    notes: dict[int, tuple[date, str]] = field(default_factory=dict)
    matters: dict[int, str] = field(default_factory=dict)
    kept_done: int = 0


def plan(
    store: Store, *, on: date | None = None, energy: int | None = None, most_more: int | None = 50
) -> Today:
    """Today (or the day `on`) as the window and `due` show it. `most_more`: how many entries beyond the budget are made."""
    day = on or store.clock.today()
    facts = _facts(store, day)
    budgets = today_facts.Budgets(
        normal=int(settings.get(store, "today.budget")), busy=int(settings.get(store, "today.busy_budget"))
    )
    planned = plan_today(day, facts, energy=energy, budgets=budgets, most_more=most_more)
    if energy is None:
        store.remembered["entries left"] = (store.saved_changes(), day, len(planned.entries))
    return replace(_with_people(store, planned), kept_done=_kept_done(store, day))


def opened(store: Store, today: Today) -> None:
    """Today was looked at: those who stood on it count the day (rule *Step back*). No step of undo."""
    day, chosen = today.plan.on, [int(person) for person in today.plan.standing]
    before = attention.step_back_of(store, chosen)
    changed: dict[int, step_back.StepBack] = {}
    for person in chosen:
        rhythm = rhythms.of(store.connection(), person)
        cadence = due_rules.effective_cadence(rhythm) if rhythm else None
        old = before.get(person, step_back.StepBack())
        new = step_back.stood(old, day, cadence or 1)
        if new != old:
            changed[person] = new
    if changed:
        with store.write_quietly():
            attention.keep_step_backs(store, changed)


def done(store: Store, entry: Entry, *, text: str = "", channel: Channel | None = None) -> int | None:
    """*Done* on an entry; returns the id of the contact it logged, None where it logs none (a follow-up).

    A due entry logs the suggested channel, started by me, answered not known; an occasion logs a message.
    """
    person = int(entry.people[0])
    name = people.names(store, [person])[person]
    logged: int | None = None
    with store.write("Done with {name}", name):
        if entry.kind is EntryKind.FOLLOWUP:
            followups.done(store, int(entry.matter_id or 0))
        else:
            how = Channel.MESSAGE if entry.kind is EntryKind.OCCASION else entry.channel
            on = store.clock.today()
            new = interactions.NewInteraction((person,), on, channel or how, summary=text)
            logged = interactions.log(store, new)
        _act(store, entry, person, "done")
    return logged


def snooze(store: Store, entry: Entry, until: date) -> CadenceOffer | None:
    """Put an entry off to a day; a touch frees its place. Returns the offer of a longer cadence, see `attention.snooze`."""
    person = int(entry.people[0])
    name = people.names(store, [person])[person]
    offer: CadenceOffer | None = None
    with store.write("Snooze {name}", name):
        if entry.kind is EntryKind.FOLLOWUP:
            followups.move(store, int(entry.matter_id or 0), until)
        elif entry.kind is EntryKind.DUE:
            offer = attention.snooze(store, person, until)
        _act(store, entry, person, "snoozed", until)
    return offer


def rest(store: Store, person: int) -> date:
    """Let a person rest: a pause of 60 days. Returns its last day's morrow, from which they may come up again."""
    until = store.clock.today() + timedelta(days=REST_DAYS)
    attention.pause(store, [person], until)
    return until


def badge(store: Store) -> int:
    """How many entries are left on Today; planned anew only when something was saved since."""
    seq, day, left = store.remembered.get("entries left", (None, None, 0))
    if (seq, day) != (store.saved_changes(), store.clock.today()):
        left = len(plan(store, most_more=0).plan.entries)
    return int(left)


def everyone_due(store: Store, *, on: date | None = None) -> Today:
    """Everybody with a due date, the earliest first, also those whose day is still to come; no budget."""
    day = on or store.clock.today()
    decided = _decided(store, "d.next_due_on IS NOT NULL", ())
    decided.sort(key=lambda one: (one[1].on, one[0]))
    people_known = person_facts(store, [person for person, _due in decided])
    facts = today_facts.TodayFacts(people=people_known)
    entries = tuple(
        touch_entry(day, today_facts.TouchFact(str(person), decision), facts) for person, decision in decided
    )
    return _with_people(
        store, replace(plan(store, on=on, most_more=0).plan, kept=(), touches=entries, later=0)
    )


def person_facts(store: Store, chosen: Iterable[int]) -> dict[str, today_facts.PersonFact]:
    """What the rule wants to know of people: circle, its rank, preferred channel, growing, whether known before."""
    listed = ", ".join(str(int(person)) for person in chosen)
    ranks: dict[tuple[str | None, int | None], int | None] = {}
    found: dict[str, today_facts.PersonFact] = {}
    for person, circle, cadence, channel, growth, known in store.rows(
        "SELECT p.id, c.name, c.cadence, p.preferred_channel, p.growth, d.last_interaction_on IS NOT NULL "
        "OR p.last_spoke <> '' OR p.met_on IS NOT NULL OR p.met_where <> '' FROM person p "
        "LEFT JOIN person_derived d ON d.person_id = p.id "
        f"LEFT JOIN circle c ON c.id = p.circle_id WHERE p.id IN ({listed})"
    ):
        if (circle, cadence) not in ranks:
            ranks[circle, cadence] = rank_of_circle(circle, cadence)
        found[str(person)] = today_facts.PersonFact(
            circle,
            ranks[circle, cadence],
            _CHANNELS.get(channel),
            growing=growth == "growing",
            known=bool(known),
        )
    return found


def _decided(store: Store, where: str, values: tuple[object, ...]) -> list[tuple[int, due_rules.Due]]:
    """(person, due date) of those for whom `where` holds, as decided when something about them last changed."""
    return [
        (int(row[0]), decision)
        for row in store.rows(
            f"SELECT d.person_id, {derived.DUE_COLUMNS} FROM person_derived d WHERE {where}", values
        )
        if (decision := derived.stored_due(row[1:])) is not None
    ]


def _facts(store: Store, day: date) -> today_facts.TodayFacts:
    acts = store.rows("SELECT key, outcome, touch FROM today_act WHERE day = ?", (day.isoformat(),))
    due = _decided(store, "d.next_due_on <= ?", (day.isoformat(),))
    back = attention.step_back_of(store, [person for person, _due in due])
    touches = [
        today_facts.TouchFact(str(person), decision, back.get(person, step_back.StepBack()))
        for person, decision in due
    ]
    to_do = [
        today_facts.FollowUpFact(str(fact.id), str(fact.person), fact.text, fact.on, _time(fact.at))
        for fact in followups.due_by(store, day)
    ]
    occasions = list(_occasions(store, day))
    concerned = {int(fact.person_id) for group in (touches, to_do, occasions) for fact in group}
    return today_facts.TodayFacts(
        people=person_facts(store, concerned),
        touches=touches,
        followups=to_do,
        occasions=occasions,
        touches_done=sum(1 for _key, outcome, touch in acts if touch and outcome == "done"),
        spare_used=any(key.startswith(("drift:", "rekindle:")) for key, _outcome, _touch in acts),
        cards_waiting=card_stack.count(store),
        mode=Mode.NORMAL,
    )


def _occasions(store: Store, day: date) -> Iterable[today_facts.OccasionFact]:
    days = {(day + timedelta(days=ahead)).strftime("%m-%d") for ahead in range(8)} | {"02-29"}
    marks = ", ".join("?" * len(days))
    for row in store.rows(
        "SELECT o.id, o.person_id, o.kind, o.name, o.month, o.day, o.year, "
        "p.growth IS 'let go' OR p.in_card_stack = 1 OR p.archived_on IS NOT NULL OR p.deleted_on IS NOT NULL "
        f"FROM occasion o JOIN person p ON p.id = o.person_id WHERE printf('%02d-%02d', o.month, o.day) IN ({marks})",
        tuple(days),
    ):
        acts = store.rows(
            "SELECT day, outcome, until FROM today_act WHERE key LIKE ? AND person_id = ? ORDER BY id DESC LIMIT 1",
            (f"occasion:{row[0]}:%", row[1]),
        )
        acted, outcome, until = acts[0] if acts else (None, "", None)
        yield today_facts.OccasionFact(
            occasion_id=str(row[0]),
            person_id=str(row[1]),
            label=row[3] or row[2],
            month=row[4],
            day=row[5],
            year=row[6],
            silent=bool(row[7]),
            done_on=rhythms.day(acted) if outcome == "done" else None,
            snoozed_until=rhythms.day(until) if outcome == "snoozed" else None,
        )


def _with_people(store: Store, planned: TodayPlan) -> Today:
    from netcare_desktop.store import people_list

    shown = dict.fromkeys(
        int(person) for entry in (*planned.entries, *planned.more) for person in entry.people
    )
    rows = {row.id: row for row in people_list.rows(store, list(shown))}
    listed = ", ".join(str(person) for person in shown)
    matters = store.rows(f"SELECT id, matters FROM person WHERE id IN ({listed}) AND matters != ''")
    return Today(
        planned,
        rows,
        interactions.last_notes(store, list(shown)),
        {int(row[0]): str(row[1]) for row in matters},
    )


def _act(store: Store, entry: Entry, person: int, outcome: str, until: date | None = None) -> None:
    touch = entry.kind in (EntryKind.DUE, EntryKind.DRIFT, EntryKind.REKINDLE)
    store.connection().execute(
        "INSERT INTO today_act (day, key, outcome, until, person_id, touch) VALUES (?, ?, ?, ?, ?, ?)",
        (store.clock.today().isoformat(), entry.key, outcome, _iso(until), person, int(touch)),
    )


def _kept_done(store: Store, day: date) -> int:
    return int(
        store.value(
            "SELECT count(DISTINCT key) FROM today_act WHERE day = ? AND outcome = 'done' AND touch = 0",
            (day.isoformat(),),
        )
    )


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def names_of(today: Today, people_ids: Sequence[str]) -> str:
    """The names an entry is about, in one line."""
    return tr(" and ").join(
        today.people[int(person)].name for person in people_ids if int(person) in today.people
    )
