"""The Qt side of a run: application object, theme, what to do when the database cannot be opened, the event loop."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from netcare_desktop import __version__, logs
from netcare_desktop.i18n import tr
from netcare_desktop.store import backup
from netcare_desktop.store.errors import CommandError, StoreError
from netcare_desktop.ui import theme
from netcare_desktop.ui.presence import EndSignals, end_without_window
from netcare_desktop.ui.program import Program

DESKTOP_ID = "netcare-desktop"
"""The name of the desktop file: by it the desktop knows which program a window belongs to."""

_log = logging.getLogger(__name__)


def run(program: Program, files: Sequence[Path], *, hidden: bool = False) -> int:
    """Show the window with `files` in the import preview, until it is closed; 3 when the database cannot be opened.

    With `hidden` (and no files) everything runs, and the window is shown when somebody asks for it.
    """
    qt = QApplication([DESKTOP_ID])  # by this name panels know the window
    qt.setApplicationName("NetCare")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName(DESKTOP_ID)
    qt.setQuitOnLastWindowClosed(False)  # closing may only hide; who quits says so
    qInstallMessageHandler(_qt_message)
    theme.apply(qt)
    sys.excepthook = lambda kind, error, trace: _uncaught(program, error, trace)
    threading.excepthook = lambda args: _log.error("a mistake on another thread", exc_info=args.exc_value)
    signals = EndSignals(
        lambda: program.presence.quit() if hasattr(program, "presence") else end_without_window()
    )
    try:
        program.listen()
        if not open_or_ask(program):
            return 3
        window = program.build()
        qt.commitDataRequest.connect(program.presence.session_ends, Qt.ConnectionType.DirectConnection)
        if not hidden or files:
            window.show()
        QTimer.singleShot(0, window, lambda: program.after_first_paint(files))
        return qt.exec()
    finally:
        program.close()
        signals.close()
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        qInstallMessageHandler(None)
        QApplication.clipboard().clear()  # data of ours left there at the end crashes some platforms


def open_or_ask(program: Program) -> bool:
    """Open the database; where that fails say why and offer the ways out, until it opens or the user gives up."""
    while True:
        try:
            program.open_store()
        except StoreError as error:
            _log.warning("the database could not be opened: %s", logs.Safe(error.code))
            if not _way_out(program, error):
                return False
        else:
            return True


def _way_out(program: Program, error: StoreError) -> bool:
    """Ask; True to try again."""
    from netcare_desktop.ui.dialogs.store_trouble import StoreTroubleDialog

    newest = None
    for path in backup.listed(program.paths.backups):
        with contextlib.suppress(StoreError, CommandError):
            newest = backup.look_inside(path)
            break
    dialog = StoreTroubleDialog(error, newest, program.paths.data)
    dialog.exec()
    chosen = dialog.way_out
    dialog.deleteLater()
    if chosen.choice == "restore":
        copy = chosen.copy or _choose_backup(program)
        if copy is None:
            return _way_out(program, error)
        try:
            lock = program.instance.lock if program.instance is not None else None
            backup.restore_into(program.paths.data, copy, program.clock, lock=lock)
        except (StoreError, CommandError) as trouble:
            _log.warning("a backup could not be restored")
            return _way_out(program, trouble if isinstance(trouble, StoreError) else error)
        return True
    if chosen.choice == "keep_files":
        _keep_files(program)
        return _way_out(program, error)
    return chosen.choice == "again"


def _choose_backup(program: Program) -> Path | None:
    """A backup that lies elsewhere, on a stick for instance."""
    folder = program.paths.backups
    return program.interaction.open_file(
        QWidget(), tr("Restore a backup"), tr("Backups (*.db)"), folder if folder.is_dir() else None
    )


def _keep_files(program: Program) -> None:
    """A copy of the damaged files where the user wants it, to be sent to somebody who can help."""
    suggested = Path.home() / "netcare-damaged"
    target = program.interaction.save_file(QWidget(), tr("Save the files for help"), suggested, "")
    if target is None:
        return
    try:
        target.mkdir(mode=0o700)
        for path in program.paths.data.glob("netcare.*"):
            if path.is_file():
                shutil.copyfile(path, target / path.name)
    except OSError as error:
        _log.warning("the damaged files could not be copied", exc_info=error)


def _uncaught(program: Program, error: BaseException, trace: TracebackType | None) -> None:
    """A mistake of the program: told in a report to copy; the window goes on."""
    if isinstance(error, KeyboardInterrupt):
        QApplication.quit()
        return
    program.report_bug(error.with_traceback(trace))


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Qt's own warnings may quote what is shown, so only their kind is kept."""
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        _log.warning("Qt: %s", logs.Safe(kind.name))
