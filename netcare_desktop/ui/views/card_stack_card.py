"""The card on top of the stack: everything on it, where it came from, and the edges of those below."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.domain import day_words
from netcare_desktop.i18n import tr
from netcare_desktop.store.facts import ContactPointFact, PersonDetail
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.avatar import Avatar
from netcare_desktop.ui.widgets.chip import Chip
from netcare_desktop.ui.widgets.entry_card import Card, Hairline
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel

LOW_BELOW = theme.TEXT_COLUMN // 2  # px of height for the pile
CARD_WIDTH = theme.TEXT_COLUMN - theme.SPACE_8
_FAN = ((2.4, 3), (-1.5, 2), (1.2, 1))
"""Degrees by which the cards below are turned, and how many must lie below for the edge to show."""

_POINT_ICONS = {"email": "email", "phone": "call", "url": "web", "social": "social", "fax": "call"}


class _Icon(QWidget):
    """A quiet icon in front of a line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.ICON_ROW, theme.ICON_ROW + theme.SPACE_1)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), QRectF(self.rect()), self._name, theme.current().colour("muted"))


class CardPile(QWidget):
    """The top card in the middle, and up to three edges fanned out behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._below = 0
        self.card = Card(padding=theme.SPACE_6, spacing=theme.SPACE_3)
        self.card.setMaximumWidth(CARD_WIDTH)
        self._build_head()
        self._content = QWidget()
        self._facts = QVBoxLayout(self._content)
        self._facts.setContentsMargins(0, 0, theme.SPACE_3, 0)
        self._facts.setSpacing(theme.SPACE_3)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content)
        self.card.body.addWidget(self._scroll, 1)
        self.card.body.addWidget(Hairline())
        self._origin = ElidedLabel("", kind="secondary")
        self.card.body.addWidget(self._origin)

        row = QHBoxLayout(self)
        # The edges behind need room to show.
        row.setContentsMargins(theme.SPACE_8, theme.SPACE_4, theme.SPACE_8, theme.SPACE_6)
        row.addStretch(1)
        row.addWidget(self.card, 100)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(CARD_WIDTH + 2 * theme.SPACE_8, theme.TEXT_COLUMN * 3 // 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.TEXT_COLUMN // 2, theme.TEXT_COLUMN // 4)

    def add_action(self, widget: QWidget) -> None:
        """Put a small button at the top right of the card."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def set_card(self, detail: PersonDetail, origin: str, below: int, today: date) -> None:
        """Show a person; `origin` says where the card came from, `below` how many cards lie under it."""
        self._below = below
        row = detail.row
        self._avatar.set_person(row.name)
        self._name.setText(row.name)
        role = " · ".join(part for part in (row.title, detail.department, row.organisation) if part)
        if detail.is_organisation and not role:
            role = tr("An organisation")
        self._role.setText(role)
        self._role.setVisible(bool(role))
        self._nickname.setText(_also_called(detail))
        self._nickname.setVisible(bool(self._nickname.text()))
        self._fill(detail, today)
        self._origin.setText(origin)
        self._scroll.verticalScrollBar().setValue(0)
        self.card.setAccessibleName(", ".join(part for part in (row.name, role) if part))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a low window the facts need the room more than the frame does.
        low = event.size().height() < LOW_BELOW
        space = theme.SPACE_4 if low else theme.SPACE_6
        self.card.body.setContentsMargins(space, space, space, space if not low else theme.SPACE_3)
        self.card.body.setSpacing(theme.SPACE_2 if low else theme.SPACE_3)
        side = theme.AVATAR_PAGE * 2 // 3 if low else theme.AVATAR_PAGE
        self._avatar.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.card.geometry()).adjusted(0.5, 0.5, -0.5, -0.5)
        for degrees, needed in _FAN:
            if self._below < needed:
                continue
            painter.save()
            painter.translate(frame.center().x(), frame.bottom())
            painter.rotate(degrees)
            painter.translate(-frame.center().x(), -frame.bottom())
            painter.setPen(QPen(look.colour("line"), 1))
            painter.setBrush(look.colour("card" if needed == 1 else "hover"))
            painter.drawRoundedRect(frame, theme.RADIUS_CARD, theme.RADIUS_CARD)
            painter.restore()

    def _build_head(self) -> None:
        self._avatar = Avatar(size=theme.AVATAR_PAGE)
        self._name = ElidedLabel("", kind="title")
        self._role = ElidedLabel("", tone="muted")
        self._nickname = ElidedLabel("", kind="secondary")
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE_1 // 2)
        words.addStretch(1)
        for label in (self._name, self._role, self._nickname):
            words.addWidget(label)
        words.addStretch(1)
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.SPACE_4)
        self._head.addWidget(self._avatar)
        self._head.addLayout(words, 1)
        self.card.body.addLayout(self._head)

    def _fill(self, detail: PersonDetail, today: date) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        grid = _FactGrid()
        first = _FactGrid()
        met = _met(detail, today)
        if met:
            first.add("event", met)
        if detail.connected_on:
            first.add(
                "link",
                tr("Connected on {day}").format(day=day_words.calendar_day(detail.connected_on, today)),
            )
        if first.lines:
            self._facts.addWidget(first)
        if detail.row.tags:
            tags = QWidget()
            flow = FlowLayout(tags)
            for tag in detail.row.tags:
                flow.addWidget(Chip(tag))
            self._facts.addWidget(tags)
        if detail.notes:
            self._facts.addWidget(PlainLabel(detail.notes, wrap=True, selectable=True))
        for point in detail.contact_points:
            grid.add(_POINT_ICONS.get(point.kind, "other"), _readable(point), _point_label(point))
        for address in detail.addresses:
            grid.add("address", ", ".join(address.text.split("\n")), address.label)
        for occasion in detail.occasions:
            icon_name = "birthday" if occasion.kind == "birthday" else "occasion"
            day = day_words.month_name(occasion.month)
            year = f" {occasion.year}" if occasion.year else ""
            grid.add(icon_name, f"{occasion.day} {day}{year}", occasion.name or _occasion(occasion.kind))
        for label, name in detail.relations:
            grid.add("people", name, label)
        if grid.lines:
            self._facts.addWidget(grid)
        elif not (first.lines or detail.row.tags or detail.notes):
            self._facts.addWidget(PlainLabel(tr("Only the name is on this card."), tone="muted"))
        self._facts.addStretch(1)


