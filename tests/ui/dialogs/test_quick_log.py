"""Quick log: the sentence understood, the doubts answered, the plain form, and one step of undo for all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.words import Channel
from netcare_desktop.store import interactions, people, people_list, undo
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.quick_log import QuickLogDialog
from netcare_desktop.ui.widgets.chip import Chip

HOSTILE = '<img src="file:///dev/zero">'
TODAY = date(2026, 11, 22)
Do = Callable[[Callable[[Store], Any]], Any]
Ask = Callable[..., QuickLogDialog]


@pytest.fixture
def said() -> list[tuple[str, Callable[[], object] | None]]:
    return []


@pytest.fixture
def ask(
    store: Store,
    bridge: StoreBridge,
    clock: FixedClock,
    qtbot: QtBot,
    said: list[tuple[str, Callable[[], object] | None]],
) -> Ask:
    """Opens the dialog over a window and waits until it knows everybody's name."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def say(text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        said.append((text, undo))

    def open_dialog(*people: int) -> QuickLogDialog:
        dialog = QuickLogDialog.ask(window, store, bridge, clock, say, people=people)
        qtbot.waitUntil(lambda: dialog.understanding is not None)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_dialog


def add(do: Do, name: str, **more: Any) -> int:
    given, _space, family = name.partition(" ")
    new = people.NewPerson(full_name=name, given=given, family=family, **more)
    return int(do(lambda store: people.add(store, new)))


def words(dialog: QuickLogDialog) -> str:
    QApplication.processEvents()  # what was put in is shown with the next round
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def chips(dialog: QuickLogDialog) -> list[str]:
    QApplication.processEvents()
    return [chip.text() for chip in dialog.with_whom.findChildren(Chip) if chip.isVisibleTo(dialog)]


