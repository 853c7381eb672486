"""One writer at a time, and no lock that outlives its holder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from netcare_desktop import system

# Each starter says what it got, then waits until its standard input ends.
STARTER = """
import sys
from netcare_desktop import system
sys.stdin.readline()
try:
    lock = system.lock_file(sys.argv[1])
    print("won", flush=True)
except system.AlreadyLocked:
    print("refused", flush=True)
sys.stdin.read()
"""


def starter(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_of_twenty_that_start_at_once_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "netcare.lock"
    starters = [starter(path) for _ in range(20)]
    for process in starters:
        go(process)
    answers = sorted(answer(process) for process in starters)
    for process in starters:
        process.communicate(timeout=60)
    assert answers == ["refused"] * 19 + ["won"]
    system.lock_file(path).release()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_holder_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "netcare.lock"
    holder = starter(path)
    go(holder)
    assert answer(holder) == "won"
    with pytest.raises(system.AlreadyLocked):
        system.lock_file(path)
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=60)
    assert path.exists()
    with system.lock_file(path) as lock:
        assert lock.held


def test_the_lock_is_held_once_within_a_process_too(tmp_path: Path) -> None:
    path = tmp_path / "netcare.lock"
    lock = system.lock_file(path)
    with pytest.raises(system.AlreadyLocked):
        system.lock_file(path)
    lock.release()
    lock.release()
    assert not lock.held
    with system.lock_file(path):
        pass


def test_opening_and_closing_the_file_does_not_drop_the_lock(tmp_path: Path) -> None:
    """POSIX record locks would be dropped by this; flock is not."""
    path = tmp_path / "netcare.lock"
    with system.lock_file(path):
        path.read_bytes()
        with pytest.raises(system.AlreadyLocked):
            system.lock_file(path)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_on_a_file_that_was_removed_does_not_count_as_the_lock_of_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "netcare.lock"
    with system.lock_file(path):
        os.unlink(path)
        with system.lock_file(path), pytest.raises(system.AlreadyLocked):
            system.lock_file(path)


def test_a_folder_that_is_not_there_is_no_lock_held_by_another(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        system.lock_file(tmp_path / "missing" / "netcare.lock")
