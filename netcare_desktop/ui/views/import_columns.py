"""The first lines of a table as they stand in the file, each column under the field it is read as."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from netcare_desktop.formats.fields import GROUPED, field_groups, field_label
from netcare_desktop.formats.records import ReadResult
from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.combo import Combo
from netcare_desktop.ui.widgets.plain_label import plain_tooltip

SAMPLE_ROWS = 3
SAMPLE_ROWS_LOW = 2
COLUMN_WIDTH = theme.RAIL_WIDE * 3 // 4
_FIELD = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _RawModel(QAbstractTableModel):
    """Row 0 is kept for the drop-downs; below it the header of the file and a few of its lines."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._headers: list[str] = []
        self._fields: list[str | None] = []
        self._lines: list[list[str]] = []

    def show(self, result: ReadResult) -> None:
        self.beginResetModel()
        self._fields = [column.field for column in result.columns]
        self._headers = [column.header for column in result.columns]
        # The sample begins with whatever stands above the header; below it are the people.
        header = result.header_line or 0
        below = [
            cells for line, cells in zip(result.sample_lines, result.sample, strict=False) if line > header
        ]
        self._lines = (below or result.sample)[:SAMPLE_ROWS]
        self.endResetModel()

    def is_empty(self, column: int) -> bool:
        """Whether a column is not read and has nothing in the lines that are shown."""
        return self._fields[column] is None and not any(
            column < len(line) and line[column].strip() for line in self._lines
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2 + len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() == 0:
            return None
        column = index.column()
        if index.row() == 1:
            text = self._headers[column] or tr("column {n}").format(n=column + 1)
        else:
            line = self._lines[index.row() - 2]
            text = line[column] if column < len(line) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(text)
        if role == Qt.ItemDataRole.FontRole and index.row() == 1:
            return theme.current().font("strong")
        if role == Qt.ItemDataRole.ForegroundRole:
            if self._fields[column] is None:
                return theme.current().colour("disabled")
            return theme.current().colour("text" if index.row() == 1 else "muted")
        return None


class ColumnTable(QTableView):
    """`mapped(column, field or None)` when the user chose another field for a column (0-based).

    The drop-downs are made for the columns that can be seen: a file of Outlook has 92.
    """

    mapped = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw = _RawModel(self)
        self._choices = field_choices(self)
        self._result: ReadResult | None = None
        self._shows_empty = False
        self._is_low = False
        self.setModel(self._raw)
        self.setAccessibleName(tr("Columns of the file"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultSectionSize(COLUMN_WIDTH)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(theme.SPACE_4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._make_visible_choices())

    def show_result(self, result: ReadResult) -> None:
        """Show the columns of a file; the place scrolled to stays when it is the same table read anew."""
        if result is self._result:
            return
        place = self.horizontalScrollBar().value()
        same = self._result is not None and self._result.file == result.file
        self._result = result
        self._raw.show(result)
        line = self.fontMetrics().height() + theme.SPACE_2
        for row in range(self._raw.rowCount()):
            self.setRowHeight(row, theme.CONTROL_HEIGHT + theme.SPACE_2 if row == 0 else line)
        self._hide_empty()
        self._fit_height()
        self.horizontalScrollBar().setValue(place if same else 0)
        self._make_visible_choices()

    def set_low(self, low: bool) -> None:
        """Show a line less where the window is low."""
        if low != self._is_low:
            self._is_low = low
            self._fit_height()

    def _fit_height(self) -> None:
        shown = min(self._raw.rowCount(), 2 + (SAMPLE_ROWS_LOW if self._is_low else SAMPLE_ROWS))
        for row in range(self._raw.rowCount()):
            self.setRowHidden(row, row >= shown)
        rows = sum(self.rowHeight(row) for row in range(shown))
        self.setFixedHeight(rows + self.horizontalScrollBar().sizeHint().height() + theme.SPACE_1)

    @property
    def empty_columns(self) -> int:
        """How many columns hold nothing and are not read."""
        return sum(self._raw.is_empty(column) for column in range(self._raw.columnCount()))

    def set_shows_empty(self, shows: bool) -> None:
        """Show the empty columns too."""
        self._shows_empty = shows
        self._hide_empty()
        self._make_visible_choices()

    def choice(self, column: int) -> QComboBox:
        """The drop-down above a column; made when it was not there."""
        index = self._raw.index(0, column)
        made = self.indexWidget(index)
        if made is not None:
            found = made.findChild(QComboBox)
            assert isinstance(found, QComboBox)
            return found
        assert self._result is not None
        combo = Combo()
        combo.setModel(self._choices)
        combo.view().setMinimumWidth(COLUMN_WIDTH * 5 // 3)
        combo.setMaxVisibleItems(16)
        header = self._result.columns[column].header
        combo.setAccessibleName(tr("Field of column {name}").format(name=header or column + 1))
        key = self._result.columns[column].field
        if key is not None and combo.findData(key, _FIELD) < 0:
            self._choices.appendRow(_item(key))
        combo.setCurrentIndex(max(0, combo.findData(key, _FIELD)) if key is not None else 0)
        combo.activated.connect(lambda at, column=column: self._chosen(column, at))
        frame = QWidget()  # keeps neighbours apart
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, theme.SPACE_1, theme.SPACE_1, 0)
        row.addWidget(combo)
        self.setIndexWidget(index, frame)
        return combo

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_visible_choices()

    def _chosen(self, column: int, at: int) -> None:
        self.mapped.emit(column, self._choices.item(at).data(_FIELD))

    def _hide_empty(self) -> None:
        for column in range(self._raw.columnCount()):
            self.setColumnHidden(column, not self._shows_empty and self._raw.is_empty(column))

    def _make_visible_choices(self) -> None:
        if self._result is None or not self._raw.columnCount():
            return
        first = max(0, self.columnAt(0))
        last = self.columnAt(self.viewport().width() - 1)
        for column in range(first, self._raw.columnCount() if last < 0 else last + 1):
            if not self.isColumnHidden(column):
                self.choice(column)


def field_choices(parent: QObject) -> QStandardItemModel:
    """What a column can be read as, in groups; the first entry leaves it out."""
    model = QStandardItemModel(parent)
    nothing = QStandardItem(tr("not imported"))
    nothing.setData(None, _FIELD)
    model.appendRow(nothing)
    for heading, keys in [*field_groups(), (tr("Beside another column"), GROUPED)]:
        head = QStandardItem(heading)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        model.appendRow(head)
        for key in keys:
            model.appendRow(_item(key))
    return model


def _item(key: str) -> QStandardItem:
    item = QStandardItem(field_label(key))
    item.setData(key, _FIELD)
    return item
