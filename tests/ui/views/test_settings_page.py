"""The settings page: what is set is shown, a change is saved at once and can be taken back, nothing is changed by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netcare_desktop.store import circles, settings
from netcare_desktop.store.errors import CommandError
from netcare_desktop.store.opening import Store
from netcare_desktop.system.autostart import Autostart, Start
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.views.settings_page import SettingsPage
from netcare_desktop.ui.widgets.setting_row import (
    AnyControl,
    ChoiceControl,
    CountryControl,
    NumberControl,
    SettingRow,
    SwitchControl,
    TimeControl,
    value_of,
)
from tests.ui.conftest import Do

SHOWN = [option for option in settings.OPTIONS.values() if option.section]


class Said:
    """What stood in the message bar, and its Undo."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.undo: Callable[[], object] | None = None

    def __call__(self, text: str, undo: Callable[[], object] | None = None, *, undo_text: str = "") -> None:
        self.texts.append(text)
        self.undo = undo


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def autostart(tmp_path: Path) -> Autostart:
    program = tmp_path / "netcare"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o700)
    return Autostart(Start((str(program), "--hidden")))


@pytest.fixture
def page(
    store: Store, bridge: StoreBridge, autostart: Autostart, said: Said, qtbot: QtBot
) -> Iterator[SettingsPage]:
    made = SettingsPage(store, bridge, autostart, said)
    bridge.changed.connect(lambda nouns: made.refresh() if nouns & made.nouns else None)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.refresh()
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def other_value(option: settings.Option) -> Any:
    """A value that differs from the default."""
    if option.form == "switch":
        return not option.default
    if option.form == "number":
        return option.most
    return {"time": "13:45", "country": "PT", "choice": "dark"}[option.form]


def choose(page: SettingsPage, key: str, value: Any) -> None:
    """As a person does it, by the control's own means."""
    control = page.controls[key]
    if isinstance(control, SwitchControl):
        control.click()
    elif isinstance(control, NumberControl):
        control.setValue(value)
    elif isinstance(control, TimeControl):
        control.setTime(QTime.fromString(value, "HH:mm"))
    else:
        control.setFocus()
        if isinstance(control, CountryControl):
            control._fill()
        at = control.findData(value)
        assert at >= 0
        control.setCurrentIndex(at)
        control.activated.emit(at)


def test_every_setting_has_a_control_and_shows_what_is_set(
    page: SettingsPage, do: Do[None], qtbot: QtBot
) -> None:
    assert page.controls.keys() == {option.key for option in SHOWN}
    for option in SHOWN:
        control, value = page.controls[option.key], other_value(option)
        assert value_of(control) == option.default
        assert control.accessibleName() == option.text
        do(partial(settings.put, key=option.key, value=value))
        qtbot.waitUntil(partial(shows, control, value))


def shows(control: AnyControl, value: object) -> bool:
    return bool(value_of(control) == value)


@pytest.mark.parametrize("option", SHOWN, ids=lambda option: option.key)
def test_a_change_is_saved_at_once_and_taken_back(
    page: SettingsPage, store: Store, said: Said, option: settings.Option, qtbot: QtBot
) -> None:
    choose(page, option.key, other_value(option))
    qtbot.waitUntil(lambda: settings.get(store, option.key) == other_value(option))
    qtbot.waitUntil(lambda: said.texts == [f"Changed: {option.text}"])
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: settings.get(store, option.key) == option.default)
    qtbot.waitUntil(lambda: value_of(page.controls[option.key]) == option.default)


def test_several_steps_are_one_change(page: SettingsPage, store: Store, said: Said, qtbot: QtBot) -> None:
    budget = page.controls["today.budget"]
    budget.setFocus()
    for _ in range(4):
        qtbot.keyClick(budget, Qt.Key.Key_Up)
    assert settings.get(store, "today.budget") == 5
    page.refresh()  # something else was saved meanwhile
    assert value_of(budget) == 9
    qtbot.waitUntil(lambda: settings.get(store, "today.budget") == 9)
    qtbot.waitUntil(lambda: said.texts == ["Changed: People on a normal day"])


