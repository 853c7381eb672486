"""The lines of a vCard file as properties, still in bytes: unfolded, soft breaks joined, never an exception.

Versions 2.1, 3.0 and 4.0 differ in how they escape and encode; what each property declares is decided here, so the
reader above sees text. Cards are told apart without recursion, however deep somebody nests them.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

VALUE_LIMIT = 1_048_576
"""Bytes of one property's value; what is beyond is left out."""

PROPERTY_LIMIT = 5_000
"""Properties of one card; no address book writes a hundred."""

_SKIPPED = frozenset(
    {"PHOTO", "LOGO", "SOUND", "KEY", "X-PHOTO", "THUMBNAILPHOTO", "X-MS-CARDPICTURE", "X-IMAGEHASH"}
)
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_NAME = re.compile(rb"^[A-Za-z0-9_.\-/ ]{1,100}$")
_PARAMETER = re.compile(rb';((?:[^;":]|"[^"]*")*)')


@dataclass(slots=True)
class Property:
    """One property of a card. `parameters`: upper-case name -> values as written; bare ones are TYPEs or ENCODINGs."""

    name: str
    group: str
    parameters: dict[str, list[str]]
    raw: bytes
    encoded: bool
    line: int

    @property
    def types(self) -> list[str]:
        """The TYPE values in lower case, split at commas."""
        return [
            part.strip().lower()
            for value in self.parameters.get("TYPE", [])
            for part in value.split(",")
            if part
        ]

    def text(self, fallback: str) -> str:
        """The value as text: by its CHARSET, else UTF-8, else the code page of the file; line ends as `\\n`."""
        charset = next(iter(self.parameters.get("CHARSET", [])), "")
        for name in (charset, "utf-8", fallback):
            if name:
                try:
                    return (
                        _decoded(self.raw, name).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
                    )
                except (LookupError, UnicodeError, ValueError):
                    continue
        return self.raw.decode("cp1252", errors="replace").replace("\0", "")


@dataclass(slots=True)
class Card:
    """The properties between one BEGIN and its END; `agents` are the names of cards nested in it."""

    line: int
    version: str = ""
    properties: list[Property] = field(default_factory=list)
    agents: list[Property] = field(default_factory=list)
    closed: bool = False
    shortened: bool = False


def cards(data: bytes) -> Iterator[Card]:
    """The cards of a file in order. Text outside of cards is passed over, a missing END ends at the next BEGIN."""
    card: Card | None = None
    depth = 0
    agent_next = False
    for line, raw in _logical_lines(data):
        bare = raw.strip()
        mark = bare[:16].upper().replace(b" ", b"")
        if mark.startswith(b"BEGIN:VCARD"):
            if card is not None and (agent_next or depth):
                depth += 1
            else:
                if card is not None:
                    yield card
                card = Card(line)
            agent_next = False
            continue
        if card is None:
            continue
        if mark.startswith(b"END:VCARD"):
            if depth:
                depth -= 1
            else:
                card.closed = True
                yield card
                card = None
            continue
        found = _property(raw, line, card)
        if found is None:
            continue
        if depth:
            if found.name == "FN" and depth == 1 and len(card.agents) < 100:
                card.agents.append(found)
            continue
        agent_next = found.name == "AGENT" and not found.raw.strip()
        if found.name == "AGENT" and found.raw.strip().upper().startswith(b"BEGIN:VCARD"):
            depth += 1
            continue
        if found.name == "VERSION":
            card.version = found.raw.decode("ascii", errors="ignore").strip()
        if len(card.properties) < PROPERTY_LIMIT:
            card.properties.append(found)
        else:
            card.shortened = True
    if card is not None:
        yield card


def _physical_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    number = 0
    for chunk in BytesIO(data):
        if b"\r" not in chunk:
            number += 1
            yield number, chunk.rstrip(b"\n")
            continue
        for line in chunk.splitlines():
            number += 1
            yield number, line


