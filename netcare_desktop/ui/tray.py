"""The icon in the panel: how much is left today, and the shortest way to it. A convenience; nothing depends on it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from netcare_desktop.clock import Clock
from netcare_desktop.domain import reminder_words, wording
from netcare_desktop.domain.entries import Entry
from netcare_desktop.i18n import tr
from netcare_desktop.store import reminders
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.bridge import StoreBridge

WATCHER = "org.kde.StatusNotifierWatcher"
"""Who knows the trays of a Linux desktop; it comes and goes with the panel."""
FIRST = 5
"""So many of Today's entries stand in the menu."""
SIZES = (16, 22, 24, 32, 48, 64)
PAUSE = timedelta(hours=1)
JUST_LEFT = 0.5
"""Seconds within which a click on the panel may have taken the focus from our window."""
_LONGEST_ENTRY = 60
_MOST_SHOWN = 99


class Tray(QObject):
    """Icon, tooltip and menu, made anew whenever a tray appears.

    `toggle_wanted()`: the icon was clicked. `open_wanted()`, `person_wanted(id)`, `log_wanted()`, `quit_wanted()`: chosen
    from the menu.
    """

    open_wanted = Signal()
    toggle_wanted = Signal()
    person_wanted = Signal(int)
    log_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self, store: Store, bridge: StoreBridge, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._bridge, self._clock = store, bridge, clock
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu()
        self._pauses = QMenu(tr("Pause reminders"), self.menu)
        self._pauses.addAction(tr("For an hour"), self._pause_an_hour)
        self._pauses.addAction(tr("For today"), self._pause_today)
        self.tooltip = ""
        self._left = -1
        self._lines: list[object] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.setInterval(0)
        self._anew.timeout.connect(self._make)
        bridge.changed.connect(lambda _nouns: self._soon.start())
        theme.current().changed.connect(self._repaint)
        self._watch_panels()
        self._make()

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The icon as it was last made; None after `stop`."""
        return self._icon

    def refresh(self) -> None:
        """Say and show what is left now."""
        if self._icon is None:
            return
        left = reminders.left(self._store, FIRST)
        hidden = reminders.details_hidden(self._store)
        until = reminders.paused_until(self._store)
        paused = until.strftime("%H:%M") if until is not None else ""
        first = left.first[0][1] if left.first and not hidden else ""
        self.tooltip = reminder_words.tray_tooltip(left.count, first, paused=paused)
        self._icon.setToolTip(self.tooltip)
        if left.count != self._left:
            self._left = left.count
            self._repaint()
        lines = [] if hidden else [self._line(entry, name) for entry, name in left.first]
        people = [] if hidden else [int(entry.people[0]) for entry, _name in left.first]
        state = [lines, people, bool(paused)]
        if state != self._lines or self.menu.isEmpty():
            self._lines = state
            self._fill_menu(lines, people, is_paused=bool(paused))

    def stop(self) -> None:
        """Take the icon away."""
        self._soon.stop()
        self._anew.stop()
        theme.current().changed.disconnect(self._repaint)
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        self.menu.deleteLater()

    # the panel

    def _watch_panels(self) -> None:
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            watcher = QDBusServiceWatcher(
                WATCHER, bus, QDBusServiceWatcher.WatchModeFlag.WatchForRegistration, self
            )
            # The panel first gets to know itself; our icon may come in its next turn.
            watcher.serviceRegistered.connect(lambda _name: self._anew.start())

    def _make(self) -> None:
        """The icon for the tray there is now: one that was made before a panel came does not move into it."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        self._repaint()
        self.refresh()
        self._icon.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.toggle_wanted.emit()

    def _repaint(self) -> None:
        if self._icon is not None:
            self._icon.setIcon(badged_icon(max(self._left, 0)))

    # the menu

    def _line(self, entry: Entry, name: str) -> str:
        reason = wording.reason_text(entry.reason, self._clock.today(), name.split(tr(" and ")))
        text = tr("{name}: {reason}").format(name=name, reason=reason)
        return text if len(text) <= _LONGEST_ENTRY else text[: _LONGEST_ENTRY - 1].rstrip() + "…"

    def _fill_menu(self, lines: list[str], people: list[int], *, is_paused: bool) -> None:
        menu = self.menu
        menu.clear()
        menu.addAction(tr("Open NetCare"), self.open_wanted.emit)
        menu.addSeparator()
        for line, person in zip(lines, people, strict=True):
            menu.addAction(line.replace("&", "&&"), partial(self.person_wanted.emit, person))
        if lines:
            menu.addSeparator()
        menu.addAction(tr("Log a contact…"), self.log_wanted.emit)
        if is_paused:
            menu.addAction(tr("Resume reminders"), self._resume)
        else:
            menu.addMenu(self._pauses)
        menu.addSeparator()
        menu.addAction(tr("Quit"), self.quit_wanted.emit)

    def _pause_an_hour(self) -> None:
        until = self._clock.now() + PAUSE
        self._bridge.run(lambda store: reminders.pause(store, until))

    def _pause_today(self) -> None:
        self._bridge.run(reminders.pause_today)

    def _resume(self) -> None:
        self._bridge.run(reminders.resume)


class Toggle(QObject):
    """Whether a click on the icon opens the window or hides it: what is in front is hidden.

    Some panels take the focus at the click, so a window that has just lost it counts as in front.
    """

    def __init__(self, is_visible: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_visible = is_visible
        self._left_at = -1.0
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._state_changed)

    @property
    def hides(self) -> bool:
        """Whether the next click hides."""
        if not self._is_visible():
            return False
        is_active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return is_active or time.monotonic() - self._left_at < JUST_LEFT

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self._left_at = time.monotonic()


def badged_icon(count: int) -> QIcon:
    """The program's mark with a number at its corner, none for 0. It is to be read on light and on dark panels: nobody
    tells a program the colour of its panel, so the mark has an edge of the opposite lightness."""
    icon = QIcon()
    dark = theme.current().is_dark
    for size in SIZES:
        icon.addPixmap(_badged(count, size, dark_panel=dark))
    icon.setIsMask(sys.platform == "darwin")
    return icon


def _badged(count: int, size: int, *, dark_panel: bool) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = max(1, round(size / 22))
    mark = icons.tray_icon(dark_panel=dark_panel)
    other = icons.tray_icon(dark_panel=not dark_panel)
    inner = size - 2 * edge
    for across in (0, edge, 2 * edge):
        for down in (0, edge, 2 * edge):
            other.paint(painter, across, down, inner, inner)
    mark.paint(painter, edge, edge, inner, inner)
    if count:
        _paint_badge(painter, str(count) if count <= _MOST_SHOWN else f"{_MOST_SHOWN}+", size)
    painter.end()
    return picture


def _paint_badge(painter: QPainter, text: str, size: int) -> None:
    look = theme.current()
    high = size * 0.62
    wide = min(float(size), high * (0.62 + 0.38 * len(text)))
    place = QRectF(size - wide, size - high, wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("accent"))
    painter.drawRoundedRect(place, high / 2, high / 2)
    font = QFont(look.font("strong"))
    font.setPixelSize(max(6, round(high * (0.86 if len(text) < 3 else 0.6))))
    painter.setFont(font)
    painter.setPen(look.colour("on_accent"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
