"""A real database on the store thread, and the bridge the pages reach it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.worker import StoreThread
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge

T = TypeVar("T")
TODAY = date(2026, 11, 22)
Do = Callable[[Callable[[Store], T]], T]


@pytest.fixture
def worker() -> Iterator[StoreThread]:
    thread = StoreThread()
    yield thread
    thread.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


@pytest.fixture
def store(worker: StoreThread, tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    opened = worker.submit(lambda: open_store(tmp_path / "data", clock)).result()
    yield opened
    opened.close_reader()
    worker.submit(opened.close).result()


@pytest.fixture
def bridge(store: Store, worker: StoreThread, qtbot: QtBot, qapp: QApplication) -> Iterator[StoreBridge]:
    """A mistake on the store thread fails the test."""
    theme.current().reduced_motion = True
    made = StoreBridge(store, worker)
    bugs: list[BaseException] = []
    made.bug.connect(bugs.append)
    yield made
    made.close()
    theme.current().reduced_motion = False
    if bugs:
        raise bugs[0]


@pytest.fixture
def do(store: Store, worker: StoreThread) -> Callable[[Callable[[Store], T]], T]:
    """Run a command on the store thread and wait for it."""
    return lambda command: worker.submit(lambda: command(store)).result()


@pytest.fixture(autouse=True)
def mouse_let_go(qapp: QApplication) -> Iterator[None]:
    """Qt takes the button of a simulated double click for held down afterwards; the next test begins without it."""
    yield
    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        pad = QWidget()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            QTest.mouseRelease(pad, button)
        pad.deleteLater()
