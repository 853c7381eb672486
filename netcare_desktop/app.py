"""The window's process: one per data folder; folders, log, and the database, which opens while Qt is being loaded."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from netcare_desktop import system
from netcare_desktop.cli import handover
from netcare_desktop.clock import Clock, FixedClock, SystemClock
from netcare_desktop.domain.dates import BadDate, parse_day
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.system.instance import Instance
from netcare_desktop.system.local_socket import BadMessage

PATIENCE = 5.0
LOOK_AGAIN_AFTER = 0.05
"""Seconds to wait for another process that has the folder and cannot be talked to, and between two looks."""


def main(options: argparse.Namespace) -> int:
    """Run the window until it is closed, or raise the one there is.

    Returns the exit code (3: no screen, the database could not be opened, or the window there is does not react).
    """
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
    instance = Instance(paths.data)
    try:
        code = _raised(instance, options)
        return _window(instance, paths, clock, options) if code is None else code
    finally:
        instance.close()


def _raised(instance: Instance, options: argparse.Namespace) -> int | None:
    """Be the first, or let the first one's window come forward. None: go on as the window."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            instance.take()
            return None
        except system.AlreadyLocked:
            try:
                if handover.show_window(instance.folder, options.files, hidden=options.hidden):
                    return 0
            except handover.NoAnswer:
                sys.stderr.write(tr("NetCare is open, but its window does not react. Quit it first.") + "\n")
                return 3
            except BadMessage:
                sys.stderr.write(tr("Those are too many files at once. Open them in several steps.") + "\n")
                return 1
            if time.monotonic() >= end:
                return None  # opening the database fails, and the window says why
            time.sleep(LOOK_AGAIN_AFTER)
        except OSError:
            return None  # likewise


def _window(instance: Instance, paths: Paths, clock: Clock, options: argparse.Namespace) -> int:
    from netcare_desktop import logs
    from netcare_desktop.store.opening import open_store
    from netcare_desktop.store.worker import StoreThread

    logs.start(paths.log)
    crashes = logs.CrashFile(paths.log)
    crashes.open()
    try:
        worker = StoreThread()
        opening = worker.submit(
            lambda: open_store(paths.data, clock, backup_folder=paths.backups, lock=instance.lock)
        )

        from netcare_desktop.cli.served import served
        from netcare_desktop.ui import running
        from netcare_desktop.ui.program import Program

        program = Program(
            paths,
            clock,
            worker=worker,
            opening=opening,
            instance=instance,
            understand=lambda request: served(paths, request),
            reminds=True,
        )
        files = [Path(name).absolute() for name in options.files]
        return running.run(program, files, hidden=options.hidden)
    finally:
        crashes.close()
        logs.stop()
