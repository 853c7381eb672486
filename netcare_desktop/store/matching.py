"""Is this record somebody who is here already? Exact keys first, then name with organisation; each answer has its reason.

People who share a phone (colleagues) or an address (a couple) are not thrown together: the names must agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netcare_desktop.domain import names
from netcare_desktop.formats.records import PersonRecord
from netcare_desktop.i18n import tr
from netcare_desktop.store import keys

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

PRELOAD_FROM = 1000
"""From this many records on, all keys of the database are read at once instead of asked for one by one."""


@dataclass(slots=True)
class Known:
    """What is known of somebody a record may be: in the database (`person`) or an earlier row of this import (`row`).

    `points` are the normalised contact points, `empty` the fields that may still be filled.
    """

    person: int | None
    row: int | None
    name: str
    organisation: str
    line: int = 0
    points: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Match:
    """Who it is, and by what ("same e-mail")."""

    known: Known
    reason: str


@dataclass(frozen=True, slots=True)
class RecordKeys:
    """The keys of one record: `points` as kind:normalised, name and organisation folded.

    `normal` is the normalised value of each contact point, in their order ("" where there is none).
    """

    uid: str
    normal: tuple[str, ...]
    points: tuple[str, ...]
    name: str
    organisation: str


def keys_of(record: PersonRecord, region: str | None) -> RecordKeys:
    """Normalise what identifies a record; `region` for phone numbers without a country code."""
    normal = tuple(keys.normalised(point.kind, point.value, region) for point in record.contact_points)
    points = [
        point_key(point.kind, value)
        for point, value in zip(record.contact_points, normal, strict=True)
        if value and point.kind != "fax"
    ]
    return RecordKeys(
        record.uid,
        normal,
        tuple(dict.fromkeys(points)),
        names.fold(record.full_name),
        names.fold(record.organisation) or record.organisation.strip(),
    )


def point_key(kind: str, normal: str) -> str:
    """One spelling for a contact point's key; a profile is the same whatever kind it was filed under."""
    return normal if normal.startswith("linkedin:") else f"{kind}:{normal}"


class Matcher:
    """Finds whom a record is, among the people of the database and the rows that came before it."""

    def __init__(self, store: Store, expected: int) -> None:
        self._store = store
        self._known: dict[int, Known] = {}
        self._by_uid: dict[str, Known] = {}
        self._by_point: dict[str, list[Known]] = {}
        self._by_who: dict[tuple[str, str], list[Known]] = {}
        self._preloaded = expected >= PRELOAD_FROM
        if self._preloaded:
            self._preload()

    def match(self, record: RecordKeys) -> tuple[Match | None, str]:
        """(whom it is, "") or (None, why somebody alike was kept apart, or "")."""
        apart = ""
        if record.uid and (same := self._uid(record.uid)):
            return Match(same, tr("same card")), ""
        for point in sorted(record.points, key=_strength):
            for candidate in self._point(point):
                reason = _reasons()[point.partition(":")[0]]
                if point.startswith("linkedin:") or names_agree(record.name, names.fold(candidate.name)):
                    return Match(candidate, reason), ""
                apart = apart or tr("{reason} as {name}, but the names differ: kept apart").format(
                    reason=reason, name=candidate.name
                )
        for candidate in self._who(record.name, record.organisation):
            other = _clash(record.points, candidate.points)
            if not other:
                return Match(
                    candidate, tr("same name and organisation") if record.organisation else tr("same name")
                ), ""
            apart = apart or tr("same name as {name}, but {other} differs: kept apart").format(
                name=candidate.name, other=other
            )
        return None, apart

    def remember(self, record: RecordKeys, known: Known) -> None:
        """From now on `known` is found by the record's keys too."""
        if record.uid:
            self._by_uid.setdefault(record.uid, known)
        for point in record.points:
            known.points.add(point)
            self._by_point.setdefault(point, []).append(known)
        if record.name:
            self._by_who.setdefault((record.name, record.organisation), []).append(known)

    def _uid(self, uid: str) -> Known | None:
        if uid in self._by_uid:
            return self._by_uid[uid]
        row = self._store.row("SELECT id FROM person WHERE uid = ? AND deleted_on IS NULL", (uid,))
        return self._load(int(row[0])) if row else None

    def _point(self, point: str) -> list[Known]:
        found = list(self._by_point.get(point, ()))
        if not self._preloaded:
            kind, _, normal = point.partition(":")
            where = "kind IN ('url', 'social')" if kind == "linkedin" else f"kind = '{kind}'"
            found += self._loaded(
                f"SELECT c.person_id FROM contact_point c JOIN person p ON p.id = c.person_id WHERE {where} "
                "AND normalised = ? AND p.deleted_on IS NULL ORDER BY c.person_id",
                (point if kind == "linkedin" else normal,),
            )
        return _once(found)

    def _who(self, name: str, organisation: str) -> list[Known]:
        if not name:
            return []
        found = list(self._by_who.get((name, organisation), ()))
        if not self._preloaded:
            token = name.split()[0]
            rows = self._store.rows(
                "SELECT p.id, p.full_name, coalesce(o.folded, '') FROM name_token t JOIN person p ON p.id = t.person_id "
                "LEFT JOIN organisation o ON o.id = p.organisation_id WHERE t.token = ? ORDER BY p.id",
                (token,),
            )
            found += [
                self._load(int(row[0]))
                for row in rows
                if row[2] == organisation and names.fold(str(row[1])) == name
            ]
        return _once(found)

    def _loaded(self, sql: str, values: tuple[object, ...]) -> list[Known]:
        return [self._load(int(row[0])) for row in self._store.rows(sql, values)]

    def _load(self, person: int) -> Known:
        if person not in self._known:
            name, organisation = self._store.row(
                "SELECT p.full_name, coalesce(o.name, '') FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id "
                "WHERE p.id = ?",
                (person,),
            ) or ("", "")
            known = Known(person, None, str(name), str(organisation))
            for kind, normal in self._store.rows(
                "SELECT kind, normalised FROM contact_point WHERE person_id = ? AND normalised != ''",
                (person,),
            ):
                known.points.add(point_key(kind, normal))
            self._known[person] = known
        return self._known[person]

    def _preload(self) -> None:
        for person, uid, name, organisation, folded in self._store.rows(
            "SELECT p.id, p.uid, p.full_name, coalesce(o.name, ''), coalesce(o.folded, '') FROM person p "
            "LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.deleted_on IS NULL"
        ):
            known = Known(person, None, name, organisation)
            self._known[person] = known
            self._by_uid[uid] = known
            self._by_who.setdefault((names.fold(name), folded), []).append(known)
        for person, kind, normal in self._store.rows(
            "SELECT person_id, kind, normalised FROM contact_point WHERE normalised != '' AND kind != 'fax' ORDER BY person_id"
        ):
            if person in self._known:
                key = point_key(kind, normal)
                self._known[person].points.add(key)
                self._by_point.setdefault(key, []).append(self._known[person])


