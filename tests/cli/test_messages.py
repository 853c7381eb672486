"""What the environment refuses is told with the place and a way out, in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcare_desktop import system
from tests.cli.conftest import NetCare


@pytest.mark.parametrize(
    "command", [["export", "--format", "csv"], ["export", "--format", "json"], ["backup"]]
)
def test_a_folder_that_is_not_there_is_named(filled: NetCare, tmp_path: Path, command: list[str]) -> None:
    ran = filled(*command, str(tmp_path / "missing" / "out"))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)
    assert str(tmp_path / "missing") in ran.err
    assert ".part" not in ran.err  # our own passing file is nobody's business


def test_an_open_window_is_named_with_the_way_out(filled: NetCare, data_dir: Path) -> None:
    with system.lock_file(data_dir / "netcare.lock"):
        ran = filled("circle", "Inner", "Ana Silva")
    assert ran.code == 3
    assert "already open" in ran.err and "Quit it" in ran.err


def test_a_longer_cadence_is_offered_from_the_third_snooze_on(filled: NetCare) -> None:
    filled("circle", "Inner", "Ana Silva")
    shown = [
        filled("snooze", "Ana Silva", "--until", "+9d", today=f"2026-03-{2 + n:02d}").out for n in range(4)
    ]
    assert ["Every 30 days instead of every 14?" in one for one in shown] == [False, False, True, True]
