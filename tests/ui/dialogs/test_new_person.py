"""Quick add: what is stored, who is here already, and what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import people, people_list, person
from netcare_desktop.store.facts import ContactPointFact
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.new_person import NewPersonDialog

HOSTILE = '<img src="file:///dev/zero">'
Do = Callable[[Callable[[Store], Any]], Any]
Said = list[tuple[str, Callable[[], object] | None]]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def opened() -> list[int]:
    return []


@pytest.fixture
def dialog(
    store: Store, bridge: StoreBridge, clock: FixedClock, qtbot: QtBot, said: Said, opened: list[int], do: Do
) -> NewPersonDialog:
    do(
        lambda s: people.add(
            s,
            people.NewPerson(
                full_name="Ana Silva",
                organisation="Fernwerk",
                tags=("garden", "choir"),
                contact_points=(ContactPointFact("email", "Ana@Example.org"),),
            ),
        )
    )

    def say(text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        said.append((text, undo))

    made = NewPersonDialog(store, bridge, clock, say, open_person=opened.append)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def ids(store: Store) -> list[int]:
    return people_list.ids(store, PeopleQuery(standing="all", order="added"))


def test_everything_is_stored_and_can_be_taken_back(
    dialog: NewPersonDialog, qtbot: QtBot, store: Store, said: Said
) -> None:
    assert QApplication.focusWidget() is dialog.name
    for text in ("Ben Okafor", "Okafor & Sons", "Architect", "ben@example.org", "+351 21 555 0101"):
        field = QApplication.focusWidget()
        assert field is not None
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    dialog.circle.setCurrentIndex(2)
    qtbot.keyClicks(dialog.met_on, "last Thursday")
    qtbot.keyClicks(dialog.met_where, "the grant meeting")
    qtbot.keyClicks(dialog.tags, "garden, porto,")
    qtbot.keyClicks(dialog.notes, "Knows about bees.")
    qtbot.keyClick(dialog.notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(said))
    new = person.detail(store, ids(store)[0])
    assert (new.full_name, new.given, new.family) == ("Ben Okafor", "Ben", "Okafor")
    assert (new.row.organisation, new.row.title, new.row.circle) == ("Okafor & Sons", "Architect", "Close")
    assert [(one.kind, one.value) for one in new.contact_points] == [
        ("email", "ben@example.org"),
        ("phone", "+351 21 555 0101"),
    ]
    assert (new.met_on, new.met_where) == (date(2026, 11, 19), "the grant meeting")
    assert (new.row.tags, new.notes) == (("garden", "porto"), "Knows about bees.")
    assert said[0][0] == "Ben Okafor is added."
    assert not dialog.isVisible()
    back = said[0][1]
    assert back is not None
    back()
    qtbot.waitUntil(lambda: len(ids(store)) == 1)


def test_a_name_is_enough(dialog: NewPersonDialog, qtbot: QtBot, store: Store, said: Said) -> None:
    qtbot.keyClicks(dialog.name, "  Zed ")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    new = person.detail(store, ids(store)[0])
    assert new.full_name == "Zed"
    assert new.row.circle is None
    assert new.row.due_on is None


def test_an_organisation_alone_is_enough(
    dialog: NewPersonDialog, qtbot: QtBot, store: Store, said: Said
) -> None:
    qtbot.keyClicks(dialog.organisation, "Harbour Choir")
    qtbot.keyClick(dialog.organisation, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert said[0][0] == "Harbour Choir is added."
    assert person.detail(store, ids(store)[0]).full_name == "Harbour Choir"


def test_nothing_at_all_is_asked_for(dialog: NewPersonDialog, qtbot: QtBot, store: Store, said: Said) -> None:
    dialog.notes.setFocus()
    dialog.save_button.click()
    assert "What do you call them?" in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert QApplication.focusWidget() is dialog.name
    assert said == []
    qtbot.keyClicks(dialog.name, "Zed")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(said))


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("email", "ben at example", "no e-mail address"),
        ("met_on", "once", "not a day I understand"),
        ("met_on", "tomorrow", "still to come"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(
    dialog: NewPersonDialog, qtbot: QtBot, said: Said, field: str, text: str, told: str
) -> None:
    qtbot.keyClicks(dialog.name, "Zed")
    widget = getattr(dialog, field)
    qtbot.keyClicks(widget, text)
    dialog.save_button.click()
    assert told in dialog.problem.text()
    assert QApplication.focusWidget() is widget
    assert said == []


@pytest.mark.parametrize(("field", "text"), [("name", "ana  SILVA"), ("email", "ana@example.ORG")])
def test_somebody_who_is_here_is_told_and_can_be_opened(
    dialog: NewPersonDialog, qtbot: QtBot, store: Store, opened: list[int], field: str, text: str
) -> None:
    qtbot.keyClicks(getattr(dialog, field), text[:-1])
    assert not dialog.here.isVisible()
    qtbot.keyClicks(getattr(dialog, field), text[-1])
    assert dialog.here.isVisible()
    assert dialog.here_text.text() == "Ana Silva (Fernwerk) is here already."
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert opened == ids(store)
    assert not dialog.isVisible()


def test_the_last_tag_is_completed(dialog: NewPersonDialog, qtbot: QtBot) -> None:
    dialog.tags.setFocus()
    qtbot.keyClicks(dialog.tags, "porto, ga")
    completer = dialog.tags.completer()
    assert completer.completionCount() == 1
    index = completer.completionModel().index(0, 0)
    assert completer.pathFromIndex(index) == "porto, garden, "
    popup = completer.popup()
    assert popup is not None
    popup.hide()


def test_esc_stores_nothing(dialog: NewPersonDialog, qtbot: QtBot, store: Store) -> None:
    qtbot.keyClicks(dialog.name, "Zed")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(ids(store)) == 1


def test_a_hostile_name_is_only_text(
    store: Store, bridge: StoreBridge, clock: FixedClock, qtbot: QtBot, do: Do, said: Said
) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name=HOSTILE, organisation="<b>Bold</b>")))
    dialog = NewPersonDialog(store, bridge, clock, name=HOSTILE)
    qtbot.addWidget(dialog)
    assert HOSTILE in dialog.here_text.text()
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text()
        for label in dialog.findChildren(QLabel)
    )
    assert not dialog.open_button.isVisibleTo(dialog), "nothing to open it with"
