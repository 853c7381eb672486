"""The only place that asks the system what time it is. Everything else is handed a `Clock` or a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol


class Clock(Protocol):
    """What the program knows about time. Instants are UTC, days are the user's local calendar days."""

    def today(self) -> date:
        """The local calendar day."""
        ...

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...

    def local_now(self) -> datetime:
        """This instant with the local offset."""
        ...


class SystemClock:
    """The machine's clock and zone, read anew on each call, so that a change of zone is seen."""

    def today(self) -> date:
        return self.local_now().date()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def local_now(self) -> datetime:
        return datetime.now().astimezone()


@dataclass
class FixedClock:
    """A day that was asked for (`--today`, tests); the time of day stands at noon until it is moved."""

    day: date
    at: time = time(12, 0)

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return self.local_now().astimezone(UTC)

    def local_now(self) -> datetime:
        return datetime.combine(self.day, self.at).astimezone()
