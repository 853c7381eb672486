"""A log that can be shown to a stranger: no names, no notes, no values; and the text of a bug report.

What a log call says itself is constant (lint sees to that). Its arguments are shown when they are numbers, and hidden
when they are texts, unless they are marked as `Safe`. Of an exception its type and the positions in the code are
written, never its message: `int()`, KeyError, Peewee and SQLite all put the offending value into it.
"""

from __future__ import annotations

import errno
import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from types import TracebackType

from netcare_desktop import __version__, system

LOG_FILE = "netcare.log"
CRASH_FILE = "crash.log"
LAST_CRASH_FILE = "crash-last.log"

MAX_BYTES = 512 * 1024
KEPT_FILES = 3  # the one being written and two older
MAX_POSITIONS = 12
MAX_CAUSES = 5

_PACKAGE = Path(__file__).resolve().parent


class Safe(str):
    """A text for the log that is known to say nothing about a person: the name of a table, a command, a file kind."""

    __slots__ = ()


class RedactingFormatter(logging.Formatter):
    """`2026-03-02T09:00:00Z INFO store.backup: made a backup of 12 people`, and no more of an argument than is harmless."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = f"{at} {record.levelname} {record.name.removeprefix('netcare_desktop.')}: {_message(record)}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f" [{describe(record.exc_info[1])}]"
        return line.replace("\n", " ").replace("\r", " ")


def _message(record: logging.LogRecord) -> str:
    if not record.name.startswith("netcare_desktop"):
        return f"(a message from {os.path.basename(record.pathname)}:{record.lineno})"  # its words are not ours to vouch for
    text = str(record.msg) if isinstance(record.msg, str) else f"<{type(record.msg).__name__}>"
    if not record.args:
        return text
    try:
        if isinstance(record.args, Mapping):
            return text % {key: _harmless(value) for key, value in record.args.items()}
        return text % tuple(_harmless(value) for value in record.args)
    except (TypeError, ValueError, KeyError):
        return text


def _harmless(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | Safe):
        return value
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, BaseException):
        return describe(value)
    if isinstance(value, type):
        return value.__name__
    return f"<{type(value).__name__}>"


def describe(error: BaseException) -> str:
    """An exception without its message: type, error code, positions in the code (innermost first), then what caused it.

    `OSError ENOSPC at store/backup.py:51:make < cli.py:80:backup; from OperationalError SQLITE_FULL at …`
    """
    return "; from ".join(_one(found) for found in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    found: BaseException | None = error
    while found is not None and found not in seen and len(seen) < MAX_CAUSES:
        seen.append(found)
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _one(error: BaseException) -> str:
    words = [type(error).__name__]
    code = getattr(error, "sqlite_errorname", None)
    if isinstance(code, str):
        words.append(code)
    if isinstance(error, OSError) and error.errno is not None:
        words.append(errno.errorcode.get(error.errno, str(error.errno)))
    positions = _positions(error.__traceback__)
    if positions:
        words.append("at " + " < ".join(positions))
    return " ".join(words)


def _positions(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{_short(code.co_filename)}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return found[::-1][:MAX_POSITIONS]


def _short(filename: str) -> str:
    """The place of a source file without the folders of the machine, which name its user."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE).as_posix()
    return path.name


