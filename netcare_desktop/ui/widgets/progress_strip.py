"""Long work: a thin bar, what it is doing, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import ElidedLabel

_STEPS = 1000
_WAIT_MS = 250  # what is done sooner needs no bar


class ProgressStrip(QWidget):
    """Hidden until a started work has lasted a moment.

    `cancelled` is sent once; the work decides when it has stopped (`finish`)."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedLabel("", kind="secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme.SPACE_1)
        self._cancel = Button(tr("Cancel"), rank="flat", clicked=self._stop)
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE_1)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_6, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        row.setSpacing(theme.SPACE_3)
        row.addLayout(words, 1)
        row.addWidget(self._cancel)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self.show)
        self.hide()

    def start(self, text: str, *, can_cancel: bool = True) -> None:
        """Show what is being done; how much of it there is comes with `advance`."""
        self._text.setText(text)
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(0)
        self._bar.setAccessibleName(text)
        self._cancel.setVisible(can_cancel)
        self._cancel.setEnabled(True)
        if not self.isVisible():
            self._soon.start()

    def advance(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total` pieces; a total of 0 means nobody knows, and the bar stays where it is."""
        if text:
            self._text.setText(text)
        if total > 0:
            self._bar.setValue(min(_STEPS, done * _STEPS // total))

    def finish(self) -> None:
        """The work has ended, one way or the other."""
        self._soon.stop()
        self.hide()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._text.setText(tr("Stopping…"))
        self.cancelled.emit()
