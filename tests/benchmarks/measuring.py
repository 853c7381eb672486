"""What the benchmarks share: a database of made-up people, a reference beside each figure, and one way to print both."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from netcare_desktop.clock import FixedClock
from netcare_desktop.formats.records import ContactPointRecord, PersonRecord, ReadResult
from netcare_desktop.store import imports
from netcare_desktop.store.opening import Store, open_store
from tests.store.village import TODAY

PEOPLE = 100_000
GIVEN = (
    "Ana", "Ben", "Chi", "Dee", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jana", "Kofi", "Lea", "Mio", "Nia", "Oto", "Pia", "Quin",
    "Rui", "Sofia", "Tomás", "Uma", "Vera", "Wim", "Xenia", "Yara", "Zoë",
)  # fmt: skip
SYLLABLES = (
    "ba", "ber", "cor", "da", "den", "el", "fa", "gar", "ha", "in", "jo", "kam", "lin", "mar", "nov", "o", "per", "qui", "ros",
    "sil", "tan", "ul", "vik", "wen", "xi", "yor", "zan",
)  # fmt: skip
ORGANISATIONS = 15_000


@contextmanager
def folder() -> Iterator[Path]:
    """A place that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="netcare-bench-") as path:
        yield Path(path) / "data"


def cards(count: int = PEOPLE, seed: int = 1) -> list[PersonRecord]:
    """Business cards as a reader makes them: most with an organisation, one to three e-mails, half with a phone."""
    chance = random.Random(seed)
    firms = [f"{''.join(chance.choices(SYLLABLES, k=3)).title()} {n}" for n in range(ORGANISATIONS)]
    made = []
    for n in range(count):
        given, family = chance.choice(GIVEN), "".join(chance.choices(SYLLABLES, k=3)).title()
        record = PersonRecord(
            given=given,
            family=family,
            full_name=f"{given} {family}",
            organisation=chance.choice(firms) if n % 10 else "",
            title=chance.choice(("Engineer", "Teacher", "Director", "Designer", "")),
            line=n + 2,
        )
        for which in range(chance.choice((1, 2, 2, 2, 3))):
            record.contact_points.append(
                ContactPointRecord("email", f"{given}.{family}{n}@x{which}.example".lower())
            )
        if n % 2:
            record.contact_points.append(ContactPointRecord("phone", f"+49 30 {n:07d}"))
        made.append(record)
    return made


def read(made: list[PersonRecord]) -> ReadResult:
    return ReadResult("cards.csv", "csv", "generic", "utf-8", records=made)


@contextmanager
def filled(count: int = PEOPLE, interactions: int = 0) -> Iterator[Store]:
    """A store with so many people in the circles, and so many interactions with them."""
    with folder() as path:
        store = open_store(path, FixedClock(TODAY))
        imports.apply(store, imports.plan(store, [read(cards(count))]))
        chance = random.Random(2)
        day = (TODAY - timedelta(400)).isoformat()
        with store.write("Settle"):
            connection = store.connection()
            connection.execute(
                "UPDATE person SET in_card_stack = 0, circle_id = id % 5 + 1, cadence_set_on = ?", (day,)
            )
            connection.executemany(
                "INSERT INTO interaction (id, on_day, channel, started_by, summary, created_at) "
                "VALUES (?, ?, 'call', 'me', ?, '')",
                (
                    (n, (TODAY - timedelta(chance.randint(1, 900))).isoformat(), "about something")
                    for n in range(1, interactions + 1)
                ),
            )
            connection.executemany(
                "INSERT INTO interaction_person (interaction_id, person_id) VALUES (?, ?)",
                ((n, n % count + 1) for n in range(1, interactions + 1)),
            )
        store.connection().execute("DELETE FROM undo_action")
        store.checkpoint()
        try:
            yield store
        finally:
            store.close()


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median(work: Callable[[], object], times: int = 5) -> float:
    """The median of some runs, in seconds, after one that does not count."""
    work()
    return statistics.median(seconds(work) for _ in range(times))


def show(what: str, figure: float, reference: str, beside: float, goal: str = "") -> None:
    """One line: the figure, its reference of the same run (both in seconds), the ratio, and what is aimed at."""
    ratio = f"{figure / beside:8.2f} x" if beside else "         -"
    aim = f"   goal: {goal}" if goal else ""
    sys.stdout.write(f"{what:<52} {_time(figure)}   {reference}: {_time(beside)} {ratio}{aim}\n")
    sys.stdout.flush()


def _time(value: float) -> str:
    return f"{value:7.2f} s " if value >= 1 else f"{value * 1000:7.2f} ms"
