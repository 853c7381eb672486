"""Colours, type and measures of the window, all of them, for light and dark.

Nothing else in the program names a colour or a size. `apply` gives the application Fusion with our palette
and one style sheet; it follows the system between light and dark while the program runs. Widgets that paint
for themselves ask `current()` while painting, so a change of theme needs no code in them.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Mode = Literal["system", "light", "dark"]
TextKind = Literal["title", "section", "strong", "body", "secondary", "small"]

# The grid of 4 px.
SPACE_1: Final = 4
SPACE_2: Final = 8
SPACE_3: Final = 12
SPACE_4: Final = 16
SPACE_6: Final = 24
SPACE_8: Final = 32

PAGE_MARGIN: Final = 24
PAGE_MARGIN_NARROW: Final = 16
NARROW_BELOW: Final = 1000  # width of the window under which the rail shows icons only
TEXT_COLUMN: Final = 720
ROW_TWO_LINES: Final = 56
ROW_ONE_LINE: Final = 36
CONTROL_HEIGHT: Final = 32
RADIUS_CARD: Final = 8
RADIUS_CONTROL: Final = 6
RAIL_WIDE: Final = 200
RAIL_NARROW: Final = 56
ICON_RAIL: Final = 20
ICON_ROW: Final = 16
ICON_EMPTY: Final = 56
DOT: Final = 10
AVATAR_ROW: Final = 36
AVATAR_PAGE: Final = 72
FADE_MS: Final = 140
MESSAGE_MS: Final = 10_000
MINIMUM_WIDTH: Final = 900
MINIMUM_HEIGHT: Final = 600

# Circle marks, from the closest outwards; the same in both themes, readable as marks (3:1) on every surface
# of both.
CIRCLE_COLOURS: Final = ("#C8553D", "#B97700", "#3F8F4F", "#407DB9", "#8672B0")

_SCALE: Final[dict[TextKind, tuple[float, bool]]] = {
    "title": (1.55, True),
    "section": (1.1, True),
    "strong": (1.0, True),
    "body": (1.0, False),
    "secondary": (0.9, False),
    "small": (0.82, False),
}


@dataclass(frozen=True)
class Colours:
    """One set of colours. Surfaces first, then what stands on them."""

    window: str
    rail: str
    card: str
    hover: str  # a row under the pointer
    pressed: str
    selection: str  # a selected row, a soft tint of the accent
    line: str  # hairlines between things
    edge: str  # edge of a button; its words tell what it is
    outline: str  # edge of a field, 3:1
    text: str
    muted: str
    disabled: str
    accent: str  # text, marks and fills
    accent_hover: str
    on_accent: str
    danger: str  # damage to data; never for being late
    message: str  # the message bar's surface
    on_message: str
    message_accent: str
    shade: str  # over the window while files hover above it (with alpha)


LIGHT: Final = Colours(
    window="#FAF8F5",
    rail="#F3EFE9",
    card="#FFFFFF",
    hover="#F5F1EB",
    pressed="#EBE5DD",
    selection="#E1EEEB",
    line="#E7E2DB",
    edge="#D2CBC0",
    outline="#8C857A",
    text="#26231F",
    muted="#6B645B",
    disabled="#A39C92",
    accent="#1F6F66",
    accent_hover="#195B54",
    on_accent="#FFFFFF",
    danger="#B3261E",
    message="#312E2A",
    on_message="#F4F0EA",
    message_accent="#86D3C6",
    shade="#E6FAF8F5",
)
DARK: Final = Colours(
    window="#1C1B1A",
    rail="#181716",
    card="#262523",
    hover="#2D2B29",
    pressed="#373532",
    selection="#21342F",
    line="#3A3835",
    edge="#4C4945",
    outline="#8A8379",
    text="#ECE8E2",
    muted="#A9A299",
    disabled="#6F6A63",
    accent="#6CC3B5",
    accent_hover="#82D0C3",
    on_accent="#0E2320",
    danger="#F2988E",
    message="#3A3733",
    on_message="#F1EDE7",
    message_accent="#86D3C6",
    shade="#E61C1B1A",
)

# Soft grounds of avatars with the ink on them, (light ground, light ink, dark ground, dark ink).
AVATAR_TINTS: Final = (
    ("#F3DDD5", "#7A3524", "#4A2F27", "#F0C4B6"),
    ("#F3E4C8", "#69490A", "#46391F", "#EBCF96"),
    ("#DDEBD8", "#2C5B34", "#29402D", "#B5DDB9"),
    ("#D9E8F3", "#264F77", "#26394A", "#B4D3EE"),
    ("#E5DFF0", "#514073", "#383148", "#D2C6EA"),
    ("#D8ECE8", "#1B5A53", "#213F3B", "#A9DDD4"),
    ("#F2DCE4", "#77304C", "#482B37", "#EDC0D0"),
    ("#E9E4DA", "#565044", "#3B3833", "#D8D0C2"),
)


class Theme(QObject):
    """The look in force. `changed` is sent after palette and style sheet have been replaced."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "system"
        self.colours = LIGHT
        self.reduced_motion = False
        self._applying = False
        self._system_dark_palette: bool | None = None
        self._base_font: QFont | None = None
        self._follows = False

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self.colours is DARK

    def colour(self, role: str) -> QColor:
        """The colour of a role of `Colours`; AttributeError for one that does not exist."""
        return QColor(str(getattr(self.colours, role)))

    def circle_colour(self, position: int | None) -> QColor:
        """The mark of the circle at `position`, 1 being the closest; without a circle a quiet grey."""
        if position is None or position < 1:
            return self.colour("outline")
        return QColor(CIRCLE_COLOURS[(position - 1) % len(CIRCLE_COLOURS)])

    def avatar_colours(self, name: str) -> tuple[QColor, QColor]:
        """Ground and ink of the avatar of a name; the same name has the same tint on every machine."""
        number = zlib.crc32(name.casefold().encode("utf-8", "surrogatepass"))
        tint = AVATAR_TINTS[number % len(AVATAR_TINTS)]
        pair = tint[2:] if self.is_dark else tint[:2]
        return QColor(pair[0]), QColor(pair[1])

    def font(self, kind: TextKind = "body") -> QFont:
        """The system's font in the size and weight of that kind of text."""
        factor, strong = _SCALE[kind]
        font = QFont(QApplication.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * factor)
        else:
            font.setPixelSize(max(1, round(font.pixelSize() * factor)))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def css_size(self, kind: TextKind) -> str:
        """The size of that kind of text as the style sheet writes it."""
        font = self.font(kind)
        return f"{font.pointSizeF():.2f}pt" if font.pointSizeF() > 0 else f"{font.pixelSize()}px"

    def set_mode(self, mode: Mode) -> None:
        """Follow the system, or stay light or dark (a setting of the user; pictures of both)."""
        self.mode = mode
        hints = QGuiApplication.styleHints()
        # Native parts (file dialogs, title bars) follow where the platform can; our palette does the rest.
        if mode == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
        self._restyle(force=True)

    def follow(self, app: QApplication) -> None:
        """Hear of the system's changes from now on.

        Signals, not an event filter: one on the application would run Python for every event there is.
        """
        if not self._follows:
            self._follows = True
            self._read_system_palette(app.palette())
            app.styleHints().colorSchemeChanged.connect(self._scheme_changed)
            app.paletteChanged.connect(self._palette_changed)
            app.fontChanged.connect(self._font_changed)

    def _palette_changed(self, palette: QPalette) -> None:
        # On a change of scheme this comes last, when the platform has its new palette.
        if not self._applying:
            self._read_system_palette(palette)
            self._restyle(force=False)

    def _font_changed(self, _font: QFont) -> None:
        if not self._applying:
            self._restyle(force=False)

    def _scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._restyle(force=False)

    def _read_system_palette(self, palette: QPalette) -> None:
        ours = palette.color(QPalette.ColorRole.Window).name().upper()
        if ours not in (LIGHT.window, DARK.window):
            self._system_dark_palette = palette.color(QPalette.ColorRole.Window).lightness() < 128

    def _wants_dark(self) -> bool:
        if self.mode != "system":
            return self.mode == "dark"
        scheme = QGuiApplication.styleHints().colorScheme()
        if scheme != Qt.ColorScheme.Unknown:
            return scheme == Qt.ColorScheme.Dark
        return bool(self._system_dark_palette)

    def _restyle(self, *, force: bool) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication) or self._applying:
            return
        colours = DARK if self._wants_dark() else LIGHT
        palette = _palette(colours)
        same_font = self._base_font == app.font()
        if not force and colours is self.colours and same_font and app.palette() == palette:
            return
        self._applying = True
        try:
            self.colours = colours
            self._base_font = QFont(app.font())
            app.setPalette(palette)
            from netcare_desktop.ui.style_sheet import style_sheet  # it reads the measures above

            app.setStyleSheet(style_sheet(self))
        finally:
            self._applying = False
        self.changed.emit()


_theme: Theme | None = None


def current() -> Theme:
    """The theme in force (light until `apply` was called)."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def apply(app: QApplication, mode: Mode = "system") -> Theme:
    """Dress the application, before its first window is shown, and keep following the system."""
    theme = current()
    theme.follow(app)
    app.setStyle("Fusion")
    theme.set_mode(mode)
    return theme


def _palette(c: Colours) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for which, value in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.card),
        (role.AlternateBase, c.hover),
        (role.ToolTipBase, c.message),
        (role.ToolTipText, c.on_message),
        (role.PlaceholderText, c.muted),
        (role.Text, c.text),
        (role.Button, c.card),
        (role.ButtonText, c.text),
        (role.BrightText, c.on_accent),
        (role.Light, c.card),
        (role.Midlight, c.hover),
        (role.Mid, c.line),
        (role.Dark, c.outline),
        (role.Shadow, c.outline),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Accent, c.accent),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent),
    ):
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, QColor(c.disabled))
    palette.setColor(group.Disabled, role.Highlight, QColor(c.line))
    palette.setColor(group.Disabled, role.HighlightedText, QColor(c.disabled))
    return palette
