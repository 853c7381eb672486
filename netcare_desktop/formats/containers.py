"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

from netcare_desktop.formats.layout import find_layout
from netcare_desktop.formats.records import ReadError
from netcare_desktop.i18n import tr

_HEAD = 16 * 1024
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff")
_VCARD = re.compile(rb"(?i)(?:^|[\r\n])[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*(?:[\r\n]|$)")
_HTML = re.compile(
    rb"(?is)^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|meta|table)\b"
)
_XML = re.compile(rb"(?is)^<(\?xml|[a-z][\w:.-]*[\s>/])")
_LDIF = re.compile(rb"(?i)^(version:\s*1\s+)?(#[^\n]*\n\s*)*dn::?\s*\S")
_JSON = re.compile(rb"^(\{\s*(\"|\})|\[\s*(\{|\[|\"|\]))")

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "media"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"SQLite format 3\x00", "database"),
    (b"!BDN", "pst"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)


def container(data: bytes, name: str) -> str:
    """`vcard`, `json` or `table`. Raises ReadError, with what the file is and what to do, for everything else.

    Everything that is text and nothing known is a table: the table reader finds out whether people are in it.
    """
    head = _without_bom(data[:_HEAD])
    text = head.replace(b"\x00", b"").lstrip()
    if not text and not data[_HEAD:].strip(b"\x00 \t\r\n"):
        raise ReadError(tr("“{name}” is empty.").format(name=name))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise ReadError(_zip_sentence(data, name))
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise ReadError(_workbook(name))
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError(_known_binary(kind, name))
    card = _VCARD.search(text)
    if card and not _is_table(text[: card.start()]):
        return "vcard"
    if _HTML.match(text):
        raise ReadError(
            tr(
                "“{name}” is a web page, often the page asking you to log in, and not the list itself. "
                "Log in where it came from and export it again."
            ).format(name=name)
        )
    if _XML.match(text):
        raise ReadError(
            tr("“{name}” is an XML file. Export the contacts as CSV or vCard instead.").format(name=name)
        )
    if text[:15].upper() == b"BEGIN:VCALENDAR":
        raise ReadError(
            tr("“{name}” is a calendar. Export the contacts, not the calendar, as CSV or vCard.").format(
                name=name
            )
        )
    if _LDIF.match(text):
        raise ReadError(
            tr("“{name}” is an LDIF address book. Export it as CSV or vCard and drop that file.").format(
                name=name
            )
        )
    if _JSON.match(text):
        return "json"
    if _is_binary(data[:_HEAD]):
        raise ReadError(
            tr(
                "“{name}” is not a text file, so it holds no list of people. Choose a CSV or vCard file."
            ).format(name=name)
        )
    return "table"


def complete_copy(data: bytes, name: str) -> dict[str, Any]:
    """The complete copy that `export --format json` wrote. Raises ReadError for any other JSON file."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if re.search(rb'"format"\s*:\s*"netcare"', data[:_HEAD]):
            raise ReadError(
                tr(
                    "“{name}” is a copy made by NetCare, but it is damaged or cut off. Take another copy."
                ).format(name=name)
            ) from error
        raise ReadError(_foreign_json(name)) from error
    if not isinstance(content, dict) or content.get("format") != "netcare":
        raise ReadError(_foreign_json(name))
    return content


def _without_bom(head: bytes) -> bytes:
    for bom in _BOMS:
        if head.startswith(bom):
            return _without_bom(head[len(bom) :])
    return head


def _zip_sentence(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError):
        return tr("“{name}” is a damaged ZIP archive or workbook. Save or download it again.").format(
            name=name
        )
    bare = {entry.rsplit("/", 1)[-1].lower() for entry in names}
    if any(entry.startswith("xl/") for entry in names) or ("content.xml" in bare and "styles.xml" in bare):
        return _workbook(name)
    if "connections.csv" in bare:
        return tr("“{name}” is the LinkedIn archive. Unpack it and drop Connections.csv.").format(name=name)
    if any(entry.endswith((".vcf", ".csv")) for entry in bare):
        return tr("“{name}” is a ZIP archive. Unpack it and drop the CSV or vCard files inside.").format(
            name=name
        )
    return tr("“{name}” is a ZIP archive without a CSV or vCard file in it.").format(name=name)


def _workbook(name: str) -> str:
    return tr(
        "“{name}” is a workbook, not a CSV file. Open it in your spreadsheet program, save it as CSV and drop that."
    ).format(name=name)


def _foreign_json(name: str) -> str:
    return tr(
        "“{name}” is a JSON file, but not a copy made by NetCare. Export the contacts as CSV or vCard."
    ).format(name=name)


def _known_binary(kind: str, name: str) -> str:
    sentences = {
        "PDF": tr("“{name}” is a PDF. Export the contacts as CSV or vCard instead."),
        "picture": tr("“{name}” is a picture. Choose a CSV or vCard file."),
        "media": tr("“{name}” is a media file. Choose a CSV or vCard file."),
        "archive": tr("“{name}” is a compressed archive. Unpack it and drop the CSV or vCard files inside."),
        "database": tr("“{name}” is a database. To go back to a backup of NetCare, use Restore instead."),
        "pst": tr("“{name}” is an Outlook data file. In Outlook choose Export and save the contacts as CSV."),
        "program": tr("“{name}” is a program. Choose a CSV or vCard file."),
    }
    return sentences[kind].format(name=name)


def _is_table(before: bytes) -> bool:
    """Whether a known header row stands before the first card: then it is a cell that holds a card."""
    lines = before.decode("utf-8", errors="replace").splitlines(keepends=True)
    return bool(lines) and find_layout(lines).recognised >= 2


def _is_binary(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return False
    nuls = head.count(0)
    if nuls > len(head) * 0.2:
        even = head[0::2].count(0)
        return min(even, nuls - even) > nuls * 0.1  # UTF-16 without a mark has its NULs on one side
    control = sum(head.count(byte) for byte in range(1, 32) if byte not in {9, 10, 11, 12, 13, 26, 27})
    return control > len(head) * 0.02
