"""What the program costs while it is hidden and nothing happens: wake-ups and processor time a minute.

`packaging/bench idle` measures five minutes, `bench_idle.py SECONDS` as many as named, on a private desktop with a panel
and a notification daemon. A wake-up is a thread that had slept and runs again: a voluntary context switch, as the kernel
counts them in /proc. The reference beside it is a bare Qt program that sleeps.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from netcare_desktop.clock import SystemClock
from netcare_desktop.store import demo
from netcare_desktop.store.opening import open_store
from tests.desktop.companions import notification_daemon, panel
from tests.desktop.session import DesktopSession

SETTLE = 120
"""Seconds after the start before anything is counted: for the first minutes Qt empties its cache of pictures bit by bit."""
BARE = "import sys; from PySide6.QtWidgets import QApplication, QWidget; a = QApplication(sys.argv); w = QWidget(); a.exec()"


@dataclass(frozen=True)
class Count:
    """What a process has used up to a moment."""

    switches: int
    ticks: int


def count(pid: int) -> Count:
    """Voluntary context switches and processor ticks of all threads of a process, from /proc."""
    switches = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for line in (thread / "status").read_text(encoding="ascii").splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                switches += int(line.split()[1])
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return Count(switches, int(fields[11]) + int(fields[12]))


def report(name: str, before: Count, after: Count, seconds: float) -> None:
    """One line: a minute of it."""
    wakes = (after.switches - before.switches) * 60 / seconds
    spent = (after.ticks - before.ticks) * 1000 / os.sysconf("SC_CLK_TCK") * 60 / seconds
    print(f"{name}: {wakes:.1f} wake-ups and {spent:.1f} ms of processor time a minute", flush=True)


def measure(seconds: float) -> None:
    """Start both, let them come to rest, count."""
    with tempfile.TemporaryDirectory() as folder, DesktopSession() as desktop:
        data = Path(folder) / "data"
        store = open_store(data, SystemClock())
        demo.fill(store)
        store.close()
        ours = [sys.executable, "-m", "netcare_desktop", "--data-dir", str(data), "--hidden"]
        bare = [sys.executable, "-c", BARE]
        # Whoever reads the screen aloud wakes every program; nobody does here.
        desktop.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "0"
        with (
            notification_daemon(desktop),
            panel(desktop),
            desktop.open(ours) as program,
            desktop.open(bare) as reference,
        ):
            time.sleep(SETTLE)
            before = {one.pid: count(one.pid) for one in (program, reference)}
            began = time.monotonic()
            time.sleep(seconds)
            passed = time.monotonic() - began
            for name, one in (("a bare Qt program", reference), ("hidden in the tray", program)):
                report(name, before[one.pid], count(one.pid), passed)
            trace(program, min(seconds, 60))


def trace(program: subprocess.Popen[str], seconds: float) -> None:
    """What it did in that time, call by call, where strace is there."""
    done = subprocess.run(
        ["timeout", "--signal=INT", str(seconds), "strace", "-f", "-c", "-p", str(program.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stderr)


if __name__ == "__main__":
    measure(float(sys.argv[1]) if len(sys.argv) > 1 else 300)
