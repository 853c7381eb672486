"""The list model: pages fetched when they are looked at, the same people in the same places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from netcare_desktop.domain.words import State
from netcare_desktop.store.facts import PersonRow
from netcare_desktop.ui.models.people_model import PAGE, PAGES_KEPT, PeopleModel, PeopleRole, row_text
from netcare_desktop.ui.widgets.person_row import RowFace, RowRole

TODAY = date(2026, 11, 22)
HOSTILE = '<img src="file:///dev/zero">'


def a_row(person: int, name: str = "", **changes: object) -> PersonRow:
    values: dict[str, object] = {
        "id": person,
        "name": name or f"Person {person}",
        "organisation": "Fernwerk",
        "title": "Gardener",
        "circle": "Close",
        "circle_rank": 1,
        "growth": None,
        "tags": (),
        "last_interaction_on": TODAY - timedelta(days=21),
        "due_on": TODAY + timedelta(days=9),
        "state": State.LATER,
        "emails": ("a@example.org", "b@example.org"),
        "phones": (),
        "in_card_stack": False,
        "archived": False,
    }
    return PersonRow(**(values | changes))  # type: ignore[arg-type]


class Shelf:
    """Where rows are fetched from; it notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()
        self.rows: dict[int, PersonRow] = {}

    def fetch(self, people: Sequence[int]) -> list[PersonRow]:
        self.asked.append(list(people))
        return [self.rows.get(person, a_row(person)) for person in people if person not in self.gone]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(shelf: Shelf, qapp: QApplication) -> PeopleModel:
    made = PeopleModel(shelf.fetch, lambda: TODAY)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    return made


def test_only_what_is_looked_at_is_fetched(model: PeopleModel, shelf: Shelf) -> None:
    model.set_people(range(1000, 101_000))
    shelf.asked.clear()
    assert model.rowCount() == 100_000
    assert model.index(50_000).data() == "Person 51000"
    assert model.index(50_001).data() == "Person 51001"
    assert shelf.asked == [list(range(51_000, 51_000 + PAGE))]


def test_old_pages_are_forgotten_and_come_back(model: PeopleModel, shelf: Shelf) -> None:
    model.set_people(range(PAGE * (PAGES_KEPT + 5)))
    shelf.asked.clear()
    for page in range(PAGES_KEPT + 5):
        model.index(page * PAGE).data()
    fetched = len(shelf.asked)
    model.index(0).data()
    assert len(shelf.asked) == fetched + 1
    model.index(PAGE * (PAGES_KEPT + 4)).data()
    assert len(shelf.asked) == fetched + 1


def test_the_same_people_are_only_read_again(model: PeopleModel, shelf: Shelf) -> None:
    model.set_people([1, 2, 3])
    index = model.index(1)
    assert index.data() == "Person 2"
    shelf.rows[2] = a_row(2, "Renamed")
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    assert model.set_people([1, 2, 3]) is False
    assert index.data() == "Renamed"
    assert resets == []
    assert model.set_people([3, 2, 1]) is True
    assert resets == [True]


def test_somebody_gone_leaves_an_empty_row_and_no_crash(model: PeopleModel, shelf: Shelf) -> None:
    shelf.gone = {2}
    model.set_people([1, 2, 3])
    assert [model.index(row).data() for row in range(3)] == ["Person 1", None, "Person 3"]
    assert model.index(1).data(RowRole.FACE) is None
    assert model.person_at(model.index(1)) == 2


def test_a_face_says_who_where_and_when(model: PeopleModel) -> None:
    model.set_people([7])
    face = model.index(0).data(RowRole.FACE)
    assert isinstance(face, RowFace)
    assert (face.name, face.second, face.right) == ("Person 7", "Gardener · Fernwerk", "3 weeks ago")
    assert (face.circle, face.circle_name, face.has_circle_dot) == (2, "Close", True)
    model.set_people([7], shows_due=True)
    assert model.index(0).data(RowRole.FACE).right == "in 9 days"


def test_what_is_due_says_so_and_nothing_is_called_late(model: PeopleModel, shelf: Shelf) -> None:
    shelf.rows[1] = a_row(1, due_on=TODAY - timedelta(days=400), state=State.OVERDUE)
    shelf.rows[2] = a_row(2, in_card_stack=True)
    model.set_people([1, 2], shows_due=True)
    assert [model.index(row).data(RowRole.FACE).right for row in (0, 1)] == ["due", "card"]


def test_roles_for_reading_aloud_copying_and_sorting(model: PeopleModel, shelf: Shelf) -> None:
    shelf.rows[1] = a_row(1, "Éva Ørsted")
    model.set_people([1])
    index = model.index(0)
    assert (
        index.data(Qt.ItemDataRole.AccessibleTextRole)
        == "Éva Ørsted, Gardener · Fernwerk, Close, 3 weeks ago"
    )
    assert index.data(PeopleRole.SORT) == "eva orsted"
    assert index.data(PeopleRole.ID) == 1
    assert index.data(PeopleRole.ROW) == shelf.rows[1]
    assert (
        index.data(PeopleRole.TEXT)
        == "Éva Ørsted, Gardener, Fernwerk, a@example.org, Close, last contact 3 weeks ago"
    )
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None


def test_a_copied_row_is_text_and_only_text(model: PeopleModel, shelf: Shelf) -> None:
    shelf.rows[1] = a_row(1, HOSTILE)
    model.set_people([1, 2])
    data = model.mimeData([model.index(1), model.index(0)])
    assert data.text().splitlines()[0].startswith(HOSTILE)
    assert len(data.text().splitlines()) == 2
    assert not data.hasHtml()


def test_a_row_without_anything_copies_its_name() -> None:
    bare = a_row(
        1, "Li", organisation="", title="", circle=None, circle_rank=None, last_interaction_on=None, emails=()
    )
    assert row_text(bare, TODAY) == "Li"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(st.integers(1, 10_000), unique=True, max_size=250), data=st.data())
def test_places_and_people_agree(model: PeopleModel, people: list[int], data: st.DataObject) -> None:
    model.set_people(people)
    assert model.rowCount() == len(people)
    for place, person in enumerate(people):
        assert model.place_of(person) == place
        assert model.person_at(model.index(place)) == person
    stranger = data.draw(st.integers(10_001, 20_000))
    assert model.place_of(stranger) is None
