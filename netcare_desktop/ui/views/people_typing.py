"""Tells a letter that is a command from one that belongs to a word being typed."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QKeyEvent

WORD_MS = 1000
"""A letter that follows another one of a word within so many milliseconds belongs to that word and is no command."""


def letter_of(event: QKeyEvent) -> str:
    """What the key writes; empty for a key that writes nothing, or a blank."""
    text = event.text()
    return text if text.isprintable() and text.strip() else ""


class Typing:
    """Remembers when the last letter of a word was typed: in the search, or where no field took it."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def note(self) -> None:
        """A letter of a word was typed just now."""
        self._since.start()

    @property
    def in_word(self) -> bool:
        """Whether the next letter still belongs to that word."""
        return self._since.isValid() and self._since.elapsed() < WORD_MS
