"""Role and organisation on one line; a click opens a field for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.store import organisations
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.fact_block import LinkLabel
from netcare_desktop.ui.widgets.after_click import after_click
from netcare_desktop.ui.widgets.suggest import Suggestions

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_STAYS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class RoleLine(QWidget):
    """ "Head of Research · Gulbenkian Institute". `edited(role, organisation)` when another text was kept: Enter keeps,
    leaving both fields keeps too, Esc leaves the line as it was.
    """

    edited = Signal(str, str)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._values = ("", "")
        self._editing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label = LinkLabel(cursor=Qt.CursorShape.IBeamCursor)
        self.label.taken.connect(self.start)
        self.label.edit_wanted.connect(self.start)
        self.role = QLineEdit()
        self.organisation = QLineEdit()
        for field, words in ((self.role, tr("Role")), (self.organisation, tr("Organisation"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.returnPressed.connect(self._keep)
        self._suggestions = Suggestions(
            self.organisation,
            lambda text: [(name, name) for name in organisations.beginning_with(store, text)],
        )
        self._fields = QWidget()
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.role, 1)
        row.addWidget(self.organisation, 1)
        self._fields.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.label)
        column.addWidget(self._fields)
        for field in (self.role, self.organisation):
            field.installEventFilter(self)

    @property
    def is_editing(self) -> bool:
        """Whether the fields are open."""
        return self._editing

    def set_values(self, role: str, organisation: str) -> None:
        """Show what is stored; what the user is typing at the moment is left alone."""
        self._values = (role, organisation)
        shown = " · ".join(part for part in self._values if part)
        self.label.setText(shown or tr("Add a role and an organisation"))
        self.label.set_tone("" if shown else "muted")
        self.label.setAccessibleName(
            tr("{name}: {value}, edit").format(name=tr("Role and organisation"), value=shown)
        )

    def start(self) -> None:
        """Open the fields."""
        if self.is_editing:
            return
        self._editing = True
        for field, value in zip((self.role, self.organisation), self._values, strict=True):
            field.setText(value)
        self.label.hide()
        self._fields.show()
        self.role.setFocus(Qt.FocusReason.OtherFocusReason)
        self.role.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.is_editing:
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._close()
                self.label.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            # From one field to the other is no leaving.
            stays = event.reason() in _STAYS_OPEN or QApplication.focusWidget() in (
                self.role,
                self.organisation,
            )
            if not stays:
                self._keep()
        return False

    def _keep(self) -> None:
        typed = (self.role.text().strip(), self.organisation.text().strip())
        changed = typed != self._values
        self._close()
        if changed:
            self.set_values(*typed)
            self.edited.emit(*typed)

    def _close(self) -> None:
        self._editing = False
        after_click(self, self._show_label)

    def _show_label(self) -> None:
        if not self._editing:
            self._fields.hide()
            self.label.show()
