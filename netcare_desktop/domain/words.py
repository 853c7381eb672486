"""The words of the product that have a fixed set of values; the same in the code, the database and the
interface."""

from __future__ import annotations

from enum import StrEnum


class Growth(StrEnum):
    """The stage of a relationship."""

    TARGET = "target"
    MET = "met"
    GROWING = "growing"
    ESTABLISHED = "established"
    DORMANT = "dormant"
    LET_GO = "let go"


class Channel(StrEnum):
    """The way a contact took place. Coffee and lunch are meetings; "wrote to" is a message."""

    MEETING = "meeting"
    CALL = "call"
    VIDEO = "video"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    SOCIAL = "social"
    EVENT = "event"
    OTHER = "other"


class StartedBy(StrEnum):
    """Who began an interaction."""

    ME = "me"
    THEM = "them"
    UNKNOWN = "unknown"


class Answered(StrEnum):
    """Whether an outgoing contact reached an answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Where a due date stands on a given day (rule *Due date*)."""

    DUE_SOON = "due_soon"
    DUE = "due"
    OVERDUE = "overdue"
    LATER = "later"


class EntryKind(StrEnum):
    """What an entry of Today is about. The first six are kept anyway, the last three are touches."""

    PROMISE = "promise"
    FOLLOWUP = "followup"
    OCCASION = "occasion"
    INTRODUCTION = "introduction"
    ASK = "ask"
    PLAN = "plan"
    DUE = "due"
    DRIFT = "drift"
    REKINDLE = "rekindle"


class Mode(StrEnum):
    """What sort of day it is for the user: how many touches it has room for."""

    NORMAL = "normal"
    BUSY = "busy"
    AWAY = "away"


KEPT_KINDS = (
    EntryKind.PROMISE,
    EntryKind.FOLLOWUP,
    EntryKind.OCCASION,
    EntryKind.INTRODUCTION,
    EntryKind.ASK,
    EntryKind.PLAN,
)
"""The sorts of entries that need no budget, in the order in which Today shows them."""

TWO_WAY_CHANNELS = frozenset({Channel.MEETING, Channel.CALL, Channel.VIDEO, Channel.EVENT})
"""Channels in which both sides speak, so that nobody waits for an answer."""
