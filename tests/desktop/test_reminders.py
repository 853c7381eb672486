"""Reminders on a real desktop: a daemon whose buttons are clicked, a panel whose icon is, and clocks that jump."""

from __future__ import annotations

import glob
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import followups, people
from netcare_desktop.store.opening import open_store
from netcare_desktop.store.people import NewPerson
from tests.desktop.companions import (
    PANEL_HEIGHT,
    is_owned,
    is_shown,
    notification_daemon,
    panel,
    until,
    wait_icon,
    write,
)
from tests.desktop.session import PATIENCE, DesktopSession

pytestmark = pytest.mark.desktop

DAY = date(2026, 3, 2)
DAEMON = "xfce4-notifyd"
BUTTON = "push button|button"
LABEL = "label|static"
ACCENT = (0x1F, 0x6F, 0x66)


# The menu that the panel shows of ours: the middle of an entry, in pixels above the panel. It is the panel's own and
# not to be found as a widget.
ABOVE_QUIT, ABOVE_ANA = 18, 101


def choose_from_menu(desk: DesktopSession, icon: tuple[int, int], above: int) -> None:
    desk.click(*icon, button=3)
    desk.settle()
    top = desk.screenshot().height - PANEL_HEIGHT
    desk.click(icon[0] + 40, top - above)


@pytest.fixture(scope="module")
def desk() -> Iterator[DesktopSession]:
    """A desktop of these tests' own: daemons and panels come and go on it."""
    with DesktopSession() as session:
        yield session


