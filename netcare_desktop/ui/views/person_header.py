"""The head of a person's page: face, name, role, circle, when they come up next and why, and what one does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.domain import day_words
from netcare_desktop.domain.words import Growth
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import people
from netcare_desktop.store.circles import Circle
from netcare_desktop.store.facts import PersonDetail
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.models.people_model import long_day
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_menu import (
    Gestures,
    add,
    circle_icon,
    fill_cadences,
    fill_circles,
    fill_pauses,
    new_menu,
)
from netcare_desktop.ui.views.person_role import RoleLine
from netcare_desktop.ui.views.person_words import next_words
from netcare_desktop.ui.widgets.avatar import Avatar
from netcare_desktop.ui.widgets.chip import Chip
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.inline_edit import InlineEdit
from netcare_desktop.ui.widgets.menu_button import MenuButton
from netcare_desktop.ui.widgets.plain_label import PlainLabel, plain_tooltip


class PersonHeader(QWidget):
    """`log_wanted`, `followup_wanted`: the page opens its forms. `snooze_wanted(anchor)`, `pause_day_wanted(anchor)`:
    a day is asked for beside that widget.
    """

    log_wanted = Signal()
    followup_wanted = Signal()
    snooze_wanted = Signal(object)
    pause_day_wanted = Signal(object)

    def __init__(self, commands: PersonCommands, gestures: Gestures) -> None:
        super().__init__()
        self._commands, self._gestures = commands, gestures
        self._detail: PersonDetail | None = None
        self._circles: Sequence[Circle] = ()
        self.avatar = Avatar(size=theme.AVATAR_PAGE)
        self.name = InlineEdit(tr("Name"), kind="title")
        self.name.edited.connect(self._rename)
        self.role = RoleLine(commands.store)
        self.role.edited.connect(lambda role, organisation: self._edit(title=role, organisation=organisation))
        self.circle = MenuButton("", rank="secondary", clicked=self._open_circles)
        self.circle.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.growing = Chip(tr("Growing"))
        self.next = PlainLabel("", wrap=True)
        self.advice = PlainLabel("", kind="secondary", wrap=True)
        self.banner = _Banner()
        self._build_actions()
        self._lay_out()

    def _build_actions(self) -> None:
        def flat(text: str, icon_name: str, act: Callable[[], object]) -> Button:
            return Button(text, rank="flat", icon_name=icon_name, clicked=act)

        self.log = Button(tr("Log contact"), rank="primary", icon_name="log", clicked=self.log_wanted.emit)
        self.write = flat(tr("Write"), "write", self._write)
        self.call = flat(tr("Call"), "call", self._call)
        self.followup = flat(tr("Follow-up"), "followup", self.followup_wanted.emit)
        self.snooze = flat(tr("Snooze"), "snooze", self._snooze)
        self.pause = flat(tr("Pause"), "pause", self._pause)
        self.grow = flat(tr("Grow"), "grow", self._grow)
        self.more = IconButton("more", tr("More"), clicked=self._open_more)
        self._texts: dict[Button, str] = {
            self.snooze: tr("Snooze"),
            self.pause: tr("Pause"),
            self.grow: tr("Grow"),
        }
        self.buttons = (
            self.log,
            self.write,
            self.call,
            self.followup,
            self.snooze,
            self.pause,
            self.grow,
            self.more,
        )

    @property
    def is_editing(self) -> bool:
        """Whether the name or the role is being changed."""
        return self.name.is_editing or self.role.is_editing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """One line of buttons: where there is no room, the last three show their icon only."""
        spare = (self.snooze, self.pause, self.grow)
        for button in spare:
            button.setText(self._texts[button])
        shown = [button for button in self.buttons[:-1] if not button.isHidden()]
        wanted = sum(button.sizeHint().width() + theme.SPACE_1 for button in shown) - theme.SPACE_1
        if wanted > self.width():
            for button in spare:
                button.setText("")

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        for line in (self.name, self.role):
            words.addWidget(line)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_4)
        top.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        when = QHBoxLayout()
        when.setSpacing(theme.SPACE_3)
        when.addWidget(self.circle)
        when.addWidget(self.growing)
        when.addStretch(1)
        self._bar = QWidget()
        flow = FlowLayout(self._bar, gap=theme.SPACE_1)
        for button in self.buttons[:-1]:
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self.banner)
        column.addLayout(top)
        column.addLayout(when)
        column.addWidget(self.next)
        column.addWidget(self.advice)
        column.addWidget(self._bar)

    def show_person(self, detail: PersonDetail, circles: Sequence[Circle], today: date) -> None:
        """Fill in a person; fields that are being edited are left alone."""
        self._detail, self._circles = detail, circles
        row = detail.row
        position = None if row.circle_rank is None else row.circle_rank + 1
        self.avatar.set_person(detail.full_name, position)
        self.name.set_value(detail.full_name)
        self.role.set_values(row.title, row.organisation)
        self.circle.setText(row.circle or tr("No circle"))
        self.circle.setIcon(circle_icon(position))
        self.circle.setAccessibleName(tr("Circle: {name}, change").format(name=row.circle or tr("none")))
        growing = row.growth is Growth.GROWING
        self.growing.setVisible(growing)
        self.circle.setVisible(bool(row.circle) or not growing)
        self.next.setText(next_words(detail, today, beside_circle=True))
        self.next.setToolTip(plain_tooltip(long_day(detail.due.on) if detail.due else ""))
        advice = next((one.advice for one in circles if one.id == detail.circle_id), None)
        self.advice.setText(advice or "")
        self.advice.setVisible(bool(advice))
        self._show_actions(detail)
        self._show_banner(detail, today)

    def _show_actions(self, detail: PersonDetail) -> None:
        row = detail.row
        here = detail.deleted_on is None
        for button, possible, why in (
            (self.write, bool(row.emails), tr("Add an e-mail address first")),
            (self.call, bool(row.phones), tr("Add a phone number first")),
            (self.snooze, detail.due is not None, tr("Nothing is due, so there is nothing to put off")),
        ):
            button.setEnabled(possible)
            button.setToolTip("" if possible else plain_tooltip(why))
        if row.emails:
            self.write.setToolTip(plain_tooltip(row.emails[0]))
        if row.phones:
            self.call.setToolTip(plain_tooltip(row.phones[0]))
        resume = tr("Resume") if detail.paused else tr("Pause")
        self.pause.setIcon(icons.icon("resume" if detail.paused else "pause", "accent", "accent"))
        growing = row.growth is Growth.GROWING
        established = tr("Make established…") if growing else tr("Grow")
        self._texts = {self.snooze: tr("Snooze"), self.pause: resume, self.grow: established}
        for spare, words in self._texts.items():
            spare.setAccessibleName(words)
        self.grow.setToolTip(
            plain_tooltip(
                tr("Out of the growing slot, into a circle")
                if growing
                else tr("Grow: tend this one every 2 weeks for a while")
            )
        )
        for button in (self.snooze, self.pause):
            if not button.toolTip():
                button.setToolTip(plain_tooltip(self._texts[button]))
        self.circle.setEnabled(here)
        for one in self.buttons:
            one.setVisible(here)
        self._fit_buttons()

    def _show_banner(self, detail: PersonDetail, today: date) -> None:
        person = detail.row.id
        if detail.deleted_on is not None:
            days = max(0, 30 - (today - detail.deleted_on).days)
            text = ntr(
                "Deleted. Can be brought back for {n} more day.",
                "Deleted. Can be brought back for {n} more days.",
                days,
            )
            self.banner.say(
                text.format(n=days),
                (tr("Bring back"), lambda: self._commands.bring_back([person])),
                (tr("Delete for good…"), lambda: self._commands.erase(self.window(), [person])),
            )
        elif detail.row.archived:
            self.banner.say(
                tr("Archived: kept and found, but nothing reminds of it."),
                (tr("Bring back"), lambda: self._commands.unarchive([person])),
            )
        elif detail.row.in_card_stack:
            self.banner.say(
                tr("A card of the stack: choose a circle or let it grow, and it becomes one of your people.")
            )
        else:
            self.banner.hide()

    # what the buttons do

    def _edit(self, **changes: str) -> None:
        assert self._detail is not None
        person = self._detail.row.id
        self._commands.save(lambda store: people.edit(store, person, **changes))

    def _rename(self, text: str) -> None:
        if self._detail is None:
            return
        person = self._detail.row.id
        if text:
            self._commands.do(lambda store: people.edit(store, person, full_name=text), tr("Name changed."))
        else:
            self.name.set_value(self._detail.full_name)
            self._commands.say(tr("A person needs a name."))

    def _write(self) -> None:
        if self._detail is not None and self._detail.row.emails:
            self._commands.write_to(self._detail.row.emails[0])

    def _call(self) -> None:
        if self._detail is not None and self._detail.row.phones:
            self._commands.call(self._detail.row.phones[0])

    def _open_circles(self) -> None:
        if self._detail is None:
            return
        person, current = self._detail.row.id, self._detail.circle_id
        menu = new_menu(self)
        fill_circles(menu, self._circles, lambda one: self._commands.put_into_circle([person], one), current)
        self.circle.open_menu(menu)

    def _snooze(self) -> None:
        self.snooze_wanted.emit(self.snooze)

    def _pause(self) -> None:
        if self._detail is None:
            return
        person = self._detail.row.id
        if self._detail.paused:
            self._commands.resume(person)
        else:
            self.open_pauses()

    def open_pauses(self) -> None:
        """For how long?"""
        if self._detail is None:
            return
        person = self._detail.row.id
        menu = new_menu(self)
        fill_pauses(
            menu,
            self._commands.clock.today(),
            lambda until: self._commands.pause([person], until),
            lambda: self.pause_day_wanted.emit(self.pause),
        )
        menu.popup(self.pause.mapToGlobal(self.pause.rect().bottomLeft()))

    def _grow(self) -> None:
        if self._detail is None:
            return
        person = self._detail.row.id
        if self._detail.row.growth is not Growth.GROWING:
            self._commands.grow(person)
            return
        menu = new_menu(self)
        for circle in self._circles:
            text = f"{circle.name} · {day_words.cadence_text(circle.cadence)}"
            action = add(menu, text, partial(self._commands.settle, person, circle))
            action.setIcon(circle_icon(circle.rank + 1))
        menu.popup(self.grow.mapToGlobal(self.grow.rect().bottomLeft()))

    def _open_more(self) -> None:
        if self._detail is None:
            return
        person, row = self._detail.row.id, self._detail.row
        menu = new_menu(self)
        rhythm = menu.addMenu(icons.icon("calendar"), tr("Own rhythm"))
        fill_cadences(rhythm, self._detail.cadence, lambda days: self._commands.set_cadence(person, days))
        add(menu, tr("Rename"), self.name.start, "edit", key="F2")
        add(menu, tr("Copy as text"), self._gestures.copy, "copy")
        menu.addSeparator()
        if row.archived:
            add(
                menu, tr("Bring back from the archive"), lambda: self._commands.unarchive([person]), "restore"
            )
        else:
            add(menu, tr("Archive"), lambda: self._commands.archive([person]), "archive", key="A")
        if row.growth is not Growth.LET_GO:
            add(menu, tr("Let go"), lambda: self._commands.let_go(person), "unlink")
        add(menu, tr("Delete"), lambda: self._commands.delete([person]), "remove", key=tr("Del"))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


class _Banner(Card):
    """A soft line above the name for people who are not among the usual ones."""

    def __init__(self) -> None:
        super().__init__(padding=theme.SPACE_2, tone="soft")
        self._row = QHBoxLayout()
        self._text = PlainLabel("", wrap=True)
        self._row.setContentsMargins(theme.SPACE_2, 0, 0, 0)
        self._row.addWidget(self._text, 1)
        self._buttons: list[Button] = []
        self.body.addLayout(self._row)
        self.hide()

    def say(self, text: str, *ways: tuple[str, Callable[[], object]]) -> None:
        """Show the line with its buttons."""
        self._text.setText(text)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for words, act in ways:
            button = Button(words, rank="flat", clicked=act)
            self._buttons.append(button)
            self._row.addWidget(button)
        self.show()
