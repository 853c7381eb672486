"""Import, second half: write what was planned, in one transaction, as one step of undo."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import copy_back
from netcare_desktop.store.errors import CommandError
from netcare_desktop.store.import_plan import (
    FilePlan,
    ImportPlan,
    Progress,
    RowPlan,
    as_json,
    plan,
    renewed,
)
from netcare_desktop.store.import_writing import ImportWriter, people_name

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

__all__ = [
    "Batch",
    "FilePlan",
    "ImportDone",
    "ImportPlan",
    "RowPlan",
    "apply",
    "as_json",
    "batches",
    "people_name",
    "plan",
    "renewed",
]


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did; `ids` gives the person of each row by its place in the plan. `batch` None: nothing was written."""

    batch: int | None
    created: int
    updated: int
    unchanged: int
    skipped: int
    ids: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """An import that took place; `undone` when it was taken back."""

    id: int
    imported_at: str
    files: tuple[str, ...]
    created: int
    updated: int
    met_on: date | None
    met_where: str


def apply(
    store: Store,
    made: ImportPlan,
    *,
    met_on: date | None = None,
    met_where: str = "",
    left_out: frozenset[tuple[int, int]] = frozenset(),
    progress: Progress | None = None,
) -> ImportDone:
    """Write the plan: new people into the card stack, where they remind nobody; known ones filled where empty.

    `left_out`: (index of the file, line) of rows the user unticked. `progress(done, total)` may raise Cancelled, and then
    nothing is left behind. Raises StoreError when the environment says no, with nothing written.
    """
    made = renewed(store, made, progress)
    rows = [
        (place, row)
        for place, (index, row) in enumerate(
            (i, row) for i, file in enumerate(made.files) for row in file.rows
        )
        if (index, row.line) not in left_out
    ]
    wanted = [(place, row) for place, row in rows if row.action in ("create", "update")]
    copies = [file.result.complete for file in made.files if file.result.complete is not None]
    unchanged = sum(1 for _place, row in rows if row.action == "unchanged")
    skipped = made.skipped + len(made.rows) - len(rows)
    nothing_new = ImportDone(
        None, 0, 0, unchanged, skipped, {place: row.person for place, row in rows if row.person}
    )
    if not wanted and not copies:
        return nothing_new
    files = tr(", ").join(file.result.file for file in made.files)
    with (
        contextlib.suppress(_NothingNew),
        _interruptible(store, progress, len(wanted)),  # also while the search index follows, at the end
        store.write("Import {name}", files) as action,
    ):
        writer = ImportWriter(store, made, met_on, met_where, progress)
        writer.write(wanted)
        for copy in copies:
            uids = {
                row.record.uid: writer.ids.get(place) or row.person for place, row in rows if row.record.uid
            }
            known = {uid: person for uid, person in uids.items() if person}
            copy_back.put_back(store, copy, known, writer.created)
        if not store.value(
            "SELECT 1 FROM undo_row WHERE action_id = ? AND table_name != 'import_batch' LIMIT 1", (action,)
        ):
            raise _NothingNew
        store.connection().execute(
            "UPDATE undo_action SET import_batch = ? WHERE id = ?", (writer.batch, action)
        )
        ids = {**nothing_new.ids, **writer.ids}
        return ImportDone(writer.batch, len(writer.created), writer.updated, unchanged, skipped, ids)
    return nothing_new


class _NothingNew(Exception):
    """A complete copy held nothing that is not here: the import leaves no batch and no step of undo."""


def batches(store: Store) -> list[Batch]:
    """The imports that took place and stand, the newest first."""
    return [
        Batch(
            row[0],
            row[1],
            tuple(json.loads(row[2])),
            row[3],
            row[4],
            date.fromisoformat(row[5]) if row[5] else None,
            row[6],
        )
        for row in store.rows(
            "SELECT id, imported_at, files, created, updated, met_on, met_where FROM import_batch ORDER BY id DESC"
        )
    ]


def batch_number(text: str) -> int:
    """The number of a batch as typed. Raises CommandError."""
    if not (text.isascii() and text.isdigit()):
        raise CommandError(tr("{text} is not the number of an import.").format(text=text))
    return int(text)


class _interruptible:
    """Lets the user stop SQLite in the middle of a long statement: the progress callback is asked a few times a second."""

    def __init__(self, store: Store, progress: Progress | None, total: int) -> None:
        self._connection, self._progress, self._total = store.connection(), progress, total
        self._stopped: BaseException | None = None

    def __enter__(self) -> None:
        if self._progress is not None:
            self._connection.set_progress_handler(self._ask, 400_000)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._connection.set_progress_handler(None, 0)
        if self._stopped is not None and isinstance(error, sqlite3.OperationalError):
            raise self._stopped from None

    def _ask(self) -> int:
        try:
            assert self._progress is not None
            self._progress(self._total, self._total)
        except BaseException as stopped:  # also Ctrl+C: SQLite would tell of it only as "interrupted"
            self._stopped = stopped
            return 1
        return 0


def sentence(done: ImportDone) -> str:
    """The last line of an import, in words."""
    parts = [
        ntr("{n} new person", "{n} new people", done.created).format(n=done.created),
        ntr("{n} updated", "{n} updated", done.updated).format(n=done.updated),
        ntr("{n} unchanged", "{n} unchanged", done.unchanged).format(n=done.unchanged),
        ntr("{n} left out", "{n} left out", done.skipped).format(n=done.skipped),
    ]
    return tr(", ").join(parts) + "."
