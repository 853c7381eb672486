"""What the window expects of a page, and the frame most pages share."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.plain_label import ElidedLabel


@runtime_checkable
class WindowPage(Protocol):
    """A page of the window: a QWidget that has these besides. It handles its own keys.

    The window calls `refresh` only while the page is visible and one of its nouns changed (several changes
    are gathered into one call), or when the page becomes visible after such a change.
    """

    title: str
    icon_name: str
    nouns: frozenset[str]

    def refresh(self) -> None:
        """Run the page's query again and show the answer; current row, selection and scroll position stay."""

    def badge(self) -> int | None:
        """The number of decisions waiting here, shown in the rail; None or 0 shows nothing. Cheap."""


class Page(QWidget):
    """The frame of a page: title, quiet line under it, actions at the right, and room below.

    With `column=True` the content scrolls in a text column of at most 720 px in the middle; without,
    `self.body` has the whole width and height (a list beside a page). Margins are 24, in a narrow window 16.
    Subclasses fill `self.body`, override `refresh` and, where something waits for a decision, `badge`.
    """

    def __init__(
        self,
        title: str,
        icon_name: str,
        nouns: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
        *,
        column: bool = True,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.icon_name = icon_name
        self.nouns = nouns
        self._column = column
        self._reserve = 0
        self._title = ElidedLabel(title, kind="title")
        self._subtitle = ElidedLabel("", kind="body", tone="muted")
        self._subtitle.setMinimumHeight(theme.SPACE_6)
        self._title_row = QHBoxLayout()
        self._title_row.setSpacing(0)
        self._title_row.addWidget(self._title, 1)
        self._second_row = QHBoxLayout()
        self._second_row.setSpacing(theme.SPACE_2)
        self._second_row.addWidget(self._subtitle, 1)
        self._head = QVBoxLayout()
        self._head.setSpacing(0)
        self._head.addLayout(self._title_row)
        self._head.addLayout(self._second_row)

        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.SPACE_3)
        outer.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, theme.SPACE_6)
        self.body.setSpacing(theme.SPACE_3)
        self._scroll: QScrollArea | None = None
        if column:
            self._scroll = QScrollArea()
            self._scroll.setFrameShape(QFrame.Shape.NoFrame)
            self._scroll.setWidgetResizable(True)
            self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._content = QWidget()
            self._content.setLayout(self.body)
            self._scroll.setWidget(self._content)
            self._scroll.viewport().installEventFilter(self)
            outer.addWidget(self._scroll, 1)
        else:
            outer.addLayout(self.body, 1)
        self._lay_margins()

    def refresh(self) -> None:
        """Run the page's query again; pages without one have nothing to do."""

    def badge(self) -> int | None:
        """The number of decisions waiting here."""
        return None

    def bottom_clear(self) -> int:
        """How many px at the bottom a message must not cover; 0 where nothing is pressed there."""
        return 0

    def set_subtitle(self, text: str, tooltip: str = "") -> None:
        """The quiet line under the title: "Sunday, 22 November · a normal week"."""
        self._subtitle.setText(text)
        self._subtitle.set_tooltip(tooltip)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right end of the head."""
        self._second_row.addWidget(widget)

    def set_header_reserve(self, width: int) -> None:
        """Keep `width` px at the right of the title free: the window's search box stands there."""
        if width != self._reserve:
            self._reserve = width
            self._lay_margins()

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a widget of the column into view."""
        if self._scroll is not None:
            self._scroll.ensureWidgetVisible(widget, 0, theme.SPACE_6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_margins()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Resize
            and self._scroll is not None
            and watched is self._scroll.viewport()
        ):
            self._lay_margins()
        return False

    def _lay_margins(self) -> None:
        window = self.window()
        narrow = window.width() < theme.NARROW_BELOW
        margin = theme.PAGE_MARGIN_NARROW if narrow else theme.PAGE_MARGIN
        side = margin
        if self._column:
            side = max(margin, (self.width() - theme.TEXT_COLUMN) // 2)
        self._head.setContentsMargins(side, margin, side, 0)
        free = max(0, self._reserve - (side - margin))
        self._title_row.setContentsMargins(0, 0, free, 0)
        self._title.setMinimumHeight(theme.CONTROL_HEIGHT + 2)
        if self._column and self._scroll is not None:
            bar = self.width() - self._scroll.viewport().width()
            self._content.setContentsMargins(side, 0, max(0, side - bar), 0)
        else:
            self.body.setContentsMargins(side, 0, side, margin)
