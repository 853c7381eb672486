"""The fields a column can be read as: their keys, the words a user reads for them, and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from netcare_desktop.i18n import tr

PLACES = ("work", "home", "other", "main")
"""Labels of phones, e-mail addresses, web pages and postal addresses that have a field of their own."""

_LOCATED = ("email", "phone", "fax", "url", "address", "street", "po_box", "extended", "city", "region",
            "postal_code", "country")  # fmt: skip
_NAMES = (
    "full_name",
    "given",
    "middle",
    "family",
    "prefix",
    "suffix",
    "nickname",
    "phonetic_given",
    "phonetic_family",
)
_WORK = ("organisation", "department", "title")
_DATES = (
    "met_on",
    "connected_on",
    "scanned_on",
    "birthday",
    "birth_year",
    "birth_month",
    "birth_day",
    "anniversary",
)
_RELATED = ("spouse", "child", "assistant", "manager")
_OTHER = ("labels", "flag", "notes", "custom")
_REACH = (
    "email", "work_email", "home_email", "other_email", "main_email",
    "phone", "mobile", "work_phone", "home_phone", "main_phone", "other_phone",
    "fax", "work_fax", "home_fax", "other_fax",
    "url", "work_url", "home_url", "other_url", "social",
)  # fmt: skip
_ADDRESS = tuple(
    f"{place}{part}" for place in ("", "work_", "home_", "other_") for part in _LOCATED if part not in _REACH
)

GROUPED = ("email_label", "phone_label", "address_label", "url_label", "related", "related_label", "event",
           "event_label", "custom_label", "email_type", "uid", "is_organisation")  # fmt: skip
"""Fields that only mean something beside another column (a label and its value) or in our own export."""

PREFERRED = tuple(f"{kind}_preferred" for kind in ("email", "phone", "fax", "url", "social"))
"""The columns of our own export that say which of several values comes first."""

FIELDS: tuple[str, ...] = (*_NAMES, *_WORK, *_REACH, *_ADDRESS, *_DATES, *_RELATED, *_OTHER)
"""The keys a user may choose for a column, in the order a preview should list them."""

ALL_FIELDS = frozenset(
    {*FIELDS, *GROUPED, *(f"main_{part}" for part in _LOCATED), "social_label", "fax_label", *PREFERRED}
)
"""Every key that `Column.field` may hold and `ReadOptions.mapping` may ask for."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column is read as.

    `label`: work, home, mobile … of a phone or an address. `group`: columns of the same kind and group belong
    together ("Phone 2 - Label" and "Phone 2 - Value"), 0 for a column that stands alone. `number`: the number in the
    header ("Company 2"), 1 without.
    """

    field: str
    label: str = ""
    group: int = 0
    number: int = 1

    @property
    def key(self) -> str:
        """The key of FIELDS that names this target."""
        if self.field == "phone" and self.label == "mobile":
            return "mobile"
        return f"{self.label}_{self.field}" if self.label in PLACES and self.field in _LOCATED else self.field


def target(key: str, *, group: int = 0, number: int = 1) -> Target:
    """The target a key stands for: "work_phone" -> phone labelled work."""
    if key == "mobile":
        return Target("phone", "mobile", group, number)
    place, _, rest = key.partition("_")
    if place in PLACES and rest in _LOCATED:
        return Target(rest, place, group, number)
    return Target(key, "", group, number)


def field_label(key: str) -> str:
    """What a user reads for a field, in the user's language."""
    part = target(key)
    if part.label in PLACES and part.field != key:
        place = {"work": tr("work"), "home": tr("home"), "other": tr("other"), "main": tr("main")}[part.label]
        return tr("{field} ({place})").format(field=field_label(part.field), place=place)
    if key in PREFERRED:
        return tr("{field} comes first").format(field=field_label(key.removesuffix("_preferred")))
    return _labels().get(key, key)


def field_groups() -> list[tuple[str, tuple[str, ...]]]:
    """FIELDS in groups with a heading each, for a long drop-down list."""
    return [
        (tr("Name"), _NAMES),
        (tr("Work"), _WORK),
        (tr("Ways to reach"), _REACH),
        (tr("Postal address"), _ADDRESS),
        (tr("Dates"), _DATES),
        (tr("People around"), _RELATED),
        (tr("Other"), _OTHER),
    ]


def _labels() -> dict[str, str]:
    return {
        "full_name": tr("Full name"),
        "given": tr("Given name"),
        "middle": tr("Middle name"),
        "family": tr("Family name"),
        "prefix": tr("Title before the name"),
        "suffix": tr("Suffix after the name"),
        "nickname": tr("Nickname"),
        "phonetic_given": tr("Given name, as spoken"),
        "phonetic_family": tr("Family name, as spoken"),
        "organisation": tr("Organisation"),
        "department": tr("Department"),
        "title": tr("Job title"),
        "email": tr("E-mail"),
        "phone": tr("Phone"),
        "mobile": tr("Mobile phone"),
        "fax": tr("Fax"),
        "url": tr("Web page"),
        "social": tr("Social profile"),
        "address": tr("Address in one piece"),
        "street": tr("Street"),
        "po_box": tr("PO box"),
        "extended": tr("Address supplement"),
        "city": tr("City"),
        "region": tr("State or region"),
        "postal_code": tr("Postal code"),
        "country": tr("Country"),
        "met_on": tr("Met on"),
        "connected_on": tr("Connected on"),
        "scanned_on": tr("Card scanned on"),
        "birthday": tr("Birthday"),
        "birth_year": tr("Year of birth"),
        "birth_month": tr("Month of birth"),
        "birth_day": tr("Day of birth"),
        "anniversary": tr("Anniversary"),
        "spouse": tr("Partner"),
        "child": tr("Children"),
        "assistant": tr("Assistant"),
        "manager": tr("Manager"),
        "labels": tr("Tags"),
        "flag": tr("A tag where the cell is filled"),
        "notes": tr("Notes"),
        "custom": tr("Notes, with the column's name"),
        "email_label": tr("Label of the e-mail address"),
        "phone_label": tr("Label of the phone"),
        "fax_label": tr("Label of the fax"),
        "address_label": tr("Label of the address"),
        "url_label": tr("Label of the web page"),
        "social_label": tr("Label of the social profile"),
        "related": tr("Person around"),
        "related_label": tr("Who that person is"),
        "event": tr("Date of an occasion"),
        "event_label": tr("Name of the occasion"),
        "custom_label": tr("Name of the custom field"),
        "email_type": tr("Kind of e-mail address"),
        "uid": tr("Identifier"),
        "is_organisation": tr("Is an organisation"),
    }
