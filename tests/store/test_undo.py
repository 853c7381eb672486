"""Undo for every table and every command: what was there before is there again, whatever is derived from it included."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import netcare_desktop.store
from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.card_stack import LastSpoke
from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.domain.entries import Entry
from netcare_desktop.domain.words import Channel, StartedBy
from netcare_desktop.store import (
    attention,
    card_stack,
    circles,
    followups,
    growth,
    interactions,
    kinds,
    occasions,
    people,
    person,
    settings,
    tags,
    today,
    undo,
)
from netcare_desktop.store.errors import CommandError, NotFound
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from tests.store.contents import assert_sound, contents, differences
from tests.store.village import TODAY, Village

Command = Callable[[Store, Village], object]


def entry_of(store: Store, person: int, kind: str) -> Entry:
    planned = today.plan(store).plan
    return next(
        one for one in (*planned.entries, *planned.more) if one.kind == kind and one.people == (str(person),)
    )


COMMANDS: dict[str, Command] = {
    "people.add": lambda s, v: people.add(
        s,
        NewPerson(
            full_name="New Nel",
            organisation="Nel & Co",
            tags=("new", "choir"),
            circle=1,
            contact_points=(ContactPointFact("email", "n@nel.example"),),
        ),
    ),
    "people.edit": lambda s, v: people.edit(
        s, v.ana, given="Anna", organisation="Elsewhere", matters="", introduced_by=None
    ),
    "people.set_contact_points": lambda s, v: people.set_contact_points(
        s, v.ana, [ContactPointFact("email", "new@ana.example"), *person.contact_points(s, v.ana)[1:]]
    ),
    "people.set_addresses": lambda s, v: people.set_addresses(s, v.ana, [AddressFact(city="Porto")]),
    "people.set_birthday": lambda s, v: people.set_birthday(s, v.ana, 2, 29, None),
    "people.set_tags": lambda s, v: people.set_tags(s, v.ana, ["Choir", "fresh"]),
    "people.archive": lambda s, v: people.archive(s, [v.ana, v.ben, v.chi]),
    "people.unarchive": lambda s, v: people.unarchive(s, [v.dee]),
    "people.delete": lambda s, v: people.delete(s, [v.ana, v.chi]),
    "people.bring_back": lambda s, v: people.bring_back(s, [v.eli]),
    "circles.assign": lambda s, v: circles.assign(s, [v.ana, v.ben, v.chi, v.dee, v.fay], 1),
    "circles.set_cadence": lambda s, v: circles.set_cadence(s, 2, 77),
    "circles.set_advised_size": lambda s, v: circles.set_advised_size(s, 2, 12),
    "growth.grow": lambda s, v: growth.grow(s, v.fay, moving_on=v.ben, circle=2),
    "growth.settle": lambda s, v: growth.settle(s, v.ben, 3),
    "growth.let_go": lambda s, v: growth.let_go(s, v.ana),
    "interactions.log": lambda s, v: interactions.log(
        s, NewInteraction((v.ana, v.ben, v.chi), TODAY, summary="all of us")
    ),
    "interactions.change": lambda s, v: interactions.change(
        s,
        v.talk,
        NewInteraction((v.ben, v.fay), TODAY, Channel.CALL, StartedBy.ME, notes="longer than thought"),
    ),
    "interactions.describe": lambda s, v: interactions.describe(s, v.chat, "the roof again"),
    "interactions.delete": lambda s, v: interactions.delete(s, v.talk),
    "followups.add": lambda s, v: followups.add(s, v.gus, TODAY, "greet", at="09:00"),
    "followups.done": lambda s, v: followups.done(s, v.ring),
    "followups.move": lambda s, v: followups.move(s, v.ring, TODAY + timedelta(9)),
    "followups.change": lambda s, v: followups.change(
        s, v.ring, on=TODAY, text="write", at="10:10", repeat=(1, "years")
    ),
    "followups.delete": lambda s, v: followups.delete(s, v.letter),
    "attention.snooze": lambda s, v: attention.snooze(s, v.ana, TODAY + timedelta(3)),
    "attention.pause": lambda s, v: attention.pause(s, [v.ana, v.ben], TODAY + timedelta(30)),
    "attention.resume": lambda s, v: attention.resume(s, v.fay),
    "attention.set_cadence": lambda s, v: attention.set_cadence(s, v.ana, 12),
    "card_stack.later": lambda s, v: card_stack.later(s, v.chi),
    "card_stack.last_spoke": lambda s, v: card_stack.last_spoke(s, v.chi, next(iter(LastSpoke))),
    "card_stack.archive_rest": lambda s, v: card_stack.archive_rest(s, v.batch),
    "card_stack.keep_rest": lambda s, v: card_stack.keep_rest(s, v.batch),
    "today.done": lambda s, v: today.done(s, entry_of(s, v.ana, "due"), text="about the organ"),
    "today.snooze": lambda s, v: today.snooze(s, entry_of(s, v.ana, "due"), TODAY + timedelta(2)),
    "tags.add": lambda s, v: tags.add(s, [v.gus, v.ana], "newest"),
    "tags.remove": lambda s, v: tags.remove(s, [v.ana, v.ben], "choir"),
    "kinds.set_kinds": lambda s, v: kinds.set_kinds(s, v.ana, ["family", "cellist"]),
    "occasions.add": lambda s, v: occasions.add(s, v.ben, "birthday", PartialDate(1, 1)),
    "occasions.change": lambda s, v: occasions.change(s, v.birthday, "name day", PartialDate(7, 26), "saint"),
    "occasions.delete": lambda s, v: occasions.delete(s, v.birthday),
    "settings.put": lambda s, v: settings.put(s, "today.budget", 7),
}
ELSEWHERE = {"imports.apply", "demo.fill"}
"""These need files or an empty store and are tried in their own tests."""


def commands_of_the_store() -> set[str]:
    """The public functions whose own body has a `store.write(…)`."""
    found = set()
    folder = Path(netcare_desktop.store.__file__).parent
    for path in folder.glob("*.py"):
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
            if any(ast.unparse(call) == "store.write" for call in calls):
                found.add(f"{path.stem}.{function.name}")
    return found


def test_every_command_of_the_store_is_tried_below() -> None:
    found = commands_of_the_store()
    assert len(found) > 30
    assert found - ELSEWHERE == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_undo_brings_back_everything_a_command_changed_and_redo_does_it_again(
    name: str, settled: Store, village: Village
) -> None:
    before = contents(settled.connection())
    last = undo.last(settled)
    COMMANDS[name](settled, village)
    assert_sound(settled)
    after = contents(settled.connection())
    assert differences(before, after), "the command did nothing"
    made = undo.last(settled)
    assert made and last and made.id > last.id, "the command is no step of undo"
    assert undo.undo(settled) == made
    assert differences(before, contents(settled.connection())) == {}
    assert_sound(settled)
    assert undo.last(settled) == last
    undo.redo(settled)
    assert differences(after, contents(settled.connection())) == {}
    assert_sound(settled)
    undo.undo(settled)
    assert differences(before, contents(settled.connection())) == {}


def test_everything_can_be_undone_to_the_first_day_and_done_again(
    settled: Store, village: Village, village_folder: Path, clock: FixedClock
) -> None:
    """Also across restarts: every third step on a store opened anew."""
    store = settled
    store.connection().execute("DELETE FROM step_back")  # stands there without a step of undo
    full, steps = contents(store.connection()), 0
    while undo.last(store):
        undo.undo(store)
        steps += 1
        if steps % 3 == 0:
            store.close()
            store = open_store(village_folder, clock)
    assert steps >= 20
    assert store.value("SELECT count(*) FROM person") == 0
    assert store.value("SELECT count(*) FROM interaction") == 0
    assert_sound(store)
    for _ in range(steps):
        undo.redo(store)
    with pytest.raises(CommandError):
        undo.redo(store)
    assert differences(full, contents(store.connection())) == {}
    assert_sound(store)
    store.close()


def test_a_new_action_ends_redo_and_undoing_it_does_not_bring_redo_back(store: Store) -> None:
    ana = people.add(store, NewPerson(full_name="Ana"))
    people.edit(store, ana, title="one")
    undo.undo(store)
    assert undo.last_undone(store)
    people.edit(store, ana, title="two")
    assert undo.last_undone(store) is None
    undo.undo(store)
    undo.redo(store)
    assert person.detail(store, ana).row.title == "two"
    with pytest.raises(CommandError):
        undo.redo(store)


def test_what_changes_nothing_is_no_step(settled: Store, village: Village) -> None:
    before = undo.last(settled)
    people.edit(settled, village.ana, title="Teacher")
    people.set_tags(settled, village.ana, ["choir", "Berlin"])
    assert undo.last(settled) == before
    assert settled.value("SELECT count(*) FROM undo_action WHERE id > ?", (before.id if before else 0,)) == 0


def test_standing_on_today_is_no_step_and_is_not_published(settled: Store, clock: FixedClock) -> None:
    told: list[frozenset[str]] = []
    before, rows = undo.last(settled), settled.value("SELECT count(*) FROM undo_row")
    settled.changes.subscribe(told.append)
    clock.day = TODAY + timedelta(1)
    today.opened(settled, today.plan(settled))
    assert settled.value("SELECT max(stood_days) FROM step_back") > 1
    assert (undo.last(settled), settled.value("SELECT count(*) FROM undo_row")) == (before, rows)
    assert told == []


def test_nothing_to_undo_is_a_sentence(store: Store) -> None:
    for call in (undo.undo, undo.redo):
        with pytest.raises(CommandError, match=r"nothing"):
            call(store)
    with pytest.raises(NotFound):
        undo.undo_batch(store, 7)


def test_a_failed_command_leaves_nothing(settled: Store, village: Village) -> None:
    told: list[frozenset[str]] = []
    settled.changes.subscribe(told.append)
    before, last = contents(settled.connection()), undo.last(settled)
    with pytest.raises(ZeroDivisionError), settled.write("Break"):
        people.delete(settled, [village.ana])
        raise ZeroDivisionError
    assert (contents(settled.connection()), undo.last(settled), told) == (before, last, [])
    assert_sound(settled)
    people.delete(settled, [village.ana])  # and the next one works
    assert told == [frozenset({"person"})]


# every table, every column


def test_every_table_takes_part_in_undo_or_is_named_as_not(store: Store) -> None:
    tables = {
        row[0]
        for row in store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'person_search_%'"
        )
    }
    assert tables == undo.UNDOABLE.keys() | undo.NOT_UNDOABLE
    assert not undo.UNDOABLE.keys() & undo.NOT_UNDOABLE


@pytest.mark.parametrize("table", undo.UNDOABLE)
def test_the_triggers_write_down_every_column(store: Store, table: str) -> None:
    """Whichever column changes, alone, it is in the journal before and after; so is a whole row that goes."""
    connection = store.connection()
    connection.execute("PRAGMA foreign_keys = 0")
    info = store.rows(f"PRAGMA table_info({table})")
    values = {name: 900 + at if kind == "INTEGER" else f"v{at}" for at, name, kind, *_ in info}
    key = next(row[1] for row in info if row[5])
    owner = undo.UNDOABLE[table]
    try:
        with store.write("Try"):
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(values.values()))
            connection.execute("DELETE FROM undo_row")
            for name in values.keys() - {key}:
                changed = 5 if isinstance(values[name], int) else "changed"
                connection.execute(f"UPDATE {table} SET {name} = ? WHERE {key} = ?", (changed, values[key]))
                ((op, row_id, whose, old, new),) = store.rows(
                    "SELECT op, row_id, person_id, old, new FROM undo_row WHERE table_name = ?", (table,)
                )
                assert (op, row_id, json.loads(old)) == ("update", values[key], values)
                values[name] = changed
                assert json.loads(new) == values
                assert whose == (values[owner] if owner else None)
                connection.execute("DELETE FROM undo_row")
            connection.execute(f"UPDATE {table} SET {key} = {key}")
            assert store.value("SELECT count(*) FROM undo_row") == 0, "nothing changed, nothing noted"
            connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (values[key],))
            ((op, old),) = store.rows("SELECT op, old FROM undo_row")
            assert (op, json.loads(old)) == ("delete", values)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass


def test_nobody_replaces_rows_behind_the_journals_back() -> None:
    """INSERT OR REPLACE deletes without firing the triggers of a deletion."""
    folder = Path(netcare_desktop.store.__file__).parent
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8").upper()
        assert "OR REPLACE" not in text and "REPLACE INTO" not in text, path.name


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_undo(text: str) -> None:
    """Quotes, control characters, NUL, astral signs: the journal keeps them as they are."""
    store = _shared_store()
    found = store.value("SELECT id FROM person LIMIT 1")
    with store.write("Try"):
        store.connection().execute("UPDATE person SET notes = ? WHERE id = ?", (text, found))
    people.edit(store, found, notes="other")
    undo.undo(store)
    assert store.value("SELECT notes FROM person WHERE id = ?", (found,)) == text


_open: dict[str, Store] = {}


def _shared_store() -> Store:
    return _open["store"]


@pytest.fixture(autouse=True)
def _lend(request: pytest.FixtureRequest) -> None:
    """Hypothesis runs many examples in one test; they share a store."""
    if request.function.__name__ == "test_any_text_survives_undo":
        _open["store"] = request.getfixturevalue("settled")


# out of order: the message bar undoes its own action, and an import can be taken back later


def test_undoing_a_named_action_keeps_what_was_done_since(settled: Store, village: Village) -> None:
    people.edit(settled, village.ana, title="Head", notes="sings soprano")
    named = undo.last(settled)
    people.edit(settled, village.ana, notes="stopped singing")
    undo.undo(settled, named)
    found = person.detail(settled, village.ana)
    assert (found.row.title, found.notes) == ("Teacher", "stopped singing")
    assert_sound(settled)


def test_an_organisation_and_a_tag_that_others_use_meanwhile_stay(settled: Store, village: Village) -> None:
    dan = village.cards[1]
    tags.add(settled, [dan], "fair")
    fair = undo.last(settled)
    people.edit(settled, village.ana, organisation="Ito & Sons")
    tags.add(settled, [village.ana], "fair")
    undo.undo(settled, fair)
    undo.undo_batch(settled, village.batch)
    found = person.detail(settled, village.ana)
    assert (found.row.organisation, "fair" in found.row.tags) == ("Ito & Sons", True)
    assert_sound(settled)
    with pytest.raises(NotFound):
        person.detail(settled, dan)


def test_an_organisation_that_nobody_uses_goes_with_the_import(settled: Store, village: Village) -> None:
    undo.undo_batch(settled, village.batch)
    assert settled.rows("SELECT name FROM organisation ORDER BY id") == [("Harbour School",)]


def test_people_of_an_import_go_with_what_was_added_since_and_come_back_with_it(
    settled: Store, village: Village
) -> None:
    dan = village.cards[1]
    circles.assign(settled, [dan], 2)
    interactions.log(settled, NewInteraction((dan,), TODAY, summary="alone with Dan"))
    interactions.log(settled, NewInteraction((dan, village.ana), TODAY, summary="with Ana too"))
    followups.add(settled, dan, TODAY, "greet")
    tags.add(settled, [dan], "late")
    before = contents(settled.connection())
    undo.undo_batch(settled, village.batch)
    assert settled.rows("SELECT summary FROM interaction WHERE summary LIKE '%an%'") == [("with Ana too",)]
    assert_sound(settled)
    undo.redo(settled)
    assert differences(before, contents(settled.connection())) == {}
    assert_sound(settled)


def test_undo_goes_on_after_an_import_was_taken_back(settled: Store, village: Village) -> None:
    """Each earlier step concerns people who are gone; none of them may fail, and nobody comes back in parts."""
    dan = village.cards[1]
    tags.add(settled, [dan], "late")
    tags.remove(settled, [dan], "late")
    number = followups.add(settled, dan, TODAY, "greet")
    followups.delete(settled, number)
    alone = interactions.log(settled, NewInteraction((dan,), TODAY))
    interactions.delete(settled, alone)
    both = interactions.log(settled, NewInteraction((dan, village.ana), TODAY, summary="both"))
    interactions.delete(settled, both)
    people.edit(settled, village.ana, introduced_by=dan)
    people.edit(settled, village.ana, introduced_by=village.ben)
    people.edit(settled, village.ana, organisation="Ito & Sons")
    people.edit(settled, village.ana, organisation="Harbour School")
    undo.undo_batch(settled, village.batch)
    assert_sound(settled)
    undo.undo(settled)
    assert person.detail(settled, village.ana).row.organisation == "Ito & Sons", (
        "its organisation is made anew"
    )
    seen = []
    while undo.last(settled):
        undo.undo(settled)
        assert_sound(settled)
        assert settled.value("SELECT 1 FROM person WHERE id = ?", (dan,)) is None
        seen += settled.rows("SELECT summary FROM interaction WHERE id = ?", (both,))
    assert ("both",) in seen
    while undo.last_undone(settled):
        undo.redo(settled)
        assert_sound(settled)


def test_actions_are_forgotten_after_thirty_days_and_not_before(
    settled: Store, village: Village, clock: FixedClock
) -> None:
    people.edit(settled, village.ana, title="Head")
    kept = undo.last(settled)
    clock.day = TODAY + timedelta(30)
    settled.upkeep()
    assert undo.last(settled) == kept
    clock.day = TODAY + timedelta(31)
    settled.upkeep()
    assert undo.last(settled) is None
    assert settled.value("SELECT count(*) FROM undo_row") == 0


def test_a_label_is_a_whole_sentence_with_the_name_in_it(settled: Store, village: Village) -> None:
    people.delete(settled, [village.ana])
    found = undo.last(settled)
    assert found and found.text == "Delete Ana Lima"
    assert date.fromisoformat(found.at[:10]) == TODAY


def test_every_label_has_no_more_than_the_name_to_fill_in() -> None:
    folder = Path(netcare_desktop.store.__file__).parent
    labels = []
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "store.write":
                labels += [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
    assert len(labels) > 30
    for label in labels:
        assert isinstance(label, str) and label.format(name="X"), label
