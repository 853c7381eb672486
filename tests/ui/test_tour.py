"""The tour draws every page, light and dark, without a screen, and says nothing about it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_the_tour_draws_every_page_without_a_screen(tmp_path: Path) -> None:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "netcare_desktop", "--today", "2026-11-22", "tour", str(tmp_path / "tour")],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert (done.returncode, done.stderr) == (0, "")
    drawn = {path.stem: path.stat().st_size for path in (tmp_path / "tour").glob("*.png")}
    for page in ("today", "people", "cards", "import", "quick-log", "new-person", "follow-up", "empty-today"):
        assert drawn[f"{page}-light"] > 5000 and drawn[f"{page}-dark"] > 5000
