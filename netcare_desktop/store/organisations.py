"""Organisations: companies, schools, clubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcare_desktop.domain import names

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


def beginning_with(store: Store, text: str, limit: int = 8) -> list[str]:
    """Names of organisations that begin so, accents and case folded; for completing what is typed."""
    folded = names.fold(text)
    if not folded:
        return []
    return [
        str(row[0])
        for row in store.rows(
            "SELECT name FROM organisation WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?",
            (folded, folded + "\U0010ffff", limit),
        )
    ]
