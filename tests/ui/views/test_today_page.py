"""Today in the window: what it says, its empty pages, its folds, and the days it counts."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import followups, growth, people, settings
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.views.today_page import TodayPage
from tests.ui.views.today_scene import TODAY, Bar, Do, add, current, names, press, show, words

HOSTILE = '<img src="file:///dev/zero">'


def test_a_row_says_who_why_what_was_last_and_one_idea(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    ben = add(do, clock, "Ben Okafor", days=102, organisation="Okafor & Sons", title="Architect")
    do(lambda store: people.edit(store, ben, matters="the move to Porto"))
    show(today_page, qtbot)
    said = words(today_page)
    for part in (
        "Sunday, 22 November · a normal week",
        "Ben Okafor",
        "Architect · Okafor & Sons",
        "Regular · 12 days past the usual rhythm",
        "“the bees of Ben Okafor” · 3 months ago",
        "the move to Porto",
    ):
        assert part in said
    row = today_page.column.rows[0]
    assert "12 days past the usual rhythm" in row.accessibleName()
    assert all(one.accessibleName() for one in row.tab_chain if one.isVisibleTo(row))


def test_a_hostile_name_is_only_text(today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    add(do, clock, HOSTILE, organisation="<b>Bold</b>", title="<i>x</i>")
    do(lambda store: followups.add(store, 1, TODAY, "<u>ring</u>"))
    show(today_page, qtbot)
    assert HOSTILE in words(today_page)
    assert "<u>ring</u>" in words(today_page)
    labels = [label for label in today_page.findChildren(QLabel) if "<" in label.text()]
    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert all("<img" not in label.toolTip() for label in today_page.findChildren(QLabel))


def test_enough_for_today_and_what_could_wait(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    do(lambda s: settings.put(s, "today.budget", 1))
    for number, name in enumerate(("Ana", "Ben", "Eva")):
        add(do, clock, name, days=120 - number)
    show(today_page, qtbot)
    assert names(today_page) == ["Ana"]
    assert "2 more could wait" in words(today_page)
    press(today_page, qtbot, Qt.Key.Key_D)
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: today_page._empty is not None)
    assert "Enough for today." in words(today_page)
    assert "2 more could wait." in words(today_page)
    assert QApplication.focusWidget() is today_page
    more = next(button for button in today_page.findChildren(QPushButton) if button.text() == "Show more")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert names(today_page) == ["Ben", "Eva"]
    assert current(today_page) == "Ben"
    press(today_page, qtbot, Qt.Key.Key_D)
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.said) == 2)
    assert names(today_page) == ["Eva"]


def test_what_could_wait_comes_in_tens(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    for number in range(18):
        add(do, clock, f"Person {number:02}", days=120)
    show(today_page, qtbot)
    assert "13 more could wait" in words(today_page)
    today_page.foot.more.click()
    assert len(today_page.column.rows) == 15
    assert "3 more could wait" in words(today_page)
    today_page.foot.more.click()
    assert len(today_page.column.rows) == 18
    assert not today_page.foot.more.isVisible()
    today_page.foot.fewer.click()
    assert len(today_page.column.rows) == 5


def test_light_things_only(today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    close = add(do, clock, "Ana", days=60, circle="Close")  # a call
    add(do, clock, "Ben", days=100)  # a message
    do(lambda s: followups.add(s, close, TODAY, "Ring"))
    show(today_page, qtbot)
    light = next(
        button for button in today_page.findChildren(QPushButton) if button.text() == "Light things only"
    )
    qtbot.mouseClick(light, Qt.MouseButton.LeftButton)
    assert names(today_page) == ["Ben"]
    today_page.foot.hidden.click()
    assert names(today_page) == ["Ana", "Ana", "Ben"]
    assert not light.isChecked()


def test_nothing_light_says_so_and_leads_back(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana", days=60, circle="Close")
    show(today_page, qtbot)
    today_page.set_energy(1)
    assert today_page.column.rows == []
    everything = next(
        button for button in today_page.findChildren(QPushButton) if button.text() == "Show everything"
    )
    qtbot.mouseClick(everything, Qt.MouseButton.LeftButton)
    assert names(today_page) == ["Ana"]


def test_a_new_database_says_what_to_do(today_page: TodayPage, qtbot: QtBot) -> None:
    show(today_page, qtbot)
    assert "Nobody is here yet." in words(today_page)
    button = next(one for one in today_page.findChildren(QPushButton) if one.text() == "Import a card file…")
    with qtbot.waitSignal(today_page.import_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "demo" not in words(today_page)


def test_the_demo_is_offered_where_there_is_one(today_page: TodayPage, qtbot: QtBot) -> None:
    today_page.offers_demo = True
    show(today_page, qtbot)
    button = next(
        one for one in today_page.findChildren(QPushButton) if one.text() == "Look around in the demo"
    )
    with qtbot.waitSignal(today_page.demo_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_cards_alone_lead_to_the_stack(today_page: TodayPage, qtbot: QtBot, do: Do) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name="Ana", in_card_stack=True)))
    show(today_page, qtbot)
    assert "1 card waits in the stack." in words(today_page)
    button = next(one for one in today_page.findChildren(QPushButton) if one.text() == "Go through the cards")
    with qtbot.waitSignal(today_page.cards_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_people_without_a_circle_lead_to_people(today_page: TodayPage, qtbot: QtBot, do: Do) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name="Ana")))
    show(today_page, qtbot)
    assert "Nobody is in a circle yet." in words(today_page)
    button = next(one for one in today_page.findChildren(QPushButton) if one.text() == "Go to People")
    with qtbot.waitSignal(today_page.people_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_quiet_day_tells_who_is_next(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana", days=84)
    show(today_page, qtbot)
    assert "Ana is next, in 6 days." in words(today_page)


def test_cards_waiting_are_one_quiet_line(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana")
    for number in range(12):
        do(partial(people.add, new=people.NewPerson(full_name=f"Card {number}", in_card_stack=True)))
    show(today_page, qtbot)
    assert today_page.foot.cards.text() == "12 cards wait in the stack"
    with qtbot.waitSignal(today_page.cards_wanted):
        today_page.foot.cards.click()


def test_after_the_last_one_a_kind_sentence(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    assert today_page._empty is None, "the closing words wait until the last line is answered"
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: today_page._empty is not None)
    assert today_page._empty_state is not None
    assert today_page._empty_state.icon_name == "enough"
    bar.take_back()
    qtbot.waitUntil(lambda: names(today_page) == ["Ana"])
    assert today_page._empty is None


def test_showing_today_counts_the_day_once_and_only_when_seen(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, store: Store
) -> None:
    ana = add(do, clock, "Ana")

    def stood() -> tuple[Any, ...] | None:
        return store.row("SELECT stood_days, last_stood_on FROM step_back WHERE person_id = ?", (ana,))

    today_page.refresh()
    do(lambda s: None)
    assert stood() is None
    show(today_page, qtbot)
    qtbot.waitUntil(lambda: stood() == (1, "2026-11-22"))
    today_page.refresh()
    do(lambda s: None)
    assert stood() == (1, "2026-11-22")
    clock.day += timedelta(days=1)
    today_page.day_changed()
    qtbot.waitUntil(lambda: stood() == (2, "2026-11-23"))
    assert "Monday, 23 November" in words(today_page)


def test_a_page_that_comes_back_on_another_day_plans_anew(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana")
    show(today_page, qtbot)
    today_page.hide()
    clock.day += timedelta(days=1)
    today_page.day_changed()
    today_page.show()
    assert "Monday, 23 November" in words(today_page)


def test_growing_people_come_first(today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    add(do, clock, "Ana", days=300)
    zoe = do(lambda s: people.add(s, people.NewPerson(full_name="Zoe", met_on=TODAY - timedelta(days=3))))
    do(lambda s: growth.grow(s, zoe))
    show(today_page, qtbot)
    assert names(today_page) == ["Zoe", "Ana"]


def test_the_badge_counts_what_is_left(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    for number in range(7):
        add(do, clock, f"Person {number}", days=120)
    assert today_page.badge() == 5
