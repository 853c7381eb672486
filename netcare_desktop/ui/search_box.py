"""The search box at the top right and the list of what it found. It finds nothing itself: it asks a provider."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.person_row import PersonList, RowFace, RowRole, row_height
from netcare_desktop.ui.widgets.plain_label import PlainLabel

_MOST_ROWS = 7


@dataclass(frozen=True)
class SearchHit:
    """One thing that was found. A hit with an `icon_name` is a command or a thing, one without is a person."""

    title: str
    subtitle: str
    action: Callable[[], object]
    icon_name: str = ""
    circle: int | None = None
    right: str = ""


SearchProvider = Callable[[str], Sequence[SearchHit]]


class _Hits(QAbstractListModel):
    """The hits as rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: list[SearchHit] = []

    def show(self, hits: Sequence[SearchHit]) -> None:
        self.beginResetModel()
        self.hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid() or index.row() >= len(self.hits):
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title}, {hit.subtitle}" if hit.subtitle else hit.title
        if role == RowRole.FACE:
            return RowFace(hit.title, hit.subtitle, hit.right, circle=hit.circle, icon_name=hit.icon_name)
        return None


class SearchPopup(QFrame):
    """The list under the box; it never takes the focus, so that typing goes on."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = _Hits(self)
        self.list = PersonList()
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Search results"))
        self.nothing = PlainLabel("", tone="muted", wrap=True)
        self.nothing.setContentsMargins(theme.SPACE_3, theme.SPACE_3, theme.SPACE_3, theme.SPACE_3)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.SPACE_1, 1, theme.SPACE_1)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.hide()

    def show_hits(self, hits: Sequence[SearchHit], text: str) -> None:
        """Fill the list and mark the first hit, or say that there is none."""
        self.model.show(hits)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        self.nothing.setText(tr("Nothing found for “{text}”.").format(text=text))
        if hits:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.setFixedHeight(min(len(hits), _MOST_ROWS) * row_height() + 2 * theme.SPACE_1)

    def move_by(self, step: int) -> None:
        """Mark the hit `step` rows further, stopping at the ends."""
        row = self.list.currentIndex().row() + step
        if self.model.hits:
            self.list.setCurrentIndex(self.model.index(max(0, min(row, len(self.model.hits) - 1))))

    def current(self) -> SearchHit | None:
        """The marked hit."""
        row = self.list.currentIndex().row()
        return self.model.hits[row] if 0 <= row < len(self.model.hits) else None


class SearchBox(QLineEdit):
    """Ctrl+K puts the caret here. Down and Up move in the hits, Enter takes one, Esc leaves.

    The popup is a child of the same widget as the box and opens below it.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("search")
        self._provider: SearchProvider | None = None
        self._hint = "Ctrl+K"
        self.popup = SearchPopup(host)
        self.setPlaceholderText(tr("Search"))
        self.setAccessibleName(tr("Search people, notes and commands"))
        self.setAcceptDrops(False)
        self.setFixedSize(theme.RAIL_WIDE + theme.ROW_TWO_LINES, theme.CONTROL_HEIGHT + 2)
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icons.icon("close"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(tr("Clear"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._look)
        self.popup.list.clicked.connect(lambda _index: self._take())
        self._before: QWidget | None = None

    def set_provider(self, provider: SearchProvider | None) -> None:
        """Who finds things: `provider(text)` is called at each keystroke on the GUI thread and answers in a few ms."""
        self._provider = provider
        self.setEnabled(provider is not None)

    def start(self) -> None:
        """Put the caret into the box; Esc gives the focus back to where it was."""
        focused = self.window().focusWidget()
        if focused is not self:
            self._before = focused
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def leave(self) -> None:
        """Empty the box, close the list, give the focus back."""
        self.clear()
        self.popup.hide()
        back = self._before
        self._before = None
        if back is not None and back.isVisible() and back.isEnabled():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup.isVisible():
            self.popup.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.popup.isVisible():
            self.popup.move_by(_MOST_ROWS if key == Qt.Key.Key_PageDown else -_MOST_ROWS)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.text().strip():
            self._look(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.popup.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text() or self.hasFocus():
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("muted"))
        area = self.rect().adjusted(0, 0, -theme.SPACE_3, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._hint)

    def place_popup(self) -> None:
        """Put the list below the box, inside the window."""
        host = self.popup.parentWidget() or self.window()
        width = min(theme.TEXT_COLUMN * 3 // 5, host.width() - 2 * theme.SPACE_4)
        corner = self.mapTo(host, QPoint(self.width(), self.height() + theme.SPACE_1))
        self.popup.setFixedWidth(width)
        self.popup.adjustSize()
        self.popup.setGeometry(QRect(corner.x() - width, corner.y(), width, self.popup.sizeHint().height()))

    def _look(self, text: str) -> None:
        wanted = text.strip()
        self._clear.setVisible(bool(text))
        if not wanted or self._provider is None:
            self.popup.hide()
            return
        self.popup.show_hits(self._provider(wanted), wanted)
        self.popup.show()
        self.place_popup()
        self.popup.raise_()

    def _take(self) -> None:
        hit = self.popup.current() if self.popup.isVisible() else None
        if hit is None:
            return
        self._before = None
        self.leave()
        hit.action()
