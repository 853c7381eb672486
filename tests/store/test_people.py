"""People: added with as little as a number, changed, put away, found by name."""

from __future__ import annotations

from datetime import date

import pytest

from netcare_desktop.store import circles, people, people_list, person
from netcare_desktop.store.errors import Ambiguous, CommandError, NotFound
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.people_list import PeopleQuery
from tests.store.contents import assert_sound
from tests.store.village import TODAY, Village


def mail(value: str) -> tuple[ContactPointFact, ...]:
    return (ContactPointFact("email", value),)


@pytest.mark.parametrize(
    ("new", "called"),
    [
        (NewPerson(full_name="  Ana Lima "), "Ana Lima"),
        (NewPerson(given="Ana", family="Lima"), "Ana Lima"),
        (NewPerson(family="Lima"), "Lima"),
        (NewPerson(organisation="Harbour School"), "Harbour School"),
        (NewPerson(contact_points=mail("ana@x.example")), "ana@x.example"),
        (NewPerson(full_name='<img src="file:///dev/zero">'), '<img src="file:///dev/zero">'),
    ],
)
def test_what_somebody_is_called(store: Store, new: NewPerson, called: str) -> None:
    number = people.add(store, new)
    assert person.detail(store, number).full_name == called


@pytest.mark.parametrize(
    "new",
    [NewPerson(), NewPerson(full_name="  ", contact_points=mail(" ")), NewPerson(title="CEO", notes="x")],
)
def test_nobody_is_nobody(store: Store, new: NewPerson) -> None:
    with pytest.raises(CommandError):
        people.add(store, new)
    assert store.value("SELECT count(*) FROM person") == 0


def test_a_person_added_to_a_circle_is_due_from_then_on(store: Store) -> None:
    number = people.add(store, NewPerson(full_name="Ana", circle=2))
    found = person.detail(store, number)
    assert found.row.circle == "Close" and found.due is not None and found.due.on > TODAY
    assert store.value("SELECT cadence_set_on FROM person") == TODAY.isoformat()


def test_changing_the_name_changes_where_it_sorts(settled: Store, village: Village) -> None:
    people.edit(settled, village.ana, given="Zora", family="Zylberberg", full_name="Zora Zylberberg")
    assert people_list.ids(settled, PeopleQuery(standing="all"))[-1] == village.ana
    people.edit(settled, village.ana, phonetic_family="aaaaa")
    assert people_list.ids(settled, PeopleQuery(standing="all"))[0] == village.ana
    with pytest.raises(CommandError):
        people.edit(settled, village.ana, full_name=" ", given="", family="")
    with pytest.raises(ValueError, match="no such field"):
        people.edit(settled, village.ana, circle_id=3)
    with pytest.raises(NotFound):
        people.edit(settled, 999, notes="x")


def test_what_matters_remembers_the_day_it_was_learned(settled: Store, village: Village) -> None:
    people.edit(settled, village.ana, matters="the exhibition")
    assert person.detail(settled, village.ana).matters_on == TODAY
    people.edit(settled, village.ana, matters="older news", matters_on=date(2026, 1, 1))
    assert person.detail(settled, village.ana).matters_on == date(2026, 1, 1)
    people.edit(settled, village.ana, matters="")
    assert person.detail(settled, village.ana).matters_on is None


def test_contact_points_keep_their_rows_and_order(settled: Store, village: Village) -> None:
    first, second = person.contact_points(settled, village.ana)
    kept = ContactPointFact(second.kind, "+49 30 7654321", "home", id=second.id)
    people.set_contact_points(
        settled,
        village.ana,
        [kept, ContactPointFact("url", "https://ana.example"), ContactPointFact("email", "  ")],
    )
    found = person.contact_points(settled, village.ana)
    assert [(one.value, one.id == second.id) for one in found] == [
        ("+49 30 7654321", True),
        ("https://ana.example", False),
    ]
    assert settled.value("SELECT normalised FROM contact_point WHERE id = ?", (second.id,)) == "+49307654321"
    assert first.id not in {one.id for one in found}


def test_a_row_of_somebody_else_is_not_taken(settled: Store, village: Village) -> None:
    mine = person.contact_points(settled, village.ana)[0]
    people.set_contact_points(settled, village.ben, [ContactPointFact("email", "b@x.example", id=mine.id)])
    assert mine in person.contact_points(settled, village.ana)


def test_addresses_in_their_order(settled: Store, village: Village) -> None:
    wanted = (AddressFact(city="Porto", country="Portugal"), AddressFact(formatted="Somewhere\nelse"))
    people.set_addresses(settled, village.ana, wanted)
    assert person.addresses(settled, village.ana) == wanted
    assert wanted[0].text == "Porto\nPortugal" and wanted[1].text == "Somewhere\nelse"


def test_tags_and_organisations_are_one_whatever_the_case(settled: Store, village: Village) -> None:
    people.set_tags(settled, village.gus, ["CHOIR", "choir ", "Chœur", ""])
    assert person.detail(settled, village.gus).row.tags == ("Chœur", "choir")
    people.edit(settled, village.gus, organisation=" HARBOUR SCHOOL ")
    assert person.detail(settled, village.gus).row.organisation == "Harbour School"
    people.edit(settled, village.gus, organisation="  ")
    assert person.detail(settled, village.gus).row.organisation == ""
    people.edit(settled, village.gus, organisation="¯\\_(ツ)_/¯")
    people.edit(settled, village.ben, organisation="!!!")
    assert person.detail(settled, village.ben).row.organisation == "!!!"


