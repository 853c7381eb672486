"""Settings: when to be reminded, how much is offered, the circles, the look. Saved at once, with a way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.store import circles, settings
from netcare_desktop.store.circles import Circle
from netcare_desktop.store.opening import Store
from netcare_desktop.system.autostart import Autostart
from netcare_desktop.ui import theme
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.undoable import Say, say_nothing, undoable, way_back
from netcare_desktop.ui.widgets.circle_dot import CircleDot
from netcare_desktop.ui.widgets.entry_card import Card, Hairline
from netcare_desktop.ui.widgets.page import Page
from netcare_desktop.ui.widgets.plain_label import PlainLabel
from netcare_desktop.ui.widgets.section_title import SectionTitle
from netcare_desktop.ui.widgets.setting_row import (
    AnyControl,
    NumberControl,
    Saver,
    SettingRow,
    SwitchControl,
    control_of,
)

NOUNS = frozenset({"setting", "circle"})
_BEFORE_CIRCLES = (settings.REMINDERS, settings.TODAY, settings.PEOPLE)
MOST_DAYS, MOST_PEOPLE = 3650, 9999


class SettingsPage(Page):
    """The page. Each control saves itself; the message bar offers to take it back.

    The switch for starting at log-in is asked from the system whenever the page is read.
    """

    def __init__(
        self, store: Store, bridge: StoreBridge, autostart: Autostart, say: Say = say_nothing
    ) -> None:
        super().__init__(tr("Settings"), "settings", NOUNS)
        self._store, self._bridge, self._autostart, self._say = store, bridge, autostart, say
        self.controls: dict[str, AnyControl] = {}
        self._savers: dict[AnyControl, Saver] = {}
        self.cadences: dict[int, NumberControl] = {}
        self.sizes: dict[int, NumberControl] = {}
        self.set_subtitle(tr("Every change is saved at once."))
        for section in settings.SECTIONS:
            card = self._section(tr(section))
            for option in settings.OPTIONS.values():
                if option.section == section:
                    control = control_of(option)
                    self.controls[option.key] = control
                    self._keep(control, partial(self._save, option))
                    _add(card, SettingRow(tr(option.text), tr(option.about) if option.about else "", control))
            if section == settings.REMINDERS:
                self.at_login = SwitchControl()
                self.at_login.changed.connect(self._switch_login)
                about = tr("NetCare reminds you from the moment you log in, without opening a window.")
                _add(card, SettingRow(tr("Start quietly at log-in"), about, self.at_login))
            if section == settings.PEOPLE:
                self._circles = self._section(tr("Circles"))
                _add(self._circles, _circle_heads())
        self.body.addStretch()
        self.setFocusProxy(next(iter(self.controls.values())))

    def refresh(self) -> None:
        """Show what is set now; what is being changed this moment stays."""
        for key, control in self.controls.items():
            self._show(control, settings.get(self._store, key))
        self.at_login.show_value(self._autostart.is_on)
        found = circles.everyone(self._store)
        if [circle.id for circle in found] != list(self.cadences):
            self._build_circles(found)
        for circle in found:
            self._show(self.cadences[circle.id], circle.cadence or 0)
            self._show(self.sizes[circle.id], circle.advised_size or 0)

    def _section(self, title: str) -> Card:
        card = Card(padding=0, spacing=0)
        self.body.addWidget(SectionTitle(title))
        self.body.addWidget(card)
        return card

    def _build_circles(self, found: list[Circle]) -> None:
        _empty(self._circles.body)
        for control in (*self.cadences.values(), *self.sizes.values()):
            del self._savers[control]
        self.cadences.clear()
        self.sizes.clear()
        _add(self._circles, _circle_heads())
        for circle in found:
            days = NumberControl(0, MOST_DAYS, unit=tr("days"), zero=tr("never"))
            days.setAccessibleName(tr("{circle}: days between contacts").format(circle=circle.name))
            size = NumberControl(0, MOST_PEOPLE, unit=tr("people"), zero=tr("any number"))
            size.setAccessibleName(tr("{circle}: advised number of people").format(circle=circle.name))
            self._keep(days, partial(self._save_cadence, circle))
            self._keep(size, partial(self._save_size, circle))
            self.cadences[circle.id], self.sizes[circle.id] = days, size
            _add(self._circles, _circle_row(circle, days, size))
        self._order_tabs()

    def _order_tabs(self) -> None:
        """The circles come late into the page; the tab key goes by the eye all the same."""
        before = [key for key, option in settings.OPTIONS.items() if option.section in _BEFORE_CIRCLES]
        order: list[AnyControl] = [self.controls[key] for key in before]
        last_reminder = max(
            at for at, key in enumerate(before) if settings.OPTIONS[key].section == settings.REMINDERS
        )
        order.insert(last_reminder + 1, self.at_login)
        for circle, days in self.cadences.items():
            order += [days, self.sizes[circle]]
        order += [control for key, control in self.controls.items() if key not in before]
        for one, following in pairwise(order):
            self.setTabOrder(one, following)

    def _keep(self, control: AnyControl, save: Callable[[Any], object]) -> None:
        self._savers[control] = Saver(control, save)

    def _show(self, control: AnyControl, value: Any) -> None:
        if not self._savers[control].is_waiting:
            control.show_value(value)

    def _save(self, option: settings.Option, value: Any) -> None:
        if value == settings.get(self._store, option.key):
            return
        words = tr("Changed: {setting}").format(setting=tr(option.text))
        self._run(lambda store: settings.put(store, option.key, value), words)

    def _save_cadence(self, circle: Circle, days: int) -> None:
        words = tr("Changed: how often {circle} asks for contact").format(circle=circle.name)
        self._run(lambda store: circles.set_cadence(store, circle.id, days or None), words)

    def _save_size(self, circle: Circle, people: int) -> None:
        words = tr("Changed: how many people {circle} is for").format(circle=circle.name)
        self._run(lambda store: circles.set_advised_size(store, circle.id, people or None), words)

    def _run(self, command: Callable[[Store], object], words: str) -> None:
        self._bridge.run(
            undoable(command),
            then=lambda changed: (
                changed.action is not None and self._say(words, way_back(self._bridge, [changed.action]))
            ),
            failed=self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        self._say(str(error))
        self.refresh()

    def _switch_login(self) -> None:
        wanted = self.at_login.value
        try:
            self._autostart.switch(wanted)
        except OSError as error:
            self._say(
                tr("The system said no: {reason}.").format(reason=error.strerror or type(error).__name__)
            )
        else:
            words = (
                tr("NetCare starts quietly at log-in.") if wanted else tr("NetCare waits until you start it.")
            )
            self._say(words, self._switch_login_back)
        self.at_login.show_value(self._autostart.is_on)

    def _switch_login_back(self) -> None:
        self.at_login.show_value(not self.at_login.value)
        self._switch_login()


def _circle_heads() -> QWidget:
    """The words over the two columns of numbers."""
    heads = QWidget()
    row = QHBoxLayout(heads)
    row.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_2)
    row.setSpacing(theme.SPACE_4)
    row.addStretch(1)
    for words in (tr("Contact every"), tr("Advised for")):
        label = PlainLabel(words, kind="secondary")
        label.setFixedWidth(theme.SPACE_8 * 5)
        row.addWidget(label)
    return heads


def _circle_row(circle: Circle, days: NumberControl, size: NumberControl) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(theme.SPACE_4, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(CircleDot(circle.rank + 1), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(SettingRow(circle.name, "", days, size), 1)
    return whole


def _add(card: Card, row: QWidget) -> None:
    if card.body.count():
        card.body.addWidget(Hairline())
    card.body.addWidget(row)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
