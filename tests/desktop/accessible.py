"""What a screen reader sees, through AT-SPI. Run by the system's Python:

`accessible.py ROLE NAME [PROGRAM]` prints the matching widgets that are on the screen, one JSON object a line: role,
name, description, text, states, and box (x, y, width, height in screen pixels). ROLE and NAME are regular expressions
that must fit the whole; PROGRAM is part of the program's name.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

CALL_MS, STARTUP_MS = 1500, 3000  # a program that hangs must not hang its reader
MOST_CHILDREN = 500
STATES = ("ENABLED", "FOCUSED", "CHECKED", "SELECTED", "EXPANDED", "SHOWING")


def asked(question: Callable[[], Any], otherwise: Any) -> Any:
    """The answer of a widget, which may have gone while we were looking at it."""
    try:
        answer = question()
    except GLib.Error:
        return otherwise
    return otherwise if answer is None else answer


def below(widget: Any) -> Iterator[Any]:
    """The widget and everything inside it."""
    yield widget
    for number in range(min(asked(widget.get_child_count, 0), MOST_CHILDREN)):
        child = asked(partial(widget.get_child_at_index, number), False)
        if child:
            yield from below(child)


def facts(widget: Any) -> dict[str, Any]:
    """What is known about a widget."""
    states = asked(widget.get_state_set, False)
    held = [name.lower() for name in STATES if states and states.contains(getattr(Atspi.StateType, name))]
    extents = asked(lambda: widget.get_extents(Atspi.CoordType.SCREEN), False)
    text = ""
    if asked(widget.get_text_iface, False):
        length = asked(lambda: Atspi.Text.get_character_count(widget), 0)
        text = asked(lambda: Atspi.Text.get_text(widget, 0, length), "")
    return {
        "role": asked(widget.get_role_name, ""),
        "name": asked(widget.get_name, ""),
        "description": asked(widget.get_description, ""),
        "text": text,
        "states": held,
        "box": [extents.x, extents.y, extents.width, extents.height] if extents else [0, 0, 0, 0],
    }


def main(role: str, name: str, program: str = "") -> None:
    """Print every match that is shown."""
    Atspi.init()
    Atspi.set_timeout(CALL_MS, STARTUP_MS)
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(number)
        if application is None or program.lower() not in asked(application.get_name, "").lower():
            continue
        for widget in below(application):
            if not re.fullmatch(role, asked(widget.get_role_name, "")):
                continue
            if not re.fullmatch(name, asked(widget.get_name, "")):
                continue
            found = facts(widget)
            if "showing" in found["states"]:
                print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