def names_agree(one: str, other: str) -> bool:
    """Whether two folded names can be the same person's: one is missing, or one's words all occur (or begin) in the other.

    "b groessmann" agrees with "benedikt groessmann", "ana silva" with "ana maria silva", "ada mueller" with "ada muller"
    (how "ada müller" is folded); "bob" not with "ben".
    """
    return _agree(one, other) or _agree(_without_e(one), _without_e(other))


def _agree(one: str, other: str) -> bool:
    if not one or not other or one == other:
        return True
    if "@" in one or "@" in other:  # a person named by the address alone
        return True
    shorter, longer = sorted((one.replace(".", " ").split(), other.replace(".", " ").split()), key=len)
    left = list(longer)
    for word in shorter:
        fits = next((w for w in left if w == word or w.startswith(word) or word.startswith(w)), None)
        if fits is None:
            return "".join(sorted(one.replace(" ", ""))) == "".join(sorted(other.replace(" ", "")))
        left.remove(fits)
    return True


def _without_e(name: str) -> str:
    """The name with ae, oe and ue as a, o and u: some programs write umlauts that way, folding drops their dots."""
    for spelt, plain in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        name = name.replace(spelt, plain)
    return name


def _clash(points: Iterable[str], known: Iterable[str]) -> str:
    """Which sort of contact point both have and none agrees: two people of one name. "" when they may be one person."""
    mine, theirs = set(points), set(known)
    if mine & theirs:
        return ""
    for kind, word in (("email:", tr("the e-mail")), ("linkedin:", tr("the profile"))):
        if any(p.startswith(kind) for p in mine) and any(p.startswith(kind) for p in theirs):
            return word
    return ""


def _strength(point: str) -> int:
    return (
        ("linkedin", "email", "phone").index(kind)
        if (kind := point.partition(":")[0]) in ("linkedin", "email", "phone")
        else 3
    )


def _reasons() -> dict[str, str]:
    return {"linkedin": tr("same profile"), "email": tr("same e-mail"), "phone": tr("same phone")}


def _once(found: list[Known]) -> list[Known]:
    seen: dict[int, Known] = {}
    for known in found:
        seen.setdefault(id(known), known)
    return list(seen.values())
