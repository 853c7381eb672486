"""Commands beside an open window: they are run by the window's process, and nobody can tell the difference."""

from __future__ import annotations

import argparse
import io
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from netcare_desktop import system
from netcare_desktop.__main__ import main
from netcare_desktop.cli import handover, run, served
from netcare_desktop.cli.served import Served
from netcare_desktop.cli.session import Session
from netcare_desktop.clock import SystemClock
from netcare_desktop.paths import Paths
from netcare_desktop.store import people_list
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.system import local_socket
from netcare_desktop.system.instance import LOCK, Instance
from tests import window_process
from tests.cli.conftest import CARDS, NetCare

pytestmark = pytest.mark.skipif(not local_socket.POSSIBLE, reason="no such sockets here")

MORE = "First Name,Last Name,Email\nZoë,Bär,zoe@baer.example\n,,\nAna,Silva,ana@lightlab.example\n"


@dataclass(frozen=True)
class Step:
    """One command with what stands on its standard input, and the day it is told."""

    arguments: tuple[str, ...]
    text: str = ""
    today: str = "2026-03-02"


STEPS = (
    Step(("import", "cards.csv")),
    Step(("import", "cards.csv", "--json")),
    Step(("import", "-", "--map", "Email=email"), MORE),
    Step(("import", "no-such-file.csv", "-", "--json"), MORE),
    Step(("import", "no-such-file.csv", ".")),
    Step(("log", "Coffee with Ana Silva: talked about the lab")),
    Step(("log", "Coffee with Ana Silva", "--json", "--on", "+1d"), today="2026-03-09"),
    Step(("log", "Coffee with Nobody Atall")),
    Step(("circle", "close", "Ana Silva", "Ben Okafor")),
    Step(("circle", "nowhere", "Ana Silva")),
    Step(("grow", "Kenji Morita")),
    Step(("grow", "Zoë Bär")),
    Step(("grow", "Ben Okafor")),
    Step(("snooze", "Ana Silva", "--until", "+7d")),
    Step(("snooze", "Ana Silva", "--until", "whenever")),
    Step(("pause", "Ben Okafor")),
    Step(("followup", "Ana Silva", "+2d", "Send the paper", "--at", "14:30", "--json")),
    Step(("undo",)),
    Step(("redo", "--json")),
    Step(("undo", "99")),
    Step(("archive", "Ben Okafor")),
    Step(("check", "--repair", "--json")),
    Step(("demo",)),
    Step(("backup", "copy.db")),
    Step(("archive", "Ana Silva")),
    Step(("restore", "copy.db")),
    Step(("restore", "copy.db", "--json")),
    Step(("restore", "cards.csv")),
    Step(("restore", "no-such-copy.db")),
    Step(("log", "Lunch with Ana Silva")),
    Step(("people", "--json")),
    Step(("followups", "--all", "--json")),
)


