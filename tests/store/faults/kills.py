"""Killed with SIGKILL: at random moments, and on entering every single call that writes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from tests.store.faults import tracing, workload
from tests.store.faults.verdict import Figures, judge

FOLDER_LASTS = 20  # rounds on one database, which grows meanwhile


def at_random(root: Path, rounds: int, seed: int = 1) -> Figures:
    """The workload runs on and on and is killed after a while that is drawn at random; a fifth of the time on starting."""
    figures = Figures("killed at random moments")
    chance = random.Random(seed)
    said: list[str] = []
    folder = root / "random"
    for number in range(rounds):
        if number % FOLDER_LASTS == 0:
            shutil.rmtree(folder, ignore_errors=True)
            said = []
        lines, killed = _one_life(folder, number, chance)
        said += lines
        figures.did["rounds"] += 1
        figures.did["killed"] += killed
        figures.count(lines)
        judge(folder, said, figures, f"round {number}")
    figures.need(rounds * 9 // 10, "killed")
    figures.need(rounds * 3, "acknowledged")
    shutil.rmtree(folder, ignore_errors=True)
    return figures


def _one_life(folder: Path, number: int, chance: random.Random) -> tuple[list[str], bool]:
    """Forked, so that most of the time is spent working and not starting."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.close(reading)
        os._exit(workload.main([str(folder), "random", str(number), "100000"]))
    os.close(writing)
    said = b""
    if chance.random() < 0.8:
        while b"OPEN" not in said and (more := os.read(reading, 65536)):
            said += more
        time.sleep(chance.expovariate(1 / 0.08))
    else:
        time.sleep(chance.expovariate(1 / 0.01))
    os.kill(child, signal.SIGKILL)
    while more := os.read(reading, 65536):
        said += more
    os.close(reading)
    _pid, status = os.waitpid(child, 0)
    whole = said.decode()[: said.rfind(b"\n") + 1]
    return whole.splitlines(), os.WIFSIGNALED(status)


def at_every_write(root: Path, every: int = 1) -> Figures:
    """One run for each call that writes, which is killed there."""
    figures = Figures("killed at every write" if every == 1 else f"killed at every {every}th write")
    folder = root / "writes"
    full = tracing.run(folder)
    if full.said[-1:] != ["C"]:
        figures.bad.append(f"the workload does not work: {full.said[-3:]} {full.errors[-300:]}")
        return figures
    shutil.rmtree(folder)
    wanted = tracing.points(full.calls, tracing.WRITES, every)
    for call, n in wanted:
        life = tracing.run(folder, call=call, inject=f"signal=SIGKILL:when={n}")
        figures.did["points"] += 1
        figures.did["killed"] += life.killed
        figures.count(life.said)
        judge(folder, life.said, figures, f"{call} {n}")
        shutil.rmtree(folder, ignore_errors=True)
    figures.need(len(wanted) * 9 // 10, "killed")
    figures.need(len(wanted), "acknowledged")
    return figures


def upgrade_at_every_write(root: Path, every: int = 1) -> Figures:
    """A database of the first schema is brought to a made-up next one, and killed at every call that writes."""
    from tests.store.faults.upgrade import settled, verdict

    figures = Figures(
        "upgrade killed at every write" if every == 1 else f"upgrade killed at every {every}th write"
    )
    gold, folder = settled(root / "gold"), root / "upgrade"
    program = ("-m", "tests.store.faults.upgrade", str(folder))
    shutil.copytree(gold, folder)
    full = tracing.run(folder, *program)
    if full.said != ["UPGRADED"]:
        figures.bad.append(f"the upgrade does not work: {full.said} {full.errors[-300:]}")
        return figures
    wanted = tracing.points(full.calls, tracing.WRITES, every)
    for call, n in wanted:
        shutil.rmtree(folder)
        shutil.copytree(gold, folder)
        life = tracing.run(folder, *program, call=call, inject=f"signal=SIGKILL:when={n}")
        figures.did["points"] += 1
        figures.did["killed"] += life.killed
        verdict(gold, folder, figures, f"{call} {n}")
    figures.need(len(wanted) * 9 // 10, "killed")
    return figures


def main() -> int:
    """For a run in a process of its own, which may be forked: `… ROOT ROUNDS`."""
    figures = at_random(Path(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(f"{figures}\n")
    return bool(figures.bad)


if __name__ == "__main__":
    sys.exit(main())
