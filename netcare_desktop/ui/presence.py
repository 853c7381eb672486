"""When the window is there: shown, hidden while reminding goes on, brought to the front again; and how it all ends."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from concurrent.futures import TimeoutError as TooSlow
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication

from netcare_desktop.i18n import tr
from netcare_desktop.store import settings
from netcare_desktop.store.worker import StoreThread
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.closing_notice import ClosingNotice
from netcare_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from netcare_desktop.system.autostart import Autostart

FOLD_WITHIN = 5.0
"""Seconds the end of the session may be held up for the last writing."""
SESSION_GOES_ON_MS = 60_000
"""Whoever is still alive this long after the session's end was announced has survived a cancelled log-out."""
INSIST_AFTER_MS = 300
"""A window manager that keeps the window back where it is has this long to bring it forward."""
_TOKEN = "XDG_ACTIVATION_TOKEN"


class Presence(QObject):
    """The comings and goings of the window.

    `shown()` and `hidden()` tell of them. `quitting` is True once the program ends, so that closing does not hide.
    """

    shown = Signal()
    hidden = Signal()

    def __init__(
        self,
        window: MainWindow,
        bridge: StoreBridge,
        worker: StoreThread,
        autostart: Callable[[], Autostart],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._bridge, self._worker, self._autostart = window, bridge, worker, autostart
        self.quitting = False
        self._notice: ClosingNotice | None = None
        self._session_ends = QTimer(self)
        self._session_ends.setSingleShot(True)
        self._session_ends.setInterval(SESSION_GOES_ON_MS)
        self._insist = QTimer(self)
        self._insist.setSingleShot(True)
        self._insist.setInterval(INSIST_AFTER_MS)
        self._insist.timeout.connect(self._map_again)
        window.may_close = self.may_close

    def show(self, token: str = "") -> None:
        """Bring the window to the front: from hiding, from the task bar, from another desktop.

        `token` is the desktop's leave to do so, handed on by the program that asks for it.
        """
        if token:
            os.environ[_TOKEN] = token  # where Qt looks for it
        window = self._window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if QGuiApplication.platformName() == "xcb":
            self._insist.start()
        self.shown.emit()

    def hide(self) -> None:
        """Take the window away; everything goes on."""
        self._window.messages.dismiss()
        self._window.search.popup.hide()
        self._window.hide()
        self.hidden.emit()

    def _map_again(self) -> None:
        """On X11 a window manager may only mark a window on another desktop; one that is mapped comes to this desktop."""
        window = self._window
        if QApplication.activeWindow() is None and window.isVisible():
            frame = window.geometry()
            window.hide()
            window.show()
            if not window.isMaximized():
                window.setGeometry(frame)
            window.raise_()
            window.activateWindow()

    def may_close(self) -> bool:
        """Asked at each close: True ends the program, False has hidden the window, or asks first, for once."""
        store = self._bridge.store
        if (
            self.quitting
            or self._session_ends.isActive()
            or not settings.get(store, "reminders.keep_when_closed")
        ):
            self.quitting = True
            return True
        if settings.get(store, "window.told_hidden") or not self._window.isVisible():
            self.hide()
        elif self._notice is None:
            self._tell()
        return False

    def quit(self) -> None:
        """End the program."""
        self.quitting = True
        self._window.close()

    def session_ends(self, _manager: QSessionManager | None = None) -> None:
        """The user logs out or the machine stops: what is open is written and folded before this returns."""
        self._session_ends.start()
        folded = self._worker.submit(self._bridge.store.checkpoint)
        with contextlib.suppress(TooSlow):
            folded.result(timeout=FOLD_WITHIN)

    def close(self) -> None:
        """The end: no timer ticks any more."""
        self._session_ends.stop()
        self._insist.stop()

    def _tell(self) -> None:
        notice = self._notice = ClosingNotice(self._window, offers_login=not self._autostart().is_on)
        notice.goes_on.connect(self._told)
        notice.goes_on.connect(lambda: self._start_at_login(notice.at_login.isChecked()))
        notice.goes_on.connect(self.hide)
        notice.quits.connect(self.quit)
        notice.finished.connect(self._notice_closed)
        notice.open()

    def _start_at_login(self, wanted: bool) -> None:
        if not wanted:
            return
        try:
            self._autostart().switch(True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._window.say(tr("The system said no: {reason}.").format(reason=reason))

    def _notice_closed(self) -> None:
        self._notice = None

    def _told(self) -> None:
        self._bridge.run(lambda store: settings.put_quietly(store, "window.told_hidden", True))


class EndSignals(QObject):
    """SIGTERM, SIGINT and SIGHUP end the program in order: Python's own handlers would wait for Python code to run."""

    NAMES = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")

    def __init__(self, on_signal: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_signal = on_signal
        self._heard, self._woken = socket.socketpair()
        for end in (self._heard, self._woken):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._before_fd = signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        self._before: dict[int, Any] = {}
        for name in self.NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays nohup
                self._before[number] = signal.signal(number, lambda _number, _frame: None)

    def close(self) -> None:
        """Back to how signals were handled before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before_fd)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._woken.close()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            numbers = self._heard.recv(64)
            if any(number in self._before for number in numbers):
                self._on_signal()


def end_without_window() -> None:
    """A signal before there is a window: the dialog about the database is closed, and with it the program."""
    QApplication.closeAllWindows()
