"""The sentences of a person's page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.domain.words import Channel
from netcare_desktop.store import (
    attention,
    circles,
    followups,
    growth,
    people,
    person,
)
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.views.person_words import next_words, person_text
from tests.ui.views.people_scene import (
    TODAY,
    Do,
    log,
)


@pytest.fixture
def page(person_page: PersonPage) -> PersonPage:
    return person_page


def test_the_whole_page_is_copied_as_text(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    log(do, ana, days=2, summary="Lunch", channel=Channel.MEETING)
    do(lambda store: followups.add(store, ana, TODAY, "ring"))
    page.copy_text()
    copied = QApplication.clipboard().text()
    for part in ("Ana Lima\nHead of Research · Gulbenkian Institute", "work: ana@example.org", "22 November: ring",
                 "20 November, meeting: Lunch"):  # fmt: skip
        assert part in copied


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda store, ana: None, "Regular · first hello"),
        (lambda store, ana: people.edit(store, ana, met_where="Lisbon"), "Regular · next "),
        (lambda store, ana: circles.assign(store, [ana], None), "In no circle; no reminders"),
        (lambda store, ana: attention.set_cadence(store, ana, 0), "Never reminded, as you chose"),
        (lambda store, ana: people.archive(store, [ana]), "Archived; no reminders"),
        (lambda store, ana: growth.grow(store, ana), "You want this to grow; begin with a hello"),
    ],
)
def test_when_and_why(
    store: Store, do: Do, ana: int, change: Callable[[Store, int], object], words: str
) -> None:
    do(lambda store: change(store, ana))
    assert next_words(person.detail(store, ana), TODAY).casefold().startswith(words.casefold())


def test_text_of_somebody_with_hardly_anything(store: Store, do: Do) -> None:
    bare = do(lambda store: people.add(store, NewPerson(full_name="Li")))
    assert person_text(person.detail(store, bare), TODAY) == "Li\nIn no circle; no reminders\n"
