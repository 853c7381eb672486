"""The frame of the window: rail, pages, search, messages, drops. What the commands do is wired in app.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme, window_place
from netcare_desktop.ui.actions import MENUS, Actions
from netcare_desktop.ui.bridge import Job, StoreBridge
from netcare_desktop.ui.dropping import DropSheet
from netcare_desktop.ui.message_bar import MessageBar
from netcare_desktop.ui.rail import Rail
from netcare_desktop.ui.search_box import SearchBox, SearchProvider
from netcare_desktop.ui.undo_anywhere import UndoAnywhere
from netcare_desktop.ui.widgets.deferred_page import DeferredPage
from netcare_desktop.ui.widgets.page import Page, WindowPage
from netcare_desktop.ui.widgets.progress_strip import ProgressStrip

_VIEW_MENU = "&View"


class _Content(QWidget):
    """Right of the rail: the pages, over them the search box and the messages."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class MainWindow(QMainWindow):
    """The window.

    * `add_page` puts a page into rail, stack and View menu; `show_page` turns to it.
    * `say` shows a message at the bottom, with Undo when there is a way back.
    * `store_changed(nouns)` refreshes what is visible and marks the rest as stale.
    * `files_dropped(list[Path])`: files of this computer let go anywhere on the window.
    * `page_changed(QWidget)`: another page is shown. `closing()`: the window has been closed by the user.
    * `may_close` is asked before (app.py hides the window instead, or lets unfinished work be kept).
    """

    files_dropped = Signal(list)
    page_changed = Signal(object)
    closing = Signal()

    def __init__(self, actions: Actions, config_folder: Path | None = None) -> None:
        super().__init__()
        self.actions_table = actions
        self.may_close: Callable[[], bool] | None = None
        self._config_folder = config_folder
        self._pages: list[QWidget] = []
        self._stale: set[QWidget] = set()
        self._jobs: list[Job] = []
        self._seen = False
        self._before_guest: QWidget | None = None
        self.setWindowTitle("NetCare")
        self.setWindowIcon(icons.app_icon())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

        self.rail = Rail()
        self.stack = QStackedWidget()
        self.progress = ProgressStrip()
        self.progress.cancelled.connect(self._cancel_job)
        self._content = _Content()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.progress)
        self._content.resized.connect(self._place_search)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._content, 1)
        self.setCentralWidget(centre)
        self.search = SearchBox(self._content)
        self.search.set_provider(None)
        self.messages = MessageBar(self.stack)
        self.messages.keep_clear = self._kept_clear
        self.undo_anywhere = UndoAnywhere(self)
        self.drop_sheet = DropSheet(self)
        self.drop_sheet.dropped.connect(self.files_dropped)
        self.drop_sheet.refused.connect(self.say)
        self.rail.chosen.connect(self._show_chosen)

        self._refresh_soon = QTimer(self)
        self._refresh_soon.setSingleShot(True)
        self._refresh_soon.setInterval(0)
        self._refresh_soon.timeout.connect(self._refresh)
        self._menus: dict[str, QMenu] = {}
        self._build_menus()
        actions.on("search", self.search.start)
        window_place.put(self, window_place.load(config_folder) if config_folder else None)

    # pages

    def add_page(self, page: QWidget, *, bottom: bool = False) -> int:
        """Add a page (a QWidget that fulfils `WindowPage`); returns its index. The first one is shown."""
        face = cast(WindowPage, page)
        index = len(self._pages)
        keys = f"Ctrl+{index + 1}" if index < 9 else ""
        self._pages.append(page)
        self._stale.add(page)
        # First the entry, then the page: the tab order is the order of their coming into the window.
        self.rail.add(face.title, face.icon_name, keys, bottom=bottom)
        self.stack.addWidget(page)
        action = QAction(icons.icon(face.icon_name), face.title.replace("&", "&&"), self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, index=index: self.show_page(index))
        self._menus[_VIEW_MENU].addAction(action)
        if isinstance(page, Page | DeferredPage):
            page.set_header_reserve(self.search.width() + theme.SPACE_4)
        if index == 0:
            self.rail.select(0)
        return index

    @property
    def current_page(self) -> QWidget | None:
        """The page that is shown."""
        return self.stack.currentWidget()

    def show_page(self, which: int | QWidget, *, keep_focus: bool = False) -> None:
        """Turn to a page, refresh it when something it shows has changed meanwhile, and give it the focus.

        `keep_focus` leaves the focus where it is.
        """
        page = self._pages[which] if isinstance(which, int) else which
        index = self._pages.index(page)
        changed = self.stack.currentWidget() is not page
        self.stack.setCurrentWidget(page)
        self.rail.select(index)
        self.search.raise_()
        self.messages.raise_()
        self._refresh()
        if not keep_focus:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        if changed:
            self.page_changed.emit(page)

    def _show_chosen(self, index: int) -> None:
        # Whoever walks through the rail with the arrow keys stays there.
        self.show_page(index, keep_focus=self.rail.button(index).hasFocus())

    def show_guest(self, page: QWidget) -> None:
        """Show a page that is not in the rail (the import preview) in the place of the current one."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
            if isinstance(page, Page | DeferredPage):
                page.set_header_reserve(self.search.width() + theme.SPACE_4)
        if self.stack.currentWidget() in self._pages:
            self._before_guest = self.stack.currentWidget()
        self.stack.setCurrentWidget(page)
        self.search.raise_()
        self.messages.raise_()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_guest(self) -> None:
        """Back to the page that was shown before."""
        if self.stack.currentWidget() not in self._pages:
            self.show_page(self._before_guest or self._pages[0])

    def store_changed(self, nouns: frozenset[str]) -> None:
        """Something was saved: pages that show one of `nouns` are out of date."""
        self._stale.update(page for page in self._pages if cast(WindowPage, page).nouns & nouns)
        self._refresh_soon.start()

    def day_changed(self) -> None:
        """It is another day: every page may read differently."""
        self._stale.update(self._pages)
        self._refresh_soon.start()

    def refresh_badges(self) -> None:
        """Ask each page again how many decisions wait there."""
        for index, page in enumerate(self._pages):
            self.rail.button(index).set_count(cast(WindowPage, page).badge())

    def _refresh(self) -> None:
        page = self.stack.currentWidget()
        if self.isVisible() and page in self._stale:
            self._stale.discard(page)
            cast(WindowPage, page).refresh()
        if self.isVisible():
            self.refresh_badges()

    # messages, search, long work

    def say(self, text: str, undo: Callable[[], object] | None = None, undo_text: str = "") -> None:
        """Show a sentence at the bottom for 10 s."""
        self.messages.say(text, undo, undo_text)

    def _kept_clear(self) -> int:
        """What the page in sight wants to keep visible at its bottom, in px."""
        page = self.stack.currentWidget()
        return page.bottom_clear() if isinstance(page, Page | DeferredPage) else 0

    def set_search(self, provider: SearchProvider) -> None:
        """Who finds what is typed into the search box."""
        self.search.set_provider(provider)

    def follow(self, bridge: StoreBridge) -> None:
        """Show what the bridge tells: changes, problems and long work. Bugs are app.py's."""
        bridge.changed.connect(self.store_changed)
        bridge.problem.connect(self.say)
        bridge.job_started.connect(self._job_started)
        bridge.job_advanced.connect(self._job_advanced)
        bridge.job_ended.connect(self._job_ended)

    def _job_started(self, job: Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self.progress.start(job.text, can_cancel=job.can_cancel)

    def _job_advanced(self, job: Job, done: int, total: int, text: str) -> None:
        if self._jobs and self._jobs[0] is job:
            self.progress.advance(done, total, text)

    def _job_ended(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        if self._jobs:
            self.progress.start(self._jobs[0].text, can_cancel=self._jobs[0].can_cancel)
        else:
            self.progress.finish()

    def _cancel_job(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()

    # the frame itself

    def _build_menus(self) -> None:
        for title, commands in MENUS:
            menu = self.menuBar().addMenu(tr(title))
            self._menus[title] = menu
            for command in commands:
                if command.separator_before:
                    menu.addSeparator()
                menu.addAction(self.actions_table[command.name])

    def _place_search(self) -> None:
        narrow = self.width() < theme.NARROW_BELOW
        margin = theme.PAGE_MARGIN_NARROW if narrow else theme.PAGE_MARGIN
        left = self._content.width() - margin - self.search.width()
        self.search.setGeometry(QRect(left, margin, self.search.width(), self.search.height()))
        if self.search.popup.isVisible():
            self.search.place_popup()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < theme.NARROW_BELOW
        if narrow != self.rail.is_narrow:
            self.rail.set_narrow(narrow)
        super().resizeEvent(event)
        self._place_search()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._seen:
            self._seen = True
            self.drop_sheet.watch()
            page = self.stack.currentWidget()
            if page is not None:
                page.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)
        self.search.raise_()
        self._refresh()  # at once: content belongs into the first paint, not after it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.messages.isVisible():
            self.messages.dismiss()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place_search()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._config_folder is not None and self._seen:
            window_place.save(self._config_folder, window_place.of(self))
        if self.may_close is not None and not self.may_close():
            event.ignore()
            return
        self._refresh_soon.stop()
        self.messages.dismiss()
        self.search.popup.hide()
        event.accept()
        self.closing.emit()
