"""Import, first half: what would happen to each record of the files that were read. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from netcare_desktop.domain import names
from netcare_desktop.formats.json_shape import file_json, person_json
from netcare_desktop.formats.records import PersonRecord, Problem, ReadResult, Skipped
from netcare_desktop.i18n import tr
from netcare_desktop.store import complete_copy, matching, settings
from netcare_desktop.store.matching import Known, Matcher

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

Progress = Callable[[int, int], None]
"""Called with (done, total); raises `Cancelled` to stop."""

TEXTS = ("title", "department", "given", "middle", "family", "prefix", "suffix", "nickname", "phonetic_given",
         "phonetic_family", "notes")  # fmt: skip
"""Fields of a record that fill an empty column of the same name."""

DAYS = ("met_on", "connected_on")


@dataclass(slots=True)
class RowPlan:
    """What would happen to one record. `action`: create, update, unchanged or skip; `reason` in words.

    `person`: who it is in the database; `of_line`: the earlier line of the file that is the same person; `alike`: who of
    the database it would have been, had duplicates not been added all the same.
    `of_row` is the place of that earlier record among all rows of the plan. `fills` says what an update adds.
    `normal` holds the normalised value of each contact point.
    """

    line: int
    action: str
    reason: str
    record: PersonRecord
    person: int | None = None
    of_line: int | None = None
    of_row: int | None = None
    why: str = ""
    alike: int | None = None
    fills: tuple[str, ...] = ()
    normal: tuple[str, ...] = ()


@dataclass(slots=True)
class FilePlan:
    """One file: how it was read, and its rows."""

    result: ReadResult
    rows: list[RowPlan] = field(default_factory=list)

    @property
    def skipped(self) -> list[Skipped]:
        return self.result.skipped

    @property
    def problems(self) -> list[Problem]:
        return self.result.problems

    def count(self, action: str) -> int:
        """How many rows have that action."""
        return sum(1 for row in self.rows if row.action == action)


@dataclass(slots=True)
class ImportPlan:
    """All files of one import. `seq` tells whether the database changed since the plan was made."""

    files: list[FilePlan]
    on_duplicate: str
    region: str | None
    seq: int

    @property
    def rows(self) -> list[RowPlan]:
        return [row for file in self.files for row in file.rows]

    def count(self, action: str) -> int:
        return sum(file.count(action) for file in self.files)

    @property
    def created(self) -> int:
        return self.count("create")

    @property
    def updated(self) -> int:
        return self.count("update")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")

    @property
    def skipped(self) -> int:
        return self.count("skip") + sum(len(file.skipped) for file in self.files)


def plan(
    store: Store,
    results: Sequence[ReadResult],
    *,
    on_duplicate: str = "update",
    region: str | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Decide for each record: create, update (fill what is empty, never overwrite), unchanged or skip, and why.

    `on_duplicate`: update, skip or add. `region`: ISO country of phones without a country code. Reads only.
    """
    region = region or str(settings.get(store, "import.region")) or None
    for result in results:
        result.file = _readable(result.file)
        if result.complete is not None and not result.records:
            result.records = complete_copy.records(result.complete)
    total = sum(len(result.records) for result in results)
    made = ImportPlan([FilePlan(result) for result in results], on_duplicate, region, store.saved_changes())
    matcher = Matcher(store, total)
    done = 0
    for file in made.files:
        for record in file.result.records:
            file.rows.append(_decide(store, matcher, record, made, done))
            done += 1
            if progress is not None and done % 500 == 0:
                progress(done, total)
    return made


