"""Today: whom to care for, at most a handful, each with a reason; and nothing that cannot be done with one key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QMenu, QWidget

from netcare_desktop.clock import Clock
from netcare_desktop.domain import wording
from netcare_desktop.domain.day_words import calendar_day, weekday
from netcare_desktop.domain.effort import LIGHT
from netcare_desktop.domain.snooze import CadenceOffer
from netcare_desktop.domain.words import Channel
from netcare_desktop.i18n import tr
from netcare_desktop.store import today
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.undoable import Say, say_nothing
from netcare_desktop.ui.views.today_column import OfferFace, TodayColumn
from netcare_desktop.ui.views.today_empty import EmptyState, empty_page, empty_state
from netcare_desktop.ui.views.today_faces import EntryFace
from netcare_desktop.ui.views.today_foot import TodayFoot
from netcare_desktop.ui.views.today_menu import row_menu, snooze_days
from netcare_desktop.ui.views.today_row import EntryRow
from netcare_desktop.ui.views.today_sight import Sight
from netcare_desktop.ui.views.today_steps import TodaySteps
from netcare_desktop.ui.widgets.chip import ChoiceChip
from netcare_desktop.ui.widgets.date_choice import DateChoice
from netcare_desktop.ui.widgets.page import Page

_NOUNS = frozenset(
    {"person", "circle", "contact_point", "organisation", "interaction", "interaction_person", "followup"}
) | {"occasion", "today_act", "setting"}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYS = {
    Qt.Key.Key_D: "done",
    Qt.Key.Key_S: "snooze",
    Qt.Key.Key_W: "write",
    Qt.Key.Key_O: "open",
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_R: "rest",
}


class TodayPage(Page):
    """The page. What leads elsewhere is told by signals:

    `person_wanted(id)` opens a person; `import_wanted()`, `demo_wanted()` (offered when `offers_demo`),
    `cards_wanted()` (the card stack), `people_wanted()`.
    """

    person_wanted = Signal(int)
    import_wanted = Signal()
    demo_wanted = Signal()
    cards_wanted = Signal()
    people_wanted = Signal()

    def __init__(
        self,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        interaction: Interaction | None = None,
        say: Say = say_nothing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Today"), "today", _NOUNS, parent)
        self._store, self._bridge, self._clock, self._say = store, bridge, clock, say
        self._today: today.Today | None = None
        self._recorded: tuple[date, frozenset[str]] | None = None
        self._energy: int | None = None
        self._sight = Sight()
        self._snoozed_after: dict[str, str] = {}
        self._kept_done: set[str] = set()
        self._empty: QWidget | None = None
        self._empty_state: EmptyState | None = None
        self.offers_demo = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.steps = TodaySteps(bridge, interaction or Interaction(), say, self)
        self.steps.returned.connect(self._returned)
        self.steps.refused.connect(self._refused)
        self.steps.offered.connect(self._offer)
        self.column = TodayColumn()
        self.column.acted.connect(self._act)
        self.column.noted.connect(self._noted)
        self.column.line_clicked.connect(self._open_line)
        self.column.offer_answered.connect(self._answer_offer)
        self.column.current_changed.connect(self._scroll_to)
        self.foot = TodayFoot()
        self.foot.more_wanted.connect(self._show_more)
        self.foot.fewer_wanted.connect(self._show_fewer)
        self.foot.cards_wanted.connect(self.cards_wanted)
        self.foot.all_wanted.connect(lambda: self.set_energy(None))
        self.column.settled.connect(self._show_rest)
        self.column.focus_lost.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._ways_on: dict[str, Callable[[], object]] = {
            "import": self.import_wanted.emit,
            "demo": self.demo_wanted.emit,
            "cards": self.cards_wanted.emit,
            "people": self.people_wanted.emit,
            "log": self._log,
            "more": self._show_more,
            "all": lambda: self.set_energy(None),
        }
        self.body.addWidget(self.foot.closing)
        self.body.addWidget(self.column)
        self.body.addWidget(self.foot)
        self.body.addSpacing(theme.ROW_TWO_LINES)  # the message bar shall not cover the last row
        self.body.addStretch(1)
        self._build_filter()

    def _build_filter(self) -> None:
        self._filter = QButtonGroup(self)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, theme.SPACE_2, 0, 0)  # off the search box above
        row.setSpacing(theme.SPACE_1)
        for energy, words in ((None, tr("All")), (LIGHT, tr("Light things only"))):
            chip = ChoiceChip(words, checked=energy is None)
            chip.clicked.connect(lambda _checked=False, energy=energy: self.set_energy(energy))
            self._filter.addButton(chip)
            row.addWidget(chip)
        self.add_action(line)

    # the plan

    def refresh(self) -> None:
        """Plan again and show it; current row, focus and scroll position stay."""
        planned = today.plan(self._store, energy=self._energy)
        if self._today is not None and self._today.plan.on != planned.plan.on:
            self._begin_another_day()
        self._today = planned
        plan = planned.plan
        self.set_subtitle(
            tr("{weekday}, {day} · {mode}").format(
                weekday=weekday(plan.on),
                day=calendar_day(plan.on, plan.on),
                mode=wording.mode_text(plan.mode),
            )
        )
        items = self._sight.items(self._store, planned)
        self._resume_rows({item.key for item in items})
        self.column.show_items(items)
        self._show_rest()
        self._record_opened()

    def day_changed(self) -> None:
        """It is another day: plan anew. Nothing happens when it is not."""
        if self.isVisible() and (self._today is None or self._today.plan.on != self._clock.today()):
            self.refresh()

    def badge(self) -> int | None:
        """The entries left on Today."""
        return today.badge(self._store)

    @property
    def entry_keys(self) -> list[str]:
        """The keys of the entries in sight, in order."""
        return [row.face.key for row in self.column.rows]

    def set_energy(self, energy: int | None) -> None:
        """Show only what asks for this much energy (1–4) or less; None shows everything."""
        self._energy = energy
        self._filter.buttons()[0 if energy is None else 1].setChecked(True)
        self.refresh()

    def _begin_another_day(self) -> None:
        self._sight = Sight()
        self._snoozed_after.clear()
        self._kept_done.clear()

    def _resume_rows(self, keys: set[str]) -> None:
        """A row that asks what it was about, though its *Done* was taken back elsewhere, becomes whole again."""
        for key in keys:
            step = self.steps.step(key)
            if step is not None and step.is_saved:
                self._whole_again(key)

    def _whole_again(self, key: str) -> None:
        self.steps.forget(key)
        self._kept_done.discard(key)
        row = self.column.row(key)
        if row is not None:
            row.stop_asking()

    def _show_rest(self) -> None:
        """What stands around the rows, or instead of them; the last row finishes its movement first."""
        if self._today is None:
            return
        plan, kept_done = self._today.plan, max(self._today.kept_done, len(self._kept_done))
        state = None
        if not self.column.is_busy and not self._sight.offers and not self._sight.more_shown:
            state = empty_state(
                self._store,
                self._today,
                kept_done=kept_done,
                energy=self._energy,
                offers_demo=self.offers_demo,
            )
        if state != self._empty_state:
            self._empty_state = state
            if self._empty is not None:
                self.body.removeWidget(self._empty)
                self._empty.hide()
                self._empty.deleteLater()
                self._empty = None
            if state is not None:
                self._empty = empty_page(state, self._ways_on)
                self.body.insertWidget(0, self._empty, 10)
        for chip in self._filter.buttons():
            chip.setVisible(state is None or self._energy is not None)
        self.column.setVisible(state is None)
        self.foot.show_plan(
            plan, kept_done=kept_done, more_shown=self._sight.more_shown, is_busy=self.column.is_busy
        )
        if state is not None:
            self.foot.closing.hide()
            self.foot.hide()

    def _record_opened(self) -> None:
        """Whoever stands on Today while it is really seen counts the day."""
        shown = self._today
        if shown is None or not self.isVisible() or self.window().isMinimized():
            return
        standing = (shown.plan.on, frozenset(shown.plan.standing))
        if standing != self._recorded:
            self._recorded = standing
            self._bridge.run(lambda store: today.opened(store, shown), owner=self)

    # what is done with a row

    def _act(self, row: EntryRow, name: str) -> None:
        face, day = row.face, self._clock.today()
        if name == "done":
            self._done(row)
        elif name == "snooze":
            self._ask_day(row, tr("Snooze until"), lambda until: self._snooze(face, until), snooze_days(day))
        elif name == "write":
            self.steps.write(face, lambda: self.person_wanted.emit(face.person))
        elif name == "open":
            self.person_wanted.emit(face.person)
        elif name == "rest":
            self._leave(row, stays=face.is_kept)
            self.steps.rest(face, day)
        elif name == "lengthen" and face.longer is not None:
            self._leave(row)
            self.steps.set_cadence(face.person, face.name, face.longer, face.key)
        elif name == "pause":
            self._ask_day(row, tr("Pause until"), lambda until: self._pause(face, until))
        elif name == "let_go":
            self._leave(row)
            self.steps.let_go(face)
        elif name == "menu":
            self._open_menu(row, row.menu_at)
        elif name == "log":
            self._log(face)
        elif name == "followup":
            self._followup(face)
        elif name == "copy":
            QGuiApplication.clipboard().setText(face.copied)

    def _done(self, row: EntryRow) -> None:
        if row.is_asking:
            return
        if row.face.is_kept:
            self._kept_done.add(row.face.key)
        row.ask_for_note()
        self.column.chain()
        self._scroll_to(row)
        self.steps.done(row.face)

    def _snooze(self, face: EntryFace, until: date) -> None:
        self._snoozed_after[face.key] = self.column.before(face.key)
        self._leave(self.column.row(face.key))
        self.steps.snooze(face, until, self._clock.today())

    def _pause(self, face: EntryFace, until: date) -> None:
        self._leave(self.column.row(face.key))
        self.steps.pause(face, until, self._clock.today())

    def _leave(self, row: EntryRow | None, *, stays: bool = False) -> None:
        """The row goes at once, before it is saved, so that a second key meets the next one."""
        if row is not None and not stays:
            self.column.dismiss(row, focus_next=True)

    def _scroll_to(self, row: EntryRow) -> None:
        """Bring a row into view once a row that is new has been given its place."""
        QTimer.singleShot(0, row, lambda: self.scroll_to(row))

    def _noted(self, row: EntryRow, text: str, channel: Channel) -> None:
        focused = QApplication.focusWidget()
        self.column.dismiss(row, focus_next=focused is not None and row.isAncestorOf(focused))
        self.steps.note(row.face.key, text, channel)

    def _returned(self, key: str) -> None:
        """A step was taken back: its row is the current one again."""
        self._whole_again(key)
        self.column.want_current(key)
        self._sight.offers.pop(f"offer:{key.removeprefix('due:')}", None)
        self.refresh()
        row = self.column.row(key)
        if row is not None and self.isVisible():
            self.column.set_current(row, focus=True)

    def _refused(self, key: str) -> None:
        self._whole_again(key)
        self.refresh()

    def _offer(self, face: EntryFace, offer: CadenceOffer) -> None:
        key = f"offer:{face.person}"
        self._sight.offers[key] = OfferFace(
            key, self._snoozed_after.get(face.key, ""), face.person, face.name, offer
        )
        self.refresh()

    def _answer_offer(self, face: OfferFace, accepted: bool) -> None:
        self._sight.offers.pop(face.key, None)
        if accepted:
            self.steps.set_cadence(face.person, face.name, face.offer.longer, f"due:{face.person}")
        self.refresh()

    def _ask_day(
        self,
        row: EntryRow,
        title: str,
        then: Callable[[date], object],
        days: list[tuple[str, date]] | None = None,
    ) -> None:
        anchor = row.button("snooze")
        DateChoice.ask(anchor, self._clock.today(), then, title=title, days=days)

    # menu and keys

    def _open_menu(self, row: EntryRow, at: QPoint) -> None:
        menu = self.row_menu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def row_menu(self, row: EntryRow) -> QMenu:
        """What can be done with a row, as its menu."""
        face, day = row.face, self._clock.today()
        return row_menu(self, day, lambda name: self._act(row, name), lambda until: self._snooze(face, until))

    def _log(self, face: EntryFace | None = None) -> None:
        people = (face.person,) if face is not None else ()
        from netcare_desktop.ui.dialogs.quick_log import QuickLogDialog

        QuickLogDialog.ask(self.window(), self._store, self._bridge, self._clock, self._say, people=people)

    def _followup(self, face: EntryFace) -> None:
        from netcare_desktop.ui.dialogs.followup import FollowupDialog

        FollowupDialog.ask(
            self.window(), self._store, self._bridge, self._clock, self._say, person=face.person
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.isAutoRepeat() and key in _KEYS:
            return  # a key held down acts once
        plain = not (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        current = self.column.current
        if plain and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.column.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in _KEYS and current is not None:
            self._act(current, _KEYS[key])
        elif current is not None and key == Qt.Key.Key_F10 and event.modifiers() == _SHIFT:
            current.open_menu()
        elif event.matches(QKeySequence.StandardKey.Copy) and current is not None:
            self._act(current, "copy")
        else:
            super().keyPressEvent(event)

    def _open_line(self, key: str) -> None:
        before = set(self.entry_keys)
        self._sight.unfold(key)
        self.refresh()
        self._go_to_first_new(before)

    def _show_more(self) -> None:
        before = set(self.entry_keys)
        self._sight.show_more()
        self.refresh()
        self._go_to_first_new(before)

    def _go_to_first_new(self, before: set[str]) -> None:
        for row in self.column.rows:
            if row.face.key not in before:
                self.column.set_current(row, focus=True)
                return

    def _show_fewer(self) -> None:
        self._sight.more_shown = 0
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        current = self.column.current
        if current is not None:
            current.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._today is not None and self._today.plan.on != self._clock.today():
            self.refresh()
        self._record_opened()
        if self.window().focusWidget() is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.day_changed()
            self._record_opened()
