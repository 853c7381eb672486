"""A follow-up on a chosen day: whom it is about, what is to be done, when, and whether it comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from netcare_desktop.clock import Clock
from netcare_desktop.domain.dates import BadDate
from netcare_desktop.domain.day_words import calendar_day, in_words, near_day, weekday
from netcare_desktop.domain.followups import Unit
from netcare_desktop.domain.written_days import coming_day
from netcare_desktop.i18n import tr
from netcare_desktop.store import followups
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.form_dialog import FieldGrid, FormDialog
from netcare_desktop.ui.dialogs.person_picker import PersonPicker
from netcare_desktop.ui.undoable import Changed, Say, say_nothing, undoable, way_back
from netcare_desktop.ui.widgets.date_choice import DateChoice
from netcare_desktop.ui.widgets.fields import NumberField
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.plain_label import PlainLabel

_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?", re.ASCII)
_MOST_REPEATS = 99


def clock_time(text: str) -> str | None:
    """`14:30` from "14:30", "14.30", "9"; None when it is no time of day."""
    match = _TIME.fullmatch(text.strip())
    return None if match is None else f"{int(match[1]):02d}:{match[2] or '00'}"


class FollowupDialog(FormDialog):
    """`person`: whom it is about; without, a field to find somebody is at the top."""

    def __init__(
        self,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        say: Say = say_nothing,
        *,
        person: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, tr("Follow-up"), tr("Add the follow-up"))
        self._bridge, self._clock, self._say = bridge, clock, say
        self.person = PersonPicker(store)
        self.what = QLineEdit()
        self.what.setPlaceholderText(tr("Ring about the grant"))
        self.when = QLineEdit()
        self.when.setPlaceholderText(tr("in 3 weeks"))
        self.when.textChanged.connect(self._show_day)
        self.day_hint = PlainLabel(kind="secondary")
        self.pick = IconButton("calendar", tr("Pick a day"), clicked=self._pick_day)
        self.time = QLineEdit()
        self.time.setPlaceholderText(tr("any time"))
        self.time.setFixedWidth(theme.RAIL_WIDE // 2)
        self.repeat = QComboBox()
        for unit, words in (
            (None, tr("Once")),
            (Unit.DAYS, tr("Every … days")),
            (Unit.WEEKS, tr("Every … weeks")),
            (Unit.MONTHS, tr("Every … months")),
            (Unit.YEARS, tr("Every … years")),
        ):
            self.repeat.addItem(words, unit)
        self.every = NumberField(1, 1, _MOST_REPEATS)
        self.every.setAccessibleName(tr("How many of them lie between"))
        self.repeat.currentIndexChanged.connect(lambda _index: self._show_repeat())
        self._lay_out()
        self._show_day()
        self._show_repeat()
        if person is not None:
            self.person.set_person(person)
            self.what.setFocus()
        else:
            self.person.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        say: Say = say_nothing,
        *,
        person: int | None = None,
    ) -> FollowupDialog:
        """Open the dialog over `parent` without blocking; it stores by itself and goes when it is closed."""
        dialog = cls(store, bridge, clock, say, person=person, parent=parent)
        dialog.open()
        return dialog

    def _lay_out(self) -> None:
        grid = FieldGrid()
        grid.add(tr("Whom"), self.person)
        grid.add(tr("What"), self.what)
        when = QWidget()
        line = QHBoxLayout(when)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_2)
        line.addWidget(self.when, 1)
        line.addWidget(self.pick)
        self.when.setAccessibleName(tr("When"))
        grid.add(tr("When"), when)
        grid.addWidget(self.day_hint, grid.rowCount(), 1)
        grid.add(tr("Time"), self.time)
        repeat = QWidget()
        line = QHBoxLayout(repeat)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_2)
        line.addWidget(self.repeat, 1)
        line.addWidget(self.every)
        self.repeat.setAccessibleName(tr("Repeat"))
        grid.add(tr("Repeat"), repeat)
        self.body.addLayout(grid)
        self.body.addStretch()
        self.setMinimumWidth(theme.TEXT_COLUMN * 3 // 4)

    def save(self) -> None:
        """Store it, when it says whom, what and when."""
        person = self.person.person
        if person is None:
            return self.show_problem(
                tr("Whom is it about? Type a few letters of the name and choose."), self.person
            )
        if not self.what.text().strip():
            return self.show_problem(tr("What is to be done? A few words are enough."), self.what)
        try:
            day = self._day()
        except BadDate as error:
            return self.show_problem(str(error), self.when)
        at = clock_time(self.time.text()) if self.time.text().strip() else None
        if self.time.text().strip() and at is None:
            words = tr("{time} is not a time of day. Write it as 14:30, or leave it empty.")
            return self.show_problem(words.format(time=self.time.text().strip()), self.time)
        text, every, unit = self.what.text(), self.every.value(), self.repeat.currentData()
        name = self.person.name

        def command(store: Store) -> int:
            return followups.add(
                store, person, day, text, at=at, repeat_every=every if unit else None, repeat_unit=unit or ""
            )

        def saved(changed: Changed[int]) -> None:
            words = tr("Follow-up for {name}: {day}.").format(
                name=name, day=near_day(day, self._clock.today())
            )
            self._say(words, way_back(self._bridge, [changed.action]))
            self.accept()

        self._bridge.run(undoable(command), saved, self.failed, owner=self)
        return None

    def _day(self) -> date:
        """The day in the field. Raises BadDate for none, one that is not understood and one that has passed."""
        text, today = self.when.text().strip(), self._clock.today()
        if not text:
            raise BadDate(tr("When? Write for instance: tomorrow, in 3 weeks, 5 March."))
        day = coming_day(text, today)
        if day < today:
            raise BadDate(tr("{day} lies in the past.").format(day=calendar_day(day, today)))
        return day

    def _show_day(self) -> None:
        """The day as it is understood, while it is typed."""
        today = self._clock.today()
        try:
            day = self._day()
        except BadDate:
            self.day_hint.setText(tr("A day, or words: tomorrow, Monday, in 3 weeks, 5 March"))
            return
        words = tr("{weekday}, {day} · {when}")
        self.day_hint.setText(
            words.format(weekday=weekday(day), day=calendar_day(day, today), when=in_words(day, today))
        )

    def _show_repeat(self) -> None:
        self.every.setVisible(self.repeat.currentData() is not None)

    def _pick_day(self) -> None:
        today = self._clock.today()
        choose: Callable[[date], object] = self._take_day
        DateChoice.ask(self.pick, today, choose, title=tr("Follow up on"))

    def _take_day(self, day: date) -> None:
        self.when.setText(day.isoformat())
        self.time.setFocus(Qt.FocusReason.OtherFocusReason)
