"""One person's page: every fact is changed where it stands, and nothing that is being typed gets lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.domain.words import Channel, Growth, StartedBy
from netcare_desktop.store import (
    attention,
    circles,
    followups,
    growth,
    interactions,
    kinds,
    occasions,
    people,
    person,
    tags,
)
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.interaction import Interaction, safe_url
from netcare_desktop.ui.views.fact_block import FactLine
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.views.person_timeline import SHOWN_AT_FIRST
from netcare_desktop.ui.views.person_words import next_words, person_text
from netcare_desktop.ui.widgets.day_button import DayPopup
from netcare_desktop.ui.widgets.plain_label import PlainLabel

HOSTILE = '<img src="file:///dev/zero">'
Do = Callable[[Callable[[Store], Any]], Any]
Key = Qt.Key
TODAY = date(2026, 11, 22)


class Opens(Interaction):
    """Opens nothing, and notes what would have been opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open_url(self, url: str) -> bool:
        self.opened.append(url)
        return safe_url(url) is not None


class Said:
    """What the window would show at its bottom."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.undo: Callable[[], object] | None = None
        self.undo_text = ""

    def __call__(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        self.texts.append(text)
        self.undo, self.undo_text = undo, undo_text


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def opens() -> Opens:
    return Opens()


@pytest.fixture
def ana(do: Do) -> int:
    return int(
        do(
            lambda store: people.add(
                store,
                NewPerson(
                    full_name="Ana Lima",
                    organisation="Gulbenkian Institute",
                    title="Head of Research",
                    contact_points=(
                        ContactPointFact("email", "ana@example.org", "work", True),
                        ContactPointFact("phone", "+351 21 782 3000"),
                        ContactPointFact("url", "example.org/ana"),
                    ),
                    circle=3,
                ),
            )
        )
    )


@pytest.fixture
def page(
    store: Store, bridge: StoreBridge, clock: FixedClock, said: Said, opens: Opens, qtbot: QtBot, ana: int
) -> PersonPage:
    commands = PersonCommands(store, bridge, clock, opens, said)
    made = PersonPage(commands)
    commands.setParent(made)
    bridge.changed.connect(lambda _nouns: made.refresh())
    qtbot.addWidget(made)
    made.resize(760, 800)
    made.show_person(ana)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def field_of(widget: QWidget) -> QLineEdit:
    found = widget.findChild(QLineEdit)
    assert found is not None
    return found


def menu_of(widget: QWidget) -> QMenu:
    return next(one for one in widget.findChildren(QMenu) if one.isVisible())


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().partition("\t")[0].startswith(words)).trigger()
    menu.close()


def log(do: Do, *people_ids: int, days: int = 0, **more: Any) -> int:
    new = NewInteraction(people_ids, TODAY - timedelta(days=days), **more)
    return int(do(lambda store: interactions.log(store, new)))


# head


def test_the_head_says_who_and_what_comes_next(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    log(do, ana)
    qtbot.waitUntil(lambda: "Next:" in page.header.next.text())
    assert page.header.name.value == "Ana Lima"
    assert page.header.role.label.text() == "Head of Research · Gulbenkian Institute"
    assert page.header.circle.accessibleName() == "Circle: Regular, change"
    assert page.header.next.text() == "Next: Saturday 20 February 2027 · Regular, every 3 months"
    assert "20 February 2027" in page.header.next.toolTip()


def test_a_name_is_changed_in_place(page: PersonPage, store: Store, ana: int, qtbot: QtBot) -> None:
    page.header.name.start()
    field = field_of(page.header.name)
    field.setText(HOSTILE)
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).full_name == HOSTILE)
    assert HOSTILE in texts(page.header)


def test_an_empty_name_stays_as_it_was(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    page.header.name.start()
    field = field_of(page.header.name)
    field.clear()
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: said.texts == ["A person needs a name."])
    assert page.header.name.value == "Ana Lima"
    assert person.detail(store, ana).full_name == "Ana Lima"


def test_role_and_organisation_are_changed_together(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: people.add(store, NewPerson(full_name="Ben", organisation="Ördög Kft")))
    role = page.header.role
    role.start()
    role.role.setText("Director")
    QTest.keyClick(role.role, Key.Key_Tab)
    assert role.is_editing
    role.organisation.setFocus()
    role.organisation.clear()
    QTest.keyClicks(role.organisation, "ordog")
    completer = role.organisation.completer()
    assert completer is not None
    assert completer.completionModel().index(0, 0).data() == "Ördög Kft"
    popup = completer.popup()
    assert popup is not None
    popup.hide()
    role.organisation.setText("Ördög Kft")
    QTest.keyClick(role.organisation, Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).row.organisation == "Ördög Kft")
    assert person.detail(store, ana).row.title == "Director"
    assert not role.is_editing


def test_esc_leaves_role_and_organisation_as_they_were(page: PersonPage, ana: int, store: Store) -> None:
    page.header.role.start()
    page.header.role.role.setText("Nothing")
    QTest.keyClick(page.header.role.role, Key.Key_Escape)
    assert page.header.role.label.text() == "Head of Research · Gulbenkian Institute"
    assert person.detail(store, ana).row.title == "Head of Research"


def test_the_circle_is_changed_and_says_when_it_is_full(
    page: PersonPage, do: Do, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    def fill(store: Store) -> None:
        for number in range(5):
            people.add(store, NewPerson(full_name=f"Person {number}", circle=1))

    do(fill)
    page.header.circle.click()
    choose(menu_of(page.header), "Inner")
    qtbot.waitUntil(lambda: person.detail(store, ana).row.circle == "Inner")
    qtbot.waitUntil(lambda: "Inner holds 6; most people can tend about 5" in texts(page.header))
    qtbot.waitUntil(lambda: said.texts == ["Ana Lima: now in Inner."])
    page.header.circle.click()
    choose(menu_of(page.header), "No circle")
    qtbot.waitUntil(lambda: page.header.next.text() == "In no circle; no reminders")


def test_writing_and_calling_go_through_the_safe_opener(page: PersonPage, opens: Opens) -> None:
    page.header.write.click()
    page.header.call.click()
    assert opens.opened == ["mailto:ana@example.org", "tel:+351 21 782 3000"]


def test_without_an_address_there_is_nothing_to_write_to(
    page: PersonPage, do: Do, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: people.set_contact_points(store, ana, []))
    qtbot.waitUntil(lambda: not page.header.write.isEnabled())
    assert "Add an e-mail address first" in page.header.write.toolTip()
    assert not page.header.call.isEnabled()


def test_pause_and_resume(page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot) -> None:
    page.header.pause.click()
    choose(menu_of(page.header), "Until further notice")
    qtbot.waitUntil(lambda: page.header.pause.accessibleName() == "Resume")
    assert page.header.next.text() == "Paused until further notice"
    page.header.pause.click()
    qtbot.waitUntil(lambda: page.header.pause.accessibleName() == "Pause")
    qtbot.waitUntil(
        lambda: said.texts == ["Ana Lima: paused until further notice.", "Ana Lima: no longer paused."]
    )
    assert not person.detail(store, ana).paused


def test_the_third_snooze_in_a_row_offers_a_slower_rhythm(
    page: PersonPage, do: Do, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    for days in (1, 2):
        do(lambda store, days=days: attention.snooze(store, ana, TODAY + timedelta(days=days)))  # type: ignore[misc]
    page._commands.snooze(ana, TODAY + timedelta(days=3))
    qtbot.waitUntil(lambda: len(said.texts) == 2)
    assert said.undo_text == "Every 6 months"
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: person.detail(store, ana).cadence == 180)


def test_own_rhythm_from_the_menu(page: PersonPage, store: Store, ana: int, qtbot: QtBot) -> None:
    page.header.more.click()
    menu = menu_of(page.header)
    rhythm = next(action for action in menu.actions() if action.text() == "Own rhythm").menu()
    assert isinstance(rhythm, QMenu)
    choose(rhythm, "Every 2 months")
    menu.close()
    qtbot.waitUntil(lambda: person.detail(store, ana).cadence == 60)


def test_a_growing_person_becomes_established(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: growth.grow(store, ana))
    qtbot.waitUntil(lambda: page.header.grow.accessibleName() == "Established")
    page.header.grow.click()
    choose(menu_of(page.header), "Close")
    qtbot.waitUntil(lambda: person.detail(store, ana).row.growth is Growth.ESTABLISHED)
    assert person.detail(store, ana).row.circle == "Close"


def test_archived_and_let_go_say_so(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    do(lambda store: growth.let_go(store, ana))
    qtbot.waitUntil(lambda: page.header.next.text() == "Let go; no reminders")
    do(lambda store: people.archive(store, [ana]))
    qtbot.waitUntil(lambda: "Archived: kept and found" in texts(page.header))
    next(b for b in page.header.banner.findChildren(QPushButton) if b.text() == "Bring back").click()
    qtbot.waitUntil(lambda: not page.header.banner.isVisible())


# what matters, what is open


def test_what_matters_now_is_noted_with_its_day(
    page: PersonPage, store: Store, ana: int, qtbot: QtBot
) -> None:
    page.matters.start()
    field = page.matters.findChild(QPlainTextEdit)
    assert field is not None
    field.setPlainText("Her mother moves to Porto.\nKelp.")
    QTest.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: person.detail(store, ana).matters == "Her mother moves to Porto.\nKelp.")
    qtbot.waitUntil(lambda: page.matters_day.isVisible())
    assert page.matters_day.text() == "learned today"
    popup = page.matters_day.open()
    assert isinstance(popup, DayPopup)
    popup._choose(TODAY - timedelta(days=21))
    qtbot.waitUntil(lambda: page.matters_day.text() == "learned 3 weeks ago")


def test_a_follow_up_is_added_ticked_and_comes_back_by_undo(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    form = page.open.start()
    QTest.keyClicks(form.text, "ring about the grant")
    form._chips[0][0].click()
    form.time.setText("14:30")
    QTest.keyClick(form.text, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.open.rows) == 1)
    (fact,) = followups.listed(store, person=ana)
    assert (fact.on, fact.at, fact.text) == (TODAY + timedelta(days=1), "14:30", "ring about the grant")
    assert "Tomorrow, 14:30" in texts(page.open)
    qtbot.waitUntil(lambda: page.open.form is None)
    page.open.rows[0].tick.click()
    qtbot.waitUntil(lambda: page.open.rows == [])
    qtbot.waitUntil(lambda: said.texts[-1:] == ["Done: ring about the grant"])
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: len(page.open.rows) == 1)


def test_a_follow_up_without_words_stays_in_its_form(
    page: PersonPage, bridge: StoreBridge, qtbot: QtBot
) -> None:
    form = page.open.start()
    with qtbot.waitSignal(bridge.problem) as told:
        form.save_button.click()
    assert told.args == ["What is to be done? A follow-up needs a few words."]
    assert page.open.form is form


def test_a_follow_up_is_changed_and_removed(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    number = do(lambda store: followups.add(store, ana, TODAY, "ring", repeat_every=5, repeat_unit="days"))
    qtbot.waitUntil(lambda: len(page.open.rows) == 1)
    page.open.edit(number)
    form = page.open.form
    assert form is not None
    assert form.repeat.currentText() == "Every 5 days"
    form.repeat.setCurrentIndex(0)
    form.text.setText("write")
    QTest.keyClick(form.text, Key.Key_Return)
    qtbot.waitUntil(lambda: followups.get(store, number).text == "write")
    assert followups.get(store, number).repeat_every is None
    page.open._delete(number)
    qtbot.waitUntil(lambda: page.open.rows == [])


# timeline


def test_the_timeline_has_months_and_reads_aloud(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    ben = do(lambda store: people.add(store, NewPerson(full_name=HOSTILE)))
    log(do, ana, ben, days=3, channel=Channel.CALL, summary="The move to Porto", minutes=45)
    log(do, ana, days=40, channel=Channel.LETTER, started_by=StartedBy.THEM, notes="A long letter")
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 2)
    words = texts(page.timeline)
    assert "November 2026" in words
    assert "October 2026" in words
    assert HOSTILE in words
    entry, older = page.timeline.entries
    assert entry.text == "3 days ago · call, 45 min · you started it\nThe move to Porto"
    assert older.text == "5 weeks ago · letter · they started it\nA long letter"
    assert entry.accessibleName() == "3 days ago · call, 45 min · you started it · The move to Porto"
    with qtbot.waitSignal(page.person_wanted) as wanted:
        next(label for label in entry.findChildren(QLabel) if label.text() == HOSTILE).taken.emit()  # type: ignore[attr-defined]
    assert wanted.args == [ben]


def test_a_contact_is_logged_from_the_page(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    page.header.log.click()
    form = page.timeline.form
    assert form is not None
    assert form.summary.hasFocus()
    form.channel.set_value("email")
    form.channel.chosen.emit()
    assert form.answered.isVisible()
    QTest.keyClicks(form.summary, "the paper")
    QTest.keyClicks(form.minutes, "15")
    QTest.keyClick(form.summary, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    (fact,) = interactions.of_person(store, ana)
    assert (fact.channel, fact.summary, fact.minutes, fact.on) == ("email", "the paper", 15, TODAY)
    assert page.timeline.form is None
    qtbot.waitUntil(lambda: said.texts == ["Logged."])


def test_an_entry_is_changed_and_removed_and_both_can_be_undone(
    page: PersonPage, do: Do, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    number = log(do, ana, days=3, summary="Lunch", notes="n", minutes=10)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    QTest.keyClick(page.timeline.entries[0], Key.Key_E)
    form = page.timeline.form
    assert form is not None
    assert (form.summary.text(), form.notes.toPlainText(), form.minutes.text()) == ("Lunch", "n", "10")
    form.summary.setText("Dinner")
    QTest.keyClick(form.notes, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: interactions.get(store, number).summary == "Dinner")
    qtbot.waitUntil(lambda: page.timeline.form is None)
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: interactions.get(store, number).summary == "Lunch")
    qtbot.waitUntil(lambda: [one.fact.summary for one in page.timeline.entries] == ["Lunch"])
    QTest.keyClick(page.timeline.entries[0], Key.Key_Delete)
    qtbot.waitUntil(lambda: page.timeline.entries == [])
    said.undo()
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)


def test_esc_closes_the_form_and_changes_nothing(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    number = log(do, ana, summary="Lunch")
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    page.timeline.edit(number)
    form = page.timeline.form
    assert form is not None
    form.summary.setText("Nothing")
    QTest.keyClick(form.summary, Key.Key_Escape)
    assert page.timeline.form is None
    assert page.timeline.entries[0].isVisible()
    assert interactions.get(store, number).summary == "Lunch"


def test_an_entry_is_as_high_as_its_words_need(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    log(do, ana, summary="Short")
    log(do, ana, days=1, summary="long " * 200, notes="line\n" * 5 + "W" * 400)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 2)
    short, long = page.timeline.entries
    assert long.heightForWidth(400) > 3 * short.heightForWidth(400)
    assert long.heightForWidth(250) > long.heightForWidth(500)
    qtbot.waitUntil(lambda: long.height() == long.heightForWidth(long.width()))
    QTest.keyClick(long, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == long.text


def test_older_contacts_are_one_click_away(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    def fill(store: Store) -> None:
        with store.write("Fill"):
            for number in range(SHOWN_AT_FIRST + 3):
                interactions.log(
                    store, NewInteraction((ana,), TODAY - timedelta(days=number), summary=f"Talk {number}")
                )

    do(fill)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == SHOWN_AT_FIRST)
    more = next(b for b in page.timeline.findChildren(QPushButton) if b.text() == "Show older")
    assert more.isVisible()
    more.click()
    assert len(page.timeline.entries) == SHOWN_AT_FIRST + 3
    assert not more.isVisible()


def test_the_buttons_of_an_entry_come_with_the_pointer(
    page: PersonPage, do: Do, ana: int, qtbot: QtBot
) -> None:
    log(do, ana)
    qtbot.waitUntil(lambda: len(page.timeline.entries) == 1)
    entry = page.timeline.entries[0]
    point = QPointF(5, 5)
    QApplication.sendEvent(entry, QEnterEvent(point, point, point))
    assert entry._buttons is not None
    assert entry._buttons.isVisible()
    QApplication.sendEvent(entry, QEvent(QEvent.Type.Leave))
    assert not entry._buttons.isVisible()


# facts


def test_a_click_on_a_contact_point_acts_and_its_pencil_edits(
    page: PersonPage, store: Store, ana: int, opens: Opens, qtbot: QtBot
) -> None:
    mail, phone, web = page.facts.points.lines
    for line in (mail, phone, web):
        line.take()
    assert opens.opened == ["mailto:ana@example.org", "tel:+351 21 782 3000", "https://example.org/ana"]
    phone.start()
    phone.field.setText("+351 99")
    QTest.keyClick(phone.field, Key.Key_Return)
    qtbot.waitUntil(lambda: person.contact_points(store, ana)[1].value == "+351 99")
    kept = person.contact_points(store, ana)
    assert (kept[0].label, kept[0].preferred) == ("work", True)


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "file:///etc/passwd", "@ana", "a@b.c?attach=/etc/passwd"]
)
def test_what_cannot_be_opened_safely_is_copied(
    page: PersonPage, do: Do, ana: int, opens: Opens, qtbot: QtBot, value: str
) -> None:
    kind = "email" if "attach" in value else "social"
    do(lambda store: people.set_contact_points(store, ana, [ContactPointFact(kind, value)]))
    qtbot.waitUntil(lambda: [line.value for line in page.facts.points.lines] == [value])
    page.facts.points.lines[0].take()
    assert opens.opened == []
    assert QApplication.clipboard().text() == value


def test_a_contact_point_is_added_labelled_preferred_and_removed(
    page: PersonPage, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    line = page.facts.points.start_new("email")
    QTest.keyClicks(line.field, "home@example.org")
    QTest.keyClick(line.field, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.facts.points.lines) == 4 and line not in page.facts.points.lines)
    shown = next(one for one in page.facts.points.lines if one.value == "home@example.org")
    shown._open_menu()
    menu = menu_of(shown)
    choose(menu, "Preferred")
    qtbot.waitUntil(lambda: person.contact_points(store, ana)[0].value == "home@example.org")
    assert [one.value for one in person.contact_points(store, ana) if one.preferred] == ["home@example.org"]
    qtbot.waitUntil(lambda: page.facts.points.lines[0].value == "home@example.org")
    page.facts.points.lines[0].removed.emit()
    qtbot.waitUntil(lambda: len(page.facts.points.lines) == 3)
    qtbot.waitUntil(lambda: said.texts[-1:] == ["Removed: home@example.org"])


def test_an_empty_new_line_goes_again(page: PersonPage, store: Store, ana: int) -> None:
    line = page.facts.points.start_new("phone")
    QTest.keyClick(line.field, Key.Key_Escape)
    assert len(page.facts.points.lines) == 3
    line = page.facts.points.start_new("phone")
    QTest.keyClick(line.field, Key.Key_Return)
    assert len(page.facts.points.lines) == 3
    assert len(person.contact_points(store, ana)) == 3


def test_an_address_is_added_and_changed_field_by_field(
    page: PersonPage, store: Store, ana: int, qtbot: QtBot
) -> None:
    form = page.facts.addresses.edit(None)
    form.fields["street"].setText("Av. de Berna 45A")
    form.fields["city"].setText("Lisboa")
    QTest.keyClick(form.fields["city"], Key.Key_Return)
    qtbot.waitUntil(lambda: "Av. de Berna 45A\nLisboa" in texts(page.facts.addresses))
    form = page.facts.addresses.edit(0)
    form.fields["postal_code"].setText("1067-001")
    form.save()
    qtbot.waitUntil(lambda: person.addresses(store, ana)[0].text == "Av. de Berna 45A\n1067-001 Lisboa")


def test_an_address_known_only_as_a_whole_stays_whole(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: people.set_addresses(store, ana, [AddressFact(formatted="Rua 1\nLisboa")]))
    qtbot.waitUntil(lambda: "Rua 1\nLisboa" in texts(page.facts.addresses))
    form = page.facts.addresses.edit(0)
    assert form.lines is not None
    form.lines.setPlainText("Rua 2\nPorto")
    form.save()
    qtbot.waitUntil(lambda: person.addresses(store, ana) == (AddressFact(formatted="Rua 2\nPorto"),))


def test_a_birthday_without_a_year_is_noted_and_mended(
    page: PersonPage, store: Store, ana: int, bridge: StoreBridge, qtbot: QtBot
) -> None:
    form = page.facts.occasions.edit(None)
    form.day.setText("31")
    form.month.setCurrentIndex(3)
    with qtbot.waitSignal(bridge.problem) as told:
        form.saved.emit()
    assert told.args == ["There is no such day in the calendar."]
    assert page.facts.occasions.form is form
    form.day.setText("16")
    form.saved.emit()
    qtbot.waitUntil(lambda: [one.iso for one in person.detail(store, ana).occasions] == ["--04-16"])
    qtbot.waitUntil(lambda: "16 April · in 5 months" in texts(page.facts.occasions))
    form = page.facts.occasions.edit(person.detail(store, ana).occasions[0])
    form.year.setText("1990")
    form.saved.emit()
    qtbot.waitUntil(lambda: "16 April 1990 · turns 37 in 5 months" in texts(page.facts.occasions))


def test_an_occasion_in_own_words(page: PersonPage, store: Store, ana: int, do: Do, qtbot: QtBot) -> None:
    form = page.facts.occasions.edit(None)
    form.kind.setEditText("Opening of the shop")
    form.day.setText("1")
    form.saved.emit()
    qtbot.waitUntil(lambda: len(person.detail(store, ana).occasions) == 1)
    (fact,) = person.detail(store, ana).occasions
    assert (fact.kind, fact.name) == ("other", "Opening of the shop")
    qtbot.waitUntil(lambda: "Opening of the shop: 1 January" in texts(page.facts.occasions))
    do(lambda store: occasions.change(store, fact.id, "wedding", PartialDate(1, 2)))
    qtbot.waitUntil(lambda: "Wedding: 2 January" in texts(page.facts.occasions))


def test_tags_and_kinds_are_added_with_completion_and_removed(
    page: PersonPage, do: Do, store: Store, ana: int, said: Said, qtbot: QtBot
) -> None:
    ben = do(lambda store: people.add(store, NewPerson(full_name="Ben", tags=("Étude", "kelp"))))
    assert ben
    block = page.facts.tags
    block.start()
    QTest.keyClicks(block.field, "etu")
    assert block.field.suggestions.offered == ["Étude"]
    block.field.suggestions.take_first()
    qtbot.waitUntil(lambda: person.detail(store, ana).row.tags == ("Étude",))
    qtbot.waitUntil(lambda: len(block.chips) == 1)
    QTest.keyClick(block.chips[0], Key.Key_Delete)
    qtbot.waitUntil(lambda: person.detail(store, ana).row.tags == ())
    qtbot.waitUntil(lambda: said.texts == ["Tag removed: Étude"])
    page.facts.kinds.give("friend")
    page.facts.kinds.give("bandmate")
    qtbot.waitUntil(lambda: person.detail(store, ana).kinds == ("friend", "bandmate"))
    qtbot.waitUntil(lambda: len(page.facts.kinds.chips) == 2)
    assert tags.all_names(store) == ["Étude", "kelp"]
    assert kinds.all_names(store)[-1] == "bandmate"


def test_facts_without_a_value_are_one_menu_away(
    page: PersonPage, store: Store, ana: int, qtbot: QtBot
) -> None:
    assert not page.facts._blocks["met"].isVisible()
    page.facts.open_fact("department")
    edit = page.facts._texts["department"]
    field_of(edit).setText("Marine Ecology")
    QTest.keyClick(field_of(edit), Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).department == "Marine Ecology")
    page.facts.open_fact("met")
    field_of(page.facts.met.where).setText("Ocean Summit")
    QTest.keyClick(field_of(page.facts.met.where), Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).met_where == "Ocean Summit")
    page.facts.open_fact("phonetic_family")
    edit = page.facts._texts["phonetic_family"]
    field_of(edit).setText("りま")
    QTest.keyClick(field_of(edit), Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).phonetic_family == "りま")


def test_who_introduced_you_is_found_by_typing(
    page: PersonPage, do: Do, store: Store, ana: int, qtbot: QtBot
) -> None:
    ben = do(lambda store: people.add(store, NewPerson(full_name="Ben Okafor")))
    page.facts.open_fact("introduced")
    search = page.facts.introduced.search
    QTest.keyClicks(search, "oka")
    assert search.suggestions.offered == ["Ben Okafor"]
    QTest.keyClick(search, Key.Key_Return)
    qtbot.waitUntil(lambda: person.detail(store, ana).introduced_by == (ben, "Ben Okafor"))
    qtbot.waitUntil(lambda: page.facts.introduced.name.isVisible())
    with qtbot.waitSignal(page.person_wanted) as wanted:
        page.facts.introduced.name.click()
    assert wanted.args == [ben]


def test_where_somebody_came_from_stands_at_the_end(page: PersonPage, do: Do, ana: int, qtbot: QtBot) -> None:
    def come(store: Store) -> None:
        with store.write("Import"):
            store.connection().execute(
                "INSERT INTO import_batch (imported_at, source, files) VALUES ('2026-03-02T12:00:00Z', 'csv', '[\"cards.csv\"]')"
            )
            store.connection().execute("UPDATE person SET import_batch_id = 1 WHERE id = ?", (ana,))

    do(come)
    qtbot.waitUntil(lambda: "Came with cards.csv on 2 March" in texts(page.facts))


# refresh, layout, plain text


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


def test_fact_lines_can_be_used_by_keyboard(page: PersonPage, opens: Opens) -> None:
    line = page.facts.points.lines[0]
    assert isinstance(line, FactLine)
    label = line._label
    label.setFocus()
    QTest.keyClick(label, Key.Key_Return)
    assert opens.opened == ["mailto:ana@example.org"]
    QTest.keyClick(label, Key.Key_F2)
    assert line.is_editing
    QTest.keyClick(line.field, Key.Key_Escape)
    assert not line.is_editing
    assert label.hasFocus()
