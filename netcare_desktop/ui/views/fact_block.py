"""The small building blocks of the facts beside a person: a captioned block, a line that can be acted on and edited."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.after_click import after_click
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel, plain_tooltip

FACT_INSET = theme.SPACE_1 + 1
"""Where every fact begins: as far in as the text of a value that is edited in place, within its frame."""

_STAYS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class FactBlock(QWidget):
    """A quiet caption over its content; `add_action` puts a small button beside the caption."""

    def __init__(self, caption: str, content: QWidget | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(FACT_INSET, 0, 0, 0)
        self._caption = ElidedLabel(caption, kind="secondary")
        self._head.addWidget(self._caption, 1)
        column.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column.addLayout(self.body)
        if content is not None:
            self.body.addWidget(content)

    def add_action(self, button: QWidget) -> None:
        """Put a small button at the right of the caption."""
        self._head.addWidget(button)

    def set_caption(self, caption: str, tooltip: str = "") -> None:
        """Change the caption."""
        self._caption.setText(caption)
        self._caption.set_tooltip(tooltip)


def widgets_of(layout: QVBoxLayout) -> list[QWidget]:
    """The widgets in a column, in order."""
    items = (layout.itemAt(place) for place in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def clear(layout: QVBoxLayout) -> None:
    """Take all widgets out and let them go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class LinkLabel(ElidedLabel):
    """A line that does something when it is clicked (`taken`); Enter and Space do the same, F2 and Del are told."""

    taken = Signal()
    edit_wanted = Signal()
    remove_wanted = Signal()

    def __init__(
        self,
        text: str = "",
        *,
        kind: theme.TextKind = "body",
        cursor: Qt.CursorShape = Qt.CursorShape.PointingHandCursor,
    ) -> None:
        super().__init__(text, kind=kind)
        self.setObjectName("inlineValue")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.taken.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)


class FactLine(QWidget):
    """An icon and a value. A click acts on it (write, call, open, edit); the pencil, F2 and the menu edit it in place.

    `edited(str)`: another text was kept. `left`: a line that was being made was left empty. `removed`: Del, or an empty
    text. `closed`: the field was closed without a change.
    """

    edited = Signal(str)
    removed = Signal()
    left = Signal()
    closed = Signal()

    def __init__(
        self,
        icon_name: str,
        name: str,
        value: str,
        aside: str = "",
        *,
        act: Callable[[], object] | None = None,
        act_words: str = "",
        copy: Callable[[], object] | None = None,
        fill_menu: Callable[[QMenu], object] | None = None,
        starred: bool = False,
        placeholder: str = "",
        editor: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.name, self.value = name, value
        self._icon_name, self._fill_menu, self._editor = icon_name, fill_menu, editor
        self._copy, self._placeholder = copy, placeholder or name
        self._is_new = not value
        self._field: QLineEdit | None = None
        self._tools: QWidget | None = None
        self.setFixedHeight(theme.CONTROL_HEIGHT + 2)
        self._label = LinkLabel(
            value,
            cursor=Qt.CursorShape.PointingHandCursor if act is not None else Qt.CursorShape.IBeamCursor,
        )
        self._label.setAccessibleName(tr("{name}: {value}").format(name=name, value=value))
        if act_words:
            self._label.set_tooltip(act_words)
        if act is not None:
            self._label.set_tone("accent")
        self._label.taken.connect(act if act is not None else self.start)
        self._label.edit_wanted.connect(self.start)
        self._label.remove_wanted.connect(self.removed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.ICON_ROW + theme.SPACE_2, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._label, 1)
        self._aside: PlainLabel | None = None
        if aside:
            self._aside = PlainLabel(aside, kind="small")
            self._row.addWidget(self._aside)
        if starred:
            star = _Mark("occasion")
            star.setToolTip(plain_tooltip(tr("Preferred")))
            self._row.addWidget(star)

    @property
    def is_editing(self) -> bool:
        """Whether the field is open."""
        return self._field is not None and not self._field.isHidden()

    @property
    def field(self) -> QLineEdit:
        """The field, made when it is first needed."""
        if self._field is None:
            self._field = QLineEdit()
            self._field.setAccessibleName(self.name)
            self._field.setPlaceholderText(self._placeholder)
            self._field.returnPressed.connect(self._keep)
            self._field.hide()
            self._row.insertWidget(1, self._field, 1)
            self._field.installEventFilter(self)
        return self._field

    def take(self) -> None:
        """Do what a click does."""
        self._label.taken.emit()

    def start(self) -> None:
        """Open the field, or the editor this line has instead."""
        if self._editor is not None:
            self._editor()
            return
        self.field.setText(self.value)
        self._label.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self._hide_tools()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and self.is_editing:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    self._close(back=True)
                    return True
            if (
                isinstance(event, QFocusEvent)
                and event.type() == QEvent.Type.FocusOut
                and event.reason() not in _STAYS_OPEN
            ):
                self._keep(back=False)
        return False

    def _keep(self, back: bool = True) -> None:
        typed = self.field.text().strip()
        changed = typed != self.value
        if not typed and self._is_new:
            after_click(self, self.left.emit)
            return
        if changed and typed:
            self.value = typed
            self._label.setText(typed)
            self._is_new = False
        self._close(back=back, keeps=changed)
        if changed and typed:
            self.edited.emit(typed)
        elif changed:
            self.removed.emit()

    def _close(self, back: bool, *, keeps: bool = False) -> None:
        if self._is_new:
            self.left.emit()
            return
        self.field.hide()
        self._label.show()
        if back:
            self._label.setFocus(Qt.FocusReason.OtherFocusReason)
        if not keeps:
            self.closed.emit()

    def _open_menu(self) -> None:
        if self._fill_menu is not None:
            from netcare_desktop.ui.views.person_menu import new_menu

            menu = new_menu(self)
            self._fill_menu(menu)
            menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open_menu()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if not self.is_editing:
            self._show_tools()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_tools()

    def _show_tools(self) -> None:
        if self._tools is None:
            self._tools = QWidget()
            tools = QHBoxLayout(self._tools)
            tools.setContentsMargins(0, 0, 0, 0)
            tools.setSpacing(0)
            if self._copy is not None:
                tools.addWidget(_small(IconButton("copy", tr("Copy"), clicked=self._copy)))
            tools.addWidget(_small(IconButton("edit", tr("Edit"), clicked=self.start)))
            if self._fill_menu is not None:
                tools.addWidget(_small(IconButton("more", tr("More"), clicked=self._open_menu)))
            self._row.addWidget(self._tools)
        self._tools.show()
        if self._aside is not None:
            self._aside.hide()

    def _hide_tools(self) -> None:
        if self._tools is not None:
            self._tools.hide()
        if self._aside is not None:
            self._aside.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme.ICON_ROW
        left = FACT_INSET if not self.isRightToLeft() else self.width() - FACT_INSET - side
        area = QRectF(left, (self.height() - side) / 2, side, side)
        if self._icon_name:
            icons.paint(QPainter(self), area, self._icon_name, theme.current().colour("muted"))


class _Mark(QWidget):
    """A tiny icon that says something about its line."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.ICON_ROW, theme.ICON_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(
            QPainter(self),
            QRectF(self.rect()).adjusted(2, 2, -2, -2),
            self._icon_name,
            theme.current().colour("accent"),
        )


def _small(button: IconButton) -> IconButton:
    button.setFixedSize(theme.SPACE_6, theme.SPACE_6 + theme.SPACE_1)
    return button
