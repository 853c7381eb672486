"""When the program itself is at fault: say so, and offer a report that can be copied. No name and no note is in it."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from netcare_desktop import logs
from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class BugReportDialog(QDialog):
    """What happened in a sentence, the report below it, Copy and Close."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = PlainLabel(tr("Something in NetCare did not work as it should."), kind="section", wrap=True)
        words = PlainLabel(
            tr(
                "What you saved before is safe. If you like to help, copy this report and send it to the people "
                "who make NetCare. It holds no names, no notes and nothing else from your data."
            ),
            wrap=True,
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(tr("Report"))
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setTabChangesFocus(True)
        self.copy_button = Button(tr("Copy the report"), icon_name="copy", clicked=self._copy)
        close = Button(tr("Close"), rank="primary", clicked=self.accept)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_6, theme.SPACE_6, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(head)
        column.addWidget(words)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)
        self.resize(theme.TEXT_COLUMN * 3 // 4, theme.TEXT_COLUMN // 2)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(tr("Copied"))


def show_bug(error: BaseException, parent: QWidget | None = None) -> BugReportDialog:
    """Open the dialog for that exception, without blocking; it goes when it is closed."""
    dialog = BugReportDialog(logs.bug_report(error), parent)
    dialog.open()
    return dialog
