"""What every command is given: the clock, the folders, the store opened for what the command needs, and a place to print."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from netcare_desktop.clock import Clock
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.store.opening import Store, open_store

DONE, NOTHING, USAGE, REFUSED = 0, 1, 2, 3
"""Exit codes: done; nothing done; wrong usage; the environment said no."""


class WrongUsage(Exception):
    """What was typed cannot be understood: a day, a time, a number. Its text is a sentence; exit code 2."""


@dataclass
class Session:
    """One run of one command."""

    paths: Paths
    clock: Clock
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _store: Store | None = None
    _saved_before: int = 0
    _stand_in: tempfile.TemporaryDirectory[str] | None = None

    def reader(self) -> Store:
        """The database for reading only. Where there is none yet an empty one stands in, and nothing is left behind."""
        if self._store is None:
            try:
                self._store = open_store(
                    self.paths.data, self.clock, backup_folder=self.paths.backups, read_only=True
                )
            except FileNotFoundError:
                self._stand_in = tempfile.TemporaryDirectory(prefix="netcare-empty-")
                self._store = open_store(Path(self._stand_in.name) / "data", self.clock)
        return self._store

    def writer(self) -> Store:
        """The database for writing, with the daily upkeep done."""
        if self._store is None:
            self._store = open_store(self.paths.data, self.clock, backup_folder=self.paths.backups)
            self._store.upkeep()
            self._saved_before = self._store.saved_changes()
        return self._store

    @property
    def saved(self) -> bool:
        """Whether the command has saved something by now."""
        store = self._store
        if store is None or store.read_only or self.empty:
            return False
        return store.saved_changes() != self._saved_before

    @property
    def empty(self) -> bool:
        """Whether there is no database yet and an empty one stands in."""
        return self._stand_in is not None

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._stand_in is not None:
            self._stand_in.cleanup()
            self._stand_in = None

    def say(self, text: str = "") -> None:
        """A line for the reader."""
        print(text, file=self.out)

    def warn(self, text: str) -> None:
        """A sentence beside the output."""
        print(text, file=self.err)

    def print_json(self, value: Any) -> None:
        print(json.dumps(value, ensure_ascii=False, indent=2), file=self.out)

    def table(self, rows: list[tuple[str, ...]], *, faint: int | None = None) -> None:
        """Aligned columns; the column `faint` is printed in a quieter colour on a terminal."""
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)] if rows else []
        colour = self.out.isatty() and not os.environ.get("NO_COLOR")
        for row in rows:
            cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
            if colour and faint is not None:
                cells[faint] = f"\x1b[2m{cells[faint]}\x1b[0m"
            self.say("  ".join(cells).rstrip())

    def day(self, text: str) -> date:
        """A day as typed: `YYYY-MM-DD`, `today`, `+7d`. Raises WrongUsage."""
        from netcare_desktop.domain.dates import BadDate, parse_day

        try:
            return parse_day(text, self.clock.today())
        except BadDate as error:
            raise WrongUsage(str(error)) from error


class Progress:
    """A line on stderr that says how far long work is; nothing where stderr is no terminal."""

    def __init__(self, err: TextIO, what: str) -> None:
        self._err, self._what, self._shown = err, what, -1
        self._live = err.isatty()

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if self._live and percent != self._shown:
            self._shown = percent
            print(f"\r{self._what} {percent} %", end="", file=self._err, flush=True)

    def end(self) -> None:
        if self._live and self._shown >= 0:
            print("\r" + " " * (len(self._what) + 8) + "\r", end="", file=self._err, flush=True)


def count_of_people(n: int) -> str:
    """ "1 person", "12 people" """
    from netcare_desktop.i18n import ntr

    return ntr("{n} person", "{n} people", n).format(n=n)


def nobody() -> str:
    """The line of an empty list."""
    return tr("Nobody.")


def _width(text: str) -> int:
    """Columns a text takes on a terminal."""
    import unicodedata

    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
