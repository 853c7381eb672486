"""What is done with an entry of Today: done, snooze, rest, write, choose; and the way back from each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import followups, interactions, undo
from netcare_desktop.store.facts import ContactPointFact
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.interaction import safe_url
from netcare_desktop.ui.views.today_column import OfferCard
from netcare_desktop.ui.views.today_page import TodayPage
from netcare_desktop.ui.views.today_row import EntryRow
from netcare_desktop.ui.widgets.date_choice import DateChoice
from tests.ui.views.today_scene import TODAY, Bar, Do, Opened, add, current, names, press, show, words


def test_done_asks_what_it_was_about_and_logs_it(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana, _ben = add(do, clock, "Ana", days=110), add(do, clock, "Ben", days=100)
    show(today_page, qtbot)
    assert current(today_page) == "Ana"
    press(today_page, qtbot, Qt.Key.Key_D)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "What was it about with Ana?"
    qtbot.keyClicks(field, "d is for the grant")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert names(today_page) == ["Ben"]
    assert current(today_page) == "Ben"
    assert QApplication.focusWidget() is today_page.column.rows[0]
    assert "Ana" in bar.last
    logged = interactions.of_person(store, ana)[0]
    assert (logged.on, logged.summary, logged.channel) == (TODAY, "d is for the grant", "message")
    assert (logged.started_by, logged.answered) == ("me", "unknown")


def test_undo_takes_note_and_contact_back_and_the_row_is_current_again(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=110)
    add(do, clock, "Ben", days=100)
    before = do(undo.last)
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "the grant")
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    bar.take_back()
    qtbot.waitUntil(lambda: names(today_page) == ["Ana", "Ben"])
    qtbot.waitUntil(lambda: current(today_page) == "Ana")
    assert QApplication.focusWidget() is today_page.column.current
    assert [one.summary for one in interactions.of_person(store, ana)] == ["the bees of Ana"]
    assert do(undo.last) == before


def test_enter_at_once_skips_the_note(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert interactions.of_person(store, ana)[0].summary == ""
    assert today_page.column.rows == []


def test_esc_keeps_the_contact_without_a_note(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "half a thought")
    press(today_page, qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert [one.summary for one in interactions.of_person(store, ana)] == ["", "the bees of Ana"]


def test_leaving_the_line_keeps_what_was_typed(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "the grant")
    qtbot.mouseClick(today_page.column.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert interactions.of_person(store, ana)[0].summary == "the grant"
    assert current(today_page) == "Ben"


def test_the_channel_can_be_put_right_while_noting(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    row = today_page.column.row(f"due:{ana}")
    assert row is not None
    menu = row.tab_chain[1].menu()  # type: ignore[attr-defined]
    next(action for action in menu.actions() if action.text() == "call").trigger()
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    logged = interactions.of_person(store, ana)[0]
    assert (logged.channel, logged.on) == ("call", TODAY)
    assert bar.last == "Logged with Ana: call."


def test_undo_elsewhere_makes_a_row_that_asks_whole_again(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bridge: StoreBridge
) -> None:
    add(do, clock, "Ana")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    assert today_page.column.rows == []
    step = today_page.steps.step("due:1")
    assert step is not None
    qtbot.waitUntil(lambda: step.is_saved)
    bridge.run(undo.undo)
    qtbot.waitUntil(lambda: names(today_page) == ["Ana"])
    assert QApplication.focusWidget() is today_page.column.rows[0]
    assert today_page.steps.step("due:1") is None


def test_a_followup_is_ticked_off_and_a_word_about_it_logs_a_contact(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=1)
    first = do(lambda s: followups.add(s, ana, TODAY - timedelta(days=2), "Send the paper"))
    second = do(lambda s: followups.add(s, ana, TODAY, "Ring", at="14:30"))
    show(today_page, qtbot)
    assert "Send the paper · for Friday" in words(today_page)
    assert "Ring · for today at 14:30" in words(today_page)
    press(today_page, qtbot, Qt.Key.Key_D)
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.said) == 1)
    assert followups.get(store, first).done_on == TODAY
    assert len(interactions.of_person(store, ana)) == 1
    press(today_page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "she was glad")
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.said) == 2)
    assert followups.get(store, second).done_on == TODAY
    assert interactions.of_person(store, ana)[0].summary == "she was glad"
    bar.take_back()
    qtbot.waitUntil(lambda: followups.get(store, second).done_on is None)
    assert len(interactions.of_person(store, ana)) == 1


def test_snooze_offers_the_days_of_the_rule(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_S)
    popup = today_page.findChild(DateChoice) or today_page.window().findChild(DateChoice)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert bar.last == "Ana comes back Wednesday."
    assert names(today_page) == ["Ben"]
    assert current(today_page) == "Ben"
    bar.take_back()
    qtbot.waitUntil(lambda: names(today_page) == ["Ana", "Ben"])


def test_the_third_snooze_in_a_row_offers_a_longer_rhythm(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=200)
    for time in range(3):
        today_page.refresh()
        show(today_page, qtbot)
        said = len(bar.said)
        press(today_page, qtbot, Qt.Key.Key_S)
        popup = today_page.window().findChild(DateChoice)
        assert popup is not None
        qtbot.keyClick(popup, Qt.Key.Key_1)
        qtbot.waitUntil(lambda said=said: len(bar.said) > said)  # type: ignore[misc]
        assert today_page.column.rows == []
        if time < 2:
            assert today_page.findChild(OfferCard) is None
            clock.day += timedelta(days=1)
    qtbot.waitUntil(lambda: today_page.findChild(OfferCard) is not None)
    card = today_page.findChild(OfferCard)
    assert card is not None
    assert "every 6 months" in words(today_page)
    qtbot.mouseClick(card.accept_button, Qt.MouseButton.LeftButton)
    assert not today_page.column.isVisible()
    qtbot.waitUntil(lambda: bar.last == "Ana now comes up every 6 months.")
    assert store.value("SELECT cadence FROM person WHERE id = ?", (ana,)) == 180


def test_declining_a_longer_rhythm_changes_nothing(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=200)
    do(lambda s: s.connection().execute("UPDATE person SET snoozes = 2 WHERE id = ?", (ana,)))
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_S)
    qtbot.keyClick(today_page.window().findChild(DateChoice), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: today_page.findChild(OfferCard) is not None)
    card = today_page.findChild(OfferCard)
    assert card is not None
    qtbot.mouseClick(card.decline_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: today_page._empty is not None)
    assert store.value("SELECT cadence FROM person WHERE id = ?", (ana,)) is None


def test_rest_pauses_for_sixty_days(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_R)
    assert names(today_page) == ["Ben"], (
        "the row goes before it is saved, so that a second key meets the next one"
    )
    qtbot.waitUntil(lambda: bool(bar.said))
    assert store.value("SELECT paused_until FROM person WHERE id = ?", (ana,)) == "2027-01-21"
    bar.take_back()
    qtbot.waitUntil(lambda: names(today_page) == ["Ana", "Ben"])


def test_write_takes_the_address_that_fits_the_channel(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, opened: Opened
) -> None:
    points = (ContactPointFact("email", "ana@example.org"), ContactPointFact("phone", "+351 21 555 0101"))
    add(do, clock, "Ana", days=60, circle="Close", contact_points=points)
    add(do, clock, "Ben", days=100, contact_points=(ContactPointFact("email", "ben+x@example.org"),))
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_W)
    press(today_page, qtbot, Qt.Key.Key_Down)
    press(today_page, qtbot, Qt.Key.Key_W)
    assert opened.urls == ["tel:+351 21 555 0101", "mailto:ben%2Bx%40example.org"]
    assert safe_url(opened.urls[1]) is not None


def test_write_without_an_address_says_so_kindly(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, opened: Opened, bar: Bar
) -> None:
    add(do, clock, "Ana")
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_W)
    text, way, button = bar.said[-1]
    assert text == "There is no e-mail address or phone number for Ana yet."
    assert button == "Add one"
    assert way is not None
    with qtbot.waitSignal(today_page.person_wanted):
        way()
    assert opened.urls == []


@pytest.mark.parametrize(("value", "tried"), [("ana@example.org", 1), ("a@b?attach=/etc/passwd&x=<b>", 0)])
def test_an_address_nobody_takes_is_put_on_the_clipboard(
    today_page: TodayPage,
    qtbot: QtBot,
    do: Do,
    clock: FixedClock,
    opened: Opened,
    bar: Bar,
    value: str,
    tried: int,
) -> None:
    add(do, clock, "Ana", contact_points=(ContactPointFact("email", value),))
    opened.works = False
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_W)
    assert len(opened.urls) == tried
    assert QGuiApplication.clipboard().text() == value
    assert value in bar.last


def test_a_third_step_back_offers_to_choose(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ids = {name: add(do, clock, name, days=days) for name, days in (("Ana", 130), ("Ben", 125), ("Eva", 120))}

    def passed_over(s: Store) -> None:
        with s.write_quietly():
            s.connection().executemany(
                "INSERT INTO step_back (person_id, stood_days, last_stood_on, steps, behind_until) "
                "VALUES (?, 0, '2026-11-01', 3, '2026-11-10')",
                [(one,) for one in ids.values()],
            )

    do(passed_over)
    show(today_page, qtbot)
    assert "This keeps waiting. Lengthen, pause, or let go?" in words(today_page)
    press(today_page, qtbot, Qt.Key.Key_Home)

    def choose(name: str) -> None:
        row = today_page.column.current
        assert row is not None
        button = row.findChild(QPushButton, name)
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    choose("lengthen")
    qtbot.waitUntil(lambda: len(bar.said) == 1)
    assert bar.last == "Ana now comes up every 6 months."
    choose("let_go")
    qtbot.waitUntil(lambda: len(bar.said) == 2)
    assert store.value("SELECT growth FROM person WHERE id = ?", (ids["Ben"],)) == "let go"
    choose("pause")
    popup = today_page.window().findChild(DateChoice)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: len(bar.said) == 3)
    assert store.value("SELECT paused_until FROM person WHERE id = ?", (ids["Eva"],)) == "2026-12-22"


def test_done_that_cannot_be_saved_brings_the_row_back(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    ana = add(do, clock, "Ana")
    show(today_page, qtbot)

    def full(s: Store) -> None:
        with s.write_quietly():
            s.connection().execute(
                "CREATE TRIGGER full BEFORE INSERT ON interaction BEGIN SELECT RAISE(ABORT, 'no'); END"
            )

    do(full)
    seen: list[BaseException] = []
    today_page._bridge.bug.disconnect()
    today_page._bridge.bug.connect(seen.append)
    press(today_page, qtbot, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: names(today_page) == ["Ana"])
    row = today_page.column.row(f"due:{ana}")
    assert row is not None
    assert not row.is_asking
    assert seen


def test_movement_ends_where_it_should(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    theme.current().reduced_motion = False
    show(today_page, qtbot)
    press(today_page, qtbot, Qt.Key.Key_D)
    press(today_page, qtbot, Qt.Key.Key_Return)
    assert current(today_page) == "Ben"
    qtbot.waitUntil(
        lambda: len(today_page.column.findChildren(EntryRow)) == 1 and not today_page.column.is_busy
    )
    assert names(today_page) == ["Ben"]
    qtbot.waitUntil(lambda: bool(bar.said))
    bar.take_back()
    qtbot.waitUntil(lambda: names(today_page) == ["Ana", "Ben"])
    assert today_page.column.rows[0].height() > theme.AVATAR_ROW
