"""The facts beside the timeline. What is known stands there to be clicked and changed; the rest is one menu away."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netcare_desktop.domain import day_words, wording
from netcare_desktop.domain.words import Channel
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import people
from netcare_desktop.store.facts import PersonDetail
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.fact_block import FACT_INSET, FactBlock, FactLine, clear
from netcare_desktop.ui.views.people_field import PersonSearch
from netcare_desktop.ui.views.person_addresses import Addresses
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_contact_points import ContactPoints
from netcare_desktop.ui.views.person_labels import Kinds, Tags
from netcare_desktop.ui.views.person_menu import add, new_menu
from netcare_desktop.ui.views.person_occasions import Occasions
from netcare_desktop.ui.widgets.day_button import DayButton
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.inline_edit import InlineEdit
from netcare_desktop.ui.widgets.inline_text import InlineText
from netcare_desktop.ui.widgets.plain_label import PlainLabel


def text_facts() -> tuple[tuple[str, str], ...]:
    """(field, caption) of the facts that are one line of text."""
    return (
        ("department", tr("Department")),
        ("nickname", tr("Nickname")),
        ("given", tr("Given name")),
        ("middle", tr("Middle name")),
        ("family", tr("Family name")),
        ("prefix", tr("Before the name")),
        ("suffix", tr("After the name")),
        ("phonetic_given", tr("Given name as spoken")),
        ("phonetic_family", tr("Family name as spoken")),
        ("time_zone", tr("Time zone")),
    )


_NAME_PARTS = ("given", "middle", "family", "prefix", "suffix")


class PersonFacts(QWidget):
    """The side column. `person_wanted(id)`: somebody named here is to be opened."""

    person_wanted = Signal(int)

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__()
        self._commands = commands
        self._detail: PersonDetail | None = None
        self._opened: set[str] = set()  # facts without a value that were taken from the menu
        self.points = ContactPoints(commands)
        self.addresses = Addresses(commands)
        self.occasions = Occasions(commands)
        self.tags = Tags(commands)
        self.kinds = Kinds(commands)
        self.notes = InlineText(tr("Notes"), placeholder=tr("Add a note"), indent=0)
        self.notes.edited.connect(lambda text: self._edit(notes=text))
        self.met = _Met(self._commands.clock.today())
        self.met.day.changed.connect(lambda day: self._edit(met_on=day))
        self.met.where.edited.connect(lambda text: self._edit(met_where=text))
        self.introduced = _IntroducedBy(commands)
        self.introduced.changed.connect(lambda person: self._edit(introduced_by=person))
        self.introduced.person_wanted.connect(self.person_wanted)
        self.connected = DayButton(
            tr("Connected on"),
            self._commands.clock.today(),
            latest=self._commands.clock.today(),
            can_clear=True,
        )
        self.connected.changed.connect(lambda day: self._edit(connected_on=day))
        self.channel = Button("", rank="flat", clicked=self._open_channels)
        self.relations = QVBoxLayout()
        self._relations = FactBlock(tr("Relations"))
        self._relations.body.addLayout(self.relations)
        self._origin = PlainLabel("", kind="small", wrap=True)
        self._origin.setContentsMargins(FACT_INSET, 0, 0, 0)
        self._texts: dict[str, InlineEdit] = {}
        self._blocks: dict[str, FactBlock] = {}
        self._more = Button(tr("Add a fact"), rank="flat", icon_name="add", clicked=self._open_more)
        self._more.setProperty("flush", True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        for block in (self.points, self.addresses, self.occasions, self.tags, self.kinds):
            column.addWidget(block)
        column.addWidget(FactBlock(tr("Notes"), self.notes))
        self._blocks["met"] = FactBlock(tr("Met"), self.met)
        self._blocks["introduced"] = FactBlock(tr("Introduced by"), self.introduced)
        for day in (self.connected, self.met.day):
            day.setProperty("fact", True)
        self.channel.setProperty("fact", True)
        self._blocks["connected"] = FactBlock(tr("Connected on"), _left(self.connected))
        self._blocks["channel"] = FactBlock(tr("Prefers"), _left(self.channel))
        for name in ("met", "introduced", "connected", "channel"):
            column.addWidget(self._blocks[name])
        column.addWidget(self._relations)
        self._text_column = QVBoxLayout()
        self._text_column.setSpacing(theme.SPACE_3)
        column.addLayout(self._text_column)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._origin)
        column.addStretch(1)

    def sizeHint(self) -> QSize:
        return QSize(theme.RAIL_WIDE + theme.ROW_TWO_LINES, super().sizeHint().height())

    def show_person(self, detail: PersonDetail, today: date) -> None:
        """Show the person's facts; what is being edited is left alone."""
        if self._detail is None or self._detail.row.id != detail.row.id:
            self._opened.clear()
        self._detail = detail
        self.points.show_person(detail)
        self.addresses.show_person(detail)
        self.occasions.show_person(detail, today)
        self.tags.show_person(detail)
        self.kinds.show_person(detail)
        self.notes.set_value(detail.notes)
        self.met.show_person(detail, today)
        self.introduced.show_person(detail)
        self.connected.set_day(detail.connected_on, today)
        channel = detail.preferred_channel
        self.channel.setText(
            wording.channel_text(Channel(channel)) if channel in set(Channel) else tr("No preference")
        )
        for name, known in (
            ("met", detail.met_on or detail.met_where),
            ("introduced", detail.introduced_by),
            ("connected", detail.connected_on),
            ("channel", detail.preferred_channel),
        ):
            self._blocks[name].setVisible(bool(known) or name in self._opened)
        self._show_texts(detail)
        self._show_relations(detail)
        self._show_origin(detail, today)

    def _show_texts(self, detail: PersonDetail) -> None:
        # The parts of a name are of interest where they say more than the name itself.
        whole = " ".join(part for part in (detail.given, detail.family) if part)
        for name, caption in text_facts():
            value = str(getattr(detail, name))
            hides = name in _NAME_PARTS and (whole == detail.full_name or not value)
            wanted = (bool(value) and not hides) or name in self._opened
            if wanted and name not in self._texts:
                edit = InlineEdit(caption)
                edit.edited.connect(lambda text, name=name: self._edit(**{name: text}))
                self._texts[name] = edit
                self._blocks[name] = FactBlock(caption, edit)
                self._text_column.addWidget(self._blocks[name])
            if name in self._texts:
                self._texts[name].set_value(value)
                self._blocks[name].setVisible(wanted or self._texts[name].is_editing)

    def _show_relations(self, detail: PersonDetail) -> None:
        clear(self.relations)
        for label, name in detail.relations:
            self.relations.addWidget(
                FactLine("people", label, f"{label}: {name}" if label else name, editor=lambda: None)
            )
        self._relations.setVisible(bool(detail.relations))

    def _show_origin(self, detail: PersonDetail, today: date) -> None:
        origin = detail.origin
        self._origin.setVisible(origin is not None)
        if origin is None:
            return
        day = day_words.calendar_day(origin.on, today)
        if not origin.files:
            self._origin.setText(tr("Came with an import on {day}").format(day=day))
        elif len(origin.files) == 1:
            self._origin.setText(tr("Came with {file} on {day}").format(file=origin.files[0], day=day))
        else:
            n = len(origin.files)
            self._origin.setText(
                ntr(
                    "Came with an import of {n} file on {day}", "Came with an import of {n} files on {day}", n
                ).format(n=n, day=day)
            )

    def _open_more(self) -> None:
        if self._detail is None:
            return
        menu = new_menu(self)
        shown = {name for name, block in self._blocks.items() if block.isVisibleTo(self)}
        for name, caption in (
            ("met", tr("Where and when we met")),
            ("introduced", tr("Introduced by")),
            ("connected", tr("Connected on")),
            ("channel", tr("Preferred channel")),
            *text_facts(),
        ):
            if name not in shown:
                add(menu, caption, partial(self.open_fact, name))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def open_fact(self, name: str) -> None:
        """Show a fact that has no value yet, ready to be filled in."""
        if self._detail is None:
            return
        self._opened.add(name)
        self.show_person(self._detail, self._commands.clock.today())
        if name in self._texts:
            self._texts[name].start()
        elif name == "met":
            self.met.where.start()
        elif name == "introduced":
            self.introduced.start()
        elif name == "connected":
            self.connected.open()
        else:
            self._open_channels()

    def _open_channels(self) -> None:
        assert self._detail is not None
        menu = new_menu(self)
        now = self._detail.preferred_channel
        for channel in Channel:
            add(
                menu,
                wording.channel_text(channel),
                partial(self._edit, preferred_channel=str(channel)),
                checked=now == channel,
            )
        menu.addSeparator()
        add(menu, tr("No preference"), lambda: self._edit(preferred_channel=""), checked=not now)
        menu.popup(self.channel.mapToGlobal(self.channel.rect().bottomLeft()))

    def _edit(self, **changes: object) -> None:
        assert self._detail is not None
        person = self._detail.row.id
        self._commands.save(lambda store: people.edit(store, person, **changes))


