"""Commands over to the store thread, answers and changes back: a real store on a real thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.formats.records import ReadError
from netcare_desktop.store.errors import Cancelled, CommandError, Locked
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.worker import StoreThread
from netcare_desktop.ui.actions import Actions
from netcare_desktop.ui.bridge import Job, StoreBridge, sentence
from netcare_desktop.ui.main_window import MainWindow


@pytest.fixture
def worker() -> Iterator[StoreThread]:
    thread = StoreThread()
    yield thread
    thread.close()


@pytest.fixture
def store(worker: StoreThread, tmp_path: Path) -> Iterator[Store]:
    opened = worker.submit(lambda: open_store(tmp_path / "data", FixedClock(date(2026, 11, 22)))).result()
    yield opened
    opened.close_reader()
    worker.submit(opened.close).result()


@pytest.fixture
def bridge(store: Store, worker: StoreThread, qapp: QApplication) -> Iterator[StoreBridge]:
    found = StoreBridge(store, worker)
    yield found
    found.close()


def raising(error: BaseException) -> Callable[[Store], None]:
    """A command that fails."""

    def command(_store: Store) -> None:
        raise error

    return command


def test_a_command_runs_on_the_store_thread_and_answers_here(bridge: StoreBridge, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    answers: list[tuple[int, threading.Thread]] = []

    def count(store: Store) -> int:
        threads.append(threading.current_thread())
        return int(store.value("SELECT count(*) FROM circle"))

    bridge.run(count, then=lambda n: answers.append((n, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(5, threading.main_thread())]
    assert threads[0] is not threading.main_thread()


def test_answers_come_in_the_order_of_the_questions(bridge: StoreBridge, qtbot: QtBot) -> None:
    got: list[int] = []
    for number in range(20):
        bridge.run(lambda _store, number=number: number, then=got.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == list(range(20))


def test_a_saved_change_is_told_before_its_answer(bridge: StoreBridge, qtbot: QtBot) -> None:
    order: list[object] = []
    bridge.changed.connect(order.append)
    bridge.run(
        lambda store: store.changes.publish(frozenset({"person"})), then=lambda _none: order.append("answer")
    )
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == [frozenset({"person"}), "answer"]


@pytest.mark.parametrize(
    "error",
    [CommandError("There is no such person."), ReadError("That is a web page."), Locked("It is in use.")],
)
def test_an_error_of_the_environment_becomes_its_sentence(
    bridge: StoreBridge, qtbot: QtBot, error: Exception
) -> None:
    with qtbot.assertNotEmitted(bridge.bug), qtbot.waitSignal(bridge.problem) as told:
        bridge.run(raising(error))
    assert told.args == [str(error)]


def test_a_full_disk_is_worded_and_not_a_bug(bridge: StoreBridge, qtbot: QtBot) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    with qtbot.waitSignal(bridge.problem) as told:
        bridge.run(raising(error))
    assert told.args is not None
    assert "disk is full" in told.args[0]
    assert sentence(error) == told.args[0]


def test_a_bug_is_reported_and_the_caller_may_tidy_up(bridge: StoreBridge, qtbot: QtBot) -> None:
    failures: list[BaseException] = []
    with qtbot.assertNotEmitted(bridge.problem), qtbot.waitSignal(bridge.bug) as told:
        bridge.run(raising(KeyError("Ana")), failed=failures.append)
    assert told.args is not None
    assert isinstance(told.args[0], KeyError)
    qtbot.waitUntil(lambda: bool(failures))
    assert sentence(KeyError("x")) is None


def test_a_caller_may_word_the_sentence_itself(bridge: StoreBridge, qtbot: QtBot) -> None:
    failures: list[BaseException] = []
    with qtbot.assertNotEmitted(bridge.problem):
        bridge.run(raising(CommandError("no")), failed=failures.append)
        qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], CommandError)


def test_a_dialog_that_is_gone_is_not_called(bridge: StoreBridge, qtbot: QtBot) -> None:
    owner = QObject()
    got: list[str] = []
    bridge.run(lambda _store: "late", then=got.append, owner=owner)
    owner.deleteLater()
    del owner
    bridge.run(lambda _store: "other", then=got.append)
    qtbot.waitUntil(lambda: "other" in got)
    assert got == ["other"]


def test_long_work_tells_its_progress_and_ends(bridge: StoreBridge, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    ended: list[Job] = []
    bridge.job_advanced.connect(lambda _job, done, total, _text: told.append((done, total)))
    bridge.job_ended.connect(ended.append)

    def work(_store: Store, job: Job) -> str:
        for piece in range(1, 1001):
            job.report(piece, 1000)
        return "finished"

    answers: list[str] = []
    job = bridge.run_long(work, "Importing", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["finished"]
    assert ended == [job]
    assert told[-1] == (1000, 1000)
    assert len(told) < 1000


def test_cancelled_work_stops_without_a_message(bridge: StoreBridge, qtbot: QtBot) -> None:
    begun = threading.Event()
    failures: list[BaseException] = []

    def work(_store: Store, job: Job) -> None:
        begun.set()
        piece = 0
        while True:
            piece += 1
            job.report(piece, 0)

    with qtbot.assertNotEmitted(bridge.problem), qtbot.assertNotEmitted(bridge.bug):
        job = bridge.run_long(work, "Importing", failed=failures.append)
        assert begun.wait(5)
        job.cancel()
        qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Cancelled)


def test_a_closed_bridge_drops_what_is_under_way(
    store: Store, worker: StoreThread, qtbot: QtBot, qapp: QApplication
) -> None:
    bridge = StoreBridge(store, worker)
    go_on = threading.Event()
    got: list[object] = []
    bridge.changed.connect(got.append)
    bridge.run(lambda _store: go_on.wait(5), then=got.append)
    bridge.close()
    go_on.set()
    worker.submit(lambda: store.changes.publish(frozenset({"person"}))).result()
    bridge.run(lambda _store: 1, then=got.append)
    QApplication.processEvents()
    assert got == []


def test_the_window_shows_problems_changes_and_long_work(bridge: StoreBridge, qtbot: QtBot) -> None:
    window = MainWindow(Actions())
    qtbot.addWidget(window)
    window.follow(bridge)
    window.show()
    bridge.run(raising(CommandError("There is no such person.")))
    qtbot.waitUntil(lambda: window.messages.text == "There is no such person.")
    begun, go_on = threading.Event(), threading.Event()

    def work(_store: Store, job: Job) -> None:
        begun.set()
        job.report(1, 2)
        assert go_on.wait(10)
        job.report(2, 2)

    failures: list[BaseException] = []
    bridge.run_long(work, "Importing 39 people", failed=failures.append)
    qtbot.waitUntil(window.progress.isVisible)
    assert begun.is_set()
    window.progress.cancelled.emit()
    go_on.set()
    qtbot.waitUntil(lambda: not window.progress.isVisible())
    assert isinstance(failures[0], Cancelled)
    window.close()


def test_quick_work_shows_no_bar(bridge: StoreBridge, qtbot: QtBot) -> None:
    window = MainWindow(Actions())
    qtbot.addWidget(window)
    window.follow(bridge)
    window.show()
    done: list[int] = []
    bridge.run(lambda _store: 1, then=done.append, busy_text="Saving")
    qtbot.waitUntil(lambda: bool(done))
    assert not window.progress.isVisible()
    window.close()
