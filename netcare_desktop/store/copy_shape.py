"""The shape that a complete copy must have, checked before anything of it is used.

A copy is a file that anybody may have edited. One wrong value in the database would break every list that shows it, so a
copy is taken as it should be or not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from netcare_desktop.domain.words import Answered, Channel, Growth, StartedBy
from netcare_desktop.i18n import tr
from netcare_desktop.store import settings
from netcare_desktop.store.errors import CommandError

Check = Callable[[Any], bool]

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNITS = ("", "days", "weeks", "months", "years")


def check(complete: Mapping[str, Any]) -> None:
    """Raises CommandError that names the first place where the copy is not as it should be."""
    for key, shape in _SHAPES.items():
        listed = complete.get(key, [])
        if not isinstance(listed, list):
            raise CommandError(_wrong(key))
        for place, one in enumerate(listed, 1):
            problem = _problem(one, shape)
            if problem is not None:
                raise CommandError(_wrong(f"{key} {place}{problem}"))


def _wrong(where: str) -> str:
    return tr(
        "This file says it is a NetCare copy, but something in it is not as it should be ({where}). Nothing was imported."
    ).format(where=where)


def _problem(one: Any, shape: Mapping[str, Any] | Check) -> str | None:
    """Where one entry deviates from its shape: keys with `?` may be missing; a list of a shape holds entries of it."""
    if not isinstance(shape, Mapping):
        return None if shape(one) else ""
    if not isinstance(one, dict):
        return ""
    for key, wanted in shape.items():
        name, optional = key.rstrip("?"), key.endswith("?")
        if name not in one:
            if optional:
                continue
            return f", {name}"
        value = one[name]
        if isinstance(wanted, list):
            if not isinstance(value, list):
                return f", {name}"
            for item in value:
                found = (
                    _problem(item, wanted[0])
                    if isinstance(wanted[0], dict)
                    else (None if wanted[0](item) else "")
                )
                if found is not None:
                    return f", {name}{found}"
        elif not wanted(value):
            return f", {name}"
    return None


def _text(value: Any) -> bool:
    return isinstance(value, str) and not _SURROGATE.search(value)


def _name(value: Any) -> bool:
    return _text(value) and bool(value.strip())


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _day(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _time(value: Any) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _number(least: int, most: int) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def _one_of(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def _or_none(wanted: Check) -> Check:
    return lambda value: value is None or wanted(value)


def _occasion(value: Any) -> bool:
    """A day that some calendar has; the year may be unknown."""
    if not isinstance(value, dict) or not _text(value.get("kind")) or not _text(value.get("name", "")):
        return False
    year, month, day = value.get("year"), value.get("month"), value.get("day")
    if not isinstance(month, int) or not isinstance(day, int) or not (year is None or type(year) is int):
        return False
    try:
        date(2000 if year is None else year, month, day)
    except (ValueError, OverflowError, TypeError):
        return False
    return True


def _setting(value: Any) -> bool:
    """One that we know must be possible; that of another version is not used."""
    if not isinstance(value, dict) or not _text(value.get("key")) or not _text(value.get("value")):
        return False
    try:
        return value["key"] not in settings.OPTIONS or settings.possible(
            value["key"], json.loads(value["value"])
        )
    except (ValueError, RecursionError):
        return False


_SMALL = _number(0, 100_000)
_CADENCE = _or_none(_number(0, 3650))
_ADDRESS = {
    f"{name}?": _text
    for name in (
        "label",
        "street",
        "po_box",
        "extended",
        "city",
        "region",
        "postal_code",
        "country",
        "formatted",
    )
}
_PERSON: dict[str, Any] = {
    "uid": _name,
    "full_name": _name,
    **{
        f"{name}?": _text
        for name in (
            "given", "middle", "family", "prefix", "suffix", "nickname", "phonetic_given", "phonetic_family", "title",
            "department", "notes", "matters", "met_where", "time_zone", "last_spoke", "organisation", "created_at",
        )
    },
    **{
        f"{name}?": _or_none(_day)
        for name in (
            "matters_on", "met_on", "connected_on", "cadence_set_on", "growing_since", "later_on", "archived_on",
            "deleted_on", "paused_until", "snoozed_until", "due_not_before", "last_spoke_on",
        )
    },
    "preferred_channel?": _one_of("", *Channel),
    "is_organisation?": _flag,
    "in_card_stack?": _flag,
    "paused?": _flag,
    "cadence?": _CADENCE,
    "snoozes?": _SMALL,
    "growth?": _or_none(_one_of(*Growth)),
    "circle?": _or_none(_text),
    "introduced_by?": _or_none(_text),
    "contact_points?": [{"kind": _name, "value": _text, "label?": _text, "preferred?": _flag}],
    "addresses?": [_ADDRESS],
    "tags?": [_text],
    "kinds?": [_text],
    "occasions?": [_occasion],
    "relations?": [{"label": _text, "name": _text, "person?": _or_none(_text)}],
}  # fmt: skip
_SHAPES: dict[str, Mapping[str, Any] | Check] = {
    "people": _PERSON,
    "settings": _setting,
    "circles": {"name": _name, "cadence?": _or_none(_number(1, 3650)), "advised_size?": _or_none(_SMALL)},
    "kinds": {"name": _name, "counted": _flag},
    "interactions": {
        "on_day": _day,
        "at_time": _or_none(_time),
        "channel": _one_of(*Channel),
        "started_by": _one_of(*StartedBy),
        "minutes": _or_none(_SMALL),
        "summary": _text,
        "notes": _text,
        "intent": _text,
        "answered": _one_of(*Answered),
        "created_at": _text,
        "people": [_text],
    },
    "followups": {
        "person": _text,
        "on_day": _day,
        "at_time": _or_none(_time),
        "text": _text,
        "first_on": _or_none(_day),
        "repeat_every": _or_none(_number(1, 1000)),
        "repeat_unit": _one_of(*_UNITS),
        "done_on": _or_none(_day),
        "created_at": _text,
    },
    "step_backs": {
        "person": _text,
        "stood_days": _SMALL,
        "last_stood_on": _or_none(_day),
        "steps": _SMALL,
        "behind_until": _or_none(_day),
    },
}
