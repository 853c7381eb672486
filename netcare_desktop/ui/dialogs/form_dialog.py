"""The frame of the small forms: a title, the fields, one line for what is wrong, Cancel and the verb."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import sentence
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class FormDialog(QDialog):
    """Esc closes; Enter in a line and Ctrl+Enter anywhere confirm. Subclasses fill `self.body` and override `save`."""

    def __init__(self, parent: QWidget | None, title: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.is_saving = False
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE_3)
        self.problem = PlainLabel(kind="strong", wrap=True)
        self.problem.hide()
        self.cancel_button = Button(tr("Cancel"), rank="flat", clicked=self.reject)
        self.cancel_button.setAutoDefault(False)
        self.save_button = Button(verb, rank="primary", clicked=self._try_to_save)
        self.save_button.setDefault(True)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.SPACE_2)
        self.foot.addStretch()
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(self.body, 1)
        column.addWidget(self.problem)
        column.addSpacing(theme.SPACE_1)
        column.addLayout(self.foot)

    def save(self) -> None:
        """Check and store what stands in the form; `accept` when it is stored."""
        raise NotImplementedError

    def show_problem(self, words: str, field: QWidget | None = None) -> None:
        """Say what is wrong (nothing: ""), and put the caret where it can be mended."""
        self.is_saving = False
        self.save_button.setEnabled(True)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def failed(self, error: BaseException) -> None:
        """Saving did not work: the form stays as it is, with the reason (a bug has its own report)."""
        self.show_problem(sentence(error) or tr("This could not be saved."))

    def event(self, event: QEvent) -> bool:
        """The window is as high as its words and chips need at this width, and no higher than the screen."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        wanted = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else -1
        if wanted < 0:
            wanted = layout.totalSizeHint().height()
        room = self.screen().availableGeometry().height() - 2 * theme.SPACE_8
        self.resize(self.width(), min(wanted, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._try_to_save()
        else:
            super().keyPressEvent(event)

    def listen_for_ctrl_enter(self, field: QPlainTextEdit) -> None:
        """A field of several lines keeps Enter for itself, but not Ctrl+Enter."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._try_to_save()
                return True
        return False

    def _try_to_save(self) -> None:
        if not self.is_saving:
            self.is_saving = True
            self.save()


class FieldGrid(QGridLayout):
    """Labels at the left, fields at the right, aligned."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(theme.SPACE_4)
        self.setVerticalSpacing(theme.SPACE_2)
        self.setColumnStretch(1, 1)
        self.setColumnMinimumWidth(0, theme.RAIL_WIDE // 2)

    def add(self, words: str, field: QWidget, *, top: bool = False) -> None:
        """One more line; the field is called like its label. `top`: for fields of several lines."""
        label = PlainLabel(words, tone="muted")
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(words)
        row = self.rowCount()
        if top:
            label.setContentsMargins(0, theme.SPACE_2, 0, 0)
        align = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        self.addWidget(label, row, 0, align | Qt.AlignmentFlag.AlignLeft)
        self.addWidget(field, row, 1)
