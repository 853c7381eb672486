"""What stands around the card: the proposal to archive an old import, the line at the foot, the page instead of a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QPoint,
    QPropertyAnimation,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.domain import circles as rules
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.circles import Circle
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets import motion
from netcare_desktop.ui.widgets.empty_page import EmptyPage
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel


class ArchiveProposal(Card):
    """60 days after an import was first offered, once: what to do with the rest. `archive(batch)`, `keep(batch)`."""

    archive = Signal(int)
    keep = Signal(int)

    def __init__(self) -> None:
        super().__init__(padding=theme.SPACE_3, tone="soft")
        self._batch = 0
        self._text = PlainLabel("", wrap=True)
        self.archive_button = Button(tr("Archive the rest"), clicked=lambda: self.archive.emit(self._batch))
        self.keep_button = Button(tr("Keep"), rank="flat", clicked=lambda: self.keep.emit(self._batch))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self._text, 1)
        row.addWidget(self.archive_button)
        row.addWidget(self.keep_button)
        self.body.addLayout(row)
        self.hide()

    def show_proposal(self, proposed: tuple[int, int] | None) -> None:
        """(import, number of its cards that wait), or None when there is nothing to propose."""
        self.setVisible(proposed is not None)
        if proposed is None:
            return
        self._batch, waiting = proposed
        self._text.setText(
            ntr(
                "{n} card of an import has waited for two months. Archive it? Search still finds it.",
                "{n} cards of an import have waited for two months. Archive them? Search still finds them.",
                waiting,
            ).format(n=waiting)
        )


class FootLine(QWidget):
    """At the left the last decision and its way back, at the right what the circles ask for."""

    def __init__(self, take_back: Callable[[], object]) -> None:
        super().__init__()
        self._last = ElidedLabel("", kind="secondary")
        self._take_back = Button(tr("Take back"), rank="flat", icon_name="undo", clicked=take_back)
        self._take_back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._load = _FittingLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_1)
        line.addWidget(self._last)
        line.addWidget(self._take_back)
        line.addWidget(self._load, 1)
        self.setFixedHeight(theme.CONTROL_HEIGHT + theme.SPACE_1)
        self.set_last("")

    @property
    def last(self) -> str:
        """The last decision in words."""
        return self._last.text()

    def set_last(self, words: str) -> None:
        """The last decision in words; "" when there is none."""
        self._last.setText(words)
        self._last.setVisible(bool(words))
        self._take_back.setVisible(bool(words))

    def set_load(self, choices: Sequence[str]) -> None:
        """What the circles ask for, the longest form first."""
        self._load.set_choices(choices)


class InsteadOfCards(QWidget):
    """Why there is no card: nobody waits, enough for today (with `more` to go on with), or all are put off."""

    import_wanted = Signal()
    go_on = Signal()
    take_back = Signal()

    def __init__(self, waiting: int, more: bool, last: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.page = self._page(waiting, more)
        column.addWidget(self.page, 1)
        foot = FootLine(self.take_back.emit)
        foot.set_last(last)
        column.addWidget(foot)

    def _page(self, waiting: int, more: bool) -> EmptyPage:
        if not waiting:
            return EmptyPage(
                "cards",
                tr("No card waits for a decision."),
                tr(
                    "People you import land here first. They remind you of nothing until you say, one key each, "
                    "who should grow, who belongs into a circle and who may rest in the archive."
                ),
                tr("Import a card file…"),
                self.import_wanted.emit,
                button_icon="import",
            )
        if more:
            return EmptyPage(
                "enough",
                tr("That is enough for today."),
                ntr(
                    "{n} card waits, and it keeps. The next ones come tomorrow.",
                    "{n} cards wait, and they keep. The next ones come tomorrow.",
                    waiting,
                ).format(n=waiting),
                tr("Go on anyway"),
                self.go_on.emit,
            )
        return EmptyPage(
            "calm",
            tr("All cards are put off to another day."),
            tr("They come again from tomorrow on; nothing will remind you of them."),
        )


class _FittingLabel(ElidedLabel):
    """At the right end of a line: the first of several texts for which there is room."""

    def __init__(self) -> None:
        super().__init__("", kind="secondary")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._choices: Sequence[str] = ()

    def set_choices(self, choices: Sequence[str]) -> None:
        """The texts, the preferred one first."""
        self._choices = choices
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        fits = [text for text in self._choices if metrics.horizontalAdvance(text) <= room]
        self.setText(fits[0] if fits else (self._choices[-1] if self._choices else ""))
        self.set_tooltip(self._choices[0] if self._choices else "")


def load_words(circles: Sequence[Circle], growing: int) -> list[str]:
    """What the circles ask for and which is over its size, in forms of several lengths; the longest first."""
    advice = next((one.advice for one in circles if one.advice), "")
    asked = rules.touches_asked(
        [rules.CircleLoad(one.name, one.cadence, one.held) for one in circles], growing
    )
    if not asked:
        return [advice] if advice else []
    if asked >= 1:
        words = tr("Your circles ask for about {n:.1f} touches a day").format(n=asked)
    else:
        weekly = max(1, round(asked * 7))
        words = ntr(
            "Your circles ask for about {n} touch a week",
            "Your circles ask for about {n} touches a week",
            weekly,
        ).format(n=weekly)
    return [f"{advice} · {words}", advice, words] if advice else [words]


def waiting_words(total: int) -> str:
    """ "37 cards wait"."""
    return ntr("{n} card waits", "{n} cards wait", total).format(n=total)


def fly(card: QWidget, target: QWidget, over: QWidget) -> None:
    """Let a picture of the card go to its key within 140 ms, so that one sees where it went."""
    if motion.is_reduced() or not over.isVisible():
        return
    picture = PlainLabel(parent=over)
    picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    picture.setScaledContents(True)
    picture.setPixmap(card.grab())
    start = QRect(card.mapTo(over, QPoint(0, 0)), card.size())
    middle = QRect(target.mapTo(over, QPoint(0, 0)), target.size()).center()
    half = QPoint(theme.SPACE_8, theme.SPACE_3)
    end = QRect(middle - half, QSize(2 * half.x(), 2 * half.y()))
    picture.setGeometry(start)
    picture.show()
    animation = QPropertyAnimation(picture, b"geometry", picture)
    animation.setDuration(theme.FADE_MS)
    animation.setStartValue(start)
    animation.setEndValue(end)
    animation.setEasingCurve(QEasingCurve.Type.InQuad)
    animation.finished.connect(picture.deleteLater)
    animation.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)
