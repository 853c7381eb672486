"""What is derived from other rows is right after every command, and checking and repairing it works."""

from __future__ import annotations

import sqlite3
import threading
from datetime import timedelta

import pytest

from netcare_desktop.store import (
    attention,
    check,
    circles,
    derived,
    interactions,
    people,
    people_list,
    person,
    tags,
    undo,
)
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.people_list import PeopleQuery
from tests.store.contents import assert_sound
from tests.store.village import TODAY, Village

SPOILS = {
    "a due day": ("UPDATE person_derived SET next_due_on = '2001-01-01' WHERE person_id = 1", "1 stored due date is"),
    "no due day": ("UPDATE person_derived SET next_due_on = NULL", "stored due date"),
    "a last contact": ("UPDATE person_derived SET last_interaction_on = '2001-01-01' WHERE person_id = 2", "last contact"),
    "a row": ("DELETE FROM person_derived WHERE person_id = 6", "last contact"),
    "the number of contacts": ("UPDATE person_derived SET interactions = 40 WHERE person_id = 1", "last contact"),
    "an entry of the index": ("DELETE FROM person_search WHERE rowid = 1", "for 1 person"),
    "a word of the index": ("UPDATE person_search SET name = 'Somebody Else' WHERE rowid = 1", "search index"),
    "the whole index": ("DELETE FROM person_search", "search index"),
    "one too many in the index": ("INSERT INTO person_search (rowid, name) VALUES (99, 'Nobody')", "search index"),
    "a name token": ("DELETE FROM name_token WHERE person_id = 1", "search index"),
    "a strange name token": ("INSERT INTO name_token VALUES ('zzz', 1)", "search index"),
}  # fmt: skip


def test_the_village_is_in_order(settled: Store) -> None:
    report = check.run(settled)
    assert (report.ok, report.problems, report.repaired) == (True, [], [])
    assert report.people == 7


@pytest.mark.parametrize("what", SPOILS)
def test_a_wrong_derived_row_is_found_and_repaired(what: str, settled: Store) -> None:
    spoil, told = SPOILS[what]
    settled.connection().execute(spoil)
    report = check.run(settled)
    assert not report.ok and any(told in problem for problem in report.problems), report.problems
    changed: list[frozenset[str]] = []
    settled.changes.subscribe(changed.append)
    report = check.run(settled, repair=True)
    assert report.ok and report.repaired
    assert changed
    assert check.run(settled).ok
    assert_sound(settled)


def test_a_damaged_index_is_found(settled: Store) -> None:
    connection = settled.connection()
    connection.execute("DELETE FROM person_search_content WHERE id = 1")
    assert not check.run(settled).ok
    assert check.run(settled, repair=True).ok
    assert_sound(settled)


def test_a_broken_reference_is_told_and_not_hidden_by_a_repair(settled: Store) -> None:
    connection = settled.connection()
    connection.execute("PRAGMA foreign_keys = 0")
    connection.execute("INSERT INTO contact_point (person_id, kind, value) VALUES (999, 'email', 'x')")
    connection.execute("PRAGMA foreign_keys = 1")
    for repair in (False, True):
        report = check.run(settled, repair=repair)
        assert not report.ok and "1 row belongs" in report.problems[0]


def test_checking_needs_no_right_to_write(settled: Store) -> None:
    seen: list[check.Report] = []

    def elsewhere() -> None:
        seen.append(check.run(settled))
        settled.close_reader()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    settled.close()
    store = open_store(settled.folder, settled.clock, read_only=True)
    seen.append(check.run(store))
    store.close()
    assert [report.problems for report in seen] == [[], []]


def test_last_contact_and_due_follow_each_interaction(settled: Store, village: Village) -> None:
    def known() -> tuple[object, ...]:
        return (
            settled.row(
                "SELECT last_interaction_on, interactions, next_due_on FROM person_derived WHERE person_id = ?",
                (village.ana,),
            )
            or ()
        )

    first = known()
    assert first == ((TODAY - timedelta(60)).isoformat(), 2, (TODAY - timedelta(30)).isoformat())
    number = interactions.log(settled, NewInteraction((village.ana,), TODAY))
    assert known() == (TODAY.isoformat(), 3, (TODAY + timedelta(30)).isoformat())
    interactions.change(settled, number, NewInteraction((village.ben,), TODAY))
    assert known()[:2] == first[:2]
    interactions.delete(settled, number)
    assert known()[:2] == first[:2]
    circles.assign(settled, [village.ana], 1)
    attention.set_cadence(settled, village.ana, 0)
    assert known()[2] is None
    assert_sound(settled)


def test_the_index_follows_names_that_people_share(settled: Store, village: Village) -> None:
    def ids(text: str) -> set[int]:
        return set(people_list.ids(settled, PeopleQuery(text=text, standing="all")))

    with settled.write("Rename"):
        settled.connection().execute(
            "UPDATE organisation SET name = 'Hillside Academy' WHERE name = 'Harbour School'"
        )
        settled.connection().execute("UPDATE tag SET name = 'orchestra' WHERE name = 'choir'")
    assert ids("hillside") == {village.ana, village.ben, village.chi} and ids("harbour") == {village.ana}
    assert ids("orchestra") == {village.ana, village.ben}
    assert_sound(settled)
    undo.undo(settled)
    assert ids("hillside") == set()
    tags.remove(settled, [village.ben], "choir")
    assert ids("choir") == {village.ana}
    with settled.write("Dissolve"):
        settled.connection().execute("DELETE FROM organisation WHERE name = 'Harbour School'")
        settled.connection().execute("DELETE FROM tag WHERE name = 'choir'")
        settled.connection().execute("DELETE FROM circle WHERE name = 'Close'")
    assert ids("choir") == set() and person.detail(settled, village.ana).row.circle is None
    assert_sound(settled)
    undo.undo(settled)
    assert ids("choir") == {village.ana}
    assert_sound(settled)


def test_a_rebuild_of_some_leaves_the_others(settled: Store, village: Village) -> None:
    settled.connection().execute("DELETE FROM person_derived")
    derived.rebuild(settled.connection(), [village.ana])
    assert settled.rows("SELECT person_id FROM person_derived") == [(village.ana,)]
    derived.rebuild(settled.connection())
    assert_sound(settled)


def test_a_changed_circle_moves_everybody_in_it(store: Store) -> None:
    with store.write("Many"):
        ids = [people.add(store, NewPerson(full_name=f"P{n}", circle=2)) for n in range(20)]
    before = dict(store.rows("SELECT person_id, next_due_on FROM person_derived"))
    circles.set_cadence(store, 2, 3)
    after = dict(store.rows("SELECT person_id, next_due_on FROM person_derived"))
    assert len(ids) == 20 and before != after and max(after.values()) <= (TODAY + timedelta(3)).isoformat()
    circles.set_cadence(store, 2, None)
    assert store.value("SELECT count(*) FROM person_derived WHERE next_due_on IS NOT NULL") == 0
    assert_sound(store)


def test_full_text_integrity_is_checked_by_sqlite_itself(settled: Store) -> None:
    """That the check of these tests can fail at all."""
    with sqlite3.connect(":memory:") as copy:
        settled.connection().backup(copy)
        copy.execute("DELETE FROM person_search_content WHERE id = 1")
        with pytest.raises(sqlite3.DatabaseError):
            copy.execute("INSERT INTO person_search (person_search, rank) VALUES ('integrity-check', 1)")
    copy.close()
