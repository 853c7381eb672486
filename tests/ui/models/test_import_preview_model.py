"""The rows of the preview: order, filters, ticks, words, and nothing that is laid out as HTML."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from netcare_desktop.formats.records import ContactPointRecord, PersonRecord, ReadResult, Skipped
from netcare_desktop.store.imports import FilePlan, RowPlan
from netcare_desktop.ui.models.import_preview_model import (
    Filter,
    ImportPreviewModel,
    Part,
    arrange,
)

HOSTILE = '<img src="file:///dev/zero">'


def file_plan() -> FilePlan:
    """Five records and one row that is none."""
    points = [ContactPointRecord("email", "a@example.org"), ContactPointRecord("email", "b@example.org")]
    rows = [
        RowPlan(2, "create", "", PersonRecord(full_name=HOSTILE, line=2, contact_points=points)),
        RowPlan(
            4, "update", "same e-mail as Ana: adds a phone", PersonRecord(full_name="Ana", line=4), person=1
        ),
        RowPlan(
            5, "unchanged", "same e-mail as Ben: nothing new", PersonRecord(full_name="Ben", line=5), person=2
        ),
        RowPlan(
            6, "skip", "same name as Cleo: left out as you asked", PersonRecord(full_name="Cleo", line=6)
        ),
        RowPlan(7, "create", "", PersonRecord(organisation="Fernwerk", line=7)),
    ]
    return FilePlan(ReadResult("x.csv", "csv", "generic", "utf-8", skipped=[Skipped(3, "no name")]), rows)


@pytest.fixture
def model(qtbot: QtBot) -> ImportPreviewModel:
    made = ImportPreviewModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    made.show_rows(arrange(file_plan()), set())
    return made


def shown(model: ImportPreviewModel, part: Part) -> list[str]:
    return [str(model.index(row, part).data()) for row in range(model.rowCount())]


def test_rows_stand_in_the_order_of_the_file(model: ImportPreviewModel) -> None:
    assert shown(model, Part.LINE) == ["2", "3", "4", "5", "6", "7"]
    assert shown(model, Part.ACTION) == ["New", "Cannot be used", "Update", "Unchanged", "Left out", "New"]
    assert shown(model, Part.NAME) == [HOSTILE, "", "Ana", "Ben", "Cleo", "Fernwerk"]
    assert shown(model, Part.EMAIL)[0] == "a@example.org  + 1"
    assert shown(model, Part.REASON)[1:3] == ["no name", "same e-mail as Ana: adds a phone"]


@pytest.mark.parametrize(
    ("which", "lines"),
    [
        (Filter.NEW, ["2", "7"]),
        (Filter.UPDATE, ["4"]),
        (Filter.UNCHANGED, ["5"]),
        (Filter.LEFT, ["6"]),
        (Filter.UNUSABLE, ["3"]),
        (Filter.ALL, ["2", "3", "4", "5", "6", "7"]),
    ],
)
def test_a_filter_shows_one_sort(model: ImportPreviewModel, which: Filter, lines: list[str]) -> None:
    model.set_filter(which)
    assert shown(model, Part.LINE) == lines


def test_only_rows_that_would_be_written_can_be_left_out(model: ImportPreviewModel, qtbot: QtBot) -> None:
    left_out: set[int] = set()
    model.show_rows(arrange(file_plan()), left_out)
    with qtbot.waitSignal(model.left_out_changed):
        model.tick(range(model.rowCount()), take=False)
    assert left_out == {2, 4, 7}
    index = model.index(0, Part.ACTION)
    assert Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Unchecked
    assert model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert left_out == {4, 7}
    assert model.index(1, Part.ACTION).data(Qt.ItemDataRole.CheckStateRole) is None
    assert not model.setData(
        model.index(1, Part.ACTION), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )


def test_a_tooltip_shows_a_hostile_name_as_text(model: ImportPreviewModel) -> None:
    tooltip = str(model.index(0, Part.NAME).data(Qt.ItemDataRole.ToolTipRole))
    assert "<img" not in tooltip
    assert "&lt;img" in tooltip
