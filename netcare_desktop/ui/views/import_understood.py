"""How a file was understood, each part of which can be changed: source, encoding, separator, header, region, columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from netcare_desktop.formats.encoding import ENCODINGS
from netcare_desktop.formats.records import ReadResult
from netcare_desktop.formats.sources import SOURCES
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.import_columns import ColumnTable
from netcare_desktop.ui.widgets.combo import Combo
from netcare_desktop.ui.widgets.entry_card import Card
from netcare_desktop.ui.widgets.flow_layout import FlowLayout
from netcare_desktop.ui.widgets.icon_button import Button
from netcare_desktop.ui.widgets.plain_label import ElidedLabel, PlainLabel
from netcare_desktop.ui.widgets.region_choice import RegionChoice, choose

HEADER_LINES = 1000
_FIELD_WIDTH = theme.SPACE_8 * 4


class UnderstoodCard(Card):
    """The file as understood.

    * `changed(dict)`: fields of `ReadOptions` the user decided. `region_changed(str or None)`.
    * `mapped(int, str or None)`: another field for a column (0-based).
    """

    changed = Signal(object)
    region_changed = Signal(object)
    mapped = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=theme.SPACE_3, spacing=theme.SPACE_2)
        self._result: ReadResult | None = None
        self._shows_empty = False
        self._title = PlainLabel(tr("How the file was read"), kind="strong")
        self._summary = ElidedLabel("", tone="muted")
        self._empty = Button("", rank="flat", clicked=self._toggle_empty)
        self.toggle = Button("", rank="flat", clicked=lambda: self.set_open(not self.is_open))
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(self._title)
        head.addWidget(self._summary, 1)
        head.addWidget(self._empty)
        head.addWidget(self.toggle)
        self.body.addLayout(head)

        self.source = _combo([(source_word(one), one) for one in _source_names()])
        self.encoding = _combo([(encoding_word(one), one) for one in ENCODINGS])
        self.delimiter = _combo([(delimiter_word(one), one) for one in (",", ";", "\t", "|")])
        self.header = QSpinBox()
        self.header.setRange(0, HEADER_LINES)
        self.header.setSpecialValueText(tr("no header row"))
        self.header.setPrefix(tr("line "))
        self.header.setKeyboardTracking(False)
        self.header.lineEdit().setTextMargins(theme.SPACE_2, 0, 0, 0)
        self.region = RegionChoice()
        self._fields = QWidget()
        flow = FlowLayout(self._fields, gap=theme.SPACE_3)
        self._labelled = {
            "source": _labelled(tr("Comes from"), self.source),
            "encoding": _labelled(tr("Encoding"), self.encoding),
            "delimiter": _labelled(tr("Separated by"), self.delimiter),
            "header": _labelled(tr("Header row"), self.header),
            "region": _labelled(
                tr("Phones are from"), self.region, tr("The country of phone numbers without a country code")
            ),
        }
        for widget in self._labelled.values():
            flow.addWidget(widget)
        self.columns = ColumnTable()
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._fields)
        column.addWidget(self.columns)
        self.body.addWidget(self._details)

        self.source.activated.connect(lambda _at: self.changed.emit({"source": self.source.currentData()}))
        self.encoding.activated.connect(
            lambda _at: self.changed.emit({"encoding": self.encoding.currentData()})
        )
        self.delimiter.activated.connect(
            lambda _at: self.changed.emit({"delimiter": self.delimiter.currentData()})
        )
        self.header.valueChanged.connect(lambda line: self.changed.emit({"header_line": line}))
        self.region.activated.connect(lambda _at: self.region_changed.emit(self.region.currentData()))
        self.columns.mapped.connect(self.mapped)
        self.set_open(True)

    @property
    def is_open(self) -> bool:
        """Whether the details are shown, or only one line about them."""
        return not self._details.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show the details or one line about them."""
        self._details.setVisible(is_open)
        self._say_summary()
        self.toggle.setText(tr("Hide") if is_open else tr("Change…"))
        self._show_empty_button()

    def show_result(self, result: ReadResult, region: str | None, header_line: int | None) -> None:
        """Show how a file was read. `header_line` is what the user asked for, if anything."""
        self._result = result
        table = result.delimiter is not None
        for name in ("source", "delimiter", "header"):
            self._labelled[name].setVisible(table)
        self._labelled["encoding"].setVisible(result.kind != "json")
        self.columns.setVisible(table and bool(result.columns))
        choose(self.source, result.source, source_word(result.source))
        choose(self.encoding, result.encoding, encoding_word(result.encoding))
        choose(self.delimiter, result.delimiter, delimiter_word(result.delimiter or ","))
        self.region.show_region(region)
        with QSignalBlocker(self.header):
            if not self.header.hasFocus():
                self.header.setValue(header_line if header_line is not None else result.header_line or 0)
        if table:
            self.columns.show_result(result)
        self._say_summary()
        self._fields.updateGeometry()
        self._show_empty_button()

    def _say_summary(self) -> None:
        closed = self._result is not None and not self.is_open
        self._summary.setText(summary(self._result) if closed and self._result is not None else "")

    def _toggle_empty(self) -> None:
        self._shows_empty = not self._shows_empty
        self.columns.set_shows_empty(self._shows_empty)
        self._show_empty_button()

    def _show_empty_button(self) -> None:
        hidden = self.columns.empty_columns if self._result is not None else 0
        self._empty.setVisible(self.is_open and hidden > 0 and not self.columns.isHidden())
        if self._shows_empty:
            self._empty.setText(tr("Hide empty columns"))
        else:
            self._empty.setText(
                ntr("Show {n} empty column", "Show {n} empty columns", hidden).format(n=hidden)
            )


