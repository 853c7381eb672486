"""A country, by its name in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox

from netcare_desktop.i18n import tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.widgets.combo import Combo


class RegionChoice(Combo):
    """Countries by name; filled when it is opened or reached, for there are some 250 of them."""

    def __init__(self) -> None:
        super().__init__()
        self._is_filled = False
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem(tr("not said"), None)

    def show_region(self, code: str | None) -> None:
        """Show a country by its ISO code; None: not said."""
        choose(self, code, _region_name(code or ""))

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._fill()
        super().focusInEvent(event)

    def _fill(self) -> None:
        if self._is_filled:
            return
        self._is_filled = True
        current = self.currentData()
        self.blockSignals(True)
        self.clear()
        self.addItem(tr("not said"), None)
        for words, code in _regions():
            self.addItem(words, code)
        self.show_region(current)
        self.blockSignals(False)
        self.view().setMinimumWidth(theme.RAIL_WIDE)


def choose(combo: QComboBox, value: object, words: str) -> None:
    """Show `value`; one that is not offered is added."""
    at = next((n for n in range(combo.count()) if combo.itemData(n) == value), -1)
    if at < 0:
        combo.addItem(words, value)
        at = combo.count() - 1
    combo.setCurrentIndex(at)


def _regions() -> list[tuple[str, str]]:
    """Countries with their ISO codes, by name in the user's language."""
    found = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha():
            found[code] = QLocale.territoryToString(territory)
    return sorted(((words, code) for code, words in found.items()), key=lambda one: one[0].casefold())


def _region_name(code: str) -> str:
    territory = QLocale.codeToTerritory(code)
    return QLocale.territoryToString(territory) if code else tr("not said")
