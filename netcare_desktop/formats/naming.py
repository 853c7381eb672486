"""What a person of a table is called: from a whole name, its parts, the company, or the way to reach them."""

from __future__ import annotations

import re

from netcare_desktop.formats.names import (
    compose,
    is_organisation_name,
    split_name,
    take_credentials,
    without_emoji,
)
from netcare_desktop.formats.records import PersonRecord

_PERSONAL_MAILBOX = re.compile(r"[a-zà-ÿ]+[._][a-zà-ÿ][a-zà-ÿ.\-]+@")
_ROLE = re.compile(
    r"(?i)\b(?:info|office|contact|kontakt|sales|service|support|team|mail|hello|admin|no.?reply|billing|post)\b"
)


def keep_name(record: PersonRecord) -> bool:
    """Leave the name as our own export wrote it; put together what is missing. False when there is none."""
    if not record.full_name:
        record.full_name = compose(record.prefix, record.given, record.middle, record.family, record.suffix)
    record.full_name = record.full_name or record.organisation or _reach(record)
    return bool(record.full_name)


def settle_name(record: PersonRecord) -> bool:
    """Give the record its whole name; False when nothing names or reaches anybody."""
    record.given = without_emoji(record.given)
    record.family = without_emoji(record.family)
    record.full_name = without_emoji(record.full_name)
    from_columns = record.suffix
    if "," in record.family and not record.suffix:
        record.family, record.suffix = take_credentials(record.family)
    whole = record.full_name
    if record.given or record.family:
        if not whole or "@" in whole:
            record.full_name = compose(
                record.prefix, record.given, record.middle, record.family, from_columns
            )
        return True
    if whole and "@" not in whole:
        if whole == record.organisation or (is_organisation_name(whole) and not record.title):
            record.is_organisation = not record.organisation or whole == record.organisation
            if record.is_organisation:
                record.organisation = whole
                return True
        _take_apart(record, whole)
        return True
    if record.organisation and not _is_somebody(record):
        record.full_name = record.organisation
        record.is_organisation = True
        return True
    record.full_name = whole or record.nickname or _reach(record) or record.organisation
    return bool(record.full_name)


def _take_apart(record: PersonRecord, whole: str) -> None:
    name = split_name(whole)
    record.full_name = name.full
    record.given, record.family = name.given, name.family
    record.middle = record.middle or name.middle
    record.prefix = record.prefix or name.prefix
    record.suffix = record.suffix or name.suffix


def _is_somebody(record: PersonRecord) -> bool:
    """A nameless row of a company is a person when it has a job or a mailbox like jo.reyes@…"""
    if record.title or record.nickname:
        return True
    emails = record.emails
    return bool(emails) and bool(_PERSONAL_MAILBOX.match(emails[0].lower())) and not _ROLE.search(emails[0])


def _reach(record: PersonRecord) -> str:
    """Somebody without a name is called by the way to reach them."""
    for values in (record.emails, record.phones, record.urls, record.faxes):
        if values:
            return values[0]
    return ""
