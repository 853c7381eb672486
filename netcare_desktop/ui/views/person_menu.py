"""The menus about people: what a right-click in the list and the ⋯ of a page offer, circles, pauses, rhythms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from netcare_desktop.domain import day_words
from netcare_desktop.domain.dates import plus_months
from netcare_desktop.domain.words import Growth
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.circles import Circle
from netcare_desktop.store.facts import PersonRow
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.widgets.circle_dot import paint_circle_dot

CADENCES = (7, 14, 30, 60, 90, 180, 365)
"""Own rhythms on offer, in days."""


@dataclass(frozen=True)
class Gestures:
    """What a menu or a key asks of the page because it needs a place on it."""

    log: Callable[[Sequence[int]], object]
    follow_up: Callable[[int], object]
    snooze: Callable[[int], object]
    pause_until: Callable[[Sequence[int]], object]
    tag: Callable[[Sequence[int]], object]
    rename: Callable[[int], object]
    open: Callable[[int], object]
    copy: Callable[[], object]


def new_menu(parent: QWidget) -> QMenu:
    """A menu that goes when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    return menu


def add(
    menu: QMenu,
    text: str,
    act: Callable[[], object],
    icon_name: str = "",
    *,
    key: str = "",
    enabled: bool = True,
    checked: bool | None = None,
) -> QAction:
    """An entry; `text` is shown literally, `key` is only told."""
    shown = text.replace("&", "&&") + (f"\t{key}" if key else "")
    action = menu.addAction(icons.icon(icon_name), shown) if icon_name else menu.addAction(shown)
    action.setEnabled(enabled)
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)
    action.triggered.connect(lambda _checked=False: act())
    return action


def circle_icon(position: int | None) -> QIcon:
    """The mark of a circle (1 the closest) as an icon."""
    side, ratio = theme.ICON_ROW, 3.0
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    inset = (side - theme.SPACE_3) / 2
    paint_circle_dot(painter, QRectF(inset, inset, theme.SPACE_3, theme.SPACE_3), position)
    painter.end()
    return QIcon(picture)


def fill_circles(
    menu: QMenu,
    circles: Sequence[Circle],
    choose: Callable[[Circle | None], object],
    current: int | None = None,
) -> None:
    """One entry per circle with what it asks and holds, and *No circle*. A circle over its size says so in its tooltip."""
    for number, circle in enumerate(circles, start=1):
        held = ntr("{n} person", "{n} people", circle.held).format(n=circle.held)
        text = tr("{circle} · {often} · {held}").format(
            circle=circle.name, often=day_words.cadence_text(circle.cadence), held=held
        )
        action = add(menu, text, partial(choose, circle), key=str(number) if number < 6 else "")
        action.setIcon(circle_icon(circle.rank + 1))
        if circle.advice:
            action.setToolTip(circle.advice)
        if circle.id == current:
            font = action.font()
            font.setBold(True)
            action.setFont(font)
    menu.addSeparator()
    action = add(menu, tr("No circle"), lambda: choose(None), enabled=True)
    action.setIcon(circle_icon(None))


def fill_pauses(
    menu: QMenu, today: date, pause: Callable[[date | None], object], pick: Callable[[], object]
) -> None:
    """For how long nobody is reminded."""
    for text, until in (
        (tr("For 2 weeks"), today + timedelta(days=14)),
        (tr("For a month"), plus_months(today, 1)),
        (tr("For 60 days"), today + timedelta(days=60)),
    ):
        add(menu, text, partial(pause, until))
    add(menu, tr("Until a day…"), pick, "calendar")
    menu.addSeparator()
    add(menu, tr("Until further notice"), lambda: pause(None))


def fill_cadences(menu: QMenu, current: int | None, choose: Callable[[int | None], object]) -> None:
    """The person's own rhythm instead of the circle's."""
    add(menu, tr("As the circle says"), lambda: choose(None), checked=current is None)
    menu.addSeparator()
    offered = (
        CADENCES if current is None or current in (0, *CADENCES) else tuple(sorted((current, *CADENCES)))
    )
    for days in offered:
        text = day_words.cadence_text(days)
        add(menu, text[:1].upper() + text[1:], partial(choose, days), checked=current == days)
    menu.addSeparator()
    add(menu, tr("Never remind"), lambda: choose(0), checked=current == 0)


def fill_person_menu(
    menu: QMenu,
    rows: Sequence[PersonRow],
    circles: Sequence[Circle],
    commands: PersonCommands,
    gestures: Gestures,
    *,
    chosen: Sequence[int],
    deleted: bool,
    parent: QWidget,
) -> None:
    """What can be done with the chosen people; one person has more. `rows`: those of them whose rows were read."""
    if deleted:
        add(menu, tr("Bring back"), lambda: commands.bring_back(chosen), "restore")
        add(menu, tr("Delete for good…"), lambda: commands.erase(parent, chosen), "remove", key=tr("Del"))
        return
    one = rows[0] if len(chosen) == 1 else None
    if one is not None:
        add(menu, tr("Open"), lambda: gestures.open(one.id), "open", key=tr("Enter"))
        menu.addSeparator()
    add(menu, tr("Log a contact"), lambda: gestures.log(chosen), "log", key="L")
    if one is not None:
        add(menu, tr("Follow-up"), lambda: gestures.follow_up(one.id), "followup", key="F")
        _reach(menu, one, commands)
    menu.addSeparator()
    sub = menu.addMenu(icons.icon("circle"), tr("Circle"))
    sub.setToolTipsVisible(True)
    fill_circles(sub, circles, lambda circle: commands.put_into_circle(chosen, circle))
    if one is not None and one.growth is not Growth.GROWING:
        add(menu, tr("Grow"), lambda: commands.grow(one.id), "grow", key="G")
    add(menu, tr("Tag…"), lambda: gestures.tag(chosen), "tag")
    if one is not None:
        add(menu, tr("Snooze…"), lambda: gestures.snooze(one.id), "snooze", enabled=one.due_on is not None)
    pauses = menu.addMenu(icons.icon("pause"), tr("Pause"))
    fill_pauses(
        pauses,
        commands.clock.today(),
        lambda until: commands.pause(chosen, until),
        lambda: gestures.pause_until(chosen),
    )
    menu.addSeparator()
    if one is not None:
        add(menu, tr("Rename"), lambda: gestures.rename(one.id), "edit", key="F2")
    add(menu, tr("Copy as text"), gestures.copy, "copy", key=tr("Ctrl+C"))
    menu.addSeparator()
    if all(row.archived for row in rows):
        add(menu, tr("Bring back from the archive"), lambda: commands.unarchive(chosen), "restore")
    else:
        add(menu, tr("Archive"), lambda: commands.archive(chosen), "archive", key="A")
    add(menu, tr("Delete"), lambda: commands.delete(chosen), "remove", key=tr("Del"))


def _reach(menu: QMenu, row: PersonRow, commands: PersonCommands) -> None:
    if row.emails:
        add(
            menu,
            tr("Write to {address}").format(address=row.emails[0]),
            lambda: commands.write_to(row.emails[0]),
            "write",
        )
    if row.phones:
        add(
            menu,
            tr("Call {number}").format(number=row.phones[0]),
            lambda: commands.call(row.phones[0]),
            "call",
        )
