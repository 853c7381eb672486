"""What each column of a table is read as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netcare_desktop.formats.fields import ALL_FIELDS, Target, target
from netcare_desktop.formats.records import Problem, ReadError
from netcare_desktop.formats.sources import GROUPED_HEADER, Source
from netcare_desktop.formats.vocabulary import find, key
from netcare_desktop.i18n import tr

_GROUPS: Mapping[str, Mapping[str, str]] = {
    "email": {"value": "email", "label": "email_label", "type": "email_label", "preferred": "email_preferred", "": "email"},
    "phone": {"value": "phone", "label": "phone_label", "type": "phone_label", "preferred": "phone_preferred", "": "phone"},
    "fax": {"value": "fax", "label": "fax_label", "type": "fax_label", "preferred": "fax_preferred", "": "fax"},
    "website": {"value": "url", "label": "url_label", "type": "url_label", "": "url"},
    "webpage": {"value": "url", "label": "url_label", "preferred": "url_preferred", "": "url"},
    "socialprofile": {"value": "social", "label": "social_label", "preferred": "social_preferred", "": "social"},
    "relation": {"value": "related", "label": "related_label", "type": "related_label"},
    "related": {"name": "related", "value": "related", "label": "related_label"},
    "event": {"value": "event", "label": "event_label", "type": "event_label"},
    "customfield": {"value": "custom", "label": "custom_label", "type": "custom_label"},
    "userdefinedfield": {"value": "custom", "label": "custom_label", "type": "custom_label"},
    "jot": {"value": "custom", "label": "custom_label", "type": "custom_label"},
    "im": {"value": "custom", "service": "custom_label", "label": ""},
    "instantmessenger": {"value": "custom", "service": "custom_label"},
    "organization": {"name": "organisation", "title": "title", "department": "department"},
    "address": {"label": "address_label", "type": "address_label", "formatted": "address", "street": "street",
                "city": "city", "pobox": "po_box", "region": "region", "postalcode": "postal_code",
                "country": "country", "extendedaddress": "extended", "extended": "extended", "": "address",
                "formattedaddress": "address"},
}  # fmt: skip

_ONCE = frozenset({"full_name", "given", "family", "organisation", "title", "department"})
_LOOSE_LABELS = {"email_label": "email", "phone_label": "phone", "fax_label": "fax", "url_label": "url",
                 "social_label": "social", "address_label": "street", "related_label": "related", "event_label": "event",
                 "custom_label": "custom"}  # fmt: skip
_ONLY_IN_GROUPS = frozenset(
    {"address", "email", "phone", "fax", "webpage", "website", "socialprofile", "related"}
)


def assign(
    headers: Sequence[str],
    source: Source,
    language: str,
    mapping: Mapping[str, str | None],
    problems: list[Problem],
) -> list[Target | None]:
    """A target for each column, or None where it is left out.

    The user's mapping stands above the source's own meanings, those above numbered groups ("Phone 2 - Value"), those
    above the vocabulary. Raises ReadError for a field that does not exist; a mapped header that is not in the file is
    reported as a problem.
    """
    found: list[Target | None] = []
    tags = False
    for header in headers:
        name = key(header)
        meaning = target(source.columns[name] or "-") if name in source.columns else None
        meaning = meaning or _grouped(name, source) or _worded(header, language)
        if source.name == "eight" and tags and name and meaning is None:
            meaning = Target("flag")  # whatever stands behind Eight's own columns is a tag of the user's
        tags = tags or name == key("'?'を含んだデータ")
        found.append(None if meaning is None or meaning.field == "-" else meaning)
    chosen = chosen_columns(headers, mapping, problems)
    for index, wanted in chosen.items():
        found[index] = wanted
    _settle_names(found, language)
    _settle_addresses(found, chosen)
    _settle_repeats(found, source, chosen)
    _pair_labels(found, chosen)
    return found


def _grouped(name: str, source: Source) -> Target | None:
    match = GROUPED_HEADER.match(name)
    if not match:
        return None
    kind, number, part = match.group(1), int(match.group(2)), match.group(3) or ""
    if not part and (kind not in _ONLY_IN_GROUPS or source.name != "netcare"):
        return None  # "Phone 2", "Address 2" without a part are words like any other
    field = _GROUPS.get(kind, {}).get(part)
    if not field:
        return Target("-")
    return Target(field, "", number, number)


def _worded(header: str, language: str) -> Target | None:
    word = find(header, language)
    return target(word.field, number=word.number) if word else None


def chosen_columns(
    headers: Sequence[str], mapping: Mapping[str, str | None], problems: list[Problem]
) -> dict[int, Target | None]:
    """The targets the user chose, by place: for a header by its text (every column of that name) or for `#N`.

    Raises ReadError for a field that does not exist; a header that is not there is reported as a problem.
    """
    chosen: dict[int, Target | None] = {}
    for wanted, field in mapping.items():
        if field is not None and field not in ALL_FIELDS:
            raise ReadError(tr("There is no field “{field}” to read a column as.").format(field=field))
        if wanted.startswith("#") and wanted[1:].isascii() and wanted[1:].isdigit():
            places = [int(wanted[1:]) - 1]
        else:
            places = [index for index, header in enumerate(headers) if header.strip() == wanted.strip()]
            places = places or [
                index for index, header in enumerate(headers) if key(header) == key(wanted) != ""
            ]
        places = [index for index in places if 0 <= index < len(headers)]
        if not places:
            problems.append(
                Problem(0, tr("There is no column “{header}” in this file.").format(header=wanted))
            )
        for index in places:
            chosen[index] = target(field) if field else None
    return chosen


def _settle_names(found: list[Target | None], language: str) -> None:
    """Decide what "Name" and "Title" mean from the columns beside them."""
    fields = {meaning.field for meaning in found if meaning}
    has_given = "given" in fields
    has_family = "family" in fields
    for index, meaning in enumerate(found):
        if meaning is None:
            continue
        if meaning.field == "name?":
            settled = "family" if has_given and not has_family else "full_name"
            has_family = has_family or settled == "family"
        elif meaning.field == "name!":
            settled = "given" if has_family and not has_given else "full_name"
            has_given = has_given or settled == "given"
        elif meaning.field == "title?":
            rivals = any(
                other.field in {"title", "title?"}
                for place, other in enumerate(found)
                if other and place != index
            )
            settled = "prefix" if rivals or (language == "de" and "prefix" in fields) else "title"
        else:
            continue
        found[index] = Target(settled, meaning.label, meaning.group, meaning.number)


def _settle_addresses(found: list[Target | None], chosen: Mapping[int, object]) -> None:
    """ "Address" beside "City" is the street; "Birth Day" beside month and year is a number and no birthday."""
    there = {(meaning.field, meaning.label) for meaning in found if meaning and not meaning.group}
    fields = {field for field, _ in there}
    for index, meaning in enumerate(found):
        if meaning is None or meaning.group or index in chosen:
            continue
        label = meaning.label
        city, street = ("city", label) in there, ("street", label) in there
        if meaning.field == "address" and city and not street:
            found[index] = Target("street", label, 0, meaning.number)
        elif meaning.field == "address" and meaning.number > 1:
            found[index] = Target("address", label, 2000 + meaning.number)  # an address of its own
        elif (
            meaning.field == "birthday"
            and {"birth_month", "birth_year"} <= fields
            and "birth_day" not in fields
        ):
            found[index] = Target("birth_day")


def _settle_repeats(found: list[Target | None], source: Source, chosen: Mapping[int, object]) -> None:
    """A second organisation or job goes to the notes under its header; a second name column is left out."""
    seen: set[str] = set()
    for index, meaning in enumerate(found):
        if meaning is None or meaning.field not in _ONCE or index in chosen:
            continue
        if meaning.field in seen or (
            meaning.number > 1 and meaning.field in {"organisation", "title", "department"}
        ):
            keep = meaning.field not in {"full_name", "given", "family"}
            found[index] = Target("custom") if keep else None
        seen.add(meaning.field)


def _pair_labels(found: list[Target | None], chosen: Mapping[int, object]) -> None:
    """A label column without a number belongs to the next column of its kind, else to the one before."""
    fresh = 1000
    for index, meaning in enumerate(found):
        if meaning is None or meaning.group or meaning.field not in _LOOSE_LABELS:
            continue
        kind = _LOOSE_LABELS[meaning.field]
        after = range(index + 1, len(found))
        before = range(index - 1, -1, -1)
        for place in (*after, *before):
            other = found[place]
            if other and other.field == kind and not other.group:
                fresh += 1
                found[index] = Target(meaning.field, "", fresh)
                found[place] = Target(other.field, other.label, fresh, other.number)
                break
