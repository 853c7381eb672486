"""Private files, whole replacement, and files of others that are not what they seem."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from netcare_desktop import system

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and special files of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def open_umask() -> Iterator[None]:
    """The most careless umask: what is private then was made so on purpose."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
class TestModes:
    def test_a_private_folder_and_its_parents_are_for_the_owner_alone(self, tmp_path: Path) -> None:
        system.make_private_folder(tmp_path / "share" / "NetCare" / "backups")
        for folder in ("share", "share/NetCare", "share/NetCare/backups"):
            assert mode(tmp_path / folder) == 0o700

    def test_an_open_folder_becomes_private_and_keeps_what_is_in_it(self, tmp_path: Path) -> None:
        folder = tmp_path / "open"
        folder.mkdir(0o777)
        (folder / "note").write_text("x", encoding="utf-8")
        system.make_private_folder(folder)
        system.make_private_folder(folder)
        assert (mode(folder), (folder / "note").exists()) == (0o700, True)

    def test_a_file_in_the_folders_place_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("x", encoding="utf-8")
        with pytest.raises(NotADirectoryError):
            system.make_private_folder(tmp_path / "data")

    def test_every_file_made_here_is_private(self, tmp_path: Path) -> None:
        os.close(system.create_private_file(tmp_path / "new"))
        os.close(system.append_private_file(tmp_path / "log"))
        system.write_private_atomically(tmp_path / "whole", b"x")
        system.lock_file(tmp_path / "lock").release()
        assert {path.name: mode(path) for path in tmp_path.iterdir()} == dict.fromkeys(
            ("new", "log", "whole", "lock"), 0o600
        )

    def test_careless_modes_of_earlier_files_are_mended(self, tmp_path: Path) -> None:
        for name in ("log", "lock", "other"):
            (tmp_path / name).touch(0o666)
        os.close(system.append_private_file(tmp_path / "log"))
        system.lock_file(tmp_path / "lock").release()
        system.make_private(tmp_path / "other")
        assert {mode(path) for path in tmp_path.iterdir()} == {0o600}

    def test_the_private_umask_holds_for_files_of_others_too(self, tmp_path: Path) -> None:
        system.private_umask()
        (tmp_path / "by qt").touch()
        assert mode(tmp_path / "by qt") == 0o600


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file that must not be touched, with a link to it where ours would be."""
    found = tmp_path / "victim"
    found.write_text("precious", encoding="utf-8")
    (tmp_path / "ours").symlink_to(found)
    return found


def test_a_link_in_the_place_of_our_file_is_never_followed(tmp_path: Path, victim: Path) -> None:
    with pytest.raises(FileExistsError):
        system.create_private_file(tmp_path / "ours")
    with pytest.raises(OSError):
        system.append_private_file(tmp_path / "ours")
    with pytest.raises(OSError):
        system.lock_file(tmp_path / "ours")
    system.write_private_atomically(tmp_path / "ours", b"new")
    assert victim.read_text(encoding="utf-8") == "precious"
    assert (tmp_path / "ours").read_bytes() == b"new"
    assert not (tmp_path / "ours").is_symlink()


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "export.csv"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), system.replacing(target) as stream:
        stream.write(b"half")
        raise RuntimeError("cancelled")
    assert ([path.name for path in tmp_path.iterdir()], target.read_bytes()) == (["export.csv"], b"old")


FULL_DISK = """
import resource, signal, sys
from netcare_desktop import system
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    system.write_private_atomically(sys.argv[1], b"x" * 200_000)
except OSError as error:
    print(type(error).__name__)
"""


def test_a_write_that_comes_back_short_never_replaces_the_old_file(tmp_path: Path) -> None:
    """Where the room ends within one large write, as on a full disk."""
    target = tmp_path / "export.csv"
    target.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(target)], capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("OSError\n", "")
    assert ([path.name for path in tmp_path.iterdir()], target.read_bytes()) == (["export.csv"], b"old")


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("ü" * 120 + ".csv")
    system.write_private_atomically(target, b"x")
    assert target.read_bytes() == b"x"


def test_an_ordinary_file_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_bytes(b"Name\n")
    (tmp_path / "link.csv").symlink_to("cards.csv")
    for name in ("cards.csv", "link.csv"):
        with open(system.open_regular(tmp_path / name), "rb") as stream:
            assert stream.read() == b"Name\n"


def test_a_name_that_is_not_utf8_can_be_read(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.csv"
    with open(name, "wb") as stream:
        stream.write(b"x")
    os.close(system.open_regular(os.fsdecode(name)))


def test_what_is_no_ordinary_file_is_refused_with_its_kind(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "card.vcf").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        kinds = {}
        for path in (
            "/dev/zero",
            "/dev/tty",
            tmp_path,
            tmp_path / "pipe",
            tmp_path / "socket",
            tmp_path / "card.vcf",
        ):
            with pytest.raises(system.NotARegularFile) as refused:
                system.open_regular(path)
            assert refused.value.filename == os.fspath(path)
            kinds[Path(path).name] = refused.value.kind
    assert kinds == {
        "zero": "device",
        "tty": "device",
        "card.vcf": "device",
        "pipe": "pipe",
        "socket": "socket",
        tmp_path.name: "folder",
    }


def test_a_missing_file_and_a_loop_of_links_stay_errors_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(FileNotFoundError):
        system.open_regular(tmp_path / "missing")
    with pytest.raises(OSError) as refused:
        system.open_regular(tmp_path / "loop")
    assert not isinstance(refused.value, system.NotARegularFile)
