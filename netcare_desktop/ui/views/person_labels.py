"""Tags and kinds of a person as chips: add with completion, take away with the cross or Del."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from netcare_desktop.domain.names import fold
from netcare_desktop.i18n import tr
from netcare_desktop.store import kinds, tags
from netcare_desktop.store.facts import PersonDetail
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.fact_block import FACT_INSET, FactBlock
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.widgets.after_click import after_click
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import IconButton
from netcare_desktop.ui.widgets.removable_chip import RemovableChip
from netcare_desktop.ui.widgets.suggest import Suggestions


class WordField(QLineEdit):
    """One word to add: Enter gives it (`given(str)`), Esc or leaving it empty closes it (`left`)."""

    given = Signal(str)
    left = Signal()

    def __init__(self, name: str, all_words: Callable[[], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self._all_words = all_words
        self.suggestions: Suggestions[str] = Suggestions(self, self._find, self._give)
        self.returnPressed.connect(lambda: self._give(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):  # type: ignore[attr-defined]
            if self.text().strip():
                self._give(self.text())
            after_click(self, self._leave)

    def _leave(self) -> None:
        if not self.hasFocus():
            self.left.emit()

    def _find(self, text: str) -> list[tuple[str, str]]:
        wanted = fold(text)
        found = [word for word in self._all_words() if wanted in fold(word)]
        found.sort(key=lambda word: (not fold(word).startswith(wanted), fold(word)))
        return [(word, word) for word in found[:8]]

    def _give(self, text: str) -> None:
        word = text.strip()
        self.clear()
        if word:
            self.given.emit(word)


class _Labels(FactBlock):
    """Chips and a field that comes with the plus."""

    def __init__(self, caption: str, add_words: str, all_words: Callable[[], list[str]]) -> None:
        super().__init__(caption)
        self._add_words = add_words
        self._shown: tuple[object, ...] | None = None
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=theme.SPACE_1)
        self._chips.setContentsMargins(FACT_INSET, 0, 0, 0)
        self.body.addWidget(self._chips)
        self.field = WordField(add_words, all_words)
        self.field.hide()
        self.field.given.connect(self.give)
        self.field.left.connect(self.field.hide)
        self.body.addWidget(self.field)
        self.add_action(IconButton("add", add_words, clicked=self.start))

    def start(self) -> None:
        """Open the field."""
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chips(self) -> list[RemovableChip]:
        """The chips shown."""
        found = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [
            chip for item in found if item is not None and isinstance(chip := item.widget(), RemovableChip)
        ]

    def show_words(self, person: int, words: tuple[str, ...]) -> None:
        """Show these as chips."""
        if self._shown is not None and self._shown[0] != person:
            self.field.clear()
            self.field.hide()
        if (person, words) == self._shown:
            return
        self._shown = (person, words)
        self._flow.clear()
        for word in words:
            chip = RemovableChip(word)
            chip.removed.connect(lambda word=word: self.take_away(word))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(words))
        self._chips.updateGeometry()

    def give(self, word: str) -> None:
        """Add a word."""
        raise NotImplementedError

    def take_away(self, word: str) -> None:
        """Remove a word."""
        raise NotImplementedError


class Tags(_Labels):
    """The tags of a person."""

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__(tr("Tags"), tr("Add a tag"), lambda: tags.all_names(commands.store))
        self._commands, self._person = commands, 0

    def show_person(self, detail: PersonDetail) -> None:
        """Show the person's tags."""
        self._person = detail.row.id
        self.show_words(detail.row.id, detail.row.tags)

    def give(self, word: str) -> None:
        person = self._person
        self._commands.do(lambda store: tags.add(store, [person], word))

    def take_away(self, word: str) -> None:
        person = self._person
        self._commands.do(
            lambda store: tags.remove(store, [person], word), tr("Tag removed: {tag}").format(tag=word)
        )


class Kinds(_Labels):
    """What the person is to me: family, friend, colleague, …"""

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__(
            tr("Who they are to me"),
            tr("Family, friend, colleague, …"),
            lambda: kinds.all_names(commands.store),
        )
        self._commands, self._person = commands, 0
        self._now: tuple[str, ...] = ()

    def show_person(self, detail: PersonDetail) -> None:
        """Show the person's kinds."""
        self._person, self._now = detail.row.id, detail.kinds
        self.show_words(detail.row.id, detail.kinds)

    def give(self, word: str) -> None:
        person, wanted = self._person, (*self._now, word)
        self._now = wanted
        self._commands.do(lambda store: kinds.set_kinds(store, person, wanted))

    def take_away(self, word: str) -> None:
        person, wanted = self._person, tuple(one for one in self._now if one != word)
        self._commands.do(
            lambda store: kinds.set_kinds(store, person, wanted), tr("Removed: {text}").format(text=word)
        )
