"""Runs the private desktop: a screen, a bus, a window manager. Started by session.py, as a process of its own.

Prints one line of JSON (the environment for programs on this desktop), then waits for the end of its standard input,
which comes when the test run closes it or dies. Then everything is ended that lives below this process: it is a
subreaper, so programs that the bus has started come back to it, and each child is told by the kernel to end should
this process be killed. Only pids of its own descendants are ever signalled.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
UP_WITHIN = 20.0  # seconds
# Variables of the developer's own session that must not reach programs on this one.
FOREIGN = (
    "XDG_",
    "DBUS_",
    "QT_",
    "GTK_",
    "GDK_",
    "WAYLAND_",
    "GNOME_",
    "KDE_",
    "DESKTOP_",
    "SESSION_",
    "XAUTHORITY",
)


class NotUp(Exception):
    """A part of the desktop did not start; the message says which and what it wrote."""


class Desktop:
    """The parts of the session and the folder they live in."""

    def __init__(self, size: str) -> None:
        self.size = size
        self.libc = ctypes.CDLL(None)
        self.libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.folder = Path(tempfile.mkdtemp(prefix="netcare-desktop-"))
        self.parts: list[subprocess.Popen[bytes]] = []
        for name in ("home", "run", "log", "screen"):
            (self.folder / name).mkdir(mode=0o700)
        self.env = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(FOREIGN) and key != "DISPLAY"
        }
        self.env |= {
            "HOME": str(self.folder / "home"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "XFCE",
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_LOGGING_RULES": "qt.accessibility.atspi=false;qt.qpa.theme.gnome=false;qt.qpa.services=false",
            "GSETTINGS_BACKEND": "memory",
            "GIO_USE_VFS": "local",
        }

    def spawn(self, *command: str, pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
        """Start a part; what it writes goes to its own log."""
        with open(self.folder / "log" / f"{command[0]}.log", "ab") as log:
            part = subprocess.Popen(
                command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
                preexec_fn=lambda: self.libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM),
            )
        self.parts.append(part)
        return part

    def told(self, *command: str) -> str:
        """Start a part that writes one line to a descriptor when it is ready (`{fd}` in the command); returns the line."""
        reading, writing = os.pipe()
        self.spawn(*(word.format(fd=writing) for word in command), pass_fds=(writing,))
        os.close(writing)
        with open(reading, encoding="utf-8") as stream:
            line = stream.readline().strip()
        if not line:
            raise NotUp(f"{command[0]} ended: {self.last_words(command[0])}")
        return line

    def last_words(self, part: str) -> str:
        """The end of what a part has written."""
        return (
            (self.folder / "log" / f"{part}.log").read_text(encoding="utf-8", errors="replace")[-500:].strip()
        )

    def wait(self, part: str, ready: Callable[[], bool]) -> None:
        """Until the part answers."""
        end = time.monotonic() + UP_WITHIN
        while not ready():
            if time.monotonic() > end:
                raise NotUp(f"{part} did not come up: {self.last_words(part)}")
            time.sleep(0.03)

    def start(self) -> None:
        """Screen, bus, window manager, in this order. Raises NotUp."""
        missing = [name for name in ("Xvfb", "dbus-daemon", "openbox", "xdotool") if not shutil.which(name)]
        if missing:
            raise NotUp(f"not installed: {', '.join(missing)} (packaging/test installs them)")
        screen = self.told(
            *("Xvfb", "-displayfd", "{fd}", "-screen", "0", f"{self.size}x24", "-dpi", "96"),
            *("-nolisten", "tcp", "-noreset", "-fbdir", str(self.folder / "screen")),
        )
        self.env["DISPLAY"] = f":{screen}"
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.told(
            "dbus-daemon", "--session", "--nofork", "--print-address={fd}"
        )
        self.spawn("openbox", "--sm-disable")
        self.wait("openbox", lambda: self.answers("xdotool", "get_num_desktops"))

    def answers(self, *command: str) -> bool:
        """Whether a short command succeeds on this desktop."""
        return subprocess.run(command, env=self.env, capture_output=True, timeout=UP_WITHIN).returncode == 0

    def stop(self) -> None:
        """End everything below us: politely, then not."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            told: set[int] = set()
            end = time.monotonic() + 2
            while time.monotonic() < end:
                reap()
                left = descendants()
                if not left:
                    break
                for pid in left - told:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, sign)
                told |= left
                time.sleep(0.03)
        shutil.rmtree(self.folder, ignore_errors=True)


def reap() -> None:
    """Take leave of children that have ended, also of adopted ones."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def descendants() -> set[int]:
    """The pids of all processes below this one, from /proc/PID/stat (the field after the name's `)` and the state)."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                parent = int((entry / "stat").read_bytes().rpartition(b") ")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found: set[int] = set()
    look_below = [os.getpid()]
    while look_below:
        below = children.get(look_below.pop(), [])
        found.update(below)
        look_below += below
    return found


def main() -> int:
    """Be the desktop until standard input ends or somebody sends SIGTERM."""

    def told_to_end(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, told_to_end)
    desktop = Desktop(sys.argv[1])
    try:
        desktop.start()
        print(json.dumps({"env": desktop.env, "folder": str(desktop.folder)}), flush=True)
        sys.stdin.read()
        return 0
    except NotUp as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    except KeyboardInterrupt:
        return 143
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        desktop.stop()


if __name__ == "__main__":
    sys.exit(main())
