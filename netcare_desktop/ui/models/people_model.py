"""Any number of people as a list: all ids in memory, their rows fetched a page at a time when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from netcare_desktop.domain import day_words
from netcare_desktop.domain.names import fold
from netcare_desktop.domain.words import State
from netcare_desktop.i18n import tr
from netcare_desktop.store.facts import PersonRow
from netcare_desktop.ui.widgets.person_row import RowFace, RowRole

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int]], Sequence[PersonRow]]

PAGE = 100
"""Rows fetched at a time."""
PAGES_KEPT = 40


class PeopleRole(IntEnum):
    """Roles beside Qt's own and `RowRole.FACE`."""

    ID = Qt.ItemDataRole.UserRole.value + 1
    SORT = Qt.ItemDataRole.UserRole.value + 2
    ROW = Qt.ItemDataRole.UserRole.value + 3  # the PersonRow
    TEXT = Qt.ItemDataRole.UserRole.value + 4  # the row as a line to copy


class PeopleModel(QAbstractListModel):
    """People in the order of the ids it is given. It never queries: `fetch(ids)` hands it the rows of a page.

    A person who is gone when their page is fetched has an empty row until the next `set_people`.
    """

    def __init__(self, fetch: Fetch, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch, self._today = fetch, today
        self._people: list[int] = []
        self._places: dict[int, int] | None = None
        self._pages: OrderedDict[int, dict[int, PersonRow]] = OrderedDict()
        self._shows_due = False

    @property
    def people(self) -> list[int]:
        """The ids in order; not to be changed."""
        return self._people

    def set_people(self, people: Sequence[int], *, shows_due: bool = False) -> bool:
        """Show these. Returns whether other people or another order are shown than before (then the model was reset);
        otherwise the rows are fetched anew where they are. `shows_due`: when they are due stands at the right, instead
        of the last contact.
        """
        same = len(people) == len(self._people) and list(people) == self._people
        self._shows_due = shows_due
        if same:
            self._pages.clear()
            if self._people:
                self.dataChanged.emit(self.index(0), self.index(len(self._people) - 1))
            return False
        self.beginResetModel()
        self._people = list(people)
        self._places = None
        self._pages.clear()
        self.endResetModel()
        return True

    def place_of(self, person: int) -> int | None:
        """The row number of a person; None when they are not in the list."""
        if self._places is None:
            self._places = {one: place for place, one in enumerate(self._people)}
        return self._places.get(person)

    def person_at(self, index: Index) -> int | None:
        """The id at an index."""
        return self._people[index.row()] if index.isValid() and index.row() < len(self._people) else None

    def row_at(self, index: Index) -> PersonRow | None:
        """The row at an index, fetched with its page when it is not there yet."""
        if not index.isValid() or not 0 <= index.row() < len(self._people):
            return None
        number, person = index.row() // PAGE, self._people[index.row()]
        page = self._pages.get(number)
        if page is None:
            listed = self._people[number * PAGE : (number + 1) * PAGE]
            page = {row.id: row for row in self._fetch(listed)}
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(person)

    # what views ask

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  an invalid index is a value
        return 0 if parent.isValid() else len(self._people)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == PeopleRole.ID:
            return self.person_at(index)
        row = self.row_at(index)
        if row is None:
            return None
        if role == RowRole.FACE:
            return self._face(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == PeopleRole.SORT:
            return fold(row.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(", ").join(part for part in self._parts(row) if part)
        if role == PeopleRole.TEXT:
            return row_text(row, self._today())
        return row if role == PeopleRole.ROW else None

    def mimeTypes(self) -> list[str]:
        return ["text/plain"]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        data = QMimeData()
        rows = sorted(indexes, key=lambda index: index.row())
        data.setText("\n".join(text for index in rows if (text := self.data(index, PeopleRole.TEXT))))
        return data

    def _parts(self, row: PersonRow) -> tuple[str, ...]:
        circle = row.circle or ""
        return row.name, second_line(row), circle, self._right(row)

    def _face(self, row: PersonRow) -> RowFace:
        rank = row.circle_rank
        return RowFace(
            row.name,
            second_line(row),
            self._right(row),
            right_tooltip=_exact(row),
            circle=None if rank is None else rank + 1,
            circle_name=row.circle or "",
            has_circle_dot=rank is not None,
        )

    def _right(self, row: PersonRow) -> str:
        today = self._today()
        if row.in_card_stack:
            return tr("card")
        if self._shows_due:
            if row.due_on is None:
                return ""
            return (
                tr("due")
                if row.state in (State.DUE, State.OVERDUE)
                else day_words.in_words(row.due_on, today)
            )
        return day_words.ago(row.last_interaction_on, today) if row.last_interaction_on else ""


def second_line(row: PersonRow) -> str:
    """What stands under a name: role and organisation, as far as they are known."""
    return " · ".join(part for part in (row.title, row.organisation) if part)


def row_text(row: PersonRow, today: date) -> str:
    """A row as a readable line: name, role, organisation, first e-mail and phone, circle, last contact."""
    last = (
        tr("last contact {ago}").format(ago=day_words.ago(row.last_interaction_on, today))
        if row.last_interaction_on
        else ""
    )
    parts = (row.name, row.title, row.organisation, *row.emails[:1], *row.phones[:1], row.circle or "", last)
    return tr(", ").join(part for part in parts if part)


def long_day(day: date) -> str:
    """The exact day in the user's locale, for tooltips: "Sunday, 22 November 2026"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def _exact(row: PersonRow) -> str:
    lines = []
    if row.last_interaction_on:
        lines.append(tr("Last contact: {day}").format(day=long_day(row.last_interaction_on)))
    if row.due_on:
        lines.append(tr("Next: {day}").format(day=long_day(row.due_on)))
    return "\n".join(lines)
