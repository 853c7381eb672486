"""A button with a caret and a menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from netcare_desktop.ui.widgets.menu_button import MenuButton
from tests.ui.widgets.conftest import Place


def test_a_menu_button_has_room_for_its_caret(place: Place) -> None:
    button = MenuButton("A & B", icon_name="sort")
    place(button)
    assert button.accessibleName() == "A & B"
    assert button.text().startswith("A && B ")
    menu = QMenu(button)
    menu.addAction("One")
    button.open_menu(menu)
    assert menu.isVisible()
    menu.close()
