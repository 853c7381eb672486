"""Rule *Circles*: how close and therefore how often. Sizes are advice in words, never a limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from netcare_desktop.i18n import ntr, tr


@dataclass(frozen=True, slots=True)
class CircleDefault:
    """A circle of a new database: cadence in days, advised number of people (None: unlimited)."""

    name: str
    cadence: int
    advised_size: int | None


DEFAULT_CIRCLES: tuple[CircleDefault, ...] = (
    CircleDefault("Inner", 14, 5),
    CircleDefault("Close", 30, 15),
    CircleDefault("Regular", 90, 50),
    CircleDefault("Light", 180, 150),
    CircleDefault("Yearly", 365, None),
)

CLOSE_RANK = 1
"""Inner is 0 and Close is 1: up to here a circle is close."""


@dataclass(frozen=True, slots=True)
class CircleLoad:
    """A circle with the number of people in it. `cadence` None: never reminded."""

    name: str
    cadence: int | None
    people: int


@dataclass(frozen=True, slots=True)
class LoadAdvice:
    """What the circles ask for against what was managed, in touches a day, and the change that helps most."""

    asked: float
    managed: float
    circle: str
    cadence: int


def default_names() -> tuple[str, ...]:
    """The names of the default circles in the user's language, closest first."""
    return (tr("Inner"), tr("Close"), tr("Regular"), tr("Light"), tr("Yearly"))


def rank_of_circle(name: str | None, cadence: int | None) -> int | None:
    """Where a circle stands among the five defaults, 0 Inner … 4 Yearly; None without a circle.

    Circles can be renamed, changed and added: a default name decides, else the default cadence that is
    nearest.
    """
    if name is None:
        return None
    for names in (tuple(c.name for c in DEFAULT_CIRCLES), default_names()):
        if name in names:
            return names.index(name)
    if cadence is None or cadence <= 0:
        return len(DEFAULT_CIRCLES) - 1
    # Nearest by ratio: 60 days lies between Close (30) and Regular (90), nearer to the latter.
    ratios = [max(c.cadence / cadence, cadence / c.cadence) for c in DEFAULT_CIRCLES]
    return ratios.index(min(ratios))


def size_advice(name: str, people: int, advised: int | None) -> str | None:
    """A sentence when a circle holds more than is advised, else None: "Close holds 19; most people can tend
    about 15"."""
    if advised is None or people <= advised:
        return None
    return ntr(
        "{circle} holds {count}; most people can tend about {advised}",
        "{circle} holds {count}; most people can tend about {advised}",
        people,
    ).format(circle=name, count=people, advised=advised)


def touches_asked(circles: Iterable[CircleLoad], growing: int = 0, growing_cadence: int = 14) -> float:
    """Touches a day that the circles ask for: the people of each divided by its cadence, and the growing
    ones.

    Whoever is growing is counted in `growing`, not in the circle.
    """
    asked = sum(c.people / c.cadence for c in circles if c.cadence)
    return asked + growing / growing_cadence


def load_advice(circles: Iterable[CircleLoad], managed: float, growing: int = 0) -> LoadAdvice | None:
    """When the circles ask for more than was managed: the one circle whose next longer cadence relieves most
    (Inner and Close are left alone while another can be lengthened). None when there is nothing to advise."""
    loads = list(circles)
    asked = touches_asked(loads, growing)
    if asked <= managed:
        return None
    best: tuple[bool, float, CircleLoad, int] | None = None
    for load in loads:
        longer = next((c.cadence for c in DEFAULT_CIRCLES if load.cadence and c.cadence > load.cadence), None)
        if load.cadence is None or longer is None or load.people == 0:
            continue
        far = (rank_of_circle(load.name, load.cadence) or 0) > CLOSE_RANK
        relief = load.people / load.cadence - load.people / longer
        if best is None or (far, relief) > best[:2]:
            best = (far, relief, load, longer)
    if best is None:
        return None
    return LoadAdvice(asked, managed, best[2].name, best[3])


def load_sentence(advice: LoadAdvice) -> str:
    """ "Your circles ask for 2.6 touches a day; last month you managed 1.1. Make Light 365?\""""
    return tr(
        "Your circles ask for {asked:.1f} touches a day; last month you managed {managed:.1f}. "
        "Make {circle} {cadence}?"
    ).format(asked=advice.asked, managed=advice.managed, circle=advice.circle, cadence=advice.cadence)
