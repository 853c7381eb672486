"""Who wants to know that something was saved: subscribers are told the nouns (table names) after COMMIT."""

from __future__ import annotations

from collections.abc import Callable

Subscriber = Callable[[frozenset[str]], None]


class Changes:
    """Calls each subscriber on the thread that wrote. A roll-back publishes nothing."""

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Returns the function that ends the subscription."""
        self._subscribers.append(subscriber)

        def end() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return end

    def publish(self, nouns: frozenset[str]) -> None:
        for subscriber in list(self._subscribers):
            subscriber(nouns)
