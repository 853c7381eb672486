"""What every command is given: the clock, the folders, the store opened for what the command needs, and a place to print."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from netcare_desktop.clock import Clock
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.store import backup
from netcare_desktop.store.errors import Cancelled
from netcare_desktop.store.opening import Store, open_store

DONE, NOTHING, USAGE, REFUSED = 0, 1, 2, 3
"""Exit codes: done; nothing done; wrong usage; the environment said no."""


class WrongUsage(Exception):
    """What was typed cannot be understood: a day, a time, a number. Its text is a sentence; exit code 2."""


def stays() -> bool:
    """The `stopped` of a command that is stopped by a signal only."""
    return False


@dataclass
class Session:
    """One run of one command.

    Run for another process inside the window's, `host` is the store that is open there, and `folder`, `colour`,
    `read_input` and `stopped` are those of the process that was started.
    """

    paths: Paths
    clock: Clock
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    host: Store | None = None
    folder: Path | None = None
    colour: bool | None = None
    read_input: Callable[[], bytes] | None = None
    stopped: Callable[[], bool] = stays
    _input: bytes | None = None
    _store: Store | None = None
    _saved_before: int = 0
    _stand_in: tempfile.TemporaryDirectory[str] | None = None

    def reader(self) -> Store:
        """The database for reading only. Where there is none yet an empty one stands in, and nothing is left behind."""
        if self.host is not None:
            return self.host
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
        if self.host is not None:
            self.host.upkeep()
            return self.host
        if self._store is None:
            self._store = open_store(self.paths.data, self.clock, backup_folder=self.paths.backups)
            self._store.upkeep()
            self._saved_before = self._store.saved_changes()
        return self._store

    def restore(self, copy: Path) -> Path | None:
        """Put a backup in the place of the database; returns where the old files lie, if there were any."""
        if self.host is not None:
            return self.host.restore(copy)
        return backup.restore_into(self.paths.data, copy, self.clock)

    def path(self, name: str) -> Path:
        """A file as it was typed, from the folder in which the command was started."""
        path = Path(name)
        return path if path.is_absolute() else (self.folder or Path.cwd()) / path

    def standard_input(self) -> bytes:
        """All of standard input, read once. Raises ReadError when it is too long."""
        if self._input is None:
            self._input = self.read_input() if self.read_input is not None else own_input()
        return self._input

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
        colour = wants_colour(self.out) if self.colour is None else self.colour
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


def own_input() -> bytes:
    """All of this process's standard input. Raises ReadError when it is too long."""
    from netcare_desktop.formats.source_file import read_stream

    return read_stream(sys.stdin.buffer, tr("standard input"))


def wants_colour(out: TextIO) -> bool:
    """Whether what is printed there may be coloured."""
    return out.isatty() and not os.environ.get("NO_COLOR")


class Progress:
    """A line on stderr that says how far long work is; nothing where stderr is no terminal.

    Raises Cancelled when the command is to stop.
    """

    def __init__(self, session: Session, what: str) -> None:
        self._err, self._what, self._shown = session.err, what, -1
        self._stopped = session.stopped
        self._live = self._err.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self._stopped():
            raise Cancelled
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
