"""Short forms of the fault harnesses; `packaging/faults --long` runs them at every point."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.faults import errors, kills, powercut, tracing
from tests.store.faults.verdict import Figures

traced = pytest.mark.skipif(not tracing.possible(), reason="strace is missing or may not trace here")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def assert_good(figures: Figures) -> None:
    assert figures.bad == [], str(figures)
    assert sum(figures.did.values()) > 0


@POSIX
def test_killed_at_random_moments_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """In a process of its own: it forks, which one with Qt's threads should not."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.faults.kills", str(tmp_path), "15"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "15 rounds" in done.stdout and "good" in done.stdout


@traced
def test_killed_at_a_sample_of_all_writes(tmp_path: Path) -> None:
    assert_good(kills.at_every_write(tmp_path, every=151))


@traced
def test_an_upgrade_killed_at_a_sample_of_all_writes(tmp_path: Path) -> None:
    assert_good(kills.upgrade_at_every_write(tmp_path, every=23))


@traced
def test_power_cuts(tmp_path: Path) -> None:
    assert_good(powercut.cuts(tmp_path, images=40, actions=30))


@traced
def test_no_room_at_a_sample_of_all_writes(tmp_path: Path) -> None:
    assert_good(errors.no_room(tmp_path, every=151))


@traced
def test_a_broken_disk_at_a_sample_of_all_calls(tmp_path: Path) -> None:
    assert_good(errors.broken_disk(tmp_path, every=299))


@POSIX
def test_files_that_may_not_grow(tmp_path: Path) -> None:
    assert_good(errors.small_files(tmp_path, step=250_000))


def test_a_harness_that_does_nothing_is_not_good() -> None:
    figures = Figures("nothing")
    figures.need(1, "rounds")
    assert figures.bad and "NOT GOOD" in str(figures)
