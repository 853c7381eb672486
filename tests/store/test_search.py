"""Search as you type: accents and case do not matter, every word is a beginning, and no text is an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain import names
from netcare_desktop.store import people, people_list, search
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.people_list import PeopleQuery
from tests.store.contents import assert_sound
from tests.store.village import TODAY, Village

HOSTILE = [
    '"', "'", "*", "^", "a*", '"a', "a AND", "OR", "NOT", "NEAR(a b)", "NEAR/2", "a:b", "name:ana", "person_search", "-a", "+a",
    "(", ")", "((", "a OR OR b", "{name} : a", "\0", "a\0b", "%", "_", "--", ";", "\\", "\u202e", "\ufeff", "\ud800", "😀",
    "a" * 5000,
    "abc " * 2000, '"a" ' * 300,
    "١٢٣", "ǅ", "ß", "İ", "ﬁ", "e\u0301", "…", "\n", "\t \r", "' OR 1=1 --", "MATCH", "rank", "a" + "\u0301" * 200, "1", "0x0",
]  # fmt: skip


@pytest.fixture
def searched(store: Store) -> Store:
    for name, organisation in (
        ("Élodie Brontë", "Société Générale"),
        ("Ana Lima", "Harbour School"),
        ("Anatol Wren", ""),
        ("Łukasz Żółć", "Zażółć SA"),
        ("田中 太郎", "東京商事"),
        ("김민수", ""),
        ("Jo O'Brien-Smith", "Ito & Sons"),
        ("Müller, Jürgen", "Straßenbau GmbH"),
    ):
        people.add(store, NewPerson(full_name=name, organisation=organisation))
    return store


def found(store: Store, text: str) -> list[str]:
    ids = search.people(store, text)
    known = people.names(store, ids)
    return [known[one] for one in ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e", ["Élodie Brontë"]),
        ("É", ["Élodie Brontë"]),
        ("el", ["Élodie Brontë"]),
        ("ELODIE", ["Élodie Brontë"]),
        ("elodie bronte", ["Élodie Brontë"]),
        ("bront elo", ["Élodie Brontë"]),
        ("generale", ["Élodie Brontë"]),
        ("ana", ["Ana Lima", "Anatol Wren"]),
        ("ana lima", ["Ana Lima"]),
        ("an", ["Ana Lima", "Anatol Wren"]),
        ("o'brien", ["Jo O'Brien-Smith"]),
        ("brien smith", ["Jo O'Brien-Smith"]),
        ("muller", ["Müller, Jürgen"]),
        ("straßen", ["Müller, Jürgen"]),
        ("田中", ["田中 太郎"]),
        ("太", ["田中 太郎"]),
        ("田", ["田中 太郎"]),
        ("김", ["김민수"]),
        ("김민", ["김민수"]),
        ("東京", ["田中 太郎"]),
        ("xyzzy", []),
        ("", []),
        ("   ", []),
        ("!?", []),
    ],
)
def test_what_is_found(searched: Store, text: str, expected: list[str]) -> None:
    assert sorted(found(searched, text)) == sorted(expected)


def test_letters_that_are_no_accents_are_found_as_typed(searched: Store) -> None:
    """ł has no mark to remove, ß is ss when folded."""
    for text in ("łuk", "Łukasz", "żół", "ŻÓŁĆ", "zażółć"):
        assert found(searched, text) == ["Łukasz Żółć"], text


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:20])
def test_no_text_is_an_error(searched: Store, text: str) -> None:
    search.people(searched, text)
    people_list.ids(searched, PeopleQuery(text=text))
    assert people_list.count(searched, PeopleQuery(text=text, standing="all")) >= 0


@contextmanager
def one_store(folder: Path) -> Iterator[Store]:
    store = open_store(folder, FixedClock(TODAY))
    people.add(store, NewPerson(full_name="Ana Lima"))
    try:
        yield store
    finally:
        store.close()


def test_four_thousand_random_texts(tmp_path: Path) -> None:
    signs = st.characters() | st.sampled_from("\"'*^():{}-+~\0\\%_. aeiouAND")
    tried = 0

    with one_store(tmp_path / "data") as store:

        @settings(max_examples=4000, database=None)
        @given(st.text(signs, max_size=30))
        def never_raises(text: str) -> None:
            nonlocal tried
            tried += 1
            assert set(search.people(store, text)) <= {1}

        never_raises()
    assert tried >= 3000


def test_whoever_is_added_is_found_by_the_beginning_of_each_word_of_the_name(tmp_path: Path) -> None:
    words = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12)
    with one_store(tmp_path / "data") as store:

        @settings(max_examples=80, database=None)
        @given(st.lists(words, min_size=1, max_size=3), st.data())
        def found_again(parts: list[str], data: st.DataObject) -> None:
            person = people.add(store, NewPerson(full_name=" ".join(parts)))
            word = data.draw(st.sampled_from(parts))
            if names.fold(word):
                assert person in search.people(store, word, limit=-1), "the whole word"
                assert (
                    person in search.people(store, word.upper(), limit=-1)
                    or word.upper() != word.upper().title()
                )
            people.erase(store, [person])

        found_again()


def test_every_field_is_searched(settled: Store, village: Village) -> None:
    people.set_addresses(settled, village.gus, [AddressFact(city="Reykjavík", country="Iceland")])
    people.set_contact_points(settled, village.gus, [ContactPointFact("phone", "+49 30 9876543")])
    people.edit(
        settled, village.gus, title="Glazier", department="Windows", nickname="Gussie", met_where="Zermatt"
    )
    for text in (
        "gus", "gussie", "lone", "glazier", "windows", "reykjavik", "iceland", "zermatt", "+49309876543", "9876543",
    ):  # fmt: skip
        assert search.people(settled, text) == [village.gus], text
    for text in ("choir", "harbour", "alto", "organ", "ana@harbour.example", "hamburg", "teacher"):
        assert village.ana in search.people(settled, text), text


def test_the_name_counts_more_than_the_notes(store: Store) -> None:
    people.add(store, NewPerson(full_name="Ben", notes="knows Marta well, Marta Marta"))
    marta = people.add(store, NewPerson(full_name="Marta Ruiz"))
    assert search.people(store, "marta")[0] == marta


def test_deleted_people_are_not_found_and_come_back(settled: Store, village: Village) -> None:
    for text in ("eli", "e", "el", "coast"):
        assert village.eli not in search.people(settled, text)
    people.bring_back(settled, [village.eli])
    for text in ("eli", "e", "el", "coast"):
        assert village.eli in search.people(settled, text)


def test_the_limit_and_the_standing_hold(store: Store) -> None:
    with store.write("Many"):
        for n in range(30):
            people.add(store, NewPerson(full_name=f"Nora {n}", in_card_stack=n % 2 == 0))
    for text in ("n", "nora"):
        assert len(search.people(store, text, limit=7)) == 7
        assert len(search.people(store, text, limit=-1)) == 30
        assert len(people_list.ids(store, PeopleQuery(text=text, standing="card_stack"))) == 15
        assert people_list.count(store, PeopleQuery(text=text)) == 15
    assert_sound(store)


def test_a_search_that_the_database_refuses_is_not_taken_for_nobody(searched: Store) -> None:
    """An error of the disk must not read as 'nobody is called that'."""
    searched.connection().execute("DROP TABLE person_search")
    with pytest.raises(Exception, match="person_search"):
        search.people(searched, "elodie")
