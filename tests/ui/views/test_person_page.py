"""A person's page as a whole: nothing that is being typed gets lost, and names are only text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.store import (
    followups,
    interactions,
    kinds,
    occasions,
    people,
    person,
)
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.views.person_timeline import SHOWN_AT_FIRST
from netcare_desktop.ui.widgets.plain_label import PlainLabel
from tests.ui.views.people_scene import (
    HOSTILE,
    TODAY,
    Do,
    Key,
    log,
)


@pytest.fixture
def page(person_page: PersonPage) -> PersonPage:
    return person_page


def test_a_change_elsewhere_leaves_what_is_being_typed_alone(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    page.facts.notes.start()
    note = page.facts.notes.findChild(QPlainTextEdit)
    assert note is not None
    QTest.keyClicks(note, "half a sent")
    page.facts.points.lines[0].start()
    page.facts.notes.start()
    QTest.keyClicks(note, "ence")
    form = page.timeline.log([(ana, "Ana Lima")])
    QTest.keyClicks(form.summary, "half a talk")
    line = page.facts.points.lines[0]
    line.start()
    line.field.setText("ana@new.example")
    do(lambda store: people.edit(store, ana, title="Director"))
    do(
        lambda store: people.set_contact_points(
            store, ana, [*person.contact_points(store, ana), ContactPointFact("phone", "1")]
        )
    )
    log(do, ana, summary="Logged elsewhere")
    qtbot.waitUntil(lambda: "Director" in page.header.role.label.text())
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    assert page.timeline.form is form
    assert form.summary.text() == "half a talk"
    assert line.is_editing
    assert line.field.text() == "ana@new.example"
    QTest.keyClick(line.field, Key.Key_Return)
    qtbot.waitUntil(lambda: {line.value for line in page.facts.points.lines} >= {"ana@new.example", "1"})
    assert {one.value for one in person.contact_points(store, ana)} >= {"ana@new.example", "1"}


def test_turning_to_somebody_else_keeps_what_was_typed(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    ben = do(lambda store: people.add(store, NewPerson(full_name="Ben")))
    form = page.timeline.log([(ana, "Ana Lima")])
    QTest.keyClicks(form.summary, "half a talk")
    follow = page.open.start()
    QTest.keyClicks(follow.text, "half a thought")
    page.facts.notes.start()
    note = page.facts.notes.findChild(QPlainTextEdit)
    assert note is not None
    QTest.keyClicks(note, "a note")
    page.show_person(ben)
    assert page.timeline.form is None
    assert page.open.form is None
    qtbot.waitUntil(lambda: person.detail(store, ana).notes == "a note")
    assert person.detail(store, ben).notes == ""
    page.show_person(ana)
    assert page.timeline.form is form
    assert form.summary.text() == "half a talk"
    assert form.isVisible()
    assert page.open.form is follow
    assert follow.text.text() == "half a thought"


def test_the_scroll_position_survives_a_change(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    for days in range(12):
        log(do, ana, days=days, summary=f"Talk {days}")
    qtbot.waitUntil(lambda: len(page.timeline.entries) == SHOWN_AT_FIRST)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(100)
    do(lambda store: people.edit(store, ana, notes="new"))
    qtbot.waitUntil(lambda: page.facts.notes.value == "new")
    assert bar.value() == 100


def test_facts_stand_beside_the_timeline_or_below(page: PersonPage, qtbot: QtBot) -> None:
    main = page.timeline.parentWidget()
    assert main is not None
    assert page.facts.x() > main.x()
    page.resize(500, 800)
    qtbot.waitUntil(lambda: page.facts.y() > main.y())
    assert page.facts.width() > 400


def test_somebody_gone_for_good_leaves_an_empty_page(
    page: PersonPage, do: Do, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: people.erase(store, [ana]))
    qtbot.waitUntil(lambda: page.person is None)
    assert not page.area.isVisible()


def test_everything_hostile_is_only_text(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    def spoil(store: Store) -> None:
        with store.write("Spoil"):
            people.edit(
                store, ana, full_name=HOSTILE, title=HOSTILE, organisation=HOSTILE, notes=HOSTILE, matters=HOSTILE,
                met_where=HOSTILE, department=HOSTILE, nickname=HOSTILE,
            )  # fmt: skip
            people.set_contact_points(store, ana, [ContactPointFact("url", HOSTILE, HOSTILE)])
            people.set_addresses(store, ana, [AddressFact(formatted=HOSTILE, label=HOSTILE)])
            people.set_tags(store, ana, [HOSTILE])
            kinds.set_kinds(store, ana, [HOSTILE])
            occasions.add(store, ana, "other", PartialDate(1, 1), HOSTILE)
            followups.add(store, ana, TODAY, HOSTILE)
            interactions.log(store, NewInteraction((ana,), TODAY, summary=HOSTILE, notes=HOSTILE))

    do(spoil)
    qtbot.waitUntil(lambda: page.header.name.value == HOSTILE)
    labels = page.findChildren(QLabel)
    assert labels
    for label in labels:
        assert isinstance(label, PlainLabel) or not label.text(), type(label)
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
    for widget in page.findChildren(QWidget):
        assert HOSTILE not in widget.toolTip()
