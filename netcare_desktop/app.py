"""The window's process: folders, log, and the database, which opens on its thread while Qt is still being loaded."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from netcare_desktop import logs, system
from netcare_desktop.clock import Clock, FixedClock, SystemClock
from netcare_desktop.domain.dates import BadDate, parse_day
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.store.opening import open_store
from netcare_desktop.store.worker import StoreThread


def main(options: argparse.Namespace) -> int:
    """Run the window until it is closed; returns the exit code (3: no screen, or the database could not be opened)."""
    clock: Clock = SystemClock()
    if options.today:
        try:
            clock = FixedClock(parse_day(options.today, clock.today()))
        except BadDate as error:
            sys.stderr.write(f"{error}\n")
            return 2
    if not system.has_screen():
        sys.stderr.write(
            tr("There is no screen to show the window on. Commands work without one; --help names them.")
            + "\n"
        )
        return 3
    system.private_umask()
    system.no_core_dumps()
    paths = Paths(options.data_dir)
    logs.start(paths.log)
    crashes = logs.CrashFile(paths.log)
    crashes.open()
    try:
        worker = StoreThread()
        opening = worker.submit(lambda: open_store(paths.data, clock, backup_folder=paths.backups))

        from netcare_desktop.ui import running
        from netcare_desktop.ui.program import Program

        program = Program(paths, clock, worker=worker, opening=opening)
        return running.run(program, [Path(name).absolute() for name in options.files])
    finally:
        crashes.close()
        logs.stop()
