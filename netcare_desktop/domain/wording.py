"""Reasons, states and closing lines as sentences: plain and warm, never blaming, without scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netcare_desktop.domain.day_words import ago, calendar_day, in_words, length, near_day
from netcare_desktop.domain.due import Rhythm
from netcare_desktop.domain.entries import Fold, Reason, TodayPlan, Why
from netcare_desktop.domain.words import Channel, EntryKind, Growth, Mode, StartedBy, State
from netcare_desktop.i18n import ntr, tr


def reason_text(reason: Reason, today: date, names: Sequence[str] = ()) -> str:
    """Why an entry is there (or, for a date still ahead, when it will be). `names` of its people, in their
    order."""
    kept = _kept_reason(reason, today, names)
    if kept is not None:
        return kept
    if reason.why is Why.DRIFT:
        if reason.number is None:
            return tr("Quieter than usual · {span}").format(span=length(reason.days))
        return tr("Quieter than usual · {span}; usually about {usual}").format(
            span=length(reason.days), usual=length(reason.number)
        )
    if reason.why is Why.REKINDLE:
        return tr("{span} of silence, and good talks before").format(span=length(reason.days))
    sentence = _ahead(reason, today) if reason.days < 0 else _come(reason, today)
    return _with_circle(reason, sentence)


def choose_text() -> str:
    """What a touch asks after its third step back."""
    return tr("This keeps waiting. Lengthen, pause, or let go?")


def state_text(state: State) -> str:
    """A state as a word for a list; being late has no word of blame."""
    return {
        State.DUE_SOON: tr("soon"),
        State.DUE: tr("due"),
        State.OVERDUE: tr("past the usual rhythm"),
        State.LATER: tr("later"),
    }[state]


def never_text(rhythm: Rhythm) -> str | None:
    """Why nothing is ever due for this person; None when something is (or the reason is an archived person's
    own)."""
    if rhythm.paused and rhythm.paused_until is None:
        return tr("Paused until further notice")
    if rhythm.growth is Growth.DORMANT:
        return tr("Dormant; no reminders")
    if rhythm.growth is Growth.LET_GO:
        return tr("Let go; no reminders")
    if rhythm.silent:
        return tr("No reminders")
    has_rhythm = rhythm.cadence is not None or rhythm.circle_cadence is not None
    if has_rhythm or rhythm.growth is Growth.GROWING:
        return None if rhythm.cadence != 0 else tr("Never reminded, as you chose")
    return tr("In no circle; no reminders")


def fold_text(fold: Fold) -> str:
    """Entries of a sort that are folded away: "4 more promises"."""
    n = fold.count
    return {
        EntryKind.PROMISE: ntr("{n} more promise", "{n} more promises", n),
        EntryKind.FOLLOWUP: ntr("{n} more follow-up", "{n} more follow-ups", n),
        EntryKind.OCCASION: ntr("{n} more occasion", "{n} more occasions", n),
        EntryKind.INTRODUCTION: ntr("{n} more introduction", "{n} more introductions", n),
        EntryKind.ASK: ntr("{n} more ask", "{n} more asks", n),
        EntryKind.PLAN: ntr("{n} more plan", "{n} more plans", n),
    }.get(fold.kind, ntr("{n} more", "{n} more", n)).format(n=n)


def kind_text(kind: EntryKind) -> str:
    """The sort of an entry as a small label."""
    return {
        EntryKind.PROMISE: tr("Promise"),
        EntryKind.FOLLOWUP: tr("Follow-up"),
        EntryKind.OCCASION: tr("Occasion"),
        EntryKind.INTRODUCTION: tr("Introduction"),
        EntryKind.ASK: tr("Ask"),
        EntryKind.PLAN: tr("How was it?"),
        EntryKind.DUE: tr("In touch"),
        EntryKind.DRIFT: tr("Quieter than usual"),
        EntryKind.REKINDLE: tr("Rekindle"),
    }[kind]


def mode_text(mode: Mode) -> str:
    """The sort of day for the head of Today."""
    return {Mode.NORMAL: tr("a normal week"), Mode.BUSY: tr("a busy week"), Mode.AWAY: tr("away")}[mode]


def effort_text(effort: int) -> str:
    """What an effort (1–4) means."""
    return {1: tr("react or forward"), 2: tr("write a message"), 3: tr("call"), 4: tr("meet")}[effort]


def channel_text(channel: Channel) -> str:
    """A channel as a word."""
    return {
        Channel.MEETING: tr("meeting"),
        Channel.CALL: tr("call"),
        Channel.VIDEO: tr("video call"),
        Channel.MESSAGE: tr("message"),
        Channel.EMAIL: tr("e-mail"),
        Channel.LETTER: tr("letter"),
        Channel.SOCIAL: tr("social"),
        Channel.EVENT: tr("event"),
        Channel.OTHER: tr("other"),
    }[channel]


def started_by_text(started_by: StartedBy) -> str:
    """Who started an interaction."""
    return {
        StartedBy.ME: tr("you started it"),
        StartedBy.THEM: tr("they started it"),
        StartedBy.UNKNOWN: tr("not known who started it"),
    }[started_by]


def growth_text(growth: Growth) -> str:
    """A stage of growth as a word."""
    return {
        Growth.TARGET: tr("target"),
        Growth.MET: tr("met"),
        Growth.GROWING: tr("growing"),
        Growth.ESTABLISHED: tr("established"),
        Growth.DORMANT: tr("dormant"),
        Growth.LET_GO: tr("let go"),
    }[growth]


def cards_line(waiting: int) -> str | None:
    """The one quiet line below Today about the card stack; None when it is empty."""
    if waiting < 1:
        return None
    return ntr("{n} card waits in the stack", "{n} cards wait in the stack", waiting).format(n=waiting)


def later_text(later: int) -> str | None:
    """Those due beyond the budget: "9 more could wait"; None without any."""
    return ntr("{n} more could wait", "{n} more could wait", later).format(n=later) if later else None


def hidden_text(hidden: int) -> str | None:
    """The kept entries the energy filter leaves out; None without any."""
    if hidden < 1:
        return None
    return ntr("{n} more asks for more energy", "{n} more ask for more energy", hidden).format(n=hidden)


def closing_line(plan: TodayPlan, kept_done: int = 0) -> str | None:
    """The kind sentence when nothing is left on Today; None while something is. `kept_done` counts what was
    kept today beside the touches. The sentence differs from day to day and stays the same within one."""
    if plan.entries:
        return None
    if plan.mode is Mode.AWAY:
        return tr("You are away. Nothing here is waiting; enjoy the days.")
    if plan.touches_done + kept_done == 0:
        if plan.held_by_energy or plan.later:
            return tr("Nothing this light today.") if plan.budget else tr("Nothing for today.")
        quiet = (
            tr("Nobody is waiting for you today."),
            tr("A quiet day. If somebody comes to mind, say hello."),
            tr("Nothing is due. Your people are well tended."),
        )
        return quiet[plan.on.toordinal() % len(quiet)]
    if plan.later:
        return tr("Enough for today.")
    done = (
        tr("That was all for today. Well tended."),
        tr("Done for today. Somebody is glad you thought of them."),
        tr("All done. The rest of the day is yours."),
    )
    return done[plan.on.toordinal() % len(done)]


def _kept_reason(reason: Reason, today: date, names: Sequence[str]) -> str | None:
    """The sentence of what is kept anyway; None for touches."""
    on = reason.on or today
    text = reason.text.strip()
    if reason.why is Why.PROMISE:
        return _line(text or tr("A promise"), tr("promised for {day}").format(day=near_day(on, today)))
    if reason.why is Why.SOONISH:
        return _line(text or tr("A promise"), tr("promised {ago}").format(ago=ago(on, today)))
    if reason.why is Why.FOLLOWUP:
        return _line(text or tr("Follow up"), tr("for {day}").format(day=near_day(on, today)))
    if reason.why in (Why.OCCASION_TODAY, Why.OCCASION_AHEAD):
        return _occasion(reason, on, today)
    if reason.why is Why.INTRODUCTION:
        if len(names) < 2:
            return tr("You made an introduction {ago}; ask how it went").format(ago=ago(on, today))
        return tr("You introduced {first} and {second} {ago}; ask how it went").format(
            first=names[0], second=names[1], ago=ago(on, today)
        )
    if reason.why is Why.ASK:
        if not text:
            return tr("You asked for help; tell them how it turned out")
        return tr("You asked for help: {what}; tell them how it turned out").format(what=text)
    if reason.why is Why.PLAN:
        return _line(tr("How was it?"), text, near_day(on, today))
    return None


def _occasion(reason: Reason, on: date, today: date) -> str:
    label = occasion_text(reason.text)
    if reason.why is Why.OCCASION_TODAY:
        sentence = tr("{occasion} today").format(occasion=label)
    else:
        sentence = tr("{occasion} {when}, on {day}").format(
            occasion=label, when=in_words(on, today), day=calendar_day(on, today)
        )
    if reason.number is None:
        return sentence
    return _line(sentence, ntr("{n} year", "{n} years", reason.number).format(n=reason.number))


def occasion_text(label: str) -> str:
    """What an occasion is called, at the head of a sentence; the usual ones in the user's language."""
    known = {
        "birthday": tr("Birthday"),
        "anniversary": tr("Anniversary"),
        "wedding anniversary": tr("Wedding anniversary"),
        "work anniversary": tr("Work anniversary"),
        "name day": tr("Name day"),
    }
    label = label.strip()
    return known.get(label.casefold(), _capital(label) if label else tr("An occasion"))


