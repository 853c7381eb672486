"""Hands and eyes on the private desktop: start programs, use a real mouse and keyboard, look at the screen.

The session itself is run by supervisor.py. Programs on it are started with `DesktopSession.open`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.desktop.screen import Picture, read_xwd

HERE = Path(__file__).resolve().parent
SYSTEM_PYTHON = "/usr/bin/python3"  # has the bindings of GTK and AT-SPI; the tests' own Python has not
PATIENCE = 15.0  # seconds until something that must happen counts as not happening
STEP = 0.02  # seconds between two positions of a mouse that is moved by hand


class DesktopError(Exception):
    """The desktop did not do what was asked: a part is missing, a window never came."""


@dataclass(frozen=True)
class Window:
    """A window on the screen: its X id, and where its content lies (without the frame), in pixels."""

    id: str
    x: int
    y: int
    width: int
    height: int

    def point(self, across: float = 0.5, down: float = 0.5) -> tuple[int, int]:
        """The place that far across and down, as parts of 1; the middle if nothing is said."""
        return self.x + round(self.width * across), self.y + round(self.height * down)


class DesktopSession:
    """A running private desktop. Used as a context manager, it leaves no process and no file behind."""

    def __init__(self, size: str = "1280x900") -> None:
        self._supervisor = subprocess.Popen(
            [sys.executable, str(HERE / "supervisor.py"), size],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl+C ends the test run, which then ends the desktop in order
        )
        assert self._supervisor.stdout is not None
        line = self._supervisor.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"error": "it ended without a word"}
        if "error" in answer:
            self.close()
            raise DesktopError(f"The private desktop did not start: {answer['error']}")
        self.env: dict[str, str] = answer["env"]
        self.folder = Path(answer["folder"])

    @property
    def supervisor_pid(self) -> int:
        """The process below which everything of this desktop lives."""
        return self._supervisor.pid

    def close(self) -> None:
        """End the session and wait until all of it is gone."""
        assert self._supervisor.stdin is not None and self._supervisor.stdout is not None
        self._supervisor.stdin.close()
        self._supervisor.wait(timeout=PATIENCE)
        self._supervisor.stdout.close()

    def __enter__(self) -> DesktopSession:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- programs
    @contextmanager
    def open(
        self, command: Sequence[str], *, cwd: Path | None = None, **more_env: str
    ) -> Iterator[subprocess.Popen[str]]:
        """Start a program on this desktop and end it with the block. Should the test run die, so does the program.

        `stdout` is a pipe of text; what goes to standard error is kept for `errors_of`.
        """
        tied = [*(["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []), *command]
        with open(self._stderr_file(command), "ab") as errors:
            program = subprocess.Popen(
                tied,
                env=self.env | more_env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        try:
            yield program
        finally:
            if program.poll() is None:
                program.terminate()
                try:
                    program.wait(timeout=PATIENCE)
                except subprocess.TimeoutExpired:
                    program.kill()
                    program.wait()
            assert program.stdout is not None
            program.stdout.close()

    def _stderr_file(self, command: Sequence[str]) -> Path:
        name = re.sub(r"\W+", "-", " ".join(command))[-60:]
        return self.folder / "log" / f"{name}.stderr"

    def errors_of(self, command: Sequence[str]) -> str:
        """What programs started with this command have written to standard error."""
        return self._stderr_file(command).read_text(encoding="utf-8", errors="replace")

    def run(self, *command: object) -> str:
        """A short command on this desktop; its output. DesktopError when it fails."""
        done = subprocess.run(
            [str(word) for word in command], env=self.env, capture_output=True, text=True, timeout=PATIENCE
        )
        if done.returncode != 0:
            raise DesktopError(f"{command[0]} {command[1]}: {done.stderr.strip() or done.returncode}")
        return done.stdout

    # -- eyes
    def screenshot(self, path: Path | None = None) -> Picture:
        """The whole screen as it is now; saved as PNG when a path is given."""
        picture = read_xwd(self.folder / "screen" / "Xvfb_screen0")
        if path is not None:
            picture.save(path)
        return picture

    def settle(self, quiet: float = 0.3) -> Picture:
        """Wait until the screen has not changed for `quiet` seconds; a blinking caret (under 100 pixels) is no change."""
        end = time.monotonic() + PATIENCE
        last = self.screenshot()
        since = time.monotonic()
        while time.monotonic() < end:
            time.sleep(0.05)
            now = self.screenshot()
            if now.rgb != last.rgb and _changed_pixels(now, last) > 100:
                since = time.monotonic()
                last = now
            elif time.monotonic() - since >= quiet:
                return now
        raise DesktopError("the screen keeps changing")

    def find_window(self, title: str) -> Window | None:
        """The newest visible window whose title contains `title`."""
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", re.escape(title)],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        ids = done.stdout.split()
        return self._geometry(ids[-1]) if ids else None

    def wait_window(self, title: str, patience: float = PATIENCE) -> Window:
        """Until a window with that title is there and the window manager has placed it."""
        end = time.monotonic() + patience
        last: Window | None = None
        while time.monotonic() < end:
            found = self.find_window(title)
            if found is not None and found == last:
                return found
            last = found
            time.sleep(0.1)
        raise DesktopError(f"no window {title!r} within {patience:g} s")

    def _geometry(self, window: str) -> Window | None:
        try:
            size = _shell_values(self.run("xdotool", "getwindowgeometry", "--shell", window))
            # What xdotool says about the position counts the frame twice on some versions; the pointer does not lie.
            self.run("xdotool", "mousemove", "--window", window, 0, 0)
            place = _shell_values(self.run("xdotool", "getmouselocation", "--shell"))
        except DesktopError:  # it has just closed
            return None
        return Window(window, int(place["X"]), int(place["Y"]), int(size["WIDTH"]), int(size["HEIGHT"]))

    def find(self, role: str, name: str, program: str = "") -> list[dict[str, Any]]:
        """Widgets as a screen reader sees them: role and name are regular expressions (see accessible.py)."""
        out = self.run(SYSTEM_PYTHON, "-W", "ignore", HERE / "accessible.py", role, name, program)
        return [json.loads(line) for line in out.splitlines()]

    def wait_for(self, role: str, name: str, program: str = "", patience: float = PATIENCE) -> dict[str, Any]:
        """The first such widget, waiting until there is one."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found = self.find(role, name, program)
            if found:
                return found[0]
            time.sleep(0.1)
        raise DesktopError(f"no {role} named {name!r} within {patience:g} s")

    # -- hands
    def move(self, x: int, y: int) -> None:
        """Put the pointer there. (xdotool's --sync would wait for ever where it stands there already.)"""
        self.run("xdotool", "mousemove", x, y)

    def click(self, x: int, y: int, *, button: int = 1, double: bool = False) -> None:
        """A real click."""
        self.move(x, y)
        time.sleep(STEP)
        self.run("xdotool", "click", *(["--repeat", "2", "--delay", "60"] if double else []), button)

    def click_on(self, role: str, name: str, program: str = "") -> dict[str, Any]:
        """A real click in the middle of a widget, found by its accessible role and name; returns what was found."""
        found = self.wait_for(role, name, program)
        x, y, width, height = found["box"]
        self.click(x + width // 2, y + height // 2)
        return found

    def key(self, *keys: str) -> None:
        """Press keys, one after the other: "ctrl+k", "Return", "Down"."""
        self.run("xdotool", "key", "--delay", 30, *keys)

    def type(self, text: str) -> None:
        """Type text of plain characters, those of a US keyboard."""
        self.run("xdotool", "type", "--delay", 20, "--", text)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move by hand, rest, let go."""
        self.move(*start)
        time.sleep(0.1)
        self.run("xdotool", "mousedown", 1)
        try:
            near = (start[0] + 12, start[1] + 12)  # past the distance at which a drag begins
            self._move_by_hand(start, near, 4)
            self._move_by_hand(near, end, 15)
            time.sleep(0.2)
            self.move(end[0] + 1, end[1])  # the target answers for the place where the pointer last moved
            time.sleep(0.2)
        finally:
            self.run("xdotool", "mouseup", 1)

    def _move_by_hand(self, start: tuple[int, int], end: tuple[int, int], steps: int) -> None:
        for step in range(1, steps + 1):
            self.move(
                start[0] + (end[0] - start[0]) * step // steps,
                start[1] + (end[1] - start[1]) * step // steps,
            )
            time.sleep(STEP)

    def drop(self, files: Sequence[str | os.PathLike[str]], x: int, y: int) -> bool:
        """Drag files from another program's window and let go at x, y; whether the target took them."""
        command = [
            SYSTEM_PYTHON,
            "-W",
            "ignore",
            str(HERE / "drag_source.py"),
            *(os.fspath(file) for file in files),
        ]
        with self.open(command) as source:
            assert source.stdout is not None
            ready = source.stdout.readline()
            if not ready:
                raise DesktopError(
                    f"the program to drag from did not start: {self.errors_of(command)[-500:]}"
                )
            hold = json.loads(ready)
            self.drag((hold["x"], hold["y"]), (x, y))
            result = source.stdout.readline()  # it ends by itself, so this does
        return bool(result) and bool(json.loads(result)["dropped"])


def _shell_values(text: str) -> dict[str, str]:
    """`NAME=value` lines, as xdotool's --shell prints them."""
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def _changed_pixels(one: Picture, other: Picture) -> int:
    difference = int.from_bytes(one.rgb, "little") ^ int.from_bytes(other.rgb, "little")
    unchanged = difference.to_bytes(len(one.rgb), "little").count(0)
    return (len(one.rgb) - unchanged) // 3
