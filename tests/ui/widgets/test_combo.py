"""The drop-down that ends its words in an ellipsis where they do not fit."""

from __future__ import annotations

from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from netcare_desktop.ui.widgets.combo import Combo


def test_words_that_do_not_fit_end_in_an_ellipsis(qtbot: QtBot) -> None:
    combo = Combo()
    qtbot.addWidget(combo)
    combo.addItems(["Given name, as spoken", "City"])
    combo.resize(90, 32)
    assert combo.shown_text().endswith("…") and combo.currentText() == "Given name, as spoken"
    painted = QStyleOptionComboBox()
    combo.initStyleOption(painted)
    assert getattr(painted, "currentText") == combo.shown_text()  # noqa: B009
    combo.resize(400, 32)
    assert combo.shown_text() == "Given name, as spoken"
    combo.resize(90, 32)
    combo.setCurrentIndex(1)
    assert combo.shown_text() == "City"
