"""Linux and macOS: locks by flock, modes by chmod, replacement by rename and fsync."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import resource
import stat
import sys
import time
from types import TracebackType
from typing import Self

from netcare_desktop.system.errors import AlreadyLocked, NotARegularFile, SpecialKind

assert sys.platform != "win32"

StrPath = str | os.PathLike[str]

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
OTHERS = 0o077

# File systems whose data lives on another machine, or whose answers come from another process.
# FUSE is counted in because memory maps, which WAL needs, fail on a direct_io mount.
NETWORK_TYPES = frozenset(
    {
        "9p",
        "acfs",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
    }
    | {
        "ncp",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "prl_fs",
        "pvfs2",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "sshfs",
    }
    | {"vboxsf", "virtiofs", "vmhgfs", "webdav"}
)
LOCAL_FUSE_TYPES = frozenset({"fuseblk", "fuse.lxcfs"})


class Lock:
    """A held lock. The system lets go of it when the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @property
    def held(self) -> bool:
        """Whether `release` has not been called yet."""
        return self._descriptor >= 0

    def release(self) -> None:
        """Let go. The file stays: its existence means nothing. A second call does nothing."""
        if self.held:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def lock_file(path: StrPath) -> Lock:
    """Take the lock on `path` at once, or raise `AlreadyLocked`.

    The file is made (0600) when missing; a symbolic link in its place is refused (OSError, ELOOP). The lock is flock's:
    it belongs to the open file, so it ends with the process and is never left behind by a crash.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                    raise AlreadyLocked(os.fspath(path)) from error
                raise
            if _still_at(descriptor, path):
                if stat.S_IMODE(os.fstat(descriptor).st_mode) & OTHERS:
                    os.fchmod(descriptor, PRIVATE_FILE)
                return Lock(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        # Somebody removed the file between our open and our lock; a lock on a nameless file keeps nobody out.
        os.close(descriptor)


def _still_at(descriptor: int, path: StrPath) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


def make_private_folder(path: StrPath) -> None:
    """Make the folder and its missing parents, all 0700; an existing folder of ours loses the bits of others.

    Raises NotADirectoryError when something else has the name, PermissionError when the folder is another user's and
    open to others. A file system without modes (FAT) is accepted as it is.
    """
    folder = os.path.abspath(path)
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another process was quicker
            os.mkdir(folder, PRIVATE_FOLDER)
    found = os.stat(path)
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), os.fspath(path))
    if stat.S_IMODE(found.st_mode) & OTHERS:
        try:
            os.chmod(path, PRIVATE_FOLDER)
        except PermissionError:
            if found.st_uid != os.geteuid():
                raise


def create_private_file(path: StrPath) -> int:
    """A new file, 0600 from its first moment; the descriptor reads and writes.

    Raises FileExistsError when the name is taken, also by a symbolic link.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(path, flags, PRIVATE_FILE)


