"""Imports: planned without writing, written whole or not at all, taken back with one undo."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcare_desktop.clock import FixedClock
from netcare_desktop.formats.records import (
    AddressRecord,
    ContactPointRecord,
    PersonRecord,
    ReadResult,
    RelatedRecord,
)
from netcare_desktop.store import card_stack, circles, imports, people, people_list, person, today, undo
from netcare_desktop.store.errors import Cancelled, CommandError, NotFound
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people_list import PeopleQuery
from tests.store.contents import assert_sound, contents, differences
from tests.store.village import Village


def card(
    name: str = "", *, line: int = 2, email: str = "", phone: str = "", linkedin: str = "", **more: object
) -> PersonRecord:
    """A record as a reader makes one."""
    record = PersonRecord(full_name=name, line=line)
    for kind, value in (("email", email), ("phone", phone), ("social", linkedin)):
        if value:
            record.contact_points.append(ContactPointRecord(kind, value))
    for key, content in more.items():
        setattr(record, key, content)
    return record


def read(*cards: PersonRecord, file: str = "cards.csv") -> ReadResult:
    for line, one in enumerate(cards, 2):
        one.line = line
    return ReadResult(file, "csv", "generic", "utf-8", records=list(cards))


def decided(store: Store, *cards: PersonRecord, on_duplicate: str = "update") -> list[tuple[str, str]]:
    """(action, why) of each card."""
    made = imports.plan(store, [read(*cards)], on_duplicate=on_duplicate)
    return [(row.action, row.why) for row in made.rows]


def bring(store: Store, *cards: PersonRecord, **how: Any) -> imports.ImportDone:
    return imports.apply(store, imports.plan(store, [read(*cards)]), **how)


FULL: dict[str, Any] = {
    "given": "Åsa", "family": "Öberg", "prefix": "Dr.", "middle": "M", "suffix": "PhD", "nickname": "Ossi", "title": "CTO",
    "organisation": "Öberg & Söner", "department": "R&D", "notes": "line\nline", "birthday": "--02-29",
    "anniversary": "2010-06-05", "met_on": date(2026, 1, 2), "connected_on": date(2025, 12, 31),
    "labels": ["fair", "Fair", "vip"], "phonetic_given": "osa", "phonetic_family": "oberg",
}  # fmt: skip


def test_planning_writes_nothing(settled: Store) -> None:
    before = settled.value("SELECT seq FROM meta")
    decided(settled, card("New Nel", email="nel@x.example"), card("Ana Lima", email="ana@harbour.example"))
    assert settled.value("SELECT seq FROM meta") == before


def test_everything_a_card_says_is_kept(store: Store) -> None:
    full = card("Åsa Öberg", email="asa@oberg.example", phone="+46 8 123 45 67", **copy.deepcopy(FULL))
    full.addresses = [AddressRecord(street="Gatan 1", city="Umeå", country="Sweden", label="work")]
    full.related = [RelatedRecord("spouse", "Bo")]
    done = bring(store, full, met_where=" the fair ")
    (number,) = done.ids.values()
    found = person.detail(store, number)
    for name in (
        "given",
        "family",
        "prefix",
        "middle",
        "suffix",
        "nickname",
        "department",
        "notes",
        "phonetic_given",
    ):
        assert getattr(found, name) == FULL[name], name
    assert (found.row.title, found.row.organisation, found.met_on) == (
        "CTO",
        "Öberg & Söner",
        date(2026, 1, 2),
    )
    assert (found.met_where, found.connected_on) == ("the fair", date(2025, 12, 31))
    assert {one.kind: one.iso for one in found.occasions} == {
        "birthday": "--02-29",
        "anniversary": "2010-06-05",
    }
    assert found.row.tags == ("fair", "vip"), "names that differ only in case are one tag"
    assert [(point.kind, point.value) for point in found.contact_points] == [
        ("email", "asa@oberg.example"),
        ("phone", "+46 8 123 45 67"),
    ]
    assert found.addresses[0].city == "Umeå" and found.relations == (("spouse", "Bo"),)
    assert found.origin is not None and found.origin.files == ("cards.csv",)
    assert_sound(store)


def test_cards_wait_in_the_stack_and_remind_nobody(store: Store) -> None:
    done = bring(store, *(card(f"P {n}") for n in range(30)), met_on=date(2026, 11, 20))
    assert (done.created, done.updated, done.unchanged, done.skipped) == (30, 0, 0, 0)
    assert card_stack.count(store) == 30 and card_stack.waiting(store).total == 30
    planned = today.plan(store).plan
    assert planned.entries == () and planned.later == 0 and planned.cards_waiting == 30
    assert store.value("SELECT count(*) FROM person_derived WHERE next_due_on IS NOT NULL") == 0
    assert store.value("SELECT count(*) FROM person WHERE met_on = '2026-11-20'") == 30


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (card("Ana Lima", email="ANA@harbour.example", department="Music"), ("update", "same e-mail")),
        (card("Ana Lima", email="ana@harbour.example"), ("unchanged", "same e-mail")),
        (card("A. Lima", phone="0049301234567", nickname="An"), ("update", "same phone")),
        (card("Ana Lima", organisation="HARBOUR SCHOOL"), ("unchanged", "same name and organisation")),
        (card("Ana Lima", organisation="Elsewhere"), ("create", "")),
        (card("Ana Lima"), ("create", "")),
        (card("Gus Lone"), ("unchanged", "same name")),
        (card("gus LONE", email="gus@lone.example"), ("update", "same name")),
        (card("Bert Wolf", phone="+49 30 1234567"), ("create", "")),  # a phone that colleagues share
        (card("Eli Gone"), ("create", "")),  # deleted, so new
        (card("Dee Archer"), ("unchanged", "same name")),  # archived is still here
        (card("Ana Lima", organisation="Harbour School", email="other@harbour.example"), ("create", "")),
        (card("", email="ana@harbour.example"), ("unchanged", "same e-mail")),
        (card("Nobody Known", email="new@x.example"), ("create", "")),
    ],
)
def test_who_is_here_already(settled: Store, one: PersonRecord, expected: tuple[str, str]) -> None:
    assert decided(settled, copy.deepcopy(one)) == [expected]


def test_the_same_answers_when_all_keys_are_read_at_once(
    settled: Store, monkeypatch: pytest.MonkeyPatch, village: Village
) -> None:
    cards = [
        card("Ana Lima", email="ana@harbour.example", department="Music"),
        card("Gus Lone"),
        card("Eli Gone"),
        card("Bert Wolf", phone="+49 30 1234567"),
        card("Ana Lima", organisation="harbour school"),
        card("A. Lima", phone="+49301234567"),
    ]
    slowly = [(row.action, row.why, row.reason, row.person) for row in plan_of(settled, cards)]
    monkeypatch.setattr("netcare_desktop.store.matching.PRELOAD_FROM", 0)
    assert [(row.action, row.why, row.reason, row.person) for row in plan_of(settled, cards)] == slowly


def plan_of(store: Store, cards: list[PersonRecord]) -> list[imports.RowPlan]:
    return imports.plan(store, [read(*copy.deepcopy(cards))]).rows


def test_duplicates_inside_the_files(store: Store) -> None:
    first = read(card("Ana Lima", email="ana@x.example"), card("Ben Ode"), file="a.csv")
    second = read(card("Ana Lima", email="ana@x.example", title="Teacher"), card("Ben Ode"), file="b.csv")
    made = imports.plan(store, [first, second])
    assert [row.action for row in made.rows] == ["create", "create", "update", "unchanged"]
    assert (made.rows[2].of_line, made.rows[2].of_row, made.rows[2].why) == (2, 0, "same e-mail")
    done = imports.apply(store, made)
    assert (done.created, done.updated, done.unchanged) == (2, 1, 1)
    assert store.rows("SELECT full_name, title FROM person ORDER BY id") == [
        ("Ana Lima", "Teacher"),
        ("Ben Ode", ""),
    ]
    assert done.ids[2] == done.ids[0]


def test_an_update_fills_what_is_empty_and_overwrites_nothing(settled: Store, village: Village) -> None:
    before = person.detail(settled, village.ana)
    done = bring(
        settled,
        card(
            "Ana Maria Lima", email="ana@harbour.example", phone="+49 30 7654321", title="Head", department="Music",
            notes="other", nickname="An", labels=["Choir", "fair"], birthday="1999-01-01", met_on=date(1999, 1, 1),
            organisation="Elsewhere",
        ),
    )  # fmt: skip
    assert done.updated == 1
    after = person.detail(settled, village.ana)
    assert (after.department, after.nickname) == ("Music", "An")
    for kept in ("notes", "met_on", "met_where", "full_name", "occasions", "circle_id"):
        assert getattr(after, kept) == getattr(before, kept), kept
    assert (after.row.title, after.row.organisation) == ("Teacher", "Harbour School")
    assert set(after.row.tags) == {"Berlin", "choir", "fair"}
    assert after.row.phones == ("+49 30 1234567", "+49 30 7654321")
    assert not after.row.in_card_stack


@pytest.mark.parametrize(
    ("how", "actions"), [("update", ["unchanged"]), ("skip", ["skip"]), ("add", ["create"])]
)
def test_what_to_do_with_duplicates_is_the_users_choice(settled: Store, how: str, actions: list[str]) -> None:
    made = imports.plan(settled, [read(card("Gus Lone"))], on_duplicate=how)
    assert [row.action for row in made.rows] == actions and "Gus Lone" in made.rows[0].reason
    count = settled.value("SELECT count(*) FROM person")
    imports.apply(settled, made)
    assert settled.value("SELECT count(*) FROM person") == count + (how == "add")


def test_rows_that_were_unticked_are_left_out(store: Store) -> None:
    made = imports.plan(
        store,
        [read(card("Ana", email="a@x.example"), card("Ana", email="a@x.example", title="x"), card("Ben"))],
    )
    assert [row.action for row in made.rows] == ["create", "update", "create"]
    done = imports.apply(store, made, left_out=frozenset({(0, 2)}))
    assert store.rows("SELECT full_name, title FROM person ORDER BY title") == [("Ben", ""), ("Ana", "x")]
    assert (done.created, done.skipped) == (2, 1)


def test_the_plan_is_made_again_when_the_database_changed_meanwhile(settled: Store, village: Village) -> None:
    made = imports.plan(settled, [read(card("Zoe New", email="zoe@x.example"))])
    bring(settled, card("Zoe New", email="zoe@x.example"))
    done = imports.apply(settled, made)
    assert (done.created, done.unchanged, done.batch) == (0, 1, None)
    assert imports.renewed(settled, made) is not made


@pytest.mark.parametrize("at", [1, 2, 5])
def test_cancelling_leaves_nothing(settled: Store, at: int) -> None:
    before, last = contents(settled.connection()), undo.last(settled)
    made = imports.plan(settled, [read(*(card(f"P {n}", email=f"p{n}@x.example") for n in range(6000)))])
    calls = 0

    def progress(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        assert 0 <= done <= total == 6000
        if calls == at:
            raise Cancelled

    with pytest.raises(Cancelled):
        imports.apply(settled, made, progress=progress)
    assert calls == at
    assert differences(before, contents(settled.connection())) == {} and undo.last(settled) == last
    assert_sound(settled)


def test_cancelling_in_the_last_moment_leaves_nothing(settled: Store) -> None:
    """When all rows are written, the search index still has to follow; that takes long, and can be cancelled too."""
    cards = [card(f"P {n}", email=f"p{n}@x.example", notes="word " * 40) for n in range(6000)]
    before = contents(settled.connection())
    written = 0

    def progress(done: int, total: int) -> None:
        nonlocal written
        written += done == total
        if written == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        imports.apply(settled, imports.plan(settled, [read(*cards)]), progress=progress)
    assert written == 4
    assert differences(before, contents(settled.connection())) == {}
    assert_sound(settled)
    people.add(settled, people.NewPerson(full_name="Afterwards"))


def test_cancelling_the_plan(store: Store) -> None:
    def progress(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        imports.plan(store, [read(*(card(f"P {n}") for n in range(600)))], progress=progress)


def test_a_failure_in_the_middle_leaves_nothing(settled: Store) -> None:
    before = contents(settled.connection())
    made = imports.plan(settled, [read(*(card(f"P {n}") for n in range(2500)))])
    made.rows[2400].record.birthday = "1990-99-nonsense"
    with pytest.raises(ValueError, match="invalid literal"):
        imports.apply(settled, made)
    assert differences(before, contents(settled.connection())) == {}


def test_an_import_is_one_step_and_undo_takes_all_of_it_back(settled: Store, village: Village) -> None:
    before = contents(settled.connection())
    done = bring(
        settled,
        card(
            "Ana Lima",
            email="ana@harbour.example",
            department="Music",
            labels=["new"],
            phone="+49 30 5555555",
        ),
        card("Zoe New", organisation="Zoe & Co", labels=["new"], birthday="--05-05"),
    )
    after = contents(settled.connection())
    found = undo.last(settled)
    assert found and found.import_batch == done.batch and "cards.csv" in found.text
    assert [batch.id for batch in imports.batches(settled)] == [done.batch, village.batch]
    undo.undo_batch(settled, done.batch or 0)
    assert differences(before, contents(settled.connection())) == {}
    assert [batch.id for batch in imports.batches(settled)] == [village.batch]
    assert_sound(settled)
    undo.redo(settled)
    assert differences(after, contents(settled.connection())) == {}
    undo.undo_batch(settled, done.batch or 0)
    with pytest.raises(NotFound):
        undo.undo_batch(settled, done.batch or 0)
    assert differences(before, contents(settled.connection())) == {}


def test_undoing_an_import_later_keeps_what_you_edited_since(settled: Store, village: Village) -> None:
    done = bring(
        settled,
        card("Ana Lima", email="ana@harbour.example", department="Music", nickname="An", labels=["fair"]),
        card("Zoe New"),
    )
    people.edit(settled, village.ana, nickname="Annie", notes="edited since")
    people.set_tags(settled, village.ana, ["choir", "fair", "mine"])
    circles.assign(settled, [village.ana], 1)
    undo.undo_batch(settled, done.batch or 0)
    found = person.detail(settled, village.ana)
    assert (found.nickname, found.notes, found.department, found.circle_id) == (
        "Annie",
        "edited since",
        "",
        1,
    )
    assert set(found.row.tags) == {"choir", "mine"}
    assert people_list.count(settled, PeopleQuery(text="zoe", standing="all")) == 0
    assert_sound(settled)


def test_nothing_new_is_no_import(settled: Store) -> None:
    before, last = settled.value("SELECT seq FROM meta"), undo.last(settled)
    done = bring(settled, card("Gus Lone"))
    assert (done.batch, done.unchanged, undo.last(settled)) == (None, 1, last)
    assert settled.value("SELECT seq FROM meta") == before


def test_numbers_of_batches_as_typed() -> None:
    assert imports.batch_number("12") == 12
    for text in ("", "x", "-1", "1.5", "²"):
        with pytest.raises(CommandError):
            imports.batch_number(text)


texts = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12).map(
    lambda text: " ".join(text.split())
)
points = st.builds(
    ContactPointRecord,
    st.sampled_from(["email", "phone", "fax", "url", "social"]),
    st.sampled_from(["a@x.example", "A@X.example", "b@x.example", "+49 30 1234567", "030/1234567", "linkedin.com/in/a"]) | texts,
)  # fmt: skip
records = st.builds(
    PersonRecord,
    full_name=st.sampled_from(
        ["Ana Lima", "ana  lima", "A. Lima", "Ben Ode", "田中 太郎", "O'Neil-Śmi", "!?"]
    ),
    given=texts,
    family=texts,
    organisation=st.sampled_from(["", "Acme", "ACME ", "Ito & Sons"]) | texts,
    title=texts,
    notes=texts,
    contact_points=st.lists(points, max_size=3),
    labels=st.lists(st.sampled_from(["fair", "FAIR", " ", "vip"]) | texts, max_size=3),
    birthday=st.sampled_from(["", "1990-04-16", "--02-29"]),
)


def test_any_cards_come_in_whole_and_one_changes_nothing_a_second_time(
    tmp_path_factory: pytest.TempPathFactory, clock: FixedClock
) -> None:
    @settings(max_examples=40, database=None)
    @given(st.lists(records, min_size=1, max_size=6))
    def twice(cards: list[PersonRecord]) -> None:
        store = open_store(tmp_path_factory.mktemp("cards"), clock)
        try:
            first = imports.plan(store, [read(*copy.deepcopy(cards))])
            done = imports.apply(store, first)
            assert store.value("SELECT count(*) FROM person") == first.created == done.created
            assert_sound(store)
            again = imports.plan(store, [read(*copy.deepcopy(cards))])
            assert len(cards) > 1 or again.unchanged == 1, (
                again.rows
            )  # several may be each other's duplicates
            undo.undo(store)
            assert store.value("SELECT count(*) FROM person") == 0
            assert (
                store.value("SELECT count(*) FROM organisation") + store.value("SELECT count(*) FROM tag")
                == 0
            )
        finally:
            store.close()

    twice()


def test_a_large_import_and_its_undo(store: Store) -> None:
    cards = [card(f"Person {n}", email=f"p{n}@x.example", organisation=f"O {n % 50}") for n in range(5000)]
    seen: list[tuple[int, int]] = []
    made = imports.plan(store, [read(*cards)], progress=lambda done, total: seen.append((done, total)))
    done = imports.apply(store, made, progress=lambda done, total: seen.append((done, total)))
    assert done.created == 5000 and len(seen) >= 15 and seen[-1][0] == seen[-1][1]
    assert_sound(store)
    undo.undo_batch(store, done.batch or 0)
    assert store.value("SELECT count(*) FROM person") + store.value("SELECT count(*) FROM organisation") == 0
    assert_sound(store)
