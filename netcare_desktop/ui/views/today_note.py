"""The line a row folds into when it is done: "What was it about?", and the channel that was logged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from netcare_desktop.domain import wording
from netcare_desktop.domain.words import Channel
from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.plain_label import ElidedLabel

# A menu or another window takes the focus for a moment only.
_STAYS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class _Tick(QWidget):
    """The round mark of what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.SPACE_6, theme.SPACE_6)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(self.rect())
        inner = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        icons.paint(painter, inner, "done", look.colour("on_accent"))


class NoteLine(QWidget):
    """`answered(text, channel)` is sent once: on Enter, on Esc (without a text), or when the line is left."""

    answered = Signal(str, object)

    def __init__(self, name: str, channel: Channel, *, is_followup: bool = False) -> None:
        super().__init__()
        self._open = True
        self.channel = channel
        who = ElidedLabel(name, kind="strong")
        who.setMaximumWidth(theme.RAIL_WIDE)
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("What was it about with {name}?").format(name=name))
        self.field.setPlaceholderText(
            tr("In touch with them? A word about it logs it (Enter to skip)")
            if is_followup
            else tr("What was it about? (Enter to skip)")
        )
        self.field.installEventFilter(self)
        self.channel_button = IconButton(str(channel), "")
        self.channel_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.channel_button.setMenu(self._channel_menu())
        self.channel_button.installEventFilter(self)
        self._take_channel(channel)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        row.setSpacing(theme.SPACE_3)
        row.addWidget(_Tick())
        row.addWidget(who)
        row.addWidget(self.field, 1)
        row.addWidget(self.channel_button)

    def close_quietly(self) -> None:
        """Go without an answer."""
        self._open = False
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._open:
            return False
        if isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            goes = self.window().focusWidget()
            inside = goes in (self.field, self.channel_button) and goes is not watched
            if event.reason() not in _STAYS_OPEN and not inside:
                self._answer(self.field.text())
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if watched is not self.field:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # the line's own key, not the window's
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.isAutoRepeat() and not self.field.text():
            return True  # the key that opened the line is still held down
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer(self.field.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._answer("")
        elif event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        return True

    def _answer(self, text: str) -> None:
        if self._open:
            self._open = False
            self.answered.emit(text.strip(), self.channel)

    def _channel_menu(self) -> QMenu:
        menu = QMenu(self)
        for channel in Channel:
            action = menu.addAction(icons.icon(str(channel)), wording.channel_text(channel))
            action.triggered.connect(lambda _checked=False, channel=channel: self._take_channel(channel))
        return menu

    def _take_channel(self, channel: Channel) -> None:
        self.channel = channel
        words = wording.channel_text(channel)
        self.channel_button.set_icon(str(channel))
        self.channel_button.set_name(tr("Logged as: {channel}").format(channel=words))
