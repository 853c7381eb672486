"""Today, lists, logging and opening with 100,000 people and 1,000,000 interactions."""

from __future__ import annotations

import functools
import sqlite3
import sys

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import backup, check, interactions, people_list, today
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import open_store
from netcare_desktop.store.people_list import PeopleQuery
from tests.benchmarks.measuring import filled, median, seconds, show
from tests.store.village import TODAY


def main() -> None:
    sys.stdout.write("filling …\n")
    with filled(interactions=1_000_000) as store:
        due = int(
            store.value("SELECT count(*) FROM person_derived WHERE next_due_on <= ?", (TODAY.isoformat(),))
        )
        sys.stdout.write(f"{due} people are due\n")
        raw = sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
        latest = median(lambda: raw.execute(
            "SELECT ip.person_id, max(i.on_day) FROM interaction_person ip JOIN interaction i ON i.id = ip.interaction_id "
            "GROUP BY ip.person_id").fetchall(), 3)  # fmt: skip
        show(
            "Today: the plan", median(lambda: today.plan(store)), "last contacts by GROUP BY", latest, "5 ms"
        )
        show(
            "Today: the badge, remembered",
            median(lambda: today.badge(store)),
            "last contacts by GROUP BY",
            latest,
        )
        numbers = iter(range(1, 1000))
        commit = median(lambda: _commit(store.path.with_name("raw.db")), 20)
        show(
            "logging a contact, to commit",
            median(lambda: interactions.log(store, NewInteraction((next(numbers),), TODAY, summary="x")), 20),
            "one raw commit",
            commit,
            "2 ms",
        )
        ids = median(
            lambda: raw.execute(
                "SELECT id FROM person WHERE deleted_on IS NULL ORDER BY sort_key, id"
            ).fetchall()
        )
        for order in ("name", "due", "last", "added"):
            query = PeopleQuery(standing="all", order=order)
            took = median(functools.partial(people_list.ids, store, query))
            show(f"all ids, by {order}", took, "raw ids by name", ids, "100 ms")
        some = people_list.ids(store, PeopleQuery(standing="all"))
        show(
            "a page of 50 rows",
            median(lambda: people_list.rows(store, some[40_000:40_050])),
            "raw ids by name",
            ids,
            "16 ms",
        )
        show(
            "counting",
            median(lambda: people_list.count(store, PeopleQuery(standing="all"))),
            "raw ids by name",
            ids,
        )
        show("a checked backup", seconds(lambda: backup.make_dated(store)), "raw integrity_check",
             median(lambda: raw.execute("PRAGMA integrity_check").fetchall(), 2))  # fmt: skip
        show(
            "check",
            seconds(lambda: check.run(store)),
            "raw quick_check",
            median(lambda: raw.execute("PRAGMA quick_check").fetchall(), 2),
        )
        raw.close()
        folder = store.folder
        store.close()

        def reopen() -> None:
            open_store(folder, FixedClock(TODAY)).close()

        raw = sqlite3.connect(f"file:{folder / 'netcare.db'}?mode=ro", uri=True)
        quick = median(lambda: raw.execute("PRAGMA quick_check").fetchall(), 2)
        raw.close()
        show("opening and closing", median(reopen, 3), "raw quick_check", quick)


def _commit(path: object) -> None:
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (a)"
    )
    connection.execute("INSERT INTO t VALUES (1)")
    connection.close()


if __name__ == "__main__":
    main()
