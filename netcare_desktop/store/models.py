"""The tables, in product words. Made by the migrations; these classes only describe them.

Instants are UTC text (`2026-03-02T08:15:00Z`), days are DATE. Tables named in `undo.UNDOABLE` take part in undo.
"""

from __future__ import annotations

from peewee import (
    AutoField,
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from netcare_desktop.store.database import database


class Table(Model):
    class Meta:
        database = database
        legacy_table_names = False


class Circle(Table):
    id = AutoField()
    name = TextField(unique=True)
    cadence = IntegerField(null=True)
    advised_size = IntegerField(null=True)
    position = IntegerField()


class Organisation(Table):
    id = AutoField()
    name = TextField()
    folded = TextField(unique=True)


class ImportBatch(Table):
    id = AutoField()
    imported_at = TextField()
    source = TextField()
    files = TextField(default="[]")
    met_on = DateField(null=True)
    met_where = TextField(default="")
    created = IntegerField(default=0)
    updated = IntegerField(default=0)
    first_offered_on = DateField(null=True)
    archive_proposed_on = DateField(null=True)


class Person(Table):
    id = AutoField()
    uid = TextField(unique=True)
    full_name = TextField()
    given = TextField(default="")
    middle = TextField(default="")
    family = TextField(default="")
    prefix = TextField(default="")
    suffix = TextField(default="")
    nickname = TextField(default="")
    phonetic_given = TextField(default="")
    phonetic_family = TextField(default="")
    sort_key = TextField(default="", index=True)
    is_organisation = BooleanField(default=False)
    organisation = ForeignKeyField(Organisation, null=True, on_delete="SET NULL")
    title = TextField(default="")
    department = TextField(default="")
    notes = TextField(default="")
    matters = TextField(default="")
    matters_on = DateField(null=True)
    met_on = DateField(null=True)
    met_where = TextField(default="")
    connected_on = DateField(null=True)
    preferred_channel = TextField(default="")
    time_zone = TextField(default="")
    introduced_by = ForeignKeyField("self", null=True, on_delete="SET NULL")
    circle = ForeignKeyField(Circle, null=True, on_delete="SET NULL")
    cadence = IntegerField(null=True)
    cadence_set_on = DateField(null=True)
    growth = TextField(null=True)
    growing_since = DateField(null=True)
    in_card_stack = BooleanField(default=False)
    later_on = DateField(null=True)
    archived_on = DateField(null=True)
    deleted_on = DateField(null=True, index=True)
    paused = BooleanField(default=False)
    paused_until = DateField(null=True)
    snoozed_until = DateField(null=True)
    snoozes = IntegerField(default=0)
    due_not_before = DateField(null=True)
    last_spoke_on = DateField(null=True)
    last_spoke = TextField(default="")
    import_batch = ForeignKeyField(ImportBatch, null=True, on_delete="SET NULL")
    created_at = TextField()


class ContactPoint(Table):
    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    kind = TextField()
    label = TextField(default="")
    value = TextField()
    normalised = TextField(default="")
    preferred = BooleanField(default=False)
    position = IntegerField(default=0)

    class Meta:
        indexes = ((("kind", "normalised"), False),)


class Address(Table):
    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    label = TextField(default="")
    street = TextField(default="")
    po_box = TextField(default="")
    extended = TextField(default="")
    city = TextField(default="")
    region = TextField(default="")
    postal_code = TextField(default="")
    country = TextField(default="")
    formatted = TextField(default="")
    position = IntegerField(default=0)


class Tag(Table):
    id = AutoField()
    name = TextField()
    folded = TextField(unique=True)


class PersonTag(Table):
    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    tag = ForeignKeyField(Tag, on_delete="CASCADE")

    class Meta:
        indexes = ((("person", "tag"), True),)


class Kind(Table):
    id = AutoField()
    name = TextField(unique=True)
    counted = BooleanField(default=True)
    position = IntegerField()


class PersonKind(Table):
    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    kind = ForeignKeyField(Kind, on_delete="CASCADE")

    class Meta:
        indexes = ((("person", "kind"), True),)


class Occasion(Table):
    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    kind = TextField()
    name = TextField(default="")
    month = IntegerField()
    day = IntegerField()
    year = IntegerField(null=True)


class Relation(Table):
    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    label = TextField()
    name = TextField()
    other = ForeignKeyField(Person, null=True, on_delete="SET NULL")


class Interaction(Table):
    id = AutoField()
    on_day = DateField(index=True)
    at_time = TextField(null=True)
    channel = TextField()
    started_by = TextField()
    minutes = IntegerField(null=True)
    summary = TextField(default="")
    notes = TextField(default="")
    intent = TextField(default="")
    answered = TextField(default="unknown")
    created_at = TextField()


class InteractionPerson(Table):
    id = AutoField()
    interaction = ForeignKeyField(Interaction, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("interaction", "person"), True),)


class Followup(Table):
    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    on_day = DateField()
    at_time = TextField(null=True)
    text = TextField()
    first_on = DateField(null=True)
    repeat_every = IntegerField(null=True)
    repeat_unit = TextField(default="")
    done_on = DateField(null=True)
    created_at = TextField()


class TodayAct(Table):
    """What was done with an entry of Today: `key` names the entry, `outcome` is done or snoozed (until a day)."""

    id = AutoField()
    day = DateField()
    key = TextField()
    outcome = TextField()
    until = DateField(null=True)
    person = ForeignKeyField(Person, on_delete="CASCADE")
    touch = BooleanField(default=False)

    class Meta:
        indexes = ((("day", "key"), False),)


class StepBack(Table):
    """On how many days a person stood on Today without being done or snoozed, and until when they step back."""

    person = ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    stood_days = IntegerField(default=0)
    last_stood_on = DateField(null=True)
    steps = IntegerField(default=0)
    behind_until = DateField(null=True)


class Setting(Table):
    id = AutoField()
    key = TextField(unique=True)
    value = TextField()


class ReminderTold(Table):
    """What was announced: `key` with its `moment`, a local day or minute. `run` is the run of the program that did it,
    `shown` whether it was seen to appear, `named` whether it was named or only counted, `ended` closed for the day.
    """

    id = AutoField()
    key = TextField()
    moment = TextField(index=True)
    told_at = TextField()
    run = TextField()
    shown = BooleanField(default=False)
    named = BooleanField(default=True)
    ended = BooleanField(default=False)

    class Meta:
        indexes = ((("key", "moment"), True),)


class ReminderReason(Table):
    """On which day a person was last announced for a reason."""

    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    reason = TextField()
    told_on = DateField()

    class Meta:
        indexes = ((("person", "reason"), True),)


class ReminderPause(Table):
    """Reminding is paused until that instant; no row, no pause."""

    id = AutoField()
    until = TextField()


class PersonDerived(Table):
    """What follows from other rows, written with them in the same transaction; `check` compares, `--repair` rebuilds."""

    person = ForeignKeyField(Person, primary_key=True, on_delete="CASCADE")
    last_interaction_on = DateField(null=True)
    interactions = IntegerField(default=0)
    next_due_on = DateField(null=True)
    due_basis = TextField(null=True)
    due_cadence = IntegerField(null=True)
    due_baseline = DateField(null=True)
    due_held_by = TextField(null=True)


ALL: tuple[type[Table], ...] = (
    Circle, Organisation, ImportBatch, Person, ContactPoint, Address, Tag, PersonTag, Kind, PersonKind, Occasion,
    Relation, Interaction, InteractionPerson, Followup, TodayAct, StepBack, Setting, ReminderTold,
    ReminderReason, ReminderPause, PersonDerived,
)  # fmt: skip
