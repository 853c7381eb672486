"""What a notification and the tray say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netcare_desktop.domain import wording
from netcare_desktop.domain.entries import Entry
from netcare_desktop.domain.words import EntryKind
from netcare_desktop.i18n import ntr, tr

LONGEST_NOTE = 80
"""A last note is cut to so many characters."""

_SAYS_ITS_KIND = (EntryKind.DUE, EntryKind.DRIFT, EntryKind.REKINDLE, EntryKind.OCCASION, EntryKind.PLAN)


def title(names: Sequence[str]) -> str:
    """Whom it is about."""
    return tr(" and ").join(names)


def body(entry: Entry, today: date, names: Sequence[str], note: str = "", more: int = 0) -> str:
    """Why, the last note, and how many more there are, a line each."""
    reason = wording.reason_text(entry.reason, today, names)
    if entry.at is not None:
        reason = tr("{reason} at {time}").format(reason=reason, time=entry.at.strftime("%H:%M"))
    if entry.kind not in _SAYS_ITS_KIND:
        reason = tr("{kind}: {reason}").format(kind=wording.kind_text(entry.kind), reason=reason)
    words = " ".join(note.split())
    if len(words) > LONGEST_NOTE:
        words = words[:LONGEST_NOTE].rstrip() + "…"
    quoted = tr("“{note}”").format(note=words) if words else ""
    return "\n".join(part for part in (reason, quoted, more_text(more)) if part)


def hidden_title() -> str:
    """In the place of a name that others shall not see."""
    return tr("NetCare")


def hidden_body(more: int = 0) -> str:
    """In the place of a reason that others shall not see."""
    return "\n".join(part for part in (tr("Somebody is due."), more_text(more)) if part)


def more_text(more: int) -> str:
    """ "+ 4 more"; nothing when there is nothing more."""
    return tr("+ {n} more").format(n=more) if more else ""


def tray_tooltip(left: int, first: str = "", *, paused: str = "") -> str:
    """What is left today, in words. `first` is the name of the first entry, empty to hide it; `paused` the end of a
    pause in words."""
    if left < 1:
        sentence = tr("NetCare: nothing left today")
    elif first:
        sentence = ntr("{n} left today: {first}", "{n} left today; first: {first}", left).format(
            n=left, first=first
        )
    else:
        sentence = ntr("{n} left today", "{n} left today", left).format(n=left)
    if paused:
        return "\n".join((sentence, tr("Reminders pause until {when}").format(when=paused)))
    return sentence
