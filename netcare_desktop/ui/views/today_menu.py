"""The menu of an entry of Today: what its row has, and what is wanted more rarely."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from netcare_desktop.domain import snooze
from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons
from netcare_desktop.ui.views.today_row import ACTIONS, action_text
from netcare_desktop.ui.widgets.date_choice import short_day

MORE = {"log": "log", "followup": "followup", "copy": "copy"}
"""What only the menu has, with its icon."""


def snooze_days(day: date) -> list[tuple[str, date]]:
    """The rule's days with their words; of two names for one day the first (on a Sunday, tomorrow is Monday)."""
    by_day: dict[date, str] = {}
    for choice in snooze.choices(day):
        by_day.setdefault(choice.until, choice.label)
    return [(words, until) for until, words in by_day.items()]


def row_menu(
    parent: QWidget, day: date, act: Callable[[str], object], snooze_to: Callable[[date], object]
) -> QMenu:
    """The menu on that day; `act` is called with the name of an action, `snooze_to` with a day."""
    menu = QMenu(parent)
    for name, key in ACTIONS:
        if name == "snooze":
            _add_snooze(menu, day, act, snooze_to)
        elif key:
            action = menu.addAction(icons.icon(name), action_text(name))
            action.setShortcut(QKeySequence(key))
            # The page handles the key; here it is only told.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(partial(_call, act, name))
    menu.addSeparator()
    texts = {"log": tr("Log a contact…"), "followup": tr("Add a follow-up…"), "copy": tr("Copy")}
    for name, icon_name in MORE.items():
        if name == "copy":
            menu.addSeparator()
        menu.addAction(icons.icon(icon_name), texts[name]).triggered.connect(partial(_call, act, name))
    return menu


def _add_snooze(
    menu: QMenu, day: date, act: Callable[[str], object], snooze_to: Callable[[date], object]
) -> None:
    later = menu.addMenu(icons.icon("snooze"), tr("Snooze until"))
    for words, until in snooze_days(day):
        action = later.addAction(f"{words}\t{short_day(until)}")
        action.triggered.connect(partial(_call, snooze_to, until))
    later.addSeparator()
    later.addAction(tr("Pick a day…")).triggered.connect(partial(_call, act, "snooze"))


def _call(function: Callable[..., object], argument: object, _checked: bool = False) -> None:
    function(argument)
