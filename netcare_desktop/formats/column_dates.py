"""Dates whose day and month the whole column has to tell apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netcare_desktop.formats.dates import Undecided, decide, evidence
from netcare_desktop.formats.notices import Notices
from netcare_desktop.formats.records import PersonRecord
from netcare_desktop.i18n import tr

if TYPE_CHECKING:
    from netcare_desktop.formats.people import BoundColumn

_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "PW", "MH"})
_MONTH_FIRST_LANGUAGES = frozenset({"ja", "zh", "ko"})


@dataclass(slots=True)
class _Waiting:
    record: PersonRecord
    field: str
    undecided: Undecided
    line: int


@dataclass(slots=True)
class _ColumnOfDates:
    header: str = ""
    proof: Counter[str] = field(default_factory=Counter)
    waiting: list[_Waiting] = field(default_factory=list)


class ColumnDates:
    """Collects what the cells of each date column show, and settles the undecided ones when all rows are read.

    A cell like 25/03/2024 decides for its column, then for the other columns of the file; else the source's habit,
    the region, and at last day first, which is said.
    """

    def __init__(self, *, source_order: str, region: str | None, language: str) -> None:
        self._columns: dict[int, _ColumnOfDates] = {}
        self._source_order = source_order if source_order in {"dmy", "mdy"} else ""
        self._region = (region or "").upper()
        self._language = language

    def saw(self, index: int, text: str) -> None:
        """A date that could be read only one way; numeric ones are proof for their neighbours."""
        if "/" in text or "-" in text:
            order = evidence(text)
            if order:
                self._column(index).proof[order] += 1

    def wait(
        self, record: PersonRecord, name: str, undecided: Undecided, column: BoundColumn, line: int
    ) -> None:
        """A date that could be read both ways; the record's field is filled by `settle`."""
        dates = self._column(column.index)
        dates.header = column.header
        dates.waiting.append(_Waiting(record, name, undecided, line))

    def settle(self, notices: Notices) -> None:
        """Fill in every date that waited."""
        everywhere: Counter[str] = Counter()
        for dates in self._columns.values():
            everywhere.update(dates.proof)
        for dates in self._columns.values():
            if not dates.waiting:
                continue
            order = _most(dates.proof) or _most(everywhere) or self._source_order
            if not order:
                order, guess = self._habit()
                if guess:
                    notices.tell(dates.waiting[0].line, _guess_sentence(order, dates))
            for waiting in dates.waiting:
                day = decide(waiting.undecided, order) or decide(
                    waiting.undecided, "mdy" if order == "dmy" else "dmy"
                )
                if day and not getattr(waiting.record, waiting.field):
                    value = str(day) if waiting.field in {"birthday", "anniversary"} else day
                    setattr(waiting.record, waiting.field, value)

    def _column(self, index: int) -> _ColumnOfDates:
        return self._columns.setdefault(index, _ColumnOfDates())

    def _habit(self) -> tuple[str, bool]:
        if self._region:
            return ("mdy" if self._region in _MONTH_FIRST_REGIONS else "dmy"), False
        if self._language in _MONTH_FIRST_LANGUAGES:
            return "mdy", False
        return "dmy", self._language == "en"


def _most(proof: Counter[str]) -> str:
    return proof.most_common(1)[0][0] if proof else ""


def _guess_sentence(order: str, dates: _ColumnOfDates) -> str:
    first = dates.waiting[0]
    day = decide(first.undecided, order)
    written = f"{first.undecided.first}/{first.undecided.second}/{first.undecided.year}"
    return tr(
        "The dates in “{column}” could begin with the day or the month. They were read day first: {written} is {day}. "
        "Choose your country if that is wrong."
    ).format(column=dates.header, written=written, day=day)
