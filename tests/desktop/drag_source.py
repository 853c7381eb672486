"""Another program that offers files by drag and drop, as a file manager does. GTK, so another toolkit than the one under test.

Run by the system's Python: `drag_source.py FILE…`. Prints where to take hold (JSON: x, y), and after the drag what became
of it (JSON: dropped, action). Ends by itself after 30 seconds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk

SIZE = (160, 44)
LIFE_SECONDS = 30


class DragSource:
    """A small window in the corner of the screen, over all others, that can be dragged away from."""

    def __init__(self, files: list[str]) -> None:
        self.uris = [Path(file).absolute().as_uri() for file in files]
        self.asked_for = False
        self.failed = False
        self.handle = Gtk.EventBox()
        self.handle.add(Gtk.Label(label=Path(files[0]).name))
        self.handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
        self.handle.drag_source_add_uri_targets()
        self.handle.connect("drag-data-get", self.give)
        self.handle.connect("drag-failed", self.note_failure)
        self.handle.connect("drag-end", self.tell)
        self.window = Gtk.Window(title="drag source", type_hint=Gdk.WindowTypeHint.UTILITY)
        self.window.set_default_size(*SIZE)
        self.window.set_decorated(False)
        self.window.set_keep_above(True)
        self.window.set_accept_focus(False)
        self.window.add(self.handle)
        self.window.connect("map-event", lambda *_: GLib.timeout_add(200, self.say_where))
        self.window.move(0, 0)
        self.window.show_all()

    def say_where(self) -> bool:
        """Once the window stands where the window manager wants it."""
        _, x, y = self.window.get_window().get_origin()
        area = self.handle.get_allocation()
        say({"x": x + area.x + area.width // 2, "y": y + area.y + area.height // 2})
        return False

    def give(self, _widget: Any, _context: Any, data: Any, _info: int, _time: int) -> None:
        """The target asks for the files."""
        data.set_uris(self.uris)
        self.asked_for = True

    def note_failure(self, _widget: Any, _context: Any, _reason: Any) -> bool:
        """Nobody took it; no animation back."""
        self.failed = True
        return True

    def tell(self, _widget: Any, context: Any) -> None:
        """The drag is over."""
        say(
            {
                "dropped": self.asked_for and not self.failed,
                "action": context.get_selected_action().first_value_nick or "",
            }
        )
        GLib.timeout_add(50, Gtk.main_quit)


def say(what: dict[str, Any]) -> None:
    """One line of JSON."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    source = DragSource(sys.argv[1:])
    GLib.timeout_add_seconds(LIFE_SECONDS, Gtk.main_quit)
    Gtk.main()
