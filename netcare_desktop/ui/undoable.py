"""A change together with its way back: what a message bar needs for its *Undo*."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from netcare_desktop.store import undo

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store
    from netcare_desktop.ui.bridge import StoreBridge

T = TypeVar("T")


class Say(Protocol):
    """Shows a sentence at the bottom of the window, with a way back where there is one."""

    def __call__(
        self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = ""
    ) -> object: ...


def say_nothing(text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
    """The `Say` of a page that stands alone."""


@dataclass(frozen=True)
class Changed(Generic[T]):
    """What a command returned, and the step of undo it left (None when there is nothing to take back)."""

    result: T
    action: undo.Action | None


def undoable(command: Callable[[Store], T]) -> Callable[[Store], Changed[T]]:
    """The command as one that also tells its step of undo. On the store thread nothing comes between the two."""

    def run(store: Store) -> Changed[T]:
        before = undo.last(store)
        result = command(store)
        after = undo.last(store)
        return Changed(result, None if after == before else after)

    return run


def way_back(
    bridge: StoreBridge, actions: Sequence[undo.Action | None], then: Callable[[], object] | None = None
) -> Callable[[], object] | None:
    """A function that takes these steps back, the last one first; None when there are none."""
    steps = [action for action in actions if action is not None]
    if not steps:
        return None

    def take_back(store: Store) -> None:
        for action in reversed(steps):
            undo.undo(store, action)

    return lambda: bridge.run(take_back, then=lambda _done: then() if then is not None else None)
