"""The table of the preview: one line per record, ticked where it would be imported."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from netcare_desktop.formats.records import Skipped
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.models.import_preview_model import ImportPreviewModel, Part, cell

_FIXED = {Part.ACTION: theme.RAIL_WIDE * 3 // 4, Part.LINE: theme.RAIL_NARROW}
_SHARES = {Part.NAME: 20, Part.ORGANISATION: 17, Part.EMAIL: 22, Part.PHONE: 15, Part.REASON: 38}
_SHARES_NARROW = {Part.NAME: 24, Part.ORGANISATION: 18, Part.EMAIL: 24, Part.PHONE: 0, Part.REASON: 40}
_SHARE_WITHOUT_REASONS = 8
_COPY_LIMIT = 10_000


class _RowDelegate(QStyledItemDelegate):
    """Writes why a record cannot be used across the cells it has nothing else for."""

    def __init__(self, view: QTableView, model: ImportPreviewModel) -> None:
        super().__init__(view)
        self._view, self._rows = view, model

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # The last cell is painted last, over those to its left.
        if index.column() == Part.REASON and isinstance(self._rows.row(index.row()), Skipped):
            left = self._view.columnViewportPosition(Part.NAME)
            option.rect = option.rect.united(QRect(left, option.rect.top(), 1, option.rect.height()))
        super().paint(painter, option, index)


class ImportRows(QTableView):
    """Space ticks and unticks what is selected, Ctrl+C copies it as text."""

    def __init__(self, model: ImportPreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._own_widths = False
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(self, model))
        model.modelReset.connect(self._lay_again)
        self.setAccessibleName(tr("People in the file"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(2 * theme.ROW_ONE_LINE + theme.CONTROL_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(
            max(theme.ROW_ONE_LINE - theme.SPACE_1, self.fontMetrics().height() + theme.SPACE_2)
        )
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(theme.RAIL_NARROW // 2)
        columns.sectionResized.connect(self._resized_by_hand)

    def selected_places(self) -> list[int]:
        """The rows that are selected, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def selected_text(self) -> str:
        """The selected rows as lines of text, cells apart by tabs."""
        lines = []
        for place in self.selected_places()[:_COPY_LIMIT]:
            row = self._rows.row(place)
            lines.append("\t".join(cell(row, part) for part in Part))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.selected_places():
            self._toggle()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._own_widths:
            self._lay_columns()

    def _lay_again(self) -> None:
        if not self._own_widths:
            self._lay_columns()

    def _lay_columns(self) -> None:
        width = self.viewport().width()
        narrow = width < theme.NARROW_BELOW - theme.RAIL_NARROW
        shares = dict(_SHARES_NARROW if narrow else _SHARES)
        if not self._rows.has_reasons:
            shares[Part.REASON] = _SHARE_WITHOUT_REASONS
        self.setColumnHidden(Part.PHONE, narrow)
        room = width - sum(_FIXED.values())
        for part, fixed in _FIXED.items():
            self.setColumnWidth(part, fixed)
        for part, share in shares.items():
            if share:
                self.setColumnWidth(part, room * share // sum(shares.values()))

    def _resized_by_hand(self, _column: int, _old: int, _new: int) -> None:
        if self.horizontalHeader().underMouse():
            self._own_widths = True

    def _toggle(self) -> None:
        places = [place for place in self.selected_places() if self._rows.can_tick(place)]
        self._rows.tick(places, take=any(self._rows.is_left_out(place) for place in places))

    def _menu(self, where: QPoint) -> None:
        places = [place for place in self.selected_places() if self._rows.can_tick(place)]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if places:
            n = len(places)
            leave = menu.addAction(ntr("Leave {n} person out", "Leave {n} people out", n).format(n=n))
            leave.triggered.connect(lambda: self._rows.tick(places, take=False))
            leave.setEnabled(any(not self._rows.is_left_out(place) for place in places))
            take = menu.addAction(ntr("Take {n} person in", "Take {n} people in", n).format(n=n))
            take.triggered.connect(lambda: self._rows.tick(places, take=True))
            take.setEnabled(any(self._rows.is_left_out(place) for place in places))
            menu.addSeparator()
        copy = menu.addAction(icons.icon("copy"), tr("Copy"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(self.selected_text()))
        copy.setEnabled(bool(self.selected_places()))
        everything = menu.addAction(icons.icon("select-all"), tr("Select all"))
        everything.triggered.connect(self.selectAll)
        menu.popup(self.viewport().mapToGlobal(where))
