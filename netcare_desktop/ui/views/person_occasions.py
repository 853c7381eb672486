"""Birthday and other days that come back every year; the year may be unknown."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from netcare_desktop.domain import day_words, wording
from netcare_desktop.domain.dates import PartialDate, next_yearly
from netcare_desktop.i18n import tr
from netcare_desktop.store import occasions
from netcare_desktop.store.facts import OccasionFact, PersonDetail
from netcare_desktop.ui import theme
from netcare_desktop.ui.models.people_model import long_day
from netcare_desktop.ui.views.fact_block import FactBlock, FactLine, clear
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_menu import add
from netcare_desktop.ui.views.person_words import occasion_words
from netcare_desktop.ui.widgets.icon_button import Button, IconButton

_KINDS = ("birthday", "anniversary", "work anniversary", "name day")


class OccasionForm(QWidget):
    """What, day, month and the year if known. `saved` and `cancelled`; Enter saves, Esc cancels."""

    saved = Signal()
    cancelled = Signal()

    def __init__(self, fact: OccasionFact | None) -> None:
        super().__init__()
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Occasion"))
        for kind in _KINDS:
            self.kind.addItem(wording.occasion_text(kind), kind)
        self.kind.setEditable(True)  # or in the user's own words
        self.day = QLineEdit()
        self.day.setValidator(QIntValidator(1, 31, self.day))
        self.day.setPlaceholderText(tr("day"))
        self.day.setAccessibleName(tr("Day of the month"))
        self.day.setFixedWidth(theme.ROW_TWO_LINES)
        self.month = QComboBox()
        self.month.setAccessibleName(tr("Month"))
        for month in range(1, 13):
            self.month.addItem(day_words.month_name(month))
        self.year = QLineEdit()
        self.year.setValidator(QIntValidator(1, 9999, self.year))
        self.year.setPlaceholderText(tr("year, if known"))
        self.year.setAccessibleName(tr("Year, if known"))
        if fact is not None:
            known = self.kind.findData(fact.kind) if not fact.name else -1
            self.kind.setCurrentIndex(known)
            if known < 0:
                self.kind.setEditText(fact.name or fact.kind)
            self.day.setText(str(fact.day))
            self.month.setCurrentIndex(fact.month - 1)
            self.year.setText(str(fact.year or ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_1, 0, theme.SPACE_1)
        column.setSpacing(theme.SPACE_1)
        when = QHBoxLayout()
        when.setSpacing(theme.SPACE_1)
        when.addWidget(self.day)
        when.addWidget(self.month, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(tr("Cancel"), rank="flat", clicked=self.cancelled.emit))
        foot.addWidget(Button(tr("Save"), rank="primary", clicked=self.saved.emit))
        column.addWidget(self.kind)
        column.addLayout(when)
        column.addWidget(self.year)
        column.addLayout(foot)
        self.day.returnPressed.connect(self.saved)
        self.year.returnPressed.connect(self.saved)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)

    def start(self) -> None:
        """Put the caret where one types next."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()

    def choice(self) -> tuple[str, str]:
        """(kind, own words): one of the usual kinds, or "other" with the words."""
        text = self.kind.currentText().strip()
        place = self.kind.findText(text, Qt.MatchFlag.MatchFixedString)
        if place >= 0:
            return str(self.kind.itemData(place)), ""
        return "other", text

    def on(self) -> PartialDate:
        """The day as it stands; it may be one that no calendar has."""
        year = self.year.text().strip()
        return PartialDate(
            self.month.currentIndex() + 1, int(self.day.text() or 0), int(year) if year else None
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.cancelled.emit()
                return True
        return False


class Occasions(FactBlock):
    """The block of yearly days."""

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__(tr("Birthday and occasions"))
        self._commands = commands
        self._person = 0
        self._shown: tuple[object, ...] | None = None
        self.form: OccasionForm | None = None
        self._editing: OccasionFact | None = None
        self._add = IconButton("add", tr("Add an occasion"), clicked=lambda: self.edit(None))
        self.add_action(self._add)

    def show_person(self, detail: PersonDetail, today: date) -> None:
        """Show the occasions; a form that is open stays below them."""
        if self.form is not None and self._person != detail.row.id:
            if self.form.day.isModified() or self.form.year.isModified():
                self._save()  # another person is shown: what was typed is kept, as in every field
            self.close_form()
        shown = (detail.row.id, detail.occasions, today)
        if shown == self._shown:
            return
        self._shown, self._person = shown, detail.row.id
        form = self.form
        if form is not None:
            self.body.removeWidget(form)
        clear(self.body)
        for fact in detail.occasions:
            following = next_yearly(fact.month, fact.day, today)
            label, when = occasion_words(fact, today, following)
            icon_name = "birthday" if fact.kind == "birthday" else "occasion"
            line = FactLine(
                icon_name,
                label,
                when if fact.kind == "birthday" else f"{label}: {when}",
                act_words=long_day(following),
                editor=partial(self.edit, fact),
                fill_menu=partial(self._fill_menu, fact),
            )
            line.removed.connect(lambda fact=fact: self._remove(fact))
            self.body.addWidget(line)
        if form is not None:
            self.body.addWidget(form)

    def _fill_menu(self, fact: OccasionFact, menu: QMenu) -> None:
        add(menu, tr("Edit"), partial(self.edit, fact), "edit")
        add(menu, tr("Remove"), partial(self._remove, fact), "remove")

    def edit(self, fact: OccasionFact | None) -> OccasionForm:
        """Open the form of an occasion; None: of a new one."""
        self.close_form()
        form = self.form = OccasionForm(fact)
        self._editing = fact
        form.saved.connect(self._save)
        form.cancelled.connect(self.close_form)
        self.body.addWidget(form)
        form.start()
        return form

    def close_form(self) -> None:
        """Put the form away without saving."""
        form, self.form, self._editing = self.form, None, None
        if form is not None:
            had_focus = form.isAncestorOf(QApplication.focusWidget() or self)
            self.body.removeWidget(form)
            form.hide()
            form.deleteLater()
            if had_focus:
                self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        form, fact, person = self.form, self._editing, self._person
        if form is None:
            return
        (kind, name), on = form.choice(), form.on()

        def done(_result: object) -> None:
            if self.form is form:
                self.close_form()

        if fact is None:
            self._commands.do(lambda store: occasions.add(store, person, kind, on, name), "", done)
        else:
            self._commands.do(lambda store: occasions.change(store, fact.id, kind, on, name), "", done)

    def _remove(self, fact: OccasionFact) -> None:
        self._commands.do(lambda store: occasions.delete(store, fact.id), tr("Occasion removed."))
