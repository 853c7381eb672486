"""Every icon exists, is drawn, and follows the theme."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from netcare_desktop import assets
from netcare_desktop.ui import icons, theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


def colours_of(image: QImage) -> set[str]:
    """The colours of all pixels that are fully there."""
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


@pytest.mark.parametrize("name", sorted(icons.GLYPHS))
def test_each_name_has_a_glyph_that_fits_its_square(name: str) -> None:
    outline = icons._outline(name).boundingRect()
    assert outline.width() > 8 or outline.height() > 8
    assert outline.left() >= -1
    assert outline.top() >= -1
    assert outline.right() <= 65
    assert outline.bottom() <= 65


def test_an_unknown_name_fails_at_once() -> None:
    with pytest.raises(KeyError):
        icons.icon("no such thing")


def test_an_icon_is_sharp_at_any_scale() -> None:
    for ratio in (1.0, 1.5, 2.0):
        picture = icons.icon("done").pixmap(QSize(16, 16), ratio)
        assert picture.size() == QSize(16, 16) * ratio
        assert picture.devicePixelRatio() == ratio


def test_an_icon_follows_the_theme_without_being_replaced() -> None:
    icon = icons.icon("done", "accent")
    before = colours_of(icon.pixmap(QSize(32, 32), 1.0).toImage())
    theme.current().set_mode("dark")
    after = colours_of(icon.pixmap(QSize(32, 32), 1.0).toImage())
    assert before == {QColor(theme.LIGHT.accent).name()}
    assert after == {QColor(theme.DARK.accent).name()}


def test_a_disabled_icon_is_quiet() -> None:
    picture = icons.icon("done", "accent").pixmap(QSize(32, 32), 1.0, QIcon.Mode.Disabled)
    assert colours_of(picture.toImage()) == {QColor(theme.LIGHT.disabled).name()}


def test_a_copied_icon_paints_the_same() -> None:
    copy = QIcon(icons.icon("search"))
    copy.addPixmap(icons.icon("done").pixmap(QSize(8, 8)))  # detaches: the engine is cloned
    assert not copy.pixmap(QSize(16, 16)).isNull()


@pytest.mark.parametrize("name", ["netcare", "netcare-tray-light", "netcare-tray-dark"])
def test_our_own_drawings_are_well_formed_and_drawn(name: str) -> None:
    root = ET.fromstring(assets.text(f"icons/{name}.svg"))  # noqa: S314 (our own file)
    assert root.get("viewBox") == "0 0 64 64"
    picture = QIcon(str(assets.icon_file(name))).pixmap(QSize(16, 16), 1.0)
    assert picture.size() == QSize(16, 16)
    assert colours_of(picture.toImage())


def test_the_tray_forms_stand_out_from_their_panels() -> None:
    on_dark = icons.tray_icon(dark_panel=True).pixmap(QSize(64, 64), 1.0).toImage()
    on_light = icons.tray_icon(dark_panel=False).pixmap(QSize(64, 64), 1.0).toImage()
    assert all(QColor(colour).lightness() > 200 for colour in colours_of(on_dark))
    assert all(QColor(colour).lightness() < 60 for colour in colours_of(on_light))
