"""Import of 100,000 rows beside raw sqlite3 writing the same rows into the same tables, indexes and search index."""

from __future__ import annotations

import itertools
import resource
import sqlite3
import sys
import time

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain import names
from netcare_desktop.formats.records import PersonRecord
from netcare_desktop.store import imports, migrations, undo
from netcare_desktop.store.errors import Cancelled
from netcare_desktop.store.opening import open_store
from tests.benchmarks.measuring import cards, folder, read, seconds, show
from tests.store.village import TODAY


def raw(made: list[PersonRecord]) -> float:
    """Only the writing, by executemany in one transaction: the least that any program must do."""
    with folder() as path:
        path.mkdir()
        connection = sqlite3.connect(path / "raw.db", isolation_level=None)
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        migrations.migrate(connection, after=lambda _connection: None)
        organisations = {
            name: n
            for n, name in enumerate(sorted({one.organisation for one in made if one.organisation}), 1)
        }
        people, points, texts, tokens = [], [], [], []
        for n, one in enumerate(made, 1):
            key = names.sort_key(one.given, one.family, one.full_name)
            people.append(
                (
                    n,
                    str(n),
                    one.full_name,
                    one.given,
                    one.family,
                    key,
                    organisations.get(one.organisation),
                    one.title,
                    "x",
                )
            )
            points += [(n, point.kind, point.value, point.value) for point in one.contact_points]
            texts.append(
                (n, one.full_name, one.organisation, " ".join(point.value for point in one.contact_points))
            )
            tokens += [(token, n) for token in set(names.fold(f"{one.full_name} {one.organisation}").split())]

        def write() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO organisation (id, name, folded) VALUES (?, ?, ?)",
                ((n, name, names.fold(name)) for name, n in organisations.items()),
            )
            connection.executemany(
                "INSERT INTO person (id, uid, full_name, given, family, sort_key, organisation_id, title, created_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                people,
            )
            connection.executemany(
                "INSERT INTO contact_point (person_id, kind, value, normalised) VALUES (?, ?, ?, ?)", points
            )
            connection.executemany(
                "INSERT INTO person_search (rowid, name, organisation, contact) VALUES (?, ?, ?, ?)", texts
            )
            connection.executemany("INSERT INTO name_token VALUES (?, ?)", tokens)
            connection.execute("COMMIT")

        took = seconds(write)
        connection.close()
    return took


def main() -> None:
    made = cards()
    beside = raw(made)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with folder() as path:
        store = open_store(path, FixedClock(TODAY))
        called = [time.perf_counter()]
        planned: list[imports.ImportPlan] = []
        done: list[imports.ImportDone] = []

        def progress(_done: int, _total: int) -> None:
            called.append(time.perf_counter())

        first = seconds(lambda: planned.append(imports.plan(store, [read(made)], progress=progress)))
        second = seconds(lambda: done.append(imports.apply(store, planned[0], progress=progress)))
        show("100,000 rows: plan, duplicates found", first, "raw executemany", beside)
        show("100,000 rows: write", second, "raw executemany", beside)
        show("100,000 rows: both", first + second, "raw executemany", beside, "1.6 x")
        called.append(time.perf_counter())
        gap = max(after - earlier for earlier, after in itertools.pairwise(called))
        sys.stdout.write(f"longest time without progress: {gap * 1000:.0f} ms   goal: 100 ms\n")
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        sys.stdout.write(f"peak of memory: + {grown:.0f} MB   goal: 200 MB\n")
        again = imports.plan(store, [read(made)])
        show(
            "100,000 rows again: plan, all of them known",
            seconds(lambda: imports.plan(store, [read(made)])),
            "raw executemany",
            beside,
        )
        sys.stdout.write(f"of these unchanged: {again.unchanged}\n")
        show(
            "undo of the import",
            seconds(lambda: undo.undo_batch(store, done[0].batch or 0)),
            "raw executemany",
            beside,
        )
        store.close()
    _cancel(made)
    small = cards(500, seed=9)
    beside = raw(small)
    with folder() as path:
        store = open_store(path, FixedClock(TODAY))
        planned = []
        show(
            "500 rows: plan",
            seconds(lambda: planned.append(imports.plan(store, [read(small)]))),
            "raw executemany",
            beside,
            "300 ms",
        )
        show(
            "500 rows: write",
            seconds(lambda: imports.apply(store, planned[0])),
            "raw executemany",
            beside,
            "300 ms",
        )
        store.close()


def _cancel(made: list[PersonRecord]) -> None:
    """From the click on Cancel until nothing is left of the import."""
    with folder() as path:
        store = open_store(path, FixedClock(TODAY))
        plan = imports.plan(store, [read(made)])
        begun, clicked = time.perf_counter(), 0.0

        def progress(_done: int, _total: int) -> None:
            nonlocal clicked
            if time.perf_counter() - begun > 2:
                clicked = clicked or time.perf_counter()
                raise Cancelled

        try:
            imports.apply(store, plan, progress=progress)
        except Cancelled:
            sys.stdout.write(
                f"cancel after 2 s takes {(time.perf_counter() - clicked) * 1000:.0f} ms   goal: 200 ms\n"
            )
        store.close()


if __name__ == "__main__":
    main()
