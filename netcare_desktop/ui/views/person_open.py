"""What is open between us: follow-ups to tick, mend, move and remove, and a line for the next one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netcare_desktop.domain import day_words
from netcare_desktop.domain.followups import Repeat, Unit
from netcare_desktop.i18n import tr
from netcare_desktop.store import followups
from netcare_desktop.store.facts import FollowupFact, PersonDetail
from netcare_desktop.ui import theme
from netcare_desktop.ui.models.people_model import long_day
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_menu import add, new_menu
from netcare_desktop.ui.widgets.chip import ChoiceChip
from netcare_desktop.ui.widgets.date_choice import quick_days
from netcare_desktop.ui.widgets.day_button import DayButton
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel, plain_tooltip
from netcare_desktop.ui.widgets.section_title import SectionTitle

_REPEATS: tuple[Repeat | None, ...] = (
    None,
    Repeat(1, Unit.WEEKS),
    Repeat(2, Unit.WEEKS),
    Repeat(1, Unit.MONTHS),
    Repeat(3, Unit.MONTHS),
    Repeat(1, Unit.YEARS),
)


class FollowupForm(Card):
    """`saved` and `cancelled`; Enter in a field saves, Esc cancels."""

    saved = Signal()
    cancelled = Signal()

    def __init__(self, today: date, fact: FollowupFact | None = None) -> None:
        super().__init__(spacing=theme.SPACE_3)
        self._today = today
        self.text = QLineEdit(fact.text if fact else "")
        self.text.setPlaceholderText(tr("What would you like to do? “Ring about the grant”"))
        self.text.setAccessibleName(tr("What to do"))
        self.time = QLineEdit(fact.at or "" if fact else "")
        self.time.setPlaceholderText(tr("time, 14:30"))
        self.time.setAccessibleName(tr("Time of day"))
        self.time.setFixedWidth(theme.RAIL_WIDE // 2)
        self.repeat = QComboBox()
        self.repeat.setAccessibleName(tr("How it repeats"))
        known = Repeat(fact.repeat_every, Unit(fact.repeat_unit)) if fact and fact.repeat_every else None
        self._repeats = _REPEATS if known in _REPEATS else (*_REPEATS, known)
        for one in self._repeats:
            words = day_words.repeat_text(one)
            self.repeat.addItem(words[:1].upper() + words[1:])
        self.repeat.setCurrentIndex(self._repeats.index(known))
        first = fact.on if fact else quick_days(today)[2][1]
        self.day = DayButton(tr("Day"), today, first)
        self.day.changed.connect(lambda _day: self._mark())
        self._chips: list[tuple[ChoiceChip, date]] = []
        days = QWidget()
        flow = FlowLayout(days, gap=theme.SPACE_1)
        for words, day in quick_days(today):
            chip = ChoiceChip(words, tooltip=long_day(day))
            chip.clicked.connect(lambda _checked=False, day=day: self._choose(day))
            self._chips.append((chip, day))
            flow.addWidget(chip)
        flow.addWidget(self.day)
        more = QWidget()
        rest = FlowLayout(more)
        rest.addWidget(self.time)
        rest.addWidget(self.repeat)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addStretch(1)
        foot.addWidget(Button(tr("Cancel"), rank="flat", clicked=self.cancelled.emit))
        self.save_button = Button(tr("Save"), rank="primary", clicked=self.saved.emit)
        foot.addWidget(self.save_button)
        for widget in (self.text, days, more):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        self.text.returnPressed.connect(self.saved)
        self.time.returnPressed.connect(self.saved)
        self._mark()

    @property
    def chosen_repeat(self) -> Repeat | None:
        """How it repeats."""
        return self._repeats[self.repeat.currentIndex()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.cancelled.emit()
                return True
        return False

    def _choose(self, day: date) -> None:
        self.day.set_day(day)
        self._mark()

    def _mark(self) -> None:
        for chip, day in self._chips:
            chip.setChecked(day == self.day.day)


class _Followup(QWidget):
    """One follow-up: tick it, click it to change it."""

    done = Signal(int)
    edit_wanted = Signal(int)
    delete_wanted = Signal(int)

    def __init__(self, fact: FollowupFact, today: date) -> None:
        super().__init__()
        self.fact = fact
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_2, theme.SPACE_1, 0, theme.SPACE_1)
        row.setSpacing(theme.SPACE_2)
        self.tick = QCheckBox()
        self.tick.setAccessibleName(tr("Done: {what}").format(what=fact.text))
        self.tick.setToolTip(plain_tooltip(tr("Done")))
        self.tick.clicked.connect(lambda _checked=False: self.done.emit(fact.id))
        when = day_words.near_day(fact.on, today)
        when = when[:1].upper() + when[1:]
        if fact.at:
            when = tr("{day}, {time}").format(day=when, time=fact.at)
        if fact.repeat_every:
            when = f"{when} · {day_words.repeat_text(Repeat(fact.repeat_every, Unit(fact.repeat_unit)))}"
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(fact.text, wrap=True))
        aside = ElidedLabel(when, kind="secondary")
        aside.set_tooltip(long_day(fact.on))
        words.addWidget(aside)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.tick, 0, top)
        row.addLayout(words, 1)
        self.edit = IconButton("edit", tr("Edit"), clicked=lambda: self.edit_wanted.emit(fact.id))
        self.more = IconButton("more", tr("More"), clicked=self._open_menu)
        row.addWidget(self.edit, 0, top)
        row.addWidget(self.more, 0, top)

    def _open_menu(self) -> None:
        menu = new_menu(self)
        add(menu, tr("Done"), lambda: self.done.emit(self.fact.id), "done")
        add(menu, tr("Edit"), lambda: self.edit_wanted.emit(self.fact.id), "edit")
        add(menu, tr("Remove"), lambda: self.delete_wanted.emit(self.fact.id), "remove")
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def mouseDoubleClickEvent(self, event: object) -> None:
        self.edit_wanted.emit(self.fact.id)

    def contextMenuEvent(self, event: object) -> None:
        self._open_menu()


class OpenBetweenUs(QWidget):
    """The section with its list and its form."""

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__()
        self._commands = commands
        self._person = 0
        self._facts: tuple[FollowupFact, ...] = ()
        self._shown: tuple[object, ...] | None = None
        self._rows: dict[int, _Followup] = {}
        self._form: FollowupForm | None = None
        self._editing: int | None = None
        self._parked: dict[int, tuple[FollowupForm, int | None]] = {}  # half-written, by person
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        self.head = SectionTitle(tr("Open between us"))
        self._add = IconButton("add", tr("Add a follow-up"), shortcut="F", clicked=self.start)
        self.head.add_action(self._add)
        column.addWidget(self.head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self._form_place = QVBoxLayout()
        column.addLayout(self._form_place)

    @property
    def form(self) -> FollowupForm | None:
        """The form that is open, if one is."""
        return self._form

    @property
    def rows(self) -> list[_Followup]:
        """The follow-ups shown, by day."""
        return list(self._rows.values())

    def show_person(self, detail: PersonDetail, today: date) -> None:
        """Show what is open; a form that is open stays."""
        person = detail.row.id
        if person != self._person:
            self._park()
            self._form, self._editing = self._parked.pop(person, (None, None))
            if self._form is not None:
                self._form_place.addWidget(self._form)
                self._form.show()
        self._person = person
        shown = (person, detail.followups, today)
        if shown == self._shown:
            return
        self._shown, self._facts = shown, detail.followups
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for fact in self._facts:
            row = _Followup(fact, today)
            row.done.connect(self._done)
            row.edit_wanted.connect(self.edit)
            row.delete_wanted.connect(self._delete)
            self._rows[fact.id] = row
            self._list.addWidget(row)
        self.head.set_text(tr("Open between us"), "" if self._facts else tr("Nothing at the moment."))

    def start(self) -> FollowupForm:
        """Open the form for a new follow-up."""
        if self._form is None or self._editing is not None:
            self._open(None)
        assert self._form is not None
        self._form.text.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._form

    def edit(self, followup: int) -> None:
        """Open the form of one that is there."""
        fact = next((one for one in self._facts if one.id == followup), None)
        if fact is not None:
            self._open(fact)
            assert self._form is not None
            self._form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Put the form away without saving."""
        form, self._form, self._editing = self._form, None, None
        if form is not None:
            had_focus = form.isAncestorOf(QApplication.focusWidget() or self)
            form.hide()
            form.deleteLater()
            if had_focus:
                self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _park(self) -> None:
        """Keep a half-written form until its person is shown again."""
        form, editing = self._form, self._editing
        if form is None or not form.text.isModified():
            self.close_form()
            return
        form.hide()
        form.setParent(self)
        self._parked[self._person] = (form, editing)
        self._form, self._editing = None, None

    def _open(self, fact: FollowupFact | None) -> None:
        self.close_form()
        form = FollowupForm(self._commands.clock.today(), fact)
        form.saved.connect(self._save)
        form.cancelled.connect(self.close_form)
        self._form, self._editing = form, fact.id if fact else None
        self._form_place.addWidget(form)
        form.show()

    def _save(self) -> None:
        form, editing, person = self._form, self._editing, self._person
        if form is None:
            return
        text, on, at = (
            form.text.text(),
            form.day.day or self._commands.clock.today(),
            form.time.text().strip() or None,
        )
        repeat = (form.chosen_repeat.every, str(form.chosen_repeat.unit)) if form.chosen_repeat else None

        def done(_result: object) -> None:
            if self._form is form:
                self.close_form()

        if editing is None:
            every, unit = repeat or (None, "")
            said = tr("Noted for {day}.").format(day=day_words.near_day(on, self._commands.clock.today()))
            self._commands.do(
                lambda store: followups.add(
                    store, person, on, text, at=at, repeat_every=every, repeat_unit=unit
                ),
                said,
                done,
            )
        else:
            self._commands.do(
                lambda store: followups.change(store, editing, on=on, text=text, at=at, repeat=repeat),
                tr("Changed."),
                done,
            )

    def _done(self, followup: int) -> None:
        fact = next((one for one in self._facts if one.id == followup), None)
        said = tr("Done: {what}").format(what=fact.text) if fact else tr("Done")
        self._commands.do(lambda store: followups.done(store, followup), said)

    def _delete(self, followup: int) -> None:
        self._commands.do(lambda store: followups.delete(store, followup), tr("Follow-up removed."))
