"""The window's process where there is no window to be had."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in screens}
    ran = subprocess.run(
        [sys.executable, "-m", "netcare_desktop", "--data-dir", str(tmp_path / "data")],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (3, "", 1)
    assert "screen" in ran.stderr
    assert not (tmp_path / "data").exists()
