"""Commands that change something: log, circle, grow, archive, snooze, pause, followup, undo, redo."""

from __future__ import annotations

import argparse
from typing import Any

from netcare_desktop.cli.reading import followup_json
from netcare_desktop.cli.session import DONE, NOTHING, Session
from netcare_desktop.domain import quick_log
from netcare_desktop.i18n import tr
from netcare_desktop.store import (
    attention,
    circles,
    followups,
    growth,
    imports,
    interactions,
    people,
    people_list,
    undo,
)


def log(session: Session, options: argparse.Namespace) -> int:
    """Log a contact from a sentence. Where a name is unclear nothing is saved."""
    store = session.reader() if options.dry_run else session.writer()
    on = session.day(options.on) if options.on else session.clock.today()
    known = quick_log.NameIndex(people_list.name_forms(store))
    found = quick_log.parse(options.sentence, on, known)
    ids = tuple(int(person) for person in found.people)
    clear = not found.unclear and bool(ids)
    saved: int | None = None
    if clear and not options.dry_run:
        new = interactions.NewInteraction(ids, found.day, found.channel, found.started_by, found.summary)
        saved = interactions.log(store, new)
    unclear = list(found.unclear) or ([] if ids else [tr("Whom was it with? Name at least one person.")])
    names = people.names(store, ids)
    if options.json:
        session.print_json(
            {
                "interaction": {
                    "id": str(saved) if saved else None,
                    "on": found.day.isoformat(),
                    "channel": str(found.channel),
                    "people": [{"id": str(person), "name": names[person]} for person in ids],
                    "started_by": str(found.started_by),
                    "summary": found.summary,
                },
                "exchanges": [],
                "promises": [],
                "unclear": unclear,
            }
        )
    elif clear:
        line = tr("{channel} with {names} on {day}.").format(
            channel=str(found.channel).capitalize(),
            names=tr(" and ").join(names.values()),
            day=found.day.isoformat(),
        )
        session.say(line)
    if not clear:
        for sentence in unclear:
            session.warn(sentence)
        return NOTHING
    return DONE


def circle(session: Session, options: argparse.Namespace) -> int:
    """Put people into a circle; `none` takes them out of theirs."""
    store = session.writer()
    chosen = [people.find(store, text) for text in options.people]
    if options.name.strip().casefold() == "none":
        circles.assign(store, chosen, None)
        session.say(tr("{n} taken out of their circle.").format(n=len(chosen)))
        return DONE
    target = circles.named(store, options.name)
    circles.assign(store, chosen, target.id)
    for name in people.names(store, chosen).values():
        session.say(tr("{name} is in {circle} now.").format(name=name, circle=target.name))
    if advice := circles.named(store, target.name).advice:
        session.say(advice)
    return DONE


def grow(session: Session, options: argparse.Namespace) -> int:
    """Start growing a relationship; names who could move on when the slots are taken."""
    store = session.writer()
    person = people.find(store, options.person)
    moving = people.find(store, options.moving_on) if options.moving_on else None
    growth.grow(store, person, moving_on=moving)
    session.say(tr("{name} is growing now.").format(name=people.names(store, [person])[person]))
    return DONE


def archive(session: Session, options: argparse.Namespace) -> int:
    """Put people away."""
    store = session.writer()
    chosen = [people.find(store, text) for text in options.people]
    people.archive(store, chosen)
    for name in people.names(store, chosen).values():
        session.say(tr("{name} is archived.").format(name=name))
    return DONE


def snooze(session: Session, options: argparse.Namespace) -> int:
    """Not before a day."""
    store = session.writer()
    person = people.find(store, options.person)
    until = session.day(options.until)
    offer = attention.snooze(store, person, until)
    name = people.names(store, [person])[person]
    session.say(tr("{name} is snoozed until {day}.").format(name=name, day=until.isoformat()))
    if offer is not None:
        session.say(
            tr("Put off again and again. Every {longer} days instead of every {cadence}?").format(
                longer=offer.longer, cadence=offer.cadence
            )
        )
    return DONE


def pause(session: Session, options: argparse.Namespace) -> int:
    """Not due until a day, or until further notice."""
    store = session.writer()
    person = people.find(store, options.person)
    name = people.names(store, [person])[person]
    if options.end:
        attention.resume(store, person)
        session.say(tr("The pause of {name} is over.").format(name=name))
        return DONE
    until = session.day(options.until) if options.until else None
    attention.pause(store, [person], until)
    if until is not None:
        session.say(tr("{name} is paused until {day}.").format(name=name, day=until.isoformat()))
    else:
        session.say(tr("{name} is paused until further notice.").format(name=name))
    return DONE


def followup(session: Session, options: argparse.Namespace) -> int:
    """Note something to do on a day."""
    store = session.writer()
    person = people.find(store, options.person)
    made = followups.add(store, person, session.day(options.date), options.text, at=options.at)
    fact = followups.get(store, made)
    if options.json:
        session.print_json(followup_json(fact))
    else:
        session.say(
            tr("{day}: {text} ({name})").format(day=fact.on.isoformat(), text=fact.text, name=fact.name)
        )
    return DONE


def undo_last(session: Session, options: argparse.Namespace) -> int:
    """Take the last change, or an import, back."""
    store = session.writer()
    if options.batch:
        action = undo.undo_batch(store, imports.batch_number(options.batch))
    else:
        action = undo.undo(store)
    return _told(session, options, "undone", action, tr("Undone: {what}"))


def redo(session: Session, options: argparse.Namespace) -> int:
    """Do again what was undone last."""
    return _told(session, options, "redone", undo.redo(session.writer()), tr("Done again: {what}"))


def _told(session: Session, options: argparse.Namespace, key: str, action: undo.Action, sentence: str) -> int:
    if options.json:
        batch = str(action.import_batch) if action.import_batch else None
        shape: dict[str, Any] = {
            key: {"id": str(action.id), "text": action.text, "at": action.at, "batch": batch}
        }
        session.print_json(shape)
    else:
        session.say(sentence.format(what=action.text))
    return DONE


COMMANDS = {
    "log": log,
    "circle": circle,
    "grow": grow,
    "archive": archive,
    "snooze": snooze,
    "pause": pause,
    "followup": followup,
    "undo": undo_last,
    "redo": redo,
}
