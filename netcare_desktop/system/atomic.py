"""Writing a file whole or not at all. Qt's QSaveFile is not used: on a full disk it replaces the old file by a cut one."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from netcare_desktop.system import create_private_file, replace_file, sync_file


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of `path` when the block ends well; else `path` stays as it was.

    The stream writes to a new private file (0600) beside `path`. A full disk raises OSError from a write or at the end
    of the block, and the unfinished file is removed.
    """
    target = os.path.abspath(path)
    folder, name = os.path.split(target)
    temp = os.path.join(folder, f".{name[:100]}.{os.urandom(8).hex()}.part")
    descriptor = create_private_file(temp)
    try:
        with io.BufferedWriter(io.FileIO(descriptor, "w")) as stream:
            yield stream
            stream.flush()
            sync_file(descriptor)
        replace_file(temp, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temp)
        raise


def write_private_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """`data` becomes the content of `path` (0600), whole or not at all; OSError when it cannot."""
    with replacing(path) as stream:
        stream.write(data)
