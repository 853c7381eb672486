"""Search as you type among 100,000 people: 100 rows with their data, beside the same SQL on raw sqlite3."""

from __future__ import annotations

import functools
import random
import sqlite3
import statistics
import sys

from netcare_desktop.domain import names
from netcare_desktop.store import people_list, search
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people_list import PeopleQuery
from tests.benchmarks.measuring import filled, seconds, show


def typed(store: Store, seed: int = 3) -> list[str]:
    """What somebody types, key by key: names, parts of organisations and addresses."""
    chance = random.Random(seed)
    rows = store.rows("SELECT full_name FROM person ORDER BY random() LIMIT 60")
    words = [str(row[0]) for row in rows]
    words += ["engineer", "x1.example", "Zoë", "teacher berlin"]
    chance.shuffle(words)
    return [word[:n] for word in words for n in range(1, min(len(word), 12) + 1)]


def by_hand(store: Store, connection: sqlite3.Connection, text: str) -> None:
    """The same rows with nothing around it: one statement for the ids, one for names, organisation and circle."""
    folded = names.fold(text)
    if len(folded) <= 2 and " " not in folded:
        found = connection.execute(
            "SELECT DISTINCT p.id FROM name_token t CROSS JOIN person p ON p.id = t.person_id WHERE t.token >= ? "
            "AND t.token < ? AND p.deleted_on IS NULL ORDER BY t.token LIMIT 100",
            (folded, folded + "\U0010ffff"),
        ).fetchall()
    else:
        found = connection.execute(
            "SELECT p.id FROM person_search s CROSS JOIN person p ON p.id = s.rowid WHERE s.person_search MATCH ? "
            "AND p.deleted_on IS NULL ORDER BY bm25(person_search, 10, 4, 6, 2, 3, 1), p.sort_key LIMIT 100",
            (search.match_expression(text),),
        ).fetchall()
    listed = ", ".join(str(row[0]) for row in found)
    connection.execute(
        "SELECT p.id, p.full_name, o.name, c.name FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id "
        f"LEFT JOIN circle c ON c.id = p.circle_id WHERE p.id IN ({listed})"
    ).fetchall()


def ours_for(store: Store, text: str) -> None:
    people_list.rows(store, people_list.ids(store, PeopleQuery(text=text, standing="all"), limit=100))


def main() -> None:
    with filled() as store:
        connection = sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
        texts = [text for text in typed(store) if search.match_expression(text)]
        ours: dict[int, list[float]] = {}
        raw: list[float] = []
        for text in texts:
            raw.append(seconds(functools.partial(by_hand, store, connection, text)))
            took = seconds(functools.partial(ours_for, store, text))
            ours.setdefault(min(len(text), 4), []).append(took)
        every = [one for group in ours.values() for one in group]
        beside = _p95(raw)
        for length, group in sorted(ours.items()):
            name = f"{length} letter{'s' if length > 1 else ''}" if length < 4 else "4 letters and more"
            show(f"{name}: p95 of {len(group)} keystrokes", _p95(group), "raw sqlite3 p95 of all", beside)
        show(f"all {len(every)} keystrokes: p95", _p95(every), "raw sqlite3 p95", beside, "16 ms")
        show("all: median", statistics.median(every), "raw sqlite3", statistics.median(raw))
        sys.stdout.write(f"slowest: {max(every) * 1000:.1f} ms\n")
        connection.close()


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main()
