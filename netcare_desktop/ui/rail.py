"""The rail at the left: one entry per page, a number only where a decision waits."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.ui import icons, theme
from netcare_desktop.ui.widgets.entry_card import Hairline
from netcare_desktop.ui.widgets.plain_label import plain_tooltip


class RailButton(QAbstractButton):
    """One entry: icon, label, count."""

    def __init__(self, title: str, icon_name: str, keys: str) -> None:
        super().__init__()
        self._title, self._icon_name, self._keys = title, icon_name, keys
        self._count = 0
        self._narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name_it()

    @property
    def count(self) -> int:
        """The number shown; 0 shows none."""
        return self._count

    def set_count(self, count: int | None) -> None:
        """Show the number of decisions waiting."""
        if (count or 0) != self._count:
            self._count = count or 0
            self._name_it()
            self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Icon only, or icon and label."""
        self._narrow = narrow
        self._name_it()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.RAIL_NARROW - theme.SPACE_4, theme.ROW_ONE_LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or self.isDown() or self.underMouse():
            painter.setBrush(look.colour("selection" if chosen else "pressed"))
            painter.drawRoundedRect(area, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        glyph = QRectF(0, 0, theme.ICON_RAIL, theme.ICON_RAIL)
        left = (self.width() - theme.ICON_RAIL) / 2 if self._narrow else theme.SPACE_2
        glyph.moveTo(left, (self.height() - theme.ICON_RAIL) / 2)
        icons.paint(painter, glyph, self._icon_name, look.colour("accent" if chosen else "muted"))
        if self._narrow:
            self._paint_small_count(painter, glyph)
            return
        font = look.font("strong" if chosen else "body")
        metrics = QFontMetrics(font)
        right = self.width() - theme.SPACE_3
        if self._count:
            number = str(self._count)
            wide = metrics.horizontalAdvance(number)
            painter.setFont(look.font("secondary"))
            painter.setPen(look.colour("accent" if chosen else "muted"))
            box = QRect(right - wide, 0, wide, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number)
            right -= wide + theme.SPACE_2
        start = int(glyph.right()) + theme.SPACE_3
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        words = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, right - start)
        box = QRect(start, 0, right - start, self.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_small_count(self, painter: QPainter, glyph: QRectF) -> None:
        """A dot at the icon's corner: the number itself is in the tooltip, there is no room for it."""
        if not self._count:
            return
        look = theme.current()
        painter.setPen(QPen(look.colour("selection" if self.isChecked() else "rail"), 2))
        painter.setBrush(look.colour("accent"))
        dot = QRectF(0, 0, theme.SPACE_2 + 2, theme.SPACE_2 + 2)
        dot.moveCenter(glyph.topRight())
        painter.drawEllipse(dot)

    def _name_it(self) -> None:
        spoken = tr("{page}, {count} waiting") if self._count else "{page}"
        name = spoken.format(page=self._title, count=self._count)
        self.setAccessibleName(name)
        hint = f"{name} ({self._keys})" if self._keys else name
        self.setToolTip(plain_tooltip(hint if self._narrow else self._keys))


class _Brand(QWidget):
    """The program's mark and name at the top of the rail."""

    def __init__(self) -> None:
        super().__init__()
        self._narrow = False
        self._icon = icons.app_icon()
        self.setFixedHeight(theme.ROW_ONE_LINE)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        side = theme.SPACE_6
        left = (self.width() - side) // 2 if self._narrow else theme.SPACE_2 - 2
        self._icon.paint(painter, QRect(left, (self.height() - side) // 2, side, side))
        if not self._narrow:
            painter.setFont(look.font("section"))
            painter.setPen(look.colour("text"))
            start = left + side + theme.SPACE_2 + 2
            box = QRect(start, 0, self.width() - start, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), "NetCare")


class Rail(QFrame):
    """The entries of all pages. `chosen(index)` in the order they were added."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(tr("Pages"))
        self._narrow = False
        self._group = QButtonGroup(self)
        self._brand = _Brand()
        self._top = QVBoxLayout()
        self._bottom = QVBoxLayout()
        self._line = Hairline()
        self._line.hide()
        for part in (self._top, self._bottom):
            part.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_2, theme.SPACE_4, theme.SPACE_2, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self._brand)
        column.addSpacing(theme.SPACE_2)
        column.addLayout(self._top)
        column.addStretch()
        column.addWidget(self._line)
        column.addLayout(self._bottom)
        self._group.idClicked.connect(self.chosen)
        self.set_narrow(False)

    @property
    def is_narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def add(self, title: str, icon_name: str, keys: str = "", *, bottom: bool = False) -> RailButton:
        """Add an entry below the others, or in the group at the foot of the rail."""
        button = RailButton(title, icon_name, keys)
        button.set_narrow(self._narrow)
        self._group.addButton(button, len(self._group.buttons()))
        (self._bottom if bottom else self._top).addWidget(button)
        self._line.setVisible(self._bottom.count() > 0)
        return button

    def button(self, index: int) -> RailButton:
        """The entry of the page at `index`."""
        found = self._group.button(index)
        if not isinstance(found, RailButton):
            raise IndexError(index)
        return found

    def select(self, index: int) -> None:
        """Mark the entry of the page that is shown."""
        self.button(index).setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """56 px with icons, or 200 px with labels."""
        self._narrow = narrow
        self.setFixedWidth(theme.RAIL_NARROW if narrow else theme.RAIL_WIDE)
        self._brand.set_narrow(narrow)
        for button in self._group.buttons():
            if isinstance(button, RailButton):
                button.set_narrow(narrow)
