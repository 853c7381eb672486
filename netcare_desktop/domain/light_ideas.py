"""One light idea for an entry: something small and concrete to do, never a general reminder.

What is known of the person comes first (what matters to them now, the last talk). Else an idea for the effort
and the situation; which one is fixed by person and day, so that it stays the same all day and differs
tomorrow.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.effort import CALL, MEET, MESSAGE, REACT
from netcare_desktop.domain.entries import Entry, Why
from netcare_desktop.domain.words import Channel, EntryKind
from netcare_desktop.i18n import tr

_TOPIC_LENGTH = 60


@dataclass(frozen=True, slots=True)
class IdeaFacts:
    """What the idea can take up. `matters_now`: what matters to them; `last_note`: of the last interaction;
    `organisation` and `place` as shown on the person's page; `met_at`: where you met."""

    matters_now: str = ""
    last_note: str = ""
    organisation: str = ""
    place: str = ""
    met_at: str = ""


_NOTHING_KNOWN = IdeaFacts()


def light_idea(entry: Entry, facts: IdeaFacts = _NOTHING_KNOWN, *, day: date) -> str:
    """The idea for an entry on that day; empty where the entry itself says what to do (promise, follow-up,
    plan)."""
    if entry.kind in (EntryKind.PROMISE, EntryKind.FOLLOWUP, EntryKind.PLAN, EntryKind.INTRODUCTION):
        return ""
    ideas = _known(entry, facts) or _by_situation(entry, facts) or _by_effort(entry)
    return ideas[_turn(entry.people[0], day) % len(ideas)]


def _turn(person_id: str, day: date) -> int:
    """A number fixed by person, moving on by one from day to day: no idea comes twice in a row."""
    digest = hashlib.sha256(person_id.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") + day.toordinal()


def _known(entry: Entry, facts: IdeaFacts) -> list[str]:
    """Ideas from what is written down about the person; not on occasions, where the day itself is the
    topic."""
    if entry.kind in (EntryKind.OCCASION, EntryKind.ASK):
        return []
    ideas = []
    if facts.matters_now.strip():
        topic = _topic(facts.matters_now)
        ideas.append(tr("Ask how it goes with: {topic}").format(topic=topic))
        ideas.append(tr("You know what matters now: {topic}. Ask what became of it").format(topic=topic))
    if facts.last_note.strip():
        topic = _topic(facts.last_note)
        ideas.append(tr("Take up the last thread: {topic}").format(topic=topic))
        if entry.effort >= CALL:
            ideas.append(tr("Ask what happened since: {topic}").format(topic=topic))
    return ideas


def _by_situation(entry: Entry, facts: IdeaFacts) -> list[str]:
    if entry.kind is EntryKind.OCCASION:
        if entry.reason.why is Why.OCCASION_AHEAD:
            return [
                tr("Time enough for a card by post"),
                tr("Think of one small thing that would bring joy, and order it today"),
                tr("Find out how the day will be spent, and with whom"),
            ]
        return [
            tr("Write two lines, and one of them about something you did together"),
            tr("A short voice message beats a long text today"),
            tr("Send a photo of the two of you, if you have one"),
        ]
    if entry.kind is EntryKind.ASK:
        return [
            tr("Say what their help changed for you"),
            tr("Thank them, and tell the one thing you did with it"),
        ]
    if entry.reason.why is Why.MET:
        ideas = [
            tr("Say which sentence of theirs stayed with you"),
            tr("Send the link or the name you spoke about"),
            tr("Thank them for the talk, and ask one question you did not get to"),
        ]
        if facts.met_at.strip():
            ideas.append(tr("Ask how the rest of {event} was").format(event=_topic(facts.met_at)))
        return ideas
    if entry.kind is EntryKind.REKINDLE:
        return [
            tr("Own the gap: it has been too long, and that is on me; how are you?"),
            tr("Say what reminded you of them, and that no answer is needed"),
            tr("Recall one good hour you had together, and ask what occupies them now"),
        ]
    if entry.kind is EntryKind.DRIFT:
        return [
            tr("Say that you noticed you had not talked for a while, and ask how they are"),
            tr("Send something that made you think of them, without a question"),
        ]
    if entry.reason.why in (Why.FIRST_HELLO, Why.GROWING_BEGAN):
        ideas = [
            tr("Say where you know each other from, and ask what they work on now"),
            tr("Tell what made you think of them; one line is enough"),
        ]
        if facts.organisation.strip():
            ideas.append(tr("Ask how things are at {place}").format(place=_topic(facts.organisation)))
        return ideas
    return []


def _by_effort(entry: Entry) -> list[str]:
    if entry.effort <= REACT:
        return [
            tr("Look at what they posted last, and say what you liked about it"),
            tr("Forward one article that fits them, with one line why"),
            tr("Congratulate them on something recent of theirs"),
        ]
    if entry.effort == MESSAGE:
        if entry.channel is Channel.LETTER:
            return [
                tr("A postcard with three sentences is a letter too"),
                tr("Write about one thing you saw this week, by hand"),
            ]
        return [
            tr("Ask about the best thing that happened to them this month"),
            tr("Send a photo of something they would smile at"),
            tr("Tell one piece of news of yours, and ask for one of theirs"),
            tr("Recommend something you read or heard that fits them"),
            tr("Ask for their view on a small question you have"),
        ]
    if entry.effort == CALL:
        return [
            tr("Call while you walk; ten minutes are plenty"),
            tr("Ask what keeps them busy, and listen for half of the time"),
            tr("Offer two times for a short call this week"),
        ]
    if entry.effort == MEET:
        return [
            tr("Offer two days for a coffee, close to where they are"),
            tr("Suggest a walk instead of a table"),
            tr("Ask them along to something you will do anyway"),
        ]
    return [tr("Ask how they are, and mean it")]


def _topic(text: str) -> str:
    """The first line of the text, cut between words."""
    line = next((part.strip() for part in text.splitlines() if part.strip()), "")
    if len(line) <= _TOPIC_LENGTH:
        return line
    cut = line[:_TOPIC_LENGTH]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.") + "…"
