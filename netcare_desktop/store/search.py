"""Finds people as you type: accents and case folded, every word a beginning.

One or two letters are looked up in a table of name tokens (an FTS index would visit half of everybody); from three
letters on the full-text index answers, best fit first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from netcare_desktop.domain import names

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_PRESENT = "p.deleted_on IS NULL"
_MOST_WORDS = 20


def match_expression(text: str) -> str:
    """The FTS5 expression for what a user typed: each word quoted and open at its end, so that no text is a syntax error.

    Only the first words count: FTS5 refuses an expression of some hundreds.
    """
    words = [word for word in _clean(text).split() if any(sign.isalnum() for sign in word)]
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words[:_MOST_WORDS])


def people(
    store: Store, text: str, *, limit: int = 100, where: str = _PRESENT, values: Sequence[object] = ()
) -> list[int]:
    """Ids of the people that fit, best first. `where` narrows them (alias p); a negative limit means all."""
    folded = names.fold(_clean(text))
    if not folded:
        return []
    if len(folded) <= 2 and " " not in folded:
        rows = store.rows(
            "SELECT DISTINCT p.id FROM name_token t CROSS JOIN person p ON p.id = t.person_id "
            f"WHERE t.token >= ? AND t.token < ? AND {where} ORDER BY t.token LIMIT ?",
            (folded, folded + "\U0010ffff", *values, limit),
        )
        found = list(dict.fromkeys(int(row[0]) for row in rows))
        if found or not any(sign >= "\u2e80" for sign in folded):
            return found
    expression = match_expression(text)
    if not expression:
        return []
    rows = store.rows(
        "SELECT p.id FROM person_search s CROSS JOIN person p ON p.id = s.rowid "
        f"WHERE s.person_search MATCH ? AND {where} "
        "ORDER BY bm25(person_search, 10, 4, 6, 2, 3, 1), p.sort_key LIMIT ?",
        (expression, *values, limit),
    )
    return [int(row[0]) for row in rows]


def _clean(text: str) -> str:
    """Without what SQLite cannot be asked for: NUL, and halves of a character (surrogates)."""
    return "".join(" " if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign for sign in text)
