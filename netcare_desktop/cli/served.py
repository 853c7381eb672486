"""Commands of other processes, run inside the window's: the same functions, on the store that is open here. No Qt."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netcare_desktop.cli import parser
from netcare_desktop.cli.run import clock_of, perform
from netcare_desktop.cli.session import Session
from netcare_desktop.domain.dates import BadDate
from netcare_desktop.formats.records import ReadError
from netcare_desktop.formats.source_file import read_path
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.store.opening import Store


@dataclass(frozen=True)
class Served:
    """A command that another process handed over; `run` it on the store thread."""

    paths: Paths
    command: str
    arguments: list[str]
    options: argparse.Namespace
    folder: Path
    colour: bool
    read_input: Callable[[], bytes]

    @property
    def replaces_database(self) -> bool:
        """Whether the file is exchanged: nobody may read meanwhile."""
        return self.command == "restore" and not self.options.dry_run

    def run(self, store: Store, stopped: Callable[[], bool]) -> dict[str, Any]:
        """Exit code, output and messages. Raises nothing; `stopped` is asked now and then during long work."""
        out, err = io.StringIO(), io.StringIO()
        clock = clock_of(self.options)
        with store.at(clock) as host:
            session = Session(
                self.paths, clock, out, err, host, self.folder, self.colour, self.read_input, stopped
            )
            code = perform(session, self.command, self.options)
        return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def served(paths: Paths, request: dict[str, Any]) -> Served:
    """The command in a `run` message. Raises ValueError when it makes no sense."""
    arguments, folder, given = request.get("arguments"), request.get("folder"), request.get("input")
    if not isinstance(arguments, list) or not all(isinstance(word, str) for word in arguments):
        raise ValueError("arguments")
    if not isinstance(folder, str) or not Path(folder).is_absolute():
        raise ValueError("folder")
    if given is not None and (
        not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values())
    ):
        raise ValueError("input")
    _before, command, _rest = parser.split(arguments)
    if command is None:
        raise ValueError("command")
    try:
        options = parser.command_parser().parse_args(arguments)
        clock_of(options)
    except (SystemExit, BadDate) as error:
        raise ValueError("command") from error
    return Served(
        paths,
        command,
        arguments,
        options,
        Path(folder),
        request.get("colour") is True,
        lambda: _input(given or {}),
    )


def _input(given: dict[str, str]) -> bytes:
    if "file" in given:
        return read_path(given["file"])
    raise ReadError(given.get("refused") or tr("There is nothing on standard input."))
