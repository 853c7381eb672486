"""Builds every object of the window once, wires them, and takes them down in order."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from netcare_desktop import system
from netcare_desktop.clock import Clock
from netcare_desktop.i18n import tr
from netcare_desktop.paths import Paths
from netcare_desktop.store import card_stack, people_list, search, settings, undo
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.worker import StoreThread
from netcare_desktop.system.instance import Instance
from netcare_desktop.ui import theme
from netcare_desktop.ui.actions import Actions
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dropping import local_path
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.main_window import MainWindow
from netcare_desktop.ui.presence import Presence
from netcare_desktop.ui.search_box import SearchHit
from netcare_desktop.ui.single_instance import SingleInstance, Understand
from netcare_desktop.ui.undoable import undoable, way_back
from netcare_desktop.ui.views.today_page import TodayPage
from netcare_desktop.ui.widgets.deferred_page import DeferredPage

if TYPE_CHECKING:
    from concurrent.futures import Future

    from netcare_desktop.system.autostart import Autostart
    from netcare_desktop.ui.outside import Outside
    from netcare_desktop.ui.views.card_stack_page import CardStackPage
    from netcare_desktop.ui.views.import_page import ImportPage
    from netcare_desktop.ui.views.people_page import PeoplePage
    from netcare_desktop.ui.views.settings_page import SettingsPage

FOLD_AFTER_MS = 2000
"""The `-wal` is folded into the file this long after the last save."""
LOOK_AT_THE_DAY_MS = 60_000
SEARCH_HITS = 8


class Program(QObject):
    """The window with everything behind it. `open` builds and shows it, `close` takes it down."""

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        interaction: Interaction | None = None,
        *,
        worker: StoreThread | None = None,
        opening: Future[Store] | None = None,
        instance: Instance | None = None,
        understand: Understand | None = None,
        reminds: bool = False,
    ) -> None:
        """`opening` is the store being opened on `worker` already; without it `open_store` begins.

        `instance` is the claim on the data folder, through which others are heard; `understand` reads their commands.
        `reminds`: with notifications on the desktop and an icon in its panel.
        """
        super().__init__()
        self.paths, self.clock = paths, clock
        self.interaction = interaction or Interaction()
        self.worker = worker or StoreThread()
        self._opening = opening
        self.instance, self._understand = instance, understand
        self.single: SingleInstance | None = None
        self._reminds = reminds
        self.outside: Outside | None = None
        self._opened = False
        self.closed = False
        self.bridge: StoreBridge
        self.imports: ImportPage | None = None
        self._fold_soon = QTimer(self)
        self._fold_soon.setSingleShot(True)
        self._fold_soon.setInterval(FOLD_AFTER_MS)
        self._day_watch = QTimer(self)
        self._day_watch.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._day_watch.setInterval(LOOK_AT_THE_DAY_MS)
        self._day = clock.today()
        self._told_text = ""
        self._told_at: tuple[undo.Action | None, undo.Action | None] | None = None
        self._theme = "system"

    def open_store(self) -> None:
        """Open the database on the store thread. Raises StoreError with a sentence and leaves nothing open."""
        opening, self._opening = self._opening, None
        if opening is None:
            lock = self._claim()
            opening = self.worker.submit(
                lambda: open_store(self.paths.data, self.clock, backup_folder=self.paths.backups, lock=lock)
            )
        self.store = opening.result()
        self._opened = True

    def _claim(self) -> system.Lock | None:
        """The data folder's lock. Where it cannot be had, opening the store says why."""
        if self.instance is None:
            return None
        with contextlib.suppress(OSError):
            self.instance.take()
            self.listen()
        return self.instance.lock

    def listen(self) -> None:
        """Hear other starts of the program; their commands too as soon as the window is built."""
        if self.single is None and self.instance is not None and self.instance.listener is not None:
            self.single = SingleInstance(self.instance.listener, self)
            self.single.raise_wanted.connect(self.come_forward)
            self.single.open_wanted.connect(self._open_for_another)
            self.single.replacing.connect(self._replacing)

    def build(self) -> MainWindow:
        """The window with its pages, not shown yet. Only Today is built at once."""
        self.bridge = StoreBridge(self.store, self.worker, self)
        self.actions = Actions(self)
        self.window = MainWindow(self.actions, self.paths.config)
        self.window.follow(self.bridge)
        self.bridge.bug.connect(self.report_bug)
        self.bridge.changed.connect(self._changed)
        self.today = self._build_today()
        self.people: DeferredPage[PeoplePage] = DeferredPage(tr("People"), "people", self._build_people)
        self.cards: DeferredPage[CardStackPage] = DeferredPage(
            tr("Card stack"), "cards", self._build_cards, lambda: len(card_stack.waiting(self.store).offered)
        )
        self.settings: DeferredPage[SettingsPage] = DeferredPage(
            tr("Settings"), "settings", self._build_settings
        )
        for page in (self.today, self.people, self.cards):
            self.window.add_page(page)
        self.window.add_page(self.settings, bottom=True)
        self._follow_theme()
        self.window.set_search(self._search)
        self.window.files_dropped.connect(self.open_files)
        self.window.closing.connect(self._window_closed)
        self.presence = Presence(self.window, self.bridge, self.worker, self.autostart, self)
        self._connect_actions()
        if self.single is not None and self._understand is not None:
            self.single.serve(self.worker, self.store, self._understand)
        self._fold_soon.timeout.connect(lambda: self.bridge.run(lambda store: store.checkpoint()))
        self._day_watch.timeout.connect(self._look_at_the_day)
        self._day_watch.start()
        self._tell_undo()
        return self.window

    def _build_today(self) -> TodayPage:
        page = TodayPage(self.store, self.bridge, self.clock, self.interaction, self.say)
        page.offers_demo = True
        page.person_wanted.connect(self.show_person)
        page.import_wanted.connect(self.choose_file)
        page.cards_wanted.connect(lambda: self.window.show_page(self.cards))
        page.people_wanted.connect(lambda: self.window.show_page(self.people))
        page.demo_wanted.connect(self.fill_demo)
        return page

    def _build_people(self) -> PeoplePage:
        from netcare_desktop.ui.views.people_page import PeoplePage

        page = PeoplePage(self.store, self.bridge, self.clock, self.interaction, self.say, self.paths.config)
        page.add_wanted.connect(self._new_person)
        page.import_wanted.connect(self.choose_file)
        return page

    def _build_cards(self) -> CardStackPage:
        from netcare_desktop.ui.views.card_stack_page import CardStackPage

        page = CardStackPage(self.store, self.bridge, self.clock)
        page.person_wanted.connect(self.show_person)
        page.import_wanted.connect(self.choose_file)
        return page

    def _build_settings(self) -> SettingsPage:
        from netcare_desktop.ui.views.settings_page import SettingsPage

        return SettingsPage(self.store, self.bridge, self.autostart(), self.say)

    def autostart(self) -> Autostart:
        """The switch of starting at log-in, with this program's own data folder."""
        from netcare_desktop.system.autostart import Autostart, how_started

        own_folder = self.paths.data if self.paths.data != Paths().data else None
        return Autostart(how_started(own_folder))

    def after_first_paint(self, files: Sequence[Path]) -> None:
        """What can wait until something is to be seen."""
        if self._reminds:
            from netcare_desktop.ui.outside import Outside

            self.outside = Outside(self)
            self.outside.start()
        self.bridge.run(lambda store: store.upkeep())
        if files:
            self.open_files(list(files))

    def close(self) -> None:
        """Nothing is heard any more, what is queued is saved, the file is folded and let go, the thread ends."""
        if self.closed:
            return
        self.closed = True
        for timer in (self._fold_soon, self._day_watch):
            timer.stop()
        if self.outside is not None:
            self.outside.stop()
        if self.single is not None:
            self.single.close()
        if self.instance is not None:
            self.instance.stop_listening()
        if self._opened:
            if hasattr(self, "bridge"):
                self.presence.close()
                self.bridge.close()
            self.store.close_reader()
            self.worker.submit(self.store.close).result()
        self.worker.close()

    # what the actions do

    def say(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        """A sentence in the message bar, with a way back when there is one."""
        self.window.say(text, undo, undo_text=undo_text)

    def fill_demo(self) -> None:
        """Made-up people to look around among; one undo takes them all away again."""
        from netcare_desktop.store import demo

        self.bridge.run(
            undoable(demo.fill),
            then=lambda done: self.say(
                tr("These people are made up. Look around as long as you like."),
                way_back(self.bridge, [done.action]),
            ),
            busy_text=tr("Making people up"),
        )

    def show_person(self, person: int) -> None:
        """Turn to the page of a person."""
        self.people.page.show_person(person)
        self.window.show_page(self.people)

    def open_files(self, files: list[Path]) -> None:
        """Look inside files in the import preview."""
        self._import_page().open_files(files)

    def choose_file(self) -> None:
        """File > Import."""
        filters = tr("Cards and contacts (*.csv *.tsv *.txt *.vcf *.json);;All files (*)")
        chosen = self.interaction.open_file(self.window, tr("Import people"), filters)
        if chosen is not None:
            self.open_files([chosen])

    def paste(self) -> None:
        """People from the clipboard: rows of a table, or cards."""
        clipboard = QApplication.clipboard()
        data: QMimeData | None = clipboard.mimeData()  # None on some platforms when nothing was ever copied
        urls = data.urls() if data is not None and data.hasUrls() else []
        local = [path for url in urls if (path := local_path(url)) is not None]
        if local:
            self.open_files(local)
        elif clipboard.text().strip():
            self._import_page().open_text(clipboard.text())
        else:
            self.window.say(tr("The clipboard holds no text. Copy some rows or a card first."))

    def take_back(self) -> None:
        """Take the last change back."""
        self.bridge.run(
            undo.undo, then=lambda action: self._told(action, tr("Undone: {what}"), undo.redo, tr("Redo"))
        )

    def do_again(self) -> None:
        """Do again what was undone last."""
        self.bridge.run(
            undo.redo, then=lambda action: self._told(action, tr("Done again: {what}"), undo.undo, tr("Undo"))
        )

    def report_bug(self, error: BaseException) -> None:
        """A report to copy; the program goes on."""
        import logging

        from netcare_desktop.ui.dialogs.bug_report import show_bug

        logging.getLogger(__name__).error("a mistake of the program", exc_info=error)
        show_bug(error, self.window if hasattr(self, "window") else None)

    def _connect_actions(self) -> None:
        from netcare_desktop.ui.file_actions import FileActions

        files = FileActions(self.window, self.bridge, self.clock, self.interaction, self.say)
        on = self.actions.on
        on("import", self.choose_file)
        on("paste", self.paste)
        on("export", files.export)
        on("backup", files.back_up)
        on("restore", files.restore)
        on("quit", self.presence.quit)
        on("undo", self.take_back)
        on("redo", self.do_again)
        on("log", self._quick_log)
        on("person", self._new_person)
        on("followup", self._new_followup)
        on("shortcuts", self._shortcuts)
        on("about", self._about)

    def _quick_log(self) -> None:
        from netcare_desktop.ui.dialogs.quick_log import QuickLogDialog

        QuickLogDialog.ask(self.window, self.store, self.bridge, self.clock, self.say)

    def _new_person(self) -> None:
        from netcare_desktop.ui.dialogs.new_person import NewPersonDialog

        NewPersonDialog.ask(
            self.window, self.store, self.bridge, self.clock, self.say, open_person=self.show_person
        )

    def _new_followup(self) -> None:
        from netcare_desktop.ui.dialogs.followup import FollowupDialog

        FollowupDialog.ask(self.window, self.store, self.bridge, self.clock, self.say)

    def _shortcuts(self) -> None:
        from netcare_desktop.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self.window).open()

    def _about(self) -> None:
        from netcare_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self.paths.data, self.window).open()

    # what happens by itself

    def _changed(self, nouns: frozenset[str]) -> None:
        if "setting" in nouns:
            self._follow_theme()
        self._fold_soon.start()
        self._tell_undo()
        if self._told_at is not None and self._told_at != (
            undo.last(self.store),
            undo.last_undone(self.store),
        ):
            # "Undone: …, Redo" is past once something else was done: the button would do another thing than it says.
            if self.window.messages.text == self._told_text:
                self.window.messages.dismiss()
            self._told_at = None

    def _follow_theme(self) -> None:
        """Light, dark or as the system, as it is set."""
        chosen = settings.get(self.store, "theme")
        if chosen != self._theme:
            self._theme = chosen
            theme.current().set_mode(chosen)

    def _tell_undo(self) -> None:
        last, undone = undo.last(self.store), undo.last_undone(self.store)
        self.actions.describe_undo(last.text if last else None, undone.text if undone else None)

    def _look_at_the_day(self) -> None:
        system.refresh_zone()
        if self.outside is not None:
            self.outside.check(is_new_day=self.clock.today() != self._day)
        if self.clock.today() != self._day:
            self._day = self.clock.today()
            self.window.day_changed()
            self.bridge.run(lambda store: store.upkeep())

    def come_forward(self, token: str = "") -> None:
        """Show the window in front of all others; without one yet, the dialog that stands in its way."""
        if hasattr(self, "presence"):
            self.presence.show(token)
        elif (dialog := QApplication.activeModalWidget()) is not None:
            dialog.raise_()
            dialog.activateWindow()

    def _open_for_another(self, files: list[Path], token: str) -> None:
        self.come_forward(token)
        if hasattr(self, "window"):
            self.open_files(files)

    def _replacing(self, begins: bool) -> None:
        """Another process restores a backup through us: nobody reads while the file is exchanged."""
        self.window.setEnabled(not begins)
        self.store.close_reader()

    def _window_closed(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.quit()

    def _told(
        self, action: undo.Action, sentence: str, back: Callable[[Store], undo.Action], words: str
    ) -> None:
        text = sentence.format(what=action.text)
        self.say(text, lambda: self.bridge.run(back), undo_text=words)
        self._told_text, self._told_at = text, (undo.last(self.store), undo.last_undone(self.store))

    def _search(self, text: str) -> Sequence[SearchHit]:
        """People for the box at the top, best first."""
        found = people_list.rows(self.store, search.people(self.store, text, limit=SEARCH_HITS))
        return [
            SearchHit(
                title=row.name,
                subtitle=" · ".join(part for part in (row.title, row.organisation) if part),
                action=partial(self.show_person, row.id),
                circle=row.circle_rank,
            )
            for row in found
        ]

    def _import_page(self) -> ImportPage:
        """The preview, built when the first file is looked into."""
        if self.imports is None:
            from netcare_desktop.ui.views.import_page import ImportPage

            self.imports = ImportPage(self.store, self.bridge, self.clock, self.interaction)
            self.imports.opened.connect(lambda: self.window.show_guest(self.imports))
            self.imports.closed.connect(self.window.leave_guest)
            self.imports.card_stack_wanted.connect(lambda: self.window.show_page(self.cards))
        return self.imports
