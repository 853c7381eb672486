"""What the user should know about a file, said calmly above its preview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.formats.records import Problem
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel

FEW = 2
MOST = 50


class _Mark(QWidget):
    """The quiet icon at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.name = "info"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.ICON_RAIL, theme.ICON_RAIL)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), QRectF(self.rect()), self.name, theme.current().colour("accent"))


class ProblemCard(Card):
    """Hidden when there is nothing to say. A long list is folded to its first lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=theme.SPACE_3, tone="soft")
        self._lines: list[str] = []
        self._is_open = False
        self._mark = _Mark()
        self._words = PlainLabel("", wrap=True, selectable=True)
        self._more = Button("", rank="flat", clicked=self._toggle)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        mark = QVBoxLayout()
        mark.addWidget(self._mark)
        mark.addStretch(1)
        row.addLayout(mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._more)
        self.body.addLayout(row)
        self.hide()

    def show_problems(self, error: str, problems: Sequence[Problem]) -> None:
        """Show why a file could not be read as asked (if so), then what was noticed in it."""
        lines = [error] if error else []
        for problem in problems:
            if problem.line:
                lines.append(tr("Line {line}: {message}").format(line=problem.line, message=problem.message))
            else:
                lines.append(problem.message)
        if lines != self._lines:
            self._is_open = False
        self._lines = lines
        self._mark.name = "warning" if error else "info"
        self._mark.update()
        self._show()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _show(self) -> None:
        hidden = len(self._lines) - FEW
        shown = self._lines[: MOST if self._is_open else FEW]
        if self._is_open and len(self._lines) > MOST:
            rest = len(self._lines) - MOST
            shown.append(ntr("and {n} more", "and {n} more", rest).format(n=rest))
        self._words.setText("\n".join(shown))
        self._more.setVisible(hidden > 0)
        if hidden > 0:
            more = ntr("{n} more", "{n} more", hidden).format(n=hidden)
            self._more.setText(tr("Show less") if self._is_open else more)
        self.setVisible(bool(self._lines))
