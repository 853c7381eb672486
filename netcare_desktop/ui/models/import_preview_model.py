"""The rows of an import preview: what would happen to each record of a file, and why.

The rows are put in order beside the plan, on the store thread (`arrange`); the model only words the cells that are
looked at, so that a file of 100,000 rows costs the window nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from netcare_desktop.formats.records import Skipped
from netcare_desktop.i18n import tr
from netcare_desktop.store.imports import FilePlan, RowPlan
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.plain_label import plain_tooltip

_Index = QModelIndex | QPersistentModelIndex
Row = RowPlan | Skipped


class Filter(StrEnum):
    """The chips above the table."""

    ALL = "all"
    NEW = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    LEFT = "skip"
    UNUSABLE = "unusable"


class Part(IntEnum):
    """The columns."""

    ACTION = 0
    LINE = 1
    NAME = 2
    ORGANISATION = 3
    EMAIL = 4
    PHONE = 5
    REASON = 6


WILL_IMPORT = ("create", "update")
"""Actions that write something; only these rows can be left out."""

_ICONS = {
    "create": "person-add",
    "update": "edit",
    "unchanged": "done",
    "skip": "info",
    "unusable": "warning",
}


@dataclass(frozen=True, slots=True)
class Arranged:
    """The rows of one file by line, and for each filter the places of its rows."""

    rows: list[Row] = field(default_factory=list)
    places: dict[Filter, array[int]] = field(default_factory=dict)
    has_reasons: bool = False

    def count(self, which: Filter) -> int:
        """How many rows a filter shows."""
        return len(self.rows) if which is Filter.ALL else len(self.places.get(which, ()))


def arrange(file: FilePlan) -> Arranged:
    """Records and what is no record, in the order of the file."""
    rows: list[Row] = [*file.rows, *file.skipped]
    if file.skipped:
        rows.sort(key=lambda row: row.line)
    places: dict[Filter, array[int]] = {which: array("L") for which in Filter if which is not Filter.ALL}
    for place, row in enumerate(rows):
        places[Filter.UNUSABLE if isinstance(row, Skipped) else Filter(row.action)].append(place)
    return Arranged(rows, places, any(row.reason for row in file.rows))


class ImportPreviewModel(QAbstractTableModel):
    """One file's rows. `left_out` holds the lines that were unticked; `left_out_changed()` when the user did."""

    left_out_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arranged = Arranged()
        self._filter = Filter.ALL
        self._left_out: set[int] = set()
        self._dimmed = False

    def show_rows(self, arranged: Arranged, left_out: set[int]) -> None:
        """Show another file, or the same one read anew; `left_out` is changed in place."""
        self.beginResetModel()
        self._arranged, self._left_out = arranged, left_out
        self.endResetModel()

    def set_filter(self, which: Filter) -> None:
        """Show only the rows of one sort."""
        if which is not self._filter:
            self.beginResetModel()
            self._filter = which
            self.endResetModel()

    @property
    def filter(self) -> Filter:
        """The sort of rows that is shown."""
        return self._filter

    def set_dimmed(self, dimmed: bool) -> None:
        """Show the rows as those of an older reading while a new one is under way."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Part) - 1))

    @property
    def has_reasons(self) -> bool:
        """Whether any record has something to say about itself."""
        return self._arranged.has_reasons

    def row(self, place: int) -> Row:
        """The row shown at that place."""
        if self._filter is Filter.ALL:
            return self._arranged.rows[place]
        return self._arranged.rows[self._arranged.places[self._filter][place]]

    def can_tick(self, place: int) -> bool:
        """Whether the row would write something, and can therefore be left out."""
        row = self.row(place)
        return isinstance(row, RowPlan) and row.action in WILL_IMPORT

    def tick(self, places: Iterable[int], *, take: bool) -> None:
        """Take rows in or leave them out."""
        lines = {self.row(place).line for place in places if self.can_tick(place)}
        before = len(self._left_out)
        if take:
            self._left_out -= lines
        else:
            self._left_out |= lines
        if len(self._left_out) != before:
            last = self.rowCount() - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, len(Part) - 1))
            self.left_out_changed.emit()

    def is_left_out(self, place: int) -> bool:
        """Whether the user unticked the row."""
        return self.row(place).line in self._left_out and self.can_tick(place)

    # what Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._arranged.count(self._filter)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == Part.LINE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return _headers()[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == Part.ACTION and self.can_tick(index.row()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, part = self.row(index.row()), Part(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(row, part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(cell(row, part) if part is not Part.ACTION else reason(row))
        if role == Qt.ItemDataRole.TextAlignmentRole and part is Part.LINE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().colour(self._ink(index.row(), part))
        if part is Part.ACTION:
            if role == Qt.ItemDataRole.CheckStateRole and self.can_tick(index.row()):
                return Qt.CheckState.Unchecked if self.is_left_out(index.row()) else Qt.CheckState.Checked
            if role == Qt.ItemDataRole.DecorationRole:
                quiet = self._dimmed or self.is_left_out(index.row())
                return icons.icon(
                    icon_name(row),
                    "disabled" if quiet else "accent" if self.can_tick(index.row()) else "muted",
                )
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or not self.can_tick(index.row()):
            return False
        self.tick([index.row()], take=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _ink(self, place: int, part: Part) -> str:
        if self._dimmed or self.is_left_out(place):
            return "disabled"
        if part in (Part.LINE, Part.REASON):
            return "muted"
        return "text" if self.can_tick(place) else "muted"


def action_word(row: Row) -> str:
    """What would happen, in a word or two."""
    if isinstance(row, Skipped):
        return tr("Cannot be used")
    return {
        "create": tr("New"),
        "update": tr("Update"),
        "unchanged": tr("Unchanged"),
        "skip": tr("Left out"),
    }[row.action]


def icon_name(row: Row) -> str:
    """The icon beside the word."""
    return _ICONS["unusable" if isinstance(row, Skipped) else row.action]


def reason(row: Row) -> str:
    """Why, in words; empty for somebody plainly new."""
    return row.reason


def cell(row: Row, part: Part) -> str:
    """The text of a cell, as shown and as copied."""
    if part is Part.ACTION:
        return action_word(row)
    if part is Part.LINE:
        return str(row.line) if row.line else ""
    if part is Part.REASON:
        return reason(row)
    if isinstance(row, Skipped):
        return ""
    record = row.record
    if part is Part.NAME:
        return record.full_name or record.organisation
    if part is Part.ORGANISATION:
        return record.organisation
    return _first(record.emails if part is Part.EMAIL else record.phones)


def _first(values: list[str]) -> str:
    """The first value, and how many more there are."""
    if len(values) < 2:
        return values[0] if values else ""
    return tr("{first}  + {n}").format(first=values[0], n=len(values) - 1)


def _headers() -> list[str]:
    return [
        tr("What happens"),
        tr("Line"),
        tr("Name"),
        tr("Organisation"),
        tr("E-mail"),
        tr("Phone"),
        tr("Why"),
    ]
