"""The import preview on real files: what can be changed, what is imported, and the ways back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.formats import reading, table_reading
from netcare_desktop.formats.records import ReadOptions, ReadResult
from netcare_desktop.store import card_stack, people, people_list, person, undo
from netcare_desktop.store.facts import ContactPointFact
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import import_session
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.models.import_preview_model import Filter, Part
from netcare_desktop.ui.views.import_page import ImportPage

HOSTILE = '<img src="file:///dev/zero">'
PLAIN = "First Name,Last Name,Email,Company\nAna,Silva,ana@example.org,Fernwerk\nBen,Okafor,ben@example.org,Siemens\n"
Do = Callable[[Callable[[Store], Any]], Any]


class Answers(Interaction):
    """Chooses a file without a dialog."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def open_file(self, parent: QWidget, title: str, filters: str, folder: Path | None = None) -> Path | None:
        return self.path


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def page(store: Store, bridge: StoreBridge, clock: FixedClock, answers: Answers, qtbot: QtBot) -> ImportPage:
    made = ImportPage(store, bridge, clock, answers)
    qtbot.addWidget(made)
    made.resize(1080, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def look(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> Callable[..., None]:
    """Open texts as files and wait for the preview."""

    def open_texts(*texts: str | bytes, names: tuple[str, ...] = ()) -> None:
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / (names[number] if names else f"cards{number}.csv")
            path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
            paths.append(path)
        with qtbot.waitSignal(page.session.planned):
            page.open_files(paths)

    return open_texts


def column(page: ImportPage, part: Part) -> list[str]:
    return [str(page.model.index(row, part).data()) for row in range(page.model.rowCount())]


def words(page: ImportPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def choose(combo: QComboBox, text: str) -> None:
    """As the user does: the entry is taken and *activated* sent."""
    at = combo.findText(text)
    assert at >= 0, [combo.itemText(n) for n in range(combo.count())]
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def do_import(page: ImportPage, qtbot: QtBot) -> Any:
    with qtbot.waitSignal(page.session.imported) as done:
        page.button.click()
    return done.args[0]


def test_a_file_is_shown_and_nothing_is_written(
    page: ImportPage, look: Callable[..., None], store: Store
) -> None:
    look(PLAIN)
    assert column(page, Part.NAME) == ["Ana Silva", "Ben Okafor"]
    assert page.button.text() == "Import 2 people"
    assert "2 new" in words(page)
    assert page.understood.columns.choice(2).currentText() == "E-mail"
    assert people_list.ids(store, people_list.PeopleQuery()) == [] and card_stack.count(store) == 0


def test_another_field_for_a_column_changes_the_preview(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot
) -> None:
    look(PLAIN)
    with qtbot.waitSignal(page.session.planned):
        choose(page.understood.columns.choice(3), "not imported")
    assert column(page, Part.ORGANISATION) == ["", ""]
    assert page.understood.columns.choice(3).currentText() == "not imported"
    with qtbot.waitSignal(page.session.planned):
        choose(page.understood.columns.choice(3), "Job title")
    assert page.session.files[0].arranged.rows[0].record.title == "Fernwerk"  # type: ignore[union-attr]


def test_another_header_row_changes_the_preview(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot
) -> None:
    look(PLAIN)
    with qtbot.waitSignal(page.session.planned):
        page.understood.header.setValue(2)
    assert column(page, Part.LINE) == ["3"]
    with qtbot.waitSignal(page.session.planned):
        page.understood.header.setValue(0)
    assert column(page, Part.LINE)[-1] == "3"
    assert len(column(page, Part.LINE)) == 3


def test_another_encoding_changes_the_preview(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot
) -> None:
    look("First Name,Last Name,Email\nLéa,Böhm,lea@example.org\n".encode("cp1252"))
    assert column(page, Part.NAME) == ["Léa Böhm"]
    with qtbot.waitSignal(page.session.planned):
        choose(page.understood.encoding, "Cyrillic (Windows)")
    assert column(page, Part.NAME) == ["Lйa Bцhm"]


def test_a_separator_that_fits_nothing_can_be_changed_back(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot
) -> None:
    look(PLAIN)
    with qtbot.waitSignal(page.session.planned):
        choose(page.understood.delimiter, "bar |")
    assert not page.button.isEnabled() or column(page, Part.NAME) != ["Ana Silva", "Ben Okafor"]
    assert page.understood.isVisible()
    with qtbot.waitSignal(page.session.planned):
        choose(page.understood.delimiter, "comma")
    assert column(page, Part.NAME) == ["Ana Silva", "Ben Okafor"]
    assert page.button.isEnabled()


def test_changes_close_together_are_read_once_and_the_last_holds(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot
) -> None:
    look(PLAIN)
    planned: list[bool] = []
    page.session.planned.connect(lambda: planned.append(True))
    for line in (2, 3, 1):
        page.understood.header.setValue(line)
    assert page.session.is_busy and not page.button.isEnabled()
    assert column(page, Part.NAME) == ["Ana Silva", "Ben Okafor"]  # the old preview stays
    qtbot.waitUntil(lambda: not page.session.is_busy)
    assert planned == [True]
    assert column(page, Part.NAME) == ["Ana Silva", "Ben Okafor"]
    assert page.button.isEnabled()


def test_people_come_in_with_where_and_when(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, store: Store, clock: FixedClock
) -> None:
    look(PLAIN)
    page.question.place.setText(" PyCon ")
    page.question.set_met_on(clock.today())
    done = do_import(page, qtbot)
    assert done.created == 2
    ana = person.detail(store, people.find(store, "Ana Silva"))
    assert (ana.met_where, ana.met_on, ana.row.in_card_stack) == ("PyCon", clock.today(), True)
    assert "2 people came in" in words(page)
    with qtbot.waitSignal(page.card_stack_wanted):
        page._summary.to_stack.click()
    assert page.session.files == []


def test_undo_import_takes_everything_back(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, store: Store
) -> None:
    look(PLAIN)
    do_import(page, qtbot)
    assert card_stack.count(store) == 2
    with qtbot.waitSignal(page.session.taken_back):
        page._summary.undo.click()
    assert card_stack.count(store) == 0
    assert "taken back" in words(page)
    with qtbot.waitSignal(page.session.planned):
        page._summary.again.click()
    assert page.button.text() == "Import 2 people" and page.button.isEnabled()


def test_the_summary_follows_undo_and_redo_from_anywhere(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, do: Do, store: Store
) -> None:
    look(PLAIN + ",,,\n")
    do_import(page, qtbot)
    do(undo.undo)
    qtbot.waitUntil(lambda: "The import is taken back" in words(page))
    assert not page._summary.undo.isVisibleTo(page) and page._summary.again.isVisibleTo(page)
    assert undo.last_undone(store) is not None  # the summary says that Redo brings it in again
    do(undo.redo)
    qtbot.waitUntil(lambda: "2 people came in" in words(page))
    assert page._summary.undo.isVisibleTo(page) and "line 4" in page._summary.list.toPlainText()


def test_rows_left_out_stay_out_and_are_told(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, store: Store
) -> None:
    look(PLAIN + ",,,\nCleo,Dov,cleo@example.org,\n")
    page.rows.selectRow(0)
    qtbot.keyClick(page.rows, Qt.Key.Key_Space)
    assert page.button.text() == "Import 2 people"
    done = do_import(page, qtbot)
    assert done.created == 2
    names = {row.name for row in people_list.rows(store, list(card_stack.waiting(store).offered))}
    assert names == {"Ben Okafor", "Cleo Dov"}
    assert "line 2: Ana Silva, left out by you" in page._summary.list.toPlainText()
    page._summary.copy.click()
    assert "Ana Silva" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()


def test_duplicates_have_their_reason_and_three_ways(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, do: Do, store: Store
) -> None:
    here = people.NewPerson(
        full_name="Ana Silva", contact_points=(ContactPointFact("email", "ana@example.org"),)
    )
    do(lambda store: people.add(store, here))
    look(PLAIN)
    assert column(page, Part.ACTION) == ["Update", "New"]
    assert column(page, Part.REASON)[0].startswith("same e-mail as Ana Silva")
    with qtbot.waitSignal(page.session.planned):
        choose(page.filters.duplicates, "Leave them as they are")
    assert column(page, Part.ACTION) == ["Left out", "New"]
    with qtbot.waitSignal(page.session.planned):
        choose(page.filters.duplicates, "Add them anyway")
    assert column(page, Part.ACTION) == ["New", "New"]
    assert do_import(page, qtbot).created == 2


def test_chips_show_one_sort_with_its_number(page: ImportPage, look: Callable[..., None]) -> None:
    look(PLAIN + ",,,nothing\n,,,\nAna,Silva,ana@example.org,Fernwerk\n")
    assert page.filters.chips[Filter.NEW].text() == f"New {page.session.count('create')}"
    page.filters.chips[Filter.UNCHANGED].click()
    assert column(page, Part.ACTION) == ["Unchanged"]
    assert "line 2" in column(page, Part.REASON)[0]
    page.filters.chips[Filter.ALL].click()
    assert len(column(page, Part.ACTION)) == page.session.files[0].arranged.count(Filter.ALL)


def test_several_files_are_one_import(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, store: Store
) -> None:
    look(PLAIN, "BEGIN:VCARD\nVERSION:3.0\nFN:Cleo Dov\nEND:VCARD\n", "<!DOCTYPE html><html></html>")
    assert page.tabs.count() == 3 and page.tabs.isVisible()
    assert page.button.text() == "Import 3 people"
    page.tabs.setCurrentIndex(1)
    assert column(page, Part.NAME) == ["Cleo Dov"]
    page.tabs.setCurrentIndex(2)
    assert "cards2.csv" in words(page)
    done = do_import(page, qtbot)
    assert done.created == 3
    assert "cards2.csv" in page._summary.list.toPlainText()
    assert card_stack.count(store) == 3


def test_a_file_can_be_left_out(page: ImportPage, look: Callable[..., None], qtbot: QtBot) -> None:
    look(PLAIN, "Name,Email\nCleo Dov,cleo@example.org\n")
    close = page.tabs.tabButton(0, page.tabs.ButtonPosition.RightSide)
    assert close is not None
    with qtbot.waitSignal(page.session.planned):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert page.button.text() == "Import 1 person"
    assert not page.tabs.isVisible()


@pytest.mark.parametrize("bad", ["html", "empty", "folder", "missing", "binary"])
def test_what_cannot_be_read_is_a_sentence_and_the_window_lives(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, bad: str, answers: Answers, store: Store
) -> None:
    path = tmp_path / "cards.csv"
    if bad == "html":
        path.write_text("<!DOCTYPE html><html><body>Please sign in</body></html>", encoding="utf-8")
    elif bad == "empty":
        path.write_bytes(b"")
    elif bad == "folder":
        path.mkdir()
    elif bad == "binary":
        path.write_bytes(b"\x7fELF" + bytes(range(256)))
    with qtbot.waitSignal(page.session.planned):
        page.open_files([path])
    assert page._trouble is not None
    assert "cards.csv" in words(page) and "Traceback" not in words(page)
    assert "Nothing was imported" in words(page)
    good = tmp_path / "good.csv"
    good.write_text(PLAIN, encoding="utf-8")
    answers.path = good
    with qtbot.waitSignal(page.session.planned):
        page.choose_file()
    assert column(page, Part.NAME) == ["Ana Silva", "Ben Okafor"]
    assert card_stack.count(store) == 0


def test_what_was_pasted_is_read(page: ImportPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.session.planned):
        page.open_text("Name\tEmail\nAna Silva\tana@example.org\n")
    assert column(page, Part.NAME) == ["Ana Silva"]
    assert "what you pasted" in words(page)


def test_going_back_leaves_nothing(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, store: Store
) -> None:
    look(PLAIN)
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.session.files == [] and page.model.rowCount() == 0
    assert card_stack.count(store) == 0


def test_a_hostile_name_is_only_text(page: ImportPage, look: Callable[..., None], qtbot: QtBot) -> None:
    look(
        f'Name,Email\n"{HOSTILE.replace(chr(34), chr(34) * 2)}",x@example.org\n', names=("<b>cards<br>.csv",)
    )
    assert column(page, Part.NAME) == [HOSTILE]
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    do_import(page, qtbot)
    assert "1 person came in" in words(page)


def test_the_country_of_phones_is_kept_for_the_next_time(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, store: Store
) -> None:
    look("Name,Phone\nAna Silva,030 1234567\n")
    with qtbot.waitSignal(page.session.planned):
        page.session.set_region("DE")
    do_import(page, qtbot)
    assert store.value("SELECT normalised FROM contact_point WHERE kind = 'phone'") == "+49301234567"
    assert import_session.ImportSession(store, page._bridge).region == "DE"


def many(tmp_path: Path, rows: int) -> Path:
    path = tmp_path / "many.csv"
    lines = [f"Given{n % 97},Family{n},p{n}@example.org,Company {n % 50}" for n in range(rows)]
    path.write_text("First Name,Last Name,Email,Company\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_large_file_is_read_beside_the_window(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def read(path: Path, options: ReadOptions, progress: table_reading.Progress | None = None) -> ReadResult:
        threads.append(threading.current_thread())
        return reading.read_file(path, options, progress)

    monkeypatch.setattr(import_session, "read_file", read)
    with qtbot.waitSignal(page.session.planned, timeout=60_000):
        page.open_files([many(tmp_path, 20_000)])
    assert page.model.rowCount() == 20_000
    assert [thread is not threading.main_thread() for thread in threads] == [True]
    assert page.button.text() == "Import 20000 people"


def test_a_cancelled_import_leaves_nothing(
    page: ImportPage, qtbot: QtBot, tmp_path: Path, store: Store
) -> None:
    with qtbot.waitSignal(page.session.planned, timeout=60_000):
        page.open_files([many(tmp_path, 5_000)])
    with qtbot.waitSignal(page.session.import_failed, timeout=60_000) as failed:
        page.button.click()
        page.session.stop_import()
    assert failed.args == [""]
    assert card_stack.count(store) == 0
    assert store.value("SELECT count(*) FROM import_batch") == 0
    assert page.button.isEnabled() and page.button.text() == "Import 5000 people"
    assert do_import(page, qtbot).created == 5_000


def test_a_stopped_reading_keeps_what_was_shown(
    page: ImportPage, look: Callable[..., None], qtbot: QtBot, tmp_path: Path
) -> None:
    look(PLAIN)
    page.understood.header.setValue(2)
    page.session.stop_reading()
    qtbot.waitUntil(lambda: not page.session.is_busy)
    assert column(page, Part.NAME) == ["Ana Silva", "Ben Okafor"]
