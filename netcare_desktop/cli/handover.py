"""The way to the window's process: a second start raises it, a command that writes is run there. No Qt.

What goes over is one of `{"raise": …}`, `{"open": [absolute paths], …}` and `{"run": …}`. The window's process says at
once that it has taken it (`{"taken": true}`); to `run` it answers a second time, with exit code, output and messages.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netcare_desktop.cli.session import NOTHING, REFUSED, Session, wants_colour
from netcare_desktop.formats.records import ReadError
from netcare_desktop.i18n import tr
from netcare_desktop.system import local_socket
from netcare_desktop.system.instance import INPUT_PREFIX, INPUT_SUFFIX
from netcare_desktop.system.local_socket import BadMessage, Conversation

CONNECT_WITHIN = 2.0
TAKEN_WITHIN = 10.0
"""Seconds: a window that is just being built takes what waits for it when it is ready."""


@dataclass(frozen=True)
class Answer:
    """What the command printed in the window's process, and its exit code."""

    code: int
    out: str = ""
    err: str = ""


class NoAnswer(Exception):
    """Somebody listens, but does not take the message."""


def show_window(folder: Path, files: Sequence[str], *, hidden: bool = False) -> bool:
    """Let the window that has `folder` open come to the front, with `files` in its import preview.

    False when nobody listens there; NoAnswer when the window does not react, BadMessage when there are too many files.
    With `hidden` and without files nothing is raised: the program runs, and that is all that was wanted.
    """
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    message: dict[str, Any] = {"raise": {"hidden": hidden}, "token": token}
    if files:
        message = {"open": [os.path.abspath(name) for name in files], "token": token}
    connection = local_socket.connect(folder, CONNECT_WITHIN)
    if connection is None:
        return False
    with contextlib.closing(Conversation(connection)) as window:
        return _taken(window, message)


def run_there(session: Session, arguments: Sequence[str], inputs: bool) -> Answer | None:
    """Run a command in the window's process; None when there is none that listens, and the command runs here.

    `inputs`: the command reads standard input, which is read here and passed on in a private file.
    """
    folder = session.paths.data
    connection = local_socket.connect(folder, CONNECT_WITHIN)
    if connection is None:
        return None
    with contextlib.closing(Conversation(connection)) as window, _input(session, folder, inputs) as given:
        request = {
            "arguments": list(arguments),
            "folder": _working_folder(),
            "colour": wants_colour(session.out),
            "input": given,
        }
        try:
            if not _taken(window, {"run": request}):
                return None
        except BadMessage:
            words = tr("That is too much for one command while the window is open. Do it in several steps.")
            return Answer(REFUSED, err=words + "\n")
        return _outcome(window)


def _taken(window: Conversation, message: dict[str, Any]) -> bool:
    """Send it and wait until it is taken. False when the other end closed without a word (it was just ending)."""
    try:
        window.send(message)
        answer = _receive(window, TAKEN_WITHIN)
    except TimeoutError as error:
        raise NoAnswer from error
    except OSError:
        return False
    return answer is not None and answer.get("taken") is True


def _outcome(window: Conversation) -> Answer:
    """Wait for the end of the command. Ctrl+C asks the window to stop it, and its answer then tells what came of it."""
    try:
        answer = _receive(window, None)
    except KeyboardInterrupt:  # for the second time
        words = tr("The window has not stopped it yet. Look there what came of it.")
        return Answer(NOTHING, err=words + "\n")
    if answer is None:
        words = tr("The window ended before the command was done. Look whether it was.")
        return Answer(REFUSED, err=words + "\n")
    return Answer(int(answer["code"]), str(answer["out"]), str(answer["err"]))


def _receive(window: Conversation, timeout: float | None) -> dict[str, Any] | None:
    try:
        return window.receive(timeout)
    except KeyboardInterrupt:
        window.no_more()
        return window.receive(timeout)


@contextlib.contextmanager
def _input(session: Session, folder: Path, inputs: bool) -> Iterator[dict[str, str] | None]:
    """Standard input for the other process: a private file in the data folder, or the sentence why there is none."""
    if not inputs:
        yield None
        return
    try:
        data = session.standard_input()
    except ReadError as error:
        yield {"refused": str(error)}
        return
    descriptor, name = tempfile.mkstemp(prefix=INPUT_PREFIX, suffix=INPUT_SUFFIX, dir=folder)  # 0600
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        yield {"file": name}
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _working_folder() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError:  # somebody removed it under our feet
        return os.environ.get("PWD", os.path.abspath(os.sep))


def tell(answer: Answer) -> int:
    """Print what the command printed there; returns its exit code."""
    sys.stdout.write(answer.out)
    sys.stderr.write(answer.err)
    sys.stdout.flush()
    return answer.code
