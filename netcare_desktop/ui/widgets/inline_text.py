"""Edit several lines in place: click the text, type, Ctrl+Enter (or a click elsewhere) keeps it, Esc leaves it as it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.after_click import after_click
from netcare_desktop.ui.widgets.plain_label import PlainLabel

_STAYS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_MOST_LINES = 14


class TextField(QPlainTextEdit):
    """A plain text field as high as its text, up to 14 lines. Tab moves on instead of indenting."""

    def __init__(self, parent: QWidget | None = None, *, least_lines: int = 2) -> None:
        super().__init__(parent)
        self._least = least_lines
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().contentsChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        lines = 0
        block = self.document().begin()
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        shown = max(self._least, min(lines, _MOST_LINES))
        extra = round(2 * self.document().documentMargin()) + 2 * self.frameWidth() + 2 * theme.SPACE_1 + 2
        return QSize(theme.RAIL_WIDE, shown * self.fontMetrics().lineSpacing() + extra)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.ROW_TWO_LINES, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


class _Text(PlainLabel):
    """The text as it stands; clicked, or entered with Enter, Space or F2."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("", wrap=True)
        self.setObjectName("inlineValue")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


class InlineText(QWidget):
    """One fact of several lines. `edited(str)` is sent when the user kept a changed text; see `InlineEdit`.

    `indent` in pixels, of the text within its frame; -1: what the style thinks right.
    """

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        value: str = "",
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        indent: int = -1,
    ) -> None:
        super().__init__(parent)
        self._name, self._value = name, value
        self._editing = False
        self._placeholder = placeholder or tr("Add")
        self._label = _Text()
        self._label.setIndent(indent)
        self._label.wanted.connect(self.start)
        self._field: TextField | None = None
        self._hint: PlainLabel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._column.addWidget(self._label)
        self.setFocusProxy(self._label)
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
        """Open the field, the caret at the end of the text."""
        if self.is_editing:
            return
        self._editing = True
        if self._field is None:
            self._field = TextField(self)
            self._field.setAccessibleName(self._name)
            self._field.setPlaceholderText(self._placeholder)
            self._field.installEventFilter(self)
            self._column.addWidget(self._field)
            self._hint = PlainLabel(
                tr("Ctrl+Enter keeps it, Esc leaves it as it was"), kind="small", wrap=True
            )
            self._column.addWidget(self._hint)
        self._field.setPlainText(self._value)
        self._label.hide()
        self._field.show()
        assert self._hint is not None
        self._hint.show()
        self.setFocusProxy(self._field)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.moveCursor(self._field.textCursor().MoveOperation.End)

    def keep(self, *, back: bool = False) -> None:
        """Close the field and keep what was typed."""
        if self._field is None or not self.is_editing:
            return
        typed = self._field.toPlainText().strip()
        changed = typed != self._value
        if changed:
            self._value = typed
        self._close(back=back)
        if changed:
            self.edited.emit(typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and self.is_editing:
            if isinstance(event, QKeyEvent):
                return self._key(event)
            if (
                isinstance(event, QFocusEvent)
                and event.type() == QEvent.Type.FocusOut
                and event.reason() not in _STAYS_OPEN
            ):
                self.keep()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        keeps = control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() != Qt.Key.Key_Escape and not keeps:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if keeps:
                self.keep(back=True)
            else:
                self._close(back=True)
            return True
        return False

    def _close(self, *, back: bool) -> None:
        self._editing = False
        self.setFocusProxy(self._label)
        after_click(self, self._show_label)
        if back:
            self._label.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_label(self) -> None:
        if self._editing or self._field is None or self._hint is None:
            return  # opened again meanwhile
        self._field.hide()
        self._hint.hide()
        self._show_value()
        self._label.show()

    def _show_value(self) -> None:
        self._label.setText(self._value or self._placeholder)
        self._label.set_tone("" if self._value else "muted")
        said = self._value or tr("nothing yet")
        self._label.setAccessibleName(tr("{name}: {value}, edit").format(name=self._name, value=said))
