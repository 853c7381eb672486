"""One import from the drop to its undo: reads, plans and applies on the store thread, and can always be stopped.

No widget in here. What is read is only handed over; nothing is written before `start_import`.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from netcare_desktop.formats.reading import read_bytes, read_file
from netcare_desktop.formats.records import ReadError, ReadOptions, ReadResult
from netcare_desktop.i18n import tr
from netcare_desktop.store import imports, settings, undo
from netcare_desktop.store.errors import Cancelled
from netcare_desktop.store.imports import ImportDone, ImportPlan, RowPlan
from netcare_desktop.ui.bridge import Job, StoreBridge, sentence
from netcare_desktop.ui.models.import_preview_model import WILL_IMPORT, Arranged, Filter, arrange

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

DEBOUNCE_MS = 150
SWITCH_SECONDS = 0.0005
MANY_OBJECTS = 20_000
_MANY_ROWS = 2000
"""From here on, letting a plan go takes a moment and is left to the store thread."""


@dataclass(slots=True)
class SourceFile:
    """A file (or what was pasted, in `data`), how it shall be read, and what came of it.

    `error` is the sentence when it could not be read with these options; `result` then is that of the last good
    reading, if any. `left_out` holds the lines that were unticked.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    result: ReadResult | None = None
    arranged: Arranged = field(default_factory=Arranged)
    error: str = ""
    is_read: bool = False
    left_out: set[int] = field(default_factory=set)
    left_counts: Counter[str] = field(default_factory=Counter)

    def recount(self) -> None:
        """Count again what was left out, by action; after `left_out` or the rows have changed."""
        self.left_counts = Counter(
            row.action
            for row in (self.arranged.rows if self.left_out else ())
            if row.line in self.left_out and isinstance(row, RowPlan)
        )


@dataclass(slots=True)
class _Task:
    """What the store thread needs to know of one file; `result` when its last reading still holds."""

    name: str
    path: Path | None
    data: bytes | None
    options: ReadOptions
    result: ReadResult | None
    error: str
    is_read: bool


@dataclass(slots=True)
class _Reading:
    """What the store thread made of all files: per file a result or a sentence, the plan, and its rows in order."""

    results: list[ReadResult | None]
    errors: list[str]
    plan: ImportPlan
    arranged: list[Arranged]