def test_leaving_the_field_or_the_page_saves(page: SettingsPage, store: Store, qtbot: QtBot) -> None:
    budget = page.controls["today.budget"]
    ways: tuple[Callable[[], object], ...] = (page.controls["growing.slots"].setFocus, page.hide)
    for value, leave in enumerate(ways, start=7):
        budget.setFocus()
        choose(page, "today.budget", value)
        leave()
        assert not page._savers[budget].is_waiting
        qtbot.waitUntil(partial(is_set, store, value))


def is_set(store: Store, value: int) -> bool:
    return bool(settings.get(store, "today.budget") == value)


def test_the_wheel_scrolls_and_changes_nothing(page: SettingsPage) -> None:
    for control in (*page.controls.values(), *page.cadences.values()):
        if isinstance(control, SwitchControl):
            continue
        before = value_of(control)
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(control.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, turn)
        assert value_of(control) == before


def test_a_click_on_the_words_goes_to_the_control(page: SettingsPage, store: Store, qtbot: QtBot) -> None:
    switch = page.controls["reminders.hide_details"]
    row = next(row for row in page.findChildren(SettingRow) if row.isAncestorOf(switch))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    qtbot.waitUntil(lambda: settings.get(store, "reminders.hide_details") is True)


def test_the_tab_key_reaches_every_control_in_the_order_of_the_eye(page: SettingsPage, qtbot: QtBot) -> None:
    wanted: list[QWidget] = [*page.controls.values(), page.at_login]
    wanted += [*page.cadences.values(), *page.sizes.values()]
    met: list[QWidget] = []
    current: QWidget = page
    for _step in range(500):
        following = current.nextInFocusChain()
        assert following is not None
        current = following
        if current in wanted and current not in met:
            met.append(current)
    assert set(met) == set(wanted)
    places = [(one.mapTo(page, QPoint()).y(), one.mapTo(page, QPoint()).x()) for one in met]
    assert places == sorted(places)


def test_circles_are_edited_and_taken_back(
    page: SettingsPage, store: Store, said: Said, qtbot: QtBot
) -> None:
    inner = circles.everyone(store)[0]
    page.cadences[inner.id].setValue(21)
    qtbot.waitUntil(lambda: circles.everyone(store)[0].cadence == 21)
    page.sizes[inner.id].setValue(0)
    qtbot.waitUntil(lambda: circles.everyone(store)[0].advised_size is None)
    qtbot.waitUntil(lambda: len(said.texts) == 2)
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: page.sizes[inner.id].value() == 5)
    page.cadences[inner.id].setValue(0)
    qtbot.waitUntil(lambda: circles.everyone(store)[0].cadence is None)
    assert page.cadences[inner.id].text() == "never"


def test_the_switch_for_log_in_tells_the_truth(page: SettingsPage, autostart: Autostart, said: Said) -> None:
    assert not page.at_login.value
    page.at_login.click()
    assert autostart.is_on and said.texts == ["NetCare starts quietly at log-in."]
    assert said.undo is not None
    said.undo()
    assert not autostart.is_on and not page.at_login.value
    page.at_login.click()
    autostart.place.unlink()  # in the desktop's own settings
    page.refresh()
    assert not page.at_login.value


def test_where_the_entry_cannot_be_written_the_switch_goes_back(
    page: SettingsPage, autostart: Autostart, said: Said
) -> None:
    autostart.place.parent.parent.mkdir(parents=True, exist_ok=True)
    autostart.place.parent.write_text("a file in the place of the folder", encoding="utf-8")
    page.at_login.click()
    assert not page.at_login.value and said.texts[0].startswith("The system said no")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("reminders.hour", "9:00"),
        ("reminders.hour", "24:00"),
        ("reminders.hour", "09:00\n"),
        ("reminders.hide_details", 1),
        ("today.budget", 0),
        ("today.budget", True),
        ("growing.slots", 6),
        ("import.region", "de"),
        ("theme", "pink"),
    ],
)
def test_a_value_outside_the_limits_is_refused(store: Store, do: Do[None], key: str, value: object) -> None:
    with pytest.raises(CommandError):
        do(lambda writer: settings.put(writer, key, value))
    assert settings.get(store, key) == settings.OPTIONS[key].default


def test_every_default_is_allowed_and_every_choice_is_offered(page: SettingsPage) -> None:
    assert all(option.allows(option.default) for option in settings.OPTIONS.values())
    theme = page.controls["theme"]
    assert isinstance(theme, ChoiceControl)
    assert [theme.itemText(at) for at in range(theme.count())] == ["As the system", "Light", "Dark"]
