"""The encoding of a text file: byte order mark, UTF-8, the words of its header, and a second opinion."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from netcare_desktop.formats.records import ReadError
from netcare_desktop.i18n import tr

ENCODINGS: tuple[str, ...] = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254",
    "cp1257", "iso8859-2", "iso8859-15", "mac_roman", "mac_latin2", "cp850", "cp932", "euc_jp", "gb18030", "cp950", "cp949",
)  # fmt: skip
"""What a preview offers to choose from; any other codec Python knows may be asked for by name."""

_HEAD = 64 * 1024
# Order decides between equals: cp1252 first, for it is what most programs of the West write.
_LEGACY = ("cp1252", "cp1250", "cp932", "gb18030", "cp949", "cp950", "cp1251", "cp1254", "cp1253", "cp1257",
           "iso8859-2", "mac_roman")  # fmt: skip
_SINGLE_BYTE = ("cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "iso8859-2", "mac_roman")
_FROM_CHARDET = {
    "shift_jis": "cp932", "cp932": "cp932", "shift_jis_2004": "cp932", "euc-jp": "euc_jp", "euc_jis_2004": "euc_jp",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "cp950", "cp950": "cp950", "big5-hkscs": "cp950",
    "big5hkscs": "cp950", "euc-kr": "cp949", "cp949": "cp949", "uhc": "cp949", "windows-1251": "cp1251", "cp1251": "cp1251",
    "koi8-r": "koi8_r", "windows-1253": "cp1253", "cp1253": "cp1253", "windows-1250": "cp1250", "cp1250": "cp1250",
    "windows-1254": "cp1254", "cp1254": "cp1254", "windows-1255": "cp1255", "windows-1256": "cp1256",
    "iso-8859-2": "iso8859-2", "macroman": "mac_roman", "mac-roman": "mac_roman",
}  # fmt: skip
_NO_FILES = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")
_GARBLED = re.compile(
    rb"\xc3[\x82-\x85](?:\xc2[\x80-\xbf]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92|\xcb[\x86\x9c]|\xe2\x80.|\xe2\x82\xac|\xe2\x84\xa2)"
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become text. `damaged`: some bytes fit no letter and are shown as �. `garbled`: the text was
    turned into UTF-8 twice by another program, and `repair` undoes that cell by cell."""

    name: str
    damaged: bool = False
    garbled: bool = False


def find_encoding(data: bytes, wanted: str | None, header_words: Callable[[str], int]) -> Encoding:
    """The encoding of the bytes, or the wanted one.

    `header_words(text)` counts known column headers with letters beyond ASCII in the first lines of a text; a code
    page that turns the header into known words is the right one. Raises ReadError when `wanted` is no codec.
    """
    if wanted:
        name = codec_name(wanted)
        if name in {"utf-16", "utf-32"} and not _by_mark(data):
            name = _by_nuls(data) or f"{name}-le"  # without a mark the little end comes first, as on Windows
        return Encoding(name, damaged=not _decodes(data, name))
    marked = _by_mark(data) or _by_nuls(data)
    if marked:
        return Encoding(marked, damaged=not _decodes(data, marked), garbled=_garbled(data, marked))
    if _decodes(data, "utf-8"):
        return Encoding("utf-8", garbled=_garbled(data, "utf-8"))
    head = data[:_HEAD]
    if len(data) > _HEAD and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    if _mostly_utf8(data):
        return Encoding("utf-8", damaged=True)
    name = _by_words(head, header_words) or _by_letters(data, head)
    return Encoding(name, damaged=not _decodes(data, name))


