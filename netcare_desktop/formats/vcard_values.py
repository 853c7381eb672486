"""Values of vCard properties: escapes, components, lists, and the labels behind groups and types."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_APPLE = re.compile(r"^_\$!<(.*)>!\$_$")


def unescape(text: str, version: str) -> str:
    """The text without its backslashes; version 2.1 knows only `\\;`."""
    if "\\" not in text:
        return text
    if version == "2.1":
        return text.replace("\\;", ";")
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    sign = match.group(1)
    if sign in "nN":
        return "\n"
    return sign if sign in ",;:\\\"'" else match.group(0)


def components(text: str) -> list[str]:
    """The parts of a structured value (N, ADR, ORG), still escaped."""
    return _split(text, ";")


def listed(text: str, version: str, *, sign: str = ",") -> list[str]:
    """The values of a list (CATEGORIES, NICKNAME), unescaped and trimmed, without empty ones."""
    return [value for part in _split(text, sign) if (value := unescape(part, version).strip())]


def _split(text: str, sign: str) -> list[str]:
    if "\\" not in text:
        return text.split(sign)
    parts: list[str] = []
    start = at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == sign:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    parts.append(text[start:])
    return parts


def parameter_text(text: str, *, strict: bool) -> str:
    """The text of a parameter by RFC 6868 (`^n`, `^'`, `^^`); others than strict writers put line ends as `\\n`."""
    if not strict:
        text = text.replace("\\n", "\n")
    marks = {"n": "\n", "'": '"', "^": "^"}
    return re.sub(r"\^([n'^])", lambda match: marks[match.group(1)], text)


def apple_label(text: str) -> str:
    """`_$!<Spouse>!$_` -> `spouse`; any other label as it is."""
    match = _APPLE.match(text)
    if not match:
        return text
    word = match.group(1)
    return {"HomePage": "home page", "HomeFAX": "home fax", "WorkFAX": "work fax"}.get(word, word.lower())


def type_label(types: list[str]) -> str:
    """One word for the types of a phone or an address: what kind of line first, then whose."""
    for word, label in _TYPE_LABELS:
        if word in types:
            return label
    return next((kind for kind in types if kind not in _NO_LABELS and not kind.startswith("x-")), "")


_TYPE_LABELS = (
    ("cell", "mobile"),
    ("iphone", "mobile"),
    ("pager", "pager"),
    ("car", "car"),
    ("work", "work"),
    ("home", "home"),
    ("main", "main"),
    ("other", "other"),
)
_NO_LABELS = frozenset(
    {"pref", "voice", "internet", "fax", "text", "video", "msg", "x400", "isdn", "modem", "bbs", "pcs", "dom", "intl",
     "postal", "parcel", "textphone", "uri", "application", "smtp", "aol", "prodigy", "quoted-printable"}
)  # fmt: skip
