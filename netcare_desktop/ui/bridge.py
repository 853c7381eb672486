"""Between the window and the store thread: work goes over as a command, its answer and what changed come back here.

Nothing waits on the GUI thread. Every signal and every callback arrives on the thread the bridge was built on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from netcare_desktop.store.errors import Cancelled, CommandError, told

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store
    from netcare_desktop.store.worker import StoreThread

T = TypeVar("T")
_REPORT_EVERY = 0.05  # seconds between two reports of progress that the window is told of


def sentence(error: BaseException) -> str | None:
    """What to tell the user about an error of the environment or of the request; None for a bug."""
    from netcare_desktop.formats.records import ReadError  # not needed to open the window

    if isinstance(error, CommandError | ReadError):
        return str(error)
    known = told(error)
    return None if known is None else str(known)


class Job:
    """A long piece of work: the command reports on it and looks whether it should stop. Usable from any thread."""

    def __init__(self, text: str, send: Callable[[Job, int, int, str], None], *, can_cancel: bool) -> None:
        self.text = text
        self.can_cancel = can_cancel
        self._send = send
        self._stop = threading.Event()
        self._told_at = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the user wants it stopped; the command then raises `store.errors.Cancelled`."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the command to stop at its next look."""
        self._stop.set()

    def report(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total` pieces. Raises `Cancelled` when the user asked to stop."""
        if self.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told_at >= _REPORT_EVERY or done >= total:
            self._told_at = now
            self._send(self, done, total, text)


@dataclass(frozen=True)
class _Answer:
    """What comes back from the store thread."""

    future: Future[Any]
    then: Callable[[Any], object] | None
    failed: Callable[[BaseException], object] | None
    owner: QObject | None
    job: Job | None


class StoreBridge(QObject):
    """The window's way to the store.

    * `changed(frozenset)`: the nouns (table names) that a saved change touched.
    * `problem(str)`: a sentence for the message bar. `bug(object)`: an exception for the bug report.
    * `job_started(Job)`, `job_advanced(Job, done, total, text)`, `job_ended(Job)`: for the progress strip.
    """

    changed = Signal(object)
    problem = Signal(str)
    bug = Signal(object)
    job_started = Signal(object)
    job_advanced = Signal(object, int, int, str)
    job_ended = Signal(object)

    _answered = Signal(object)
    _published = Signal(object)
    _reported = Signal(object, int, int, str)

    def __init__(self, store: Store, worker: StoreThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._worker = worker
        self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._answered.connect(self._deliver, queued)
        self._published.connect(self._tell_changed, queued)
        self._reported.connect(self._tell_progress, queued)
        self._unsubscribe = store.changes.subscribe(self._on_store_thread)

    def run(
        self,
        command: Callable[[Store], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        busy_text: str = "",
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run `command(store)` on the store thread; `then(result)` is called here when it is done.

        An error becomes a sentence (`problem`) or, when it is a bug, a report (`bug`). With `failed` the caller words
        the sentence itself and sets its widgets right: it is called with every error, and a bug is still reported.
        When `owner` (a dialog, say) has been deleted meanwhile, neither is called. `busy_text` shows the progress
        strip when the work takes long.
        """
        job = Job(busy_text, self._send_progress, can_cancel=False) if busy_text else None
        self._submit(lambda: command(self.store), _Callbacks(then, failed, owner, job))

    def run_long(
        self,
        command: Callable[[Store, Job], T],
        text: str,
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        *,
        can_cancel: bool = True,
        owner: QObject | None = None,
    ) -> Job:
        """As `run`, for work with progress: `command(store, job)` calls `job.report(done, total)`.

        A cancelled command ends in `failed(Cancelled())` without a message.
        """
        job = Job(text, self._send_progress, can_cancel=can_cancel)
        self._submit(lambda: command(self.store, job), _Callbacks(then, failed, owner, job))
        return job

    def close(self) -> None:
        """Hear no more of the store: answers that are still under way are dropped. Before the store thread ends."""
        self._closed = True
        self._unsubscribe()

    def _submit(self, work: Callable[[], T], callbacks: _Callbacks) -> None:
        if self._closed:
            return
        if callbacks.job is not None:
            self.job_started.emit(callbacks.job)
        future = self._worker.submit(work)

        def on_done(done: Future[Any]) -> None:
            answer = _Answer(done, callbacks.then, callbacks.failed, callbacks.owner, callbacks.job)
            self._emit_from_anywhere(lambda: self._answered.emit(answer))

        future.add_done_callback(on_done)

    def _emit_from_anywhere(self, emit: Callable[[], None]) -> None:
        if not self._closed and shiboken6.isValid(self):
            emit()

    def _on_store_thread(self, nouns: frozenset[str]) -> None:
        self._emit_from_anywhere(lambda: self._published.emit(nouns))

    def _send_progress(self, job: Job, done: int, total: int, text: str) -> None:
        self._emit_from_anywhere(lambda: self._reported.emit(job, done, total, text))

    def _tell_changed(self, nouns: frozenset[str]) -> None:
        if not self._closed:
            self.changed.emit(nouns)

    def _tell_progress(self, job: Job, done: int, total: int, text: str) -> None:
        if not self._closed:
            self.job_advanced.emit(job, done, total, text)

    def _deliver(self, answer: _Answer) -> None:
        if self._closed:
            return
        if answer.job is not None:
            self.job_ended.emit(answer.job)
        alive = answer.owner is None or shiboken6.isValid(answer.owner)
        error = answer.future.exception()
        if error is None:
            if answer.then is not None and alive:
                answer.then(answer.future.result())
            return
        words = sentence(error)
        if words is None and not isinstance(error, Cancelled):
            self.bug.emit(error)
        if answer.failed is not None:
            if alive:
                answer.failed(told(error) or error)
        elif words is not None:
            self.problem.emit(words)


@dataclass(frozen=True)
class _Callbacks:
    """Who wants the answer."""

    then: Callable[[Any], object] | None
    failed: Callable[[BaseException], object] | None
    owner: QObject | None
    job: Job | None