def _come(reason: Reason, today: date) -> str:
    """The sentence of a touch whose day has come."""
    on = reason.on or today
    if reason.why is Why.MET:
        return tr("you met {ago}; follow up while you remember each other").format(ago=ago(on, today))
    if reason.why is Why.GROWING_BEGAN:
        return tr("you want this to grow; begin with a hello")
    if reason.why is Why.FIRST_HELLO:
        return tr("first hello in this circle") if reason.circle else tr("first hello")
    if reason.why is Why.SPREAD:
        return tr("a good day to be in touch again")
    if reason.why is Why.SNOOZED:
        return tr("snoozed until {day}").format(day=near_day(on, today))
    if reason.why is Why.PAUSE_OVER:
        return tr("the pause is over; say hello again")
    if reason.why is Why.REST_OVER:
        return tr("it has rested for a while; a light word is welcome again")
    if reason.days == 0:
        return tr("due today by the usual rhythm")
    return ntr("{n} day past the usual rhythm", "{n} days past the usual rhythm", reason.days).format(
        n=reason.days
    )


def _ahead(reason: Reason, today: date) -> str:
    """The sentence of a touch whose day lies ahead."""
    on = reason.on or today
    if reason.why is Why.SNOOZED:
        return tr("snoozed until {day}").format(day=near_day(on, today))
    if reason.why is Why.PAUSE_OVER:
        return tr("paused until {day}").format(day=near_day(on, today))
    if reason.why is Why.REST_OVER:
        return tr("resting until {day}").format(day=near_day(on, today))
    if reason.why is Why.PLANNED:
        return tr("planned for {day}").format(day=near_day(on, today))
    if reason.why is Why.FIRST_HELLO:
        return tr("first hello {when}").format(when=in_words(on, today))
    if reason.why is Why.SPREAD:
        when = in_words(on, today)
        return tr("next {when} · spread so that not everybody comes at once").format(when=when)
    if reason.why is Why.MET:
        return tr("you met {ago}; follow up soon").format(ago=ago(on, today))
    return tr("next {when}").format(when=in_words(on, today))


def _with_circle(reason: Reason, sentence: str) -> str:
    """The circle (or that it is growing) before the sentence; alone it begins with a capital."""
    if reason.why in (Why.MET, Why.GROWING_BEGAN):
        return _capital(sentence)
    if reason.growing:
        return _line(tr("Growing"), sentence)
    return _line(reason.circle, sentence) if reason.circle else _capital(sentence)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
