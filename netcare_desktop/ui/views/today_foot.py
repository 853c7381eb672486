"""What stands around the rows of Today: the kind closing words, what could wait, the cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netcare_desktop.domain import wording
from netcare_desktop.domain.entries import TodayPlan
from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class TodayFoot(QWidget):
    """The quiet lines. `closing` is the sentence for when nothing is left; the page puts it above the rows."""

    more_wanted = Signal()
    fewer_wanted = Signal()
    cards_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.closing = PlainLabel(kind="section", wrap=True)
        self.closing.setContentsMargins(0, theme.SPACE_4, 0, theme.SPACE_2)
        self.closing.hide()
        self.more = Button("", rank="flat", icon_name="next", clicked=self.more_wanted.emit)
        self.fewer = Button(
            tr("Show fewer"), rank="flat", icon_name="collapse", clicked=self.fewer_wanted.emit
        )
        self.hidden = Button("", rank="flat", icon_name="filter", clicked=self.all_wanted.emit)
        self.cards = Button("", rank="flat", icon_name="cards", clicked=self.cards_wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        first = QHBoxLayout()
        first.setSpacing(theme.SPACE_2)
        first.addWidget(self.more)
        first.addWidget(self.fewer)
        first.addStretch()
        column.addLayout(first)
        for button in (self.hidden, self.cards):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_plan(self, plan: TodayPlan, *, kept_done: int, more_shown: int, is_busy: bool) -> None:
        """Say what this plan leaves to say. `more_shown`: how many of those beyond the budget are in sight.

        While the last row is still being answered (`is_busy`) the closing words wait.
        """
        closing = None if is_busy else wording.closing_line(plan, kept_done)
        left = plan.later - more_shown
        later = wording.later_text(left) if left > 0 else None
        hidden = wording.hidden_text(plan.held_by_energy)
        cards = wording.cards_line(plan.cards_waiting)
        for widget, words in (
            (self.closing, closing),
            (self.more, later),
            (self.hidden, hidden),
            (self.cards, cards),
        ):
            widget.setText(words or "")
            widget.setVisible(words is not None)
        self.fewer.setVisible(more_shown > 0)
        self.setVisible(bool(later or hidden or cards or more_shown))
