"""Deleted for good means gone from the files: rows, journal of undo, search index. Backups keep it until they age out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.store import followups, interactions, occasions, people, person, tags, undo
from netcare_desktop.store.errors import CommandError, NotFound
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from tests.store.contents import assert_sound
from tests.store.village import TODAY, Village

MARKS = (
    "Quillfeather",
    "zymurgical",
    "Brackenhollow",
    "wolverine",
    "Xanadu",
    "parsimony",
    "obsidian",
    "marzipan",
)
"""Words found nowhere else: name, notes, place, summary, organisation, follow-up, tag, former name."""


def traces(folder: Path, words: tuple[str, ...] = MARKS) -> dict[str, int]:
    """How often each word stands in the bytes of the database's files, in either case."""
    data = b"".join(path.read_bytes().lower() for path in sorted(folder.glob("netcare.db*")))
    return {word: count for word in words if (count := data.count(word.lower().encode()))}


@pytest.fixture
def quill(settled: Store, village: Village) -> int:
    """Somebody with a long history, part of it undone, deleted and changed; others were there too."""
    quill = people.add(
        settled,
        NewPerson(
            full_name="Marzipan Quillfeather",
            organisation="Xanadu Obsidian Works",
            notes="zymurgical",
            tags=("obsidian",),
            contact_points=(ContactPointFact("email", "marzipan@quillfeather.example"),),
        ),
    )
    people.edit(settled, quill, full_name="Mara Quillfeather", notes="was zymurgical once")
    people.edit(settled, quill, organisation="Harbour School")
    people.set_addresses(settled, quill, [AddressFact(city="Brackenhollow")])
    interactions.log(settled, NewInteraction((quill,), TODAY, summary="wolverine"))
    gone = interactions.log(settled, NewInteraction((quill,), TODAY, notes="wolverine again"))
    interactions.delete(settled, gone)
    interactions.log(settled, NewInteraction((quill,), TODAY, notes="wolverine undone"))
    undo.undo(settled)
    both = interactions.log(
        settled, NewInteraction((quill, village.ana), TODAY, summary="with Ana and the cello")
    )
    interactions.change(
        settled, both, NewInteraction((village.ana,), TODAY, summary="with Ana and the cello")
    )
    followups.add(settled, quill, TODAY, "parsimony")
    done = followups.add(settled, quill, TODAY, "parsimony over")
    followups.delete(settled, done)
    occasions.add(settled, quill, "other", PartialDate(3, 4), "parsimony day")
    tags.remove(settled, [quill], "obsidian")
    people.archive(settled, [quill, village.gus])
    people.unarchive(settled, [quill, village.gus])
    return quill


def test_nothing_of_an_erased_person_is_left_in_the_files(
    settled: Store, village_folder: Path, quill: int
) -> None:
    settled.checkpoint()
    assert traces(village_folder).keys() == set(MARKS), "the words must be there before"
    people.erase(settled, [quill])
    assert traces(village_folder) == {}
    settled.close()
    assert traces(village_folder) == {}


def test_nothing_is_left_when_the_thirty_days_are_over(
    settled: Store, village_folder: Path, quill: int, clock: FixedClock
) -> None:
    people.delete(settled, [quill])
    clock.day = TODAY + timedelta(30)
    settled.upkeep()
    assert person.detail(settled, quill).deleted_on == TODAY
    people.bring_back(settled, [quill])
    undo.undo(settled)
    clock.day = TODAY + timedelta(31)
    settled.upkeep()
    with pytest.raises(NotFound):
        person.detail(settled, quill)
    settled.checkpoint()
    assert traces(village_folder) == {}
    assert_sound(settled)


def test_what_belongs_to_others_stays(settled: Store, quill: int, village: Village) -> None:
    kept = settled.value("SELECT count(*) FROM interaction_person WHERE person_id = ?", (village.ana,))
    people.erase(settled, [quill])
    assert settled.value("SELECT count(*) FROM interaction WHERE summary LIKE '%cello%'") == 1
    assert (
        settled.value("SELECT count(*) FROM interaction_person WHERE person_id = ?", (village.ana,)) == kept
    )
    assert settled.rows("SELECT name FROM organisation ORDER BY id") == [("Harbour School",), ("Ito & Sons",)]
    assert_sound(settled)


def test_undo_goes_on_without_them(settled: Store, quill: int, village: Village) -> None:
    people.erase(settled, [quill])
    texts = []
    while found := undo.last(settled):
        texts.append(found.text)
        undo.undo(settled, found)
        assert_sound(settled)
    assert "Bring back someone" in texts and "Archive someone" in texts, "Gus was there too"
    assert not [text for text in texts if "Quill" in text or "Marzipan" in text]
    assert settled.value("SELECT count(*) FROM person") == 0
    while undo.last_undone(settled):
        undo.redo(settled)
        assert_sound(settled)
    assert settled.value("SELECT 1 FROM person WHERE id = ?", (quill,)) is None
    assert person.detail(settled, village.ana).row.name == "Ana Lima"


def test_an_erased_person_cannot_be_undone(store: Store) -> None:
    ana = people.add(store, NewPerson(full_name="Ana"))
    people.delete(store, [ana])
    people.erase(store, [ana])
    with pytest.raises(CommandError):
        undo.undo(store)
    with pytest.raises(CommandError):
        undo.redo(store)


def test_erasing_is_published_and_saved(settled: Store, village: Village, village_folder: Path) -> None:
    told: list[frozenset[str]] = []
    settled.changes.subscribe(told.append)
    people.erase(settled, [village.eli])
    assert len(told) == 1 and "person" in told[0]
