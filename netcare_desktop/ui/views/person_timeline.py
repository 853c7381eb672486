"""The timeline of a person: months, and in each what took place, to read, mend and remove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import interactions
from netcare_desktop.store.facts import InteractionFact, PersonDetail
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.interaction_form import Draft, InteractionForm
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_words import month_head
from netcare_desktop.ui.views.timeline_entry import TimelineEntry
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.plain_label import PlainLabel
from netcare_desktop.ui.widgets.section_title import SectionTitle

SHOWN_AT_FIRST = 12
SHOWN_MORE = 40


class Timeline(QWidget):
    """`more_wanted(n)`: the page reads n entries in all. `person_wanted(id)`: somebody who was there, too.

    `log_wanted`: the plus.
    """

    more_wanted = Signal(int)
    person_wanted = Signal(int)
    log_wanted = Signal()

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__()
        self._commands = commands
        self._person = 0
        self._shown: tuple[object, ...] | None = None
        self._entries: dict[int, QWidget] = {}
        self._form: InteractionForm | None = None
        self._editing: int | None = None  # the entry whose form is open; None: a new one
        self._parked: dict[int, tuple[InteractionForm, int | None]] = {}  # half-written, by person
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        self.head = SectionTitle(tr("Timeline"))
        self._add = IconButton("add", tr("Log a contact"), shortcut="L", clicked=self.log_wanted.emit)
        self.head.add_action(self._add)
        column.addWidget(self.head)
        self._form_place = QVBoxLayout()
        column.addLayout(self._form_place)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self._more = Button(tr("Show older"), rank="flat", icon_name="expand")
        self._more.clicked.connect(
            lambda _checked=False: self.more_wanted.emit(len(self._entries) + SHOWN_MORE)
        )
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def entries(self) -> list[TimelineEntry]:
        """The entries shown, the newest first."""
        return [one for one in self._entries.values() if isinstance(one, TimelineEntry)]

    @property
    def form(self) -> InteractionForm | None:
        """The form that is open, if one is."""
        return self._form

    def show_person(self, detail: PersonDetail, today: date, limit: int) -> None:
        """Show up to `limit` of the entries; one more in `detail` means that there are older ones."""
        person = detail.row.id
        if person != self._person:
            self._park()
            self._form, self._editing = self._parked.pop(person, (None, None))
            if self._form is not None and self._editing is None:
                self._form_place.addWidget(self._form)
                self._form.show()
        self._person = person
        facts = detail.interactions[:limit]
        shown = (person, facts, len(detail.interactions) > limit, today)
        if shown == self._shown:
            return
        self._shown = shown
        self._rebuild(facts, today)
        self._more.setVisible(len(detail.interactions) > limit)
        hint = "" if facts else tr("Nothing yet. The first contact you log appears here.")
        self.head.set_text(tr("Timeline"), hint)

    def _rebuild(self, facts: Sequence[InteractionFact], today: date) -> None:
        focused = next((one.fact.id for one in self.entries if one.hasFocus()), None)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._form:
                widget.hide()
                widget.deleteLater()
        self._entries = {}
        month = None
        for fact in facts:
            if month != (fact.on.year, fact.on.month):
                month = (fact.on.year, fact.on.month)
                head = PlainLabel(month_head(fact.on), kind="secondary")
                head.setContentsMargins(theme.SPACE_2, theme.SPACE_3, 0, theme.SPACE_1)
                self._list.addWidget(head)
            entry = TimelineEntry(fact, self._person, today)
            entry.edit_wanted.connect(self.edit)
            entry.delete_wanted.connect(self._delete)
            entry.person_wanted.connect(self.person_wanted)
            self._entries[fact.id] = entry
            self._list.addWidget(entry)
            if self._form is not None and self._editing == fact.id:
                entry.hide()
                self._list.addWidget(self._form)
                self._form.show()
        if self._form is not None and self._editing is not None and self._editing not in self._entries:
            self._form_place.addWidget(self._form)  # removed elsewhere meanwhile: what is typed stays
            self._form.show()
        if focused is not None and focused in self._entries:
            self._entries[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    # writing down and mending

    def log(self, people: Sequence[tuple[int, str]]) -> InteractionForm:
        """Open the form for a new contact with these people (id, name)."""
        today = self._commands.clock.today()
        if self._form is None or self._editing is not None:
            self.close_form()
            start = Draft(people=tuple(people), on=today)
            form = self._open_form(start, tr("What took place?"), None)
            self._form_place.addWidget(form)
            form.show()
        else:
            known = dict(self._form.people.named)
            if set(known) != {person for person, _name in people}:
                self._form.people.set_people(tuple({**known, **dict(people)}.items()))
        assert self._form is not None
        self._form.start()
        return self._form

    def edit(self, interaction: int) -> None:
        """Open an entry's form in its place."""
        entry = self._entries.get(interaction)
        if not isinstance(entry, TimelineEntry) or self._editing == interaction:
            return
        self.close_form()
        form = self._open_form(Draft.of(entry.fact), tr("Change this contact"), interaction)
        self._list.insertWidget(self._list.indexOf(entry) + 1, form)
        entry.hide()
        form.show()
        form.start()

    def close_form(self) -> None:
        """Put the form away without saving."""
        form, self._form = self._form, None
        if form is None:
            return
        entry = self._entries.get(self._editing) if self._editing is not None else None
        self._editing = None
        had_focus = form.isAncestorOf(QApplication.focusWidget() or self)
        form.hide()
        form.deleteLater()
        if entry is not None:
            entry.show()
        if had_focus:
            back = entry or self._add
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _park(self) -> None:
        """Keep a half-written form until its person is shown again."""
        form, editing = self._form, self._editing
        if form is None or not form.is_changed:
            self.close_form()
            return
        form.hide()
        form.setParent(self)
        self._parked[self._person] = (form, editing)
        self._form, self._editing = None, None

    def _open_form(self, draft: Draft, title: str, interaction: int | None) -> InteractionForm:
        form = InteractionForm(self._commands.store, self._commands.clock.today(), draft, title)
        form.cancelled.connect(self.close_form)
        form.saved.connect(self._save)
        self._form, self._editing = form, interaction
        return form

    def _save(self, new: NewInteraction) -> None:
        editing, form = self._editing, self._form

        def done(_result: object) -> None:
            if self._form is form:
                self.close_form()
            for person, (parked, _editing) in list(self._parked.items()):
                if parked is form:
                    del self._parked[person]
                    parked.deleteLater()

        if editing is None:
            others = len(new.people) - 1
            said = (
                ntr("Logged, with {n} more.", "Logged, with {n} more.", others).format(n=others)
                if others
                else tr("Logged.")
            )
            self._commands.do(lambda store: interactions.log(store, new), said, done)
        else:
            self._commands.do(lambda store: interactions.change(store, editing, new), tr("Changed."), done)

    def _delete(self, interaction: int) -> None:
        self._commands.do(lambda store: interactions.delete(store, interaction), tr("Contact removed."))
