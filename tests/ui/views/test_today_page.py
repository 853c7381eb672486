"""Today in the window: what it says, what each key does, what can be taken back, and where the focus goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.words import Channel
from netcare_desktop.store import circles, followups, growth, interactions, people, settings, undo
from netcare_desktop.store.facts import ContactPointFact
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.dialogs.followup import FollowupDialog
from netcare_desktop.ui.dialogs.quick_log import QuickLogDialog
from netcare_desktop.ui.interaction import Interaction, safe_url
from netcare_desktop.ui.views.today_column import OfferCard
from netcare_desktop.ui.views.today_page import TodayPage
from netcare_desktop.ui.views.today_row import EntryRow
from netcare_desktop.ui.widgets.date_choice import DateChoice

HOSTILE = '<img src="file:///dev/zero">'
TODAY = date(2026, 11, 22)
Do = Callable[[Callable[[Store], Any]], Any]


class Opened(Interaction):
    """Remembers what was handed to the system; `works` says whether a program took it."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.works = True

    def open_url(self, url: str) -> bool:
        self.urls.append(url)
        return self.works and safe_url(url) is not None


class Bar:
    """The message bar as a list."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Callable[[], object] | None, str]] = []

    def __call__(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        self.said.append((text, undo, undo_text))

    @property
    def last(self) -> str:
        return self.said[-1][0] if self.said else ""

    def take_back(self) -> None:
        back = self.said[-1][1]
        assert back is not None
        back()


@pytest.fixture
def bar() -> Bar:
    return Bar()


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def page(
    store: Store, bridge: StoreBridge, clock: FixedClock, qtbot: QtBot, opened: Opened, bar: Bar
) -> TodayPage:
    """The page, refreshed after each change as the window does it."""
    made = TodayPage(store, bridge, clock, opened, bar)
    bridge.changed.connect(lambda nouns: made.refresh() if nouns & made.nouns else None)
    qtbot.addWidget(made)
    made.resize(900, 700)
    return made


def show(page: TodayPage, qtbot: QtBot) -> None:
    page.refresh()
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()


def add(
    do: Do, clock: FixedClock, name: str, *, days: int = 100, circle: str = "Regular", **more: Any
) -> int:
    """Somebody in a circle whose last contact was `days` ago, about "the bees of NAME"."""

    def command(store: Store) -> int:
        clock.day = TODAY - timedelta(days=days)
        person = people.add(store, people.NewPerson(full_name=name, **more))
        circles.assign(store, [person], circles.named(store, circle).id)
        interactions.log(
            store, NewInteraction((person,), clock.day, Channel.CALL, summary=f"the bees of {name}")
        )
        clock.day = TODAY
        return person

    return int(do(command))


def press(page: TodayPage, qtbot: QtBot, key: Qt.Key) -> None:
    """A key on whatever has the focus, as the keyboard sends it."""
    qtbot.keyClick(QApplication.focusWidget() or page, key)


def names(page: TodayPage) -> list[str]:
    return [row.face.name for row in page.column.rows]


def words(page: TodayPage) -> str:
    """Everything the page says at the moment."""
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    texts += [button.text() for button in page.findChildren(QPushButton) if button.isVisibleTo(page)]
    return "\n".join(texts)


def current(page: TodayPage) -> str:
    row = page.column.current
    return row.face.name if row is not None else ""


def test_a_row_says_who_why_what_was_last_and_one_idea(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    ben = add(do, clock, "Ben Okafor", days=102, organisation="Okafor & Sons", title="Architect")
    do(lambda store: people.edit(store, ben, matters="the move to Porto"))
    show(page, qtbot)
    said = words(page)
    for part in (
        "Sunday, 22 November · a normal week",
        "Ben Okafor",
        "Architect · Okafor & Sons",
        "Regular · 12 days past the usual rhythm",
        "“the bees of Ben Okafor” · 3 months ago",
        "the move to Porto",
    ):
        assert part in said
    row = page.column.rows[0]
    assert "12 days past the usual rhythm" in row.accessibleName()
    assert all(one.accessibleName() for one in row.tab_chain if one.isVisibleTo(row))


def test_a_hostile_name_is_only_text(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    add(do, clock, HOSTILE, organisation="<b>Bold</b>", title="<i>x</i>")
    do(lambda store: followups.add(store, 1, TODAY, "<u>ring</u>"))
    show(page, qtbot)
    assert HOSTILE in words(page)
    assert "<u>ring</u>" in words(page)
    labels = [label for label in page.findChildren(QLabel) if "<" in label.text()]
    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert all("<img" not in label.toolTip() for label in page.findChildren(QLabel))


def test_done_asks_what_it_was_about_and_logs_it(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana, _ben = add(do, clock, "Ana", days=110), add(do, clock, "Ben", days=100)
    show(page, qtbot)
    assert current(page) == "Ana"
    press(page, qtbot, Qt.Key.Key_D)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.accessibleName() == "What was it about with Ana?"
    qtbot.keyClicks(field, "d is for the grant")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert names(page) == ["Ben"]
    assert current(page) == "Ben"
    assert QApplication.focusWidget() is page.column.rows[0]
    assert "Ana" in bar.last
    logged = interactions.of_person(store, ana)[0]
    assert (logged.on, logged.summary, logged.channel) == (TODAY, "d is for the grant", "message")
    assert (logged.started_by, logged.answered) == ("me", "unknown")


def test_undo_takes_note_and_contact_back_and_the_row_is_current_again(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=110)
    add(do, clock, "Ben", days=100)
    before = do(undo.last)
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "the grant")
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    bar.take_back()
    qtbot.waitUntil(lambda: names(page) == ["Ana", "Ben"])
    qtbot.waitUntil(lambda: current(page) == "Ana")
    assert QApplication.focusWidget() is page.column.current
    assert [one.summary for one in interactions.of_person(store, ana)] == ["the bees of Ana"]
    assert do(undo.last) == before


def test_enter_at_once_skips_the_note(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert interactions.of_person(store, ana)[0].summary == ""
    assert page.column.rows == []


def test_esc_keeps_the_contact_without_a_note(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "half a thought")
    press(page, qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert [one.summary for one in interactions.of_person(store, ana)] == ["", "the bees of Ana"]


def test_leaving_the_line_keeps_what_was_typed(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "the grant")
    qtbot.mouseClick(page.column.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert interactions.of_person(store, ana)[0].summary == "the grant"
    assert current(page) == "Ben"


def test_the_channel_can_be_put_right_while_noting(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    row = page.column.row(f"due:{ana}")
    assert row is not None
    menu = row.tab_chain[1].menu()  # type: ignore[attr-defined]
    next(action for action in menu.actions() if action.text() == "call").trigger()
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar.said))
    logged = interactions.of_person(store, ana)[0]
    assert (logged.channel, logged.on) == ("call", TODAY)
    assert bar.last == "Logged with Ana: call."


def test_undo_elsewhere_makes_a_row_that_asks_whole_again(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bridge: StoreBridge
) -> None:
    add(do, clock, "Ana")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    assert page.column.rows == []
    qtbot.waitUntil(lambda: page.steps.step("due:1") is not None and page.steps.step("due:1").is_saved)  # type: ignore[union-attr]
    bridge.run(undo.undo)
    qtbot.waitUntil(lambda: names(page) == ["Ana"])
    assert QApplication.focusWidget() is page.column.rows[0]
    assert page.steps.step("due:1") is None


def test_a_followup_is_ticked_off_and_a_word_about_it_logs_a_contact(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=1)
    first = do(lambda s: followups.add(s, ana, TODAY - timedelta(days=2), "Send the paper"))
    second = do(lambda s: followups.add(s, ana, TODAY, "Ring", at="14:30"))
    show(page, qtbot)
    assert "Send the paper · for Friday" in words(page)
    assert "Ring · for today at 14:30" in words(page)
    press(page, qtbot, Qt.Key.Key_D)
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.said) == 1)
    assert followups.get(store, first).done_on == TODAY
    assert len(interactions.of_person(store, ana)) == 1
    press(page, qtbot, Qt.Key.Key_D)
    qtbot.keyClicks(QApplication.focusWidget(), "she was glad")
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.said) == 2)
    assert followups.get(store, second).done_on == TODAY
    assert interactions.of_person(store, ana)[0].summary == "she was glad"
    bar.take_back()
    qtbot.waitUntil(lambda: followups.get(store, second).done_on is None)
    assert len(interactions.of_person(store, ana)) == 1


def test_snooze_offers_the_days_of_the_rule(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_S)
    popup = page.findChild(DateChoice) or page.window().findChild(DateChoice)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: bool(bar.said))
    assert bar.last == "Ana comes back Wednesday."
    assert names(page) == ["Ben"]
    assert current(page) == "Ben"
    bar.take_back()
    qtbot.waitUntil(lambda: names(page) == ["Ana", "Ben"])


def test_the_third_snooze_in_a_row_offers_a_longer_rhythm(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=200)
    for time in range(3):
        page.refresh()
        show(page, qtbot)
        said = len(bar.said)
        press(page, qtbot, Qt.Key.Key_S)
        popup = page.window().findChild(DateChoice)
        assert popup is not None
        qtbot.keyClick(popup, Qt.Key.Key_1)
        qtbot.waitUntil(lambda said=said: len(bar.said) > said)  # type: ignore[misc]
        assert page.column.rows == []
        if time < 2:
            assert page.findChild(OfferCard) is None
            clock.day += timedelta(days=1)
    qtbot.waitUntil(lambda: page.findChild(OfferCard) is not None)
    card = page.findChild(OfferCard)
    assert card is not None
    assert "every 6 months" in words(page)
    qtbot.mouseClick(card.accept_button, Qt.MouseButton.LeftButton)
    assert not page.column.isVisible()
    qtbot.waitUntil(lambda: bar.last == "Ana now comes up every 6 months.")
    assert store.value("SELECT cadence FROM person WHERE id = ?", (ana,)) == 180


def test_declining_a_longer_rhythm_changes_nothing(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=200)
    do(lambda s: s.connection().execute("UPDATE person SET snoozes = 2 WHERE id = ?", (ana,)))
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_S)
    qtbot.keyClick(page.window().findChild(DateChoice), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: page.findChild(OfferCard) is not None)
    card = page.findChild(OfferCard)
    assert card is not None
    qtbot.mouseClick(card.decline_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._empty is not None)
    assert store.value("SELECT cadence FROM person WHERE id = ?", (ana,)) is None


def test_rest_pauses_for_sixty_days(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
) -> None:
    ana = add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_R)
    assert names(page) == ["Ben"], "the row goes before it is saved, so that a second key meets the next one"
    qtbot.waitUntil(lambda: bool(bar.said))
    assert store.value("SELECT paused_until FROM person WHERE id = ?", (ana,)) == "2027-01-21"
    bar.take_back()
    qtbot.waitUntil(lambda: names(page) == ["Ana", "Ben"])


def test_a_key_held_down_acts_once(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(page, qtbot)
    for repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r", autorep=repeat
        )
        QApplication.sendEvent(QApplication.focusWidget() or page, event)
    assert names(page) == ["Ben"]


@pytest.mark.parametrize("key", [Qt.Key.Key_O, Qt.Key.Key_Return])
def test_open(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, key: Qt.Key) -> None:
    ana = add(do, clock, "Ana")
    show(page, qtbot)
    with qtbot.waitSignal(page.person_wanted) as asked:
        press(page, qtbot, key)
    assert asked.args == [ana]


def test_double_click_opens(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    ana = add(do, clock, "Ana")
    show(page, qtbot)
    with qtbot.waitSignal(page.person_wanted) as asked:
        qtbot.mouseDClick(page.column.rows[0], Qt.MouseButton.LeftButton, pos=QPoint(60, 30))
    assert asked.args == [ana]


def test_write_takes_the_address_that_fits_the_channel(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, opened: Opened
) -> None:
    points = (ContactPointFact("email", "ana@example.org"), ContactPointFact("phone", "+351 21 555 0101"))
    add(do, clock, "Ana", days=60, circle="Close", contact_points=points)
    add(do, clock, "Ben", days=100, contact_points=(ContactPointFact("email", "ben+x@example.org"),))
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_W)
    press(page, qtbot, Qt.Key.Key_Down)
    press(page, qtbot, Qt.Key.Key_W)
    assert opened.urls == ["tel:+351 21 555 0101", "mailto:ben%2Bx%40example.org"]
    assert safe_url(opened.urls[1]) is not None


def test_write_without_an_address_says_so_kindly(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, opened: Opened, bar: Bar
) -> None:
    add(do, clock, "Ana")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_W)
    text, way, button = bar.said[-1]
    assert text == "There is no e-mail address or phone number for Ana yet."
    assert button == "Add one"
    assert way is not None
    with qtbot.waitSignal(page.person_wanted):
        way()
    assert opened.urls == []


@pytest.mark.parametrize(("value", "tried"), [("ana@example.org", 1), ("a@b?attach=/etc/passwd&x=<b>", 0)])
def test_an_address_nobody_takes_is_put_on_the_clipboard(
    page: TodayPage,
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
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_W)
    assert len(opened.urls) == tried
    assert QGuiApplication.clipboard().text() == value
    assert value in bar.last


def test_arrows_move_and_stop_at_the_ends(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    for number, name in enumerate(("Ana", "Ben", "Eva")):
        add(do, clock, name, days=120 - number)
    show(page, qtbot)
    seen = []
    for key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    ):
        press(page, qtbot, key)
        seen.append(current(page))
        assert QApplication.focusWidget() is page.column.current
    assert seen == ["Ben", "Eva", "Eva", "Ben", "Ana", "Eva"]


def test_tab_goes_through_the_actions_of_the_current_row_and_enter_presses_them(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    show(page, qtbot)
    row = page.column.rows[0]
    for name in ("done", "snooze", "write", "open", "rest"):
        press(page, qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is row.button(name)
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.last.startswith("Ana rests"))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.column.rows[0])
    press(page, qtbot, Qt.Key.Key_Tab)
    press(page, qtbot, Qt.Key.Key_Down)
    assert current(page) == "Ben"


def test_actions_show_on_the_current_row_only(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    show(page, qtbot)
    assert [row.button("done").isVisible() for row in page.column.rows] == [True, False]
    press(page, qtbot, Qt.Key.Key_Down)
    assert [row.button("done").isVisible() for row in page.column.rows] == [False, True]


def test_the_menu_has_what_the_row_has(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana")
    show(page, qtbot)
    menu = page.row_menu(page.column.rows[0])
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Done",
        "Snooze until",
        "Write",
        "Open",
        "Let it rest for 60 days",
        "Log a contact…",
        "Add a follow-up…",
        "Copy",
    ]
    later = actions["Snooze until"].menu()
    assert later is not None
    texts = [action.text() for action in later.actions() if action.text()]  # type: ignore[attr-defined]
    # On a Sunday next Monday is tomorrow: one of the two is enough.
    assert [text.partition("\t")[0] for text in texts] == [
        "Tomorrow",
        "In 3 days",
        "In 2 weeks",
        "In a month",
        "Pick a day…",
    ]
    actions["Copy"].trigger()
    assert QGuiApplication.clipboard().text().startswith("Ana\nRegular · 10 days past")
    later.actions()[1].trigger()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bar.last == "Ana comes back Wednesday.")


def test_the_menu_opens_the_dialogs_for_that_person(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    ana = add(do, clock, "Ana")
    show(page, qtbot)
    menu = page.row_menu(page.column.rows[0])
    actions = {action.text(): action for action in menu.actions()}
    actions["Add a follow-up…"].trigger()
    followup = page.findChild(FollowupDialog)
    assert followup is not None
    assert followup.person.person == ana
    followup.reject()
    actions["Log a contact…"].trigger()
    log = page.findChild(QuickLogDialog)
    assert log is not None
    qtbot.waitUntil(lambda: log.understanding is not None)
    assert log.understanding is not None
    assert [one for one, _name in log.understanding.known_people] == [ana]
    log.reject()


def test_folds_open_in_place(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    ana = add(do, clock, "Ana", days=1)
    for number in range(5):
        do(partial(followups.add, person=ana, on=TODAY - timedelta(days=5 - number), text=f"Thing {number}"))
    show(page, qtbot)
    assert len(page.column.rows) == 3
    line = next(button for button in page.findChildren(QPushButton) if button.text() == "2 more follow-ups")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert [row.face.reason.partition(" ·")[0] for row in page.column.rows] == [
        f"Thing {n}" for n in range(5)
    ]
    assert "more follow-up" not in words(page)
    assert QApplication.focusWidget() is page.column.rows[3]


def test_a_third_step_back_offers_to_choose(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar, store: Store
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
    show(page, qtbot)
    assert "This keeps waiting. Lengthen, pause, or let go?" in words(page)
    press(page, qtbot, Qt.Key.Key_Home)

    def choose(name: str) -> None:
        row = page.column.current
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
    popup = page.window().findChild(DateChoice)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: len(bar.said) == 3)
    assert store.value("SELECT paused_until FROM person WHERE id = ?", (ids["Eva"],)) == "2026-12-22"


def test_enough_for_today_and_what_could_wait(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    do(lambda s: settings.put(s, "today.budget", 1))
    for number, name in enumerate(("Ana", "Ben", "Eva")):
        add(do, clock, name, days=120 - number)
    show(page, qtbot)
    assert names(page) == ["Ana"]
    assert "2 more could wait" in words(page)
    press(page, qtbot, Qt.Key.Key_D)
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._empty is not None)
    assert "Enough for today." in words(page)
    assert "2 more could wait." in words(page)
    assert QApplication.focusWidget() is page
    more = next(button for button in page.findChildren(QPushButton) if button.text() == "Show more")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert names(page) == ["Ben", "Eva"]
    assert current(page) == "Ben"
    press(page, qtbot, Qt.Key.Key_D)
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.said) == 2)
    assert names(page) == ["Eva"]


def test_what_could_wait_comes_in_tens(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    for number in range(18):
        add(do, clock, f"Person {number:02}", days=120)
    show(page, qtbot)
    assert "13 more could wait" in words(page)
    page.foot.more.click()
    assert len(page.column.rows) == 15
    assert "3 more could wait" in words(page)
    page.foot.more.click()
    assert len(page.column.rows) == 18
    assert not page.foot.more.isVisible()
    page.foot.fewer.click()
    assert len(page.column.rows) == 5


def test_light_things_only(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    close = add(do, clock, "Ana", days=60, circle="Close")  # a call
    add(do, clock, "Ben", days=100)  # a message
    do(lambda s: followups.add(s, close, TODAY, "Ring"))
    show(page, qtbot)
    light = next(button for button in page.findChildren(QPushButton) if button.text() == "Light things only")
    qtbot.mouseClick(light, Qt.MouseButton.LeftButton)
    assert names(page) == ["Ben"]
    page.foot.hidden.click()
    assert names(page) == ["Ana", "Ana", "Ben"]
    assert not light.isChecked()


def test_nothing_light_says_so_and_leads_back(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana", days=60, circle="Close")
    show(page, qtbot)
    page.set_energy(1)
    assert page.column.rows == []
    everything = next(
        button for button in page.findChildren(QPushButton) if button.text() == "Show everything"
    )
    qtbot.mouseClick(everything, Qt.MouseButton.LeftButton)
    assert names(page) == ["Ana"]


def test_a_new_database_says_what_to_do(page: TodayPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    assert "Nobody is here yet." in words(page)
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Import a card file…")
    with qtbot.waitSignal(page.import_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "demo" not in words(page)


def test_the_demo_is_offered_where_there_is_one(page: TodayPage, qtbot: QtBot) -> None:
    page.offers_demo = True
    show(page, qtbot)
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Look around in the demo")
    with qtbot.waitSignal(page.demo_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_cards_alone_lead_to_the_stack(page: TodayPage, qtbot: QtBot, do: Do) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name="Ana", in_card_stack=True)))
    show(page, qtbot)
    assert "1 card waits in the stack." in words(page)
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Go through the cards")
    with qtbot.waitSignal(page.cards_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_people_without_a_circle_lead_to_people(page: TodayPage, qtbot: QtBot, do: Do) -> None:
    do(lambda s: people.add(s, people.NewPerson(full_name="Ana")))
    show(page, qtbot)
    assert "Nobody is in a circle yet." in words(page)
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Go to People")
    with qtbot.waitSignal(page.people_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_quiet_day_tells_who_is_next(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    add(do, clock, "Ana", days=84)
    show(page, qtbot)
    assert "Ana is next, in 6 days." in words(page)


def test_cards_waiting_are_one_quiet_line(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    add(do, clock, "Ana")
    for number in range(12):
        do(partial(people.add, new=people.NewPerson(full_name=f"Card {number}", in_card_stack=True)))
    show(page, qtbot)
    assert page.foot.cards.text() == "12 cards wait in the stack"
    with qtbot.waitSignal(page.cards_wanted):
        page.foot.cards.click()


def test_after_the_last_one_a_kind_sentence(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana")
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    assert page._empty is None, "the closing words wait until the last line is answered"
    press(page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._empty is not None)
    assert page._empty_state is not None
    assert page._empty_state.icon_name == "enough"
    bar.take_back()
    qtbot.waitUntil(lambda: names(page) == ["Ana"])
    assert page._empty is None


def test_showing_today_counts_the_day_once_and_only_when_seen(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, store: Store
) -> None:
    ana = add(do, clock, "Ana")

    def stood() -> tuple[Any, ...] | None:
        return store.row("SELECT stood_days, last_stood_on FROM step_back WHERE person_id = ?", (ana,))

    page.refresh()
    do(lambda s: None)
    assert stood() is None
    show(page, qtbot)
    qtbot.waitUntil(lambda: stood() == (1, "2026-11-22"))
    page.refresh()
    do(lambda s: None)
    assert stood() == (1, "2026-11-22")
    clock.day += timedelta(days=1)
    page.day_changed()
    qtbot.waitUntil(lambda: stood() == (2, "2026-11-23"))
    assert "Monday, 23 November" in words(page)


def test_a_page_that_comes_back_on_another_day_plans_anew(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana")
    show(page, qtbot)
    page.hide()
    clock.day += timedelta(days=1)
    page.day_changed()
    page.show()
    assert "Monday, 23 November" in words(page)


def test_rows_stay_the_same_widgets_through_a_refresh(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    for number in range(9):
        add(do, clock, f"Person {number}", days=130 - number)
    show(page, qtbot)
    page.foot.more.click()
    press(page, qtbot, Qt.Key.Key_End)
    bar = page._scroll.verticalScrollBar() if page._scroll is not None else None
    assert bar is not None
    qtbot.waitUntil(lambda: bar.value() > 0)
    rows, at = page.column.rows, bar.value()
    first = int(rows[0].face.person)
    do(lambda s: people.edit(s, first, organisation="Fernwerk"))
    qtbot.waitUntil(lambda: page.column.rows[0].face.about == "Fernwerk")
    assert page.column.rows == rows
    assert bar.value() == at
    assert QApplication.focusWidget() is rows[-1]


def test_a_row_that_is_gone_elsewhere_hands_the_focus_on(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    ana = add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    show(page, qtbot)
    do(lambda s: people.archive(s, [ana]))
    qtbot.waitUntil(lambda: names(page) == ["Ben"])
    assert current(page) == "Ben"
    assert QApplication.focusWidget() is page.column.rows[0]


def test_done_that_cannot_be_saved_brings_the_row_back(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    ana = add(do, clock, "Ana")
    show(page, qtbot)

    def full(s: Store) -> None:
        with s.write_quietly():
            s.connection().execute(
                "CREATE TRIGGER full BEFORE INSERT ON interaction BEGIN SELECT RAISE(ABORT, 'no'); END"
            )

    do(full)
    seen: list[BaseException] = []
    page._bridge.bug.disconnect()
    page._bridge.bug.connect(seen.append)
    press(page, qtbot, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: names(page) == ["Ana"])
    row = page.column.row(f"due:{ana}")
    assert row is not None
    assert not row.is_asking
    assert seen


def test_growing_people_come_first(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    add(do, clock, "Ana", days=300)
    zoe = do(lambda s: people.add(s, people.NewPerson(full_name="Zoe", met_on=TODAY - timedelta(days=3))))
    do(lambda s: growth.grow(s, zoe))
    show(page, qtbot)
    assert names(page) == ["Zoe", "Ana"]


def test_movement_ends_where_it_should(
    page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    theme.current().reduced_motion = False
    show(page, qtbot)
    press(page, qtbot, Qt.Key.Key_D)
    press(page, qtbot, Qt.Key.Key_Return)
    assert current(page) == "Ben"
    qtbot.waitUntil(lambda: len(page.column.findChildren(EntryRow)) == 1 and not page.column.is_busy)
    assert names(page) == ["Ben"]
    qtbot.waitUntil(lambda: bool(bar.said))
    bar.take_back()
    qtbot.waitUntil(lambda: names(page) == ["Ana", "Ben"])
    assert page.column.rows[0].height() > theme.AVATAR_ROW


def test_the_badge_counts_what_is_left(page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    for number in range(7):
        add(do, clock, f"Person {number}", days=120)
    assert page.badge() == 5
