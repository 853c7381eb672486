"""What the program is, its version, and where the data is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from netcare_desktop import __version__
from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class AboutDialog(QDialog):
    """The mark, one sentence, the version, the folder of the data."""

    def __init__(self, data_folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About NetCare"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark = PlainLabel()
        side = QSize(theme.AVATAR_PAGE, theme.AVATAR_PAGE)
        mark.setPixmap(icons.app_icon().pixmap(side, self.devicePixelRatio()))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_8, theme.SPACE_8, theme.SPACE_8, theme.SPACE_4)
        column.setSpacing(theme.SPACE_2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(mark, 0, middle)
        column.addWidget(PlainLabel("NetCare Desktop", kind="title"), 0, middle)
        column.addWidget(
            PlainLabel(tr("Version {number}").format(number=__version__), kind="secondary"), 0, middle
        )
        column.addSpacing(theme.SPACE_2)
        for text in (
            tr("Care for the people you know, and let the circle grow at a pace you can keep."),
            tr("Everything stays on this computer: no account, no network."),
        ):
            line = PlainLabel(text, wrap=True)
            line.setAlignment(middle)
            column.addWidget(line)
        if data_folder is not None:
            place = PlainLabel(
                tr("Your data: {folder}").format(folder=data_folder),
                kind="secondary",
                wrap=True,
                selectable=True,
            )
            place.setAlignment(middle)
            column.addWidget(place)
        close = Button(tr("Close"), rank="primary", clicked=self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        foot.addStretch()
        column.addSpacing(theme.SPACE_4)
        column.addLayout(foot)
        self.setFixedWidth(theme.TEXT_COLUMN * 3 // 5)
        close.setFocus()
