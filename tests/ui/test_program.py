"""The window put together: pages built when looked at, menu entries that do what they say, trouble with ways out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop import system
from netcare_desktop.clock import FixedClock
from netcare_desktop.paths import Paths
from netcare_desktop.store import backup, people, people_list
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.people_list import PeopleQuery
from netcare_desktop.ui import running, theme
from netcare_desktop.ui.dialogs.store_trouble import StoreTroubleDialog, WayOut
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.program import Program
from netcare_desktop.ui.widgets.icon_button import Button

TODAY = date(2026, 3, 2)
HOSTILE = '<img src="file:///dev/zero">'


class Answers(Interaction):
    """Answers at once what a person would be asked."""

    def __init__(self) -> None:
        self.file: Path | None = None
        self.target: Path | None = None
        self.yes = True

    def confirm(self, parent: QWidget, question: str, detail: str = "", *, yes: str, no: str = "") -> bool:
        return self.yes

    def open_file(self, parent: QWidget, title: str, filters: str, folder: Path | None = None) -> Path | None:
        return self.file

    def save_file(self, parent: QWidget, title: str, suggested: Path, filters: str) -> Path | None:
        return self.target


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


@pytest.fixture
def program(paths: Paths, answers: Answers, qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    """The window, shown, with two people; a bug anywhere fails the test."""
    theme.apply(qapp, "light")
    theme.current().reduced_motion = True
    made = Program(paths, FixedClock(TODAY), answers)
    made.open_store()
    for name in ("Ana Silva", HOSTILE):
        given = name.split(maxsplit=1)[0]
        new = NewPerson(full_name=name, given=given, organisation="Light Lab", circle=1)
        made.worker.submit(partial(people.add, made.store, new)).result()
    window = made.build()
    bugs: list[BaseException] = []
    made.bridge.bug.disconnect()
    made.bridge.bug.connect(bugs.append)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.may_close = None
    window.close()
    made.close()
    window.deleteLater()
    theme.current().reduced_motion = False
    assert bugs == []


def names(program: Program) -> set[str]:
    ids = people_list.ids(program.store, PeopleQuery(standing="present"))
    return {row.name for row in people_list.rows(program.store, ids)}


def test_a_page_is_built_when_it_is_looked_at(program: Program, qtbot: QtBot) -> None:
    assert program.cards.nouns == frozenset()
    program.window.show_page(program.cards)
    assert "person" in program.cards.nouns
    program.window.show_page(program.people)
    qtbot.waitUntil(lambda: program.people.page.isVisible())


def test_search_finds_people_and_opens_them(program: Program, qtbot: QtBot) -> None:
    hits = program._search("ana")
    assert [hit.title for hit in hits] == ["Ana Silva"]
    hits[0].action()
    assert program.window.current_page is program.people
    qtbot.waitUntil(lambda: "Ana Silva" in program.people.page.person.header.name.value)


def test_undo_and_redo_from_the_menu(program: Program, qtbot: QtBot) -> None:
    assert HOSTILE in names(program)
    program.actions["undo"].trigger()
    qtbot.waitUntil(lambda: program.window.messages.text.startswith("Undone: Add "))
    assert names(program) == {"Ana Silva"}
    program.actions["redo"].trigger()
    qtbot.waitUntil(lambda: len(names(program)) == 2)
    qtbot.waitUntil(lambda: not program.actions["redo"].isEnabled())


def test_a_message_of_undo_goes_when_something_else_is_done(program: Program, qtbot: QtBot) -> None:
    program.actions["undo"].trigger()
    qtbot.waitUntil(lambda: program.window.messages.text.startswith("Undone: Add "))
    program.bridge.run(partial(people.add, new=NewPerson(full_name="Lu Chen")))
    qtbot.waitUntil(lambda: "Lu Chen" in names(program))
    qtbot.waitUntil(lambda: program.window.messages.text == "")
    program.actions["undo"].trigger()
    qtbot.waitUntil(lambda: program.window.messages.text.startswith("Undone: Add "))
    program.actions["redo"].trigger()
    qtbot.waitUntil(lambda: program.window.messages.text.startswith("Done again: Add "))
    program.bridge.run(partial(people.add, new=NewPerson(full_name="Mo Bah")))
    qtbot.waitUntil(lambda: program.window.messages.text == "")
    assert names(program) == {"Ana Silva", "Lu Chen", "Mo Bah"}


def test_a_file_is_imported_through_the_menu(
    program: Program, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.file = tmp_path / "cards.csv"
    answers.file.write_text("Name,Email\nLu Chen,lu@x.example\n", encoding="utf-8")
    program.actions["import"].trigger()
    assert program.imports is not None
    page = program.imports
    qtbot.waitUntil(lambda: program.window.current_page is page and page.session.plan is not None)
    assert len(names(program)) == 2
    button = next(one for one in page.findChildren(Button) if one.text().startswith("Import 1"))
    button.click()
    qtbot.waitUntil(lambda: "Lu Chen" in names(program) and not page.session.is_importing)
    page.leave()
    assert program.window.current_page is program.today


def test_rows_are_pasted(program: Program, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("Name\tEmail\nLu Chen\tlu@x.example\n")
    program.actions["paste"].trigger()
    assert program.imports is not None
    page = program.imports
    qtbot.waitUntil(lambda: page.session.plan is not None)
    page.leave()
    QApplication.clipboard().clear()
    program.actions["paste"].trigger()
    assert "clipboard" in program.window.messages.text


@pytest.mark.parametrize(
    ("name", "begins"),
    [("all.csv", b"\xef\xbb\xbf"), ("all.vcf", b"BEGIN:VCARD"), ("all.json", b"{"), ("all", b"")],
)
def test_everybody_is_exported_by_the_ending(
    program: Program, answers: Answers, tmp_path: Path, qtbot: QtBot, name: str, begins: bytes
) -> None:
    answers.target = tmp_path / name
    written = tmp_path / (name if "." in name else name + ".csv")
    program.actions["export"].trigger()
    qtbot.waitUntil(lambda: written.exists() and "written" in program.window.messages.text)
    assert written.read_bytes().startswith(begins) or name.endswith("csv")
    assert b"Ana Silva" in written.read_bytes() or b"Ana" in written.read_bytes()


def test_back_up_then_restore(program: Program, answers: Answers, qtbot: QtBot) -> None:
    program.actions["backup"].trigger()
    qtbot.waitUntil(lambda: "Backed up 2 people" in program.window.messages.text)
    program.actions["undo"].trigger()
    qtbot.waitUntil(lambda: len(names(program)) == 1)
    answers.file = backup.listed(program.paths.backups)[0]
    answers.yes = False
    program.actions["restore"].trigger()
    qtbot.wait(200)
    assert len(names(program)) == 1
    answers.yes = True
    program.actions["restore"].trigger()
    qtbot.waitUntil(lambda: "Restored" in program.window.messages.text)
    assert len(names(program)) == 2
    assert program.window.isEnabled()
    assert list(program.paths.data.glob("before-restore-*/netcare.db"))


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(
    program: Program, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.file = tmp_path / "holiday.db"
    answers.file.write_bytes(b"not a database at all" * 300)
    program.actions["restore"].trigger()
    qtbot.waitUntil(lambda: "holiday.db" in program.window.messages.text)
    assert len(names(program)) == 2


def test_another_day_is_noticed(program: Program, qtbot: QtBot) -> None:
    clock = program.clock
    assert isinstance(clock, FixedClock)
    clock.day = date(2026, 4, 20)
    program._look_at_the_day()
    qtbot.waitUntil(lambda: program.today.entry_keys != [])
    qtbot.waitUntil(lambda: backup.listed(program.paths.backups) != [])


def answer_the_dialog(way_out: WayOut, seen: list[str], before: Callable[[], object] | None = None) -> None:
    """When the trouble dialog is up: note what it says, then choose."""

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, StoreTroubleDialog):
            QTimer.singleShot(20, choose)
            return
        seen.extend(one.text() for one in dialog.findChildren(Button))
        if before is not None:
            before()
        dialog._take(way_out)

    QTimer.singleShot(20, choose)


def filled(paths: Paths) -> None:
    def fill(store: Store) -> None:
        people.add(store, NewPerson(full_name="Ana Silva"))
        backup.make_dated(store)

    store = open_store(paths.data, FixedClock(TODAY), backup_folder=paths.backups)
    fill(store)
    store.close()


def test_a_locked_folder_opens_when_the_other_is_gone(paths: Paths, qapp: QApplication) -> None:
    filled(paths)
    lock = system.lock_file(paths.data / "netcare.lock")
    seen: list[str] = []
    answer_the_dialog(WayOut("again"), seen, before=lock.release)
    program = Program(paths, FixedClock(TODAY), Answers())
    assert running.open_or_ask(program)
    assert people_list.count(program.store, PeopleQuery(standing="all")) == 1
    program.close()
    assert "Try again" in seen and "Quit" in seen


def test_giving_up_leaves_nothing_open(paths: Paths, qapp: QApplication) -> None:
    filled(paths)
    seen: list[str] = []
    with system.lock_file(paths.data / "netcare.lock"):
        answer_the_dialog(WayOut("quit"), seen)
        program = Program(paths, FixedClock(TODAY), Answers())
        assert not running.open_or_ask(program)
        program.close()


def test_a_damaged_database_is_restored_from_the_newest_backup(paths: Paths, qapp: QApplication) -> None:
    filled(paths)
    (paths.data / "netcare.db").write_bytes(b"garbage" * 2000)
    newest = backup.listed(paths.backups)[0]
    seen: list[str] = []
    answer_the_dialog(WayOut("restore", newest), seen)
    program = Program(paths, FixedClock(TODAY), Answers())
    assert running.open_or_ask(program)
    assert people_list.count(program.store, PeopleQuery(standing="all")) == 1
    program.close()
    assert any("1 person" in words for words in seen)
    kept = next(iter(paths.data.glob("before-restore-*/netcare.db")))
    assert kept.read_bytes() == b"garbage" * 2000


def test_a_backup_from_elsewhere_is_restored(paths: Paths, qapp: QApplication, tmp_path: Path) -> None:
    filled(paths)
    answers = Answers()
    answers.file = backup.listed(paths.backups)[0].rename(tmp_path / "on-a-stick.db")
    (paths.data / "netcare.db").write_bytes(b"garbage" * 2000)
    seen: list[str] = []
    answer_the_dialog(WayOut("restore"), seen)
    program = Program(paths, FixedClock(TODAY), answers)
    assert running.open_or_ask(program)
    assert people_list.count(program.store, PeopleQuery(standing="all")) == 1
    program.close()
    assert "Restore a backup…" in seen


def test_damaged_files_are_saved_for_help(paths: Paths, qapp: QApplication, tmp_path: Path) -> None:
    filled(paths)
    (paths.data / "netcare.db").write_bytes(b"garbage" * 2000)
    answers = Answers()
    answers.target = tmp_path / "for-help"
    seen: list[str] = []
    answer_the_dialog(
        WayOut("keep_files"),
        seen,
        before=lambda: QTimer.singleShot(60, lambda: answer_the_dialog(WayOut("quit"), [])),
    )
    program = Program(paths, FixedClock(TODAY), answers)
    assert not running.open_or_ask(program)
    program.close()
    assert (tmp_path / "for-help" / "netcare.db").read_bytes() == b"garbage" * 2000


def test_a_newer_database_is_never_touched(paths: Paths, qapp: QApplication) -> None:
    filled(paths)
    with sqlite3.connect(paths.data / "netcare.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = (paths.data / "netcare.db").read_bytes()
    seen: list[str] = []
    answer_the_dialog(WayOut("quit"), seen)
    program = Program(paths, FixedClock(TODAY), Answers())
    assert not running.open_or_ask(program)
    program.close()
    assert (paths.data / "netcare.db").read_bytes() == before
    assert not any(words.startswith("Restore") for words in seen)


def test_a_message_leaves_the_keys_of_triage_in_sight(program: Program, qtbot: QtBot) -> None:
    new = NewPerson(full_name="Lu Chen", in_card_stack=True)
    program.worker.submit(partial(people.add, program.store, new)).result()
    program.window.show_page(program.cards)
    keys = program.cards.page.keys
    qtbot.waitUntil(keys.isVisible)
    program.window.say("Something was done", lambda: None)
    window = program.window
    bottom_of_message = window.messages.mapTo(window, window.messages.rect().bottomLeft()).y()
    assert bottom_of_message < keys.mapTo(window, keys.rect().topLeft()).y()
