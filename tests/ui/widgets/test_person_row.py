"""Rows with a face."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.person_row import PersonList, RowFace, RowRole, _Parts, row_height

LONG = "Maximiliane von und zu Hohenstein-Waldenburg-Schillingsfürst"
HOSTILE = '<img src="file:///dev/zero">'


class People(QAbstractListModel):
    def __init__(self, faces: list[RowFace]) -> None:
        super().__init__()
        self.faces = faces

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.faces)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        face = self.faces[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return face.name
        return face if role == RowRole.FACE else None


@pytest.fixture
def view(qtbot: QtBot) -> PersonList:
    faces = [
        RowFace("Ben Okafor", "Regular", "5 weeks ago", "18 October 2026", 3, "Regular", has_circle_dot=True),
        RowFace(LONG, LONG, "a year ago", "", 5, "Yearly", has_circle_dot=True),
        RowFace(HOSTILE + LONG, HOSTILE),
        RowFace("Import…", "Ctrl+I", icon_name="import"),
    ]
    found = PersonList()
    model = People(faces)
    model.setParent(found)
    found.setModel(model)
    qtbot.addWidget(found)
    found.resize(320, 400)
    found.show()
    return found


def row_picture(view: PersonList, row: int) -> QImage:
    return view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()


def tooltip_at(view: PersonList, row: int, x: int, qtbot: QtBot) -> str:
    index = view.model().index(row, 0)
    area = view.visualRect(index)
    option = QStyleOptionViewItem()
    option.rect = area
    QToolTip.hideText()
    position = QPoint(x, area.center().y() + 8)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, position, view.mapToGlobal(position))
    view.itemDelegate().helpEvent(event, view, option, index)
    return QToolTip.text()


def test_rows_are_56_high_and_all_are_painted(view: PersonList) -> None:
    assert view.sizeHintForRow(0) == row_height() >= theme.ROW_TWO_LINES
    pictures = [row_picture(view, row) for row in range(4)]
    for number, one in enumerate(pictures):
        for other in pictures[number + 1 :]:
            assert one != other


def test_the_current_row_is_seen_and_the_focus_too(view: PersonList, qtbot: QtBot) -> None:
    with qtbot.waitActive(view):
        view.activateWindow()
    view.clearFocus()
    plain = row_picture(view, 0)
    view.setCurrentIndex(view.model().index(0, 0))
    selected = row_picture(view, 0)
    view.setFocus()
    focused = row_picture(view, 0)
    assert plain != selected != focused != plain


def test_what_does_not_fit_is_the_tooltip_as_text(view: PersonList, qtbot: QtBot) -> None:
    assert tooltip_at(view, 0, 60, qtbot) == ""
    tip = tooltip_at(view, 2, 60, qtbot)
    assert "&lt;img" in tip
    assert "<img" not in tip
    assert LONG in tip


@pytest.mark.parametrize("width", [260, 600])
def test_the_parts_of_a_row_do_not_overlap(width: int, qtbot: QtBot) -> None:
    face = RowFace(LONG, LONG, "3 weeks ago", circle=1, has_circle_dot=True)
    row = QRect(10, 200, width, row_height())
    parts = _Parts(row, face)
    areas = [parts.avatar, parts.name, parts.second, parts.right, parts.dot]
    for number, one in enumerate(areas):
        assert row.contains(one)
        for other in areas[number + 1 :]:
            assert not one.intersects(other)
    assert parts.name.width() > width // 3


def test_a_narrow_row_gives_the_name_the_whole_line(qtbot: QtBot) -> None:
    face = RowFace("Noah Abebe", "Founder", "4 months ago", circle=5, has_circle_dot=True)
    parts = _Parts(QRect(0, 0, 240, row_height()), face)
    assert parts.name.width() > 240 - theme.AVATAR_ROW - 70
    assert parts.right.top() >= parts.name.bottom()


def test_the_right_side_tells_the_exact_day_and_the_circle(view: PersonList, qtbot: QtBot) -> None:
    tip = tooltip_at(view, 0, view.viewport().width() - 20, qtbot)
    assert "18 October 2026" in tip
    assert "Regular" in tip
    QToolTip.hideText()


def test_a_very_narrow_list_still_paints(view: PersonList) -> None:
    view.resize(60, 400)
    assert not view.grab().isNull()