def _left(widget: QWidget) -> QWidget:
    """The widget at the left of its line instead of across it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


class _Met(QWidget):
    """Where, and when."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.where = InlineEdit(tr("Where we met"), placeholder=tr("Where?"))
        self.day = DayButton(tr("When we met"), today, latest=today, can_clear=True, placeholder=tr("When?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.where)
        column.addWidget(_left(self.day))

    def show_person(self, detail: PersonDetail, today: date) -> None:
        self.where.set_value(detail.met_where)
        self.day.set_day(detail.met_on, today)


class _IntroducedBy(QWidget):
    """A name that opens its person, or a line that finds one. `changed(id | None)`."""

    changed = Signal(object)
    person_wanted = Signal(int)

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._person: int | None = None
        self.name = Button("", rank="flat", clicked=self._open)
        self.search = PersonSearch(commands.store, tr("Who introduced you?"))
        self.search.found.connect(self._found)
        self.search.left.connect(lambda: self._show(editing=False))
        self._edit = IconButton("edit", tr("Change"), clicked=self.start)
        self._remove = IconButton("close", tr("Remove"), clicked=lambda: self.changed.emit(None))
        row.addWidget(self.name)
        row.addWidget(self.search, 1)
        row.addStretch(0)
        row.addWidget(self._edit)
        row.addWidget(self._remove)

    def show_person(self, detail: PersonDetail) -> None:
        self.search.without = frozenset({detail.row.id})
        self._person = detail.introduced_by[0] if detail.introduced_by else None
        self.name.setText(detail.introduced_by[1] if detail.introduced_by else "")
        self._show(editing=self.search.hasFocus())

    def start(self) -> None:
        """Find somebody."""
        self._show(editing=True)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, editing: bool) -> None:
        known = self._person is not None
        self.search.setVisible(editing or not known)
        for widget in (self.name, self._edit, self._remove):
            widget.setVisible(known and not editing)

    def _open(self) -> None:
        if self._person is not None:
            self.person_wanted.emit(self._person)

    def _found(self, person: int) -> None:
        self.search.clearFocus()
        self.changed.emit(person)
