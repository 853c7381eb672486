"""One entry of Today as a card: who, why, the last note, a light idea, and what can be done at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.domain import wording
from netcare_desktop.domain.day_words import cadence_text
from netcare_desktop.domain.words import Channel, EntryKind
from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.views.today_faces import EntryFace
from netcare_desktop.ui.views.today_note import NoteLine
from netcare_desktop.ui.widgets import motion
from netcare_desktop.ui.widgets.avatar import Avatar
from netcare_desktop.ui.widgets.chip import Chip
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel, plain_tooltip

# What a row can do: its name, which is also that of its icon, and the key that does the same.
ACTIONS: Final = (("done", "D"), ("snooze", "S"), ("write", "W"), ("open", "O"), ("rest", "R"), ("more", ""))


def action_text(name: str) -> str:
    """The words for what a row can do."""
    return {
        "done": tr("Done"),
        "snooze": tr("Snooze"),
        "write": tr("Write"),
        "open": tr("Open"),
        "rest": tr("Let it rest for 60 days"),
        "more": tr("More"),
    }[name]


class _Glyph(QWidget):
    """A small icon beside a line of text."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setFixedSize(theme.ICON_ROW, theme.ICON_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, QRectF(self.rect()), self._icon_name, theme.current().colour("muted"))


class EntryRow(QWidget):
    """The card. `acted(name)`: one of `ACTIONS`, or `lengthen`, `pause`, `let_go`, or `menu` at `menu_at`.

    `noted(text, channel)`: the line after *Done* was answered; `current_wanted()`: the row was entered.
    """

    acted = Signal(str)
    noted = Signal(str, object)
    current_wanted = Signal()

    def __init__(self, face: EntryFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self.menu_at = QPoint()
        self.is_leaving = False
        self._hovered = False
        self._current = False
        self._buttons: list[QAbstractButton] = []
        self._choice_buttons: list[QAbstractButton] = []
        self._choice: QWidget | None = None
        self._note: NoteLine | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._full = QWidget()
        self._build()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._full)
        self.set_face(face)

    def _build(self) -> None:
        self._avatar = Avatar()
        self._name = ElidedLabel(kind="strong")
        self._about = ElidedLabel(kind="secondary")
        self._label = Chip("")
        self._reason = PlainLabel(wrap=True)
        self._memory = ElidedLabel(kind="secondary")
        self._idea = PlainLabel(kind="secondary", wrap=True)
        self._idea_line = QWidget()
        idea = QHBoxLayout(self._idea_line)
        idea.setContentsMargins(0, 0, 0, 0)
        idea.setSpacing(theme.SPACE_1)
        idea.addWidget(_Glyph("idea"), 0, Qt.AlignmentFlag.AlignTop)
        idea.addWidget(self._idea, 1)
        # The room for the actions is kept free, so that nothing moves when they show.
        self._actions = QWidget()
        side = theme.ICON_ROW + theme.SPACE_4
        self._actions.setFixedSize(len(ACTIONS) * side, side)
        policy = self._actions.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._actions.setSizePolicy(policy)
        self._actions.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(self._name)
        head.addWidget(self._label)
        head.addWidget(self._about, 1)
        head.addWidget(self._actions)
        words = self._words = QVBoxLayout()
        words.setSpacing(theme.SPACE_1)
        words.addLayout(head)
        words.addWidget(self._reason)
        words.addWidget(self._memory)
        words.addWidget(self._idea_line)
        row = QHBoxLayout(self._full)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_3, theme.SPACE_4)
        row.setSpacing(theme.SPACE_3)
        left = QVBoxLayout()
        left.setContentsMargins(0, theme.SPACE_1, 0, 0)
        left.addWidget(self._avatar)
        left.addStretch()
        row.addLayout(left)
        row.addLayout(words, 1)

    def _fill_actions(self) -> None:
        """The buttons are made when they are first seen: most rows are only read, and six buttons cost more than the
        rest of the row."""
        if self._buttons:
            return
        line = QHBoxLayout(self._actions)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        before: QWidget = self
        for name, key in ACTIONS:
            button = IconButton(name, action_text(name), shortcut=key, clicked=partial(self._act, name))
            button.setObjectName(name)
            button.installEventFilter(self)
            line.addWidget(button)
            self._buttons.append(button)
            QWidget.setTabOrder(before, button)
            before = button

    def _make_choice(self) -> QWidget:
        choice = QWidget()
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, theme.SPACE_1, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addWidget(PlainLabel(wording.choose_text()))
        line = QWidget()
        flow = FlowLayout(line)
        for name, words in (("lengthen", ""), ("pause", tr("Pause…")), ("let_go", tr("Let go"))):
            button = Button(words, clicked=partial(self._act, name))
            button.setObjectName(name)
            button.installEventFilter(self)
            flow.addWidget(button)
            self._choice_buttons.append(button)
        column.addWidget(line)
        return choice

    def _show_choice(self, face: EntryFace) -> None:
        """ "Lengthen, pause, or let go?", where the entry asks for it."""
        if face.entry.asks_to_choose and self._choice is None:
            self._choice = self._make_choice()
            self._words.addWidget(self._choice)
        if self._choice is None:
            return
        self._choice.setVisible(face.entry.asks_to_choose)
        lengthen = self._choice_buttons[0]
        lengthen.setVisible(face.longer is not None)
        if face.longer is not None:
            lengthen.setText(tr("Lengthen to {cadence}").format(cadence=cadence_text(face.longer)))

    # what it shows

    def set_face(self, face: EntryFace) -> None:
        """Show this entry; nothing is touched when it reads the same."""
        self.face = face
        self._avatar.set_person(face.name, face.circle)
        self._name.setText(face.name)
        self._about.setText(face.about)
        self._label.setText(face.label)
        self._label.setVisible(bool(face.label))
        self._reason.setText(face.reason)
        self._reason.setToolTip(plain_tooltip(face.reason_tooltip))
        self._memory.setText(face.memory)
        self._memory.set_tooltip(face.memory_tooltip)
        self._memory.setVisible(bool(face.memory))
        self._idea.setText(face.idea)
        self._idea_line.setVisible(bool(face.idea))
        self._show_choice(face)
        self.setAccessibleName(face.spoken)

    @property
    def tab_chain(self) -> list[QWidget]:
        """Everything in the row that takes the focus, as the eye meets it."""
        if self._note is not None:
            return [self._note.field, self._note.channel_button]
        return [self, *self._buttons, *self._choice_buttons]

    def button(self, name: str) -> QAbstractButton:
        """The button of one of `ACTIONS`."""
        self._fill_actions()
        return self._buttons[[action for action, _key in ACTIONS].index(name)]

    @property
    def is_current(self) -> bool:
        """Whether the keys of the page act on this row."""
        return self._current

    def set_current(self, current: bool) -> None:
        """Mark it as the row the keys act on."""
        if current != self._current:
            self._current = current
            self._show_actions()

    # done, and leaving

    @property
    def is_asking(self) -> bool:
        """Whether the line "What was it about?" is open."""
        return self._note is not None

    def ask_for_note(self) -> None:
        """Fold into the one line; `noted` is sent once it is answered, skipped or left."""
        if self._note is not None:
            return
        followup = self.face.entry.kind is EntryKind.FOLLOWUP
        note = NoteLine(self.face.name, self.face.entry.channel, is_followup=followup)
        note.answered.connect(self._answered)
        self._note = note
        layout = self.layout()
        assert layout is not None
        layout.addWidget(note)
        note.field.setFocus(Qt.FocusReason.OtherFocusReason)
        motion.fold_away(self._full)
        self.update()

    def stop_asking(self) -> None:
        """Back to the whole row: what was done could not be saved, or was taken back."""
        if self._note is None:
            return
        had_focus = self._note.field.hasFocus()
        note, self._note = self._note, None
        note.close_quietly()
        self._full.show()
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    @property
    def typed_note(self) -> str:
        """What stands in the line at the moment."""
        return self._note.field.text() if self._note is not None else ""

    def leave(self, then: Callable[[], object]) -> None:
        """Fold to nothing, then call `then`."""
        if self.is_leaving:
            return
        self.is_leaving = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        motion.fold_away(self, then)

    def _answered(self, text: str, channel: Channel) -> None:
        self.noted.emit(text, channel)

    def _act(self, name: str) -> None:
        if name == "more":
            anchor = self.button("more")
            self.menu_at = anchor.mapToGlobal(QPoint(0, anchor.height()))
            self.acted.emit("menu")
        else:
            self.acted.emit(name)

    # events

    def _show_actions(self) -> None:
        shown = self._hovered or self._current
        if shown:
            self._fill_actions()
        self._actions.setVisible(shown)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses the button it stands on; Up and Down belong to the column (Qt would walk the buttons)."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QAbstractButton):
                watched.click()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                parent = self.parentWidget()
                if parent is not None:
                    parent.keyPressEvent(event)
                return True
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self._show_actions()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self._show_actions()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.current_wanted.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.is_asking:
            self.acted.emit("open")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.open_menu(None if keyboard else event.globalPos())

    def open_menu(self, at: QPoint | None = None) -> None:
        """Ask for the menu at a place of the screen, or in the middle of the row."""
        if self.is_asking or self.is_leaving:
            return
        self.current_wanted.emit()
        self.menu_at = self.mapToGlobal(self.rect().center()) if at is None else at
        self.acted.emit("menu")

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = 2.0 if focused else 1.0
        edge = "accent" if focused else "outline" if self._current else "line"
        painter.setPen(QPen(look.colour(edge), width))
        painter.setBrush(look.colour("card"))
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(area, theme.RADIUS_CARD, theme.RADIUS_CARD)
