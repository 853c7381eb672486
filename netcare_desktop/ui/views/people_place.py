"""How wide the list of people stood last time, and in which order, in a small private file."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from netcare_desktop import system
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.people_filters import ORDERS

FILE = "people-page.json"
LEAST_WIDTH = theme.RAIL_WIDE + theme.ROW_TWO_LINES
_MOST_WIDTH = 2 * theme.TEXT_COLUMN
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """The width of the list in logical pixels, and its order."""

    list_width: int = theme.TEXT_COLUMN // 2
    order: str = "name"


def load(folder: Path) -> Place:
    """The place kept in `folder`; the usual one when there is none, or it makes no sense."""
    usual = Place()
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        width, order = found["list_width"], found["order"]
    except (OSError, ValueError, KeyError, TypeError):
        return usual
    sensible = type(width) is int and LEAST_WIDTH <= width <= _MOST_WIDTH
    return Place(width if sensible else usual.list_width, order if order in ORDERS else usual.order)


def save(folder: Path, place: Place) -> None:
    """Keep the place for next time. A place that cannot be kept is no reason to trouble anybody."""
    try:
        system.make_private_folder(folder)
        system.write_private_atomically(folder / FILE, json.dumps(asdict(place)).encode())
    except OSError:
        _log.warning("the width of the list of people could not be kept")
