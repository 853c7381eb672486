"""A contact that took place, to write down or to mend: what it was, when, who started it, what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netcare_desktop.domain import wording
from netcare_desktop.domain.words import TWO_WAY_CHANNELS, Answered, Channel, StartedBy
from netcare_desktop.i18n import tr
from netcare_desktop.store.facts import InteractionFact
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.people_field import PeopleField
from netcare_desktop.ui.widgets.chip import ChoiceChip
from netcare_desktop.ui.widgets.day_button import DayButton
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.inline_text import TextField
from netcare_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_MOST_MINUTES = 1440


@dataclass(frozen=True)
class Draft:
    """What stands in a form, so that it can be put aside and taken up again. `people` as (id, name)."""

    people: tuple[tuple[int, str], ...]
    on: date
    channel: Channel = Channel.MEETING
    started_by: StartedBy = StartedBy.ME
    answered: Answered = Answered.UNKNOWN
    minutes: str = ""
    summary: str = ""
    notes: str = ""
    at: str | None = None
    intent: str = ""

    @staticmethod
    def of(fact: InteractionFact) -> Draft:
        """The form filled with what is on record."""
        return Draft(
            people=fact.people,
            on=fact.on,
            channel=Channel(fact.channel) if fact.channel in set(Channel) else Channel.OTHER,
            started_by=StartedBy(fact.started_by),
            answered=Answered(fact.answered),
            minutes=str(fact.minutes or ""),
            summary=fact.summary,
            notes=fact.notes,
            at=fact.at,
            intent=fact.intent,
        )


class _Choice(QWidget):
    """A row of chips of which one is on."""

    chosen = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._chips: dict[str, ChoiceChip] = {}
        flow = FlowLayout(self, gap=theme.SPACE_1)
        for key, words in options:
            chip = ChoiceChip(words)
            chip.setAccessibleDescription(name)
            self._group.addButton(chip)
            self._chips[key] = chip
            flow.addWidget(chip)
        self._group.buttonClicked.connect(lambda _chip: self.chosen.emit())

    @property
    def value(self) -> str:
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def set_value(self, key: str) -> None:
        self._chips[key].setChecked(True)


class InteractionForm(Card):
    """`saved(NewInteraction)` and `cancelled`. Enter in the line "What was it about?" and Ctrl+Enter anywhere save."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, store: Store, today: date, draft: Draft, title: str) -> None:
        super().__init__(spacing=theme.SPACE_3)
        self._start = draft
        self._today = today
        self.channel = _Choice(tr("Channel"), [(str(one), wording.channel_text(one)) for one in Channel])
        self.started_by = _Choice(
            tr("Who started it"),
            [
                (str(StartedBy.ME), tr("I started it")),
                (str(StartedBy.THEM), tr("They started it")),
                (str(StartedBy.UNKNOWN), tr("Not known")),
            ],
        )
        self.answered = _Choice(
            tr("Answered"),
            [
                (str(Answered.UNKNOWN), tr("Answer not known yet")),
                (str(Answered.YES), tr("They answered")),
                (str(Answered.NO), tr("No answer")),
            ],
        )
        self.day = DayButton(tr("Day"), today, draft.on, latest=today)
        self.minutes = QLineEdit()
        self.minutes.setValidator(QIntValidator(1, _MOST_MINUTES, self.minutes))
        self.minutes.setPlaceholderText(tr("minutes"))
        self.minutes.setAccessibleName(tr("How long it took, in minutes"))
        self.minutes.setFixedWidth(theme.RAIL_WIDE // 2)
        self.summary = QLineEdit()
        self.summary.setPlaceholderText(tr("What was it about?"))
        self.summary.setAccessibleName(tr("What was it about?"))
        self.summary.returnPressed.connect(self.save)
        self.notes = TextField(least_lines=3)
        self.notes.setPlaceholderText(tr("Notes"))
        self.notes.setAccessibleName(tr("Notes"))
        self.people = PeopleField(store)
        self._lay_out(title)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        self.channel.chosen.connect(self._channel_chosen)
        self.started_by.chosen.connect(self._channel_chosen)
        self.set_draft(draft)

    def _lay_out(self, title: str) -> None:
        self.body.addWidget(PlainLabel(title, kind="strong"))
        self.body.addWidget(self.summary)
        self.body.addWidget(self.channel)
        when = QHBoxLayout()
        when.setSpacing(theme.SPACE_1)
        when.addWidget(self.day)
        if self._start.on == self._today:
            yesterday = Button(tr("Yesterday"), rank="flat")
            yesterday.clicked.connect(
                lambda _checked=False: self.day.set_day(self._today - timedelta(days=1))
            )
            when.addWidget(yesterday)
        when.addStretch(1)
        when.addWidget(self.minutes)
        self.body.addLayout(when)
        self.body.addWidget(self.started_by)
        self.body.addWidget(self.answered)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.people)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addStretch(1)
        row.addWidget(Button(tr("Cancel"), rank="flat", clicked=self.cancelled.emit))
        self.save_button = Button(tr("Save"), rank="primary", clicked=self.save)
        row.addWidget(self.save_button)
        foot = QVBoxLayout()
        foot.addLayout(row)
        self.body.addLayout(foot)

    def start(self) -> None:
        """Put the caret where one types next."""
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_draft(self, draft: Draft) -> None:
        """Fill the form."""
        self.channel.set_value(str(draft.channel))
        self.started_by.set_value(str(draft.started_by))
        self.answered.set_value(str(draft.answered))
        self.day.set_day(draft.on)
        self.minutes.setText(draft.minutes)
        self.summary.setText(draft.summary)
        self.notes.setPlainText(draft.notes)
        self.people.set_people(draft.people)
        self._channel_chosen()

    def draft(self) -> Draft:
        """What stands in the form now."""
        return Draft(
            people=self.people.named,
            on=self.day.day or self._today,
            channel=Channel(self.channel.value),
            started_by=StartedBy(self.started_by.value),
            answered=Answered(self.answered.value),
            minutes=self.minutes.text(),
            summary=self.summary.text(),
            notes=self.notes.toPlainText(),
            at=self._start.at,
            intent=self._start.intent,
        )

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed or chosen that would be lost."""
        return self.draft() != self._start

    def save(self) -> None:
        """Send what stands there."""
        draft = self.draft()
        self.saved.emit(
            NewInteraction(
                people=tuple(person for person, _name in draft.people),
                on=draft.on,
                channel=draft.channel,
                started_by=draft.started_by,
                summary=draft.summary,
                notes=draft.notes,
                at=draft.at,
                minutes=int(draft.minutes) if draft.minutes.isdigit() else None,
                intent=draft.intent,
                answered=draft.answered,
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        saves = control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() != Qt.Key.Key_Escape and not saves:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif saves:
            self.save()
        else:
            self.cancelled.emit()
        return True

    def _channel_chosen(self) -> None:
        """Only what I wrote waits for an answer."""
        waits = Channel(self.channel.value) not in TWO_WAY_CHANNELS and self.started_by.value == str(
            StartedBy.ME
        )
        self.answered.setVisible(waits or self.answered.value != str(Answered.UNKNOWN))
