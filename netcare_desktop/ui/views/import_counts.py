"""What an import would do, in words, and what happens to people who are here already."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.import_session import ImportSession
from netcare_desktop.ui.models.import_preview_model import Arranged, Filter
from netcare_desktop.ui.widgets.chip import ChoiceChip
from netcare_desktop.ui.widgets.combo import Combo
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.plain_label import PlainLabel


class CountsCard(Card):
    """The counts of all files, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=theme.SPACE_4, spacing=theme.SPACE_2)
        self.setFixedWidth(theme.RAIL_WIDE)
        self.body.addWidget(PlainLabel(tr("What would happen"), kind="strong"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_3)
        self._grid.setVerticalSpacing(theme.SPACE_1)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def show_counts(self, session: ImportSession) -> None:
        """Show what the preview counts now."""
        lines = [(n, words) for n, words in count_lines(session) if n]
        while len(self._lines) < len(lines):
            pair = (PlainLabel("", kind="strong"), PlainLabel("", tone="muted", wrap=True))
            at = len(self._lines)
            self._grid.addWidget(pair[0], at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(pair[1], at, 1)
            self._lines.append(pair)
        for at, (number, words) in enumerate(self._lines):
            number.setVisible(at < len(lines))
            words.setVisible(at < len(lines))
            if at < len(lines):
                number.setText(str(lines[at][0]))
                words.setText(lines[at][1])


def count_lines(session: ImportSession) -> list[tuple[int, str]]:
    """Each count with its words."""
    new, update = session.count("create"), session.count("update")
    same, left, unticked = session.count("unchanged"), session.count("skip"), session.unticked
    unusable = session.unusable
    return [
        (new, ntr("new person", "new people", new)),
        (update, ntr("here already, is filled in", "here already, are filled in", update)),
        (same, ntr("here already, unchanged", "here already, unchanged", same)),
        (unticked, ntr("left out by you", "left out by you", unticked)),
        (left, ntr("here already, left as it is", "here already, left as they are", left)),
        (unusable, ntr("cannot be used", "cannot be used", unusable)),
    ]


def count_sentence(session: ImportSession) -> str:
    """ "39 new · 2 update · 1 unchanged · 3 cannot be used"."""
    parts = [
        (session.count("create"), tr("{n} new")),
        (session.count("update"), tr("{n} update")),
        (session.count("unchanged"), tr("{n} unchanged")),
        (session.unticked + session.count("skip"), tr("{n} left out")),
        (session.unusable, tr("{n} cannot be used")),
    ]
    return " · ".join(words.format(n=n) for n, words in parts if n) or tr("nobody to import")


class FilterRow(QWidget):
    """The chips above the table, and what to do with people who are here already.

    `chosen(Filter)`; `duplicates_changed(str)`: update, skip or add.
    """

    chosen = Signal(object)
    duplicates_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        self.chips: dict[Filter, ChoiceChip] = {}
        for which in Filter:
            chip = ChoiceChip("", checked=which is Filter.ALL)
            chip.clicked.connect(lambda _checked=False, which=which: self.choose(which))
            self.chips[which] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.duplicates = Combo()
        for words, what in (
            (tr("Fill in what is empty"), "update"),
            (tr("Leave them as they are"), "skip"),
            (tr("Add them anyway"), "add"),
        ):
            self.duplicates.addItem(words, what)
        self.duplicates.setAccessibleName(tr("People who are here already"))
        self.duplicates.activated.connect(
            lambda _at: self.duplicates_changed.emit(self.duplicates.currentData())
        )
        self._duplicates_label = PlainLabel(tr("Here already:"), kind="secondary")
        self._duplicates_label.setToolTip(tr("What happens to people who are here already"))
        row.addWidget(self._duplicates_label)
        row.addWidget(self.duplicates)

    def choose(self, which: Filter) -> None:
        """Switch to a filter."""
        for one, chip in self.chips.items():
            chip.setChecked(one is which)
        self.chosen.emit(which)

    def show_counts(self, arranged: Arranged) -> None:
        """Put the counts of the file that is shown on the chips; those without rows cannot be chosen."""
        words = {
            Filter.ALL: tr("All {n}"),
            Filter.NEW: tr("New {n}"),
            Filter.UPDATE: tr("Update {n}"),
            Filter.UNCHANGED: tr("Unchanged {n}"),
            Filter.LEFT: tr("Left as they are {n}"),
            Filter.UNUSABLE: tr("Cannot be used {n}"),
        }
        for which, chip in self.chips.items():
            n = arranged.count(which)
            chip.setText(words[which].format(n=n))
            chip.setEnabled(bool(n) or which is Filter.ALL)
            chip.setVisible(bool(n) or which is Filter.ALL)
        current = next((one for one, chip in self.chips.items() if chip.isChecked()), Filter.ALL)
        if not arranged.count(current) and current is not Filter.ALL:
            self.choose(Filter.ALL)
