"""The models describe exactly what the migrations make: columns, nullability, defaults, references, indexes."""

from __future__ import annotations

import peewee
import pytest

from netcare_desktop.store import models, undo
from netcare_desktop.store.opening import Store

TYPES = {
    peewee.AutoField: "INTEGER",
    peewee.IntegerField: "INTEGER",
    peewee.BooleanField: "INTEGER",
    peewee.ForeignKeyField: "INTEGER",
    peewee.TextField: "TEXT",
    peewee.DateField: "DATE",
}
NO_MODEL = {"meta", "undo_action", "undo_row", "undo_current", "name_token", "person_search"}
"""Bookkeeping and the search index are written in SQL alone."""


def named(model: type[models.Table]) -> str:
    return str(model._meta.table_name)


def fields(model: type[models.Table]) -> list[peewee.Field]:
    return list(model._meta.sorted_fields)


def written(default: object) -> str | None:
    """A default as it stands in the schema."""
    if default is None:
        return None
    return f"'{default}'" if isinstance(default, str) else str(int(default))  # type: ignore[call-overload]


def test_every_table_has_a_model(store: Store) -> None:
    tables = {
        row[0]
        for row in store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'person_search_%'"
        )
    }
    assert {named(model) for model in models.ALL} == tables - NO_MODEL
    assert set(undo.UNDOABLE) <= {named(model) for model in models.ALL}


@pytest.mark.parametrize("model", models.ALL, ids=named)
def test_columns(store: Store, model: type[models.Table]) -> None:
    described = [
        (
            field.column_name,
            TYPES[type(field)],
            int(not field.null),
            written(field.default),
            int(field.primary_key),
        )
        for field in fields(model)
    ]
    assert described == [tuple(row[1:]) for row in store.rows(f"PRAGMA table_info({named(model)})")]


@pytest.mark.parametrize("model", models.ALL, ids=named)
def test_references(store: Store, model: type[models.Table]) -> None:
    described = {
        (named(field.rel_model), field.column_name, field.rel_field.column_name, field.on_delete)
        for field in fields(model)
        if isinstance(field, peewee.ForeignKeyField)
    }
    found = store.rows(f"PRAGMA foreign_key_list({named(model)})")
    assert described == {(row[2], row[3], row[4], row[6]) for row in found}


@pytest.mark.parametrize("model", models.ALL, ids=named)
def test_indexes(store: Store, model: type[models.Table]) -> None:
    """Each index of the model is there, and each reference has one whose first column it is: deleting looks it up."""
    found = {}
    for _number, name, unique, _origin, _partial in store.rows(f"PRAGMA index_list({named(model)})"):
        found[tuple(row[2] for row in store.rows(f"PRAGMA index_info({name})"))] = bool(unique)
    wanted: dict[tuple[str, ...], bool] = {}
    by_name = {field.name: field for field in fields(model)}
    for field in fields(model):
        if (
            (field.unique or field.index)
            and not field.primary_key
            and not isinstance(field, peewee.ForeignKeyField)
        ):
            wanted[field.column_name,] = field.unique
    for names, unique in model._meta.indexes:
        wanted[tuple(by_name[name].column_name for name in names)] = unique
    assert wanted.items() <= found.items()
    first = {columns[0] for columns in found}
    for field in fields(model):
        if isinstance(field, peewee.ForeignKeyField) and not field.primary_key:
            assert field.column_name in first, f"{named(model)}.{field.column_name} has no index"


def test_the_models_read_what_the_commands_write(settled: Store) -> None:
    assert models.Person.select().count() == settled.value("SELECT count(*) FROM person")
    ana = models.Person.get(models.Person.full_name == "Ana Lima")
    assert ana.organisation is not None and ana.organisation.name == "Harbour School"
