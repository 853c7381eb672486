"""Colours that can be read, in light and dark, and a theme that follows the system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from netcare_desktop.ui import theme
from netcare_desktop.ui.style_sheet import style_sheet

BOTH = pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
SURFACES = ("window", "rail", "card", "hover", "pressed", "selection")


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = []
    ink = QColor(colour)
    for value in (ink.redF(), ink.greenF(), ink.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    yield theme.apply(qapp, "light")
    theme.apply(qapp, "light")


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("ink", ["text", "muted"])
def test_text_reads_on_every_surface(colours: theme.Colours, surface: str, ink: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, surface)) >= 4.5


@BOTH
@pytest.mark.parametrize("surface", ["window", "rail", "card", "hover", "selection"])
@pytest.mark.parametrize("ink", ["accent", "danger"])
def test_coloured_text_reads(colours: theme.Colours, surface: str, ink: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, surface)) >= 4.5


@BOTH
def test_text_on_filled_grounds_reads(colours: theme.Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_hover) >= 4.5
    assert contrast(colours.on_message, colours.message) >= 4.5
    assert contrast(colours.message_accent, colours.message) >= 4.5


@BOTH
@pytest.mark.parametrize("surface", ["window", "card", "selection"])
def test_marks_are_seen(colours: theme.Colours, surface: str) -> None:
    for mark in (colours.outline, colours.accent, *theme.CIRCLE_COLOURS):
        assert contrast(mark, getattr(colours, surface)) >= 3.0, mark


@pytest.mark.parametrize("tint", theme.AVATAR_TINTS)
def test_initials_read_on_their_tint(tint: tuple[str, str, str, str]) -> None:
    assert contrast(tint[0], tint[1]) >= 4.5
    assert contrast(tint[2], tint[3]) >= 4.5


def test_the_circles_differ_from_each_other() -> None:
    assert len(set(theme.CIRCLE_COLOURS)) == 5


def test_no_other_file_of_the_window_names_a_colour() -> None:
    from pathlib import Path

    assert theme.__file__ is not None
    folder = Path(theme.__file__).parent
    for path in folder.rglob("*.py"):
        if path.name != "theme.py":
            found = re.findall(r"[\"'][^\"'\n]*#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8"))
            assert not found, f"{path.name}: {found}"


def test_the_style_sheet_is_whole(look: theme.Theme, qapp: QApplication) -> None:
    """Qt drops a broken sheet as a whole with a warning only; braces are what breaks."""
    for mode in ("light", "dark"):
        look.set_mode("dark" if mode == "dark" else "light")
        sheet = style_sheet(look)
        assert sheet.count("{") == sheet.count("}") > 50
        assert "None" not in sheet
        assert qapp.styleSheet() == sheet
        for value in (look.colours.window, look.colours.accent):
            assert value in sheet


def test_a_change_of_mode_recolours_and_says_so(look: theme.Theme, qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)
    with qtbot.waitSignal(look.changed):
        look.set_mode("dark")
    assert look.is_dark
    assert look.colour("accent") == QColor(theme.DARK.accent)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)


def test_a_palette_of_the_system_is_followed_where_no_scheme_is_known(
    look: theme.Theme, qapp: QApplication
) -> None:
    """The platform puts its own palette in: its lightness decides, and ours replaces it."""
    look.set_mode("system")
    if qapp.styleHints().colorScheme() != Qt.ColorScheme.Unknown:
        pytest.skip("this platform knows its scheme")
    dark = QPalette()
    dark.setColor(QPalette.ColorRole.Window, QColor("#101418"))
    qapp.setPalette(dark)
    assert look.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)
    light = QPalette()
    light.setColor(QPalette.ColorRole.Window, QColor("#F0F0F0"))
    qapp.setPalette(light)
    assert not look.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)


def test_a_forced_mode_stays_whatever_the_system_does(look: theme.Theme, qapp: QApplication) -> None:
    look.set_mode("light")
    dark = QPalette()
    dark.setColor(QPalette.ColorRole.Window, QColor("#101418"))
    qapp.setPalette(dark)
    assert not look.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)


def test_a_larger_system_font_enlarges_every_kind_of_text(look: theme.Theme, qapp: QApplication) -> None:
    before = qapp.font()
    small = look.font("title").pointSizeF()
    try:
        larger = qapp.font()
        larger.setPointSizeF(before.pointSizeF() * 2)
        qapp.setFont(larger)
        assert look.font("title").pointSizeF() == pytest.approx(2 * small)
        assert f"{look.font('title').pointSizeF():.2f}pt" in qapp.styleSheet()
    finally:
        qapp.setFont(before)


def test_a_circle_without_a_position_and_one_beyond_the_fifth_have_a_colour(look: theme.Theme) -> None:
    assert look.circle_colour(None) == look.colour("outline")
    assert look.circle_colour(6) == look.circle_colour(1)


def test_the_same_name_keeps_its_tint(look: theme.Theme) -> None:
    assert look.avatar_colours("Ana Sousa") == look.avatar_colours("ana sousa")
    grounds = {look.avatar_colours(f"Person {number}")[0].name() for number in range(100)}
    assert len(grounds) == len(theme.AVATAR_TINTS)


def test_every_colour_is_one() -> None:
    for colours in (theme.LIGHT, theme.DARK):
        for field in fields(colours):
            assert QColor(getattr(colours, field.name)).isValid(), field.name