def played(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[str]:
    """Each step run in `folder` on the data folder `data` below it; what it answered, without the folder's name."""
    (folder / "cards.csv").write_text(CARDS, encoding="utf-8")
    monkeypatch.chdir(folder)
    for step in STEPS:
        stdin = io.TextIOWrapper(io.BytesIO(step.text.encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stdin)
        capsys.readouterr()
        code = main(["--data-dir", "data", "--today", step.today, *step.arguments])
        shown = capsys.readouterr()
        text = f"{' '.join(step.arguments)}\n{code}\n--- out\n{shown.out}--- err\n{shown.err}"
        yield text.replace(str(folder), "FOLDER")


def test_each_command_answers_beside_the_window_as_it_does_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    alone, beside = tmp_path / "alone" / "cards", tmp_path / "beside" / "cards"
    for folder in (alone, beside):
        folder.mkdir(parents=True)
    expected = list(played(alone, monkeypatch, capsys))
    here: list[str] = []

    def perform(session: Session, command: str, options: argparse.Namespace) -> int:
        here.append(command)
        return perform_really(session, command, options)

    perform_really = run.perform
    monkeypatch.setattr(run, "perform", perform)
    with window_process.window(beside / "data"):
        for found, wanted in zip(played(beside, monkeypatch, capsys), expected, strict=True):
            assert found == wanted
        assert not list((beside / "data").glob(".netcare-input*"))
    assert set(here) <= run.READING  # whatever writes was run over there
    with sqlite3.connect(beside / "data" / "netcare.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_command_that_meets_another_command_waits_for_it(filled: NetCare, data_dir: Path) -> None:
    lock = system.lock_file(data_dir / LOCK)
    timer = threading.Timer(0.3, lock.release)
    timer.start()
    ran = filled("archive", "Ana Silva")
    timer.join()
    assert (ran.code, ran.out) == (0, "Ana Silva is archived.\n")


def test_a_lock_that_is_not_let_go_is_told(
    filled: NetCare, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PATIENCE", 0.2)
    with system.lock_file(data_dir / LOCK):
        ran = filled("archive", "Ana Silva")
        assert ran.code == 3
        assert ran.err.startswith("NetCare is already open for this data folder.")
        assert filled("people", "--json").json["total"] == 4


def test_a_window_that_does_not_react_is_told(
    filled: NetCare, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "TAKEN_WITHIN", 0.2)
    instance = Instance(data_dir)
    instance.take()
    try:
        ran = filled("archive", "Ana Silva")
    finally:
        instance.close()
    assert (ran.code, ran.out) == (3, "") and "does not react" in ran.err
    assert filled("archive", "Ana Silva").code == 0


def test_a_socket_that_was_left_behind_is_no_window(filled: NetCare, data_dir: Path) -> None:
    instance = Instance(data_dir)
    instance.take()
    assert instance.listener is not None and instance.lock is not None
    instance.listener.socket.close()  # as when the process is killed
    instance.lock.release()
    assert (data_dir / local_socket.NAME).exists()
    assert filled("archive", "Ana Silva").code == 0


def test_more_than_fits_into_a_message_is_refused_in_words(filled: NetCare, data_dir: Path) -> None:
    with window_process.window(data_dir, "--hidden"):
        ran = filled("archive", *["Ana Silva"] * 9000)
    assert ran.code == 3 and "several steps" in ran.err


def test_the_window_that_ends_lets_the_command_run_by_itself(filled: NetCare, data_dir: Path) -> None:
    with window_process.window(data_dir, "--hidden") as program:
        program.terminate()
        ran = filled("archive", "Ana Silva")
        assert (ran.code, ran.err) == (0, "")
        assert program.wait(timeout=window_process.PATIENCE) == 0


def test_input_from_a_real_pipe_reaches_the_window(filled: NetCare, data_dir: Path) -> None:
    with window_process.window(data_dir, "--hidden"):
        done = subprocess.run(
            window_process.command(data_dir, "import", "-"), input=MORE, capture_output=True, encoding="utf-8"
        )
    assert done.returncode == 0 and done.stdout.startswith("standard input (generic, utf-8)\n")
    assert filled("people", "--json").json["total"] == 5


@pytest.fixture
def store(filled: NetCare, data_dir: Path) -> Iterator[Store]:
    opened = open_store(data_dir, SystemClock())
    yield opened
    opened.close()


def request(tmp_path: Path, *arguments: str, **more: object) -> dict[str, object]:
    return {"arguments": list(arguments), "folder": str(tmp_path), "colour": False, "input": None, **more}


def serve(data_dir: Path, asked: dict[str, object]) -> Served:
    return served.served(Paths(data_dir), asked)


def test_a_command_that_is_stopped_leaves_nothing(store: Store, tmp_path: Path, data_dir: Path) -> None:
    rows = "".join(f"First{n},Last{n},p{n}@x.example\n" for n in range(3000))
    (tmp_path / "many.csv").write_text("First Name,Last Name,Email\n" + rows, encoding="utf-8")
    answer = serve(data_dir, request(tmp_path, "import", "many.csv")).run(store, lambda: True)
    assert answer == {"code": 1, "out": "", "err": "Stopped. Nothing was written.\n"}
    assert len(people_list.ids(store, PeopleQuery(standing="present"))) == 4


def test_the_clock_of_the_command_counts_and_only_for_it(
    store: Store, tmp_path: Path, data_dir: Path
) -> None:
    asked = request(tmp_path, "--today", "2001-02-03", "log", "Coffee with Ana Silva")
    answer = serve(data_dir, asked).run(store, lambda: False)
    assert answer["out"] == "Meeting with Ana Silva on 2001-02-03.\n"
    assert store.value("SELECT max(on_day) FROM interaction") == "2001-02-03"
    assert isinstance(store.clock, SystemClock)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"arguments": "undo", "folder": "/"},
        {"arguments": [1], "folder": "/"},
        {"arguments": ["undo"], "folder": "relative"},
        {"arguments": ["undo"], "folder": 7},
        {"arguments": ["undo"], "folder": "/", "input": ["x"]},
        {"arguments": ["undo"], "folder": "/", "input": {"file": 3}},
        {"arguments": [], "folder": "/"},
        {"arguments": ["--hidden", "file.csv"], "folder": "/"},
        {"arguments": ["snooze"], "folder": "/"},
        {"arguments": ["--help", "undo"], "folder": "/"},
        {"arguments": ["--today", "someday", "undo"], "folder": "/"},
    ],
)
def test_what_makes_no_sense_is_no_command(
    asked: dict[str, object], data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError):
        serve(data_dir, asked)


def test_only_restore_replaces_the_database(tmp_path: Path, data_dir: Path) -> None:
    assert serve(data_dir, request(tmp_path, "restore", "x.db")).replaces_database
    assert not serve(data_dir, request(tmp_path, "restore", "x.db", "--dry-run")).replaces_database
    assert not serve(data_dir, request(tmp_path, "undo")).replaces_database
