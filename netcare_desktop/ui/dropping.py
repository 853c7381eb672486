"""Files dragged from another program onto the window: which of them can be read, and the sheet shown meanwhile."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme


def local_path(url: QUrl) -> Path | None:
    """The file behind a `file:` URL of this computer; None for anything else, `file://host/…` included.

    The bytes of the encoded URL are taken: a name that is no UTF-8 survives, QUrl's own text form would lose it.
    """
    if url.scheme().lower() != "file" or url.host().lower() not in ("", "localhost"):
        return None
    if sys.platform == "win32":
        name = url.toLocalFile()
    else:
        encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
        raw = unquote_to_bytes(encoded)
        if b"\0" in raw:
            return None
        name = os.fsdecode(raw)
    return Path(name) if name else None


def has_files(data: QMimeData) -> bool:
    """Whether files are being dragged (those of another computer too: these are refused in words when let go)."""
    return any(url.scheme().lower() == "file" for url in data.urls())


class DropSheet(QWidget):
    """Lies over the whole window while files hover above it, whatever widget is below.

    It watches the native window: a text field would otherwise take the drop and show the file's address.
    `dropped(list[Path])`; `refused(str)` with a sentence when none of the files is on this computer.
    """

    dropped = Signal(list)
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAcceptDrops(True)
        self.hide()

    def watch(self) -> None:
        """Begin to watch; once the window has its native window."""
        native = self.window().windowHandle()
        if native is not None:
            native.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.DragEnter
            and isinstance(event, QDragEnterEvent)
            and QApplication.activeModalWidget() is None  # a dialog in front wants its answer first
            and has_files(event.mimeData())
        ):
            self.setGeometry(self.window().rect())
            self.raise_()
            self.show()
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._accept(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hide()
        files = [path for url in event.mimeData().urls() if (path := local_path(url)) is not None]
        if files:
            # A copy: nobody may take our reading for a move and delete the file.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(files)
        else:
            event.ignore()
            self.refused.emit(
                tr("That file is not on this computer. Copy it here first, then drop it again.")
            )

    def _accept(self, event: QDragMoveEvent) -> None:
        if has_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("shade"))
        edge = theme.PAGE_MARGIN
        frame = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.setPen(QPen(look.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, theme.RADIUS_CARD * 2, theme.RADIUS_CARD * 2)
        glyph = QRectF(0, 0, theme.ICON_EMPTY, theme.ICON_EMPTY)
        glyph.moveCenter(frame.center())
        glyph.translate(0, -theme.ICON_EMPTY * 0.75)
        icons.paint(painter, glyph, "drop", look.colour("accent"))
        for kind, colour, offset, words in (
            ("title", "text", theme.SPACE_4, tr("Drop to look inside")),
            ("body", "muted", theme.SPACE_4 + theme.SPACE_8 + theme.SPACE_2, tr("Nothing is imported yet.")),
        ):
            painter.setFont(look.font("title" if kind == "title" else "body"))
            painter.setPen(look.colour(colour))
            line = QRectF(
                frame.left(), frame.center().y() + offset, frame.width(), theme.SPACE_8 + theme.SPACE_2
            )
            painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)
