"""Names of people: one line to show, a key to sort by, initials for the avatar, a folded form to compare."""

from __future__ import annotations

import re
import unicodedata

from netcare_desktop.i18n import tr

# Letters that Unicode does not take apart though readers take them for a plain letter with a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
    }
)

# Nukta, kana voicing and virama are part of the letter in their scripts; a mark of class 0 is a vowel sign
# there.
_MARKS_THAT_STAY = frozenset({0, 7, 8, 9})

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}

_TITLES = frozenset(
    {"dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "herr", "frau", "ing", "dipl", "rev", "st"}
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "esq"})

_KEY_SEPARATOR = "\x1f"  # sorts before every letter and the space: "Li" comes before "Li Wei" and "Lim"


def fold(text: str) -> str:
    """The text for comparing: case folded, marks removed (é → e, ø → o, ß → ss), width and kana made one,
    white space single, invisible characters gone."""
    if text.isascii() and text.isprintable():  # most names; nothing to take apart
        return " ".join(text.lower().replace("`", "'").split())
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in apart if unicodedata.combining(c) in _MARKS_THAT_STAY)
    whole = unicodedata.normalize("NFC", bare).translate(_LETTERS).translate(_KATAKANA_TO_HIRAGANA)
    visible = "".join(" " if c.isspace() else c for c in whole if c.isspace() or not _invisible(c))
    return " ".join(visible.split())


def sort_key(
    given: str = "",
    family: str = "",
    full_name: str = "",
    phonetic_given: str = "",
    phonetic_family: str = "",
) -> str:
    """The stored key of rule *Sorting names*: family name first, then the given one, each folded, and by its
    phonetic form where one is known. With neither, the full name as it stands. Empty for a person without any
    name."""
    first = fold(phonetic_family) or fold(family)
    second = fold(phonetic_given) or fold(given)
    if not first and not second:
        return fold(full_name)
    return _KEY_SEPARATOR.join(part for part in (first, second) if part)


def display_name(
    given: str = "",
    family: str = "",
    full_name: str = "",
    *,
    middle: str = "",
    prefix: str = "",
    suffix: str = "",
    nickname: str = "",
    organisation: str = "",
    contact: str = "",
) -> str:
    """The name on one line: the full name as written, else composed of its parts (family first and without a
    space for names in Chinese, Japanese or Korean letters), else nickname, organisation, or a way to reach
    them."""
    whole = _line(full_name)
    if whole:
        return whole
    parts = [_line(part) for part in (prefix, given, middle, family, suffix)]
    if parts[1] or parts[3]:
        if _east_asian(parts[1] + parts[3]):
            return parts[3] + parts[1]
        return " ".join(part for part in parts if part)
    for other in (nickname, organisation, " ".join(part for part in parts if part), contact):
        if _line(other):
            return _line(other)
    return tr("No name")


def initials(name: str) -> str:
    """One or two letters for an avatar: of the first and last word that counts, titles and suffixes left out;
    the first sign alone for East Asian names; "?" when there is no letter or digit at all."""
    words = [w for w in (_letters(word) for word in re.split(r"[\s,/|_.]+", _line(name))) if w]
    counting = [w for w in words if fold(w) not in _TITLES and fold(w) not in _SUFFIXES] or words
    if not counting:
        return "?"
    if _east_asian(counting[0]):
        return counting[0][0]
    first = counting[0][0].upper()[0]
    if len(counting) == 1:
        return first
    return first + counting[-1][0].upper()[0]


def _letters(word: str) -> str:
    """The word from its first letter or digit on; empty when it has none."""
    for at, sign in enumerate(word):
        if sign.isalnum():
            return word[at:]
    return ""


def _line(text: str) -> str:
    """The text on one line, without control characters and surrounding white space."""
    return " ".join(
        "".join(" " if c.isspace() or unicodedata.category(c) == "Cc" else c for c in text).split()
    )


def _east_asian(text: str) -> bool:
    """Whether every letter is Han, kana or Hangul: such names are written family first and closed up."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(
        unicodedata.name(c, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL")) for c in letters
    )


def _invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co")
