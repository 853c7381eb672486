"""Ctrl+C: a sentence, and either all of it or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from netcare_desktop.cli.session import Progress, Session
from tests.cli.conftest import NetCare

MANY = "Name,Email\n" + "".join(f"Given{n} Family{n},p{n}@x.example\n" for n in range(4000))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_stopped_while_reading(data_dir: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "netcare_desktop", "--data-dir", str(data_dir), "import", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as ran:
        assert ran.stdin is not None
        ran.stdin.write(
            b"Name,Email\n" + b"Ana Silva,ana@x.example\n" * 20_000
        )  # more than a pipe holds: it reads
        ran.stdin.flush()
        ran.send_signal(signal.SIGINT)
        out, err = ran.communicate(timeout=60)
    assert (ran.returncode, out, err.decode()) == (1, b"", "Stopped. Nothing was written.\n")
    assert not data_dir.exists()


@pytest.mark.parametrize("at", [1, 4, 8, 12])
def test_stopped_at_any_time_of_an_import(
    nc: NetCare, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The key is pressed where Python comes to hear of it: also inside SQLite's statements."""
    cards = tmp_path / "many.csv"
    cards.write_text(MANY, encoding="utf-8")
    calls = 0

    def press(progress: Progress, done: int, total: int) -> None:
        nonlocal calls
        calls += progress._what == "Importing" and done > 0
        if calls == at:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "__call__", press)
    ran = nc("import", str(cards))
    assert calls == at
    assert (ran.code, ran.err) == (1, "Stopped. Nothing was written.\n")
    monkeypatch.undo()
    assert nc("people", "--json").json["total"] == 0
    assert nc("check").code == 0


def test_stopped_after_it_was_saved(
    filled: NetCare, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def press(_session: Session, _text: str = "") -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "say", press)
    ran = filled("circle", "Inner", "Ana Silva")
    assert (ran.code, ran.err) == (0, "Stopped, but it was saved before. Undo takes it back.\n")
    assert filled("people").err == "Stopped. Nothing was written.\n"
    monkeypatch.undo()
    assert filled("person", "Ana Silva", "--json").json["circle"] == "Inner"
