"""Pictures of every page, light and dark, of the demo database, drawn without a screen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from netcare_desktop.clock import Clock
    from netcare_desktop.ui.program import Program

SIZE = (1280, 840)
NARROW = (900, 600)
SEED = 7
PEOPLE = 40


@dataclass(frozen=True, slots=True)
class Stop:
    """One picture: its name, how to get there, and the size of the window."""

    name: str
    go: Callable[[Program], QWidget | None]
    size: tuple[int, int] = SIZE


def draw(folder: Path, clock: Clock) -> list[Path]:
    """Write the pictures (PNG) into `folder`, which is made when missing; returns their paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from netcare_desktop.ui import theme

    # The offscreen plugin says at each dialog that it has no screen; nobody needs to read that here.
    before = qInstallMessageHandler(lambda _kind, _context, _message: None)

    application = QApplication.instance() or QApplication(["netcare-desktop"])
    assert isinstance(application, QApplication)
    drawn: list[Path] = []
    modes: tuple[theme.Mode, ...] = ("light", "dark")
    try:
        for mode in modes:
            theme.apply(application, mode)
            for filled in (True, False):
                drawn += _round(folder, clock, mode, filled=filled)
    finally:
        qInstallMessageHandler(before)
    return drawn


def _round(folder: Path, clock: Clock, mode: str, *, filled: bool) -> Iterator[Path]:
    from netcare_desktop.paths import Paths
    from netcare_desktop.store import demo
    from netcare_desktop.ui.program import Program

    with tempfile.TemporaryDirectory(prefix="netcare-tour-") as data:
        program = Program(Paths(Path(data) / "data"), clock)
        program.open_store()
        if filled:
            program.worker.submit(lambda: demo.fill(program.store, people=PEOPLE, seed=SEED)).result()
        window = program.build()
        try:
            for stop in _STOPS if filled else _EMPTY:
                window.resize(*stop.size)
                window.show()
                shown = stop.go(program) or window
                _settle(program)
                path = folder / f"{stop.name}-{mode}.png"
                if not shown.grab().save(str(path), "PNG"):
                    raise OSError(5, "a picture could not be written", str(path))
                yield path
                if shown is not window:
                    shown.close()
        finally:
            window.close()
            program.close()


def _settle(program: Program) -> None:
    """Let what is queued arrive: answers of the store, repaints, the end of a short motion."""
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

    deadline = QDeadlineTimer(900)
    while not deadline.hasExpired():
        program.worker.submit(lambda: None).result()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _today(program: Program) -> None:
    program.window.show_page(program.today)


def _people(program: Program) -> None:
    from netcare_desktop.store import people_list

    ids = people_list.ids(program.store, people_list.PeopleQuery(order="due"), 1)
    program.show_person(ids[0])


def _cards(program: Program) -> None:
    program.window.show_page(program.cards)


def _import(program: Program) -> None:
    from netcare_desktop import assets

    program.open_files([assets.path("demo/cards.csv")])


def _log(program: Program) -> QWidget | None:
    program.actions["log"].trigger()
    return _top(program)


def _new(program: Program) -> QWidget | None:
    program.actions["person"].trigger()
    return _top(program)


def _followup(program: Program) -> QWidget | None:
    program.actions["followup"].trigger()
    return _top(program)


def _top(program: Program) -> QWidget | None:
    from PySide6.QtWidgets import QDialog

    open_dialogs = [one for one in program.window.findChildren(QDialog) if one.isVisible()]
    return open_dialogs[-1] if open_dialogs else None


_STOPS = (
    Stop("today", _today),
    Stop("people", _people),
    Stop("cards", _cards),
    Stop("settings", lambda program: program.window.show_page(program.settings)),
    Stop("import", _import),
    Stop("quick-log", _log),
    Stop("new-person", _new),
    Stop("follow-up", _followup),
    Stop("today-narrow", _today, NARROW),
    Stop("people-narrow", _people, NARROW),
    Stop("cards-narrow", _cards, NARROW),
    Stop("import-narrow", _import, NARROW),
)
_EMPTY = (
    Stop("empty-today", _today),
    Stop("empty-people", lambda program: program.window.show_page(program.people)),
    Stop("empty-cards", _cards),
)