def open_text(data: bytes, encoding: Encoding) -> TextIO:
    """A stream of the text's physical lines, each with its own line end; bytes that fit no letter become �."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding.name, errors="replace", newline="")


def repair(text: str) -> str:
    """Text that was turned from cp1252 to UTF-8 twice (`JÃ¼rgen`), mended; anything else is returned as it is."""
    try:
        mended = text.encode("cp1252", errors="garbled").decode("utf-8")
    except UnicodeError:
        return text
    return mended


def legacy_encoding(data: bytes) -> str:
    """The code page of bytes that are not UTF-8, by the look of their letters alone."""
    return _by_letters(data, data[:_HEAD])


def _undefined_in_cp1252(error: UnicodeError) -> tuple[bytes, int]:
    # Windows maps the five holes of cp1252 to the control characters of the same number.
    if isinstance(error, UnicodeEncodeError):
        part = error.object[error.start : error.end]
        if all(character in "\x81\x8d\x8f\x90\x9d" for character in part):
            return part.encode("latin-1"), error.end
    raise error


codecs.register_error("garbled", _undefined_in_cp1252)


def codec_name(wanted: str) -> str:
    """Python's name for an encoding of text. Raises ReadError when there is none of that name."""
    try:
        info = codecs.lookup(wanted.strip())
    except (LookupError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadError(
            tr("There is no encoding “{name}”. Try utf-8, cp1252, utf-16, cp932 or gb18030.").format(
                name=wanted
            )
        ) from error
    name = "utf-8" if info.name == "utf8" else info.name
    try:
        if name in _NO_FILES or not isinstance("".encode(name), bytes):
            raise LookupError
        io.TextIOWrapper(io.BytesIO(b""), encoding=name)
    except (LookupError, UnicodeError) as error:  # rot13, hex and the like are no encodings of text
        raise ReadError(tr("“{name}” is not an encoding of text.").format(name=wanted)) from error
    return name


def _by_mark(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _by_nuls(data: bytes) -> str | None:
    head = data[:4096]
    half = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.3 and even < odd * 0.1:
        return "utf-16-le"
    if even > half * 0.3 and odd < even * 0.1:
        return "utf-16-be"
    return None


def _decodes(data: bytes, name: str) -> bool:
    if name in {"utf-8", "cp1252"} and data.isascii():
        return True
    decoder = codecs.getincrementaldecoder(name)()
    step = 1024 * 1024
    try:
        for start in range(0, len(data), step):
            decoder.decode(data[start : start + step])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """A file of UTF-8 with a few bad bytes in it (cut or pasted together by a tool)."""
    head = data[: 4 * _HEAD]
    good = len(_UTF8_LETTER.findall(head))
    bad = head.decode("utf-8", errors="replace").count("\ufffd") - head.count(b"\xef\xbf\xbd")
    return good >= 3 and good >= 10 * max(bad, 1)


def _garbled(data: bytes, name: str) -> bool:
    return name in {"utf-8", "utf-8-sig"} and _GARBLED.search(data) is not None


def _by_words(head: bytes, header_words: Callable[[str], int]) -> str | None:
    best, best_score = None, (0, 0.0)
    for name in _LEGACY:
        try:
            text = head.decode(name)
        except UnicodeDecodeError:
            continue
        words = header_words(text)
        if words and (words, score := plausibility(text)) > best_score:
            best, best_score = name, (words, score)
    return best


def _by_letters(data: bytes, head: bytes) -> str:
    guess = _second_opinion(head)
    if guess and _has_runs(head) and _decodes(data, guess):
        return guess
    scores: list[tuple[float, str]] = []
    for name in _SINGLE_BYTE:
        try:
            text = head.decode(name)
        except UnicodeDecodeError:
            continue
        scores.append((plausibility(text) + (0.01 if name == guess else 0.0), name))
    if not scores:
        return "cp1252"
    best = max(score for score, _ in scores)
    return next(name for score, name in scores if score >= best - _MARGIN)


def _has_runs(head: bytes) -> bool:
    """Scripts other than Latin put bytes beyond ASCII next to each other; Western text hardly ever does."""
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", head))
    long = sum(len(run) for run in re.findall(rb"[\x80-\xff][\x40-\x7e\x80-\xff][\x80-\xff]+", head))
    return long >= high * 0.4


def _second_opinion(head: bytes) -> str:
    import chardet  # 100 ms at first use; only files that are not UTF-8 pay for it

    try:
        found = chardet.detect(head)["encoding"]
    except Exception:  # a second opinion must never stop a reading
        return ""
    return _FROM_CHARDET.get((found or "").lower(), "")


def plausibility(text: str) -> float:
    """How much the letters beyond ASCII look like letters of words, from -1 (garbage) to 1.

    Every wrong code page gives itself away: signs inside words, capitals after small letters, half-width kana.
    """
    total = 0
    points = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        at = found.start()
        total += 1
        points += _point(text[at - 1 : at], found.group(), text[at + 1 : at + 2])
        if total >= 4000:
            break
    return points / total if total else 1.0


def _point(before: str, character: str, after: str) -> float:
    category = unicodedata.category(character)
    if category in {"Cc", "Cn", "Co"} or character == "\ufffd":
        return -1.0
    if "\uff61" <= character <= "\uff9f":
        return -0.5
    if category[0] == "L":
        if category == "Lu" and before.islower():
            return -0.6
        if category == "Lu" and after.islower() is False and after.isalpha() is False and before.isalpha():
            return -0.3
        same = (before.isalpha() and ord(before) < 0x250) or (after.isalpha() and ord(after) < 0x250)
        if ord(character) >= 0x370 and same and ord(character) < 0x2000:
            return -0.4  # Greek or Cyrillic letters inside a Latin word
        return 1.0 if character in _COMMON else 0.8
    if before.isalpha() or after.isalpha():
        return 0.4 if character in "’‘–—“”„«»·…" else -0.8
    return 0.4


_MARGIN = 0.12  # what another code page must be ahead of cp1252, which most files are in
_COMMON = frozenset("œŒäöüßÄÖÜéèêëàâáãåæçíìîïñóòôõøœúùûÉÁÅØŁłąęśżźćńŚŻŹ")
