"""The commands of the menu bar as data. The window shows them; app.py connects each to what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons


@dataclass(frozen=True)
class Command:
    """One entry: its stable name, its words (English, translated when shown), its keys, its icon."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon_name: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    separator_before: bool = False


# Menu -> entries. The pages are added to "View" by the window as they come.
MENUS: Final[tuple[tuple[str, tuple[Command, ...]], ...]] = (
    (
        "&File",
        (
            Command("import", "Import…", ("Ctrl+I", "Ctrl+O"), "import"),
            Command("paste", "Paste people", ("Ctrl+Shift+V",), "paste"),
            Command("export", "Export…", (), "export"),
            Command("backup", "Back up now", (), "backup", separator_before=True),
            Command("restore", "Restore a backup…", (), "restore"),
            Command("quit", "Quit", ("Ctrl+Q",), "quit", QAction.MenuRole.QuitRole, separator_before=True),
        ),
    ),
    (
        "&Edit",
        (
            Command("undo", "Undo", ("Ctrl+Z",), "undo"),
            Command("redo", "Redo", ("Ctrl+Shift+Z",), "redo"),
            Command("search", "Search", ("Ctrl+K",), "search", separator_before=True),
        ),
    ),
    (
        "&Add",
        (
            Command("log", "Log a contact", ("Ctrl+L",), "log"),
            Command("person", "New person", ("Ctrl+N",), "person-add"),
            Command("followup", "Follow-up", ("Ctrl+Shift+F",), "followup"),
        ),
    ),
    ("&View", ()),
    (
        "&Help",
        (
            Command("shortcuts", "Keyboard shortcuts", ("F1",), "keyboard"),
            Command("about", "About NetCare", (), "info", QAction.MenuRole.AboutRole, separator_before=True),
        ),
    ),
)


class Actions(QObject):
    """The QActions of `MENUS` by name. An action without a callback is disabled: no entry that does nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        for _menu, commands in MENUS:
            for command in commands:
                action = QAction(tr(command.text), self)
                action.setObjectName(command.name)
                action.setShortcuts([QKeySequence(keys) for keys in command.keys])
                action.setMenuRole(command.role)
                if command.icon_name:
                    action.setIcon(icons.icon(command.icon_name))
                action.setEnabled(False)
                self._actions[command.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def on(self, name: str, callback: Callable[[], object]) -> QAction:
        """Let the command do something, and enable it. KeyError for an unknown name."""
        action = self._actions[name]
        action.triggered.connect(lambda _checked=False: callback())
        action.setEnabled(True)
        return action

    def describe_undo(self, undo: str | None, redo: str | None = None) -> None:
        """What Undo and Redo would do now ("Import of 39 people"); None disables them."""
        for name, plain, filled, what in (
            ("undo", tr("Undo"), tr("Undo: {what}"), undo),
            ("redo", tr("Redo"), tr("Redo: {what}"), redo),
        ):
            action = self._actions[name]
            action.setText(plain if not what else filled.format(what=what.replace("&", "&&")))
            action.setEnabled(what is not None)
