"""The one place where the window says something: a short sentence at the bottom, with Undo where there is something to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets import motion
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class MessageBar(QFrame):
    """Floats at the bottom of its parent for 10 s; not while the pointer or the focus is on it. A newer message replaces it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._host = parent
        self._undo: Callable[[], object] | None = None
        self._text = PlainLabel("", wrap=True)
        self._button = Button("", rank="flat", clicked=self._take_back)
        self._close = IconButton("close", tr("Dismiss"), role="on_message", clicked=self.dismiss)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.MESSAGE_MS)
        self._timer.timeout.connect(self.dismiss)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self.keep_clear: Callable[[], int] = lambda: 0
        """Asks how many px at the bottom must stay in sight (the keys of the triage, say); the message stands above."""
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says at the moment; "" when it is hidden."""
        return self._text.text() if self.isVisible() else ""

    def say(self, text: str, undo: Callable[[], object] | None = None, undo_text: str = "") -> None:
        """Show `text` (plain), with an Undo button when there is a way back; a screen reader reads it out."""
        self._undo = undo
        self._text.setText(text)
        self._button.setVisible(undo is not None)
        self._button.setText(undo_text or tr("Undo"))
        self._place()
        self.raise_()
        motion.fade_in(self)
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._undo = None
        if self.isVisible():
            had_focus = self._has_focus()
            self.hide()
            if had_focus:
                self._host.setFocus(Qt.FocusReason.OtherFocusReason)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible() and not self._has_focus():
            self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if not self.isVisible():
            return
        if new is not None and self.isAncestorOf(new):
            self._timer.stop()
        elif old is not None and self.isAncestorOf(old) and not self.underMouse():
            self._timer.start()

    def _take_back(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def _place(self) -> None:
        parent = self._host
        room = parent.width() - 2 * theme.SPACE_4
        self.setFixedWidth(max(1, min(room, theme.TEXT_COLUMN * 4 // 5, self._wanted_width())))
        self._row.activate()
        height = max(self.sizeHint().height(), self.heightForWidth(self.width()))
        self.setFixedHeight(max(height, theme.CONTROL_HEIGHT + theme.SPACE_4))
        bottom = parent.height() - self.keep_clear() - self.height() - theme.SPACE_4
        self.move(QPoint((parent.width() - self.width()) // 2, max(0, bottom)))

    def _wanted_width(self) -> int:
        words = self._text.fontMetrics().horizontalAdvance(self._text.text())
        buttons = self._close.width() + (0 if self._undo is None else self._button.sizeHint().width())
        return max(theme.TEXT_COLUMN // 2, words + buttons + 6 * theme.SPACE_4)
