"""Columns without a telling header, recognised by what is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from netcare_desktop.formats.cells import clean
from netcare_desktop.formats.fields import Target
from netcare_desktop.formats.keys import find_emails, is_social
from netcare_desktop.formats.names import is_cjk, is_organisation_name

_PHONE = re.compile(r"[+(]?[\d(][\d ()./\-]{4,}\d(?:\s*(?:x|ext\.?|#)\s*\d+)?")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|io|eu|co|uk|fr|ch|at)(?:/\S*)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^\d@/\\:;!?<>=\[\]{}|_]*")
_DATE = re.compile(r"\d{1,4}[./\- ]\S{1,9}[./\- ]\d{1,4}")
_MOST = 0.6


def by_content(rows: Sequence[Sequence[str]]) -> list[Target | None]:
    """A target for each column of the rows: e-mail, phone, web page, names and companies; None for the rest."""
    width = max(map(len, rows), default=0)
    columns = [
        [cell for row in rows if index < len(row) and (cell := clean(row[index][:300]))]
        for index in range(width)
    ]
    found: list[Target | None] = [_kind(cells) for cells in columns]
    names = [index for index, cells in enumerate(columns) if found[index] is None and _are_names(cells)]
    if not names:
        return found
    first = names[0]
    second = names[1] if len(names) > 1 else -1
    if second == first + 1 and _words(columns[first]) < 1.6 and _words(columns[second]) < 1.8:
        found[first], found[second] = Target("given"), Target("family")
        if _share([row[second] for row in rows if second < len(row)], lambda cell: cell[:1] == " ") > _MOST:
            found[first], found[second] = Target("family"), Target("given")  # a list of "Müller, Ada"
    else:
        found[first] = Target("full_name")
    return found


def _kind(cells: list[str]) -> Target | None:
    if not cells:
        return None
    if _share(cells, lambda cell: bool(find_emails(cell))) >= _MOST:
        return Target("email")
    if _share(cells, lambda cell: _URL.fullmatch(cell) is not None) >= _MOST:
        return Target("social") if _share(cells, is_social) >= _MOST else Target("url")
    if _share(cells, lambda cell: _DATE.fullmatch(cell) is not None) >= _MOST:
        return None  # a date, but of what?
    if _share(cells, lambda cell: _PHONE.fullmatch(cell) is not None) >= _MOST:
        return Target("phone")
    if _share(cells, is_organisation_name) >= 0.3:
        return Target("organisation")
    return None


def _are_names(cells: list[str]) -> bool:
    return bool(cells) and _share(cells, _is_name) >= 0.8


def _is_name(cell: str) -> bool:
    words = cell.split()
    if len(cell) > 50 or not 1 <= len(words) <= 5 or not _NAME.fullmatch(cell) or cell.endswith((".", ",")):
        return False
    return is_cjk(cell) or sum(word[:1].isupper() for word in words) * 2 >= len(words)


def _words(cells: list[str]) -> float:
    return sum(len(cell.split()) for cell in cells) / max(len(cells), 1)


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells)
