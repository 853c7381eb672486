"""Starting quietly at log-in: a fact of this machine, not of the database, so it is asked from the system each time.

Linux: `netcare-desktop.desktop` in the autostart folder (Desktop Application Autostart Specification). Windows: a value
of HKCU's Run key. macOS: a LaunchAgent. Nothing is kept elsewhere, so what is removed there is off here.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from netcare_desktop import system

PROGRAM = "netcare-desktop"
_HIDDEN = "--hidden"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_NEEDS_QUOTES = re.compile(r"[\s\"'\\><~|&;$*?#()`]")
_IN_QUOTES = re.compile(r"([\"`$\\])")
_PART_OF_EXEC = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@dataclass(frozen=True)
class Start:
    """How this program is started: its words, and the folder in which that works (None: any)."""

    command: tuple[str, ...]
    folder: Path | None = None


def how_started(data_dir: Path | None = None) -> Start:
    """The command that starts what runs now: a package's program, that of an environment, a bundle or a checkout.

    `data_dir` is kept when the program was told to use one of its own.
    """
    own = ("--data-dir", os.fspath(data_dir)) if data_dir is not None else ()
    if getattr(sys, "frozen", False):
        return Start((sys.executable, *own, _HIDDEN))
    script = Path(sys.argv[0] or "-").absolute()
    if script.stem in (PROGRAM, f"{PROGRAM}-window") and script.is_file():
        found = shutil.which(script.name)
        # A name outlives an update of the package, a path does not survive another Python.
        packaged = found is not None and found == os.fspath(script) and found.startswith("/usr/")
        return Start((script.name if packaged else os.fspath(script), *own, _HIDDEN))
    top = Path(__file__).resolve().parents[2]
    return Start((sys.executable, "-m", "netcare_desktop", *own, _HIDDEN), top)


class Autostart:
    """The switch. Every question is asked from the system anew; OSError when it says no."""

    def __init__(self, start: Start) -> None:
        self._start = start

    @property
    def is_on(self) -> bool:
        """Whether the program will be started at log-in: the entry is there, enabled, and what it starts exists."""
        if sys.platform == "win32":
            return _windows_value() is not None
        try:
            text = self.place.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        if sys.platform == "darwin":
            return "<key>Disabled</key>" not in text
        return _is_enabled(text)

    def switch(self, on: bool) -> None:
        """Write the entry or remove it."""
        if sys.platform == "win32":
            _set_windows_value(windows_command(self._start.command) if on else None)
        elif not on:
            with contextlib.suppress(FileNotFoundError):
                self.place.unlink()
        else:
            text = launch_agent(self._start) if sys.platform == "darwin" else desktop_entry(self._start)
            self.place.parent.mkdir(parents=True, exist_ok=True)
            system.write_private_atomically(self.place, text.encode("utf-8", "surrogateescape"))

    @property
    def place(self) -> Path:
        """The file that holds the entry (not on Windows)."""
        if sys.platform == "darwin":
            return Path.home() / "Library" / "LaunchAgents" / f"{PROGRAM}.plist"
        config = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(config) if os.path.isabs(config) else Path.home() / ".config"
        return folder / "autostart" / f"{PROGRAM}.desktop"


def desktop_entry(start: Start) -> str:
    """The autostart file of Linux desktops (Desktop Entry Specification)."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=NetCare",
        "Comment=Reminders, without a window",
        f"Exec={exec_line(start.command)}",
        f"Icon={PROGRAM}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    if start.folder is not None:
        lines.insert(5, f"Path={_as_value(os.fspath(start.folder))}")
    return "\n".join(lines) + "\n"


def exec_line(command: Sequence[str]) -> str:
    """The words as the Exec key writes them: quoted by its own rules, then escaped as any value; % doubled."""
    words = []
    for word in command:
        word = word.replace("%", "%%")
        if not word or _NEEDS_QUOTES.search(word):
            word = '"' + _IN_QUOTES.sub(r"\\\1", word) + '"'
        words.append(word)
    return _as_value(" ".join(words))


def _as_value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _is_enabled(text: str) -> bool:
    """What a desktop would do with the file, which others may have changed."""
    keys: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            inside = line == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            keys.setdefault(key.strip(), value.strip())
    if keys.get("Hidden", "").lower() == "true":
        return False
    if keys.get("X-GNOME-Autostart-enabled", "").lower() == "false":
        return False
    return shutil.which(_program_of(keys.get("Exec", ""))) is not None


def _program_of(exec_value: str) -> str:
    """The first word of an Exec value, unescaped."""
    text = exec_value.replace("\\\\", "\\")
    found = _PART_OF_EXEC.match(text)
    if found is None:
        return ""
    word = re.sub(r"\\(.)", r"\1", found[1]) if found[1] is not None else found[2]
    return word.replace("%%", "%")


def launch_agent(start: Start) -> str:
    """The property list of a LaunchAgent that starts the program once at log-in (launchd.plist(5))."""
    import plistlib

    agent: dict[str, object] = {
        "Label": PROGRAM,
        "ProgramArguments": list(start.command),
        "RunAtLoad": True,
        "ProcessType": "Interactive",
    }
    if start.folder is not None:
        agent["WorkingDirectory"] = os.fspath(start.folder)
    return plistlib.dumps(agent).decode("utf-8")


def windows_command(command: Sequence[str]) -> str:
    """The words as one Windows command line."""
    import subprocess

    return subprocess.list2cmdline(command)


def _windows_value() -> str | None:
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(FileNotFoundError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key,
        ):
            value, _kind = winreg.QueryValueEx(key, PROGRAM)
            return str(value)
    return None


def _set_windows_value(command: str | None) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if command is not None:
                winreg.SetValueEx(key, PROGRAM, 0, winreg.REG_SZ, command)
            else:
                with contextlib.suppress(FileNotFoundError):
                    winreg.DeleteValue(key, PROGRAM)
