"""One person: head, what matters now, what is open between us, timeline, facts. Everything is changed where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from netcare_desktop.domain import day_words
from netcare_desktop.i18n import tr
from netcare_desktop.store import circles, people, person
from netcare_desktop.store.errors import NotFound
from netcare_desktop.store.facts import PersonDetail
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_facts import PersonFacts
from netcare_desktop.ui.views.person_header import PersonHeader
from netcare_desktop.ui.views.person_menu import Gestures
from netcare_desktop.ui.views.person_open import OpenBetweenUs
from netcare_desktop.ui.views.person_timeline import SHOWN_AT_FIRST, Timeline
from netcare_desktop.ui.views.person_words import person_text
from netcare_desktop.ui.widgets.after_click import after_click
from netcare_desktop.ui.widgets.date_choice import DateChoice
from netcare_desktop.ui.widgets.day_button import DayButton
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.inline_text import InlineText
from netcare_desktop.ui.widgets.section_title import SectionTitle

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

SIDE_BELOW = 640
"""Narrower than this, the facts stand below the timeline instead of beside it."""
_SIDE = theme.RAIL_WIDE + theme.ROW_TWO_LINES


class PersonPage(QWidget):
    """`show_person(id)` fills it, `refresh` reads again. `person_wanted(id)`: somebody named on it is to be opened;
    `back_wanted`: back to the list (narrow windows).
    """

    person_wanted = Signal(int)
    back_wanted = Signal()

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__()
        self._commands = commands
        self._person: int | None = None
        self._detail: PersonDetail | None = None
        self._limit = SHOWN_AT_FIRST
        self._waits = False  # for a click to arrive
        self.gestures = Gestures(
            log=self.log,
            follow_up=lambda _one: self.follow_up(),
            snooze=lambda _one: self.snooze(self.header.snooze),
            pause_until=lambda chosen: self.pause_until(chosen, self.header.pause),
            tag=lambda _chosen: self.facts.tags.start(),
            rename=lambda _one: self.header.name.start(),
            open=self.person_wanted.emit,
            copy=self.copy_text,
        )
        self.header = PersonHeader(commands, self.gestures)
        self.header.log_wanted.connect(lambda: self.log())
        self.header.followup_wanted.connect(self.follow_up)
        self.header.snooze_wanted.connect(self.snooze)
        self.header.pause_day_wanted.connect(self._pause_this_until)
        self.matters = InlineText(
            tr("What matters now"), placeholder=tr("What is on their mind? Click to note it.")
        )
        self.matters.edited.connect(lambda text: self._edit(matters=text))
        self.matters_day = DayButton(tr("Learned on"), commands.clock.today(), latest=commands.clock.today())
        self.matters_day.changed.connect(lambda day: self._edit(matters_on=day))
        self.open = OpenBetweenUs(commands)
        self.timeline = Timeline(commands)
        self.timeline.log_wanted.connect(lambda: self.log())
        self.timeline.more_wanted.connect(self._show_more)
        self.timeline.person_wanted.connect(self.person_wanted)
        self.facts = PersonFacts(commands)
        self.facts.person_wanted.connect(self.person_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        self.back = Button(tr("People"), rank="flat", icon_name="back", clicked=self.back_wanted.emit)
        self.back.hide()
        self.matters_head = SectionTitle(tr("What matters now"))
        self.matters_head.add_action(self.matters_day)
        main = QWidget()
        main.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        main_column = QVBoxLayout(main)
        main_column.setContentsMargins(0, 0, 0, 0)
        main_column.setSpacing(theme.SPACE_1)
        for widget in (self.matters_head, self.matters, self.open, self.timeline):
            main_column.addWidget(widget)
        main_column.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_8)
        self._columns.addWidget(main, 1)
        self._columns.addWidget(self.facts)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(theme.SPACE_6, 0, theme.SPACE_4, theme.SPACE_8)
        column.setSpacing(theme.SPACE_4)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.header)
        column.addLayout(self._columns)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.area.hide()

    @property
    def person(self) -> int | None:
        """Whose page it is."""
        return self._person

    @property
    def detail(self) -> PersonDetail | None:
        """What is shown."""
        return self._detail

    @property
    def _store(self) -> Store:
        return self._commands.store

    def show_person(self, number: int | None) -> None:
        """Turn to a person (None: to nobody). What was being typed about the one before is kept."""
        if number == self._person:
            return
        self._put_aside()
        self._person, self._limit = number, SHOWN_AT_FIRST
        self.area.verticalScrollBar().setValue(0)
        self._read()

    def refresh(self) -> None:
        """Read the person again; scroll position, focus and what is being edited stay.

        While a mouse button is held down the same person's page stands still until the click has arrived.
        """
        if self._detail is None or self._detail.row.id != self._person:
            self._read()
        elif not self._waits:
            self._waits = True
            after_click(self, self._read)

    def _read(self) -> None:
        self._waits = False
        detail = None
        if self._person is not None:
            try:
                detail = person.detail(self._store, self._person, interactions_limit=self._limit + 1)
            except NotFound:
                self._person = None
        self._detail = detail
        self.area.setVisible(detail is not None)
        if detail is None:
            return
        today = self._commands.clock.today()
        self.setUpdatesEnabled(False)
        try:
            self.header.show_person(detail, circles.everyone(self._store), today)
            self._show_matters(detail, today)
            self.open.show_person(detail, today)
            self.timeline.show_person(detail, today, self._limit)
            self.facts.show_person(detail, today)
        finally:
            self.setUpdatesEnabled(True)

    # what keys and buttons ask for

    def log(self, chosen: Sequence[int] = ()) -> None:
        """Open the form for a contact with this person, and with others who are chosen."""
        if self._detail is None or self._detail.deleted_on is not None:
            return
        first = {self._detail.row.id: self._detail.full_name}
        others = people.names(self._store, [one for one in chosen if one not in first][:50])
        form = self.timeline.log(tuple({**first, **others}.items()))
        self._bring_into_view(form)

    def follow_up(self) -> None:
        """Open the form for a follow-up."""
        if self._detail is not None and self._detail.deleted_on is None:
            self._bring_into_view(self.open.start())

    def snooze(self, anchor: QWidget) -> None:
        """Until when?"""
        if self._detail is None or self._detail.due is None:
            return
        number = self._detail.row.id
        DateChoice.ask(
            anchor,
            self._commands.clock.today(),
            lambda day: self._commands.snooze(number, day),
            title=tr("Not before"),
        )

    def pause_until(self, chosen: Sequence[int], anchor: QWidget) -> None:
        """Until which day?"""
        DateChoice.ask(
            anchor,
            self._commands.clock.today(),
            lambda day: self._commands.pause(chosen, day),
            title=tr("Paused until"),
        )

    def copy_text(self) -> None:
        """The whole page as text on the clipboard."""
        if self._person is not None:
            whole = person.detail(self._store, self._person, interactions_limit=1000)
            self._commands.copy(person_text(whole, self._commands.clock.today()), tr("Copied as text."))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the page stands alone, with a way back to the list."""
        self.back.setVisible(narrow)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.TEXT_COLUMN // 2, theme.TEXT_COLUMN // 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= SIDE_BELOW
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = right if beside else down
        if self._columns.direction() != wanted:
            self._columns.setDirection(wanted)
        self.facts.setFixedWidth(_SIDE) if beside else _free_width(self.facts)

    # inside

    def _pause_this_until(self, anchor: QWidget) -> None:
        if self._person is not None:
            self.pause_until([self._person], anchor)

    def _show_matters(self, detail: PersonDetail, today: date) -> None:
        self.matters.set_value(detail.matters)
        self.matters_day.set_day(detail.matters_on, today)
        self.matters_day.setVisible(detail.matters_on is not None and bool(detail.matters))
        if detail.matters_on is not None:
            self.matters_day.setText(tr("learned {ago}").format(ago=day_words.ago(detail.matters_on, today)))

    def _show_more(self, limit: int) -> None:
        self._limit = limit
        self.refresh()

    def _edit(self, **changes: object) -> None:
        number = self._person
        if number is not None:
            self._commands.save(lambda store: people.edit(store, number, **changes))

    def _put_aside(self) -> None:
        """An edit in place is kept when another person is shown; half-written forms wait for the person's return."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def _bring_into_view(self, widget: QWidget) -> None:
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        self.area.ensureWidgetVisible(widget, 0, theme.SPACE_6)


def _free_width(widget: QWidget) -> None:
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(16_777_215)