class _FactGrid(QWidget):
    """Lines of icon, value and quiet label."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(theme.SPACE_2)
        self._grid.setColumnStretch(2, 1)

    def add(self, icon_name: str, value: str, label: str = "") -> None:
        """One more line."""
        self._grid.addWidget(_Icon(icon_name), self.lines, 0)
        self._grid.addWidget(ElidedLabel(value), self.lines, 1)
        self._grid.addWidget(ElidedLabel(label, kind="secondary"), self.lines, 2)
        self.lines += 1


def _readable(point: ContactPointFact) -> str:
    """A web address as people say it: "linkedin.com/in/benedikt-größmann"."""
    if point.kind not in ("url", "social"):
        return point.value
    bare = (
        point.value.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    )
    plain = unquote(bare)
    return plain if plain.isprintable() else bare


def _point_label(point: ContactPointFact) -> str:
    label = point.label
    if point.kind == "fax" and "fax" not in label.casefold():
        label = f"{label} {tr('fax')}".strip()
    return label


def _occasion(kind: str) -> str:
    known = {"birthday": tr("birthday"), "anniversary": tr("anniversary")}
    return known.get(kind, kind)


def _also_called(detail: PersonDetail) -> str:
    phonetic = " ".join(part for part in (detail.phonetic_family, detail.phonetic_given) if part)
    return " · ".join(part for part in (f"“{detail.nickname}”" if detail.nickname else "", phonetic) if part)


def _met(detail: PersonDetail, today: date) -> str:
    day = day_words.calendar_day(detail.met_on, today) if detail.met_on else ""
    if detail.met_where and day:
        return tr("You met at {place}, {day}").format(place=detail.met_where, day=day)
    if detail.met_where:
        return tr("You met at {place}").format(place=detail.met_where)
    return tr("You met on {day}").format(day=day) if day else ""
