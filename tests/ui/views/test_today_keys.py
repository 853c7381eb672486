"""The keys, the menu and the focus of Today."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import followups, people
from netcare_desktop.ui.dialogs.followup import FollowupDialog
from netcare_desktop.ui.dialogs.quick_log import QuickLogDialog
from netcare_desktop.ui.views.today_page import TodayPage
from tests.ui.views.today_scene import TODAY, Bar, Do, add, current, names, press, show, words


def test_a_key_held_down_acts_once(today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    add(do, clock, "Ana", days=110)
    add(do, clock, "Ben")
    show(today_page, qtbot)
    for repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r", autorep=repeat
        )
        QApplication.sendEvent(QApplication.focusWidget() or today_page, event)
    assert names(today_page) == ["Ben"]


@pytest.mark.parametrize("key", [Qt.Key.Key_O, Qt.Key.Key_Return])
def test_open(today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, key: Qt.Key) -> None:
    ana = add(do, clock, "Ana")
    show(today_page, qtbot)
    with qtbot.waitSignal(today_page.person_wanted) as asked:
        press(today_page, qtbot, key)
    assert asked.args == [ana]


def test_double_click_opens(today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    ana = add(do, clock, "Ana")
    show(today_page, qtbot)
    with qtbot.waitSignal(today_page.person_wanted) as asked:
        qtbot.mouseDClick(today_page.column.rows[0], Qt.MouseButton.LeftButton, pos=QPoint(60, 30))
    assert asked.args == [ana]


def test_arrows_move_and_stop_at_the_ends(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    for number, name in enumerate(("Ana", "Ben", "Eva")):
        add(do, clock, name, days=120 - number)
    show(today_page, qtbot)
    seen = []
    for key in (
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    ):
        press(today_page, qtbot, key)
        seen.append(current(today_page))
        assert QApplication.focusWidget() is today_page.column.current
    assert seen == ["Ben", "Eva", "Eva", "Ben", "Ana", "Eva"]


def test_tab_goes_through_the_actions_of_the_current_row_and_enter_presses_them(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    show(today_page, qtbot)
    row = today_page.column.rows[0]
    for name in ("done", "snooze", "write", "open", "rest"):
        press(today_page, qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is row.button(name)
    press(today_page, qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.last.startswith("Ana rests"))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is today_page.column.rows[0])
    press(today_page, qtbot, Qt.Key.Key_Tab)
    press(today_page, qtbot, Qt.Key.Key_Down)
    assert current(today_page) == "Ben"


def test_actions_show_on_the_current_row_only(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    show(today_page, qtbot)
    assert [row.button("done").isVisible() for row in today_page.column.rows] == [True, False]
    press(today_page, qtbot, Qt.Key.Key_Down)
    assert [row.button("done").isVisible() for row in today_page.column.rows] == [False, True]


def test_the_menu_has_what_the_row_has(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, bar: Bar
) -> None:
    add(do, clock, "Ana")
    show(today_page, qtbot)
    menu = today_page.row_menu(today_page.column.rows[0])
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


@pytest.mark.parametrize("by", ["Shift+F10", "right click", "button"])
def test_the_menu_opens_by_key_and_mouse(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock, by: str
) -> None:
    add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    show(today_page, qtbot)
    row = today_page.column.rows[1 if by == "right click" else 0]
    if by == "Shift+F10":
        qtbot.keyClick(row, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    elif by == "right click":
        where = QPoint(40, 20)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, row.mapToGlobal(where))
        QApplication.sendEvent(row, event)
    else:
        row.button("more").click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Done"
    menu.close()
    assert current(today_page) == row.face.name


def test_the_menu_opens_the_dialogs_for_that_person(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    ana = add(do, clock, "Ana")
    show(today_page, qtbot)
    menu = today_page.row_menu(today_page.column.rows[0])
    actions = {action.text(): action for action in menu.actions()}
    actions["Add a follow-up…"].trigger()
    followup = today_page.findChild(FollowupDialog)
    assert followup is not None
    assert followup.person.person == ana
    followup.reject()
    actions["Log a contact…"].trigger()
    log = today_page.findChild(QuickLogDialog)
    assert log is not None
    qtbot.waitUntil(lambda: log.understanding is not None)
    assert log.understanding is not None
    assert [one for one, _name in log.understanding.known_people] == [ana]
    log.reject()


def test_folds_open_in_place(today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock) -> None:
    ana = add(do, clock, "Ana", days=1)
    for number in range(5):
        do(partial(followups.add, person=ana, on=TODAY - timedelta(days=5 - number), text=f"Thing {number}"))
    show(today_page, qtbot)
    assert len(today_page.column.rows) == 3
    line = next(
        button for button in today_page.findChildren(QPushButton) if button.text() == "2 more follow-ups"
    )
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert [row.face.reason.partition(" ·")[0] for row in today_page.column.rows] == [
        f"Thing {n}" for n in range(5)
    ]
    assert "more follow-up" not in words(today_page)
    assert QApplication.focusWidget() is today_page.column.rows[3]


def test_rows_stay_the_same_widgets_through_a_refresh(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    for number in range(9):
        add(do, clock, f"Person {number}", days=130 - number)
    show(today_page, qtbot)
    today_page.foot.more.click()
    press(today_page, qtbot, Qt.Key.Key_End)
    bar = today_page._scroll.verticalScrollBar() if today_page._scroll is not None else None
    assert bar is not None
    qtbot.waitUntil(lambda: bar.value() > 0)
    rows, at = today_page.column.rows, bar.value()
    first = int(rows[0].face.person)
    do(lambda s: people.edit(s, first, organisation="Fernwerk"))
    qtbot.waitUntil(lambda: today_page.column.rows[0].face.about == "Fernwerk")
    assert today_page.column.rows == rows
    assert bar.value() == at
    assert QApplication.focusWidget() is rows[-1]


def test_a_row_that_is_gone_elsewhere_hands_the_focus_on(
    today_page: TodayPage, qtbot: QtBot, do: Do, clock: FixedClock
) -> None:
    ana = add(do, clock, "Ana", days=120)
    add(do, clock, "Ben", days=110)
    show(today_page, qtbot)
    do(lambda s: people.archive(s, [ana]))
    qtbot.waitUntil(lambda: names(today_page) == ["Ben"])
    assert current(today_page) == "Ben"
    assert QApplication.focusWidget() is today_page.column.rows[0]