def _logical_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Unfolded lines with the physical line of their start; the bytes of pictures are dropped on the way."""
    started = 0
    parts: list[bytes] = []
    size = 0
    soft = False  # quoted-printable whose last line ends in =
    quoted = False
    skipping = False
    block = False  # bare base64 until a blank line
    for number, line in _physical_lines(data):
        if soft:
            soft = line.endswith(b"=")
            if size <= VALUE_LIMIT:
                parts.append(line[:-1] if soft else line)
                size += len(line)
            continue
        if line[:1] in {b" ", b"\t"} and parts:
            if line.strip() and not skipping and size <= VALUE_LIMIT:
                if quoted and line.endswith(b"="):
                    soft, line = True, line[:-1]
                parts.append(line[1:])
                size += len(line)
            if line.strip() or block:
                continue
            continue
        if block and line and b":" not in line and b";" not in line:
            if not skipping and size <= VALUE_LIMIT:
                parts.append(line)
                size += len(line)
            continue
        if parts:
            yield started, b"".join(parts)
        parts, size, block, quoted, soft, skipping = [], 0, False, False, False, False
        if not line.strip():
            continue
        head = line[:200].split(b":", 1)[0].upper()
        name = head.split(b";", 1)[0].rsplit(b".", 1)[-1].strip()
        skipping = name.decode("ascii", errors="replace") in _SKIPPED
        block = b"BASE64" in head or b"ENCODING=B" in head
        quoted = b"QUOTED-PRINTABLE" in head
        soft = quoted and line.endswith(b"=")
        started = number
        parts = [line[:200] if skipping else line[:-1] if soft else line]
        size = len(line)
    if parts:
        yield started, b"".join(parts)


def _property(raw: bytes, line: int, card: Card) -> Property | None:
    head, value = _halves(raw)
    if head is None:
        return None
    name_bytes, _, rest = head.partition(b";")
    if not _NAME.match(name_bytes):
        return None
    group, _, name = name_bytes.decode("ascii").strip().rpartition(".")
    parameters = _parameters(b";" + rest if rest else b"")
    encoding = next(iter(parameters.get("ENCODING", [])), "").upper()
    name = name.strip().upper()
    if name in _SKIPPED:
        return None
    if len(value) > VALUE_LIMIT:
        value = value[:VALUE_LIMIT]
        card.shortened = True
    encoded = False
    if encoding == "QUOTED-PRINTABLE":
        value, encoded = quopri.decodestring(value), True
    elif encoding in {"B", "BASE64"}:
        try:
            value, encoded = binascii.a2b_base64(value), True
        except (binascii.Error, ValueError):
            pass  # says base64 and is not: taken as it is
    return Property(name, group.strip().lower(), parameters, value, encoded, line)


def _halves(raw: bytes) -> tuple[bytes | None, bytes]:
    """The line before and behind the colon that ends the parameters; colons in quotes do not."""
    quoted = False
    for match in re.finditer(rb'[":]', raw[:8192]):
        if match.group() == b'"':
            quoted = not quoted
        elif not quoted:
            return raw[: match.start()], raw[match.end() :]
    head, colon, value = raw.partition(b":")
    return (head, value) if colon else (None, b"")


def _parameters(raw: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for match in _PARAMETER.finditer(raw):
        text = match.group(1).decode("utf-8", errors="replace").strip()
        if not text:
            continue
        name, equals, value = text.partition("=")
        if not equals:
            bare = name.upper()
            kind = "ENCODING" if bare in _ENCODINGS else "TYPE"
            found.setdefault(kind, []).append(name)
        else:
            found.setdefault(name.strip().upper(), []).append(value.strip().strip('"'))
    return found


def _decoded(raw: bytes, name: str) -> str:
    info = codecs.lookup(name)
    text = raw.decode(_WIDER.get(info.name, info.name))
    if not isinstance(text, str):
        raise LookupError
    return text


# What programs call ISO-8859-1 and Shift_JIS is what Windows made of them.
_WIDER = {
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ascii": "utf-8",
}
