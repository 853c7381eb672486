"""Notifications of Linux desktops, by the Desktop Notifications Specification 1.3 over the session bus.

jeepney speaks D-Bus and a QSocketNotifier puts its socket into Qt's loop: no thread, and nothing ever waits. Qt's own
D-Bus classes cannot send the unsigned numbers that `Notify` asks for. One connection sends and hears, because some
daemons answer the caller alone; others tell everybody, so signals count only for ids that are ours.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from netcare_desktop import logs
from netcare_desktop.ui.notifications.notifier import DEFAULT, Notification, Notifier

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from jeepney.low_level import Message

SERVER, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
BUS, BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
NORMAL = 1
NEVER = 0
"""Milliseconds after which it goes by itself: it stands until somebody answers."""
DISMISSED = 2
CALL_WITHIN_MS = 20_000
"""A daemon that has to be started first takes a while."""

_log = logging.getLogger(__name__)


@dataclass
class _Standing:
    """What is, or will be, on the screen in a place. `ident` is the daemon's number for it, 0 before it answers."""

    notification: Notification
    ident: int = 0
    token: str = ""
    again: bool = False


class Freedesktop(Notifier):
    """The daemon of the desktop. Nothing is asked of it before there is something to show."""

    def __init__(self, program: str, desktop_entry: str, icon: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program, self._desktop_entry, self._icon = program, desktop_entry, icon
        self._connection: DBusConnection | None = None
        self._socket: QSocketNotifier | None = None
        self._capabilities: frozenset[str] | None = None
        self._asked = False
        self._standing: dict[str, _Standing] = {}
        self._waiting: dict[int, tuple[Callable[[tuple[Any, ...]], object], Callable[[str], object]]] = {}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(CALL_WITHIN_MS)
        self._patience.timeout.connect(lambda: self._fail_all("no answer"))

    @property
    def capabilities(self) -> frozenset[str] | None:
        """What the daemon says it can; None before it was asked."""
        return self._capabilities

    def show(self, place: str, notification: Notification) -> None:
        before = self._standing.get(place)
        self._standing[place] = _Standing(notification, before.ident if before else 0)
        if not self._connect():
            self._fail(place)
        elif self._capabilities is None:
            self._ask()
        else:
            self._notify(place)

    def close(self, place: str) -> None:
        standing = self._standing.pop(place, None)
        if standing is not None and standing.ident:
            self._call(SERVER, PATH, SERVER, "CloseNotification", "u", (standing.ident,))

    def stop(self) -> None:
        for place in list(self._standing):
            self.close(place)
        self._patience.stop()
        self._disconnect()

    # the connection

    def _connect(self) -> bool:
        if self._connection is not None:
            return True
        try:
            from jeepney.io.blocking import open_dbus_connection

            self._connection = open_dbus_connection("SESSION")
        except (
            Exception
        ) as error:  # no bus, one that refuses us, no jeepney: whatever it is, there is another way
            _log.info("no session bus", exc_info=error)
            return False
        self._socket = QSocketNotifier(self._connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._socket.activated.connect(self._readable)
        for rule in (
            f"type='signal',sender='{SERVER}',path='{PATH}',interface='{SERVER}'",
            f"type='signal',sender='{BUS}',member='NameOwnerChanged',arg0='{SERVER}'",
        ):
            self._call(BUS, BUS_PATH, BUS, "AddMatch", "s", (rule,))
        return self._connection is not None

    def _disconnect(self) -> None:
        if self._socket is not None:
            self._socket.setEnabled(False)
            self._socket.deleteLater()
        connection, self._connection, self._socket = self._connection, None, None
        self._capabilities, self._asked = None, False
        self._waiting.clear()
        if connection is not None:
            connection.close()

    def _lost(self, error: BaseException) -> None:
        _log.warning("the session bus is lost", exc_info=error)
        self._disconnect()
        self._fail_all("the bus is gone")

    def _ask(self) -> None:
        """What the daemon can; this starts one that the bus knows how to start."""
        if not self._asked:
            self._asked = True
            self._patience.start()
            self._call(SERVER, PATH, SERVER, "GetCapabilities", None, (), self._told, self._fail_all)

    def _told(self, body: tuple[Any, ...]) -> None:
        self._patience.stop()
        self._capabilities = frozenset(body[0])
        for place in list(self._standing):
            self._notify(place)

    def _call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str | None,
        body: tuple[Any, ...],
        then: Callable[[tuple[Any, ...]], object] = lambda _body: None,
        failed: Callable[[str], object] = lambda _why: None,
    ) -> None:
        from jeepney import DBusAddress, new_method_call

        if self._connection is None:
            failed("no session bus")
            return
        message = new_method_call(DBusAddress(path, destination, interface), member, signature, body)
        serial = next(self._connection.outgoing_serial)
        self._waiting[serial] = (then, failed)
        try:
            self._connection.send(message, serial=serial)
        except OSError as error:
            self._lost(error)

    def _readable(self) -> None:
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, EOFError, ValueError) as error:
                self._lost(error)
                return
            self._heard(message)

    def _heard(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields, kind, body = message.header.fields, message.header.message_type, message.body
        if kind in (MessageType.method_return, MessageType.error):
            then, failed = self._waiting.pop(fields.get(HeaderFields.reply_serial), (None, None))
            if kind is MessageType.error and failed is not None:
                failed(str(fields.get(HeaderFields.error_name)))
            elif then is not None:
                then(body)
        elif kind is MessageType.signal:
            member = fields.get(HeaderFields.member)
            if member == "NameOwnerChanged":
                self._owner_changed(is_there=bool(body[2]))
            elif member in ("ActivationToken", "ActionInvoked", "NotificationClosed"):
                self._answered(member, body[0], body[1])

    # what happens on the screen

    def _notify(self, place: str) -> None:
        standing = self._standing[place]
        capabilities = self._capabilities or frozenset()
        body = standing.notification.body
        if "body-markup" in capabilities:
            body = html.escape(body, quote=False)  # a name may look like markup
        elif "body" not in capabilities:
            body = ""
        actions: list[str] = []
        if "actions" in capabilities:
            buttons = standing.notification.buttons
            actions = [DEFAULT, ""]  # with a label some daemons make a button of it
            for action, label in buttons:
                actions += [action, label]
        hints = {
            "urgency": ("y", NORMAL),
            "desktop-entry": ("s", self._desktop_entry),
        }
        self._call(
            SERVER,
            PATH,
            SERVER,
            "Notify",
            "susssasa{sv}i",
            (
                self._program,
                standing.ident,
                self._icon,
                standing.notification.title,
                body,
                actions,
                hints,
                NEVER,
            ),
            lambda answer: self._appeared(place, standing, answer[0]),
            lambda why: self._refused(place, standing, why),
        )

    def _appeared(self, place: str, standing: _Standing, ident: int) -> None:
        if self._standing.get(place) is not standing:  # taken back, or replaced, while it was on its way
            current = self._standing.get(place)
            if current is None or current.ident != ident:
                self._call(SERVER, PATH, SERVER, "CloseNotification", "u", (ident,))
            return
        standing.ident = ident
        if not standing.again:
            self.shown.emit(place)

    def _refused(self, place: str, standing: _Standing, why: str) -> None:
        if self._standing.get(place) is standing:
            _log.info("a notification was refused: %s", logs.Safe(why))
            self._fail(place)

    def _answered(self, member: str, ident: int, what: Any) -> None:
        place = next((place for place, one in self._standing.items() if one.ident == ident), None)
        if place is None:  # somebody else's
            return
        if member == "ActivationToken":
            self._standing[place].token = str(what)
        elif member == "ActionInvoked":
            token = self._standing[place].token
            self.close(place)  # some daemons leave it standing
            self.acted.emit(place, str(what), token)
        else:
            del self._standing[place]
            self.closed.emit(place, what == DISMISSED)

    def _owner_changed(self, *, is_there: bool) -> None:
        """The daemon has ended, or another one has begun, which knows nothing of what stood: it is shown again."""
        self._capabilities, self._asked = None, False
        for standing in self._standing.values():
            standing.ident, standing.again = 0, True
        if is_there and self._standing:
            self._ask()

    def _fail(self, place: str) -> None:
        standing = self._standing.pop(place, None)
        if standing is not None and not standing.again:
            self.failed.emit(place)

    def _fail_all(self, why: str) -> None:
        _log.info("notifications cannot be shown: %s", logs.Safe(why))
        self._patience.stop()
        self._asked = False
        for place in list(self._standing):
            self._fail(place)
