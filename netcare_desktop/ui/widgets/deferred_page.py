"""A page that is built when it is first looked at, so that the start of the program pays for one page only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netcare_desktop.ui.widgets.page import Page

P = TypeVar("P", bound=Page)


class DeferredPage(QWidget, Generic[P]):
    """Stands in the window for the page that `build` makes; `page` is that page, built when it is asked for.

    `badge` answers for it until then.
    """

    def __init__(
        self,
        title: str,
        icon_name: str,
        build: Callable[[], P],
        badge: Callable[[], int | None] | None = None,
    ) -> None:
        super().__init__()
        self.title, self.icon_name = title, icon_name
        self.nouns: frozenset[str] = frozenset()
        self._build, self._badge, self._reserve = build, badge, 0
        self._page: P | None = None

    @property
    def page(self) -> P:
        """The page itself."""
        if self._page is None:
            self._page = self._build()
            self.nouns = self._page.nouns
            self._page.set_header_reserve(self._reserve)
            row = QVBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(self._page)
            self.setFocusProxy(self._page)
        return self._page

    def refresh(self) -> None:
        """Build when needed, and read."""
        self.page.refresh()

    def badge(self) -> int | None:
        """The number of decisions waiting there."""
        if self._page is not None:
            return self._page.badge()
        return self._badge() if self._badge is not None else None

    def bottom_clear(self) -> int:
        """As the page says."""
        return self._page.bottom_clear() if self._page is not None else 0

    def set_header_reserve(self, width: int) -> None:
        """Kept for the page."""
        self._reserve = width
        if self._page is not None:
            self._page.set_header_reserve(width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.page.setFocus(event.reason())
