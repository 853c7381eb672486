"""The store thread: the one place from which the window writes, so that nothing waits on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class StoreThread:
    """One thread for the life of the program; Peewee's writing connection lives on it.

    A pool that makes a new thread for each piece of work would give Peewee a new connection each time.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Queue `work`; it runs after what was queued before."""
        return self._pool.submit(work)

    def close(self) -> None:
        """Wait for what is queued, then end the thread."""
        self._pool.shutdown(wait=True)
