"""The one style sheet, written from the tokens of `theme`. Only shapes are decided here, no colour and no
size.
"""

from __future__ import annotations

from typing import Final

from netcare_desktop import assets
from netcare_desktop.ui import theme as t

_HEADS: Final[tuple[t.TextKind, ...]] = ("title", "section", "strong")
_QUIET: Final[tuple[t.TextKind, ...]] = ("secondary", "small")


def _text_rule(theme: t.Theme, kind: t.TextKind, weight: int, colour: str) -> str:
    size = theme.css_size(kind)
    return f'QLabel[kind="{kind}"] {{ font-size: {size}; font-weight: {weight}; color: {colour}; }}'


def style_sheet(theme: t.Theme) -> str:
    """Qt style sheet for the whole application in the theme's present colours and font."""
    c = theme.colours
    shade = "dark" if theme.is_dark else "light"
    caret_down = assets.icon_file(f"caret-down-{shade}").as_posix()
    caret_up = assets.icon_file(f"caret-up-{shade}").as_posix()
    check = assets.icon_file(f"check-{shade}").as_posix()
    r, rc = t.RADIUS_CONTROL, t.RADIUS_CARD
    inner = t.CONTROL_HEIGHT - 2  # a control's height without its border
    kinds = "\n".join(_text_rule(theme, kind, 600, c.text) for kind in _HEADS)
    kinds += "\n".join(_text_rule(theme, kind, 400, c.muted) for kind in _QUIET)
    return f"""
{kinds}
QLabel {{ background: transparent; }}
QLabel[tone="muted"] {{ color: {c.muted}; }}
QLabel[tone="accent"] {{ color: {c.accent}; }}
QLabel[tone="danger"] {{ color: {c.danger}; }}

QMainWindow, QDialog {{ background: {c.window}; }}
QToolTip {{ background: {c.message}; color: {c.on_message}; border: 1px solid {c.message};
    padding: {t.SPACE_1}px {t.SPACE_2}px; }}

QMenuBar {{ background: {c.rail}; color: {c.text}; border: none; padding: 2px {t.SPACE_1}px; }}
QMenuBar::item {{ background: transparent; padding: {t.SPACE_1}px {t.SPACE_2}px; border-radius: {r}px; }}
QMenuBar::item:selected {{ background: {c.pressed}; }}
QMenu {{ background: {c.card}; color: {c.text}; border: 1px solid {c.edge}; padding: {t.SPACE_1}px; }}
QMenu::item {{ padding: 6px {t.SPACE_6}px 6px {t.SPACE_3}px; border-radius: {r}px; }}
QMenu::icon {{ padding-left: {t.SPACE_2}px; }}
QMenu::item:selected {{ background: {c.selection}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.disabled}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {t.SPACE_1}px {t.SPACE_2}px; }}

QPushButton {{ background: {c.card}; color: {c.text}; border: 1px solid {c.edge}; border-radius: {r}px;
    min-height: {inner}px; padding: 0 {t.SPACE_3}px; }}
QPushButton, QToolButton, QCheckBox, QRadioButton, QComboBox, QTabBar {{ outline: none; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {c.pressed}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 {t.SPACE_3 - 1}px; min-height: {inner - 2}px; }}
QPushButton:disabled {{ color: {c.disabled}; border-color: {c.line}; background: transparent; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    font-weight: 600; padding: 0 {t.SPACE_4}px; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {c.accent_hover};
    border-color: {c.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; padding: 0 {t.SPACE_4 - 1}px; }}
QPushButton[kind="primary"]:disabled {{ background: {c.line}; color: {c.disabled}; border-color: {c.line}; }}
QPushButton[kind="flat"] {{ background: transparent; border-color: transparent; color: {c.accent};
    padding: 0 {t.SPACE_2}px; }}
QPushButton[kind="flat"]:hover {{ background: {c.hover}; }}
QPushButton[kind="flat"]:pressed {{ background: {c.pressed}; }}
QPushButton[kind="flat"]:focus {{ border: 2px solid {c.accent}; padding: 0 {t.SPACE_2 - 1}px; }}

QPushButton[fact="true"] {{ color: {c.text}; font-weight: 400; padding: 0 {t.SPACE_1}px; }}
QPushButton[fact="true"]:focus {{ padding: 0 {t.SPACE_1 - 1}px; }}
QPushButton[kind="flat"]:disabled {{ color: {c.disabled}; background: transparent; }}
QPushButton[withIcon="true"] {{ padding-left: {t.SPACE_3 - 2}px; }}
QPushButton[withIcon="true"]:focus {{ padding-left: {t.SPACE_3 - 3}px; }}
QPushButton[withIcon="true"][kind="primary"] {{ padding-left: {t.SPACE_4 - 2}px; }}
QPushButton[withIcon="true"][kind="primary"]:focus {{ padding-left: {t.SPACE_4 - 3}px; }}
QPushButton[withIcon="true"][kind="flat"] {{ padding-left: {t.SPACE_2 - 4}px; }}
QPushButton[withIcon="true"][kind="flat"]:focus {{ padding-left: {t.SPACE_2 - 5}px; }}
QPushButton[withIcon="true"][kind="flat"][flush="true"] {{ padding-left: 1px; }}
QPushButton[withIcon="true"][kind="flat"][flush="true"]:focus {{ padding-left: 0; }}

QToolButton {{ background: transparent; color: {c.text}; border: 2px solid transparent; border-radius: {r}px;
    padding: {t.SPACE_1}px; }}
QToolButton:hover {{ background: {c.pressed}; }}
QToolButton:pressed, QToolButton:checked {{ background: {c.selection}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton::menu-indicator {{ image: none; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {c.card}; color: {c.text};
    border: 1px solid {c.outline}; border-radius: {r}px; padding: 0 {t.SPACE_2}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {inner}px; }}
QPlainTextEdit, QTextEdit {{ padding: {t.SPACE_1}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {c.accent}; padding: 0 {t.SPACE_2 - 1}px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ min-height: {inner - 2}px; }}
QAbstractSpinBox {{ max-height: {inner}px; }}
QAbstractSpinBox:focus {{ max-height: {inner - 2}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {t.SPACE_1 - 1}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    color: {c.disabled}; border-color: {c.line}; background: transparent; }}
QLineEdit[kind="title"] {{ font-size: {theme.css_size("title")}; font-weight: 600; padding: 0 {t.SPACE_1}px; }}
QLineEdit[kind="title"]:focus {{ padding: 0 {t.SPACE_1 - 1}px; }}
QLineEdit[problem="true"] {{ border-color: {c.danger}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {c.card}; border: 1px solid {c.line}; padding: {t.SPACE_1}px;
    outline: 0;
    selection-background-color: {c.selection}; selection-color: {c.text}; }}
QComboBox QAbstractItemView::item {{ min-height: {t.CONTROL_HEIGHT - t.SPACE_1}px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; background: transparent; width: {t.SPACE_6}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{caret_down}"); width: 12px; height: 12px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {t.SPACE_6}px;
    background: transparent; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {c.hover}; }}
QAbstractSpinBox::up-arrow {{ image: url("{caret_up}"); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url("{caret_down}"); width: 10px; height: 10px; }}

QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; background: transparent;
    min-height: 0; padding: 0; }}
QLineEdit#search {{ border-color: {c.edge}; }}
QLineEdit#search:focus {{ border-color: {c.accent}; }}

QCheckBox, QRadioButton {{ spacing: {t.SPACE_2}px; min-height: {t.SPACE_6}px; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {c.outline};
    background: {c.card}; }}
QCheckBox::indicator {{ border-radius: {t.SPACE_1}px; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{check}"); }}
QRadioButton::indicator:checked {{ border: 5px solid {c.accent}; width: {t.SPACE_2}px;
    height: {t.SPACE_2}px; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {c.accent}; width: 14px;
    height: 14px; }}
QCheckBox::indicator:checked:focus {{ border-color: {c.text}; }}
QRadioButton::indicator:checked:focus {{ border: 5px solid {c.text}; width: {t.SPACE_2}px;
    height: {t.SPACE_2}px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.line}; }}

QAbstractScrollArea {{ background: transparent; }}
QPlainTextEdit, QTextEdit {{ background: {c.card}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 10px; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {c.disabled}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {c.outline}; }}
QScrollBar::handle:vertical {{ min-height: {t.SPACE_8}px; }}
QScrollBar::handle:horizontal {{ min-width: {t.SPACE_8}px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent;
    border: none; width: 0; height: 0; }}

QAbstractItemView {{ background: {c.card}; border: none; outline: 0;
    selection-background-color: {c.selection};
    selection-color: {c.text}; alternate-background-color: {c.hover}; gridline-color: {c.line}; }}
#personList {{ background: transparent; border: none; padding: {t.SPACE_1}px 0;
    selection-background-color: transparent; }}
QTableView, QTreeView {{ border: 1px solid {c.line}; border-radius: {rc}px; }}
QTableView::item, QTreeView::item {{ padding: 0 {t.SPACE_2}px; }}
QTableView::item:selected, QTreeView::item:selected {{ background: {c.selection}; color: {c.text}; }}
QTableView#personList::item, QTableView#personList::item:selected {{ padding: 0; background: transparent; }}
QHeaderView {{ background: transparent; border: none; }}
QAbstractItemView::indicator {{ width: 14px; height: 14px; border: 1px solid {c.outline}; border-radius: {t.SPACE_1}px;
    background: {c.card}; }}
QAbstractItemView::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{check}"); }}
QAbstractItemView::indicator:disabled {{ border-color: {c.line}; background: transparent; }}
QHeaderView::section {{ background: transparent; color: {c.muted}; border: none;
    border-bottom: 1px solid {c.line};
    padding: {t.SPACE_1}px {t.SPACE_2}px; font-size: {theme.css_size("secondary")}; }}
QTableCornerButton::section {{ background: {c.card}; border: none; }}

QCalendarWidget QWidget {{ alternate-background-color: {c.card}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.card}; }}
QCalendarWidget QToolButton {{ color: {c.text}; padding: {t.SPACE_1}px; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {c.accent};
    selection-color: {c.on_accent}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {c.disabled}; }}
QCalendarWidget QTableView {{ border: none; }}
QCalendarWidget QTableView::item, QCalendarWidget QTableView::item:selected {{ padding: 0; background: transparent; }}
QCalendarWidget QSpinBox {{ min-height: {t.SPACE_6}px; }}

QProgressBar {{ background: {c.line}; border: none; border-radius: 2px; max-height: {t.SPACE_1}px;
    min-height: {t.SPACE_1}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover, QSplitter::handle:pressed {{ background: {c.line}; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ background: transparent; color: {c.muted}; padding: {t.SPACE_2}px {t.SPACE_3}px;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
QTabBar::tab:hover {{ color: {c.text}; }}

#card {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {rc}px; }}
#card[tone="soft"] {{ background: {c.selection}; border-color: {c.selection}; }}
#card[tone="plain"] {{ background: transparent; }}
#dateChoice {{ background: {c.card}; border: 1px solid {c.edge}; }}
#popup {{ background: {c.card}; border: 1px solid {c.edge}; border-radius: {rc}px; }}
#rail {{ background: {c.rail}; border: none; border-right: 1px solid {c.line}; }}
#hairline {{ background: {c.line}; border: none; }}
#chip {{ background: {c.hover}; color: {c.text}; border: 1px solid {c.line}; border-radius: 11px;
    padding: 2px {t.SPACE_2}px; font-size: {theme.css_size("secondary")}; min-height: 16px; }}
QPushButton#chip {{ min-height: 16px; }}
QPushButton#chip:hover {{ background: {c.pressed}; }}
QPushButton#chip:focus {{ border: 2px solid {c.accent}; padding: 1px {t.SPACE_2 - 1}px; min-height: 16px; }}
QPushButton#chip:checked {{ background: {c.selection}; border-color: {c.accent}; color: {c.text}; }}
#message {{ background: {c.message}; border-radius: {rc}px; }}
#message QLabel {{ color: {c.on_message}; }}
#message QPushButton {{ background: transparent; border-color: transparent; color: {c.message_accent};
    font-weight: 600; }}
#message QPushButton:focus {{ border: 2px solid {c.message_accent}; }}
#message QToolButton:hover {{ background: transparent; }}
#message QToolButton:focus {{ border-color: {c.message_accent}; }}
#inlineValue {{ border: 1px solid transparent; border-radius: {r}px; padding: 2px {t.SPACE_1}px; }}
#inlineValue:hover {{ background: {c.hover}; }}
#inlineValue:focus {{ border: 1px solid {c.accent}; }}
"""
