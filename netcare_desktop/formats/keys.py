"""The forms by which the same e-mail address and the same profile are recognised, however they are written."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_LONGEST = 5_000
_ADDRESS = re.compile(r"[^\s<>;,|\"()\[\]:]+@[^\s<>;,|\"()\[\]:]+")
_SOCIAL = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:linkedin\.com|xing\.com|twitter\.com|x\.com|facebook\.com|instagram\.com|github\.com|"
    r"gitlab\.com|mastodon\.social|bsky\.app|threads\.net|youtube\.com)(?:[/?#]|$)",
    re.IGNORECASE,
)


def find_emails(text: str) -> list[str]:
    """The e-mail addresses in a text as written: alone, several, or as `Name <address>`."""
    if "@" not in text:
        return []
    text = text[:_LONGEST]  # an endless cell must not make the search endless
    return [found.strip(".'") for found in _ADDRESS.findall(text.removeprefix("mailto:"))]


def normalise_email(text: str) -> str | None:
    """The address in lower case, without mailto: and display name, or None when there is none.

    Upper and lower case before the @ differ only in theory; every mail provider people use takes them as one.
    """
    found = find_emails(text)
    return unicodedata.normalize("NFC", found[0]).lower() if found else None


def linkedin_slug(url: str) -> str | None:
    """The part of a LinkedIn profile address that names the person, in lower case, or None for any other address."""
    try:
        parts = urlsplit(url.strip() if "//" in url else f"https://{url.strip()}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return None
    steps = [step for step in parts.path.split("/") if step]
    if len(steps) < 2 or steps[0].lower() not in {"in", "pub"}:
        return None
    named = (
        steps[1:] if steps[0].lower() == "pub" else steps[1:2]
    )  # /pub/name/1/2/3: the numbers belong to it
    slug = unicodedata.normalize("NFC", unquote("/".join(named))).lower().strip()
    return slug or None


def is_social(url: str) -> bool:
    """Whether the address is a profile on a social network."""
    return _SOCIAL.match(url) is not None
