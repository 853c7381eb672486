"""Runs one command and turns what goes wrong into one sentence and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable

from netcare_desktop.cli import parser
from netcare_desktop.cli.session import DONE, NOTHING, REFUSED, USAGE, Session, WrongUsage
from netcare_desktop.clock import FixedClock, SystemClock
from netcare_desktop.domain.dates import BadDate, parse_day
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.store.errors import Cancelled, CommandError, StoreError, told

Command = Callable[[Session, argparse.Namespace], int]


def main(arguments: list[str]) -> int:
    """Parse, run, say; returns the exit code."""
    _before, command, _rest = parser.split(arguments)
    _open_what_is_closed()
    options = parser.command_parser().parse_args(arguments)
    parser.make_readable(options)
    for stream in (sys.stdout, sys.stderr):  # names are UTF-8 whatever the locale says
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    clock: SystemClock | FixedClock = SystemClock()
    if options.today:
        try:
            clock = FixedClock(parse_day(options.today, clock.today()))
        except BadDate as error:
            return _say(str(error), USAGE)
    session = Session(Paths(options.data_dir), clock)
    try:
        return _command(str(command))(session, options)
    except WrongUsage as error:
        return _say(str(error), USAGE)
    except CommandError as error:
        return _say(str(error), NOTHING)
    except StoreError as error:
        return _say(str(error), REFUSED)
    except (KeyboardInterrupt, Cancelled):
        if session.saved:  # it came too late, while the answer was printed
            return _say(tr("Stopped, but it was saved before. Undo takes it back."), DONE)
        return _say(tr("Stopped. Nothing was written."), NOTHING)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        sentence = told(error)
        if sentence is not None:
            return _say(str(sentence), REFUSED)
        return _bug(session, error)
    finally:
        with contextlib.suppress(Exception):
            session.close()


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


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _bug(session: Session, error: BaseException) -> int:
    """A mistake of the program: a report without personal data, to copy."""
    from netcare_desktop import logs

    print(tr("NetCare made a mistake. Nothing half-done was kept. This report can be sent:"), file=sys.stderr)
    print(logs.bug_report(error), file=sys.stderr)
    return REFUSED
