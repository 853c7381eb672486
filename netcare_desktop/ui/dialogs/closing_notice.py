"""Said once, when the window is closed for the first time: reminding goes on, and how to quit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class ClosingNotice(QDialog):
    """`goes_on()`: close the window and keep reminding. `quits()`: end the program instead. Esc leaves the window open.

    With `offers_login` it asks in passing whether to start at log-in; `at_login` holds the answer.
    """

    goes_on = Signal()
    quits = Signal()

    def __init__(self, parent: QWidget, *, offers_login: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("NetCare keeps reminding you"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(PlainLabel(self.windowTitle(), kind="section"))
        for words in (
            tr("The window closes, and your reminders still come. Start NetCare again to open it."),
            tr("To quit for good press Ctrl+Q, or choose Quit in the File menu. Settings can change this."),
        ):
            column.addWidget(PlainLabel(words, wrap=True))
        self.at_login = QCheckBox(tr("Start quietly at log-in from now on"))
        self.at_login.setVisible(offers_login)
        column.addWidget(self.at_login)
        leave = Button(tr("Quit instead"), rank="flat", clicked=lambda: self._decide(self.quits))
        leave.setAutoDefault(False)
        close = Button(tr("Close the window"), rank="primary", clicked=lambda: self._decide(self.goes_on))
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        foot.addStretch()
        foot.addWidget(leave)
        foot.addWidget(close)
        column.addSpacing(theme.SPACE_3)
        column.addLayout(foot)
        self.setFixedWidth(theme.TEXT_COLUMN * 2 // 3)
        close.setFocus()

    def _decide(self, which: SignalInstance) -> None:
        self.accept()
        which.emit()
