"""One window per data folder: who may knock, what is taken in, and what a killed or crowded start leaves."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from netcare_desktop import system
from netcare_desktop.cli import handover
from netcare_desktop.store.opening import Store
from netcare_desktop.store.worker import StoreThread
from netcare_desktop.system import local_socket
from netcare_desktop.system.instance import Instance
from netcare_desktop.system.local_socket import Conversation
from netcare_desktop.ui import single_instance
from netcare_desktop.ui.single_instance import SingleInstance
from tests import window_process

pytestmark = pytest.mark.skipif(not local_socket.POSSIBLE, reason="no such sockets here")
NOBODY = 65534


@dataclass
class Heard:
    """What the window was told."""

    raised: list[str] = field(default_factory=list)
    opened: list[list[Path]] = field(default_factory=list)
    replacing: list[bool] = field(default_factory=list)


@dataclass
class Command:
    """A command that waits until it is let go, and tells whether it was asked to stop."""

    request: dict[str, Any]
    go: threading.Event
    seen: list[bool]

    @property
    def replaces_database(self) -> bool:
        return bool(self.request.get("replaces"))

    def run(self, store: Store, stopped: Callable[[], bool]) -> dict[str, Any]:
        assert self.go.wait(window_process.PATIENCE)
        self.seen.append(stopped())
        return {"code": 0, "out": "x" * int(self.request.get("size", 1)), "err": ""}


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    made = Instance(tmp_path / "door")
    made.take()
    yield made
    made.close()
    assert not (made.folder / local_socket.NAME).exists()


@pytest.fixture
def single(instance: Instance, qtbot: QtBot) -> Iterator[SingleInstance]:
    assert instance.listener is not None
    made = SingleInstance(instance.listener)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def heard(single: SingleInstance) -> Heard:
    log = Heard()
    single.raise_wanted.connect(log.raised.append)
    single.open_wanted.connect(lambda files, _token: log.opened.append(files))
    single.replacing.connect(log.replacing.append)
    return log


@pytest.fixture
def knock(instance: Instance) -> Iterator[Callable[[], socket.socket]]:
    """Connects as another process would, without waiting for anything."""
    made: list[socket.socket] = []

    def connect() -> socket.socket:
        found = local_socket.connect(instance.folder, 5.0)
        assert found is not None
        found.setblocking(False)
        made.append(found)
        return found

    yield connect
    for one in made:
        one.close()


def closed(peer: socket.socket) -> bool:
    """Whether the window has hung up."""
    try:
        return peer.recv(1 << 16) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def said(message: object) -> bytes:
    body = json.dumps(message).encode()
    return struct.pack(">I", len(body)) + body


def heard_back(peer: socket.socket, qtbot: QtBot, count: int = 1) -> list[dict[str, Any]]:
    """The next answers."""
    data = bytearray()
    found: list[dict[str, Any]] = []

    def complete() -> bool:
        try:
            data.extend(peer.recv(1 << 16))
        except BlockingIOError:
            pass
        while (one := local_socket.unpacked(data, 1 << 30)) is not None:
            found.append(one[0])
            del data[: one[1]]
        return len(found) >= count

    qtbot.waitUntil(complete, timeout=10_000)
    return found


def test_a_second_start_is_heard_with_its_token(
    heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(said({"raise": {}, "token": "abc"}))
    assert heard_back(peer, qtbot) == [{"taken": True}]
    qtbot.waitUntil(lambda: closed(peer))
    assert heard.raised == ["abc"]


def test_a_quiet_second_start_raises_nothing(
    heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(said({"raise": {"hidden": True}, "token": ""}))
    assert heard_back(peer, qtbot) == [{"taken": True}]
    assert heard.raised == []


def test_files_are_opened_by_their_whole_path(
    heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    odd = os.fsdecode(b"/a/no-utf8-\xff.csv")
    peer.send(said({"open": ["/a/b.csv", odd]}))
    assert heard_back(peer, qtbot) == [{"taken": True}]
    assert heard.opened == [[Path("/a/b.csv"), Path(odd)]]


@pytest.mark.parametrize(
    "message",
    [
        b"\0\0\0\2[]",
        b"\0\0\0\4null",
        b"\0\0\0\3{,}",
        b"\0\0\0\0",
        b"\0\0\0\1\xff",
        b"\xff\xff\xff\xff",
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack(">I", local_socket.LONGEST_REQUEST + 1) + b"{}",
        said({}),
        said({"raise": 1}),
        said({"quit": {}}),
        said({"open": []}),
        said({"open": "x"}),
        said({"open": ["relative.csv"]}),
        said({"open": ["/a\0b"]}),
        said({"open": [7]}),
        said({"open": ["/a"] * (single_instance.MOST_FILES + 1)}),
        said({"run": []}),
        said({"run": {"arguments": ["undo"]}}),  # before there is a store
        said({"raise": {}}) * 2,
        said({"x": 1})[:-1] + b"[" * 60_000,
    ],
    ids=range(21),
)
def test_anything_else_is_hung_up_on_and_disturbs_nobody(
    message: bytes, heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(message)
    qtbot.waitUntil(lambda: closed(peer))
    assert heard == Heard()
    other = knock()
    other.send(said({"raise": {}}))
    assert heard_back(other, qtbot) == [{"taken": True}]


def test_a_message_may_come_in_pieces_and_one_that_never_ends_is_given_up(
    heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = knock()
    for byte in said({"raise": {}}):
        slow.send(bytes([byte]))
        qtbot.wait(1)
    assert heard_back(slow, qtbot) == [{"taken": True}]
    monkeypatch.setattr(single_instance, "SAY_IT_WITHIN_MS", 50)
    stalled = knock()
    stalled.send(said({"raise": {}})[:9])
    qtbot.waitUntil(lambda: closed(stalled))
    assert heard.raised == [""]


def test_a_crowd_is_heard_one_after_the_other(
    heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    silent = [knock() for _ in range(single_instance.MOST_PEERS)]
    last = knock()
    last.send(said({"raise": {}}))
    qtbot.wait(50)
    assert heard.raised == []
    silent[0].close()
    assert heard_back(last, qtbot) == [{"taken": True}]


@pytest.fixture
def go(single: SingleInstance, worker: StoreThread, store: Store) -> Iterator[threading.Event]:
    """Commands are served, and wait until this is set; what they saw stands in `seen`."""
    event = threading.Event()

    def understand(request: dict[str, Any]) -> Command:
        if "nonsense" in request:
            raise ValueError
        return Command(request, event, SEEN)

    SEEN.clear()
    single.serve(worker, store, understand)
    yield event
    event.set()


SEEN: list[bool] = []


def test_a_command_is_taken_at_once_and_answered_when_it_is_done(
    go: threading.Event, heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(said({"run": {"size": 3_000_000}}))
    assert heard_back(peer, qtbot) == [{"taken": True}]
    go.set()
    [answer] = heard_back(peer, qtbot)
    assert (answer["code"], len(answer["out"])) == (0, 3_000_000)
    assert SEEN == [False] and heard.replacing == []


def test_nobody_reads_while_the_database_is_exchanged(
    go: threading.Event, heard: Heard, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(said({"run": {"replaces": True}}))
    heard_back(peer, qtbot)
    assert heard.replacing == [True]
    go.set()
    heard_back(peer, qtbot)
    assert heard.replacing == [True, False]


def test_a_command_whose_sender_is_gone_is_told_to_stop(
    go: threading.Event, single: SingleInstance, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(said({"run": {}}))
    heard_back(peer, qtbot)
    peer.close()
    qtbot.waitUntil(single._peers[0].gone.is_set)
    go.set()
    qtbot.waitUntil(lambda: SEEN == [True])


def test_nonsense_is_no_command(
    go: threading.Event, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(said({"run": {"nonsense": 1}}))
    qtbot.waitUntil(lambda: closed(peer))
    assert SEEN == []


def test_a_command_under_way_is_answered_when_the_window_ends(
    go: threading.Event, single: SingleInstance, knock: Callable[[], socket.socket], qtbot: QtBot
) -> None:
    peer = knock()
    peer.send(said({"run": {}}))
    heard_back(peer, qtbot)
    go.set()
    single.close()
    assert [answer["code"] for answer in heard_back(peer, qtbot)] == [0]


# the place of the socket


def test_the_socket_is_private_and_goes_with_the_instance(instance: Instance) -> None:
    found = (instance.folder / local_socket.NAME).lstat()
    assert stat.S_ISSOCK(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o600
    assert instance.folder.stat().st_mode & 0o077 == 0


def test_a_path_that_is_too_long_for_an_address_is_reached_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / ("long " * 12) / ("longer " * 12) / "data"
    first, second = Instance(folder), Instance(folder)
    first.take()
    place = folder / local_socket.NAME
    short = Path(os.readlink(place))
    assert short.parent.stat().st_mode & 0o077 == 0
    with pytest.raises(system.AlreadyLocked):
        second.take()
    met = local_socket.connect(folder, 1.0)
    assert met is not None
    met.close()
    assert first.lock is not None and first.listener is not None
    first.listener.socket.close()  # as when the process is killed
    first.lock.release()
    second.take()
    assert not short.parent.exists(), "what was left behind is swept"
    second.close()
    assert not place.is_symlink() and list(folder.iterdir()) == [folder / "netcare.lock"]


def test_whoever_is_second_cannot_take_the_socket_away(instance: Instance) -> None:
    other = Instance(instance.folder)
    with pytest.raises(system.AlreadyLocked):
        other.take()
    other.close()
    met = local_socket.connect(instance.folder, 1.0)
    assert met is not None
    met.close()


def test_a_file_in_the_place_of_the_socket_is_not_spoken_to(tmp_path: Path) -> None:
    (tmp_path / local_socket.NAME).write_bytes(b"")
    assert local_socket.connect(tmp_path, 0.1) is None
    (tmp_path / local_socket.NAME).unlink()
    (tmp_path / local_socket.NAME).symlink_to("/dev/zero")
    assert local_socket.connect(tmp_path, 0.1) is None


OTHER_USER = """
import socket, sys
with socket.socket(socket.AF_UNIX) as s:
    s.settimeout(10)
    try:
        s.connect(sys.argv[1])
        s.sendall(b'\\0\\0\\0\\x0d{"raise": {}}')
        print(len(s.recv(100)))
    except PermissionError:
        print("refused")
    except ConnectionError:
        print(0)
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid")
    or os.geteuid() != 0
    or not shutil.which("setpriv")
    or not os.path.exists("/usr/bin/python3"),
    reason="only root can become another user",
)
@pytest.mark.parametrize("door_open", [False, True])
def test_another_user_is_refused(qtbot: QtBot, door_open: bool) -> None:
    # Not below pytest's folders, which another user cannot even enter.
    top = Path(tempfile.mkdtemp(prefix="nc-", dir="/tmp"))
    instance = Instance(top / "data")
    try:
        top.chmod(0o755)
        instance.take()
        place = instance.folder / local_socket.NAME
        if door_open:  # as on a file system without modes
            instance.folder.chmod(0o777)
            place.chmod(0o777)
        assert instance.listener is not None
        single = SingleInstance(instance.listener)
        raised: list[str] = []
        single.raise_wanted.connect(raised.append)
        ids = (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
        peer = subprocess.Popen(
            ["setpriv", *ids, "/usr/bin/python3", "-I", "-c", OTHER_USER, str(place)],
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
        )
        qtbot.waitUntil(lambda: peer.poll() is not None, timeout=10_000)
        assert peer.stdout is not None
        assert peer.stdout.read().strip() == ("0" if door_open else "refused")
        peer.stdout.close()
        assert raised == []
        single.close()
        single.deleteLater()
    finally:
        instance.close()
        shutil.rmtree(top)


# real processes


def test_a_second_start_ends_at_once_without_qt(tmp_path: Path) -> None:
    data = tmp_path / "data"
    script = (
        "import sys; from netcare_desktop.__main__ import main; code = main(sys.argv[1:]); "
        "sys.exit(code or any(name.split('.')[0] in ('PySide6', 'shiboken6') for name in sys.modules))"
    )
    with window_process.window(data, "--hidden") as first:
        done = subprocess.run(
            [sys.executable, "-c", script, "--data-dir", str(data)], capture_output=True, text=True
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert first.poll() is None


def test_of_many_starts_at_once_one_becomes_the_window(tmp_path: Path) -> None:
    data = tmp_path / "data"
    programs = [window_process.start(data) for _ in range(20)]
    try:
        window_process.until(lambda: sum(program.poll() is None for program in programs) == 1)
        assert (
            sorted(program.returncode or 0 for program in programs if program.poll() is not None) == [0] * 19
        )
        assert window_process.answers(data)
        [window] = [program for program in programs if program.poll() is None]
        window.terminate()
        assert window.wait(timeout=window_process.PATIENCE) == 0
    finally:
        window_process.end(programs)


def test_a_killed_window_stands_in_nobodys_way(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with window_process.window(data) as first:
        first.kill()
        first.wait()
        assert (data / local_socket.NAME).exists()
        assert not window_process.answers(data)
        with window_process.window(data, "--hidden"):
            assert window_process.answers(data)


def test_a_window_that_hangs_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance = Instance(tmp_path)
    instance.take()
    monkeypatch.setattr(handover, "TAKEN_WITHIN", 0.1)
    try:
        with pytest.raises(handover.NoAnswer):
            handover.show_window(tmp_path, [])
    finally:
        instance.close()


def test_an_answer_that_is_cut_short_is_none(tmp_path: Path) -> None:
    one, other = socket.socketpair()
    with other:
        other.send(said({"taken": True})[:-1])
        other.shutdown(socket.SHUT_WR)
        conversation = Conversation(one)
        assert conversation.receive(1.0) is None
        conversation.close()
