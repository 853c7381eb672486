"""Suggestions under a field."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from netcare_desktop.ui.widgets.suggest import Suggestions
from tests.ui.widgets.conftest import Place


def test_suggestions_follow_what_is_typed_and_are_taken(place: Place) -> None:
    words = ["Lisbon", "London", "Porto"]
    taken: list[int] = []
    field = QLineEdit()
    offered = Suggestions(
        field,
        lambda text: [(at, word) for at, word in enumerate(words) if word.lower().startswith(text)],
        taken.append,
    )
    place(field)
    QTest.keyClicks(field, "l")
    assert offered.offered == ["Lisbon", "London"]
    QTest.keyClicks(field, "o")
    assert offered.offered == ["London"]
    assert offered.take_first()
    assert taken == [1]
    field.clear()
    QTest.keyClicks(field, "x")
    assert not offered.take_first()
