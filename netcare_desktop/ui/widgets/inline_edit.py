"""Edit in place: click a fact, type, Enter keeps it, Esc leaves it as it was. No dialog for one field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui.theme import TextKind
from netcare_desktop.ui.widgets.plain_label import ElidedLabel

# A context menu or another window takes the focus for a moment only.
_STAYS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class _Value(ElidedLabel):
    """The fact as text that can be clicked, or entered with Enter, Space or F2."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inlineValue")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class InlineEdit(QWidget):
    """One fact. `edited(str)` is sent when the user kept a changed text; the owner stores it and calls
    `set_value`.

    `name` is what the fact is called ("Organisation"), for screen readers; `placeholder` stands there while
    it is empty; `kind` is the size of the text, shown as well as edited. Leaving the field keeps what was
    typed, as Enter does: nothing typed is lost by a click elsewhere.
    """

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        value: str = "",
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        kind: TextKind = "body",
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._value = value
        self._editing = False
        self._placeholder = placeholder or tr("Add")
        self._label = _Value()
        self._label.setProperty("kind", kind)
        self._field = QLineEdit()
        self._field.setProperty("kind", kind)
        self._field.setAccessibleName(name)
        self._field.setPlaceholderText(self._placeholder)
        self._field.installEventFilter(self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._label)
        self._stack.addWidget(self._field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._label)
        self._label.wanted.connect(self.start)
        self._field.returnPressed.connect(self._keep)
        self._show_value()

    @property
    def value(self) -> str:
        """The fact as it is stored."""
        return self._value

    @property
    def is_editing(self) -> bool:
        """Whether the field is open."""
        return self._editing

    def set_value(self, value: str) -> None:
        """Show the stored fact; what the user is typing at the moment is left alone."""
        self._value = value
        if not self.is_editing:
            self._show_value()

    def start(self) -> None:
        """Open the field with the whole text selected."""
        if self.is_editing:
            return
        self._editing = True
        self._field.setText(self._value)
        self._stack.setCurrentWidget(self._field)
        self.setFocusProxy(self._field)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and self.is_editing:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()  # Esc closes the field, not the dialog around it
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    self._close()
                    return True
            if (
                isinstance(event, QFocusEvent)
                and event.type() == QEvent.Type.FocusOut
                and event.reason() not in _STAYS_OPEN
            ):
                self._keep(back=False)
        return False

    def _keep(self, back: bool = True) -> None:
        typed = self._field.text().strip()
        changed = typed != self._value
        if changed:
            self._value = typed
        self._close(back=back)
        if changed:
            self.edited.emit(typed)

    def _close(self, back: bool = True) -> None:
        if not self.is_editing:
            return
        self._editing = False  # first: turning the page takes the focus away, and that would keep the text
        self.setFocusProxy(self._label)
        self._show_value()
        self._stack.setCurrentWidget(self._label)
        if back:
            self._label.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_value(self) -> None:
        self._label.setText(self._value or self._placeholder)
        self._label.set_tone("" if self._value else "muted")
        said = self._value or tr("nothing yet")
        self._label.setAccessibleName(tr("{name}: {value}, edit").format(name=self._name, value=said))
