"""What a contact asks of the user: 1 react or forward, 2 message, 3 call, 4 meet (rule *Today*)."""

from __future__ import annotations

from netcare_desktop.domain.circles import CLOSE_RANK
from netcare_desktop.domain.words import Channel, Mode

REACT, MESSAGE, CALL, MEET = 1, 2, 3, 4
LIGHT = 2
"""Efforts up to here are light."""

_OF_CHANNEL = {
    Channel.SOCIAL: REACT,
    Channel.MESSAGE: MESSAGE,
    Channel.EMAIL: MESSAGE,
    Channel.LETTER: MESSAGE,
    Channel.OTHER: MESSAGE,
    Channel.CALL: CALL,
    Channel.VIDEO: CALL,
    Channel.MEETING: MEET,
    Channel.EVENT: MEET,
}

_CHANNEL_OF = {REACT: Channel.SOCIAL, MESSAGE: Channel.MESSAGE, CALL: Channel.CALL, MEET: Channel.MEETING}

_REGULAR_AND_LIGHT = 3


def effort_of(channel: Channel | None, circle_rank: int | None) -> int:
    """That of the preferred channel, else Inner and Close a call, Regular and Light a message, Yearly a
    reaction; a message for somebody without a circle. `circle_rank` as of `circles.rank_of_circle`."""
    if channel is not None:
        return _OF_CHANNEL[channel]
    if circle_rank is None:
        return MESSAGE
    if circle_rank <= CLOSE_RANK:
        return CALL
    return MESSAGE if circle_rank <= _REGULAR_AND_LIGHT else REACT


def offer(channel: Channel | None, circle_rank: int | None, mode: Mode) -> tuple[int, Channel]:
    """Effort and channel to suggest on a day of that mode: on a busy day Inner and Close are offered as a
    message."""
    effort = effort_of(channel, circle_rank)
    if mode is Mode.BUSY and circle_rank is not None and circle_rank <= CLOSE_RANK and effort > MESSAGE:
        return MESSAGE, Channel.MESSAGE
    return effort, channel if channel is not None else _CHANNEL_OF[effort]
