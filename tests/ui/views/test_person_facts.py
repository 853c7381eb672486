"""The facts beside the timeline: each is changed where it stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.store import (
    kinds,
    occasions,
    people,
    person,
    tags,
)
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.views.fact_block import FactLine
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.widgets.icon_button import IconButton
from tests.ui.views.people_scene import (
    Do,
    Key,
    Opens,
    Said,
    choose,
    field_of,
    menu_of,
    texts,
)


@pytest.fixture
def page(person_page: PersonPage) -> PersonPage:
    return person_page


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


def test_a_tag_that_is_kept_by_a_click_elsewhere_moves_nothing_under_it(
    page: PersonPage, store: Store, ana: int, qtbot: QtBot
) -> None:
    window, more = page.windowHandle(), page.facts._more
    assert window is not None
    page.resize(760, 1400)
    page.activateWindow()
    page.facts.tags.start()
    qtbot.waitUntil(page.facts.tags.field.hasFocus)
    QTest.keyClicks(page.facts.tags.field, "choir")
    QApplication.processEvents()
    before = more.mapTo(page, QPoint(0, 0))
    at = more.mapTo(page, more.rect().center())
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    qtbot.waitUntil(lambda: person.detail(store, ana).row.tags == ("choir",))
    QTest.qWait(100)
    assert more.mapTo(page, QPoint(0, 0)) == before
    assert page.facts.tags.chips == []
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    menu = menu_of(page.facts)
    menu.close()
    qtbot.waitUntil(lambda: len(page.facts.tags.chips) == 1)
    qtbot.waitUntil(lambda: not page.facts.tags.field.isVisible())


def test_the_buttons_of_an_address_come_with_the_focus_and_its_label_stands_beside_it(
    page: PersonPage, do: Do, ana: int, qtbot: QtBot
) -> None:
    do(lambda store: people.set_addresses(store, ana, [AddressFact(label="work", city="Porto")]))
    block = page.facts.addresses
    qtbot.waitUntil(lambda: "Porto" in texts(block))
    assert "work" in texts(block).split("\n")
    copy = next(one for one in block.findChildren(IconButton) if one.accessibleName() == "Copy")
    assert not copy.isVisible()
    tools = copy.parentWidget()
    shown = tools.parentWidget() if tools is not None else None
    assert shown is not None
    page.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(copy.isVisible)
    copy.setFocus()
    assert copy.isVisible()
    page.header.log.setFocus()
    qtbot.waitUntil(lambda: not copy.isVisible())
