"""What programs do to the text of a cell, undone: guards, wrappers, placeholders, several values in one."""

from __future__ import annotations

import re

CELL_LIMIT = 1_048_576
"""Characters. A note of a million characters is kept whole; what is beyond is cut, and said so."""

# Characters nobody types: zero-width marks, direction marks that phones wrap numbers in, other controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]"
)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"', re.DOTALL)
_SPACES = re.compile(r"\s+")

_PLACEHOLDERS = frozenset(
    {
        "n/a", "#n/a", "#na", "na", "n.a.", "n. a.", "none", "null", "nil", "nan", "nat", "-", "--", "---", "–", "—", "?", "??",
        "unknown", "unspecified", "not specified", "not available", "not provided", "undefined", "(none)", "(blank)", "tbd",
        "keine angabe", "k.a.", "k. a.", "k.a", "unbekannt", "keine", "nicht angegeben", "non spécifié", "non renseigné",
        "aucun", "inconnu", "desconocido", "no especificado", "ninguno", "non specificato", "nessuno", "onbekend", "geen",
        "brak", "okänd", "ukendt", "ukjent", "なし", "未設定", "未入力", "无", "無", "没有", "없음", "不明", "#ref!", "#value!",
        "#name?", "#null!", "#div/0!", "\\n",
    }
)  # fmt: skip
_NAME_PLACEHOLDERS = frozenset({"n/a", "#n/a", "-", "--", "---", "?", "??", "unspecified", "keine angabe", "(none)", "(blank)",
                                "#ref!", "#value!", "#name?", "#null!", "\\n"})  # fmt: skip
_NO_DATE = re.compile(r"^0{1,4}[./\-]0{1,2}[./\-]0{1,4}( 0{1,2}:00(:00)?)?$")
_LIST_PARTS = (" ::: ", ":::", "\n", ";", "|", "；", "、", ",", "，")


def clean(text: str) -> str:
    """A cell as its author meant it: trimmed, line ends as `\\n`, without what spreadsheets put around it.

    `="0049…"` is Excel's way to keep a number as text. One apostrophe before = + - @ TAB or CR is the guard against
    formulas (ours and others'), and exactly one is taken off.
    """
    if "\r" in text:
        if _GUARDED.match(text):
            text = text[1:]
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    elif text[:1] == "'" and _GUARDED.match(text):
        return trimmed(text[1:])
    elif text[:2] == '="' and (wrapped := _WRAPPED.fullmatch(text.strip())):
        text = wrapped.group(1).replace('""', '"')
    return trimmed(text)


def trimmed(text: str) -> str:
    """The text without white space around it and without characters nobody types."""
    if text.isprintable():
        return text.strip()
    return _INVISIBLE.sub("", text).strip()


def one_line(text: str) -> str:
    """The text with every run of white space as one space: names, organisations, cities."""
    if "  " not in text and "\n" not in text and "\t" not in text and "\xa0" not in text:
        return text
    return _SPACES.sub(" ", text).strip()


def is_placeholder(text: str) -> bool:
    """Whether the cell says "nothing" in words (N/A, keine Angabe, none)."""
    return len(text) <= 16 and text.casefold() in _PLACEHOLDERS


def is_name_placeholder(text: str) -> bool:
    """The same for names, where Na and None may be somebody's."""
    return len(text) <= 16 and text.casefold() in _NAME_PLACEHOLDERS


def is_no_date(text: str) -> bool:
    """Outlook's and MySQL's empty dates: 0/0/00, 0.0.00, 0000-00-00."""
    return _NO_DATE.match(text) is not None


def split_list(text: str, separators: tuple[str, ...] = _LIST_PARTS) -> list[str]:
    """The values of a cell with several: parted by the first of the separators that is in it."""
    for separator in separators:
        if separator in text:
            return [part for raw in text.split(separator) if (part := raw.strip())]
    return [text] if text else []


def unique(values: list[str]) -> list[str]:
    """The values without repetitions, in order."""
    return list(dict.fromkeys(values))


def shortened(text: str, length: int = 40) -> str:
    """The beginning of a text, on one line, for a message."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1] + "…"


def guarded(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula; `clean` takes it off.

    A plain phone number such as +49 30 12345 is left as it is.
    """
    if text[:1] in "=+-@\t\r'" and text and _FORMULA.match(text) and not _PLAIN_PHONE.fullmatch(text):
        return "'" + text
    return text


_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PLAIN_PHONE = re.compile(r"\+[0-9][0-9 ()./\-]*")
