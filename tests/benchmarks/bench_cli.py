"""The start of the command line beside a Python that does nothing."""

from __future__ import annotations

import functools
import subprocess
import sys

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import demo
from netcare_desktop.store.opening import open_store
from tests.benchmarks.measuring import folder, median, show
from tests.store.village import TODAY


def main() -> None:
    with folder() as path:
        store = open_store(path, FixedClock(TODAY))
        demo.fill(store, people=300)
        store.close()
        beside = median(lambda: run("-c", "pass"), 9)
        module = ("-m", "netcare_desktop")
        for name, arguments in (
            ("--version", ("--version",)),
            ("people", ("--data-dir", str(path), "people")),
            ("due", ("--data-dir", str(path), "due")),
            ("followups", ("--data-dir", str(path), "followups")),
        ):
            took = median(functools.partial(run, *module, *arguments), 9)
            show(f"netcare-desktop {name}", took, "python -c pass", beside, "+ 300 ms")


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