class PrivateLog(logging.Handler):
    """Appends to a file of mode 0600, opened at the first record, put aside at 512 KB. A log that fails is no reason to fail."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.setFormatter(RedactingFormatter())
        self._descriptor = -1

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line. The caller holds the handler's lock (`logging.Handler.handle`)."""
        try:
            data = (self.format(record) + "\n").encode("utf-8", "backslashreplace")
            if self._descriptor < 0:
                self._open()
            if os.fstat(self._descriptor).st_size + len(data) > MAX_BYTES:
                self._close()
                self._put_aside()
                self._open()
            os.write(self._descriptor, data)
        except OSError:  # disk full, folder gone: nobody to tell
            self._close()

    def close(self) -> None:
        """Let the file go. Records after this open it again."""
        self.acquire()
        try:
            self._close()
        finally:
            self.release()
        super().close()

    def _open(self) -> None:
        system.make_private_folder(self.folder)
        self._descriptor = system.append_private_file(self.folder / LOG_FILE)

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _put_aside(self) -> None:
        names = [LOG_FILE, *(f"{LOG_FILE}.{number}" for number in range(1, KEPT_FILES))]
        for newer, older in zip(names[-2::-1], names[:0:-1], strict=True):
            if (self.folder / newer).exists():
                os.replace(self.folder / newer, self.folder / older)


def start(folder: Path, level: int = logging.INFO) -> PrivateLog:
    """Send everything that is logged from now on to `folder`, and only there. Costs nothing until something is logged."""
    stop()
    handler = PrivateLog(folder)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("peewee").setLevel(
        logging.WARNING
    )  # at DEBUG it writes every statement with its values
    return handler


def stop() -> None:
    """Take our log away again and let its file go."""
    root = logging.getLogger()
    for handler in [found for found in root.handlers if isinstance(found, PrivateLog)]:
        root.removeHandler(handler)
        handler.close()


class CrashFile:
    """Where the interpreter writes the positions of all threads when the process is killed by its own fault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._descriptor = -1

    def open(self) -> str | None:
        """Be ready for a crash. Returns what an earlier one left behind (positions only, no values), else None.

        An OSError (no room, no permission) is not raised: then there is no crash file.
        """
        try:
            system.make_private_folder(self.folder)
            earlier = self._take_earlier()
            self._descriptor = system.append_private_file(self.folder / CRASH_FILE)
        except OSError:
            return None
        faulthandler.enable(self._descriptor, all_threads=True)
        return earlier

    def close(self) -> None:
        """The end was a good one: nothing is left for the next start to report."""
        if self._descriptor < 0:
            return
        faulthandler.disable()
        empty = os.fstat(self._descriptor).st_size == 0
        os.close(self._descriptor)
        self._descriptor = -1
        if empty:
            try:
                os.unlink(self.folder / CRASH_FILE)
            except OSError:
                logging.getLogger(__name__).warning("could not remove the empty crash file")

    def _take_earlier(self) -> str | None:
        found = self.folder / CRASH_FILE
        try:
            if found.stat().st_size == 0:
                return None
            os.replace(found, self.folder / LAST_CRASH_FILE)
            text = (self.folder / LAST_CRASH_FILE).read_text(encoding="utf-8", errors="replace")[:MAX_BYTES]
        except FileNotFoundError:
            return None
        return "\n".join(_without_folders(line) for line in text.splitlines())


def _without_folders(line: str) -> str:
    """`  File "/home/ana/netcare/store/x.py", line 3 in f` without the folders."""
    before, quote, rest = line.partition('File "')
    name, end, after = rest.partition('"')
    return f"{before}{quote}{_short(name)}{end}{after}" if end else line


def bug_report(error: BaseException | None = None, *, crash: str | None = None) -> str:
    """What a user can copy and send: versions, the exception without its message, and an earlier crash. No personal data."""
    import platform  # only now: it is never needed when all is well
    import sqlite3

    lines = [
        f"NetCare Desktop {__version__}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}{_qt_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    if error is not None:
        lines += ["", *(_one(found) for found in _chain(error))]
        lines.append(f"in the thread {_thread()}")
    if crash:
        lines += ["", "An earlier run ended by a crash:", crash]
    return "\n".join(lines)


def _qt_version() -> str:
    """Only when Qt is loaded: a report from the command line must not load it."""
    loaded = sys.modules.get("PySide6")
    return f", PySide6 {loaded.__version__}" if loaded is not None else ""


def _thread() -> str:
    return "main" if threading.current_thread() is threading.main_thread() else "other"
