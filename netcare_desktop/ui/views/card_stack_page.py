"""The card stack: one card at a time, a single key decides. Nobody in it reminds of anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from netcare_desktop.clock import Clock
from netcare_desktop.domain import day_words
from netcare_desktop.domain import growth as growth_rules
from netcare_desktop.domain.card_stack import LastSpoke
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import card_stack, circles, growth, imports, people, person, undo
from netcare_desktop.store.circles import Circle
from netcare_desktop.store.errors import NoFreeSlot, NotFound
from netcare_desktop.store.facts import PersonDetail
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge, sentence
from netcare_desktop.ui.undoable import Changed, undoable
from netcare_desktop.ui.views.card_stack_card import CardPile
from netcare_desktop.ui.views.card_stack_keys import MOST_CIRCLE_KEYS, KeyRow, LastSpokeRow
from netcare_desktop.ui.views.card_stack_parts import (
    ArchiveProposal,
    FootLine,
    InsteadOfCards,
    fly,
    load_words,
    waiting_words,
)
from netcare_desktop.ui.views.card_stack_slots import MovesOnPopup
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


@dataclass(frozen=True, slots=True)
class _Taken:
    """A card decided or put off while the page was open. `leaves`: it is no longer in the stack."""

    words: str
    leaves: bool
    action: undo.Action | None = None


class CardStackPage(Page):
    """Triage.

    * `person_wanted(int)`: open that person's page. `import_wanted()`: choose a file to import.

    Keys: G grows, 1 to 9 a circle, A archives, Space puts off; M, Y, L say when you last spoke; O opens.
    """

    person_wanted = Signal(int)
    import_wanted = Signal()

    def __init__(
        self, store: Store, bridge: StoreBridge, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Card stack"),
            "cards",
            frozenset(
                {"person", "circle", "import_batch", "contact_point", "setting", "person_tag", "interaction"}
            ),
            parent,
            column=False,
        )
        self._store, self._bridge, self._clock = store, bridge, clock
        self._more = False
        self._day: date | None = None
        self._cards: list[int] = []
        self._total = 0
        self._noted = 0
        self._taken: dict[int, _Taken] = {}
        self._moving: set[int] = set()
        self._circles: list[Circle] = []
        self._growing: list[growth.Growing] = []
        self._slots = 0
        self._current: int | None = None
        self._detail: PersonDetail | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.proposal = ArchiveProposal()
        self.proposal.archive.connect(lambda batch: self._answer(card_stack.archive_rest, batch))
        self.proposal.keep.connect(lambda batch: self._answer(card_stack.keep_rest, batch))
        self.body.addWidget(self.proposal)
        self._views = QStackedWidget()
        self.body.addWidget(self._views, 1)
        self._triage = self._build_triage()
        self._views.addWidget(self._triage)
        self.other: InsteadOfCards | None = None

    # what the window asks

    @property
    def current(self) -> int | None:
        """Who is on the card on top."""
        return self._current

    def badge(self) -> int | None:
        """How many cards are offered today."""
        return len(card_stack.waiting(self._store).offered)

    def refresh(self) -> None:
        """Read the stack again; the card on top stays on top."""
        if self._moving:
            return  # the last decision under way reads again when it has arrived
        today = self._clock.today()
        if today != self._day:
            self._day, self._more, self._taken, self._noted = today, False, {}, 0
        waiting = card_stack.waiting(self._store, more=self._more)
        offered = waiting.offered
        here = set(offered)
        back = [one for one in reversed(self._taken) if one in here]
        for one in back:
            del self._taken[one]
        if not self._total and waiting.total and not back:
            self._taken = {}  # new cards in a stack that was through
        first = back or ([self._current] if self._current in here else [])
        self._cards = [*first, *(one for one in offered if one not in first)]
        self._total = waiting.total
        self._circles = circles.everyone(self._store)
        self._growing = growth.growing(self._store)
        self._slots = growth.slots(self._store)
        self.keys.set_state(self._circles, len(self._growing), self._slots)
        self.proposal.show_proposal(waiting.batch)
        self.foot.set_last(self._last_words())
        self.foot.set_load(load_words(self._circles, len(self._growing)))
        self._show_top()

    def bottom_clear(self) -> int:
        """The keys and the line below them stay in sight: one decides about the next card while a message is up."""
        if self._views.currentWidget() is not self._triage:
            return 0
        return self.height() - self.keys.mapTo(self, QPoint(0, 0)).y()

    # showing

    def _build_triage(self) -> QWidget:
        triage = QWidget()
        column = QVBoxLayout(triage)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        self.pile = CardPile()
        self.pile.add_action(IconButton("open", tr("Open"), shortcut="O", clicked=self._open))
        column.addWidget(self.pile, 1)
        self.last_spoke = LastSpokeRow(self._say_last_spoke)
        column.addWidget(_centred(self.last_spoke))
        self.keys = KeyRow(
            grow=self._grow, to_circle=self._to_circle, archive=self._archive, later=self._later
        )
        column.addWidget(self.keys)
        self.foot = FootLine(self.take_back)
        column.addWidget(self.foot)
        return triage

    def _show_top(self) -> None:
        """The card on top, or why there is none."""
        shown = None
        while self._cards and shown is None:
            try:
                shown = person.detail(self._store, self._cards[0], interactions_limit=1)
            except NotFound:  # deleted for good a moment ago
                self._cards.pop(0)
        if shown is None:
            self._current, self._detail = None, None
            self._show_instead()
            return
        self._current, self._detail = shown.row.id, shown
        self._views.setCurrentWidget(self._triage)
        self._drop_other()
        below = max(self._total, len(self._cards)) - 1
        self.pile.set_card(shown, self._origin(shown), below, self._clock.today())
        spoke = shown.last_spoke
        self.last_spoke.set_answer(LastSpoke(spoke) if spoke in list(LastSpoke) else None)
        self._show_progress()
        if self.isVisible():
            self._note_offered()

    def _show_progress(self) -> None:
        gone = sum(1 for one in self._taken.values() if one.leaves)
        place = tr("{n} of {total}").format(n=len(self._taken) + 1, total=self._total + gone)
        if self._more:
            offered = ntr("{n} more in the stack", "{n} more in the stack", len(self._cards) - 1).format(
                n=len(self._cards) - 1
            )
        elif self._taken:
            offered = ntr("{n} left for today", "{n} left for today", len(self._cards)).format(
                n=len(self._cards)
            )
        else:
            offered = ntr("{n} offered today", "{n} offered today", len(self._cards)).format(
                n=len(self._cards)
            )
        self.set_subtitle(f"{place} · {offered}")

    def _show_instead(self) -> None:
        """Enough for today, all put off, or nobody there at all."""
        self._drop_other()
        more = (
            bool(self._total) and not self._more and bool(card_stack.waiting(self._store, more=True).offered)
        )
        self.set_subtitle(waiting_words(self._total) if self._total else "")
        self.other = InsteadOfCards(self._total, more, self._last_words())
        self.other.import_wanted.connect(self.import_wanted)
        self.other.go_on.connect(self.go_on)
        self.other.take_back.connect(self.take_back)
        self._views.addWidget(self.other)
        self._views.setCurrentWidget(self.other)

    def _last_words(self) -> str:
        return next(reversed(self._taken.values())).words if self._taken else ""

    def _drop_other(self) -> None:
        if self.other is not None:
            self._views.removeWidget(self.other)
            self.other.hide()
            self.other.deleteLater()
            self.other = None

    def _origin(self, shown: PersonDetail) -> str:
        """Where the card came from: "From cards.csv, imported yesterday"."""
        batch = next((one for one in imports.batches(self._store) if one.id == shown.import_batch), None)
        if batch is None:
            return tr("Added by hand")
        imported = datetime.fromisoformat(batch.imported_at).astimezone(self._clock.local_now().tzinfo).date()
        files = tr(", ").join(batch.files)
        return tr("From {file}, imported {when}").format(
            file=files, when=day_words.near_day(imported, self._clock.today())
        )

    def _note_offered(self) -> None:
        """The first showing of a batch starts its 60 days."""
        if self._total > self._noted:
            self._bridge.run(card_stack.note_offered, owner=self)
        self._noted = self._total

    # deciding

    def go_on(self) -> None:
        """Offer the rest of the stack too, for today."""
        self._more = True
        self.refresh()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Undo the last decision made here; its card lies on top again."""
        if not self._taken:
            return
        last = list(self._taken)[-1]
        taken = self._taken[last]
        if taken.action is not None:
            action = taken.action
            self._bridge.run(
                lambda store: undo.undo(store, action), lambda _action: self.refresh(), owner=self
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and self._current is not None and self._act(event.key()):
            return
        super().keyPressEvent(event)

    def _act(self, key: int) -> bool:
        number = key - Qt.Key.Key_1.value
        spoke = {
            Qt.Key.Key_M: LastSpoke.THIS_MONTH,
            Qt.Key.Key_Y: LastSpoke.THIS_YEAR,
            Qt.Key.Key_L: LastSpoke.LONGER_AGO,
        }
        act: dict[int, Callable[[], object]] = {
            Qt.Key.Key_G: self._grow,
            Qt.Key.Key_A: self._archive,
            Qt.Key.Key_Space: self._later,
            Qt.Key.Key_O: self._open,
        }
        if 0 <= number < min(len(self._circles), MOST_CIRCLE_KEYS):
            self._to_circle(self._circles[number])
        elif key in act:
            act[key]()
        elif key in spoke:
            self.last_spoke.toggle(spoke[Qt.Key(key)])
        else:
            return False
        return True

    def _to_circle(self, circle: Circle) -> None:
        if self._detail is not None:
            one, name = self._detail.row.id, self._detail.row.name
            words = tr("{name} is in {circle} now").format(name=name, circle=circle.name)
            target = self.keys.buttons.get(str(circle.rank + 1))
            self._decide(lambda store: circles.assign(store, [one], circle.id), words, target)

    def _archive(self) -> None:
        if self._detail is not None:
            one, name = self._detail.row.id, self._detail.row.name
            words = tr("{name} is archived").format(name=name)
            self._decide(lambda store: people.archive(store, [one]), words, self.keys.buttons.get("A"))

    def _later(self) -> None:
        if self._detail is not None:
            one, name = self._detail.row.id, self._detail.row.name
            words = tr("{name} comes again another day").format(name=name)
            self._decide(
                lambda store: card_stack.later(store, one), words, self.keys.buttons.get(" "), leaves=False
            )

    def _grow(self, moving_on: int | None = None, circle: int | None = None) -> None:
        if self._detail is None:
            return
        one, name = self._detail.row.id, self._detail.row.name
        if moving_on is None and len(self._growing) >= self._slots:
            self._ask_who_moves_on(one, name)
            return
        words = tr("{name} is growing now").format(name=name)
        self._decide(
            lambda store: growth.grow(store, one, moving_on=moving_on, circle=circle),
            words,
            self.keys.buttons.get("G"),
        )

    def _ask_who_moves_on(self, one: int, name: str) -> None:
        by_id = {str(g.id): g for g in self._growing}
        decision = growth_rules.may_grow(
            str(one),
            [growth_rules.GrowingPerson(str(g.id), g.since, g.two_way) for g in self._growing],
            self._slots,
            today=self._clock.today(),
        )
        ready = [by_id[g.person_id] for g in decision.who_could_move_on]
        if not ready:
            return

        def circle_of(who: int) -> int | None:
            return person.detail(self._store, who, interactions_limit=1).circle_id

        def chosen(who: int, circle: int | None) -> None:
            if self._current == one:
                self._grow(who, circle)

        popup = MovesOnPopup(name, ready, self._circles, circle_of, self._clock.today(), self.window())
        popup.chosen.connect(chosen)
        popup.open_above(self.keys.buttons["G"])

    def _decide(
        self, command: Callable[[Store], object], words: str, target: QWidget | None, *, leaves: bool = True
    ) -> None:
        """Send the decision to the store; the next card lies there at once."""
        one = self._current
        if one is None or one in self._moving:
            return
        self._moving.add(one)
        if target is not None:
            fly(self.pile.card, target, self)
        self._cards = [card for card in self._cards if card != one]
        self._total -= 1
        self._taken[one] = _Taken(words, leaves)

        def done(changed: Changed[object]) -> None:
            self._moving.discard(one)
            if one in self._taken:
                self._taken[one] = _Taken(words, leaves, changed.action)
            self.refresh()

        def failed(error: BaseException) -> None:
            self._moving.discard(one)
            self._taken.pop(one, None)
            self._current = one
            self.refresh()
            if not isinstance(error, NoFreeSlot):  # the slots have filled meanwhile; the keys now say so
                words = sentence(error)
                if words is not None:
                    self._bridge.problem.emit(words)

        self._bridge.run(undoable(command), done, failed, owner=self)
        if not leaves:
            self._total += 1
        self._current = None
        if self._cards:
            self.foot.set_last(words)
            self._show_top()

    def _say_last_spoke(self, answer: LastSpoke | None) -> None:
        one = self._current
        if one is not None:
            self._bridge.run(lambda store: card_stack.last_spoke(store, one, answer), owner=self)

    def _open(self) -> None:
        if self._current is not None:
            self.person_wanted.emit(self._current)

    def _answer(self, command: Callable[[Store, int], object], batch: int) -> None:
        """What to do with the rest of an import."""
        self._bridge.run(lambda store: command(store, batch), lambda _none: self.refresh(), owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._current is not None:
            self._note_offered()


def _centred(widget: QWidget) -> QWidget:
    """The widget in the middle of the width it is given, as wide as it wants to be."""
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return frame
