"""Quick add: a person as one has them in mind after a meeting. Only something to call them by is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from netcare_desktop.clock import Clock
from netcare_desktop.domain.dates import BadDate
from netcare_desktop.domain.day_words import cadence_text
from netcare_desktop.domain.names import fold
from netcare_desktop.domain.written_days import past_day
from netcare_desktop.formats.names import split_name
from netcare_desktop.i18n import tr
from netcare_desktop.store import circles, people, people_list, tags
from netcare_desktop.store.facts import ContactPointFact, PersonRow
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.form_dialog import FieldGrid, FormDialog
from netcare_desktop.ui.undoable import Changed, Say, say_nothing, undoable, way_back
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel

_LEAST_LETTERS = 3
_LOOKED_AT = 20


class _TagCompleter(QCompleter):
    """Completes the last of several words with commas between them."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        field = self.widget()
        typed = field.text() if isinstance(field, QLineEdit) else ""
        before, comma, _last = typed.rpartition(",")
        return f"{before}{comma}{' ' if comma else ''}{index.data()}, "


class NewPersonDialog(FormDialog):
    """`open_person(id)` is called by *Open* beside "Ana Silva is here already"."""

    def __init__(
        self,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        say: Say = say_nothing,
        *,
        name: str = "",
        open_person: Callable[[int], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, tr("New person"), tr("Add"))
        self._store, self._bridge, self._clock, self._say = store, bridge, clock, say
        self._open_person = open_person
        self._here: PersonRow | None = None
        self.name = QLineEdit(name)
        self.organisation, self.title = QLineEdit(), QLineEdit()
        self.email, self.phone = QLineEdit(), QLineEdit()
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.circle = QComboBox()
        self.circle.addItem(tr("No circle yet; no reminders"), None)
        for one in circles.everyone(store):
            words = tr("{circle} · {cadence}").format(circle=one.name, cadence=cadence_text(one.cadence))
            self.circle.addItem(words, one.id)
        self.met_on = QLineEdit()
        self.met_on.setPlaceholderText(tr("yesterday, 5 March"))
        self.met_where = QLineEdit()
        self.met_where.setPlaceholderText(tr("where"))
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(tr("with commas between them"))
        completer = _TagCompleter(tags.all_names(store), self.tags)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(completer)
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(theme.AVATAR_PAGE)
        self.listen_for_ctrl_enter(self.notes)
        self._lay_out()
        self.name.textChanged.connect(lambda _text: self._look())
        self.email.textChanged.connect(lambda _text: self._look())
        self._look()
        self.name.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        say: Say = say_nothing,
        *,
        name: str = "",
        open_person: Callable[[int], object] | None = None,
    ) -> NewPersonDialog:
        """Open the dialog over `parent` without blocking; it stores by itself and goes when it is closed."""
        dialog = cls(store, bridge, clock, say, name=name, open_person=open_person, parent=parent)
        dialog.open()
        return dialog

    def _lay_out(self) -> None:
        self.here = Card(tone="soft", padding=theme.SPACE_2)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_2)
        self.here_text = PlainLabel(wrap=True)
        self.open_button = Button(tr("Open"), rank="flat", clicked=self._open)
        self.open_button.setAutoDefault(False)
        line.addSpacing(theme.SPACE_1)
        line.addWidget(self.here_text, 1)
        line.addWidget(self.open_button)
        self.here.body.addLayout(line)
        self.here.hide()
        grid = FieldGrid()
        grid.add(tr("Name"), self.name)
        grid.addWidget(self.here, grid.rowCount(), 1)
        grid.add(tr("Organisation"), self.organisation)
        grid.add(tr("Title"), self.title)
        grid.add(tr("E-mail"), self.email)
        grid.add(tr("Phone"), self.phone)
        grid.add(tr("Circle"), self.circle)
        met = QWidget()
        line = QHBoxLayout(met)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_2)
        line.addWidget(self.met_on, 1)
        line.addWidget(self.met_where, 1)
        self.met_on.setAccessibleName(tr("When you met"))
        self.met_where.setAccessibleName(tr("Where you met"))
        grid.add(tr("Met"), met)
        grid.add(tr("Tags"), self.tags)
        grid.add(tr("Notes"), self.notes, top=True)
        self.body.addLayout(grid)
        self.body.addStretch()
        self.setMinimumWidth(theme.TEXT_COLUMN * 3 // 4)

    def save(self) -> None:
        """Store the person, when there is something to call them by."""
        try:
            met_on = self._met_on()
        except BadDate as error:
            return self.show_problem(str(error), self.met_on)
        email = self.email.text().strip()
        if email and "@" not in email:
            return self.show_problem(tr("{text} is no e-mail address.").format(text=email), self.email)
        name = " ".join(self.name.text().split())
        if not any((name, self.organisation.text().strip(), email, self.phone.text().strip())):
            words = tr("What do you call them? A name, an organisation or a way to reach them is enough.")
            return self.show_problem(words, self.name)
        points = (("email", email), ("phone", self.phone.text().strip()))
        parts = split_name(name)
        new = people.NewPerson(
            full_name=name,
            given=parts.given,
            family=parts.family,
            organisation=self.organisation.text(),
            title=self.title.text(),
            notes=self.notes.toPlainText(),
            contact_points=tuple(ContactPointFact(kind, value) for kind, value in points if value),
            tags=tuple(tag.strip() for tag in self.tags.text().split(",") if tag.strip()),
            circle=self.circle.currentData(),
            met_on=met_on,
            met_where=self.met_where.text(),
        )
        called = name or self.organisation.text().strip() or email or self.phone.text().strip()

        def saved(changed: Changed[int]) -> None:
            self._say(tr("{name} is added.").format(name=called), way_back(self._bridge, [changed.action]))
            self.accept()

        self._bridge.run(undoable(lambda store: people.add(store, new)), saved, self.failed, owner=self)
        return None

    def _met_on(self) -> date | None:
        text = self.met_on.text().strip()
        return past_day(text, self._clock.today()) if text else None

    def _look(self) -> None:
        """Whether somebody of that name or address is here already."""
        self._here = self._same_email(self.email.text()) or self._same_name(self.name.text())
        self.here.setVisible(self._here is not None)
        if self._here is not None:
            about = self._here.organisation or self._here.title
            words = tr("{name} ({about}) is here already.") if about else tr("{name} is here already.")
            self.here_text.setText(words.format(name=self._here.name, about=about))
            self.open_button.setVisible(self._open_person is not None)

    def _same_name(self, text: str) -> PersonRow | None:
        wanted = fold(text)
        if len(wanted) < _LEAST_LETTERS:
            return None
        return next((row for row in self._found(text) if fold(row.name) == wanted), None)

    def _same_email(self, text: str) -> PersonRow | None:
        wanted = text.strip().casefold()
        if "@" not in wanted:
            return None
        found = self._found(wanted)
        return next((row for row in found if wanted in (one.casefold() for one in row.emails)), None)

    def _found(self, text: str) -> list[PersonRow]:
        query = PeopleQuery(text=text, standing="all")
        return people_list.rows(self._store, people_list.ids(self._store, query, limit=_LOOKED_AT))

    def _open(self) -> None:
        if self._here is not None and self._open_person is not None:
            self.reject()
            self._open_person(self._here.id)
