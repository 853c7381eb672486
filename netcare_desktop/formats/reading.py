"""Any file somebody drops, to people: the one entrance of this room."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netcare_desktop.formats.containers import complete_copy, container
from netcare_desktop.formats.records import ReadOptions, ReadResult
from netcare_desktop.formats.source_file import check_size, read_path
from netcare_desktop.formats.table_reading import Progress, read_table
from netcare_desktop.formats.vcard_reading import read_vcards


def read_file(
    path: str | os.PathLike[str], options: ReadOptions | None = None, progress: Progress | None = None
) -> ReadResult:
    """What is in a file. Raises ReadError with one sentence when nothing in it can be used as people."""
    return read_bytes(read_path(path), Path(path).name, options, progress)


def read_bytes(
    data: bytes, name: str, options: ReadOptions | None = None, progress: Progress | None = None
) -> ReadResult:
    """The same for bytes that came another way; `name` is what messages call them.

    `progress(done, total)` is called at least every 1,000 rows; an exception it raises ends the reading and passes
    through. Raises ReadError and nothing else of its own, whatever the bytes are.
    """
    options = options or ReadOptions()
    check_size(data, name)
    with _without_collector():
        return _read(data, name, options, progress)


def _read(data: bytes, name: str, options: ReadOptions, progress: Progress | None) -> ReadResult:
    kind = container(data, name)
    if kind == "json":
        return ReadResult(name, "json", "netcare", "utf-8", complete=complete_copy(data, name))
    if kind == "vcard":
        return read_vcards(data, name, options, progress)
    return read_table(data, name, options, progress)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Hundreds of thousands of records and no cycle among them: looking for cycles took 40 % of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
