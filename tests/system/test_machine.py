"""Mounts, the time zone, and what is left of a crash."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from netcare_desktop import system

if sys.platform == "win32":
    pytest.skip("these look at POSIX", allow_module_level=True)

from netcare_desktop.system import posix


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("36 35 98:0 / / rw,noatime master:1 - ext4 /dev/root rw", ("/", False)),
        ("41 36 0:40 / /home/my\\040share rw - nfs4 nas:/export rw", ("/home/my share", True)),
        ("42 36 0:41 / /mnt/ssh rw shared:5 - fuse.sshfs user@host: rw", ("/mnt/ssh", True)),
        ("43 36 8:17 / /media/stick rw - fuseblk /dev/sdb1 rw", ("/media/stick", False)),
        ("44 36 0:43 / /mnt/win\\134share rw - cifs //nas/share rw", ("/mnt/win\\share", True)),
        ("45 36 0:44 / /mnt/plain rw - fuse something rw", ("/mnt/plain", True)),
        ("not a line of mountinfo", None),
        ("", None),
    ],
)
def test_a_mount_is_understood(line: str, expected: tuple[str, bool] | None) -> None:
    assert posix.parse_mountinfo(line) == expected


def test_the_innermost_mount_decides(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (tmp_path / "link").symlink_to(share)
    mounts = [("/", False), (str(share), True), (str(share / "local"), False)]
    assert posix.is_on_network(str(share / "new" / "netcare.db"), mounts)
    assert posix.is_on_network(str(tmp_path / "link"), mounts)
    assert not posix.is_on_network(str(share / "local" / "netcare.db"), mounts)
    assert not posix.is_on_network(
        str(tmp_path / "shared"), mounts
    )  # no folder of the share, only a like name
    assert posix.is_on_network(str(share), [*mounts, (str(share), False), (str(share), True)])


def test_the_folder_of_the_tests_is_a_local_one(tmp_path: Path) -> None:
    assert not system.is_network_mount(tmp_path / "not yet there")


def test_a_new_time_zone_is_seen_after_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        for zone, name in (("Asia/Tokyo", "JST"), ("America/Sao_Paulo", "-03")):
            monkeypatch.setenv("TZ", zone)
            system.refresh_zone()
            assert time.tzname[0] == name
    finally:
        monkeypatch.undo()
        system.refresh_zone()


CRASH = """
import os, resource, sys
from netcare_desktop import system
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
if sys.argv[1:] == ["prepared"]:
    system.no_core_dumps()
    system.no_core_dumps()
os.abort()
"""


def crash(folder: Path, *arguments: str) -> bool:
    """Whether a program that aborts in `folder` leaves a memory image, by the kernel's own word."""
    crashed = subprocess.Popen([sys.executable, "-c", CRASH, *arguments], cwd=folder)
    _, status = os.waitpid(crashed.pid, 0)
    crashed.returncode = os.waitstatus_to_exitcode(status)
    assert os.WIFSIGNALED(status)
    return os.WCOREDUMP(status)


def test_a_crash_leaves_no_memory_image(tmp_path: Path) -> None:
    import resource

    possible = resource.getrlimit(resource.RLIMIT_CORE)[1] != 0
    (tmp_path / "unprepared").mkdir()
    (tmp_path / "prepared").mkdir()
    assert crash(tmp_path / "unprepared") == possible
    assert not crash(tmp_path / "prepared", "prepared")
    assert list((tmp_path / "prepared").iterdir()) == []
