"""What of the program is met outside its window: reminders on the desktop and the icon in the panel."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from netcare_desktop import assets
from netcare_desktop.ui.notifications import native
from netcare_desktop.ui.notifications.notifier import FirstThatWorks, InWindow, Notifier
from netcare_desktop.ui.reminding import Reminding
from netcare_desktop.ui.tray import Toggle, Tray

if TYPE_CHECKING:
    from netcare_desktop.ui.program import Program

PROGRAM = "NetCare"
DESKTOP_ENTRY = "netcare-desktop"
"""The name of the desktop file, by which a desktop knows whose notification it is."""


class Outside(QObject):
    """Reminders and tray of a program, wired to its window. Works as well where there is neither daemon nor tray."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self.in_window = InWindow(program.say, self._is_seen)
        ways: list[Notifier] = [self.in_window]
        if sys.platform.startswith("linux"):
            from netcare_desktop.ui.notifications.freedesktop import Freedesktop

            ways.insert(0, Freedesktop(PROGRAM, DESKTOP_ENTRY, str(assets.icon_file("netcare"))))
        elif native.is_there():
            ways.insert(0, native.Native(PROGRAM))
        self.reminding = Reminding(program.bridge, program.clock, FirstThatWorks(ways), self._say, self)
        self.reminding.person_wanted.connect(self._show_person)
        self.tray: Tray | None = None
        self._toggle = Toggle(self._is_seen, self)
        program.presence.shown.connect(self.in_window.window_shown)

    def start(self) -> None:
        """Look for the first time, and show the icon."""
        program = self._program
        tray = self.tray = Tray(program.store, program.bridge, program.clock, self)
        tray.open_wanted.connect(lambda: program.presence.show())
        tray.toggle_wanted.connect(self._toggle_window)
        tray.person_wanted.connect(self._show_person)
        tray.log_wanted.connect(self._log)
        tray.quit_wanted.connect(program.presence.quit)
        self.reminding.look()

    def check(self, *, is_new_day: bool) -> None:
        """Called about once a minute, and told when it is another day."""
        if is_new_day:
            self.reminding.look()
            if self.tray is not None:
                self.tray.refresh()
        else:
            self.reminding.check()

    def stop(self) -> None:
        """Before the store is closed."""
        self.reminding.stop()
        if self.tray is not None:
            self.tray.stop()

    def _is_seen(self) -> bool:
        window = self._program.window
        return window.isVisible() and not window.isMinimized()

    def _say(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        """What a notification's button did is said where somebody looks; hidden, Ctrl+Z takes it back as well."""
        if self._is_seen():
            self._program.say(text, undo, undo_text=undo_text)

    def _show_person(self, person: int, token: str = "") -> None:
        self._program.presence.show(token)
        self._program.show_person(person)

    def _toggle_window(self) -> None:
        if self._toggle.hides:
            self._program.presence.hide()
        else:
            self._program.presence.show()

    def _log(self) -> None:
        self._program.presence.show()
        self._program.actions["log"].trigger()