def type_and_enter(dialog: QuickLogDialog, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(dialog.sentence, text)
    qtbot.keyClick(dialog.sentence, Qt.Key.Key_Return)


def test_a_clear_sentence_is_logged_with_enter(
    ask: Ask, qtbot: QtBot, do: Do, store: Store, said: list[tuple[str, Any]]
) -> None:
    ana, ben = add(do, "Ana Silva"), add(do, "Ben Okafor")
    dialog = ask()
    assert QApplication.focusWidget() is dialog.sentence
    qtbot.keyClicks(dialog.sentence, "Coffee with Ana and Ben yesterday about the grant")
    assert chips(dialog) == ["Ana Silva", "Ben Okafor"]
    assert dialog.channel_button.text() == "Meeting"
    assert dialog.day_button.text() == "Yesterday"
    assert dialog.about.text() == "about the grant"
    qtbot.keyClick(dialog.sentence, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    (logged,) = interactions.of_person(store, ana)
    assert {person for person, _name in logged.people} == {ana, ben}
    assert (logged.on, logged.channel, logged.summary) == (
        TODAY - timedelta(days=1),
        "meeting",
        "about the grant",
    )
    assert said[0][0] == "Logged with Ana Silva and Ben Okafor: meeting."
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_an_ambiguous_name_is_asked_for(
    ask: Ask, qtbot: QtBot, do: Do, store: Store, said: list[tuple[str, Any]]
) -> None:
    silva, souza = add(do, "Ana Silva", organisation="Fernwerk"), add(do, "Ana Souza")
    dialog = ask()
    type_and_enter(dialog, qtbot, "Call with Ana about bees")
    assert "Which Ana?" in words(dialog)
    assert said == []
    choices = dialog.doubt_lines[0].choices
    assert {chip.text() for chip in choices} == {
        "Ana Silva · Fernwerk",
        "Ana Souza",
        "Add Ana as a new person",
    }
    assert QApplication.focusWidget() is choices[0], "Enter leads to what is to be answered"
    chosen = next(chip for chip in choices if chip.text() == "Ana Souza")
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert dialog.sentence.text() == "Call with Ana Souza about bees"
    assert QApplication.focusWidget() is dialog.sentence
    qtbot.keyClick(dialog.sentence, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert [one.summary for one in interactions.of_person(store, souza)] == ["about bees"]
    assert interactions.of_person(store, silva) == []


def test_two_of_the_very_same_name_are_told_apart(
    ask: Ask, qtbot: QtBot, do: Do, store: Store, said: list[tuple[str, Any]]
) -> None:
    first = add(do, "Ana Silva", organisation="Fernwerk")
    second = add(do, "Ana Silva", organisation="Harbour Choir")
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "Met Ana Silva")
    chosen = next(chip for chip in dialog.doubt_lines[0].choices if "Harbour" in chip.text())
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog.sentence, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert len(interactions.of_person(store, second)) == 1
    assert interactions.of_person(store, first) == []


def test_an_unknown_name_can_be_added_and_all_is_one_step_of_undo(
    ask: Ask, qtbot: QtBot, do: Do, store: Store, said: list[tuple[str, Any]]
) -> None:
    ana = add(do, "Ana Silva")
    before = do(undo.last)
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "Lunch with Ana and Zed Miller")
    assert "Nobody here is called Zed Miller yet." in words(dialog)
    (adding,) = dialog.doubt_lines[0].choices
    assert adding.text() == "Add Zed Miller as a new person"
    adding.setFocus()
    qtbot.keyClick(adding, Qt.Key.Key_Return)
    assert chips(dialog) == ["Ana Silva", "Zed Miller (new)"]
    qtbot.keyClick(dialog.sentence, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    (logged,) = interactions.of_person(store, ana)
    assert [name for _id, name in logged.people] == ["Ana Silva", "Zed Miller"]
    back = said[0][1]
    back()
    qtbot.waitUntil(lambda: people_list.count(store, PeopleQuery(standing="all")) == 1)
    assert interactions.of_person(store, ana) == []
    assert do(undo.last) == before


def test_a_beginning_offers_who_may_be_meant(ask: Ask, qtbot: QtBot, do: Do) -> None:
    add(do, "Bartholomew Finch")
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "Call with Barth")
    assert "Nobody is called Barth. Did you mean…" in words(dialog)
    qtbot.mouseClick(dialog.doubt_lines[0].choices[0], Qt.MouseButton.LeftButton)
    assert dialog.sentence.text() == "Call with Bartholomew Finch"
    assert chips(dialog) == ["Bartholomew Finch"]


def test_somebody_known_by_one_line_only_is_found_by_the_first_name(ask: Ask, qtbot: QtBot, do: Do) -> None:
    do(lambda store: people.add(store, people.NewPerson(full_name="Tomás Ferreira")))
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "Coffee with tomas")
    assert chips(dialog) == ["Tomás Ferreira"]


def test_what_cannot_be_logged_is_said(ask: Ask, qtbot: QtBot, do: Do, said: list[tuple[str, Any]]) -> None:
    add(do, "Ana Silva")
    dialog = ask()
    qtbot.keyClick(dialog.sentence, Qt.Key.Key_Return)
    assert "Write a sentence" in dialog.problem.text()
    type_and_enter(dialog, qtbot, "Coffee with Ana 2027-03-01")
    assert "still to come" in dialog.problem.text()
    assert said == []
    assert dialog.isVisible()
    dialog.sentence.clear()
    assert not dialog.problem.isVisible()


def test_channel_and_day_can_be_chosen_and_a_note_added(
    ask: Ask, qtbot: QtBot, do: Do, store: Store, said: list[tuple[str, Any]]
) -> None:
    ana = add(do, "Ana Silva")
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "with Ana")
    menu = dialog.channel_button.menu()
    next(action for action in menu.actions() if action.text() == "video call").trigger()
    popup = dialog.day_button.open()
    popup._choose(TODAY - timedelta(days=3))
    dialog.note_button.click()
    qtbot.keyClicks(dialog.notes, "A long talk.")
    qtbot.keyClick(dialog.notes, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.notes, "And a walk.")
    qtbot.keyClick(dialog.notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(said))
    (logged,) = interactions.of_person(store, ana)
    assert (logged.channel, logged.on) == (Channel.VIDEO, TODAY - timedelta(days=3))
    assert logged.notes == "A long talk.\nAnd a walk."


