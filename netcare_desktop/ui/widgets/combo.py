"""A drop-down whose words end in an ellipsis where they do not fit, with the whole as tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QToolTip

from netcare_desktop.ui.widgets.plain_label import plain_tooltip


class Combo(QComboBox):
    """Under a style sheet Qt cuts the words in the middle of a letter."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = self._fitting(option)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            whole = self.currentText()
            if self.shown_text() != whole:
                QToolTip.showText(event.globalPos(), plain_tooltip(whole), self)
                return True
        return super().event(event)

    def shown_text(self) -> str:
        """The words as they are painted."""
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        return self._fitting(option)

    def _fitting(self, option: QStyleOptionComboBox) -> str:
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
