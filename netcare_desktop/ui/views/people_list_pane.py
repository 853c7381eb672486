"""The list of people: search as you type, a quiet filter and order, and what can be done with those who are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import circles, people_list, person
from netcare_desktop.store.errors import NotFound
from netcare_desktop.store.facts import PersonRow
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.models.people_model import PeopleModel, row_text
from netcare_desktop.ui.views.people_bulk_bar import BulkBar
from netcare_desktop.ui.views.people_empty import Ways, empty_page
from netcare_desktop.ui.views.people_filters import ORDERS, all_filters, count_words, order_words
from netcare_desktop.ui.views.people_table import PeopleTable
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_menu import add, circle_icon, new_menu
from netcare_desktop.ui.widgets.after_click import after_click
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.menu_button import MenuButton

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

FIRST_HITS = 200
"""So many hits of a search are shown at once; the rest follows when the typing pauses."""
_REST_AFTER_MS = 150


class PeopleListPane(QWidget):
    """`current_changed(id | None)`; `opened(id)`: Enter or a double click. `counted(str)`: how many people, in words.

    `clear_wanted` and `people_wanted` come from the empty pages. `selected` are the chosen ids, in order.
    """

    current_changed = Signal(object)
    opened = Signal(int)
    counted = Signal(str)
    add_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__()
        self._commands = commands
        self._store = commands.store
        self._filters = all_filters(circles.everyone(self._store))
        self._filter = 0
        self.order = "name"
        self._restoring = False
        self.act_on_selection: Callable[[str, Sequence[int]], object] = lambda _what, _chosen: None
        self.model = PeopleModel(
            lambda wanted: people_list.rows(self._store, wanted), commands.clock.today, self
        )
        self.list = PeopleTable()
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.selectionModel().selectionChanged.connect(self._selection_changed)
        self.list.doubleClicked.connect(lambda index: self._open(index))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_AFTER_MS)
        self._rest.timeout.connect(lambda: self.refresh(everybody=True))
        self._build()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find people"))
        self.search.setAccessibleName(tr("Find people"))
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        clear = self.search.addAction(icons.icon("close"), QLineEdit.ActionPosition.TrailingPosition)
        clear.setToolTip(tr("Clear"))
        clear.setVisible(False)
        clear.triggered.connect(self.clear_search)
        self.search.textChanged.connect(lambda text: clear.setVisible(bool(text)))
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.search.installEventFilter(self)
        self.filter = MenuButton(tr("All"), clicked=self._open_filters)
        self.sort = MenuButton(order_words("name"), icon_name="sort", clicked=self._open_orders)
        choices = QHBoxLayout()
        choices.setSpacing(theme.SPACE_1)
        choices.addWidget(self.filter)
        choices.addStretch(1)
        choices.addWidget(self.sort)
        self.card = Card(padding=0, spacing=0)
        self.bulk = BulkBar()
        self.bulk.wanted.connect(lambda what: self.act_on_selection(what, self.selected))
        self.bulk.ended.connect(self.choose_current_only)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self._empty: QWidget | None = None
        self.card.body.addWidget(self.stack, 1)
        self.card.body.addWidget(self.bulk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.search)
        column.addLayout(choices)
        column.addWidget(self.card, 1)
        self._name_filter()

    # what is shown

    @property
    def query(self) -> PeopleQuery:
        """What the list shows."""
        return replace(self._filters[self._filter].query, text=self.search.text().strip(), order=self.order)

    @property
    def shows_deleted(self) -> bool:
        """Whether the filter is *Deleted*."""
        return self.query.standing == "deleted"

    @property
    def is_typing(self) -> bool:
        """Whether only the best hits of a search are shown yet."""
        return self._rest.isActive()

    def refresh(self, *, everybody: bool = False) -> None:
        """Run the query again; current person, selection and scroll position stay. A search first shows its best hits,
        all of them (`everybody`) when the typing pauses.
        """
        query = self.query
        first_only = bool(query.text) and not everybody
        found = people_list.ids(self._store, query, limit=FIRST_HITS if first_only else -1)
        if first_only and len(found) == FIRST_HITS:
            self._rest.start()
        else:
            self._rest.stop()
        self._show(found)
        more = first_only and len(found) == FIRST_HITS
        self._count(len(found), more)

    def _show(self, found: list[int]) -> None:
        view = self.list
        current = self.current_person
        chosen = set(self.selected)
        place = self.list.currentIndex().row()
        bar = view.verticalScrollBar()
        scrolled, top = bar.value(), view.indexAt(view.rect().topLeft())
        anchor = self.model.person_at(top)
        offset = view.visualRect(top).top() if top.isValid() else 0
        if not self.model.set_people(found, shows_due=self.order == "due"):
            self._show_empty(not found)
            return
        self._show_empty(not found)
        self._restoring = True
        try:
            self._choose_again(current, chosen, 0 if self.search.text() else place)
        finally:
            self._restoring = False
        row = self.model.place_of(anchor) if anchor is not None else None
        if row is not None:
            view.scrollTo(self.model.index(row), PeopleTable.ScrollHint.PositionAtTop)
            bar.setValue(bar.value() - offset)
        else:
            bar.setValue(min(scrolled, bar.maximum()) if not self.search.text() else 0)
        self._selection_changed()
        if self.current_person != current:
            self.current_changed.emit(self.current_person)

    def _choose_again(self, current: int | None, chosen: set[int], place: int) -> None:
        """After a reset: the same people, or for the current one who is gone, whoever took the place."""
        selection = self.list.selectionModel()
        row = self.model.place_of(current) if current is not None else None
        kept = QItemSelection()
        if len(chosen) > 1:
            for start, end in _runs(
                sorted(at for one in chosen if (at := self.model.place_of(one)) is not None)
            ):
                kept.select(self.model.index(start), self.model.index(end))
        if row is None and self.model.people:
            row = min(max(place, 0), len(self.model.people) - 1) if current is not None else 0
        if row is not None:
            index = self.model.index(row)
            if kept.isEmpty():
                kept.select(index, index)
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(kept, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _count(self, number: int, more: bool) -> None:
        shown = self.locale().toString(number)
        name = self._filters[self._filter].name
        self.counted.emit(count_words(self.query, name, number, shown, more=more))

    def _show_empty(self, empty: bool) -> None:
        old, self._empty = self._empty, None
        if empty:
            self._empty = empty_page(
                self.query,
                self._filters[self._filter].name,
                people_list.count(self._store, PeopleQuery(standing="card_stack")),
                Ways(
                    clear=self.clear_search,
                    everybody=lambda: self.set_filter(0),
                    cards=lambda: self.set_filter(self._place_of("card_stack")),
                    import_people=self.import_wanted.emit,
                    add=self.add_wanted.emit,
                ),
            )
            self.stack.addWidget(self._empty)
        self.stack.setCurrentWidget(self._empty or self.list)
        if old is not None:
            self.stack.removeWidget(old)
            old.hide()
            old.deleteLater()

    # filter and order

    def set_filter(self, place: int) -> None:
        """Show the people of that filter."""
        self._filter = place
        self._name_filter()
        self.list.scrollToTop()
        self.refresh()
        self._selection_changed()

    def set_order(self, order: str) -> None:
        """name, due, last or added."""
        self.order = order
        self.sort.setText(order_words(order))
        self.refresh()

    def clear_search(self) -> None:
        """Show everybody of the filter again, the caret in the field."""
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_person(self, number: int) -> bool:
        """Make a person the current one, with the filter and without the search where these hide them."""
        if self.model.place_of(number) is None:
            if self.search.text():
                self.search.clear()
            if self.model.place_of(number) is None:
                self.set_filter(self._place_of(self._standing_of(number)))
        row = self.model.place_of(number)
        if row is None:
            return False
        self._choose_only(row)
        self.list.scrollTo(self.model.index(row), PeopleTable.ScrollHint.EnsureVisible)
        return True

    def reload_circles(self) -> None:
        """Circles may have been renamed or added."""
        chosen = self._filters[self._filter].query
        self._filters = all_filters(circles.everyone(self._store))
        self._filter = next((at for at, one in enumerate(self._filters) if one.query == chosen), 0)
        self._name_filter()

    def _standing_of(self, number: int) -> str:
        try:
            found = person.detail(self._store, number, interactions_limit=0)
        except NotFound:
            return "kept"
        if found.deleted_on is not None:
            return "deleted"
        return "archived" if found.row.archived else "card_stack" if found.row.in_card_stack else "kept"

    def _place_of(self, standing: str) -> int:
        return next(at for at, one in enumerate(self._filters) if one.query == PeopleQuery(standing=standing))

    def _name_filter(self) -> None:
        chosen = self._filters[self._filter]
        self.filter.setText(chosen.name)
        self.filter.setIcon(icons.icon(chosen.icon_name) if chosen.icon_name else circle_icon(chosen.circle))
        self.filter.setAccessibleName(tr("Shown: {filter}").format(filter=chosen.name))

    def _open_filters(self) -> None:
        menu = new_menu(self)
        held = {one.id: one.held for one in circles.everyone(self._store)}
        for at, one in enumerate(self._filters):
            if one.query.growing or one.query.standing == "archived":
                menu.addSeparator()
            count = held.get(one.query.circle) if one.query.circle is not None else None
            action = add(
                menu,
                one.name,
                partial(self.set_filter, at),
                one.icon_name,
                key=str(count) if count else "",
            )
            if not one.icon_name:
                action.setIcon(circle_icon(one.circle))
        self.filter.open_menu(menu)

    def _open_orders(self) -> None:
        menu = new_menu(self)
        for order in ORDERS:
            add(
                menu,
                order_words(order),
                partial(self.set_order, order),
                checked=order == self.order,
            )
        self.sort.open_menu(menu)

    # who is chosen

    @property
    def current_person(self) -> int | None:
        """Whose page is shown beside the list."""
        return self.model.person_at(self.list.currentIndex())

    @property
    def selected(self) -> list[int]:
        """Everybody chosen, in the order of the list."""
        parts = sorted(self._chosen_parts(), key=lambda part: part.top())
        return [self.model.people[row] for part in parts for row in range(part.top(), part.bottom() + 1)]

    def _chosen_parts(self) -> list[QItemSelectionRange]:
        return self.list.selectionModel().selection().toList()

    @property
    def selected_rows(self) -> list[PersonRow]:
        """Their rows; of many only the first few hundred are looked at."""
        wanted = self.selected[:FIRST_HITS]
        return people_list.rows(self._store, wanted)

    def choose_current_only(self) -> None:
        """End a choice of several."""
        self._choose_only(self.list.currentIndex().row())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_only(self, row: int) -> None:
        """Not through the view: it would add to the choice while Shift or Ctrl happens to be held down."""
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.model.index(row), only)

    def copy(self) -> None:
        """The chosen rows as readable lines on the clipboard."""
        chosen, today = self.selected, self._commands.clock.today()
        said = ntr("{n} person copied.", "{n} people copied.", len(chosen)).format(n=len(chosen))

        def lines(store: Store) -> str:
            return "\n".join(row_text(row, today) for row in people_list.rows(store, chosen))

        if len(chosen) <= FIRST_HITS:
            self._commands.copy(lines(self._store), said)
        else:
            self._commands.bridge.run(lines, lambda text: self._commands.copy(text, said), owner=self)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._restoring:
            self.current_changed.emit(self.model.person_at(index))

    def _selection_changed(self) -> None:
        if self._restoring:
            return
        number = sum(part.height() for part in self._chosen_parts())
        stood_there = self.bulk.isVisible()
        self.bulk.show_number(number, deleted=self.shows_deleted)
        if self.bulk.isVisible() and not stood_there:
            after_click(self, self._keep_current_in_view)

    def _keep_current_in_view(self) -> None:
        """The bar takes its room from the end of the list; the current row is not to vanish behind it."""
        for part in (self.layout(), self.card.layout()):
            if part is not None:
                part.activate()
        self.list.scrollTo(self.list.currentIndex())

    def bulk_anchor(self, what: str) -> QWidget:
        """The button beside which a bulk action asks what it needs to know."""
        button = self.bulk.buttons[what]
        return button if button.isVisible() else self.list

    def _open(self, index: QModelIndex) -> None:
        number = self.model.person_at(index)
        if number is not None:
            self.opened.emit(number)

    def eventFilter(self, watched: object, event: object) -> bool:
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.matches(QKeySequence.StandardKey.SelectAll) and not self.search.text():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.list.selectAll()
                return True
        return False


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
