"""A line that offers what fits while one types: an organisation, a tag, a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

K = TypeVar("K")


class Suggestions(Generic[K]):
    """Puts a list of suggestions under a field. `find(text)` answers (key, words) pairs, a few ms at most; `chosen(key)`
    is called when one is taken from the list, otherwise the words simply stand in the field.
    """

    def __init__(
        self,
        field: QLineEdit,
        find: Callable[[str], Sequence[tuple[K, str]]],
        chosen: Callable[[K], object] | None = None,
    ) -> None:
        self._find, self._chosen = find, chosen
        self._found: list[tuple[K, str]] = []
        self._model = QStringListModel(field)
        self._completer = QCompleter(self._model, field)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(8)
        field.setCompleter(self._completer)
        field.textEdited.connect(self._look)
        if chosen is not None:
            self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]

    @property
    def offered(self) -> list[str]:
        """The words on offer."""
        return [words for _key, words in self._found]

    def take_first(self) -> bool:
        """Take the first of what is offered; whether there was one."""
        if not self._found or self._chosen is None:
            return False
        self._chosen(self._found[0][0])
        return True

    def _look(self, text: str) -> None:
        wanted = text.strip()
        self._found = list(self._find(wanted)) if wanted else []
        self._model.setStringList(self.offered)

    def _take(self, index: QModelIndex) -> None:
        if self._chosen is not None and 0 <= index.row() < len(self._found):
            self._chosen(self._found[index.row()][0])
