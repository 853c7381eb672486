"""Movement shows where a thing went, and nothing stays behind when it is wanted or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets import motion


@pytest.fixture(params=[False, True], ids=["moving", "reduced"])
def reduced(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[bool]:
    theme.current().reduced_motion = request.param
    yield request.param
    theme.current().reduced_motion = False


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[QWidget]:
    host = QWidget()
    column = QVBoxLayout(host)
    found = QLabel("row")
    found.setMinimumHeight(0)
    column.addWidget(found)
    qtbot.addWidget(host)
    host.show()
    yield found


def test_a_row_folds_away_and_then_is_gone(row: QWidget, reduced: bool, qtbot: QtBot) -> None:
    done: list[bool] = []
    motion.fold_away(row, lambda: done.append(True))
    assert bool(done) is reduced
    qtbot.waitUntil(lambda: bool(done))
    assert not row.isVisible()
    assert row.maximumHeight() > 10_000


def test_a_row_unfolds_to_its_height(row: QWidget, reduced: bool, qtbot: QtBot) -> None:
    row.hide()
    motion.unfold(row)
    assert row.isVisible()
    qtbot.waitUntil(lambda: row.maximumHeight() > 10_000)


def test_a_fade_leaves_no_effect(row: QWidget, reduced: bool, qtbot: QtBot) -> None:
    row.hide()
    motion.fade_in(row)
    qtbot.waitUntil(lambda: row.graphicsEffect() is None)
    assert row.isVisible()


def test_a_hidden_row_folds_at_once(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    done: list[bool] = []
    motion.fold_away(row, lambda: done.append(True))
    assert done == [True]
