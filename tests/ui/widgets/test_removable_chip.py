"""Chips with a cross."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.removable_chip import RemovableChip
from tests.ui.widgets.conftest import Place

Key = Qt.Key


def test_a_chip_is_clicked_or_removed(place: Place, qtbot: QtBot) -> None:
    chip = RemovableChip("kelp & <b>co</b>")
    place(chip)
    assert chip.accessibleName() == "kelp & <b>co</b>"
    assert chip.text().startswith("kelp && <b>co</b>")
    with qtbot.waitSignal(chip.removed), qtbot.assertNotEmitted(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip._cross().center().toPoint())
    with qtbot.waitSignal(chip.clicked), qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(6, chip.height() // 2))
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, Key.Key_Delete)


def test_a_long_chip_is_cut_with_its_whole_text_in_the_tooltip(place: Place) -> None:
    chip = RemovableChip("W" * 200)
    place(chip)
    assert "…" in chip.text()
    assert "W" * 200 in chip.toolTip()
