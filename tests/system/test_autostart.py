"""Starting at log-in: the entry is written, valid, removed, and what others did to it is seen."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.system import autostart
from netcare_desktop.system.autostart import Autostart, Start

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a file only there where there is no registry"
)
ODD = 'a b"c$d`e\\f%g#ß'


@pytest.fixture
def switch() -> Autostart:
    return Autostart(autostart.how_started())


def test_the_switch_writes_an_entry_that_starts_this_program_hidden(
    switch: Autostart, private_home: Path
) -> None:
    assert not switch.is_on
    switch.switch(True)
    assert switch.is_on
    assert switch.place == private_home / ".config" / "autostart" / "netcare-desktop.desktop"
    assert "--hidden" in switch.place.read_text(encoding="utf-8")
    assert switch.place.stat().st_mode & 0o077 == 0
    switch.switch(True)
    switch.switch(False)
    assert not switch.place.exists() and not switch.is_on
    switch.switch(False)


@pytest.mark.parametrize(
    "others",
    [
        "Hidden=true\n",
        "X-GNOME-Autostart-enabled=false\n",
        None,
    ],
)
def test_what_was_turned_off_elsewhere_is_off_and_can_be_turned_on_again(
    switch: Autostart, others: str | None
) -> None:
    switch.switch(True)
    text = switch.place.read_text(encoding="utf-8")
    if others is None:
        switch.place.unlink()
    else:
        kept = [line for line in text.splitlines() if not line.startswith(others.partition("=")[0])]
        switch.place.write_text("\n".join(kept) + "\n" + others, encoding="utf-8")
    assert not switch.is_on
    switch.switch(True)
    assert switch.is_on


def test_an_entry_whose_program_is_gone_is_off(tmp_path: Path) -> None:
    program = tmp_path / f"{ODD}.sh"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o700)
    switch = Autostart(Start((str(program), "--hidden")))
    switch.switch(True)
    assert switch.is_on
    program.unlink()
    assert not switch.is_on


def test_an_own_data_folder_is_kept(private_home: Path) -> None:
    assert autostart.how_started(Path("/a b")).command[-3:] == ("--data-dir", "/a b", "--hidden")


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed"
)
@pytest.mark.parametrize(
    "start",
    [
        autostart.how_started(),
        Start(("netcare-desktop", ODD, "--hidden")),
        Start((f"/x/{ODD}",), Path("/a b")),
    ],
)
def test_the_entry_is_valid_for_the_desktop(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "netcare-desktop.desktop"
    path.write_text(autostart.desktop_entry(start), encoding="utf-8")
    done = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_the_program_is_found_again_in_its_entry(name: str) -> None:
    line = autostart.exec_line([name, "--hidden"])
    assert autostart._program_of(line) == name


def test_a_launch_agent_starts_it_once_at_log_in() -> None:
    agent = plistlib.loads(autostart.launch_agent(Start(("/x/netcare", "--hidden"), Path("/y"))).encode())
    assert agent["ProgramArguments"] == ["/x/netcare", "--hidden"] and agent["RunAtLoad"] is True
    assert agent["WorkingDirectory"] == "/y"


def test_a_windows_command_is_quoted() -> None:
    assert autostart.windows_command([r"C:\Net Care\n.exe", "--hidden"]) == r'"C:\Net Care\n.exe" --hidden'


@pytest.mark.skipif(
    shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed"
)
def test_the_menu_entry_is_valid() -> None:
    entry = Path(__file__).resolve().parents[2] / "resources" / "netcare-desktop.desktop"
    done = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
