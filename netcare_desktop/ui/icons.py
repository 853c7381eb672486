"""Icons by the names of our own domain, drawn from the Phosphor set that QtAwesome keeps.

QtAwesome itself reads every font it knows at its import (some 180 ms, measured against 7 ms for what is done
here), so only its Phosphor font and character map are used. Glyphs are drawn as outlines: sharp at any size
and scale. An icon asks the theme for its colour while it paints, so nobody has to replace it when light turns
to dark.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QPixmapCache,
    QRawFont,
)

from netcare_desktop import assets
from netcare_desktop.ui import theme

# Our name -> glyph of Phosphor. A name says what it is for, not what it shows.
GLYPHS: Final[dict[str, str]] = {
    # pages
    "today": "sun-horizon",
    "people": "users",
    "cards": "cards",
    "growing": "leaf",
    "introductions": "handshake",
    "promises": "circle-wavy-check",
    "shelf": "books",
    "insights": "chart-bar",
    "settings": "gear-six",
    # what one does
    "done": "check",
    "snooze": "clock",
    "write": "envelope-simple",
    "open": "arrow-right",
    "rest": "moon",
    "more": "dots-three",
    "undo": "arrow-counter-clockwise",
    "redo": "arrow-clockwise",
    "search": "magnifying-glass",
    "import": "download-simple",
    "export": "export",
    "paste": "clipboard-text",
    "add": "plus",
    "person-add": "user-plus",
    "log": "note-pencil",
    "followup": "calendar-plus",
    "edit": "pencil-simple",
    "remove": "trash",
    "archive": "archive",
    "pause": "pause",
    "resume": "play",
    "grow": "leaf",
    "later": "clock-clockwise",
    "copy": "copy",
    "close": "x",
    "back": "arrow-left",
    "forward": "arrow-right",
    "expand": "caret-down",
    "collapse": "caret-up",
    "next": "caret-right",
    "previous": "caret-left",
    "filter": "funnel-simple",
    "sort": "sort-ascending",
    "backup": "floppy-disk",
    "restore": "clock-counter-clockwise",
    "quit": "sign-out",
    "help": "question",
    "keyboard": "keyboard",
    "link": "link-simple",
    "unlink": "link-break",
    "select-all": "selection-all",
    # what there is
    "person": "user",
    "organisation": "buildings",
    "circle": "circle",
    "tag": "tag",
    "call": "phone",
    "message": "chat-circle",
    "email": "envelope-simple",
    "letter": "envelope-open",
    "meeting": "coffee",
    "video": "video-camera",
    "social": "at",
    "event": "ticket",
    "other": "chat-dots",
    "web": "globe-simple",
    "address": "map-pin",
    "birthday": "cake",
    "occasion": "star",
    "calendar": "calendar-blank",
    "note": "note",
    "idea": "lightbulb",
    "thread": "quotes",
    "gift": "gift",
    "promise": "circle-wavy-check",
    "file": "file-text",
    "table": "table",
    "info": "info",
    "warning": "warning",
    "damage": "warning-octagon",
    "calm": "coffee",
    "enough": "sparkle",
    "drop": "download-simple",
    "private": "lock-simple",
}
_EM: Final = 64.0


@cache
def _font_and_map() -> tuple[QRawFont, dict[str, str]]:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the icon font is missing; please install the program again")
    fonts = Path(spec.submodule_search_locations[0]) / "fonts"
    maps = sorted(fonts.glob("phosphor-charmap-*.json"))
    files = sorted(fonts.glob("phosphor-[0-9]*.ttf"))
    if not maps or not files:
        raise FileNotFoundError("the icon font is missing; please install the program again")
    chars: dict[str, str] = json.loads(maps[-1].read_text(encoding="utf-8"))
    return QRawFont(str(files[-1]), _EM), chars


@cache
def _outline(name: str) -> QPainterPath:
    """The glyph in a square of `_EM`, origin at the top left."""
    font, chars = _font_and_map()
    code = int(chars[GLYPHS[name]], 16)
    path = QPainterPath(font.pathForGlyph(font.glyphIndexesForString(chr(code))[0]))
    path.translate(0.0, _EM)
    return path


def paint(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw the icon of that name as large as fits in the middle of `rect`. KeyError for an unknown name."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / _EM, side / _EM)
    painter.fillPath(_outline(name), colour)
    painter.restore()


def pixmap(name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen of that device pixel ratio."""
    return _pixmap(name, theme.current().colour(role), QSize(size, size), ratio)


def _pixmap(name: str, colour: QColor, size: QSize, ratio: float) -> QPixmap:
    key = f"netcare:{name}:{colour.rgba():x}:{size.width()}x{size.height()}@{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, size.width(), size.height()), name, colour)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


class _GlyphEngine(QIconEngine):
    """Paints one glyph in the colour the theme has for its role at that moment."""

    def __init__(self, name: str, role: str, on_role: str) -> None:
        super().__init__()
        self._name, self._role, self._on_role = name, role, on_role

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme.current().colour("disabled")
        return theme.current().colour(self._on_role if state == QIcon.State.On else self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, QRectF(rect), self._name, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _pixmap(self._name, self._colour(mode, state), size, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return _pixmap(self._name, self._colour(mode, state), size, scale)

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._role, self._on_role)

    def key(self) -> str:
        return "netcare"


def icon(name: str, role: str = "muted", on_role: str = "accent") -> QIcon:
    """The icon of that name in the theme's colour for `role` (`on_role` while its button is checked).

    KeyError for an unknown name, at once and not at the first paint.
    """
    GLYPHS[name]
    return QIcon(_GlyphEngine(name, role, on_role))


def app_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(assets.icon_file("netcare")))


def tray_icon(*, dark_panel: bool) -> QIcon:
    """The program's mark for a panel, drawn light for a dark panel and dark for a light one."""
    return QIcon(str(assets.icon_file("netcare-tray-light" if dark_panel else "netcare-tray-dark")))
