"""Commands that only look: people, person, due, followups."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from enum import Enum
from typing import Any

from netcare_desktop.cli.session import DONE, Session, count_of_people, nobody
from netcare_desktop.domain.entries import Entry
from netcare_desktop.domain.wording import closing_line, later_text, reason_text
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import followups, people_list, today
from netcare_desktop.store import people as people_store
from netcare_desktop.store import person as person_store
from netcare_desktop.store.facts import FollowupFact, PersonRow
from netcare_desktop.store.people_list import PeopleQuery


def people(session: Session, options: argparse.Namespace) -> int:
    """The list; with a text also archived people are found."""
    store = session.reader()
    standing = "card_stack" if options.card_stack else "all" if options.query.strip() else "present"
    query = PeopleQuery(text=options.query, standing=standing)
    ids = people_list.ids(store, query)
    shown = ids if options.limit is None else ids[: max(0, options.limit)]
    rows = people_list.rows(store, shown)
    if options.json:
        session.print_json({"people": [row_json(row) for row in rows], "total": len(ids)})
        return DONE
    session.table(
        [
            (str(row.id), row.name, row.organisation, row.circle or (tr("card") if row.in_card_stack else ""))
            for row in rows
        ],
        faint=0,
    )
    session.say(count_of_people(len(ids)) if ids else nobody())
    return DONE


def person(session: Session, options: argparse.Namespace) -> int:
    """One person, everything."""
    store = session.reader()
    detail = person_store.detail(store, people_store.find(store, options.person), interactions_limit=-1)
    if options.json:
        shape = plain(detail)
        row = row_json(detail.row)
        del shape["row"]
        shape["followups"] = [followup_json(one) for one in detail.followups]
        for one, fact in zip(shape["interactions"], detail.interactions, strict=True):
            one["people"] = [{"id": str(who), "name": name} for who, name in fact.people]
        session.print_json({**shape, **row})
        return DONE
    session.say(detail.row.name)
    role = tr(" · ").join(
        part for part in (detail.row.title, detail.department, detail.row.organisation) if part
    )
    facts = [
        (tr("Role"), role),
        (tr("Circle"), detail.row.circle or ""),
        (tr("Growth"), str(detail.row.growth or "")),
        (tr("Next"), detail.row.due_on.isoformat() if detail.row.due_on else tr("never reminded")),
        (
            tr("Last contact"),
            detail.row.last_interaction_on.isoformat() if detail.row.last_interaction_on else "",
        ),
        *((point.label or point.kind, point.value) for point in detail.contact_points),
        *(
            (address.label or tr("address"), ", ".join(address.text.splitlines()))
            for address in detail.addresses
        ),
        *((occasion.name or occasion.kind, occasion.iso) for occasion in detail.occasions),
        (tr("Tags"), ", ".join(detail.row.tags)),
        (
            tr("Met"),
            " ".join(
                part
                for part in (detail.met_on.isoformat() if detail.met_on else "", detail.met_where)
                if part
            ),
        ),
        (tr("What matters"), detail.matters),
        (tr("Notes"), " / ".join(detail.notes.splitlines())),
    ]
    session.table([(label, value) for label, value in facts if value], faint=0)
    for todo in detail.followups:
        session.say(f"{todo.on.isoformat()}  {todo.text}")
    for one in detail.interactions:
        session.say(f"{one.on.isoformat()}  {one.channel}  {one.summary}".rstrip())
    return DONE


def due(session: Session, options: argparse.Namespace) -> int:
    """Today as the window shows it, or everybody with a due date."""
    store = session.reader()
    day = session.day(options.on) if options.on else session.clock.today()
    shown = (
        today.everyone_due(store, on=day) if options.all else today.plan(store, on=day, energy=options.energy)
    )
    plan = shown.plan
    entries = [entry for entry in plan.entries if options.energy is None or entry.effort <= options.energy]
    if options.json:
        session.print_json(
            {
                "on": day.isoformat(),
                "mode": str(plan.mode),
                "budget": plan.budget,
                "entries": [entry_json(entry, shown, day) for entry in entries],
                "later": plan.later,
            }
        )
        return DONE
    session.table(
        [
            (today.names_of(shown, entry.people), reason_text(entry.reason, day, _names(shown, entry)))
            for entry in entries
        ]
    )
    if not entries:
        session.say(closing_line(plan) or tr("Nobody is due."))
    elif later := later_text(plan.later):
        session.say(later)
    return DONE


def list_followups(session: Session, options: argparse.Namespace) -> int:
    """What is to be done, by day."""
    listed = followups.listed(session.reader(), include_done=options.all)
    if options.json:
        session.print_json({"followups": [followup_json(one) for one in listed]})
        return DONE
    session.table(
        [(str(one.id), one.on.isoformat(), one.at or "", one.name, one.text) for one in listed], faint=0
    )
    session.say(ntr("{n} follow-up", "{n} follow-ups", len(listed)).format(n=len(listed)))
    return DONE


def row_json(row: PersonRow) -> dict[str, Any]:
    """The shape of `people --json`."""
    return {
        "id": str(row.id),
        "name": row.name,
        "organisation": row.organisation,
        "title": row.title,
        "circle": row.circle,
        "growth": str(row.growth) if row.growth else None,
        "tags": list(row.tags),
        "last_interaction_on": _iso(row.last_interaction_on),
        "due_on": _iso(row.due_on),
        "state": str(row.state) if row.state else None,
        "emails": list(row.emails),
        "phones": list(row.phones),
        "card_stack": row.in_card_stack,
        "archived": row.archived,
    }


def entry_json(entry: Entry, shown: today.Today, day: date) -> dict[str, Any]:
    """The shape of an entry of `due --json`."""
    everybody = [{"id": one, "name": shown.people[int(one)].name} for one in entry.people]
    return {
        "person": everybody[0],
        "people": everybody,
        "kind": str(entry.kind),
        "reason": reason_text(entry.reason, day, _names(shown, entry)),
        "due_on": _iso(entry.due_on),
        "state": str(entry.state) if entry.state else None,
        "growing": entry.growing,
        "effort": entry.effort,
    }


def followup_json(one: FollowupFact) -> dict[str, Any]:
    """The shape of `followups --json`."""
    return {
        "id": str(one.id),
        "person": {"id": str(one.person), "name": one.name},
        "on": one.on.isoformat(),
        "at": one.at,
        "text": one.text,
        "state": "done" if one.done_on else "open",
    }


def plain(value: Any) -> Any:
    """Facts as JSON: dataclasses to objects, days to ISO text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def _names(shown: today.Today, entry: Entry) -> list[str]:
    return [shown.people[int(one)].name for one in entry.people]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


COMMANDS = {"people": people, "person": person, "due": due, "followups": list_followups}
