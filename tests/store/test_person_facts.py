"""The facts of a person's page: tags, kinds, occasions, organisations, and what an Undo in a message takes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.store import followups, kinds, occasions, organisations, people, person, tags, undo
from netcare_desktop.store.errors import CommandError, NotFound
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson

DAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, FixedClock(DAY))
    yield opened
    opened.close()


@pytest.fixture
def ana(store: Store) -> int:
    return people.add(store, NewPerson(full_name="Ana Lima", organisation="Gulbenkian Institute"))


def test_a_tag_goes_to_several_people_at_once_and_comes_off_again(store: Store, ana: int) -> None:
    ben = people.add(store, NewPerson(full_name="Ben Okafor", tags=("Choir",)))
    tags.add(store, [ana, ben], "choir")
    assert person.detail(store, ana).row.tags == ("Choir",)
    assert person.detail(store, ben).row.tags == ("Choir",)
    tags.remove(store, [ben], "CHOIR")
    assert person.detail(store, ben).row.tags == ()
    undo.undo(store)
    assert person.detail(store, ben).row.tags == ("Choir",)
    with pytest.raises(CommandError):
        tags.add(store, [ana], "  ")


def test_tags_of_deleted_people_are_not_offered(store: Store, ana: int) -> None:
    tags.add(store, [ana], "Étude")
    assert tags.all_names(store) == ["Étude"]
    people.delete(store, [ana])
    assert tags.all_names(store) == []


def test_kinds_are_the_users_own_list(store: Store, ana: int) -> None:
    kinds.set_kinds(store, ana, ["Friend", "bandmate"])
    assert person.detail(store, ana).kinds == ("friend", "bandmate")
    assert kinds.all_names(store)[-1] == "bandmate"
    kinds.set_kinds(store, ana, ["bandmate"])
    assert person.detail(store, ana).kinds == ("bandmate",)
    undo.undo(store)
    assert person.detail(store, ana).kinds == ("friend", "bandmate")


def test_an_occasion_is_noted_changed_and_removed(store: Store, ana: int) -> None:
    number = occasions.add(store, ana, "birthday", PartialDate(2, 29))
    occasions.change(store, number, "birthday", PartialDate(4, 16, 1990))
    assert [one.iso for one in person.detail(store, ana).occasions] == ["1990-04-16"]
    occasions.delete(store, number)
    assert person.detail(store, ana).occasions == ()
    undo.undo(store)
    assert [one.iso for one in person.detail(store, ana).occasions] == ["1990-04-16"]


@pytest.mark.parametrize(
    "day", [PartialDate(2, 30), PartialDate(2, 29, 2025), PartialDate(13, 1), PartialDate(1, 1, 0)]
)
def test_a_day_no_calendar_has_is_refused(store: Store, ana: int, day: PartialDate) -> None:
    with pytest.raises(CommandError):
        occasions.add(store, ana, "birthday", day)


def test_an_occasion_that_is_gone_is_said_to_be(store: Store, ana: int) -> None:
    with pytest.raises(NotFound):
        occasions.delete(store, 77)


def test_organisations_complete_with_accents_folded(store: Store, ana: int) -> None:
    people.add(store, NewPerson(full_name="Éva", organisation="Gülsen & Co"))
    assert organisations.beginning_with(store, "GUL") == ["Gulbenkian Institute", "Gülsen & Co"]
    assert organisations.beginning_with(store, "gulb") == ["Gulbenkian Institute"]
    assert organisations.beginning_with(store, " ") == []


def test_where_somebody_came_from_is_known(store: Store, ana: int) -> None:
    with store.write("Import"):
        store.connection().execute(
            "INSERT INTO import_batch (imported_at, source, files) VALUES ('2026-03-02T12:00:00Z', 'csv', ?)",
            (json.dumps(["cards.csv"]),),
        )
        store.connection().execute("UPDATE person SET import_batch_id = 1 WHERE id = ?", (ana,))
    found = person.detail(store, ana).origin
    assert found is not None
    assert (found.files, found.on) == (("cards.csv",), date(2026, 3, 2))


def test_an_undo_is_not_done_twice(store: Store, ana: int) -> None:
    people.edit(store, ana, title="Director")
    action = undo.last(store)
    undo.undo(store, action)
    with pytest.raises(CommandError):
        undo.undo(store, action)
    assert person.detail(store, ana).row.title == ""


def test_a_follow_up_gets_another_rhythm_or_none(store: Store, ana: int) -> None:
    number = followups.add(store, ana, date(2026, 11, 1), "ring", repeat_every=1, repeat_unit="weeks")
    followups.change(store, number, on=date(2026, 12, 1), text="write", at="14:30")
    assert (followups.get(store, number).repeat_every, followups.get(store, number).at) == (1, "14:30")
    followups.change(store, number, on=date(2026, 12, 1), text="write", at=None, repeat=(2, "months"))
    followups.done(store, number)
    assert [fact.on for fact in followups.listed(store, person=ana)] == [date(2027, 2, 1)]
    (following,) = followups.listed(store, person=ana)
    followups.change(store, following.id, on=following.on, text="write", at=None, repeat=None)
    followups.done(store, following.id)
    assert followups.listed(store, person=ana) == []
    with pytest.raises(CommandError):
        followups.change(store, number, on=DAY, text="write", at="25:00")
