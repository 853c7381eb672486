"""Long work is seen, quick work is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.plain_label import ElidedLabel
from netcare_desktop.ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[ProgressStrip]:
    host = QWidget()
    qtbot.addWidget(host)
    found = ProgressStrip(host)
    host.show()
    yield found


def test_it_shows_only_after_a_moment(strip: ProgressStrip) -> None:
    strip.start("Importing 39 people")
    timer = strip.findChild(QTimer)
    assert timer is not None
    assert not strip.isVisible()
    assert timer.isActive()
    timer.timeout.emit()
    assert strip.isVisible()
    strip.finish()
    assert not strip.isVisible()
    assert not timer.isActive()


def test_work_that_ends_at_once_leaves_no_timer(strip: ProgressStrip) -> None:
    strip.start("Saving")
    strip.finish()
    timer = strip.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()


def test_the_bar_follows_and_never_overflows(strip: ProgressStrip) -> None:
    strip.start("Importing")
    bar = strip.findChild(QProgressBar)
    assert bar is not None
    strip.advance(1, 4, "Reading")
    assert bar.value() * 4 == bar.maximum()
    strip.advance(9, 4)
    assert bar.value() == bar.maximum()
    before = bar.value()
    strip.advance(5, 0)
    assert bar.value() == before
    label = strip.findChild(ElidedLabel)
    assert label is not None
    assert label.text() == "Reading"
    strip.finish()


def test_cancel_is_sent_once(strip: ProgressStrip) -> None:
    got: list[bool] = []
    strip.cancelled.connect(lambda: got.append(True))
    strip.start("Importing")
    strip.show()
    button = strip.findChild(QPushButton)
    assert button is not None
    button.click()
    button.click()
    assert got == [True]
    strip.finish()
    strip.start("Saving", can_cancel=False)
    strip.show()
    assert not button.isVisible()
    strip.finish()
