"""The clockwork of reminding: when to look, and what the buttons of a notification do. What was said stands in rows."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from netcare_desktop.clock import Clock
from netcare_desktop.domain import reminders as rules
from netcare_desktop.domain import wording
from netcare_desktop.domain.day_words import near_day
from netcare_desktop.i18n import tr
from netcare_desktop.store import reminders
from netcare_desktop.store.reminders import DONE, SNOOZE, Acted, Announcement, Look
from netcare_desktop.ui.bridge import StoreBridge, sentence
from netcare_desktop.ui.notifications.notifier import Notification, Notifier
from netcare_desktop.ui.undoable import Changed, Say, undoable, way_back

JUMP = timedelta(seconds=2)
"""A wall clock and a steady one that part by more than this: sleep, or somebody set the clock."""
LONGEST_WAIT_MS = 24 * 60 * 60 * 1000
"""A timer of Qt counts milliseconds in 31 bits, not quite 25 days; a day is enough."""

_log = logging.getLogger(__name__)


class Reminding(QObject):
    """Looks when the next moment has come, when something was saved, and when a clock did what clocks do not do.

    * `check()` is called about once a minute: a timer of the program does not run while the machine sleeps, and does
      not hear that the clock was set.
    * `looked()`: what there was to announce has been handed on.
    * `person_wanted(id, token)`: *Open* was pressed; `token` is the desktop's leave to come to the front.
    """

    looked = Signal()
    person_wanted = Signal(int, str)

    def __init__(
        self, bridge: StoreBridge, clock: Clock, notifier: Notifier, say: Say, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._clock, self._notifier, self._say = bridge, clock, notifier, say
        notifier.setParent(self)
        self._run = secrets.token_hex(8)
        self._standing: dict[str, Announcement] = {}
        self._seen = self._clocks()
        self._wake = clock.local_now()
        self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.look)
        bridge.changed.connect(lambda _nouns: self._soon.start())
        notifier.shown.connect(self._shown)
        notifier.failed.connect(self._failed)
        notifier.acted.connect(self._acted)
        notifier.closed.connect(self._closed)

    @property
    def wake(self) -> datetime:
        """The instant of the next look."""
        return self._wake

    @property
    def standing(self) -> dict[str, Announcement]:
        """What stands on the screen, by place."""
        return dict(self._standing)

    def look(self) -> None:
        """Decide anew, on the store's thread, and show what comes of it."""
        if self._is_stopped:
            return
        own = sum(1 for place in self._standing if place != rules.CHAIN)
        self._bridge.run(lambda store: reminders.look(store, self._run, own), self._show_all, owner=self)

    def check(self) -> None:
        """Look when the clock jumped, the machine slept, the zone is another one, or the moment has passed."""
        wall, steady = self._clocks()
        then, before = self._seen
        jumped = abs((wall - then) - timedelta(seconds=steady - before)) > JUMP
        if jumped or wall.utcoffset() != then.utcoffset() or wall >= self._wake:
            if jumped:
                _log.debug("the clock jumped, or the machine slept")
            self._seen = (wall, steady)
            self.look()

    def stop(self) -> None:
        """The end: no timer ticks, and no button is heard any more."""
        self._is_stopped = True
        self._timer.stop()
        self._soon.stop()
        self._standing.clear()
        self._notifier.stop()

    def _clocks(self) -> tuple[datetime, float]:
        return self._clock.local_now(), time.monotonic()

    # what is shown

    def _show_all(self, look: Look) -> None:
        if self._is_stopped:
            return
        self._wake = look.wake
        self._seen = self._clocks()
        wait = (look.wake - self._seen[0]) / timedelta(milliseconds=1)
        self._timer.start(int(min(max(wait + 1, 0), LONGEST_WAIT_MS)))
        for place, said in list(self._standing.items()):
            if said.key not in look.entries:  # done, moved or gone by another way
                del self._standing[place]
                self._notifier.close(place)
        for said in look.announcements:
            self._show(said)
        self.looked.emit()

    def _show(self, said: Announcement) -> None:
        self._standing[said.place] = said
        labels = {DONE: tr("Done"), SNOOZE: tr("Snooze"), reminders.OPEN: tr("Open")}
        self._notifier.show(
            said.place,
            Notification(said.title, said.body, tuple((action, labels[action]) for action in said.actions)),
        )

    def _shown(self, place: str) -> None:
        said = self._standing.get(place)
        if said is not None:
            self._bridge.run(lambda store: reminders.shown(store, said))

    def _failed(self, place: str) -> None:
        self._standing.pop(place, None)
        _log.warning("a reminder could not be shown in any way")

    # what the user does

    def _acted(self, place: str, action: str, token: str) -> None:
        said = self._standing.pop(place, None)
        if said is None:
            return
        if action == DONE:
            self._do(place, said, lambda store: reminders.done(store, said.key))
        elif action == SNOOZE:
            self._do(place, said, lambda store: reminders.snooze(store, said.key))
        else:
            self.person_wanted.emit(said.person, token)
            self._follow(place, said)

    def _do(self, place: str, said: Announcement, command: Callable[..., Acted | None]) -> None:
        follow = partial(self._follow, place, said)

        def failed(error: BaseException) -> None:
            words = sentence(error)
            if words is not None:
                self._say(words)
            follow()

        def done(changed: Changed[Acted | None]) -> None:
            if changed.result is not None:
                self._say(_words(changed.result, self._clock), way_back(self._bridge, [changed.action]))
            follow()

        self._bridge.run(undoable(command), done, failed, owner=self)

    def _follow(self, place: str, said: Announcement) -> None:
        """Acting on an entry of the chain brings the next."""
        if place != rules.CHAIN or self._is_stopped:
            return
        self._bridge.run(
            lambda store: reminders.following(store, self._run, said.key), self._next, owner=self
        )

    def _next(self, said: Announcement | None) -> None:
        if said is not None and rules.CHAIN not in self._standing and not self._is_stopped:
            self._show(said)

    def _closed(self, place: str, by_user: bool) -> None:
        if self._standing.pop(place, None) is not None and place == rules.CHAIN and by_user:
            self._bridge.run(reminders.ended)


def _words(acted: Acted, clock: Clock) -> str:
    if acted.until is not None:
        return tr("{name} comes back {day}.").format(
            name=acted.name, day=near_day(acted.until, clock.today())
        )
    if acted.interaction is None:
        return tr("Done for {name}.").format(name=acted.name)
    return tr("Logged with {name}: {channel}.").format(
        name=acted.name, channel=wording.channel_text(acted.entry.channel)
    )
