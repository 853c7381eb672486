"""Runs one command and turns what goes wrong into one sentence and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable

from netcare_desktop.cli import parser
from netcare_desktop.cli.session import DONE, NOTHING, REFUSED, USAGE, Session, WrongUsage
from netcare_desktop.clock import FixedClock, SystemClock
from netcare_desktop.domain.dates import BadDate, parse_day
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.store.errors import AlreadyOpen, Cancelled, CommandError, StoreError, told

Command = Callable[[Session, argparse.Namespace], int]

READING = frozenset({"people", "person", "due", "followups", "export", "backup", "check", "tour"})
"""Commands that open the database by themselves, for reading only, whoever has it open."""
PATIENCE = 2.0
LOOK_AGAIN_AFTER = 0.05
"""Seconds to wait for another process that has the database open and cannot be talked to, and between two looks."""


def main(arguments: list[str]) -> int:
    """Parse, run, say; returns the exit code. A command that writes is run by the window's process when there is one."""
    _before, command, _rest = parser.split(arguments)
    _open_what_is_closed()
    options = parser.command_parser().parse_args(arguments)
    parser.make_readable(options)
    for stream in (sys.stdout, sys.stderr):  # names are UTF-8 whatever the locale says
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        clock = clock_of(options)
    except BadDate as error:
        print(error, file=sys.stderr)
        return USAGE
    session = Session(Paths(options.data_dir), clock)
    try:
        return _here_or_there(session, str(command), options, arguments)
    except KeyboardInterrupt:
        return stopped(session)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    finally:
        with contextlib.suppress(Exception):
            session.close()


def clock_of(options: argparse.Namespace) -> SystemClock | FixedClock:
    """The clock of a command: the day it was told, else the machine's. Raises BadDate."""
    clock = SystemClock()
    return FixedClock(parse_day(options.today, clock.today())) if options.today else clock


def writes(command: str, options: argparse.Namespace) -> bool:
    """Whether a command changes the database, with these options."""
    if command == "check":
        return bool(options.repair)
    return command not in READING and not getattr(options, "dry_run", False)


def _here_or_there(session: Session, command: str, options: argparse.Namespace, arguments: list[str]) -> int:
    """Run it here; where another process has the database open, there, or here as soon as that one has ended."""
    from netcare_desktop.cli import handover

    inputs = command == "import" and "-" in options.files
    end = time.monotonic() + PATIENCE
    while True:
        if writes(command, options):
            try:
                answer = handover.run_there(session, arguments, inputs)
            except handover.NoAnswer:
                return _say(
                    session, tr("NetCare is open, but its window does not react. Quit it first."), REFUSED
                )
            if answer is not None:
                return handover.tell(answer)
        try:
            return perform(session, command, options)
        except AlreadyOpen as error:
            if time.monotonic() >= end:
                return _say(session, str(error), REFUSED)
            time.sleep(LOOK_AGAIN_AFTER)


def perform(session: Session, command: str, options: argparse.Namespace) -> int:
    """Run the command and turn what goes wrong into one sentence; returns the exit code.

    Raises AlreadyOpen, before anything was printed, when another process has the database open.
    """
    try:
        return _command(command)(session, options)
    except WrongUsage as error:
        return _say(session, str(error), USAGE)
    except CommandError as error:
        return _say(session, str(error), NOTHING)
    except AlreadyOpen:
        raise
    except StoreError as error:
        return _say(session, str(error), REFUSED)
    except Cancelled:
        return stopped(session)
    except BrokenPipeError:
        raise
    except Exception as error:
        sentence = told(error)
        if sentence is not None:
            return _say(session, str(sentence), REFUSED)
        return _bug(session, error)


def _command(name: str) -> Command:
    if name in ("import", "export", "backup", "restore", "check", "demo", "tour"):
        from netcare_desktop.cli import files

        return files.COMMANDS[name]
    if name in ("people", "person", "due", "followups"):
        from netcare_desktop.cli import reading

        return reading.COMMANDS[name]
    from netcare_desktop.cli import changing

    return changing.COMMANDS[name]


def _open_what_is_closed() -> None:
    """A script may close a standard stream (`>&-`); Python has None there then. What is written to it is gone."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (until the process ends)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (until the process ends)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115


def stopped(session: Session) -> int:
    """What is said when the user stopped the command; the exit code."""
    if session.saved:  # it came too late, while the answer was printed
        return _say(session, tr("Stopped, but it was saved before. Undo takes it back."), DONE)
    return _say(session, tr("Stopped. Nothing was written."), NOTHING)


def _say(session: Session, sentence: str, code: int) -> int:
    session.warn(sentence)
    return code


def _bug(session: Session, error: BaseException) -> int:
    """A mistake of the program: a report without personal data, to copy."""
    from netcare_desktop import logs

    session.warn(tr("NetCare made a mistake. Nothing half-done was kept. This report can be sent:"))
    session.warn(logs.bug_report(error))
    return REFUSED
