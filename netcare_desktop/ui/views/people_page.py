"""People: the list at the left, the chosen person at the right; in a narrow window one or the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import circles, growth, tags
from netcare_desktop.store import person as person_store
from netcare_desktop.ui import theme
from netcare_desktop.ui.undoable import Say
from netcare_desktop.ui.views import people_place
from netcare_desktop.ui.views.card_stack_slots import MovesOnPopup
from netcare_desktop.ui.views.people_list_pane import PeopleListPane
from netcare_desktop.ui.views.people_typing import Typing, letter_of
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_menu import (
    Gestures,
    fill_circles,
    fill_pauses,
    fill_person_menu,
    new_menu,
)
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.views.tag_choice import TagChoice
from netcare_desktop.ui.widgets.calm_splitter import CalmSplitter
from netcare_desktop.ui.widgets.date_choice import DateChoice
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from netcare_desktop.clock import Clock
    from netcare_desktop.store.opening import Store
    from netcare_desktop.ui.bridge import StoreBridge
    from netcare_desktop.ui.interaction import Interaction

NOUNS = frozenset(
    {
        "person", "circle", "organisation", "contact_point", "address", "tag", "person_tag", "kind", "person_kind",
        "occasion", "relation", "interaction", "interaction_person", "followup", "import_batch",
    }
)  # fmt: skip
_SETTLE_MS = 40
"""A person is read when the current row has stood still so long: holding the arrow key stays smooth."""


class PeoplePage(Page):
    """The page. `show_person(id)` opens somebody from elsewhere; `add_wanted`, `import_wanted` come from its empty state."""

    add_wanted = Signal()
    import_wanted = Signal()

    def __init__(
        self,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        interaction: Interaction,
        say: Say,
        config_folder: Path | None = None,
    ) -> None:
        super().__init__(tr("People"), "people", NOUNS, column=False)
        self._config_folder = config_folder
        self.commands = PersonCommands(store, bridge, clock, interaction, say, self)
        self.commands.slots_taken.connect(self._ask_who_moves_on)
        self.pane = PeopleListPane(self.commands)
        self._person_page: PersonPage | None = None
        self._side = QWidget()
        self.add_action(
            Button(tr("New person"), rank="flat", icon_name="person-add", clicked=self.add_wanted.emit)
        )
        self._narrow = False
        self._shows_person = False
        self._typing = Typing()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._show_current)
        self.splitter = CalmSplitter()
        self.pane.setMinimumWidth(people_place.LEAST_WIDTH)
        self.splitter.addWidget(self.pane)
        self.splitter.addWidget(self._side)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.body.addWidget(self.splitter, 1)
        self._connect()
        self._recall()
        self.setFocusProxy(self.pane.search)

    def _connect(self) -> None:
        pane = self.pane
        pane.counted.connect(self.set_subtitle)
        pane.search.textEdited.connect(self._typing.note)
        pane.current_changed.connect(self._current_changed)
        pane.opened.connect(self._enter)
        pane.add_wanted.connect(self.add_wanted)
        pane.import_wanted.connect(self.import_wanted)
        pane.act_on_selection = self._act
        pane.list.key_pressed.connect(self._list_key)
        pane.list.menu_wanted.connect(self._open_menu)
        self.gestures = Gestures(
            log=self._log_with,
            follow_up=lambda one: self._on_page(one).follow_up(),
            snooze=lambda one: self._on_page(one).gestures.snooze(one),
            pause_until=self._pause_until,
            tag=lambda chosen: self._ask_tag(chosen, pane.list),
            rename=lambda one: self._on_page(one).header.name.start(),
            open=self._enter,
            copy=pane.copy,
        )

    # what the window asks

    @property
    def person(self) -> PersonPage:
        """The page of the chosen person, built when it is first needed: the list stands there before."""
        if self._person_page is None:
            self._person_page = page = PersonPage(self.commands)
            page.person_wanted.connect(self.show_person)
            page.back_wanted.connect(self.show_list)
            page.set_narrow(self._narrow)
            column = QVBoxLayout(self._side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(page)
            page.show()
        return self._person_page

    def refresh(self) -> None:
        """Read again; current person, selection, scroll positions and what is being edited stay."""
        self.pane.reload_circles()
        self.pane.refresh(everybody=not self.pane.is_typing)
        if self._person_page is None:
            self._settle.start(0)  # the list is painted first
        else:
            self._settle.stop()
            self._show_current()

    def show_person(self, number: int) -> None:
        """Open somebody, from a search or another page."""
        if self.pane.show_person(number):
            self._settle.stop()
            self._show_current()
            self._show_side(person=True)

    def show_list(self) -> None:
        """Back to the list."""
        self._show_side(person=False)
        self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_narrow(self) -> bool:
        """Whether list and person take turns."""
        return self._narrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < theme.NARROW_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            if self._person_page is not None:
                self._person_page.set_narrow(narrow)
            self._show_side(person=self._shows_person)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finds = event.matches(QKeySequence.StandardKey.Find) or event.text() == "/"
        if finds:
            self._find()
        elif event.key() == Qt.Key.Key_Escape and self._narrow and self._shows_person:
            self.show_list()
        elif self._letter_from_page(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    # list and person

    def _current_changed(self, number: int | None) -> None:
        if number is None:
            self._settle.stop()
            self._show_current()
        elif self._person_page is None or number != self._person_page.person:
            self._settle.start(_SETTLE_MS)

    def _show_current(self) -> None:
        number = self.pane.current_person
        if number is not None or self._person_page is not None:
            if number is not None and number == self.person.person:
                self.person.refresh()
            else:
                self.person.show_person(number)
        self._show_side(person=self._shows_person and number is not None)

    def _enter(self, number: int) -> None:
        """Enter or a double click: go over to the person."""
        self.show_person(number)
        self.person.header.log.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_side(self, *, person: bool) -> None:
        self._shows_person = person
        self.pane.setVisible(not self._narrow or not person)
        # An empty list needs the room for its words; nobody stands beside it.
        somebody = bool(self.pane.model.people) or bool(self.pane.search.text())
        self._side.setVisible(person if self._narrow else somebody)

    def _find(self, begin: str = "") -> None:
        self._show_side(person=False)
        search = self.pane.search
        search.setFocus(Qt.FocusReason.OtherFocusReason)
        if begin:
            search.setText(begin)
            self._typing.note()
        else:
            search.selectAll()

    def _on_page(self, number: int) -> PersonPage:
        """Open the person, for something that is done on their page."""
        self.show_person(number)
        return self.person

    # keys and menus of the list

    def _list_key(self, event: QKeyEvent) -> None:
        if self._handle_key(event):
            event.accept()

    def _handle_key(self, event: QKeyEvent) -> bool:
        pane, chosen = self.pane, self.pane.selected
        if event.matches(QKeySequence.StandardKey.Copy):
            pane.copy()
            return True
        if event.matches(QKeySequence.StandardKey.Find):
            self._find()
            return True
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held:
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self._escape(chosen)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if pane.current_person is not None:
                self._enter(pane.current_person)
            return True
        if event.key() == Qt.Key.Key_Delete:
            self._act("erase" if pane.shows_deleted else "delete", chosen)
            return True
        letter = letter_of(event)
        if letter and self._typing.in_word:
            self._find(pane.search.text() + letter)
            return True
        if chosen and not pane.shows_deleted and self._letter(event, chosen):
            return True
        if letter:
            self._find("" if letter == "/" else letter)
            return True
        return False

    def _escape(self, chosen: Sequence[int]) -> bool:
        if len(chosen) > 1:
            self.pane.choose_current_only()
        elif self.pane.search.text():
            self.pane.search.clear()
        else:
            return False
        return True

    def _letter_from_page(self, event: QKeyEvent) -> bool:
        """The letters work in the head of the page too, on whoever is shown, while nothing is edited there."""
        focused, page = QApplication.focusWidget(), self._person_page
        if page is None or focused is None or not page.header.isAncestorOf(focused) or page.header.is_editing:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        chosen, letter = self.pane.selected, letter_of(event)
        commands = bool(chosen) and not self.pane.shows_deleted and not (letter and self._typing.in_word)
        if commands and self._letter(event, chosen):
            return True
        if letter:
            self._typing.note()  # a word where no field takes it: its next letters are no commands either
        return bool(letter)

    def _letter(self, event: QKeyEvent, chosen: Sequence[int]) -> bool:
        key, one = event.key(), self.pane.current_person
        if event.isAutoRepeat() and letter_of(event):
            return True  # a letter that is held down is meant once
        known = circles.everyone(self.commands.store)
        number = key - Qt.Key.Key_1.value
        if 0 <= number < min(len(known), 9):
            self.commands.put_into_circle(chosen, known[number])
        elif key == Qt.Key.Key_L:
            self._log_with(chosen)
        elif key == Qt.Key.Key_A:
            self._act("archive", chosen)
        elif key == Qt.Key.Key_P:
            self._pause(chosen)
        elif one is None:
            return False
        elif key == Qt.Key.Key_F:
            self.gestures.follow_up(one)
        elif key == Qt.Key.Key_F2:
            self.gestures.rename(one)
        elif key == Qt.Key.Key_G:
            self._settle.stop()
            self._show_current()
            self.commands.grow(one)
        else:
            return False
        return True

    def _act(self, what: str, chosen: Sequence[int]) -> None:
        """One of the bulk actions, on whoever is chosen."""
        if not chosen:
            return
        anchor = self.pane.bulk_anchor(what)
        simple = {
            "log": self._log_with,
            "archive": self.commands.archive,
            "delete": self.commands.delete,
            "bring back": self.commands.bring_back,
        }
        if what in simple:
            simple[what](list(chosen))
        elif what == "erase":
            self.commands.erase(self, chosen)
        elif what == "tag":
            self._ask_tag(chosen, anchor)
        else:
            menu = new_menu(self)
            if what == "circle":
                known = circles.everyone(self.commands.store)
                fill_circles(menu, known, lambda one: self.commands.put_into_circle(chosen, one))
            else:
                fill_pauses(
                    menu,
                    self.commands.clock.today(),
                    lambda until: self.commands.pause(chosen, until),
                    lambda: self._pause_until(chosen),
                )
            menu.popup(self._beside(anchor))

    def _beside(self, anchor: QWidget) -> QPoint:
        """Where a menu opens: above a button of the bar, beside the current row otherwise."""
        if anchor is self.pane.list:
            area = self.pane.list.visualRect(self.pane.list.currentIndex())
            return self.pane.list.viewport().mapToGlobal(area.bottomLeft())
        return anchor.mapToGlobal(QPoint(0, 0))

    def _log_with(self, chosen: Sequence[int]) -> None:
        one = self.pane.current_person
        if one is None or not chosen:
            return
        first = one if one in chosen else chosen[0]
        self.show_person_of_selection(first)
        self.person.log(chosen)

    def show_person_of_selection(self, number: int) -> None:
        """Show somebody of the chosen ones without ending the choice."""
        if number != self.pane.current_person:
            self.pane.show_person(number)
        self._settle.stop()
        self._show_current()
        self._show_side(person=True)

    def _pause(self, chosen: Sequence[int]) -> None:
        """For how long? Somebody who is paused already comes back."""
        detail = self.person.detail
        if len(chosen) == 1 and detail is not None and detail.row.id == chosen[0] and detail.paused:
            self.commands.resume(chosen[0])
        else:
            self._act("pause", chosen)

    def _pause_until(self, chosen: Sequence[int]) -> None:
        DateChoice.ask(
            self.pane.bulk_anchor("pause"),
            self.commands.clock.today(),
            lambda day: self.commands.pause(chosen, day),
            title=tr("Paused until"),
        )

    def _ask_tag(self, chosen: Sequence[int], anchor: QWidget) -> None:
        whom = ntr("A tag for {n} person", "A tag for {n} people", len(chosen)).format(n=len(chosen))
        choice = TagChoice(anchor, whom, lambda: tags.all_names(self.commands.store))
        choice.chosen.connect(lambda tag: self.commands.add_tag(chosen, tag))

    def _open_menu(self, at: QPoint) -> None:
        rows = self.pane.selected_rows
        if not rows:
            return
        menu = new_menu(self)
        fill_person_menu(
            menu,
            rows,
            circles.everyone(self.commands.store),
            self.commands,
            self.gestures,
            chosen=self.pane.selected,
            deleted=self.pane.shows_deleted,
            parent=self,
        )
        menu.popup(at)

    def _ask_who_moves_on(self, number: int, taken: list[tuple[int, str]]) -> None:
        if not self.isVisible():
            return
        store = self.commands.store
        by_id = {one.id: one for one in growth.growing(store)}
        popup = MovesOnPopup(
            self.commands.whom([number]),
            [by_id[one] for one, _name in taken if one in by_id],
            circles.everyone(store),
            lambda one: person_store.detail(store, one, interactions_limit=0).circle_id,
            self.commands.clock.today(),
            self.window(),
        )
        popup.chosen.connect(
            lambda leaving, circle: self.commands.grow(number, moving_on=leaving, circle=circle)
        )
        grow = self.person.header.grow
        popup.open_above(grow if grow.isVisible() and self.person.person == number else self.pane)

    # what is remembered of this machine

    def _recall(self) -> None:
        self._kept = people_place.load(self._config_folder) if self._config_folder else people_place.Place()
        self.splitter.setSizes([self._kept.list_width, 3 * theme.TEXT_COLUMN])
        if self._kept.order != "name":
            self.pane.set_order(self._kept.order)

    def _keep(self) -> None:
        if self._config_folder is None:
            return
        width = self._kept.list_width if self._narrow else self.splitter.sizes()[0]
        now = people_place.Place(width, self.pane.order)
        if now != self._kept:
            self._kept = now
            people_place.save(self._config_folder, now)