def test_archived_people_are_never_due_and_come_back_with_their_circle(
    settled: Store, village: Village
) -> None:
    people.archive(settled, [village.ana, village.ben, village.chi])
    for number in (village.ana, village.ben):
        found = person.detail(settled, number)
        assert found.row.archived and found.due is None and found.row.state is None
    assert person.detail(settled, village.ben).row.growth is None, "a slot becomes free"
    assert not person.detail(settled, village.chi).row.in_card_stack
    people.unarchive(settled, [village.ana])
    back = person.detail(settled, village.ana)
    assert back.row.circle == "Close" and back.due is not None and back.due.on >= TODAY
    assert_sound(settled)


def test_deleted_people_are_nowhere_and_come_back(settled: Store, village: Village) -> None:
    people.delete(settled, [village.ana, village.ben])
    for standing in ("kept", "present", "all", "card_stack", "archived"):
        assert not {village.ana, village.ben} & set(people_list.ids(settled, PeopleQuery(standing=standing)))
    assert {village.ana, village.ben, village.eli} == set(
        people_list.ids(settled, PeopleQuery(standing="deleted"))
    )
    with pytest.raises(NotFound):
        people.find(settled, "Ana Lima")
    assert [one.held for one in circles.everyone(settled)][:3] == [0, 0, 1]
    people.bring_back(settled, [village.ana])
    assert people.find(settled, "Ana Lima") == village.ana


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ana Lima", "ana"), ("ana lima", "ana"), ("lima", "ana"), ("Lim", "ana"), ("1", "ana"), ("Chi", "chi"), ("dee", "dee"),
        ("gus l", "gus"), (" Ben  Okafor ", "ben"),
    ],
)  # fmt: skip
def test_finding_somebody(settled: Store, village: Village, text: str, who: str) -> None:
    assert people.find(settled, text) == getattr(village, who)


def test_whole_names_go_before_beginnings_and_doubt_is_told(settled: Store, village: Village) -> None:
    anatol = people.add(settled, NewPerson(full_name="Anatol Lima", given="Anatol", family="Lima"))
    assert people.find(settled, "anatol") == anatol
    people.edit(settled, village.ana, given="Ana", family="Lima")
    assert people.find(settled, "ana") == village.ana, "a whole given name goes before a beginning"
    with pytest.raises(Ambiguous) as caught:
        people.find(settled, "lima")
    assert "Ana Lima" in str(caught.value) and f"({anatol})" in str(caught.value)
    for text in ("nobody", "", "%", "999", "2" * 40):
        with pytest.raises(NotFound):
            people.find(settled, text)


def test_lists_in_every_order(settled: Store, village: Village) -> None:
    for order in ("name", "due", "last", "added"):
        ids = people_list.ids(settled, PeopleQuery(standing="all", order=order))
        rows = people_list.rows(settled, ids)
        assert [row.id for row in rows] == ids and len(ids) == 7
        key = {
            "name": lambda row: row.name.split()[0].casefold(),
            "due": lambda row: (row.due_on is None, row.due_on or TODAY),
            "last": lambda row: (
                row.last_interaction_on is None,
                -(row.last_interaction_on or TODAY).toordinal(),
            ),
            "added": lambda row: -row.id,
        }[order]
        if order != "name":
            assert ids == [row.id for row in sorted(rows, key=key)]
    assert (
        people_list.ids(settled, PeopleQuery(standing="all"), limit=3)
        == people_list.ids(settled, PeopleQuery(standing="all"))[:3]
    )


def test_lists_narrowed(settled: Store, village: Village) -> None:
    assert people_list.ids(settled, PeopleQuery(circle=2)) == [village.ana]
    assert people_list.ids(settled, PeopleQuery(growing=True)) == [village.ben]
    assert people_list.ids(settled, PeopleQuery(standing="card_stack")) == village.cards
    assert people_list.ids(settled, PeopleQuery(standing="archived")) == [village.dee]
    assert people_list.ids(settled, PeopleQuery(text="harbour", circle=2)) == [village.ana]
    assert people_list.ids(settled, PeopleQuery(text="harbour", growing=True), limit=5) == [village.ben]
    for query in (
        PeopleQuery(),
        PeopleQuery(standing="all"),
        PeopleQuery(text="harbour", standing="all"),
        PeopleQuery(circle=2),
    ):
        assert people_list.count(settled, query) == len(people_list.ids(settled, query))
    assert (
        people_list.rows(settled, [999, village.ana, village.ana])
        == people_list.rows(settled, [village.ana]) * 2
    )


def test_the_whole_page_of_a_person(settled: Store, village: Village) -> None:
    found = person.detail(settled, village.ana)
    assert found.introduced_by == (village.ben, "Ben Okafor")
    assert found.kinds == ("friend", "bandmate") and found.occasions[0].iso == "1980-11-24"
    assert [talk.id for talk in found.interactions] == [village.chat, village.talk]
    assert [one.text for one in found.followups] == ["ring"]
    assert found.row.emails == ("ana@harbour.example",) and found.circle_cadence == 30
    with pytest.raises(NotFound):
        person.detail(settled, 999)