def append_private_file(path: StrPath) -> int:
    """A descriptor that only appends to `path`, made when missing; 0600 also when it was there with other modes.

    A symbolic link in its place is refused (OSError, ELOOP).
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, flags, PRIVATE_FILE)
    try:
        if stat.S_IMODE(os.fstat(descriptor).st_mode) & OTHERS:
            os.fchmod(descriptor, PRIVATE_FILE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def make_private(path: StrPath) -> None:
    """Take the bits of group and others from an existing file (0600)."""
    os.chmod(path, PRIVATE_FILE)


def open_regular(path: StrPath) -> int:
    """A descriptor to read a foreign file (one that was dropped, or named on the command line).

    Raises `NotARegularFile` for folders, devices, pipes and sockets, which are not even opened: opening a device can do
    harm. OSError otherwise. The descriptor stays non-blocking, because a few files below /proc call themselves regular
    and then block for ever; reading such a one raises BlockingIOError or gives nothing. The size is the caller's to
    limit (`os.fstat(fd).st_size`, and what is really read).
    """
    _refuse_special(path, os.stat(path).st_mode)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        _refuse_special(path, os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _refuse_special(path: StrPath, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kind: SpecialKind = "other"
    if stat.S_ISDIR(mode):
        kind = "folder"
    elif stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        kind = "device"
    elif stat.S_ISFIFO(mode):
        kind = "pipe"
    elif stat.S_ISSOCK(mode):
        kind = "socket"
    raise NotARegularFile(os.fspath(path), kind)


def sync_file(descriptor: int) -> None:
    """Bring what was written to the disk itself. Raises OSError when the disk says no."""
    if sys.platform == "darwin":  # there fsync stops at the drive's cache
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def replace_file(temp: StrPath, target: StrPath) -> None:
    """Put the finished file `temp` in the place of `target` (same folder), so that after a power cut one of both is there.

    A symbolic link at `target` is replaced, not followed.
    """
    descriptor = os.open(temp, os.O_RDONLY | os.O_CLOEXEC)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)
    os.replace(temp, target)
    sync_folder(os.path.dirname(os.path.abspath(target)))


def sync_folder(path: StrPath) -> None:
    """Bring the names of a folder to the disk: what was made, renamed or removed in it stays so."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems (FUSE, SMB) cannot do this for folders; the rename itself has succeeded.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def is_network_mount(path: StrPath) -> bool:
    """Whether `path` (which need not exist yet) lies where locks or memory maps may not work: NFS, SMB, FUSE and such."""
    return is_on_network(path, _mounts_linux() if sys.platform == "linux" else _mounts_bsd())


def is_on_network(path: StrPath, mounts: list[tuple[str, bool]]) -> bool:
    """What the innermost of these mounts (point, whether remote) says about `path`, links followed."""
    real = os.path.realpath(path)
    best, network = "", False
    for point, remote in mounts:
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):  # of two on the same folder the later one hides the earlier
            best, network = point, remote
    return network


def _mounts_linux() -> list[tuple[str, bool]]:
    """Mount points and whether they are remote, from /proc/self/mountinfo (proc(5)): ID parent dev root POINT … - TYPE …"""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as stream:
            return [parsed for line in stream if (parsed := parse_mountinfo(line))]
    except OSError:
        return []


def parse_mountinfo(line: str) -> tuple[str, bool] | None:
    """One line of mountinfo: the mount point and whether its type is a remote one; None when it is not understood."""
    left, separator, right = line.partition(" - ")
    fields, types = left.split(" "), right.split()
    if not separator or len(fields) < 5 or not types:
        return None
    point = fields[4]
    for escaped, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(escaped, character)
    kind = types[0]
    fuse = kind.startswith("fuse") and kind not in LOCAL_FUSE_TYPES
    return point, fuse or kind in NETWORK_TYPES


def _mounts_bsd() -> list[tuple[str, bool]]:
    """macOS has no such file; `mount` prints `DEVICE on POINT (TYPE, local, …)`, and remote ones lack the word local."""
    import subprocess  # costs 10 ms, needed on this one path

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    found = []
    for line in os.fsdecode(done.stdout).splitlines():
        head, _, options = line.rpartition(" (")
        _, _, point = head.partition(" on ")
        words = [word.strip() for word in options.rstrip(")").split(",")]
        if point:
            found.append((point, "local" not in words))
    return found


def refresh_zone() -> None:
    """Look again which time zone the machine is in: a running process does not notice a change by itself."""
    time.tzset()


def has_screen() -> bool:
    """Whether a window can be shown. Without any of these Qt does not say so but aborts the process."""
    if sys.platform == "darwin":
        return True
    return any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    )


def private_umask() -> None:
    """From now on new files are ours alone, whatever made them (SQLite's companions, Qt's settings)."""
    os.umask(OTHERS)


def no_core_dumps() -> None:
    """A crash writes no memory image: it would hold names and notes in the clear.

    On Linux the limit is one byte, not none: with 0 the image is still piped to a crash collector where there is one,
    while 1 stops that too (core(5)). Making the process undumpable would be stronger, but then the desktop portals
    deny it their file dialogs and settings.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    soft = 1 if sys.platform == "linux" and (hard >= 1 or hard == resource.RLIM_INFINITY) else 0
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
