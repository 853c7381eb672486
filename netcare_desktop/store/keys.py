"""The normalised value of a contact point, by which two entries are the same."""

from __future__ import annotations


def normalised(kind: str, value: str, region: str | None = None) -> str:
    """Lower-case e-mail, E.164 phone (region: ISO country of numbers without a country code), profile slug; else empty."""
    # Imported here: the window opens without them.
    from netcare_desktop.formats.keys import linkedin_slug, normalise_email
    from netcare_desktop.formats.phones import normalise_phone

    if kind == "email":
        return normalise_email(value) or ""
    if kind in ("phone", "fax"):
        return normalise_phone(value, region) or ""
    if kind in ("url", "social"):
        slug = linkedin_slug(value)
        return f"linkedin:{slug}" if slug else ""
    return ""
