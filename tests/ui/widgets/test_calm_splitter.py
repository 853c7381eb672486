"""The handle between list and page."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from netcare_desktop.ui.widgets.calm_splitter import CalmSplitter
from tests.ui.widgets.conftest import Place


def test_the_handle_of_the_splitter_can_be_moved(place: Place) -> None:
    splitter = CalmSplitter()
    splitter.addWidget(QLineEdit())
    splitter.addWidget(QLineEdit())
    place(splitter)
    splitter.setSizes([100, 250])
    assert splitter.sizes()[0] < splitter.sizes()[1]
    assert splitter.handle(1).width() == splitter.handleWidth()
