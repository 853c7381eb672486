"""The words other programs and people put above their columns, by language, and how a header is looked up.

Each language has WORDS (field -> spellings, parted by `|`) and PLACES (work, home, other, main -> words that stand
before or after another header, as in "Business Phone" or "Telefon privat"). Besides the fields of
`netcare_desktop.formats.fields` there are `-` (known and left out) and three that need a look at the other columns:
`name?` (a whole name, or the family name beside a first name), `name!` (a whole name, or the first name beside a
family name) and `title?` (a job title, or what stands before a name).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from netcare_desktop.formats.vocabulary import asian, eastern, english, french, german, northern, romance

LANGUAGES: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "en": (english.WORDS, english.PLACES),
    "de": (german.WORDS, german.PLACES),
    "fr": (french.WORDS, french.PLACES),
    "es": (romance.SPANISH, romance.SPANISH_PLACES),
    "it": (romance.ITALIAN, romance.ITALIAN_PLACES),
    "pt": (romance.PORTUGUESE, romance.PORTUGUESE_PLACES),
    "nl": (northern.DUTCH, northern.DUTCH_PLACES),
    "sv": (northern.SWEDISH, northern.SWEDISH_PLACES),
    "da": (northern.DANISH, northern.DANISH_PLACES),
    "fi": (northern.FINNISH, northern.FINNISH_PLACES),
    "pl": (eastern.POLISH, eastern.POLISH_PLACES),
    "cs": (eastern.CZECH, eastern.CZECH_PLACES),
    "ru": (eastern.RUSSIAN, eastern.RUSSIAN_PLACES),
    "tr": (eastern.TURKISH, eastern.TURKISH_PLACES),
    "ja": (asian.JAPANESE, asian.JAPANESE_PLACES),
    "zh": (asian.CHINESE, asian.CHINESE_PLACES),
    "ko": (asian.KOREAN, asian.KOREAN_PLACES),
}

_LOCATED = frozenset(
    {
        "phone",
        "fax",
        "email",
        "url",
        "address",
        "street",
        "po_box",
        "extended",
        "city",
        "region",
        "postal_code",
        "country",
    }
)
_MARKS = re.compile(r"[^\w]|_")
_DIGITS = re.compile(r"\d+")
_LONGEST_HEADER = 80
_PLACE_FIRST = re.compile(r"^(work|home|other|main)_")


class Word(NamedTuple):
    """What a header means: the field, and the number in it ("Email 2" -> 2, none -> 1)."""

    field: str
    number: int


@lru_cache(maxsize=4096)
def key(header: str) -> str:
    """A header reduced to its letters and digits, so that "E-mail 1 - Value", "email_1_value" and "Email1Value" are one."""
    text = unicodedata.normalize("NFKC", header[:200]).casefold()
    return _MARKS.sub("", unicodedata.normalize("NFC", text))


@cache
def _words() -> dict[str, dict[str, str]]:
    """key -> language -> field"""
    index: dict[str, dict[str, str]] = {}
    for language, (words, _) in LANGUAGES.items():
        for field, spellings in words.items():
            for spelling in spellings.split("|"):
                index.setdefault(key(spelling), {}).setdefault(language, field)
    return index


@cache
def _places() -> dict[str, list[tuple[str, str]]]:
    """language -> (key, place), longest first"""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, (_, places) in LANGUAGES.items():
        pairs = {
            key(spelling): place for place, spellings in places.items() for spelling in spellings.split("|")
        }
        found[language] = sorted(pairs.items(), key=lambda pair: -len(pair[0]))
    return found


@lru_cache(maxsize=4096)
def meanings(header: str) -> Mapping[str, Word]:
    """What the header means in each language that knows it; empty when none does."""
    name = key(header)
    if not name or len(header) > _LONGEST_HEADER:
        return {}
    found = _look_up(name, 1)
    if found:
        return found
    number = _DIGITS.search(unicodedata.normalize("NFKC", header))
    if number and len(number.group()) <= 2 and "@" not in header:
        bare = _DIGITS.sub("", name, count=2)  # two: "TEL-1(1)"
        return _look_up(bare, int(number.group())) if bare else {}
    return {}


def _look_up(name: str, number: int) -> dict[str, Word]:
    exact = _words().get(name)
    if exact:
        return {language: Word(field, number) for language, field in exact.items()}
    found: dict[str, Word] = {}
    for language, places in _places().items():
        field = _located(name, language, places)
        if field:
            found[language] = Word(field, number)
    return found


def _located(name: str, language: str, places: Iterable[tuple[str, str]]) -> str | None:
    """The field of a header made of a place and a thing, in either order: "Business Phone", "Telefon privat"."""
    for word, place in places:
        for rest in (name.removeprefix(word), name.removesuffix(word)):
            if rest == name or not rest:
                continue
            fields = _words().get(rest, {})
            field = fields.get(language) or (
                fields.get("en") if rest in {"email", "fax", "url", "tel"} else None
            )
            if field == "mobile":
                return "mobile"
            if field in _LOCATED:
                return f"{place}_{field}"
            if field and _PLACE_FIRST.match(field) and field.split("_", 1)[1] in _LOCATED:
                return field
    return None


def known(header: str) -> bool:
    """Whether any language knows the header."""
    return bool(meanings(header))


def language_of(headers: Iterable[str]) -> str:
    """The language most of the headers are written in; English when in doubt."""
    votes: dict[str, int] = {"en": 0}
    for header in headers:
        for language in meanings(header):
            votes[language] = votes.get(language, 0) + 1
    best = max(votes.values())
    return next(language for language, count in votes.items() if count == best)


def find(header: str, language: str) -> Word | None:
    """What a header means, in this language first, else in English, else in any."""
    found = meanings(header)
    return found.get(language) or found.get("en") or next(iter(found.values()), None)


def foreign_words(text: str) -> int:
    """How many known headers with letters beyond ASCII the first lines of a text hold (to tell code pages apart)."""
    count = 0
    for line in re.split(r"\r\n|\n|\r", text[:20_000])[:25]:
        if line.isascii():
            continue
        for cell in re.split(r"[,;\t|]", line)[:200]:
            bare = cell.strip().strip('"')
            if bare and len(bare) <= _LONGEST_HEADER and not bare.isascii() and known(bare):
                count += 1
    return count
