"""Records of a separated file, with their physical lines; broken quotes cost one record, never the rest of the file.

The standard library's reader in its strict mode does the work. Where it stops, the record is read again by a patient
reader that allows quotes inside quotes and finds out whether a quote was simply never closed.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from netcare_desktop.formats.records import Problem, ReadError
from netcare_desktop.i18n import tr

_FIELD_LIMIT = 16 * 1024 * 1024
_RECORD_LINES = 2000  # a quoted cell with more lines than this is taken for a quote that was never closed
_RECORD_LENGTH = 4 * 1024 * 1024
_RECORD_TRIES = 50  # lines with quotes of their own that are tried as the end of one cell
_PATIENCE = 50  # searches in vain for a closing quote before a file is read line by line
_COLUMN_LIMIT = 4096
_MENDED_LISTED = 50

Row = tuple[int, list[str]]


class Rows:
    """Iterates over (physical line of the start, 1-based; cells). An empty line gives an empty list.

    `width` is the number of columns of the header, where known; it tells a lost closing quote from a cell with line
    breaks. `mended` lists what had to be read with patience.
    """

    def __init__(
        self,
        lines: Iterable[str],
        first_line: int,
        delimiter: str,
        *,
        width: int | None = None,
        spaced: bool = False,
    ) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()  # lines read too far, to be read again
        self._line = first_line
        self._delimiter = delimiter
        self._width = width
        self._spaced = spaced
        self._taken: list[str] = []
        self._mended = 0
        self._patience = _PATIENCE
        self.nuls = False
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[Row]:
        csv.field_size_limit(_FIELD_LIMIT)
        taken = self._taken
        while True:
            reader = csv.reader(
                self._feed(), delimiter=self._delimiter, strict=True, skipinitialspace=self._spaced
            )
            seen = 0
            try:
                for cells in reader:
                    yield self._line, cells
                    self._line += reader.line_num - seen
                    seen = reader.line_num
                    taken.clear()
                return
            except csv.Error:
                pass
            cells, used = self._mend()
            yield self._line, cells
            self._line += used
            self._back.extendleft(reversed(taken[used:]))
            taken.clear()

    def _feed(self) -> Iterator[str]:
        taken, back = self._taken, self._back
        while back:
            line = back.popleft()
            taken.append(line)
            yield line
        for line in self._fresh():
            taken.append(line)
            yield line

    def _fresh(self) -> Iterator[str]:
        delimiter = self._delimiter
        for line in self._lines:
            if "\0" in line:
                self.nuls = True
                line = line.replace("\0", "")
            if len(line) > _COLUMN_LIMIT and line.count(delimiter) > _COLUMN_LIMIT and '"' not in line:
                raise ReadError(
                    tr("Line {line} has more than {limit} columns, so this is no list of people.").format(
                        line=self._line + len(self._taken), limit=_COLUMN_LIMIT
                    )
                )
            yield line

    def _mend(self) -> tuple[list[str], int]:
        """The record that begins with the first line taken, and how many lines it has."""
        taken = self._taken
        if len(taken) < 2:
            taken.extend(islice(self._more(), 1))
        first = taken[0]
        cells, is_open = read_patiently(first, self._delimiter)
        uneven = first.count('"') % 2 and len(taken) > 1 and not self._stands_alone(taken[1])
        if not is_open and not uneven:
            self._tell(
                tr(
                    "The quotes on line {line} do not match. It was read as well as it could be; please check it."
                )
            )
            return cells, 1
        alone = self._one_line(first, cells)
        if self._fits(alone) and (len(taken) < 2 or self._stands_alone(taken[1])):
            self._tell(tr("A quote that opens on line {line} is never closed. The line was read on its own."))
            return alone, 1
        whole = self._several_lines()
        if whole is None:
            self._tell(tr("A quote that opens on line {line} is never closed. The line was read on its own."))
            return alone, 1
        self._tell(
            tr("The quotes on line {line} do not match. It was read as well as it could be; please check it.")
        )
        return whole

    def _more(self) -> Iterator[str]:
        while self._back:
            yield self._back.popleft()
        yield from self._fresh()

    def _fits(self, cells: list[str]) -> bool:
        return self._width is not None and len(cells) == self._width

    def _stands_alone(self, line: str) -> bool:
        """Whether the line is a record of its own, and no part of a cell that began above."""
        cells, is_open = read_patiently(line, self._delimiter)
        if is_open:
            return self._fits(self._one_line(line, cells))
        return self._fits(cells) and line.count('"') % 2 == 0

    def _one_line(self, line: str, cells: list[str]) -> list[str]:
        """The line with its open quote taken for a stray sign, where that gives the right number of cells."""
        if self._width is None or len(cells) == self._width:
            return cells
        bare = [cell.strip().strip('"') for cell in line.rstrip("\r\n").split(self._delimiter)]
        return bare if len(bare) == self._width else cells

    def _several_lines(self) -> tuple[list[str], int] | None:
        taken = self._taken
        if not self._patience:
            return None
        while len(taken) < _RECORD_LINES and sum(map(len, taken)) < _RECORD_LENGTH:
            more = list(islice(self._more(), 64))
            if not more:
                break
            taken.extend(more)
        text = ""
        tries = 0
        for count, line in enumerate(taken[:_RECORD_LINES], start=1):
            text += line
            if len(text) > _RECORD_LENGTH or tries > _RECORD_TRIES:
                break
            if count == 1 or '"' not in line:
                continue
            tries += 1
            cells, is_open = read_patiently(text, self._delimiter)
            if not is_open:
                return cells, count
        self._patience -= 1
        return None

    def _tell(self, message: str) -> None:
        self._mended += 1
        if self._mended <= _MENDED_LISTED:
            self.problems.append(Problem(self._line, message.format(line=self._line)))
        elif self._mended == _MENDED_LISTED + 1:
            self.problems.append(Problem(0, tr("More lines have quotes that do not match.")))


def read_patiently(text: str, delimiter: str) -> tuple[list[str], bool]:
    """The cells of one record whose quotes do not follow the rules, and whether a quote is still open at its end.

    A quote closes a cell only before a delimiter or the end; any other stands for itself, also after a backslash.
    """
    body = text.rstrip("\r\n")
    cells: list[str] = []
    at = 0
    while True:
        start = at
        while body[start : start + 1] == " ":
            start += 1
        if body[start : start + 1] == '"':
            cell, at, is_open = _quoted(body, start + 1, delimiter)
            cells.append(cell)
            if is_open:
                return cells, True
        else:
            end = body.find(delimiter, at)
            end = len(body) if end < 0 else end
            cells.append(body[at:end])
            at = end
        if at >= len(body):
            return cells, False
        at += len(delimiter)


def _quoted(body: str, at: int, delimiter: str) -> tuple[str, int, bool]:
    """A cell after its opening quote: (text, place behind it, still open)."""
    parts: list[str] = []
    inner = 0
    while True:
        quote = body.find('"', at)
        if quote < 0:
            parts.append(body[at:])
            return "".join(parts), len(body), True
        if body[quote - 1 : quote] == "\\" and quote > at:
            parts.append(body[at : quote - 1] + '"')
            at = quote + 1
            continue
        behind = quote + 1
        while body[behind : behind + 1] == " ":
            behind += 1
        if behind >= len(body) or body.startswith(delimiter, behind):
            parts.append(body[at:quote])
            return "".join(parts), behind, False
        parts.append(body[at : quote + 1])
        at = quote + 1
        if body[at : at + 1] == '"':
            last = at + 1 >= len(body) or body.startswith(delimiter, at + 1)
            if not (last and inner % 2):  # ""Nord"" ends its inner pair with the closing quote
                at += 1
                continue
        inner += 1