def command(data: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "netcare_desktop",
        "--data-dir",
        str(data),
        "--today",
        DAY.isoformat(),
        *more,
    ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three to ring today, and Ana Silva, growing and never met, besides."""
    folder = tmp_path / "data"
    store = open_store(folder, FixedClock(DAY))
    for name in ("Ben Okafor", "Chi Wei", "Dee <b>Dot</b>"):
        person = people.add(store, NewPerson(full_name=name, given=name.split()[0]))
        followups.add(store, person, DAY, f"ring {name.split()[0]}")
    people.add(store, NewPerson(full_name="Ana Silva", given="Ana"))
    store.close()
    subprocess.run([*command(folder), "grow", "Ana Silva"], check=True, capture_output=True)
    return folder


def read(data: Path, *what: str) -> Any:
    done = subprocess.run(command(data, *what, "--json"), capture_output=True, check=True)
    return json.loads(done.stdout)


def todo(data: Path) -> list[str]:
    return [entry["person"]["name"] for entry in read(data, "due")["entries"]]


def test_the_buttons_of_a_real_daemon_act_and_the_next_follows(desk: DesktopSession, data: Path) -> None:
    with desk.open(command(data, "--hidden")) as program:
        with notification_daemon(desk):
            desk.wait_for(LABEL, "Ben Okafor", DAEMON)
            assert not is_shown(desk, "NetCare")
            desk.click_on(BUTTON, "Done", DAEMON)
            desk.wait_for(LABEL, "Chi Wei", DAEMON)
            assert todo(data)[0] == "Chi Wei"
            desk.click_on(BUTTON, "Snooze", DAEMON)
            desk.wait_for(LABEL, "Dee <b>Dot</b>", DAEMON)
            held = [one for one in read(data, "followups")["followups"] if one["person"]["name"] == "Chi Wei"]
            assert [one["on"] for one in held] == ["2026-03-03"]
        with notification_daemon(desk):  # another daemon, which knows nothing of what stood
            desk.wait_for(LABEL, "Dee <b>Dot</b>", DAEMON)
            desk.click_on(BUTTON, "Open", DAEMON)
            desk.wait_window("NetCare")
            desk.wait_for(LABEL, "Ana Silva", DAEMON)
            desk.key("ctrl+1")
            desk.click_on(BUTTON, "Done", DAEMON)
            until(lambda: read(data, "person", "Ana Silva")["last_interaction_on"] == DAY.isoformat())
            until(lambda: not desk.find(LABEL, "Ana Silva"), "the end of the row in the window")
            assert todo(data) == ["Dee <b>Dot</b>"]
            desk.settle()
            assert not desk.find(BUTTON, "Done", DAEMON)
        desk.key("ctrl+q")
        assert program.wait(timeout=PATIENCE) == 0
    assert desk.errors_of(command(data, "--hidden")) == ""


def test_the_icon_of_a_real_panel_and_its_menu_by_mouse(desk: DesktopSession, data: Path) -> None:
    with notification_daemon(desk), desk.open(command(data)) as program:
        desk.wait_window("NetCare")  # there before the panel
        desk.wait_for(LABEL, "Ben Okafor", DAEMON)
        with panel(desk):
            spot = wait_icon(desk, ACCENT)
            desk.click(*spot)
            until(lambda: not is_shown(desk, "NetCare"), "hiding")
            desk.click(*spot)
            desk.wait_window("NetCare")
            choose_from_menu(desk, spot, ABOVE_ANA)
            desk.wait_for(LABEL, "Name: Ana Silva, edit")
        with panel(desk):  # the panel was started again
            spot = wait_icon(desk, ACCENT)
            choose_from_menu(desk, spot, ABOVE_QUIT)
            assert program.wait(timeout=PATIENCE) == 0
    assert desk.errors_of(command(data)) == ""


def test_without_bus_tray_and_daemon_nothing_is_missing(desk: DesktopSession, data: Path) -> None:
    with desk.open(command(data), DBUS_SESSION_BUS_ADDRESS=f"unix:path={data}/no-bus") as program:
        desk.wait_window("NetCare")
        desk.settle()
        desk.key("d")
        until(lambda: "Ben Okafor" not in todo(data))
        desk.key("Escape", "ctrl+q")
        assert program.wait(timeout=PATIENCE) == 0
    store = open_store(data, FixedClock(DAY))
    assert store.value("SELECT shown FROM reminder_told WHERE key = 'today'") == 1  # said in the window
    store.close()


# The program as it is, but that it looks at the clock five times a second and not once a minute.
QUICK = """
import sys
from netcare_desktop import __main__
from netcare_desktop.ui import program
program.LOOK_AT_THE_DAY_MS = 200
sys.exit(__main__.main(sys.argv[1:]))
"""


def test_a_clock_that_jumps_both_ways_and_nine_days_of_sleep(
    desk: DesktopSession, data: Path, tmp_path: Path
) -> None:
    libraries = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    assert libraries, "faketime is not installed (packaging/test installs it)"
    told = tmp_path / "clock"
    began = time.monotonic()

    def set_clock(text: str) -> None:
        """The time of the program, going on from here (it counts from its own start)."""
        write(told, f"@{text}\n")

    def announced() -> int:
        return heard.read_text(encoding="utf-8").count("member=Notify")

    def stays(number: int) -> None:
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            assert announced() == number
            time.sleep(0.1)

    heard = tmp_path / "heard"
    set_clock("2026-03-02 08:30:00")
    listening = ["dbus-monitor", "--session", "type='method_call',interface='org.freedesktop.Notifications'"]
    quick = [sys.executable, "-c", QUICK, "--data-dir", str(data), "--hidden"]
    with notification_daemon(desk), desk.open(listening) as monitor:
        assert monitor.stdout is not None
        with open(heard, "wb") as file:
            copier = subprocess.Popen(["cat"], stdin=monitor.stdout, stdout=file)
        with desk.open(
            quick,
            LD_PRELOAD=libraries[0],
            FAKETIME_TIMESTAMP_FILE=str(told),
            FAKETIME_NO_CACHE="1",
            FAKETIME_DONT_FAKE_MONOTONIC="1",
            TZ="UTC",
        ) as program:
            until(lambda: (data / "netcare.lock").exists())
            stays(0)
            set_clock("2026-03-02 09:00:00")
            until(lambda: announced() == 1, "the summary")
            set_clock("2026-03-02 07:00:00")
            stays(1)
            set_clock("2026-03-02 09:30:00")
            stays(1)
            set_clock("2026-03-11 08:10:00")  # nine days of sleep; the steady clock has stood
            stays(1)
            set_clock("2026-03-11 09:00:00")
            until(lambda: announced() == 2, "the summary after the sleep")
            stays(2)
            assert is_owned(desk, "org.freedesktop.Notifications")
            assert program.poll() is None
        copier.terminate()
        copier.wait()
    assert time.monotonic() - began < 10 * PATIENCE
