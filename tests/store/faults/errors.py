"""The disk says no: no room (ENOSPC) or an error (EIO), at every call in turn, once or from then on."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from tests.store.faults import tracing
from tests.store.faults.verdict import Figures, judge
from tests.store.faults.workload import BUG

READS = ("pread64",)
FULL = ("pwrite64", "write", "ftruncate")


def no_room(root: Path, every: int = 1) -> Figures:
    """Each write in turn finds no room; once, and from then on."""
    return _each(root, "no room", "ENOSPC", FULL, every)


def broken_disk(root: Path, every: int = 1) -> Figures:
    """Each call in turn fails; once, and from then on."""
    return _each(root, "broken disk", "EIO", (*READS, *tracing.WRITES), every)


def _each(root: Path, name: str, error: str, calls: tuple[str, ...], every: int) -> Figures:
    figures = Figures(name if every == 1 else f"{name}, every {every}th call")
    folder = root / "error"
    full = tracing.run(folder, calls=calls)
    shutil.rmtree(folder)
    wanted = tracing.points(full.calls, calls, every)
    for n, (call, when) in enumerate(wanted):
        for ending in ("", "+") if every == 1 else ("", "+")[n % 2 : n % 2 + 1]:
            life = tracing.run(folder, call=call, inject=f"error={error}:when={when}{ending}", calls=calls)
            _count(figures, life.code, life.said, life.errors, f"{call} {when}{ending}")
            judge(folder, life.said, figures, f"{call} {when}{ending}")
            shutil.rmtree(folder, ignore_errors=True)
    figures.need(len(wanted), "runs")
    figures.need(len(wanted) // 2, "runs with a refusal")
    return figures


def _count(figures: Figures, code: int, said: list[str], errors: str, where: str) -> None:
    figures.did["runs"] += 1
    figures.count(said)
    figures.did["runs with a refusal"] += any(line.startswith("R ") for line in said)
    if code == BUG or "Traceback" in errors:
        figures.bad.append(f"{where}: a bare traceback: {errors.strip().splitlines()[-1:]}")
    elif code:
        figures.bad.append(f"{where}: ended with {code}")
    for line in said:
        if line.startswith("R ") and not line.endswith("."):
            figures.bad.append(f"{where}: no sentence: {line}")


def small_files(root: Path, step: int = 20_000) -> Figures:
    """No file may grow beyond a limit (RLIMIT_FSIZE), which SQLite tells as an error of the disk. Needs no rights."""
    figures = Figures("files that may not grow")
    folder = root / "limit"
    for limit in range(20_001, 900_000, step):

        def narrow(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

        done = subprocess.run(
            [sys.executable, "-B", *tracing.small(folder)], capture_output=True, text=True, preexec_fn=narrow
        )
        _count(figures, done.returncode, done.stdout.splitlines(), done.stderr, f"limit {limit}")
        judge(folder, done.stdout.splitlines(), figures, f"limit {limit}")
        shutil.rmtree(folder, ignore_errors=True)
    figures.need(3, "runs with a refusal")
    return figures


def small_disks(root: Path, step: int = 40) -> Figures:
    """Disks (tmpfs) of 60 to 1,500 KB that really become full; afterwards there is room again. Needs root."""
    figures = Figures("small disks")
    if os.geteuid() != 0:
        figures.did["skipped: only root may mount"] += 1
        return figures
    place = root / "disk"
    place.mkdir()
    for size in range(60, 1500, step):
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=700", "netcare-test", str(place)]
        )
        if mounted.returncode:
            figures.did["skipped: mounting is not allowed"] += 1
            return figures
        try:
            done = subprocess.run(
                [sys.executable, *tracing.small(place / "data")], capture_output=True, text=True
            )
            said = done.stdout.splitlines()
            _count(figures, done.returncode, said, done.stderr, f"{size} KB")
            subprocess.run(["mount", "-o", "remount,size=40m", str(place)], check=True)
            if (place / "data").exists():
                judge(place / "data", said, figures, f"{size} KB")
        finally:
            subprocess.run(["umount", str(place)], check=True)
    figures.need(5, "runs with a refusal")
    figures.need(5, "whole afterwards")
    return figures
