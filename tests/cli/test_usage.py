"""What is typed wrongly: one sentence and exit code 2, and never the window; closed streams and odd bytes hurt nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NetCare


@pytest.mark.parametrize(
    "wrong",
    [
        ["due", "--on", "someday"],
        ["due", "--on", "2026-02-30"],
        ["log", "Coffee with Ana Silva", "--on", "soon"],
        ["snooze", "Ana Silva", "--until", "2026-13-01"],
        ["pause", "Ana Silva", "--until", "x"],
        ["followup", "Ana Silva", "5 March", "ring"],
        ["followup", "Ana Silva", "today", "ring", "--at", "9:5"],
        ["import", "x.csv", "--header-line", "-3"],
        ["import", "x.csv", "--header-line", "one"],
        ["import", "x.csv", "--region", "ZZ"],
        ["import", "x.csv", "--region", "Germany"],
        ["import", "x.csv", "--map", "Foo"],
        ["nosuchcommand"],
        ["nosuchcommand", "Ana Silva"],
        ["--data-dir", "", "due"],
        ["--today", "2026-02-30", "due"],
    ],
)
def test_wrong_usage_is_one_sentence(filled: NetCare, wrong: list[str]) -> None:
    ran = filled(*wrong)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1 and "Traceback" not in ran.err


def test_a_country_may_be_written_small(filled: NetCare, cards: Path) -> None:
    assert filled("import", str(cards), "--region", "pt", "--dry-run").code == 0


def run(data_dir: Path, *arguments: bytes | str, **streams: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "netcare_desktop", "--data-dir", str(data_dir), *arguments]
    return subprocess.run(command, check=False, **streams)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes streams that way")
@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [(1, ["people"], 0), (1, ["due"], 0), (2, ["person", "Nobody"], 1), (0, ["import", "-"], 1)],
)
def test_a_closed_stream_is_no_mistake_of_ours(
    filled: NetCare, data_dir: Path, closed: int, arguments: list[str], code: int
) -> None:
    ran = run(data_dir, *arguments, capture_output=True, preexec_fn=lambda: os.close(closed))
    assert ran.returncode == code
    assert b"mistake" not in ran.stderr
    assert closed != 2 or ran.stdout == b""  # what belongs on stderr does not turn up on stdout


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such arguments")
def test_bytes_that_are_no_letters_are_nobodys_name(filled: NetCare, data_dir: Path) -> None:
    commands: tuple[list[bytes | str], ...] = (
        ["log", b"Coffee with \xff\xfe"],
        ["person", b"\xff"],
        ["people", "--query", b"\xff"],
        ["circle", b"\xff", "Ana Silva"],
        ["followup", "Ana Silva", "today", b"ring \xff"],
    )
    for arguments in commands:
        ran = run(data_dir, *arguments, capture_output=True)
        assert ran.returncode in (0, 1), ran.stderr
        assert b"mistake" not in ran.stderr