class ImportSession(QObject):
    """The files of one import.

    * `planned()`: the preview (`files`, `plan`) is new. `busy_changed(bool)`: a reading is under way or over.
    * `progressed(int, int, str)`: how far the reading is.
    * `imported(ImportDone)`, `import_failed(str)` ("" when the user stopped it), `taken_back()`.
    """

    planned = Signal()
    busy_changed = Signal(bool)
    progressed = Signal(int, int, str)
    imported = Signal(object)
    import_failed = Signal(str)
    taken_back = Signal()

    _reported = Signal(object, int, int, str)

    def __init__(self, store: Store, bridge: StoreBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._bridge = store, bridge
        self.files: list[SourceFile] = []
        self.plan: ImportPlan | None = None
        self.on_duplicate = "update"
        self.region: str | None = str(settings.get(store, "import.region")) or None
        self._plan_of: list[int] = []
        self._reading: Job | None = None
        self._importing: Job | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(DEBOUNCE_MS)
        self._again.timeout.connect(self._read)
        self._reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    # what is read

    @property
    def is_busy(self) -> bool:
        """Whether what is shown is older than what was asked for."""
        return self._reading is not None or self._again.isActive()

    @property
    def is_importing(self) -> bool:
        """Whether the import is being written."""
        return self._importing is not None

    def open_files(self, paths: Sequence[Path]) -> None:
        """Read these files besides those that are open; a path that is open already is read anew."""
        known = {file.path: file for file in self.files if file.path is not None}
        for path in paths:
            if path in known:
                known[path].is_read = False
            else:
                self.files.append(SourceFile(path.name or str(path), path=path))
        self._read()

    def open_text(self, text: str) -> None:
        """Read what was pasted."""
        data = text.encode("utf-8", errors="surrogatepass")
        name = tr("what you pasted")
        self.files.append(SourceFile(name, data=data, options=ReadOptions(encoding="utf-8")))
        self._read()

    def close_file(self, index: int) -> None:
        """Leave a file out of the import altogether."""
        self._discard(self.files.pop(index))
        self._soon()

    def change(self, index: int, **options: Any) -> None:
        """Read a file with other options (fields of `ReadOptions`); the preview follows.

        Another delimiter or source makes other columns: what was said about the old ones is forgotten.
        """
        file = self.files[index]
        if options.keys() & {"delimiter", "source"} and "mapping" not in options:
            options["mapping"] = {}
        changed = replace(file.options, **options)
        if changed != file.options:
            file.options, file.is_read = changed, False
            self._soon()

    def map_column(self, index: int, column: int, field_name: str | None) -> None:
        """Read a column (0-based) as another field; None leaves it out."""
        file = self.files[index]
        self.change(index, mapping={**file.options.mapping, f"#{column + 1}": field_name})

    def set_region(self, region: str | None) -> None:
        """The country of phones without a country code; matters to every file."""
        if region != self.region:
            self.region = region
            for file in self.files:
                file.is_read = False
            self._soon()

    def set_on_duplicate(self, what: str) -> None:
        """What happens to people who are here already: update, skip or add."""
        if what != self.on_duplicate:
            self.on_duplicate = what
            self._soon()

    def plan_again(self) -> None:
        """Compare the files as they were read with the people who are here now."""
        self._read()

    # what would happen

    def count(self, action: str) -> int:
        """How many rows of all files have that action and are not left out."""
        return sum(file.arranged.count(Filter(action)) - file.left_counts[action] for file in self.files)

    @property
    def wanted(self) -> int:
        """How many people the import would write."""
        return sum(self.count(action) for action in WILL_IMPORT)

    @property
    def unusable(self) -> int:
        """How many records cannot be used."""
        return sum(file.arranged.count(Filter.UNUSABLE) for file in self.files)

    @property
    def unticked(self) -> int:
        """How many rows the user left out."""
        return sum(file.left_counts[action] for file in self.files for action in WILL_IMPORT)

    @property
    def has_copy(self) -> bool:
        """Whether a complete copy of our own is among the files: it brings more than people."""
        return any(file.result is not None and file.result.complete is not None for file in self.files)

    # reading

    def stop_reading(self) -> None:
        """Stop; what was shown before stays."""
        self._again.stop()
        if self._reading is not None:
            self._reading.cancel()

    def _soon(self) -> None:
        was_busy = self.is_busy
        if self._reading is not None:
            self._reading.cancel()
        self._again.start()
        if not was_busy:
            self.busy_changed.emit(True)

    def _read(self) -> None:
        was_busy = self.is_busy
        self._again.stop()
        if self._reading is not None:
            self._reading.cancel()
        job = Job(tr("Reading…"), self._send, can_cancel=True)
        self._reading = job
        tasks = [
            _Task(
                f.name, f.path, f.data, replace(f.options, region=self.region), f.result, f.error, f.is_read
            )
            for f in self.files
        ]
        on_duplicate, region = self.on_duplicate, self.region
        self._bridge.run(
            lambda store: _read_and_plan(store, tasks, on_duplicate, region, job),
            lambda made: self._take(job, made),
            lambda error: self._not_read(job, error),
            owner=self,
        )
        if not was_busy:
            self.busy_changed.emit(True)

    def _take(self, job: Job, made: _Reading) -> None:
        if job is not self._reading:
            self._discard(made)
            return
        self._reading = None
        old = (self.plan, [file.result for file in self.files], [file.arranged for file in self.files])
        self._plan_of = []
        planned = iter(made.arranged)
        for number, file in enumerate(self.files):
            file.error, file.is_read = made.errors[number], True
            file.result = made.results[number]
            if file.result is not None and not file.error:
                file.arranged = next(planned)
                self._plan_of.append(number)
            else:
                file.arranged = Arranged()
            file.recount()
        self.plan = made.plan
        self._discard(old)
        del old
        self.planned.emit()
        self.busy_changed.emit(self.is_busy)

    def _not_read(self, job: Job, error: BaseException) -> None:
        if job is not self._reading:
            return
        self._reading = None
        if not isinstance(error, Cancelled):
            words = sentence(error)
            self._bridge.problem.emit(words or tr("The file could not be read. Nothing was changed."))
        self.busy_changed.emit(self.is_busy)

    # writing

    def start_import(self, met_on: date | None, met_where: str) -> None:
        """Write what the preview shows, in one transaction."""
        made = self.plan
        if made is None or self.is_importing:
            return
        left_out = frozenset(
            (place, line)
            for place, number in enumerate(self._plan_of)
            for line in self.files[number].left_out
        )
        region = self.region

        def work(store: Store, job: Job) -> ImportDone:
            with _beside_the_window():
                return write(store, job)

        def write(store: Store, job: Job) -> ImportDone:
            remembered = str(settings.get(store, "import.region"))
            if not region or region == remembered:
                return imports.apply(
                    store, made, met_on=met_on, met_where=met_where, left_out=left_out, progress=job.report
                )
            files = tr(", ").join(file.result.file for file in made.files)
            with store.write("Import {name}", files):
                done = imports.apply(
                    store, made, met_on=met_on, met_where=met_where, left_out=left_out, progress=job.report
                )
                settings.put(store, "import.region", region)
            return done

        self._importing = self._bridge.run_long(
            work, tr("Importing…"), self._imported, self._not_imported, owner=self
        )

    def stop_import(self) -> None:
        """Ask the import to stop; nothing of it stays."""
        if self._importing is not None:
            self._importing.cancel()

    def take_back(self, batch: int) -> None:
        """Undo the import."""
        self._bridge.run(
            lambda store: undo.undo_batch(store, batch),
            lambda _action: self.taken_back.emit(),
            busy_text=tr("Taking the import back…"),
            owner=self,
        )

    def close(self) -> None:
        """Let go of everything: the user went away from the preview."""
        self._again.stop()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._discard((self.plan, self.files), for_good=True)
        self.plan, self.files, self._plan_of = None, [], []

    def _imported(self, done: ImportDone) -> None:
        self._importing = None
        self.imported.emit(done)

    def _not_imported(self, error: BaseException) -> None:
        self._importing = None
        if isinstance(error, Cancelled):
            self.import_failed.emit("")
        else:
            self.import_failed.emit(sentence(error) or tr("The import did not work. Nothing was changed."))

    def _discard(self, what: object, *, for_good: bool = False) -> None:
        """Freeing some hundred thousand records takes longer than a frame: let the store thread do it."""
        if self.plan is None or len(self.plan.rows) < _MANY_ROWS:
            return
        box = [what]

        def let_go(_store: Store) -> None:
            box.clear()
            if for_good:
                gc.unfreeze()

        self._bridge.run(let_go)

    def _send(self, job: Job, done: int, total: int, text: str) -> None:
        """On the store thread."""
        self._reported.emit(job, done, total, text)

    def _pass_on(self, job: Job, done: int, total: int, text: str) -> None:
        if job is self._reading:
            self.progressed.emit(done, total, text)


def _read_and_plan(
    store: Store, tasks: list[_Task], on_duplicate: str, region: str | None, job: Job
) -> _Reading:
    """On the store thread: read what has changed, plan all of it together."""
    with _beside_the_window():
        return _read_all(store, tasks, on_duplicate, region, job)


@contextlib.contextmanager
def _beside_the_window() -> Iterator[None]:
    """Work with very many objects so that the window stays alive, measured on 100,000 rows.

    Painting calls into Python some hundred times, and each call waits for the interpreter for as long as a thread may
    keep it: with Python's 5 ms that is a second. And looking for cycles among a million records takes half a second;
    there are none, so they are kept out of that search until the preview is closed.
    """
    interval, collecting = sys.getswitchinterval(), gc.isenabled()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY_OBJECTS:
            gc.freeze()
        if collecting:
            gc.enable()
        sys.setswitchinterval(interval)


def _read_all(store: Store, tasks: list[_Task], on_duplicate: str, region: str | None, job: Job) -> _Reading:
    results: list[ReadResult | None] = []
    errors: list[str] = []
    for task in tasks:
        job.report(0, 0, tr("Reading {name}…").format(name=task.name))
        if task.is_read:
            results.append(task.result)
            errors.append(task.error)
            continue
        try:
            results.append(_read_one(task, job))
            errors.append("")
        except ReadError as error:
            results.append(task.result)
            errors.append(str(error))
    good = [result for result, error in zip(results, errors, strict=True) if result is not None and not error]
    job.report(0, 0, tr("Comparing with the people who are here…"))
    plan = imports.plan(store, good, on_duplicate=on_duplicate, region=region, progress=job.report)
    arranged = [arrange(file) for file in plan.files]
    if job.cancelled:
        raise Cancelled
    return _Reading(results, errors, plan, arranged)


def _read_one(task: _Task, job: Job) -> ReadResult:
    if task.data is not None:
        return read_bytes(task.data, task.name, task.options)
    assert task.path is not None
    return read_file(task.path, task.options, progress=job.report)
