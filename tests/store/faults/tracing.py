"""Runs the workload under strace, which can kill it, or fail its calls, at any chosen one."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

WRITES = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename")
"""Every call that changes what is on the disk."""

FILES = ("netcare.db", "netcare.db-wal", "netcare.db-journal", "netcare.mark")


@functools.cache
def possible() -> bool:
    """Whether strace is here and may trace its own children."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


@dataclass
class Run:
    """How a traced run ended. `calls`: how often each traced call was made on the files of the data folder."""

    code: int
    said: list[str]
    errors: str
    calls: Counter[str]

    @property
    def killed(self) -> bool:
        return self.code in (-9, 137)


def run(
    folder: Path, *program: str, call: str = "", inject: str = "", calls: tuple[str, ...] = WRITES
) -> Run:
    """The workload (or another `program` of Python) on `folder`; `inject`, as in strace(1), happens to `call` alone.

    Only calls on the database's own files and its backups count, so that Python's own reading is spared.
    """
    log = folder.with_name(folder.name + ".strace")
    traced = ["-e", f"trace={call or ','.join(calls)}"]
    if inject:
        traced += ["-e", f"inject={call}:{inject}"]
    for name in FILES:
        traced += ["-P", str(folder / name)]
    for name in ("netcare-20261122-120000.db", ".netcare-20261122-120000.db.tmp"):
        traced += ["-P", str(folder / "backups" / name)]
    done = subprocess.run(
        ["strace", "-qq", "-o", str(log), *traced, sys.executable, *(program or small(folder))],
        capture_output=True,
        text=True,
        timeout=120,
    )
    made = Counter(
        line.partition("(")[0] for line in log.read_text(errors="replace").splitlines() if "(" in line
    )
    log.unlink()
    return Run(done.returncode, done.stdout.splitlines(), done.stderr, made)


def small(folder: Path) -> tuple[str, ...]:
    return ("-m", "tests.store.faults.workload", str(folder), "small")


def points(made: Counter[str], calls: tuple[str, ...], every: int = 1) -> list[tuple[str, int]]:
    """(call, which one) for every `every`th call of each sort. strace counts each sort for itself."""
    return [(call, n) for call in calls for n in range(1, made[call] + 1, every)]
