"""Every fault in turn, with its figures: `python -m tests.store.faults [--long] [NAME…]`, or `packaging/faults`.

Without `--long` a sample of some minutes; with it every write, 1,000 kills and 3,000 power cuts, an hour and more.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.store.faults import errors, kills, powercut, tracing
from tests.store.faults.verdict import Figures

Harness = Callable[[Path, bool], Figures]

HARNESSES: dict[str, Harness] = {
    "kills": lambda root, long: kills.at_random(root, 1000 if long else 100),
    "writes": lambda root, long: kills.at_every_write(root, 1 if long else 10),
    "upgrades": lambda root, long: kills.upgrade_at_every_write(root, 1 if long else 4),
    "cuts": lambda root, long: powercut.cuts(root, 3000 if long else 200),
    "room": lambda root, long: errors.no_room(root, 1 if long else 10),
    "disk": lambda root, long: errors.broken_disk(root, 1 if long else 20),
    "limits": lambda root, long: errors.small_files(root, 10_000 if long else 60_000),
    "disks": lambda root, long: errors.small_disks(root, 20 if long else 120),
}
TRACED = {"writes", "upgrades", "cuts", "room", "disk"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="packaging/faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="every point instead of a sample")
    parser.add_argument("names", nargs="*", help=f"only these of {', '.join(HARNESSES)}")
    options = parser.parse_args()
    for name in options.names:
        if name not in HARNESSES:
            parser.error(f"there is no {name}; choose from {', '.join(HARNESSES)}")
    bad = False
    for name in options.names or HARNESSES:
        if name in TRACED and not tracing.possible():
            sys.stdout.write(f"{name}: NOT RUN, strace is missing or may not trace here\n")
            bad = True
            continue
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="netcare-faults-") as root:
            figures = HARNESSES[name](Path(root), options.long)
        sys.stdout.write(f"{figures} ({time.monotonic() - begun:.0f} s)\n")
        sys.stdout.flush()
        bad |= bool(figures.bad)
    if options.long and not options.names:
        model = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/store/test_model.py"]
        bad |= bool(subprocess.run(["env", "NETCARE_LONG=1", *model]).returncode)
    sys.stdout.write("NOT GOOD\n" if bad else "all good\n")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
