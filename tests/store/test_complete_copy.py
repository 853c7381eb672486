"""The complete copy (JSON): everything goes out and comes back; a copy that was tampered with is refused whole."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcare_desktop.clock import FixedClock
from netcare_desktop.formats.reading import read_bytes
from netcare_desktop.formats.records import ReadError
from netcare_desktop.store import (
    check,
    complete_copy,
    exports,
    imports,
    people,
    people_list,
    person,
    today,
    undo,
)
from netcare_desktop.store.errors import CommandError
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people_list import PeopleQuery
from tests.store.contents import assert_sound, contents, differences
from tests.store.village import TODAY, Village

LEFT_OUT = {"exported_at", "import_batches"}


def written(store: Store) -> bytes:
    stream = io.BytesIO()
    exports.write_stream(store, "json", stream)
    return stream.getvalue()


def bring(store: Store, data: bytes) -> imports.ImportDone:
    return imports.apply(store, imports.plan(store, [read_bytes(data, "netcare.json")]))


def comparable(complete: dict[str, Any]) -> dict[str, Any]:
    """Without what belongs to the export itself and to the import that the people came with."""
    found = {key: value for key, value in copy.deepcopy(complete).items() if key not in LEFT_OUT}
    found["people"] = sorted(
        ({**one, "import_batch": None} for one in found["people"]), key=lambda one: one["uid"]
    )
    for one in found["people"]:
        for key in ("contact_points", "addresses", "occasions", "relations"):
            one[key] = sorted(one[key], key=json.dumps)
    for one in found["interactions"]:
        one["people"].sort()
    for key in ("interactions", "followups", "step_backs"):
        found[key] = sorted(found[key], key=json.dumps)
    return found


@pytest.fixture
def other(tmp_path: Path, settled: Store) -> Iterator[Callable[[], Store]]:
    """Closes the village and opens an empty store in its stead."""
    opened: list[Store] = []

    def open_other() -> Store:
        settled.close()
        opened.append(open_store(tmp_path / "other", FixedClock(TODAY)))
        return opened[0]

    yield open_other
    for store in opened:
        store.close()


def test_everything_comes_back_in_an_empty_database(
    settled: Store, other: Callable[[], Store], village: Village
) -> None:
    before, data = complete_copy.export(settled), written(settled)
    due = settled.rows("SELECT p.uid, d.next_due_on FROM person_derived d JOIN person p ON p.id = d.person_id "
                       "WHERE p.deleted_on IS NULL ORDER BY 1")  # fmt: skip
    planned = [(entry.kind, entry.key) for entry in today.plan(settled).plan.entries]
    store = other()
    done = bring(store, data)
    assert done.created == len(before["people"]) > 5
    assert comparable(complete_copy.export(store)) == comparable(before)
    assert store.rows("SELECT p.uid, d.next_due_on FROM person_derived d JOIN person p ON p.id = d.person_id "
                      "ORDER BY 1") == due  # fmt: skip
    assert len(today.plan(store).plan.entries) == len(planned)
    assert_sound(store)
    undo.undo(store)
    assert store.value("SELECT count(*) FROM person") == 0
    assert store.value("SELECT count(*) FROM interaction") == 0
    assert_sound(store)


def test_a_second_time_nothing_is_doubled(settled: Store, village: Village) -> None:
    before, data = contents(settled.connection()), written(settled)
    bring(settled, data)
    after = contents(settled.connection())
    for table in (
        "person",
        "contact_point",
        "address",
        "person_tag",
        "occasion",
        "interaction",
        "followup",
        "circle",
    ):
        assert before[table] == after[table], table
    assert_sound(settled)


def test_into_a_database_with_other_edits_nothing_is_overwritten(
    settled: Store, village: Village, clock: FixedClock
) -> None:
    data = written(settled)
    people.edit(settled, village.ana, notes="newer notes", title="Head")
    people.delete(settled, [village.gus])
    people.erase(settled, [village.gus])
    before = person.detail(settled, village.ana)
    bring(settled, data)
    assert person.detail(settled, village.ana).notes == "newer notes"
    assert person.detail(settled, village.ana).row == before.row
    assert people_list.count(settled, PeopleQuery(text="gus lone", standing="all")) == 1
    assert_sound(settled)


def test_deleted_people_are_not_given_away(settled: Store, village: Village) -> None:
    assert b"Eli" not in written(settled) and b"moved to the coast" not in written(settled)


def test_a_copy_of_a_newer_program_is_refused(settled: Store) -> None:
    complete = complete_copy.export(settled)
    complete["schema"] += 1
    with pytest.raises(CommandError, match="newer"):
        bring(settled, json.dumps(complete).encode())


WEIRD: list[Any] = [
    None, True, -1, 0, 3651, 2**70, 1.5, float("nan"), "", " ", "x" * 10_000, "2026-02-30", "25:00", "nonsense", "\x00", "\ud800",
    [], [None], [[]], {}, {"a": 1}, [{}], ["x"], "growing", "2026-11-22", "20261122",
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a copy."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def changed(complete: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The copy with one value replaced; `...` removes it."""
    found = copy.deepcopy(complete)
    inside = found
    for key in path[:-1]:
        inside = inside[key]
    if value is ...:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return found


def use_everything(store: Store) -> None:
    """What the window would show: none of it may stumble over a stored value."""
    ids = people_list.ids(store, PeopleQuery(standing="all"))
    people_list.rows(store, ids)
    for number in ids:
        person.detail(store, number)
    for ahead in (0, 1, 40, 400):
        today.plan(store, on=TODAY + timedelta(ahead))
    today.everyone_due(store)
    written(store)
    exports.write_stream(store, "vcard4", io.BytesIO())
    exports.write_stream(store, "csv", io.BytesIO())
    assert check.run(store).ok


def test_a_copy_with_one_wrong_value_is_refused_or_harmless(
    settled: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    complete = complete_copy.export(settled)
    every = [path for path in places(complete) if path[0] not in LEFT_OUT]
    assert len(every) > 300
    outcomes = {"refused": 0, "taken": 0}
    settled.close()

    @settings(max_examples=120, database=None)
    @given(st.sampled_from(every), st.sampled_from([*WEIRD, ...]))
    def one_wrong(path: tuple[Any, ...], value: Any) -> None:
        try:
            data = json.dumps(changed(complete, path, value)).encode()
        except ValueError:
            return
        store = open_store(tmp_path_factory.mktemp("copy"), FixedClock(TODAY))
        before = contents(store.connection())
        try:
            bring(store, data)
            outcomes["taken"] += 1
            use_everything(store)
            assert_sound(store)
        except (CommandError, ReadError) as error:
            outcomes["refused"] += 1
            assert str(error).endswith(".")
            assert differences(before, contents(store.connection())) == {}
        finally:
            store.close()

    one_wrong()
    assert min(outcomes.values()) > 20, outcomes


def test_the_place_of_what_is_wrong_is_told(settled: Store) -> None:
    complete = complete_copy.export(settled)
    complete["people"][1]["cadence"] = "often"
    with pytest.raises(CommandError, match=r"people 2, cadence"):
        bring(settled, json.dumps(complete).encode())


def test_an_export_takes_the_place_of_the_old_file_and_leaves_nothing_beside_it(
    settled: Store, tmp_path: Path
) -> None:
    target = tmp_path / "people.json"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(CommandError):
        exports.write(settled, "json", tmp_path)
    assert exports.write(settled, "json", target) > 5
    assert json.loads(target.read_bytes())["format"] == "netcare"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["people.json"]