def summary(result: ReadResult) -> str:
    """One line: "LinkedIn · UTF-8 · comma · header in line 4 · 6 of 7 columns are read"."""
    parts = [source_word(result.source)]
    if result.kind != "json":
        parts.append(encoding_word(result.encoding))
    if result.delimiter is not None:
        parts.append(delimiter_word(result.delimiter))
        if result.header_line:
            parts.append(tr("header in line {n}").format(n=result.header_line))
        else:
            parts.append(tr("no header row"))
        used = sum(1 for column in result.columns if column.field is not None)
        parts.append(
            ntr("{used} of {n} column is read", "{used} of {n} columns are read", len(result.columns)).format(
                used=used, n=len(result.columns)
            )
        )
    return " · ".join(parts)


def source_word(source: str) -> str:
    """The program a file comes from, as a user knows it."""
    known = {
        "netcare": "NetCare",
        "linkedin": "LinkedIn",
        "google": "Google Contacts",
        "google-as-outlook": tr("Google, as for Outlook"),
        "outlook-web": "Outlook.com",
        "outlook-desktop": "Outlook",
        "thunderbird": "Thunderbird",
        "hubspot": "HubSpot",
        "yahoo": "Yahoo",
        "eight": "Eight",
        "sansan": "Sansan",
        "camcard": "CamCard",
        "windows-live-mail": "Windows Live Mail",
        "apple": tr("Apple Contacts"),
        "generic": tr("unknown"),
        "vcard": tr("a card file (vCard)"),
        "": tr("unknown"),
    }
    return known.get(source, source)


def encoding_word(encoding: str) -> str:
    """An encoding with the part of the world it is used in, where that helps."""
    known = {
        "utf-8": "UTF-8",
        "utf-8-sig": tr("UTF-8 with a mark"),
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16 LE",
        "utf-16-be": "UTF-16 BE",
        "cp1252": tr("Western (Windows)"),
        "cp1250": tr("Central European (Windows)"),
        "cp1251": tr("Cyrillic (Windows)"),
        "cp1253": tr("Greek (Windows)"),
        "cp1254": tr("Turkish (Windows)"),
        "cp1257": tr("Baltic (Windows)"),
        "iso8859-2": tr("Central European (ISO)"),
        "iso8859-15": tr("Western (ISO)"),
        "mac_roman": tr("Western (Mac)"),
        "mac_latin2": tr("Central European (Mac)"),
        "cp850": tr("Western (DOS)"),
        "cp932": tr("Japanese (Shift JIS)"),
        "euc_jp": tr("Japanese (EUC)"),
        "gb18030": tr("Chinese, simplified"),
        "cp950": tr("Chinese, traditional"),
        "cp949": tr("Korean"),
    }
    return known.get(encoding, encoding)


def delimiter_word(delimiter: str) -> str:
    """What separates the cells, in a word."""
    known = {",": tr("comma"), ";": tr("semicolon"), "\t": tr("tab"), "|": tr("bar |")}
    return known.get(delimiter, delimiter)


def _source_names() -> list[str]:
    return list(dict.fromkeys([*(source.name for source in SOURCES), "generic"]))


def _combo(items: Sequence[tuple[str, Any]]) -> QComboBox:
    combo = Combo()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    for words, value in items:
        combo.addItem(words, value)
    return combo


def _labelled(words: str, control: QWidget, tooltip: str = "") -> QWidget:
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_1)
    label = ElidedLabel(words, kind="small")
    label.setFixedWidth(_FIELD_WIDTH)
    label.set_tooltip(tooltip)
    column.addWidget(label)
    column.addWidget(control)
    control.setFixedWidth(_FIELD_WIDTH)
    control.setAccessibleName(tooltip or words)
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return frame
