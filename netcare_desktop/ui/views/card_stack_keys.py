"""The big keys under the card: what each does, the key that does it, and what a circle holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from netcare_desktop.domain.card_stack import LastSpoke
from netcare_desktop.domain.day_words import cadence_text
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.circles import Circle
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.chip import ChoiceChip
from netcare_desktop.ui.widgets.circle_dot import paint_circle_dot
from netcare_desktop.ui.widgets.plain_label import PlainLabel, plain_tooltip

MOST_CIRCLE_KEYS = 9


class KeyButton(QAbstractButton):
    """A key of the keyboard as a button: the cap with its letter, what it does, and a quiet line below.

    `circle` is the position of the circle (1 is the closest) whose mark stands beside the cap, else
    `icon_name`. Clicking takes no focus, so that the page keeps listening to the keys.
    """

    def __init__(
        self,
        key: str,
        name: str,
        hint: str = "",
        *,
        icon_name: str = "",
        circle: int | None = None,
        tooltip: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._key, self._name, self._hint = key, name, hint
        self._icon_name, self._circle = icon_name, circle
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(name, hint, tooltip)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def set_words(self, name: str, hint: str, tooltip: str = "") -> None:
        """Say something else on the same key."""
        self._name, self._hint = name, hint
        self.setAccessibleName(f"{name}, {hint} ({self._key})" if hint else f"{name} ({self._key})")
        self.setToolTip(plain_tooltip(tooltip))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        name, hint = QFontMetrics(look.font("strong")), QFontMetrics(look.font("small"))
        wide = max(
            name.horizontalAdvance(self._name),
            hint.horizontalAdvance(self._hint),
            self._cap_width() + theme.SPACE_2 + theme.ICON_ROW,
        )
        high = (
            theme.SPACE_3 + self._cap_height() + theme.SPACE_2 + name.height() + hint.height() + theme.SPACE_2
        )
        return QSize(wide + 2 * theme.SPACE_2, high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.RAIL_NARROW, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        option = QStyleOptionButton()
        option.initFrom(self)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = "pressed" if self.isDown() else "hover" if hovered else "card"
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(area, theme.RADIUS_CARD, theme.RADIUS_CARD)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS_CARD, theme.RADIUS_CARD)
        self._paint_cap(painter)
        self._paint_words(painter)

    def _cap_font(self) -> QFont:
        return theme.current().font("strong")

    def _cap_height(self) -> int:
        return QFontMetrics(self._cap_font()).height() + theme.SPACE_1

    def _cap_width(self) -> int:
        width = QFontMetrics(self._cap_font()).horizontalAdvance(self._key) + 2 * theme.SPACE_2
        return max(self._cap_height(), width)

    def _paint_cap(self, painter: QPainter) -> None:
        """The letter in its frame with the mark beside it, both in the middle."""
        look = theme.current()
        mark = theme.SPACE_3 if self._circle is not None else theme.ICON_ROW
        cap, gap = self._cap_width(), theme.SPACE_2
        left = (self.width() - cap - gap - mark) / 2
        frame = QRectF(left, theme.SPACE_3, cap, self._cap_height())
        painter.setPen(QPen(look.colour("outline" if self.isEnabled() else "line"), 1))
        painter.setBrush(look.colour("window"))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), theme.SPACE_1, theme.SPACE_1)
        painter.setFont(self._cap_font())
        painter.setPen(look.colour("text" if self.isEnabled() else "disabled"))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), self._key)
        spot = QRectF(frame.right() + gap, frame.center().y() - mark / 2, mark, mark)
        if self._circle is not None:
            paint_circle_dot(painter, spot, self._circle)
        else:
            icons.paint(
                painter, spot, self._icon_name, look.colour("accent" if self.isEnabled() else "disabled")
            )

    def _paint_words(self, painter: QPainter) -> None:
        look = theme.current()
        top = theme.SPACE_3 + self._cap_height() + theme.SPACE_2
        room = self.width() - 2 * theme.SPACE_1
        for text, kind, role in ((self._name, "strong", "text"), (self._hint, "small", "muted")):
            font = look.font("strong" if kind == "strong" else "small")
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(look.colour(role if self.isEnabled() else "disabled"))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            area = QRectF(theme.SPACE_1, top, room, metrics.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine), shown)
            top += metrics.height()


class KeyRow(QWidget):
    """Grow, the circles, archive, later. `set_state` shows what they hold now."""

    def __init__(
        self,
        *,
        grow: Callable[[], object],
        to_circle: Callable[[Circle], object],
        archive: Callable[[], object],
        later: Callable[[], object],
    ) -> None:
        super().__init__()
        self._grow, self._to_circle, self._archive, self._later = grow, to_circle, archive, later
        self._circles: list[Circle] = []
        self.buttons: dict[str, KeyButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_2)

    def set_state(self, circles: list[Circle], growing: int, slots: int) -> None:
        """Show the circles with what they hold, and how many of the growing slots are taken.

        The keys stay the same widgets, so that the one under the pointer or with the focus keeps it.
        """
        circles = circles[:MOST_CIRCLE_KEYS]
        ranks = [circle.rank for circle in circles]
        old, self._circles = [circle.rank for circle in self._circles], circles
        if not self.buttons or ranks != old:
            self._make_keys()
        self.buttons["G"].set_words(
            tr("Grow"),
            tr("{n} of {slots} taken").format(n=growing, slots=slots),
            tr("Tend it every two weeks until it stands by itself.")
            if growing < slots
            else tr("All slots are taken; you will be asked who moves on."),
        )
        for number, circle in enumerate(circles, start=1):
            lines = (_capital(cadence_text(circle.cadence)), circle.advice or "")
            self.buttons[str(number)].set_words(
                circle.name, _holds(circle), "\n".join(line for line in lines if line)
            )

    def _make_keys(self) -> None:
        had_focus = next((key for key, button in self.buttons.items() if button.hasFocus()), "")
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        self._add(KeyButton("G", tr("Grow"), icon_name="grow", clicked=self._grow))
        for number, circle in enumerate(self._circles, start=1):
            chosen = partial(self._choose, number - 1)
            self._add(KeyButton(str(number), circle.name, circle=circle.rank + 1, clicked=chosen))
        self._add(
            KeyButton(
                "A",
                tr("Archive"),
                tr("kept, silent"),
                icon_name="archive",
                tooltip=tr("Keep the card where search finds it; nothing will remind you."),
                clicked=self._archive,
            )
        )
        self._add(
            KeyButton(
                tr("Space"),
                tr("Later"),
                tr("another day"),
                icon_name="later",
                tooltip=tr("Put the card at the back of the stack."),
                clicked=self._later,
            )
        )
        if had_focus in self.buttons:
            self.buttons[had_focus].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, place: int) -> None:
        self._to_circle(self._circles[place])

    def _add(self, button: KeyButton) -> None:
        self.buttons[button._key if button._key.isalnum() and len(button._key) == 1 else " "] = button
        self._row.addWidget(button, 1)


class LastSpokeRow(QWidget):
    """The one optional question of triage. `answered` is called with the answer, None when it is taken back."""

    def __init__(self, answered: Callable[[LastSpoke | None], object]) -> None:
        super().__init__()
        self._answered = answered
        self._chips: dict[LastSpoke, ChoiceChip] = {}
        flow = QHBoxLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(theme.SPACE_2)
        label = PlainLabel(tr("When did you last speak?"), kind="secondary")
        label.setMinimumHeight(theme.SPACE_6)
        flow.addWidget(label)
        for answer, text in (
            (LastSpoke.THIS_MONTH, tr("M  this month")),
            (LastSpoke.THIS_YEAR, tr("Y  this year")),
            (LastSpoke.LONGER_AGO, tr("L  longer ago")),
        ):
            chip = ChoiceChip(
                text, tooltip=tr("Optional. It tells when somebody should be due for the first time.")
            )
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _checked=False, answer=answer: self.toggle(answer))
            self._chips[answer] = chip
            flow.addWidget(chip)
        self._answer: LastSpoke | None = None

    @property
    def answer(self) -> LastSpoke | None:
        """What is switched on."""
        return self._answer

    def set_answer(self, answer: LastSpoke | None) -> None:
        """Show a stored answer."""
        self._answer = answer
        for one, chip in self._chips.items():
            chip.setChecked(one is answer)

    def toggle(self, answer: LastSpoke) -> None:
        """Give the answer, or take it back when it was given before."""
        self.set_answer(None if answer is self._answer else answer)
        self._answered(self._answer)


def _holds(circle: Circle) -> str:
    if circle.advice is not None and circle.advised_size is not None:
        return tr("{n}, over {advised}").format(n=circle.held, advised=circle.advised_size)
    if not circle.held:
        return tr("nobody yet")
    return ntr("holds {n}", "holds {n}", circle.held).format(n=circle.held)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
