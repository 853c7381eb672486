"""vCard files (2.1, 3.0, 4.0) to people. Reads what real address books write, and never fails on a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from netcare_desktop.formats.encoding import codec_name, legacy_encoding
from netcare_desktop.formats.notices import Notices
from netcare_desktop.formats.records import PersonRecord, ReadError, ReadOptions, ReadResult, Skipped
from netcare_desktop.formats.vcard_lines import Card, cards
from netcare_desktop.formats.vcard_person import CardReader
from netcare_desktop.i18n import tr

Progress = Callable[[int, int], None]

CARD_LIMIT = 500_000
_STEP = 500


def read_vcards(data: bytes, name: str, options: ReadOptions, progress: Progress | None = None) -> ReadResult:
    """The people of a vCard file; groups (KIND:group) become labels of their members.

    Raises ReadError when no card holds a person. `line` of a record is the physical line of its BEGIN.
    """
    notices = Notices()
    data, encoding = _as_bytes_of_letters(data, options)
    fallback = encoding
    result = ReadResult(name, "vcard", "vcard", encoding)
    reader = CardReader(fallback, notices)
    charsets: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    groups: list[tuple[PersonRecord, list[str]]] = []
    total = data.count(b"BEGIN") + data.count(b"begin")
    for card in cards(data):
        result.rows += 1
        if progress is not None and result.rows % _STEP == 0:
            progress(min(result.rows, total), total)
        if result.rows > CARD_LIMIT:
            raise ReadError(
                tr(
                    "The file has more than {limit} cards, more people than anybody can keep. Split it."
                ).format(limit=f"{CARD_LIMIT:,}")
            )
        charsets.update(_charsets(card))
        sources.update(_marks(card, fallback))
        record, members = reader.read(card)
        if members is not None:
            groups.append((record, members))
        elif not record.full_name:
            result.skipped.append(Skipped(card.line, tr("no name, no organisation and no way to reach them")))
        else:
            result.records.append(record)
        if not card.closed:
            notices.tell(card.line, tr("The card is not closed; it was read as far as it goes."))
        if card.shortened:
            notices.tell(
                card.line,
                tr(
                    "This card is larger than any address book writes. "
                    "What is beyond a million letters or 5,000 values was cut off."
                ),
            )
    _label_members(result, groups)
    _name_relatives(result.records)
    if not result.rows or (not result.records and not result.skipped):
        raise ReadError(tr("“{name}” is a vCard file without people in it.").format(name=name))
    if not result.records and len(result.skipped) == result.rows:
        raise ReadError(
            tr("The cards in “{name}” have neither names nor ways to reach anybody.").format(name=name)
        )
    if charsets:
        result.encoding = f"{charsets.most_common(1)[0][0]} (per property)"
    result.source = sources.most_common(1)[0][0] if sources else "vcard"
    result.problems = notices.finished()
    if progress is not None:
        progress(total, total)
    return result


def _as_bytes_of_letters(data: bytes, options: ReadOptions) -> tuple[bytes, str]:
    """The file in an encoding whose line ends are single bytes, and the encoding of what is not UTF-8 in it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode("utf-8", errors="replace"), "utf-16"
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) > 100 or (max(even, odd) > 0 and max(even, odd) * 5 > min(len(data), 4096)):
        name = "utf-16-le" if odd > even else "utf-16-be"
        return data.decode(name, errors="replace").encode("utf-8", errors="replace"), name
    marked = data.startswith(b"\xef\xbb\xbf")
    while data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if options.encoding:
        return data, codec_name(options.encoding)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data, legacy_encoding(data)
    return data, "utf-8-sig" if marked else "utf-8"


def _charsets(card: Card) -> set[str]:
    found = {value.lower() for one in card.properties for value in one.parameters.get("CHARSET", [])}
    return {name for name in found if name not in {"utf-8", "utf8", "us-ascii"}}


def _marks(card: Card, fallback: str) -> set[str]:
    """Which program wrote the card, by its PRODID and the properties only that program writes."""
    for one in card.properties:
        if one.name == "PRODID":
            product = one.text(fallback).lower()
            if "apple" in product:
                return {"icloud"}
            if "microsoft" in product or "outlook" in product:
                return {"outlook-vcard"}
            if "google" in product:
                return {"google-vcard"}
            if "netcare" in product:
                return {"netcare"}
        elif one.name.startswith("X-MS-OL"):
            return {"outlook-vcard"}
    return set()


def _label_members(result: ReadResult, groups: list[tuple[PersonRecord, list[str]]]) -> None:
    by_uid = {_plain_uid(record.uid): record for record in result.records if record.uid}
    for group, members in groups:
        count = 0
        for member in members:
            record = by_uid.get(_plain_uid(member))
            if record is not None and group.full_name:
                count += 1
                if group.full_name not in record.labels:
                    record.labels.append(group.full_name)
        reason = tr("a group, not a person; {count} people got its name as a tag").format(count=count)
        result.skipped.append(Skipped(group.line, reason))
    result.skipped.sort(key=lambda skipped: skipped.line)


def _name_relatives(records: list[PersonRecord]) -> None:
    """A relative given by the identifier of another card of the file gets that card's name."""
    by_uid = {_plain_uid(record.uid): record.full_name for record in records if record.uid}
    for record in records:
        for related in record.related:
            if related.name.lower().startswith("urn:uuid:"):
                related.name = by_uid.get(_plain_uid(related.name), "")
        record.related = [related for related in record.related if related.name]


def _plain_uid(uid: str) -> str:
    return uid.strip().lower().removeprefix("urn:uuid:")
