"""The frame of a page: a text column that is never too wide, margins by width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.page import Page, WindowPage
from netcare_desktop.ui.widgets.plain_label import PlainLabel


@pytest.mark.parametrize(
    ("width", "left", "card"), [(1600, 440, 720), (1000, 140, 720), (700, 16, 668), (600, 16, 568)]
)
def test_the_column_is_in_the_middle_and_no_wider_than_it_reads_well(
    qtbot: QtBot, width: int, left: int, card: int
) -> None:
    page = Page("Today", "today")
    surface = Card()
    page.body.addWidget(surface)
    page.body.addStretch()
    qtbot.addWidget(page)
    page.resize(width, 500)
    page.show()
    QApplication.processEvents()
    assert surface.mapTo(page, QPoint(0, 0)).x() == left
    assert surface.width() == card


def test_a_scroll_bar_does_not_move_the_column(qtbot: QtBot) -> None:
    page = Page("Today", "today")
    surface = Card()
    page.body.addWidget(surface)
    qtbot.addWidget(page)
    page.resize(1000, 400)
    page.show()
    QApplication.processEvents()
    before = surface.mapTo(page, QPoint(0, 0)).x(), surface.width()
    surface.setMinimumHeight(3000)
    qtbot.waitUntil(lambda: surface.height() >= 3000)
    assert (surface.mapTo(page, QPoint(0, 0)).x(), surface.width()) == before


def test_a_wide_page_uses_the_room(qtbot: QtBot) -> None:
    page = Page("People", "people", column=False)
    surface = Card()
    page.body.addWidget(surface)
    qtbot.addWidget(page)
    page.resize(1400, 700)
    page.show()
    QApplication.processEvents()
    assert surface.width() == 1400 - 2 * theme.PAGE_MARGIN
    assert surface.mapTo(page, QPoint(0, surface.height())).y() == 700 - theme.PAGE_MARGIN


def test_the_title_makes_room_for_the_search_box(qtbot: QtBot) -> None:
    page = Page(
        "A very long title that would run below the search box and be cut there", "people", column=False
    )
    qtbot.addWidget(page)
    page.resize(600, 500)
    page.set_header_reserve(260)
    page.show()
    QApplication.processEvents()
    title = page.findChildren(PlainLabel)[0]
    assert title.mapTo(page, QPoint(title.width(), 0)).x() <= 600 - 260


def test_it_is_a_page_of_the_window(qtbot: QtBot) -> None:
    page = Page("People", "people", frozenset({"person"}))
    qtbot.addWidget(page)
    assert isinstance(page, WindowPage)
    assert page.badge() is None
    page.add_action(IconButton("more", "More"))


def test_words_flow_into_lines(qtbot: QtBot) -> None:
    page = Page("People", "people")
    qtbot.addWidget(page)
    holder = Card(page)
    flow = FlowLayout()
    labels = [PlainLabel("word" * 5) for _ in range(8)]
    for label in labels:
        flow.addWidget(label)
    holder.body.addLayout(flow)
    holder.setFixedWidth(300)
    page.body.addWidget(holder)
    page.body.addStretch()
    page.resize(800, 600)
    page.show()
    QApplication.processEvents()
    assert len({label.y() for label in labels}) > 2
    assert all(label.geometry().right() <= 300 for label in labels)
    flow.clear()
    assert flow.count() == 0
