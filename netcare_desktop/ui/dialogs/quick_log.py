"""Quick log: one sentence, understood while it is typed; a plain form behind *More*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from netcare_desktop.clock import Clock
from netcare_desktop.domain import wording
from netcare_desktop.domain.quick_log import NameIndex
from netcare_desktop.domain.words import Channel, StartedBy
from netcare_desktop.i18n import tr
from netcare_desktop.store import interactions, people_list
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.form_dialog import FormDialog
from netcare_desktop.ui.dialogs.person_picker import name_and_place
from netcare_desktop.ui.dialogs.understanding import Doubt, Understanding, build_index, log_understood
from netcare_desktop.ui.undoable import Changed, Say, say_nothing, undoable, way_back
from netcare_desktop.ui.views.interaction_form import Draft, InteractionForm
from netcare_desktop.ui.widgets.chip import Chip, ChoiceChip
from netcare_desktop.ui.widgets.day_button import DayButton
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel


class DoubtLine(QWidget):
    """A doubtful name with the answers to it."""

    def __init__(self, doubt: Doubt, means: Callable[[int, str], object], adds: Callable[[], object]) -> None:
        super().__init__()
        self.choices: list[ChoiceChip] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(PlainLabel(doubt.question, wrap=True))
        line = QWidget()
        flow = FlowLayout(line, gap=theme.SPACE_1)
        for row in doubt.choices:
            self._add(flow, name_and_place(row), partial(means, row.id, row.name))
        self._add(flow, tr("Add {name} as a new person").format(name=doubt.name), adds)
        column.addWidget(line)

    def _add(self, flow: FlowLayout, words: str, clicked: Callable[[], object]) -> None:
        chip = ChoiceChip(words)
        chip.setCheckable(False)
        chip.setAutoDefault(True)  # Enter takes the answer it stands on
        chip.clicked.connect(lambda _checked=False: clicked())
        self.choices.append(chip)
        flow.addWidget(chip)


class QuickLogDialog(FormDialog):
    """`people`: who is meant from the start; the caret then stands before their names."""

    def __init__(
        self,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        say: Say = say_nothing,
        *,
        people: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, tr("Log a contact"), tr("Log it"))
        self._store, self._bridge, self._clock, self._say = store, bridge, clock, say
        self._today = clock.today()
        self._preset = people_list.rows(store, list(people))
        self._chosen_channel: Channel | None = None
        self._chosen_day: date | None = None
        self._saves_when_ready = False
        self._shown: object = None
        self.understanding: Understanding | None = None
        self.doubt_lines: list[DoubtLine] = []
        self.form: InteractionForm | None = None
        self._build()
        if self._preset:
            names = tr(", ").join(row.name for row in self._preset)
            self.sentence.setText(tr(" with {names}").format(names=names))
            self.sentence.setCursorPosition(0)
        self.sentence.textChanged.connect(lambda _text: self._understand())
        # Everybody's names are gathered where nothing waits for them.
        bridge.run(build_index, self._index_ready, owner=self)
        self._show_understanding()
        self.sentence.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        say: Say = say_nothing,
        *,
        people: Sequence[int] = (),
    ) -> QuickLogDialog:
        """Open the dialog over `parent` without blocking; it stores by itself and goes when it is closed."""
        dialog = cls(store, bridge, clock, say, people=people, parent=parent)
        dialog.open()
        return dialog

    def setVisible(self, visible: bool) -> None:
        """Qt selects the text of the first field when a dialog opens; here one types before it."""
        super().setVisible(visible)
        if visible and self._preset:
            self.sentence.setCursorPosition(0)

    def _build(self) -> None:
        self.sentence = QLineEdit()
        self.sentence.setPlaceholderText(tr("Coffee with Ana and Ben about the grant"))
        self.sentence.setAccessibleName(tr("What took place, in a sentence"))
        self.hint = PlainLabel(kind="secondary", wrap=True)
        self.doubts = QWidget()
        self._doubt_column = QVBoxLayout(self.doubts)
        self._doubt_column.setContentsMargins(0, 0, 0, 0)
        self._doubt_column.setSpacing(theme.SPACE_2)
        self.with_whom = QWidget()
        self._chips = FlowLayout(self.with_whom, gap=theme.SPACE_1)
        self.channel_button = QToolButton()
        self.channel_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.channel_button.setIconSize(QSize(theme.ICON_ROW, theme.ICON_ROW))
        self.channel_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.channel_button.setMenu(self._channel_menu())
        self.day_button = DayButton(tr("Day"), self._today, self._today, latest=self._today)
        self.day_button.setAutoDefault(False)
        self.day_button.changed.connect(self._choose_day)
        self.about = ElidedLabel(kind="secondary")
        how = QHBoxLayout()
        how.setSpacing(theme.SPACE_2)
        how.addWidget(self.channel_button)
        how.addWidget(self.day_button)
        how.addWidget(self.about, 1)
        self.notes = QPlainTextEdit()
        self.notes.setPlaceholderText(tr("A longer note"))
        self.notes.setAccessibleName(tr("A longer note"))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(theme.AVATAR_PAGE)
        self.listen_for_ctrl_enter(self.notes)
        self.notes.hide()
        self.simple = QWidget()
        column = QVBoxLayout(self.simple)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        for widget in (self.sentence, self.hint, self.doubts, self.with_whom):
            column.addWidget(widget)
        column.addLayout(how)
        column.addWidget(self.notes)
        self.body.addWidget(self.simple)
        self.body.addStretch()
        self.note_button = Button(tr("Add a note"), rank="flat", icon_name="note", clicked=self._open_notes)
        self.more_button = Button(tr("More"), rank="flat", icon_name="expand", clicked=self.show_form)
        for number, button in enumerate((self.note_button, self.more_button)):
            button.setAutoDefault(False)
            self.foot.insertWidget(number, button)
        self.setMinimumWidth(theme.TEXT_COLUMN * 4 // 5)

    # what was understood

    @property
    def channel(self) -> Channel:
        """The channel that will be logged."""
        seen = self.understanding
        return self._chosen_channel or (seen.understood.channel if seen is not None else Channel.OTHER)

    @property
    def day(self) -> date:
        """The day that will be logged."""
        seen = self.understanding
        return self._chosen_day or (seen.understood.day if seen is not None else self._today)

    def _index_ready(self, index: NameIndex) -> None:
        self.understanding = Understanding(self._store, index, self._today)
        for row in self._preset:
            self.understanding.means(row.name, row.id)
        self._understand()
        if self._saves_when_ready:
            self.save()

    def _understand(self) -> None:
        if self.understanding is not None:
            self.understanding.read(self.sentence.text())
        if self.problem.isVisible():
            self.show_problem("")
        self._show_understanding()

    def _show_understanding(self) -> None:
        seen = self.understanding if self.sentence.text().strip() else None
        people = [name for _id, name in seen.known_people] if seen is not None else []
        people += (
            [tr("{name} (new)").format(name=name) for name in seen.new_names] if seen is not None else []
        )
        remarks = " ".join(seen.remarks) if seen is not None else ""
        self.hint.setText(remarks or tr("What it was, with whom, when, and what about. Enter logs it."))
        self.hint.setVisible(bool(remarks) or seen is None)
        self.about.setText(seen.understood.summary if seen is not None else "")
        self.day_button.set_day(min(self.day, self._today))
        words = wording.channel_text(self.channel)
        self.channel_button.setText(words[:1].upper() + words[1:])
        self.channel_button.setIcon(icons.icon(str(self.channel), "text"))
        self.channel_button.setAccessibleName(tr("Channel: {channel}").format(channel=words))
        doubts = seen.doubts if seen is not None else ()
        if (people, doubts) != self._shown:
            self._shown = (people, doubts)
            self._show_people(people)
            self._show_doubts(doubts)

    def _show_people(self, names: Sequence[str]) -> None:
        self._chips.clear()
        for name in names:
            self._chips.addWidget(Chip(name))
        self.with_whom.setVisible(bool(names))
        self.with_whom.updateGeometry()

    def _show_doubts(self, doubts: Sequence[Doubt]) -> None:
        for old in self.doubt_lines:
            self._doubt_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.doubt_lines = []
        before: QWidget = self.sentence
        for doubt in doubts:
            line = DoubtLine(
                doubt,
                partial(self._means, doubt),
                partial(self._adds, doubt),
            )
            self._doubt_column.addWidget(line)
            self.doubt_lines.append(line)
            for chip in line.choices:
                QWidget.setTabOrder(before, chip)
                before = chip
        QWidget.setTabOrder(before, self.channel_button)
        self.doubts.setVisible(bool(doubts))

    def _means(self, doubt: Doubt, person: int, name: str) -> None:
        """The user said who is meant: their whole name takes the place of the doubtful one."""
        if self.understanding is not None:
            self.understanding.means(name, person)
            self._replace(doubt.name, name)

    def _adds(self, doubt: Doubt) -> None:
        if self.understanding is not None:
            self.understanding.adds(doubt.name)
            self._replace(doubt.name, doubt.name)

    def _replace(self, old: str, new: str) -> None:
        text = self.sentence.text()
        at = text.find(old)
        self.sentence.setFocus(Qt.FocusReason.OtherFocusReason)
        if at >= 0 and old != new:
            self.sentence.setText(text[:at] + new + text[at + len(old) :])
            self.sentence.setCursorPosition(len(self.sentence.text()))
        else:
            self.sentence.deselect()
            self._understand()

    def _channel_menu(self) -> QMenu:
        menu = QMenu(self)
        for channel in Channel:
            action = menu.addAction(icons.icon(str(channel)), wording.channel_text(channel))
            action.triggered.connect(lambda _checked=False, channel=channel: self._choose_channel(channel))
        return menu

    def _choose_channel(self, channel: Channel) -> None:
        self._chosen_channel = channel
        self._show_understanding()

    def _choose_day(self, day: date | None) -> None:
        self._chosen_day = day
        self._show_understanding()

    def _open_notes(self) -> None:
        self.notes.show()
        self.note_button.hide()
        self.notes.setFocus(Qt.FocusReason.OtherFocusReason)

    # saving

    def save(self) -> None:
        """Log it, when everything is clear."""
        seen = self.understanding
        if seen is None:
            self._saves_when_ready = True
            return None
        self._saves_when_ready = False
        if not self.sentence.text().strip():
            words = tr("Write a sentence, for instance: Coffee with Ana about the grant.")
            return self.show_problem(words, self.sentence)
        if seen.doubts:
            return self.show_problem(tr("One name is not clear yet."), self.doubt_lines[0].choices[0])
        if seen.remarks:
            return self.show_problem(" ".join(seen.remarks), self.sentence)
        understood, channel, day, notes = seen.understood, self.channel, self.day, self.notes.toPlainText()
        names = [name for _id, name in seen.known_people] + list(seen.new_names)
        self._run(
            lambda store: log_understood(store, understood, channel=channel, on=day, notes=notes),
            names,
            channel,
        )
        return None

    def _run(self, command: Callable[[Store], int], names: Sequence[str], channel: Channel) -> None:
        def saved(changed: Changed[int]) -> None:
            words = tr("Logged with {name}: {channel}.").format(
                name=tr(" and ").join(names), channel=wording.channel_text(channel)
            )
            self._say(words, way_back(self._bridge, [changed.action]))
            self.accept()

        self._bridge.run(undoable(command), saved, self.failed, owner=self)

    # the plain form

    def show_form(self) -> None:
        """Turn from the sentence to the form, with what was understood so far."""
        if self.form is not None:
            return
        seen = self.understanding
        understood = seen.understood if seen is not None else None
        people = seen.known_people if seen is not None else tuple((row.id, row.name) for row in self._preset)
        draft = Draft(
            people=people,
            on=min(self.day, self._today),
            channel=self.channel,
            started_by=understood.started_by if understood is not None else StartedBy.ME,
            summary=understood.summary if understood is not None else "",
            notes=self.notes.toPlainText(),
        )
        self.form = InteractionForm(self._store, self._today, draft, tr("Log a contact"))
        self.form.saved.connect(self._save_form)
        self.form.cancelled.connect(self.reject)
        self.simple.hide()
        self.problem.hide()
        for button in (self.note_button, self.more_button, self.cancel_button, self.save_button):
            button.hide()
        self.save_button.setDefault(False)
        self.body.insertWidget(0, self.form)
        if people:
            self.form.start()
        else:
            self.form.people.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_form(self, new: NewInteraction) -> None:
        if self.is_saving or self.form is None:
            return None
        if not new.people:
            return self.show_problem(
                tr("Whom was it with? Name at least one person."), self.form.people.search
            )
        self.is_saving = True
        names = [row.name for row in people_list.rows(self._store, list(new.people))]
        self._run(lambda store: interactions.log(store, new), names, new.channel)
        return None
