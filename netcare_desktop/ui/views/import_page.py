"""The import preview: what is in the files and what would become of it, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from netcare_desktop.clock import Clock
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import undo
from netcare_desktop.store.imports import ImportDone
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.import_session import ImportSession, SourceFile
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.models.import_preview_model import (
    Arranged,
    Filter,
    ImportPreviewModel,
    Row,
    action_word,
)
from netcare_desktop.ui.views.import_batch_question import BatchQuestion
from netcare_desktop.ui.views.import_counts import CountsCard, FilterRow, count_sentence
from netcare_desktop.ui.views.import_problems import ProblemCard
from netcare_desktop.ui.views.import_rows import ImportRows
from netcare_desktop.ui.views.import_summary import ImportSummary
from netcare_desktop.ui.views.import_understood import UnderstoodCard
from netcare_desktop.ui.widgets.empty_page import EmptyPage
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.page import Page
from netcare_desktop.ui.widgets.plain_label import plain_tooltip
from netcare_desktop.ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

SHOW_BUSY_AFTER_MS = 250
FOLD_BELOW = 640  # px of height under which the details of the file start folded
LOW_BELOW = 780
FILE_FILTERS = "(*.csv *.tsv *.txt *.vcf *.vcard *.json);;"


class ImportPage(Page):
    """Not in the rail: it stands in the place of a page while files are looked at.

    * `opened()`: there is something to show. `closed()`: the user is done; go back to where they were.
    * `card_stack_wanted()`: go on with triage.
    """

    opened = Signal()
    closed = Signal()
    card_stack_wanted = Signal()

    def __init__(
        self,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        interaction: Interaction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Import"), "import", frozenset(), parent, column=False)
        self._store, self._bridge, self._clock, self._interaction = store, bridge, clock, interaction
        self._at = 0
        self._done: ImportDone | None = None
        self._is_taken_back = False
        self._paths: list[Path] = []
        self.session = ImportSession(store, bridge, self)
        self.session.planned.connect(self._show_plan)
        self.session.busy_changed.connect(self._busy)
        self.session.progressed.connect(self._progress)
        self.session.imported.connect(self._imported)
        self.session.import_failed.connect(self._not_imported)
        self.session.taken_back.connect(self._summary_follows)
        bridge.changed.connect(lambda _nouns: self._summary_follows())
        self._back = Button(tr("Back"), rank="flat", icon_name="back", clicked=self.leave)
        self.add_action(self._back)
        self._views = QStackedWidget()
        self.body.addWidget(self._views, 1)
        self._preview = self._build_preview()
        self._summary = ImportSummary()
        self._summary.card_stack_wanted.connect(self._to_card_stack)
        self._summary.undo_wanted.connect(self._undo)
        self._summary.another_wanted.connect(self.choose_file)
        self._summary.again_wanted.connect(self._open_again)
        self._trouble: QWidget | None = None
        self._reading = QWidget()
        for view in (self._reading, self._preview, self._summary):
            self._views.addWidget(view)
        self._busy_soon = QTimer(self)
        self._busy_soon.setSingleShot(True)
        self._busy_soon.setInterval(SHOW_BUSY_AFTER_MS)
        self._busy_soon.timeout.connect(self._show_busy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # what the window calls

    def open_files(self, paths: Sequence[Path]) -> None:
        """Look into these files, besides those that are being looked at already."""
        if self.session.is_importing:
            self._bridge.problem.emit(tr("An import is under way. Drop the file again when it is done."))
            return
        self._begin()
        self._paths += [path for path in paths if path not in self._paths]
        self._at = len(self.session.files)  # what was dropped last is what one wants to see
        self.session.open_files(paths)
        self.opened.emit()

    def open_text(self, text: str) -> None:
        """Look into what was pasted."""
        if self.session.is_importing:
            self._bridge.problem.emit(tr("An import is under way. Paste again when it is done."))
            return
        self._begin()
        self.session.open_text(text)
        self.opened.emit()

    def choose_file(self) -> None:
        """Ask for a file and look into it instead."""
        filters = tr("Cards and contacts") + " " + FILE_FILTERS + tr("All files") + " (*)"
        folder = self._paths[-1].parent if self._paths else None
        chosen = self._interaction.open_file(self, tr("Import people"), filters, folder)
        if chosen is not None:
            self._forget()
            self.open_files([chosen])

    def leave(self) -> None:
        """Back to where the user was; nothing is imported."""
        if self.session.is_importing:
            return
        self._forget()
        self.closed.emit()

    # the parts

    def _build_preview(self) -> QWidget:
        preview = QWidget()
        column = QVBoxLayout(preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.tabs.currentChanged.connect(self._choose_tab)
        column.addWidget(self.tabs)
        self.problems = ProblemCard()
        column.addWidget(self.problems)
        self.understood = UnderstoodCard()
        self.understood.changed.connect(lambda options: self.session.change(self._at, **options))
        self.understood.region_changed.connect(self.session.set_region)
        self.understood.mapped.connect(lambda n, key: self.session.map_column(self._at, n, key))
        self.understood.toggle.clicked.connect(self._folded_by_hand)
        self._folds_by_itself = True
        self.counts = CountsCard()
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_3)
        top.addWidget(self.understood, 1)
        top.addWidget(self.counts)
        column.addLayout(top)
        self.filters = FilterRow()
        column.addWidget(self.filters)
        self.model = ImportPreviewModel(self)
        self.model.left_out_changed.connect(self._left_out_changed)
        self.filters.chosen.connect(self.model.set_filter)
        self.filters.duplicates_changed.connect(self.session.set_on_duplicate)
        self.rows = ImportRows(self.model)
        column.addWidget(self.rows, 1)
        self._strip = ProgressStrip()
        self._strip.cancelled.connect(self.session.stop_reading)
        column.addWidget(self._strip)
        self.question = BatchQuestion(self._clock.today())
        self.button = Button("", rank="primary", icon_name="import", clicked=self._import)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_4)
        foot.addWidget(self.question, 1)
        foot.addWidget(self.button)
        column.addLayout(foot)
        return preview

    # showing

    def _begin(self) -> None:
        """A finished import makes room for the next, and so do files that could not be read."""
        if self._done is not None or (
            self.session.files and all(file.result is None and file.error for file in self.session.files)
        ):
            self._forget()
        if not self.session.files:
            self.question.clear(self._clock.today())
            self.filters.duplicates.setCurrentIndex(
                max(0, self.filters.duplicates.findData(self.session.on_duplicate))
            )
            self.filters.choose(Filter.ALL)
            self.set_subtitle(tr("Reading…"))
            self._views.setCurrentWidget(self._reading)

    def _forget(self) -> None:
        self._done, self._at, self._paths = None, 0, []
        self.model.show_rows(Arranged(), set())
        self.session.close()
        self._drop_trouble()

    def _show_plan(self) -> None:
        files = self.session.files
        if not files:
            self.leave()
            return
        self._at = min(self._at, len(files) - 1)
        self._show_tabs()
        self._show_file()

    def _show_tabs(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(self.session.files):
            self.tabs.removeTab(self.tabs.count() - 1)
        for number, file in enumerate(self.session.files):
            if number >= self.tabs.count():
                self.tabs.addTab("")
                self._add_close_button(number)
            self.tabs.setTabText(number, file.name.replace("&", "&&"))
            self.tabs.setTabToolTip(number, plain_tooltip(file.name))
            self.tabs.setTabIcon(number, icons.icon("warning" if file.error else "file"))
        self.tabs.setCurrentIndex(self._at)
        self.tabs.setVisible(len(self.session.files) > 1)
        self.tabs.blockSignals(False)

    def _add_close_button(self, number: int) -> None:
        side = QTabBar.ButtonPosition.RightSide
        button = IconButton("close", tr("Leave this file out"))

        def close() -> None:
            at = next((n for n in range(self.tabs.count()) if self.tabs.tabButton(n, side) is button), -1)
            if at >= 0:
                self._close_tab(at)

        button.clicked.connect(close)
        self.tabs.setTabButton(number, side, button)

    def _show_file(self) -> None:
        file = self.session.files[self._at]
        if file.result is None:
            if len(self.session.files) == 1:
                self._show_trouble(file)
                return
            self.understood.hide()
        else:
            self.understood.show()
            self.understood.show_result(file.result, self.session.region, file.options.header_line)
        self.problems.show_problems(file.error, file.result.problems if file.result is not None else [])
        self.model.show_rows(file.arranged, file.left_out)
        self.filters.show_counts(file.arranged)
        self._drop_trouble()
        arriving = self._views.currentWidget() is not self._preview
        self._views.setCurrentWidget(self._preview)
        self._fold()
        self._show_counts()
        if arriving and self.isVisible():
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_counts(self) -> None:
        session = self.session
        if self._trouble is not None:
            return
        self.counts.show_counts(session)
        names = [file.name for file in session.files]
        name = names[0] if len(names) == 1 else ntr("{n} file", "{n} files", len(names)).format(n=len(names))
        self.set_subtitle(f"{name} · {count_sentence(session)}", "\n".join(names))
        wanted = session.wanted
        if wanted:
            self.button.setText(ntr("Import {n} person", "Import {n} people", wanted).format(n=wanted))
        elif session.has_copy:
            self.button.setText(tr("Bring the copy back"))
        else:
            self.button.setText(tr("Nothing to import"))
        broken = any(file.error and file.result is not None for file in session.files)
        ready = bool(wanted or session.has_copy) and not session.is_busy and not broken
        self.button.setEnabled(ready and not session.is_importing)

    def _show_trouble(self, file: SourceFile) -> None:
        """The only file cannot be read at all."""
        self._drop_trouble()
        self.set_subtitle(file.name)
        self._trouble = EmptyPage(
            "file",
            file.error,
            tr("Nothing was imported, and nothing has changed."),
            tr("Choose another file…"),
            self.choose_file,
            button_icon="import",
        )
        self._views.addWidget(self._trouble)
        self._views.setCurrentWidget(self._trouble)

    def _drop_trouble(self) -> None:
        if self._trouble is not None:
            self._views.removeWidget(self._trouble)
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None

    def _busy(self, busy: bool) -> None:
        if busy:
            self.button.setEnabled(False)
            if not self._busy_soon.isActive():
                self._busy_soon.start()
            return
        self._busy_soon.stop()
        self._strip.finish()
        self.model.set_dimmed(False)
        if self.session.files and self.session.plan is not None:
            self._show_counts()
        elif self.session.files and self._views.currentWidget() is self._reading:
            self.leave()  # the first reading was stopped

    def _show_busy(self) -> None:
        self.model.set_dimmed(True)
        self._strip.start(tr("Reading…"))
        if self._views.currentWidget() is self._reading:
            self._views.setCurrentWidget(self._preview)

    def _progress(self, done: int, total: int, text: str) -> None:
        self._strip.advance(done, total, text)

    def _fold(self) -> None:
        """In a low window the table needs the room more than the details of the file."""
        low = self.height() < FOLD_BELOW
        self.understood.columns.set_low(self.height() < LOW_BELOW)
        if self._folds_by_itself:
            self.understood.set_open(not low)
        self.counts.setVisible(self.understood.is_open and not low and not self.understood.isHidden())

    def _folded_by_hand(self) -> None:
        self._folds_by_itself = False
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _choose_tab(self, number: int) -> None:
        if 0 <= number < len(self.session.files):
            self._at = number
            self._show_file()

    def _close_tab(self, number: int) -> None:
        self.session.close_file(number)
        self._at = min(self._at, max(0, len(self.session.files) - 1))
        self._show_tabs()
        self._show_file()

    def _left_out_changed(self) -> None:
        self.session.files[self._at].recount()
        self._show_counts()

    # importing

    def _import(self) -> None:
        self._preview.setEnabled(False)
        self._back.setEnabled(False)
        self.button.setText(tr("Importing…"))
        self.session.start_import(self.question.met_on, self.question.met_where)

    def _imported(self, done: ImportDone) -> None:
        self._after_import()
        self._done, self._is_taken_back = done, False
        self.set_subtitle(", ".join(file.name for file in self.session.files))
        self._summary.show_done(done, self._left_lines())
        self._views.setCurrentWidget(self._summary)
        (self._summary.to_stack if done.created else self._summary.another).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _not_imported(self, words: str) -> None:
        self._after_import()
        self._bridge.problem.emit(words or tr("Stopped. Nothing was imported."))
        self._show_counts()

    def _after_import(self) -> None:
        self._preview.setEnabled(True)
        self._back.setEnabled(True)

    def _left_lines(self) -> list[str]:
        """Line by line what did not come in, and why."""
        lines: list[str] = []
        several = len(self.session.files) > 1
        for file in self.session.files:
            begin = f"{file.name}, " if several else ""
            if file.error:
                lines.append(f"{file.name}: {file.error}")
            for place in file.arranged.places.get(Filter.UNUSABLE, ()):
                lines.append(begin + _left_line(file.arranged.rows[place]))
            if file.left_out:
                for row in file.arranged.rows:
                    if row.line in file.left_out:
                        lines.append(begin + _unticked_line(row))
        return lines

    def _undo(self) -> None:
        if self._done is not None and self._done.batch is not None:
            self._summary.undo.setEnabled(False)
            self.session.take_back(self._done.batch)

    def _summary_follows(self) -> None:
        """The import may be taken back, and brought in again, from anywhere: Ctrl+Z, the menu, a message."""
        if self._done is None or self._done.batch is None:
            return
        undone = undo.of_batch(self._store, self._done.batch) is None
        if undone and not self._is_taken_back:
            self._summary.show_taken_back()
        elif not undone and self._is_taken_back:
            self._summary.show_done(self._done, self._left_lines())
        self._is_taken_back = undone

    def _open_again(self) -> None:
        """The same files once more, with what was decided about them."""
        self._done = None
        self.session.plan_again()
        self._views.setCurrentWidget(self._preview)

    def _to_card_stack(self) -> None:
        self._forget()
        self.card_stack_wanted.emit()


def _left_line(row: Row) -> str:
    return tr("line {line}: {reason}").format(line=row.line, reason=row.reason or action_word(row))


def _unticked_line(row: Row) -> str:
    name = row.record.full_name if hasattr(row, "record") else ""
    return tr("line {line}: {name}, left out by you").format(line=row.line, name=name)
