"""One person, found by typing: the field shows who is meant."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from netcare_desktop.domain.names import fold
from netcare_desktop.i18n import tr
from netcare_desktop.store import people_list
from netcare_desktop.store.facts import PersonRow
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui.widgets.person_row import PersonList, PersonRowDelegate, RowFace, RowRole

_OFFERED = 8


def fitting(store: Store, text: str, most: int = _OFFERED) -> list[PersonRow]:
    """The people (kept ones and cards) that fit what is typed, best first."""
    return people_list.rows(
        store, people_list.ids(store, PeopleQuery(text=text, standing="present"), limit=most)
    )


def name_and_place(row: PersonRow) -> str:
    """ "Ana Silva · Instituto do Mar", to tell people of one name apart."""
    return " · ".join(part for part in (row.name, row.organisation or row.title) if part)


class _Offers(QAbstractListModel):
    """The people on offer, as rows with a face."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[PersonRow] = []

    def show(self, rows: list[PersonRow]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return name_and_place(row)
        if role == RowRole.FACE:
            second = " · ".join(part for part in (row.title, row.organisation) if part)
            circle = None if row.circle_rank is None else row.circle_rank + 1
            return RowFace(row.name, second, circle=circle)
        return None


class PersonPicker(QLineEdit):
    """`chosen(id)` when somebody was chosen, from the list or by a name that fits nobody else. Typing on unchooses."""

    chosen = Signal(int)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._found: list[PersonRow] = []
        self._row: PersonRow | None = None
        self.setPlaceholderText(tr("Type a few letters of a name"))
        self._model = _Offers(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_OFFERED)
        completer.activated[QModelIndex].connect(self._take_index)  # type: ignore[index]
        self._popup = PersonList()
        self._popup.setObjectName("popup")
        completer.setPopup(self._popup)
        self._popup.setItemDelegate(PersonRowDelegate(self._popup))  # the completer has put in its own
        self.setCompleter(completer)
        self.textEdited.connect(self._look)

    @property
    def person(self) -> int | None:
        """Who is meant; None while nobody is chosen and what is typed fits nobody or several."""
        if self._row is None:
            self._take_only_one()
        return None if self._row is None else self._row.id

    @property
    def name(self) -> str:
        """The name of who is chosen."""
        return "" if self._row is None else self._row.name

    @property
    def offered(self) -> list[str]:
        """What the list offers at the moment."""
        return [name_and_place(row) for row in self._model.rows]

    def set_person(self, person: int) -> None:
        """Choose this person."""
        for row in people_list.rows(self._store, [person]):
            self._take(row)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason and self._row is None:
            self._take_only_one()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._row is None and self._found:
            marked = self._popup.currentIndex().row() if self._popup.isVisible() else -1
            self._take(self._found[max(0, marked)])
            self._popup.hide()
            event.accept()  # Enter chooses here; the next one confirms the form
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            self.setAccessibleDescription(tr("Type a few letters and choose with Down and Enter"))
        return super().event(event)

    def _look(self, text: str) -> None:
        self._row = None
        self._found = fitting(self._store, text) if text.strip() else []
        self._model.show(self._found)

    def _take_only_one(self) -> None:
        wanted = fold(self.text())
        same = [row for row in self._found if wanted in (fold(row.name), fold(name_and_place(row)))]
        fits = same or self._found
        if wanted and len(fits) == 1:
            self._take(fits[0])

    def _take_index(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self._take(self._found[index.row()])

    def _take(self, row: PersonRow) -> None:
        self._row = row
        self.setText(row.name)
        self.chosen.emit(row.id)
