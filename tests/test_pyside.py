"""The binding itself: some releases cannot be used, and it should be a test that says so, not a user."""

from __future__ import annotations

import subprocess
import sys

EMIT_OFTEN = """
from PySide6.QtCore import QObject, Signal

class Source(QObject):
    changed = Signal(bool)
    named = Signal(object)

seen = []
source = Source()
source.changed.connect(lambda value: seen.append(value))
source.named.connect(lambda value: seen.append(value))
for number in range(50_000):
    source.changed.emit(number % 2 == 0)
    source.named.emit(None)
assert len(seen) == 100_000
print(sum(value is True for value in seen), sum(value is None for value in seen))
"""


def test_a_hundred_thousand_signals_are_survived() -> None:
    """PySide6 6.12.0 loses references to None and True on Python 3.11 and ends the process after some 600 signals."""
    done = subprocess.run([sys.executable, "-c", EMIT_OFTEN], capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["25000", "50000"], "")
