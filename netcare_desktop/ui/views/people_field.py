"""Names people by typing: chips for who is chosen, a line that finds more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.store import people_list
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.removable_chip import RemovableChip
from netcare_desktop.ui.widgets.suggest import Suggestions

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_OFFERED = 8


def find_people(store: Store, text: str, without: frozenset[int] = frozenset()) -> list[tuple[int, str]]:
    """(id, "Name · Organisation") of the people that fit best."""
    found = people_list.ids(store, PeopleQuery(text=text, standing="all"), limit=_OFFERED + len(without))
    rows = people_list.rows(store, [person for person in found if person not in without][:_OFFERED])
    return [(row.id, " · ".join(part for part in (row.name, row.organisation) if part)) for row in rows]


class PersonSearch(QLineEdit):
    """Finds one person while typing. `found(id)`; Esc sends `left`."""

    found = Signal(int)
    left = Signal()

    def __init__(self, store: Store, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.without: frozenset[int] = frozenset()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.suggestions: Suggestions[int] = Suggestions(
            self, lambda text: find_people(store, text, self.without), self._take
        )
        self.returnPressed.connect(self._take_first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _take_first(self) -> None:
        if self.text().strip():
            self.suggestions.take_first()

    def _take(self, person: int) -> None:
        self.found.emit(person)
        # The completer writes its words into the field after this.
        self.clear()


class PeopleField(QWidget):
    """Several people. `changed` is sent when somebody was added or taken away."""

    changed = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._people: dict[int, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=theme.SPACE_1)
        self.search = PersonSearch(store, tr("Who else was there?"))
        self.search.found.connect(self.add)
        column.addWidget(self._chips)
        column.addWidget(self.search)

    @property
    def people(self) -> tuple[int, ...]:
        """Who is chosen, in order."""
        return tuple(self._people)

    @property
    def named(self) -> tuple[tuple[int, str], ...]:
        """Who is chosen, as (id, name)."""
        return tuple(self._people.items())

    def set_people(self, people: Sequence[tuple[int, str]]) -> None:
        """Choose exactly these (id, name)."""
        self._people = dict(people)
        self._show()

    def add(self, person: int) -> None:
        """Choose one more."""
        for row in people_list.rows(self._store, [person]):
            self._people[row.id] = row.name
        self._show()
        self.search.setFocus()
        self.changed.emit()

    def remove(self, person: int) -> None:
        """Take somebody away; the last one stays."""
        if len(self._people) > 1 and self._people.pop(person, None) is not None:
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        self.search.without = frozenset(self._people)
        for person, name in self._people.items():
            chip = RemovableChip(name)
            chip.removed.connect(lambda person=person: self.remove(person))
            self._flow.addWidget(chip)
        self._chips.updateGeometry()
