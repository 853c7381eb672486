"""The made-up database: believable, the same for the same seed, and gone with one undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import check, demo, people_list, undo
from netcare_desktop.store.errors import CommandError
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people_list import PeopleQuery
from tests.store.contents import assert_sound, contents, differences


def test_a_demo_is_sound_and_gone_with_one_undo(store: Store) -> None:
    before = contents(store.connection())
    assert demo.fill(store, people=60) == 60
    assert people_list.count(store, PeopleQuery(standing="all")) == 60
    assert store.value("SELECT count(*) FROM interaction") > 60
    assert check.run(store).ok
    assert_sound(store)
    after = contents(store.connection())
    undo.undo(store)
    assert differences(before, contents(store.connection())) == {}
    assert_sound(store)
    undo.redo(store)
    assert differences(after, contents(store.connection())) == {}
    assert_sound(store)


def test_the_same_seed_makes_the_same_people(store: Store, tmp_path: Path, clock: FixedClock) -> None:
    demo.fill(store, people=30, seed=7)
    names = store.rows("SELECT full_name, circle_id, matters FROM person ORDER BY id")
    store.close()
    other = open_store(tmp_path / "other", clock)
    demo.fill(other, people=30, seed=7)
    assert other.rows("SELECT full_name, circle_id, matters FROM person ORDER BY id") == names
    other.close()


@pytest.mark.parametrize("people", [0, -1, 200_001])
def test_an_impossible_number_is_refused(store: Store, people: int) -> None:
    with pytest.raises(CommandError):
        demo.fill(store, people=people)


def test_it_never_mixes_with_real_people(settled: Store) -> None:
    with pytest.raises(CommandError):
        demo.fill(settled)
