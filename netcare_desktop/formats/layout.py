"""How a table is laid out: its delimiter, where its header row is, and whether it has one at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from netcare_desktop.formats.cells import clean
from netcare_desktop.formats.rows import Rows, read_patiently
from netcare_desktop.formats.sources import GROUPED_HEADER
from netcare_desktop.formats.vocabulary import key, known

DELIMITERS = (",", ";", "\t", "|")
HEAD_LINES = 200
"""Physical lines that are looked at to find the layout."""

_HEADER_SEARCH = 20
_HINT = re.compile(r"^\ufeff*\"?sep=(.|\\t)\"?\s*$", re.IGNORECASE)
_DATA = re.compile(r"@|://|\bwww\.|\d[\d ()./\-]{5,}\d|^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_LONGEST_LINE = 200_000
_LONGEST_CELL = 300  # more of a cell tells nothing about the layout


@dataclass(frozen=True, slots=True)
class Layout:
    """`header_line` is the physical line of the header row, None without one; reading begins at `first_line`.

    `spaced`: blanks stand behind the delimiter, before quotes. `headers` is empty without a header row.
    `recognised` counts headers the vocabulary knows.
    """

    delimiter: str
    header_line: int | None
    first_line: int
    headers: tuple[str, ...] = ()
    spaced: bool = False
    recognised: int = 0


def find_layout(lines: Sequence[str], delimiter: str | None = None, header_line: int | None = None) -> Layout:
    """The layout told by the first physical lines of a file; `delimiter` and `header_line` as the user decided.

    `header_line` 0 means that there is no header row.
    """
    lines = [line[:_LONGEST_LINE].replace("\0", "") for line in lines[:HEAD_LINES]]
    if lines:
        lines[0] = lines[0].lstrip("\ufeff")
    hint = _HINT.match(lines[0]) if lines else None
    start = 1 if hint else 0
    if hint and not delimiter:
        delimiter = "\t" if hint.group(1) == "\\t" else hint.group(1)
    candidates = [delimiter] if delimiter else list(DELIMITERS)
    ranked: list[tuple[int, float, Layout]] = []
    for candidate in candidates:
        layout = _with_delimiter(lines, start, candidate, header_line)
        ranked.append((layout.recognised, _evenness(lines, start, candidate), layout))
    return max(ranked, key=lambda rank: rank[:2])[2]  # of equals the first


def header_score(cells: Sequence[str]) -> int:
    """How many cells of a row are known headers; 0 when the row holds data or too few of them are known."""
    filled = [cell for raw in cells if (cell := clean(raw[:_LONGEST_CELL]))]
    if not filled or any(_DATA.search(cell) or len(cell) > 120 for cell in filled):
        filled_known = sum(map(_is_header, filled)) if filled else 0
        return filled_known if filled_known >= 5 and filled_known >= len(filled) * 0.8 else 0
    count = sum(map(_is_header, filled))
    if count == len(filled) or (count >= 2 and count >= len(filled) * 0.2):
        return count
    return 0


def _is_header(cell: str) -> bool:
    return known(cell) or GROUPED_HEADER.match(key(cell)) is not None


def _with_delimiter(lines: Sequence[str], start: int, delimiter: str, header_line: int | None) -> Layout:
    spaced = _is_spaced(lines, delimiter)
    first = _first_filled(lines, start)
    if header_line == 0:
        return Layout(delimiter, None, first, (), spaced)
    if header_line is not None:
        index = header_line - 1
        cells = _record(lines, index, delimiter, spaced) if 0 <= index < len(lines) else []
        return Layout(
            delimiter, header_line, header_line, _headers(cells), spaced, sum(map(_is_header, cells))
        )
    best, best_score = -1, 0
    for index in range(start, min(len(lines), start + _HEADER_SEARCH)):
        if lines[index].strip():
            score = header_score(_record(lines, index, delimiter, spaced))
            if score > best_score:
                best, best_score = index, score
    if best_score:
        cells = _record(lines, best, delimiter, spaced)
        if best_score > 1 or len(cells) == 1 or _looks_like_header(lines, best, delimiter, spaced):
            return Layout(delimiter, best + 1, best + 1, _headers(cells), spaced, best_score)
    index = first - 1
    if index < len(lines) and _looks_like_header(lines, index, delimiter, spaced):
        return Layout(delimiter, first, first, _headers(_record(lines, index, delimiter, spaced)), spaced)
    return Layout(delimiter, None, first, (), spaced)


def _headers(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean(cell).lstrip("\ufeff").strip('"') for cell in cells)


def _first_filled(lines: Sequence[str], start: int) -> int:
    return next((index + 1 for index in range(start, len(lines)) if lines[index].strip()), start + 1)


def _record(lines: Sequence[str], index: int, delimiter: str, spaced: bool) -> list[str]:
    for _, cells in Rows(lines[index : index + 40], index + 1, delimiter, spaced=spaced):
        return cells
    return []


def _is_spaced(lines: Sequence[str], delimiter: str) -> bool:
    """Whether quotes stand behind a blank, as in `"Ada", "Müller"`."""
    with_blank = sum(line.count(delimiter + ' "') for line in lines)
    return with_blank > sum(line.count(delimiter + '"') for line in lines)


def _evenness(lines: Sequence[str], start: int, delimiter: str) -> float:
    """How many cells the delimiter gives in most lines, weighed by how many lines agree; 0 when hardly any do."""
    counts = Counter(
        len(read_patiently(line, delimiter)[0]) for line in lines[start : start + 50] if line.strip()
    )
    if not counts:
        return 0.0
    width, agreeing = max(counts.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
    share = agreeing / sum(counts.values())
    return 0.0 if width < 2 or share < 0.3 else share * min(width, 6)


def _looks_like_header(lines: Sequence[str], index: int, delimiter: str, spaced: bool) -> bool:
    """A row of words above rows of addresses and numbers, in a language the vocabulary does not know."""
    rows = [
        cells
        for _, cells in Rows(lines[index : index + 30], index + 1, delimiter, spaced=spaced)
        if any(cells)
    ]
    if len(rows) < 2:
        return False
    top = [clean(cell[:_LONGEST_CELL]) for cell in rows[0]]
    filled = [cell for cell in top if cell]
    if not filled or len(set(filled)) < len(filled) or len(filled) < len(top) * 0.5:
        return False
    if any(
        _DATA.search(cell) or len(cell) > 60 or any(sign.isdigit() for sign in cell[:1]) for cell in filled
    ):
        return False
    below = rows[1:]
    for column in range(len(top)):
        cells = [clean(row[column][:_LONGEST_CELL]) for row in below if column < len(row)]
        filled_below = [cell for cell in cells if cell]
        if filled_below and sum(bool(_DATA.search(cell)) for cell in filled_below) > len(filled_below) * 0.6:
            return True
    return False
