"""Power cuts, which no kill can show: the system's cache survives a kill, but not a cut.

Every call of a workload is recorded; then disks are made as they could be after a cut at any moment. What was synced is
there; of the rest each sector of 512 bytes is there or not, by lot; names appear and vanish in their order, and all of them
up to a sync of anything (as ext4 keeps them). A disk that lies about syncing is beyond this.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.store.faults.verdict import Figures, judge

_CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,rename,mkdir"
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_DESCRIPTOR = re.compile(r"(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Call:
    """One recorded call: create, write (at None: wherever the file ends), cut, sync, remove, move or said."""

    kind: str
    path: str
    at: int | None = None
    data: bytes = b""
    to: str = ""


def record(folder: Path, log: Path, actions: int) -> list[Call]:
    """Run the random workload and note what it did below `folder` and what it said."""
    program = [sys.executable, "-m", "tests.store.faults.workload", str(folder), "random", "7", str(actions)]
    traced = ["strace", "-qq", "-y", "-xx", "-s", "400000", "-o", str(log), "-e", f"trace={_CALLS}", *program]
    subprocess.run(traced, stdout=subprocess.DEVNULL, check=True, timeout=600)
    with log.open(encoding="ascii", errors="replace") as lines:
        calls = [call for line in lines for call in _read(line, str(folder))]
    log.unlink()
    return calls


def _read(line: str, folder: str) -> Iterator[Call]:
    found = _LINE.match(line)
    if not found or int(found[3]) < 0:
        return
    name, arguments, result = found[1], found[2], int(found[3])
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    descriptor = _DESCRIPTOR.match(arguments)
    path = _path(descriptor[2]) if descriptor else ""
    if name == "write" and descriptor and descriptor[1] == "1":
        yield Call("said", "", data=texts[0])
    elif name in ("openat", "unlink", "rename", "mkdir"):
        first = texts[0].decode()
        if not first.startswith(folder):
            return
        if name == "openat" and "O_CREAT" in arguments:
            yield Call("create", first)
            if "O_TRUNC" in arguments:
                yield Call("cut", first, 0)
        elif name == "unlink":
            yield Call("remove", first)
        elif name == "rename":
            yield Call("move", first, to=texts[1].decode())
    elif path.startswith(folder):
        if name in ("pwrite64", "write"):
            at = int(arguments.rsplit(",", 1)[1]) if name == "pwrite64" else None
            yield Call("write", path, at, texts[0][:result])
        elif name == "ftruncate":
            yield Call("cut", path, int(arguments.rsplit(",", 1)[1]))
        else:
            yield Call("sync", path)


def _path(text: str) -> str:
    plain = text.replace("\\x", "")
    return bytes.fromhex(plain).decode() if "\\x" in text else text


@dataclass
class File:
    """What is on the disk for certain, and what was asked for since."""

    stored: bytearray = field(default_factory=bytearray)
    asked: list[Call] = field(default_factory=list)
    size: int = 0

    def ask(self, call: Call) -> None:
        if call.kind == "write" and call.at is None:
            call = Call("write", call.path, self.size, call.data)
        self.size = call.at or 0 if call.kind == "cut" else max(self.size, (call.at or 0) + len(call.data))
        self.asked.append(call)

    def sync(self) -> None:
        for call in self.asked:
            _apply(self.stored, call)
        self.asked.clear()

    def after_a_cut(self, chance: random.Random, share: float) -> bytes:
        """With that share of what was asked for since the last sync."""
        data = bytearray(self.stored)
        for call in self.asked:
            if call.kind == "cut":
                if chance.random() < share:
                    _apply(data, call)
                continue
            for start in range(0, len(call.data), SECTOR):
                if chance.random() < share:
                    piece = call.data[start : start + SECTOR]
                    _apply(data, Call("write", call.path, (call.at or 0) + start, piece))
        return bytes(data)


def _apply(data: bytearray, call: Call) -> None:
    at = call.at or 0
    if len(data) < at:
        data.extend(bytes(at - len(data)))
    if call.kind == "cut":
        del data[at:]
    else:
        data[at : at + len(call.data)] = call.data


Names = dict[str, File]


@dataclass
class Disk:
    """Files by name as programs see them, as they are stored for certain, and the changes of names in between."""

    seen: Names = field(default_factory=dict)
    stored: Names = field(default_factory=dict)
    renamings: list[Callable[[Names], object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def run(self, call: Call) -> None:
        path, to = call.path, call.to
        if call.kind == "said":
            self.said += call.data.decode().splitlines()
        elif call.kind == "create":
            if path not in self.seen:
                file = self.seen[path] = File()
                self.renamings.append(lambda names: names.__setitem__(path, file))
        elif call.kind == "remove":
            self.seen.pop(path, None)
            self.renamings.append(lambda names: names.pop(path, None))
        elif call.kind == "move":
            self.seen[to] = self.seen.pop(path)
            self.renamings.append(lambda names: names.update({to: names.pop(path)} if path in names else {}))
        elif call.kind == "sync":
            if path in self.seen:
                self.seen[path].sync()
            for change in self.renamings:
                change(self.stored)
            self.renamings.clear()
        elif path in self.seen:
            self.seen[path].ask(call)

    def after_a_cut(self, chance: random.Random, share: float) -> dict[str, bytes]:
        names = dict(self.stored)
        for change in self.renamings[: chance.randint(0, len(self.renamings))]:
            change(names)
        return {
            path: file.after_a_cut(chance, share) for path, file in names.items() if not path.endswith("-shm")
        }


def cuts(root: Path, images: int, actions: int = 60) -> Figures:
    """So many disks after a cut at a moment drawn at random, each opened and compared with what was acknowledged."""
    figures = Figures("power cuts")
    folder = root / "cut"
    calls = record(folder, root / "calls", actions)
    shutil.rmtree(folder)
    figures.did["recorded calls"] = len(calls)
    figures.did["recorded syncs"] = sum(1 for call in calls if call.kind == "sync")
    chance = random.Random(5)
    moments = sorted(chance.randint(1, len(calls)) for _ in range(images))
    disk, done = Disk(), 0
    for moment in moments:
        for call in calls[done:moment]:
            disk.run(call)
        done = moment
        share = chance.choice((0.0, 0.0, 0.3, 0.7, 1.0))
        for path, data in disk.after_a_cut(chance, share).items():
            target = Path(path)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(data)
        figures.did["images"] += 1
        figures.did["acknowledgements held against them"] += len(disk.said)
        judge(folder, disk.said, figures, f"cut after call {moment}, {share:.0%} of the rest kept")
        shutil.rmtree(folder, ignore_errors=True)
    figures.need(images, "images")
    figures.need(images * 9 // 10, "whole afterwards")
    figures.need(actions, "recorded syncs")
    return figures
