"""What the system refuses, in types that a caller can tell apart. Everything else stays the OSError it is."""

from __future__ import annotations

from typing import Literal

SpecialKind = Literal["folder", "device", "pipe", "socket", "other"]


class AlreadyLocked(Exception):
    """Another process holds the lock. Says nothing about a file that could not be opened: that is an OSError."""


class NotARegularFile(OSError):
    """The path leads to something that is no ordinary file; `kind` says what it is, `filename` where."""

    def __init__(self, path: str, kind: SpecialKind) -> None:
        super().__init__(f"not an ordinary file but a {kind}")
        self.filename = path
        self.kind: SpecialKind = kind
