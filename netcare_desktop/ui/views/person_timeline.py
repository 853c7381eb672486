"""The timeline of a person: months, and in each what took place, to read, mend and remove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import interactions
from netcare_desktop.store.facts import InteractionFact, PersonDetail
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.models.people_model import long_day
from netcare_desktop.ui.views.fact_block import LinkLabel
from netcare_desktop.ui.views.interaction_form import Draft, InteractionForm
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_menu import add, new_menu
from netcare_desktop.ui.views.person_words import contact_line, month_head
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel
from netcare_desktop.ui.widgets.section_title import SectionTitle

SHOWN_AT_FIRST = 12
SHOWN_MORE = 40

_CHANNEL_ICONS = {
    "meeting": "meeting", "call": "call", "video": "video", "message": "message", "email": "email", "letter": "letter",
    "social": "social", "event": "event",
}  # fmt: skip


class TimelineEntry(QWidget):
    """One contact. Its buttons come with the pointer or the focus; E and Del work on it, right-click has the same."""

    edit_wanted = Signal(int)
    delete_wanted = Signal(int)
    person_wanted = Signal(int)

    def __init__(self, fact: InteractionFact, person: int, today: date) -> None:
        super().__init__()
        self.fact = fact
        self._buttons: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        line = contact_line(fact, today)
        self.setAccessibleName(" · ".join(part for part in (line, fact.summary, fact.notes) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_8, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        column.setSpacing(2)
        self._line = ElidedLabel(line, kind="secondary")
        exact = long_day(fact.on)
        self._line.set_tooltip(tr("{day}, {time}").format(day=exact, time=fact.at) if fact.at else exact)
        column.addWidget(self._line)
        for text, tone in ((fact.summary, ""), (fact.notes, "muted" if fact.summary else "")):
            if text:
                label = PlainLabel(text, wrap=True, tone=tone, selectable=True)  # type: ignore[arg-type]
                column.addWidget(label)
        others = [(one, name) for one, name in fact.people if one != person]
        if others:
            column.addWidget(self._with(others))

    def _with(self, others: Sequence[tuple[int, str]]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=0)
        lead = PlainLabel(tr("with"), kind="secondary")
        lead.setContentsMargins(0, 3, 0, 3)  # as high as the names, which have a frame
        flow.addWidget(lead)
        for person, name in others:
            link = LinkLabel(name, kind="secondary")
            link.set_tone("accent")
            link.taken.connect(partial(self.person_wanted.emit, person))
            flow.addWidget(link)
        return holder

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(look.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            half = 0.5
            area = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(area, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        side = theme.ICON_ROW
        left = theme.SPACE_2 if not self.isRightToLeft() else self.width() - theme.SPACE_2 - side
        middle = self._line.geometry().center().y()
        area = QRectF(left, middle - side / 2 + 0.5, side, side)
        icons.paint(painter, area, _CHANNEL_ICONS.get(self.fact.channel, "other"), look.colour("accent"))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_buttons()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_buttons()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self._show_buttons()
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_E):
            self.edit_wanted.emit(self.fact.id)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(self.fact.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = new_menu(self)
        add(menu, tr("Edit"), lambda: self.edit_wanted.emit(self.fact.id), "edit", key="E")
        add(menu, tr("Remove"), lambda: self.delete_wanted.emit(self.fact.id), "remove", key=tr("Del"))
        menu.popup(event.globalPos())

    def _show_buttons(self) -> None:
        if self._buttons is None:
            self._buttons = holder = _Tools(self)
            row = FlowLayout(holder, gap=0)
            for icon_name, name, signal in (
                ("edit", tr("Edit"), self.edit_wanted),
                ("remove", tr("Remove"), self.delete_wanted),
            ):
                row.addWidget(
                    IconButton(icon_name, name, clicked=lambda signal=signal: signal.emit(self.fact.id))  # type: ignore[misc]
                )
        self._place_buttons()
        self._buttons.show()

    def _hide_buttons(self) -> None:
        if self._buttons is not None and not self.hasFocus():
            self._buttons.hide()

    def _place_buttons(self) -> None:
        if self._buttons is not None:
            side = theme.ICON_ROW + theme.SPACE_4
            left = theme.SPACE_1 if self.isRightToLeft() else self.width() - 2 * side - theme.SPACE_1
            self._buttons.setGeometry(left, theme.SPACE_1, 2 * side, side)


class _Tools(QWidget):
    """Holds the buttons of an entry, on a ground that hides the words below."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(0, 0, 0, -theme.SPACE_1), theme.current().colour("hover"))


class Timeline(QWidget):
    """`more_wanted(n)`: the page reads n entries in all. `person_wanted(id)`: somebody who was there, too."""

    more_wanted = Signal(int)
    person_wanted = Signal(int)

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
        form.hide()
        form.deleteLater()
        if entry is not None:
            entry.show()
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

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