def _readable(name: str) -> str:
    """A file's name as it can be saved and shown: bytes of it that are no letters of UTF-8 become �."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def renewed(store: Store, old: ImportPlan, progress: Progress | None = None) -> ImportPlan:
    """The same plan against the database as it is now; itself when nothing changed."""
    if store.saved_changes() == old.seq:
        return old
    return plan(
        store,
        [file.result for file in old.files],
        on_duplicate=old.on_duplicate,
        region=old.region,
        progress=progress,
    )


def as_json(made: ImportPlan, ids: dict[int, int], batch: int | None) -> dict[str, Any]:
    """The shape that `import --json` prints; `ids` gives the person of each row by its place in the plan."""
    files, place = [], 0
    for file in made.files:
        people, duplicates = [], []
        for row in file.rows:
            person = ids.get(place, row.person)
            shape = person_json(row.record)
            people.append(
                {**shape, "line": row.line, "action": row.action, "id": str(person) if person else None}
            )
            if row.why:
                known = row.person or row.alike
                of = {"line": row.of_line, "id": str(known) if known else None}
                duplicates.append({"line": row.line, "of": of, "reason": row.why})
            place += 1
        skipped: list[dict[str, Any]] = [{"line": one.line, "reason": one.reason} for one in file.skipped]
        skipped += [{"line": row.line, "reason": row.reason} for row in file.rows if row.action == "skip"]
        files.append(
            {
                **file_json(file.result),
                "people": people,
                "created": file.count("create"),
                "updated": file.count("update"),
                "unchanged": file.count("unchanged"),
                "skipped": sorted(skipped, key=lambda one: one["line"]),
                "duplicates": duplicates,
            }
        )
    return {"batch": str(batch) if batch else None, "files": files}


def _decide(store: Store, matcher: Matcher, record: PersonRecord, made: ImportPlan, place: int) -> RowPlan:
    keys = matching.keys_of(record, made.region)
    found, apart = matcher.match(keys)
    if found is None or made.on_duplicate == "add":
        row = RowPlan(record.line, "create", apart, record, normal=keys.normal)
        if found is not None:
            row.why, row.alike = found.reason, found.known.person
            row.of_line = None if row.alike else found.known.line
            row.reason = tr("{why} as {name}; added all the same").format(
                why=found.reason, name=found.known.name
            )
        known = Known(None, place, record.full_name, record.organisation, record.line)
        _note_filled(known, record)
        matcher.remember(keys, known)
        return row
    known = found.known
    row = RowPlan(
        record.line,
        "unchanged",
        "",
        record,
        person=known.person,
        of_row=known.row,
        why=found.reason,
        normal=keys.normal,
    )
    if known.row is not None:
        row.of_line = known.line
    whom = known.name if known.person else tr("line {line}").format(line=row.of_line)
    if made.on_duplicate == "skip":
        row.action = "skip"
        row.reason = tr("{why} as {name}: left out as you asked").format(why=found.reason, name=whom)
        return row
    if known.person is not None and not known.filled:
        _read_filled(store, known)
    row.fills = _missing(known, record, set(keys.points))
    if row.fills:
        row.action = "update"
        row.reason = tr("{why} as {name}: adds {what}").format(
            why=found.reason,
            name=whom,
            what=tr(", ").join(dict.fromkeys(_words().get(fill, fill) for fill in row.fills)),
        )
        _note_filled(known, record)
    else:
        row.reason = tr("{why} as {name}: nothing new").format(why=found.reason, name=whom)
    matcher.remember(keys, known)
    return row


def _missing(known: Known, record: PersonRecord, points: set[str]) -> tuple[str, ...]:
    """What the record knows that is still empty with the person."""
    fills = [
        name
        for name in (*TEXTS, *DAYS, "organisation", "birthday", "anniversary")
        if getattr(record, name) and name not in known.filled
    ]
    for point in record.contact_points:
        if _spelling(point.kind, point.value) not in known.filled and not _covered(point.kind, points, known):
            fills.append(point.kind)
    if any(names.fold(label) not in known.tags for label in record.labels if names.fold(label)):
        fills.append("tags")
    if any(complete_copy.address_key(one) not in known.addresses for one in record.addresses):
        fills.append("address")
    return tuple(dict.fromkeys(fills))


def _covered(kind: str, points: set[str], known: Known) -> bool:
    """Whether every normalised point of that kind is known, however it is spelt."""
    of_kind = {
        point
        for point in points
        if point.startswith(("linkedin:",) if kind in ("url", "social") else (f"{kind}:",))
    }
    return bool(of_kind) and of_kind <= known.points


def _spelling(kind: str, value: str) -> str:
    return f"{kind}={value.strip().casefold()}"


def _note_filled(known: Known, record: PersonRecord) -> None:
    known.filled.update(
        name for name in (*TEXTS, *DAYS, "organisation", "birthday", "anniversary") if getattr(record, name)
    )
    known.filled.update(_spelling(point.kind, point.value) for point in record.contact_points)
    known.tags.update(names.fold(label) for label in record.labels)
    known.addresses.update(complete_copy.address_key(one) for one in record.addresses)
    known.filled.add("")


def _read_filled(store: Store, known: Known) -> None:
    columns = (*TEXTS, *DAYS)
    row = store.row(
        f"SELECT {', '.join(columns)}, organisation_id FROM person WHERE id = ?", (known.person,)
    ) or (None,) * (len(columns) + 1)
    known.filled.update(name for name, value in zip((*columns, "organisation"), row, strict=True) if value)
    known.filled.update(
        str(r[0]) for r in store.rows("SELECT kind FROM occasion WHERE person_id = ?", (known.person,))
    )
    known.filled.update(
        _spelling(r[0], r[1])
        for r in store.rows("SELECT kind, value FROM contact_point WHERE person_id = ?", (known.person,))
    )
    known.tags.update(
        r[0]
        for r in store.rows(
            "SELECT t.folded FROM person_tag pt JOIN tag t ON t.id = pt.tag_id WHERE pt.person_id = ?",
            (known.person,),
        )
    )
    known.addresses.update(
        complete_copy.address_key(one) for one in complete_copy.stored_addresses(store, known.person or 0)
    )
    known.filled.add("")


def _words() -> dict[str, str]:
    return {
        "title": tr("the title"), "department": tr("the department"), "given": tr("the given name"),
        "middle": tr("the middle name"), "family": tr("the family name"), "prefix": tr("the title before the name"),
        "suffix": tr("the suffix"), "nickname": tr("the nickname"), "phonetic_given": tr("how the name is read"),
        "phonetic_family": tr("how the name is read"), "notes": tr("the notes"), "met_on": tr("when you met"),
        "connected_on": tr("when you connected"), "organisation": tr("the organisation"), "birthday": tr("the birthday"),
        "anniversary": tr("the anniversary"), "email": tr("an e-mail"), "phone": tr("a phone"), "fax": tr("a fax"),
        "url": tr("a web page"), "social": tr("a profile"), "tags": tr("tags"), "address": tr("an address"),
    }  # fmt: skip
