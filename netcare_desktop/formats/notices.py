"""What a reader has to tell: collected in order, and cut off before a broken file floods the window."""

from __future__ import annotations

from netcare_desktop.formats.records import Problem
from netcare_desktop.i18n import ntr

_LISTED = 200


class Notices:
    """Problems of one file; beyond the first 200 only their number is kept."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self._more = 0

    def tell(self, line: int, message: str) -> None:
        """Add a sentence about a physical line (0: the whole file)."""
        if len(self.listed) < _LISTED:
            self.listed.append(Problem(line, message))
        else:
            self._more += 1

    def finished(self) -> list[Problem]:
        """The problems in the order of the file, those of the whole file first."""
        problems = sorted(self.listed, key=lambda problem: problem.line)
        if self._more:
            message = ntr("{n} more line needs a look.", "{n} more lines need a look.", self._more)
            problems.append(Problem(0, message.format(n=self._more)))
        return problems
