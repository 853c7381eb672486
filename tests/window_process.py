"""The window as a process of its own, drawn without a screen: for tests of what happens between processes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from netcare_desktop.cli import handover

PATIENCE = 30.0  # seconds until something that must happen counts as not happening


def command(data: Path, *more: str) -> list[str]:
    """How a test starts the program on a data folder."""
    return [sys.executable, "-m", "netcare_desktop", "--data-dir", str(data), *more]


def start(data: Path, *more: str) -> subprocess.Popen[str]:
    """Start the program; its messages can be read from `stderr`."""
    return subprocess.Popen(
        command(data, *more),
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that must come about."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def answers(data: Path) -> bool:
    """Whether a window listens for that data folder."""
    with contextlib.suppress(handover.NoAnswer):
        return handover.show_window(data, [], hidden=True)
    return False


def end(programs: Sequence[subprocess.Popen[str]]) -> None:
    """End what a test started, and close its pipes."""
    for program in programs:
        if program.poll() is None:
            program.terminate()
        try:
            program.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        if program.stderr is not None:
            program.stderr.close()


@contextlib.contextmanager
def window(data: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """A window that is up and answers, until the block ends."""
    program = start(data, *more)
    try:
        until(lambda: answers(data) or program.poll() is not None)
        assert program.poll() is None
        yield program
    finally:
        end([program])