def test_a_preset_person_is_named_and_the_caret_stands_before(
    ask: Ask, qtbot: QtBot, do: Do, store: Store, said: list[tuple[str, Any]]
) -> None:
    add(do, "Ana Silva", organisation="Fernwerk")
    second = add(do, "Ana Silva", organisation="Harbour Choir")
    dialog = ask(second)
    type_and_enter(dialog, qtbot, "Coffee")
    qtbot.waitUntil(lambda: bool(said))
    (logged,) = interactions.of_person(store, second)
    assert logged.channel == Channel.MEETING


def test_the_plain_form_starts_with_what_was_understood(
    ask: Ask, qtbot: QtBot, do: Do, store: Store, said: list[tuple[str, Any]]
) -> None:
    ana = add(do, "Ana Silva")
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "Called Ana yesterday about bees")
    dialog.more_button.click()
    assert dialog.form is not None
    draft = dialog.form.draft()
    assert draft.people == ((ana, "Ana Silva"),)
    assert (draft.channel, draft.on, draft.summary) == (Channel.CALL, TODAY - timedelta(days=1), "about bees")
    dialog.form.minutes.setText("25")
    dialog.form.save_button.click()
    qtbot.waitUntil(lambda: bool(said))
    (logged,) = interactions.of_person(store, ana)
    assert (logged.minutes, logged.started_by) == (25, "me")


def test_the_plain_form_asks_for_somebody(ask: Ask, qtbot: QtBot, said: list[tuple[str, Any]]) -> None:
    dialog = ask()
    dialog.more_button.click()
    assert dialog.form is not None
    dialog.form.save_button.click()
    assert "Name at least one person" in dialog.problem.text()
    assert said == []


def test_esc_closes(ask: Ask, qtbot: QtBot, said: list[tuple[str, Any]]) -> None:
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "Coffee")
    qtbot.keyClick(dialog.sentence, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert said == []


def test_enter_before_the_names_are_there_waits_for_them(
    store: Store, bridge: StoreBridge, clock: FixedClock, qtbot: QtBot, do: Do
) -> None:
    ana = add(do, "Ana Silva")
    dialog = QuickLogDialog(store, bridge, clock)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.sentence.setText("Coffee with Ana")
    assert dialog.understanding is None
    dialog.save_button.click()
    qtbot.waitUntil(lambda: len(interactions.of_person(store, ana)) == 1)


def test_hostile_names_are_only_text(ask: Ask, qtbot: QtBot, do: Do) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name=HOSTILE, given="Ana")))
    add(do, "Ana Silva", organisation="<b>Bold</b>")
    dialog = ask()
    qtbot.keyClicks(dialog.sentence, "Coffee with Ana and <i>Zed</i>")
    texts = [chip.text() for line in dialog.doubt_lines for chip in line.choices]
    assert HOSTILE in texts
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text()
    assert all("<b>" not in chip.toolTip() for line in dialog.doubt_lines for chip in line.choices)


def test_the_dialog_grows_with_its_questions(ask: Ask, qtbot: QtBot, do: Do) -> None:
    for number in range(6):
        add(do, f"Ana Number{number}", organisation=f"The organisation with the number {number}")
    dialog = ask()
    low = dialog.height()
    qtbot.keyClicks(dialog.sentence, "Coffee with Ana, Zed and Xenia")
    qtbot.waitUntil(lambda: dialog.height() > low)
    last = dialog.doubt_lines[-1].choices[-1]
    qtbot.waitUntil(lambda: last.mapTo(dialog, last.rect().bottomLeft()).y() < dialog.save_button.y())
    chip = dialog.doubt_lines[0].choices[-1]
    parent = chip.parentWidget()
    assert parent is not None
    assert chip.geometry().bottom() <= parent.rect().bottom(), "no line of chips is cut off"
    dialog.sentence.clear()
    qtbot.waitUntil(lambda: dialog.height() == low)
