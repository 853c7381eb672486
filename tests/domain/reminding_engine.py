"""Keeps what was announced as the store does, so that the rule can be run through days."""

from __future__ import annotations

from datetime import date, datetime

from netcare_desktop.domain.reminders import CHAIN, History, Matter, Notice, Told, Wishes, decide, following


class Engine:
    """Keeps marks as the store does: before the show and, the reasons, after it."""

    def __init__(self, wishes: Wishes | None = None) -> None:
        self.wishes = wishes or Wishes()
        self.told: dict[tuple[str, str], Told] = {}
        self.reasons: dict[tuple[str, str], date] = {}
        self.unshown: list[tuple[str, str]] = []
        self.said: list[tuple[datetime, Notice]] = []
        self.wake: datetime | None = None
        self.marked: list[tuple[str, str]] = []

    @property
    def history(self) -> History:
        return History(self.told, self.reasons)

    def look(
        self,
        now: datetime,
        entries: list[Matter],
        timed: list[Matter] | None = None,
        *,
        standing: int = 0,
        dies: bool = False,
    ) -> list[Notice]:
        decision = decide(now, self.wishes, self.history, entries, timed or [], standing)
        self.wake = decision.wake
        self.marked = [(mark.key, mark.moment) for mark in decision.marks]
        for mark in decision.marks:
            self.told[mark.key, mark.moment] = Told(now, named=mark.named)
            self.unshown.append((mark.key, mark.moment))
        if dies:
            return []
        self.unshown.clear()
        for notice in decision.notices:
            self._shown(now, notice)
        return list(decision.notices)

    def next(
        self, now: datetime, acted: str, entries: list[Matter], timed: list[Matter] | None = None
    ) -> Notice | None:
        comes = following(now, self.wishes, self.history, entries, timed or [], acted)
        if comes is None:
            return None
        notice, mark = comes
        if mark is not None:
            self.told[mark.key, mark.moment] = Told(now)
        self._shown(now, notice)
        return notice

    def _shown(self, now: datetime, notice: Notice) -> None:
        self.said.append((now, notice))
        self.reasons[notice.matter.person, notice.matter.reason] = now.date()

    def restarted(self) -> None:
        for mark in self.unshown:
            self.told.pop(mark, None)
        self.unshown.clear()

    def close(self, day: str) -> None:
        old = self.told[CHAIN, day]
        self.told[CHAIN, day] = Told(old.at, ended=True)
        self.told = {key: Told(told.at, True, told.ended) for key, told in self.told.items()}
