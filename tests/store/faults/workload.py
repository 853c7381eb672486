"""The program under fault: a child process that changes a database and says what is saved, each time after the commit.

`python -m tests.store.faults.workload FOLDER small` does one of everything, always the same; `… FOLDER random SEED N` goes
on with N random actions on whatever is there. Each line on standard output is one acknowledgement:

    OPEN, S person, U person title, D person (erasing begins), E person (erased), B batch, K backup, Z (an undo),
    C (closed); R code … for a refusal.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from netcare_desktop.clock import FixedClock
from netcare_desktop.formats.records import PersonRecord, ReadResult
from netcare_desktop.store import backup, imports, interactions, people, undo
from netcare_desktop.store.errors import CommandError, StoreError
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from tests.store.village import TODAY

CARDS = 25
SECRET = "quillfeather"
"""Stands in the notes of everybody who is erased, and nowhere else."""

T = TypeVar("T")

BUG = 70
"""The exit code after an exception that is no refusal."""


def say(line: str) -> None:
    """At once, and whole: the reader may kill us the next moment."""
    os.write(1, f"{line}\n".encode())


def add(store: Store, name: str, notes: str = "") -> int:
    person = people.add(
        store, NewPerson(full_name=name, notes=notes, organisation="Harbour School", tags=("choir",))
    )
    say(f"S {person}")
    return person


def bring(store: Store, name: str) -> None:
    """An import of so many cards: all of them, or none."""
    cards = [PersonRecord(full_name=f"{name} {n}", organisation=f"O {n}", line=n) for n in range(CARDS)]
    read = ReadResult("cards.csv", "csv", "generic", "utf-8", records=cards)
    say(f"B {imports.apply(store, imports.plan(store, [read])).batch}")


def rename(store: Store, person: int, title: str) -> None:
    people.edit(store, person, title=title)
    say(f"U {person} {title}")


def erase(store: Store, person: int) -> None:
    say(f"D {person}")  # from here on the person may be gone
    people.erase(store, [person])
    say(f"E {person}")


def copy(store: Store) -> None:
    say(f"K {backup.make_dated(store)}")


def take_back(store: Store) -> None:
    undo.undo(store)
    say("Z")


def small(folder: Path) -> None:
    """One of everything. After a refusal it goes on with what does not need the refused step."""
    store = _refusable(lambda: open_store(folder, FixedClock(TODAY)))
    if store is None:
        return
    say("OPEN")
    ana = _refusable(lambda: add(store, "Ana", "n" * 2500))
    ben = _refusable(lambda: add(store, "Ben", f"{SECRET} " + "n" * 2500))
    _refusable(lambda: add(store, "Chi", "n" * 2500))
    _refusable(lambda: bring(store, "Card"))
    if ana:
        _refusable(lambda: rename(store, ana, "first"))
        if _refusable(lambda: interactions.log(store, NewInteraction((ana,), TODAY, summary="met"))):
            _refusable(lambda: take_back(store))
    _refusable(lambda: copy(store))
    if ben:
        _refusable(lambda: erase(store, ben))
    _refusable(store.close)
    say("C")


def endless(folder: Path, seed: int, n: int) -> None:
    """Random actions on what is there."""
    chance = random.Random(seed)
    store = open_store(folder, FixedClock(TODAY))
    say("OPEN")
    for step in range(n):
        what = chance.random()
        if what < 0.6:
            add(store, f"P {seed} {step}", "x" * chance.randint(0, 3000))
        elif what < 0.7:
            bring(store, f"I {seed} {step}")
        elif what < 0.8:
            erase(store, add(store, "Gone", SECRET))
        elif what < 0.9:
            rename(store, add(store, "Named"), f"t{seed}-{step}")
        else:
            copy(store)
            for old in sorted(backup.listed(store.backup_folder), key=lambda path: path.stat().st_mtime_ns)[
                :-2
            ]:
                old.unlink()
    store.close()
    say("C")


def _refusable(step: Callable[[], T]) -> T | None:
    """Do it; a refusal in words is an answer, anything else is a bug."""
    try:
        return step()
    except (StoreError, CommandError) as error:
        say(f"R {getattr(error, 'code', 'command')} {error}")
    return None


def main(arguments: list[str]) -> int:
    folder, how, *numbers = arguments
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(
            signal.SIGXFSZ, signal.SIG_IGN
        )  # a limit on the size of files shall be an error, not a death
    try:
        if how == "small":
            small(Path(folder))
        else:
            endless(Path(folder), int(numbers[0]), int(numbers[1]))
    except StoreError as error:
        say(f"R {error.code} {error}")
    except Exception:
        traceback.print_exc()
        return BUG
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
