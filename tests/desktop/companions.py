"""The other programs a desktop has: a notification daemon, a panel with a tray. Real ones, started where a test wants them."""

from __future__ import annotations

import glob
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.desktop.screen import Picture
from tests.desktop.session import PATIENCE, DesktopError, DesktopSession, Window

NOTIFICATIONS = "org.freedesktop.Notifications"
TRAY = "org.kde.StatusNotifierWatcher"
PANEL_HEIGHT = 32
_PANEL = f"""<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array"><value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="false"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="size" type="uint" value="{PANEL_HEIGHT}"/>
      <property name="plugin-ids" type="array"><value type="int" value="2"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-2" type="string" value="systray"><property name="square-icons" type="bool" value="true"/></property>
  </property>
</channel>
"""


def notifyd() -> str:
    """The notification daemon with buttons. Missing, it is a failure: packaging/test installs it."""
    found = glob.glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd")
    if not found:
        raise DesktopError("xfce4-notifyd is not installed (packaging/test installs it)")
    return found[0]


def is_owned(desktop: DesktopSession, name: str) -> bool:
    """Whether a program on the desktop's bus has that name."""
    answer = desktop.run(
        *("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"),
        *("org.freedesktop.DBus.NameHasOwner", f"string:{name}"),
    )
    return "boolean true" in answer


def until(holds: Callable[[], bool], what: str = "it") -> None:
    """Wait for something that must come about."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise DesktopError(f"{what} did not come about")
        time.sleep(0.1)


@contextmanager
def notification_daemon(desktop: DesktopSession) -> Iterator[None]:
    """A daemon that shows notifications, until the end of the block."""
    with desktop.open([notifyd()]):
        until(lambda: is_owned(desktop, NOTIFICATIONS), "the notification daemon")
        yield
    until(lambda: not is_owned(desktop, NOTIFICATIONS), "the end of the notification daemon")


@contextmanager
def panel(desktop: DesktopSession) -> Iterator[None]:
    """A panel along the bottom with nothing but a tray, until the end of the block."""
    if shutil.which("xfce4-panel") is None:
        raise DesktopError("xfce4-panel is not installed (packaging/test installs it)")
    folder = desktop.folder / "home" / ".config" / "xfce4" / "xfconf" / "xfce-perchannel-xml"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "xfce4-panel.xml").write_text(_PANEL, encoding="utf-8")
    with desktop.open(["xfce4-panel", "--disable-wm-check"]):
        until(lambda: is_owned(desktop, TRAY), "the panel")
        yield
    until(lambda: not is_owned(desktop, TRAY), "the end of the panel")


def icon_in_panel(picture: Picture, colour: tuple[int, int, int]) -> tuple[int, int] | None:
    """Where in the panel a spot of that colour (the number at the icon) is, None where there is none."""
    spots = [
        (x, y)
        for y in range(picture.height - PANEL_HEIGHT, picture.height)
        for x in range(picture.width)
        if all(abs(one - other) < 12 for one, other in zip(picture.at(x, y), colour, strict=True))
    ]
    if len(spots) < 12:
        return None
    return sum(x for x, _y in spots) // len(spots), sum(y for _x, y in spots) // len(spots)


def wait_icon(desktop: DesktopSession, colour: tuple[int, int, int]) -> tuple[int, int]:
    """The icon in the panel, once it is there and stays where it is."""
    last: list[tuple[int, int] | None] = [None]

    def stands() -> bool:
        found = icon_in_panel(desktop.screenshot(), colour)
        same = found is not None and found == last[0]
        last[0] = found
        return same

    until(stands, "the icon in the panel")
    assert last[0] is not None
    return last[0]


def is_shown(desktop: DesktopSession, title: str) -> bool:
    """Whether a window of that title is to be seen."""
    found: Window | None = desktop.find_window(title)
    return found is not None


def write(path: Path, text: str) -> None:
    """Replace a file at once, for a program that reads it at any moment."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
