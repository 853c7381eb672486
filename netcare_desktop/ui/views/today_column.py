"""The column of Today: rows and the quiet lines between them, kept in step with the plan.

A row that reads the same is left alone, so focus, current row and scroll position survive every refresh.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from netcare_desktop.domain.day_words import cadence_text
from netcare_desktop.domain.snooze import CadenceOffer
from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.today_faces import EntryFace
from netcare_desktop.ui.views.today_row import EntryRow
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel

# More rows than these going at once (another day, a filter) go without movement.
_MOST_MOVING = 2
_FAR = 10_000
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR}


@dataclass(frozen=True)
class Line:
    """A quiet line that can be clicked: "4 more follow-ups"."""

    key: str
    text: str


@dataclass(frozen=True)
class Heading:
    """Words over the rows that could wait."""

    key: str
    text: str


@dataclass(frozen=True)
class OfferFace:
    """The offer of a longer cadence, where the row was that was snoozed for the third time in a row: behind the row
    `after` ("" at the top)."""

    key: str
    after: str
    person: int
    name: str
    offer: CadenceOffer


Item = EntryFace | Line | Heading | OfferFace


class _LineButton(Button):
    """A `Line`."""

    def __init__(self, line: Line, clicked: Callable[[str], object]) -> None:
        super().__init__(line.text, rank="flat", icon_name="expand", clicked=lambda: clicked(line.key))


class OfferCard(Card):
    """An `OfferFace`. `answered(accepted)`."""

    answered = Signal(bool)

    def __init__(self, face: OfferFace) -> None:
        super().__init__(tone="soft")
        self.face = face
        longer, usual = cadence_text(face.offer.longer), cadence_text(face.offer.cadence)
        words = tr("{name} was snoozed a few times. Would {longer} suit you better than {usual}?")
        self.body.addWidget(PlainLabel(words.format(name=face.name, longer=longer, usual=usual), wrap=True))
        line = QWidget()
        flow = FlowLayout(line)
        self.accept_button = Button(
            tr("Make it {cadence}").format(cadence=longer), clicked=lambda: self.answered.emit(True)
        )
        self.decline_button = Button(
            tr("Leave it as it is"), rank="flat", clicked=lambda: self.answered.emit(False)
        )
        flow.addWidget(self.accept_button)
        flow.addWidget(self.decline_button)
        self.body.addWidget(line)

    @property
    def tab_chain(self) -> list[QWidget]:
        """What takes the focus, as the eye meets it."""
        return [self.accept_button, self.decline_button]


class TodayColumn(QWidget):
    """`acted(row, name)`, `noted(row, text, channel)`: what rows tell.

    `line_clicked(key)`; `offer_answered(OfferFace, accepted)`; `current_changed(row)` so that it can be scrolled to;
    `settled()`: a row has finished leaving; `focus_lost()`: the last row that held the focus went.
    """

    acted = Signal(object, str)
    noted = Signal(object, str, object)
    line_clicked = Signal(str)
    offer_answered = Signal(object, bool)
    current_changed = Signal(object)
    settled = Signal()
    focus_lost = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._items: dict[QWidget, Item] = {}
        self._current: str | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_2)

    # what it shows

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these, in order. A row whose note is being written stays where it is until it is answered."""
        before = list(self._widgets)
        rows_before = self.rows
        staying = {self._items[widget].key: widget for widget in before if not _is_leaving(widget)}
        shown = [self._take(item, staying) for item in items]
        going = [w for w in staying.values() if not (isinstance(w, EntryRow) and w.is_asking)]
        focus_lost = any(_holds_focus(widget) for widget in going)
        self._choose_current(rows_before, set(going))
        if focus_lost:
            self._focus_current([w for w in shown if isinstance(w, EntryRow)])
        for widget in going:
            self._let_go(widget, moving=len(going) <= _MOST_MOVING)
        for widget in before:
            if widget not in shown and widget in self._items:
                shown.insert(_place(widget, before, shown), widget)
        self._widgets = shown
        for index, widget in enumerate(shown):
            at = self._layout.itemAt(index)
            if at is None or at.widget() is not widget:
                quiet = isinstance(widget, _LineButton)
                align = Qt.AlignmentFlag.AlignLeft if quiet else Qt.AlignmentFlag(0)
                self._layout.insertWidget(index, widget, 0, align)
                widget.show()  # at once: what is not shown takes no focus
        self.chain()
        self._choose_current(self.rows, set())

    def _take(self, item: Item, staying: dict[str, QWidget]) -> QWidget:
        widget = staying.pop(item.key, None)
        if widget is not None and self._items[widget] == item:
            return widget
        if isinstance(widget, EntryRow) and isinstance(item, EntryFace):
            widget.set_face(item)
        elif isinstance(widget, _LineButton) and isinstance(item, Line):
            widget.setText(item.text)
        else:
            if widget is not None:
                self._let_go(widget, moving=False)
            widget = self._make(item)
        self._items[widget] = item
        return widget

    def _make(self, item: Item) -> QWidget:
        if isinstance(item, EntryFace):
            row = EntryRow(item, self)
            row.acted.connect(lambda name: self._row_acted(row, name))
            row.noted.connect(lambda text, channel: self.noted.emit(row, text, channel))
            row.current_wanted.connect(lambda: self.set_current(row))
            return row
        if isinstance(item, Line):
            return _LineButton(item, self.line_clicked.emit)
        if isinstance(item, OfferFace):
            card = OfferCard(item)
            card.answered.connect(lambda accepted: self.offer_answered.emit(item, accepted))
            return card
        heading = PlainLabel(item.text, kind="section")
        heading.setContentsMargins(0, theme.SPACE_4, 0, theme.SPACE_1)
        return heading

    def _let_go(self, widget: QWidget, *, moving: bool) -> None:
        if isinstance(widget, EntryRow) and moving and widget.isVisible():
            widget.leave(lambda: self._left(widget))
        else:
            self._forget(widget)

    def _left(self, widget: QWidget) -> None:
        self._forget(widget)
        self.settled.emit()

    def _forget(self, widget: QWidget) -> None:
        self._items.pop(widget, None)
        if widget in self._widgets:
            self._widgets.remove(widget)
        self._layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def chain(self) -> None:
        """Tab goes through the rows as the eye does, wherever a row was put in."""
        chain: list[QWidget] = []
        for widget in self._widgets:
            if isinstance(widget, EntryRow | OfferCard):
                chain += widget.tab_chain
            elif widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                chain.append(widget)
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    # the current row

    @property
    def rows(self) -> list[EntryRow]:
        """The rows the keys can act on, in order."""
        return [w for w in self._widgets if isinstance(w, EntryRow) and not w.is_leaving and not w.is_asking]

    @property
    def is_busy(self) -> bool:
        """Whether a row is being answered or still leaving."""
        return any(isinstance(w, EntryRow) and (w.is_leaving or w.is_asking) for w in self._widgets)

    def before(self, key: str) -> str:
        """The key of the row before that of `key`; "" at the top."""
        keys = [row.face.key for row in self.rows]
        at = keys.index(key) if key in keys else 0
        return keys[at - 1] if at else ""

    def row(self, key: str) -> EntryRow | None:
        """The row of that entry, one that is being answered included."""
        for widget in self._widgets:
            if isinstance(widget, EntryRow) and widget.face.key == key and not widget.is_leaving:
                return widget
        return None

    @property
    def current(self) -> EntryRow | None:
        """The row the keys act on."""
        return next((row for row in self.rows if row.face.key == self._current), None)

    def set_current(self, row: EntryRow | None, *, focus: bool = False) -> None:
        """Let the keys act on `row`; with `focus` it also takes the focus."""
        self._current = None if row is None else row.face.key
        for other in self._widgets:
            if isinstance(other, EntryRow):
                other.set_current(other is row)
        if row is not None:
            if focus and not row.hasFocus():
                row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.current_changed.emit(row)

    def move_current(self, step: int) -> None:
        """Make the row `step` further the current one, stopping at the ends."""
        rows = self.rows
        if rows:
            current = self.current
            at = rows.index(current) if current is not None else -1 if step > 0 else len(rows)
            self.set_current(rows[max(0, min(at + step, len(rows) - 1))], focus=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the current row; unhandled they would reach the scroll area, which keeps them for itself."""
        plain = not (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        step = _STEPS.get(Qt.Key(event.key())) if plain else None
        if step is not None:
            self.move_current(step)
        else:
            super().keyPressEvent(event)

    def want_current(self, key: str) -> None:
        """The entry that shall be current once it is shown (again)."""
        self._current = key

    def dismiss(self, row: EntryRow, *, focus_next: bool) -> None:
        """Let a row go whose note was answered; the next one becomes current."""
        later = self._widgets[self._widgets.index(row) + 1 :] if row in self._widgets else []
        following = [w for w in later if w in self.rows]
        rows = self.rows
        target = following[0] if following else rows[-1] if rows else None
        if focus_next or self._current == row.face.key:
            self.set_current(target if isinstance(target, EntryRow) else None, focus=focus_next)
            if target is None and focus_next:
                self.focus_lost.emit()
        self._let_go(row, moving=True)

    def _choose_current(self, rows: Sequence[EntryRow], going: set[QWidget]) -> None:
        """When the current row goes, the next one is current, or the last one left."""
        left = [row for row in rows if row not in going]
        if any(row.face.key == self._current for row in left):
            for row in left:
                row.set_current(row.face.key == self._current)
            return
        at = next((i for i, row in enumerate(rows) if row.face.key == self._current), 0)
        after = [row for row in rows[at:] if row not in going] or left[-1:]
        asking = any(isinstance(w, EntryRow) and w.is_asking for w in self._widgets)
        if after and not asking:
            self._current = after[0].face.key
            for row in left:
                row.set_current(row is after[0])

    def _focus_current(self, rows: Sequence[EntryRow]) -> None:
        target = next((row for row in rows if row.face.key == self._current), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_lost.emit()

    def _row_acted(self, row: EntryRow, name: str) -> None:
        # With the focus, too: a popup gives it back to where it was, and that row would be current again.
        self.set_current(row, focus=True)
        self.acted.emit(row, name)


def _is_leaving(widget: QWidget) -> bool:
    return isinstance(widget, EntryRow) and widget.is_leaving


def _holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))


def _place(widget: QWidget, before: Sequence[QWidget], shown: Sequence[QWidget]) -> int:
    """Where a widget that stays on for a moment belongs: behind the nearest one that stood before it."""
    for earlier in reversed(before[: before.index(widget)]):
        if earlier in shown:
            return shown.index(earlier) + 1
    return 0
