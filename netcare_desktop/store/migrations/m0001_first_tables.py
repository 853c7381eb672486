"""The first tables: people and what belongs to them, interactions, follow-ups, imports, undo, search."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "CREATE TABLE meta (id INTEGER PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL, seq INTEGER NOT NULL)",
    "INSERT INTO meta VALUES (1, lower(hex(randomblob(16))), 0)",
    """CREATE TABLE circle (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, cadence INTEGER,
        advised_size INTEGER, position INTEGER NOT NULL)""",
    """CREATE TABLE organisation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE import_batch (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, imported_at TEXT NOT NULL, source TEXT NOT NULL,
        files TEXT NOT NULL DEFAULT '[]', met_on DATE, met_where TEXT NOT NULL DEFAULT '',
        created INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0,
        first_offered_on DATE, archive_proposed_on DATE)""",
    """CREATE TABLE person (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL,
        given TEXT NOT NULL DEFAULT '', middle TEXT NOT NULL DEFAULT '', family TEXT NOT NULL DEFAULT '',
        prefix TEXT NOT NULL DEFAULT '', suffix TEXT NOT NULL DEFAULT '', nickname TEXT NOT NULL DEFAULT '',
        phonetic_given TEXT NOT NULL DEFAULT '', phonetic_family TEXT NOT NULL DEFAULT '',
        sort_key TEXT NOT NULL DEFAULT '', is_organisation INTEGER NOT NULL DEFAULT 0,
        organisation_id INTEGER REFERENCES organisation (id) ON DELETE SET NULL,
        title TEXT NOT NULL DEFAULT '', department TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '',
        matters TEXT NOT NULL DEFAULT '', matters_on DATE, met_on DATE, met_where TEXT NOT NULL DEFAULT '',
        connected_on DATE, preferred_channel TEXT NOT NULL DEFAULT '', time_zone TEXT NOT NULL DEFAULT '',
        introduced_by_id INTEGER REFERENCES person (id) ON DELETE SET NULL,
        circle_id INTEGER REFERENCES circle (id) ON DELETE SET NULL,
        cadence INTEGER, cadence_set_on DATE, growth TEXT, growing_since DATE,
        in_card_stack INTEGER NOT NULL DEFAULT 0, later_on DATE, archived_on DATE, deleted_on DATE,
        paused INTEGER NOT NULL DEFAULT 0, paused_until DATE, snoozed_until DATE,
        snoozes INTEGER NOT NULL DEFAULT 0, due_not_before DATE,
        last_spoke_on DATE, last_spoke TEXT NOT NULL DEFAULT '',
        import_batch_id INTEGER REFERENCES import_batch (id) ON DELETE SET NULL, created_at TEXT NOT NULL)""",
    "CREATE INDEX person_sort_key ON person (sort_key)",
    "CREATE INDEX person_organisation ON person (organisation_id)",
    "CREATE INDEX person_introduced_by ON person (introduced_by_id)",
    "CREATE INDEX person_circle ON person (circle_id)",
    "CREATE INDEX person_import_batch ON person (import_batch_id)",
    "CREATE INDEX person_card_stack ON person (later_on, import_batch_id, id) WHERE in_card_stack = 1",
    "CREATE INDEX person_growing ON person (growing_since) WHERE growth = 'growing'",
    "CREATE INDEX person_deleted_on ON person (deleted_on)",
    # The list of people by name, whole or of one circle, is read from these alone.
    (
        "CREATE INDEX person_kept ON person (sort_key) "
        "WHERE deleted_on IS NULL AND archived_on IS NULL AND in_card_stack = 0"
    ),
    (
        "CREATE INDEX person_kept_in_circle ON person (circle_id, sort_key) "
        "WHERE deleted_on IS NULL AND archived_on IS NULL AND in_card_stack = 0"
    ),
    """CREATE TABLE contact_point (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, kind TEXT NOT NULL,
        label TEXT NOT NULL DEFAULT '', value TEXT NOT NULL, normalised TEXT NOT NULL DEFAULT '',
        preferred INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX contact_point_person ON contact_point (person_id)",
    "CREATE INDEX contact_point_normalised ON contact_point (kind, normalised)",
    """CREATE TABLE address (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, label TEXT NOT NULL DEFAULT '',
        street TEXT NOT NULL DEFAULT '', po_box TEXT NOT NULL DEFAULT '', extended TEXT NOT NULL DEFAULT '',
        city TEXT NOT NULL DEFAULT '', region TEXT NOT NULL DEFAULT '', postal_code TEXT NOT NULL DEFAULT '',
        country TEXT NOT NULL DEFAULT '', formatted TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX address_person ON address (person_id)",
    """CREATE TABLE tag (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)""",
    """CREATE TABLE person_tag (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE, UNIQUE (person_id, tag_id))""",
    "CREATE INDEX person_tag_tag ON person_tag (tag_id)",
    """CREATE TABLE kind (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
        counted INTEGER NOT NULL DEFAULT 1, position INTEGER NOT NULL)""",
    """CREATE TABLE person_kind (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        kind_id INTEGER NOT NULL REFERENCES kind (id) ON DELETE CASCADE, UNIQUE (person_id, kind_id))""",
    "CREATE INDEX person_kind_kind ON person_kind (kind_id)",
    """CREATE TABLE occasion (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, kind TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '', month INTEGER NOT NULL, day INTEGER NOT NULL, year INTEGER)""",
    "CREATE INDEX occasion_person ON occasion (person_id)",
    "CREATE INDEX occasion_date ON occasion (month, day)",
    """CREATE TABLE relation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, label TEXT NOT NULL,
        name TEXT NOT NULL, other_id INTEGER REFERENCES person (id) ON DELETE SET NULL)""",
    "CREATE INDEX relation_person ON relation (person_id)",
    "CREATE INDEX relation_other ON relation (other_id)",
    """CREATE TABLE interaction (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, on_day DATE NOT NULL, at_time TEXT, channel TEXT NOT NULL,
        started_by TEXT NOT NULL, minutes INTEGER, summary TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '',
        intent TEXT NOT NULL DEFAULT '', answered TEXT NOT NULL DEFAULT 'unknown', created_at TEXT NOT NULL)""",
    "CREATE INDEX interaction_on_day ON interaction (on_day)",
    """CREATE TABLE interaction_person (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        interaction_id INTEGER NOT NULL REFERENCES interaction (id) ON DELETE CASCADE,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, UNIQUE (interaction_id, person_id))""",
    "CREATE INDEX interaction_person_person ON interaction_person (person_id)",
    """CREATE TABLE followup (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, on_day DATE NOT NULL, at_time TEXT,
        text TEXT NOT NULL, first_on DATE, repeat_every INTEGER, repeat_unit TEXT NOT NULL DEFAULT '', done_on DATE,
        created_at TEXT NOT NULL)""",
    "CREATE INDEX followup_person ON followup (person_id)",
    "CREATE INDEX followup_open ON followup (on_day) WHERE done_on IS NULL",
    """CREATE TABLE today_act (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, day DATE NOT NULL, key TEXT NOT NULL, outcome TEXT NOT NULL,
        until DATE, person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, touch INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX today_act_day ON today_act (day, key)",
    "CREATE INDEX today_act_person ON today_act (person_id)",
    """CREATE TABLE step_back (
        person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
        stood_days INTEGER NOT NULL DEFAULT 0, last_stood_on DATE, steps INTEGER NOT NULL DEFAULT 0,
        behind_until DATE)""",
    """CREATE TABLE setting (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL)""",
    """CREATE TABLE person_derived (
        person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
        last_interaction_on DATE, interactions INTEGER NOT NULL DEFAULT 0, next_due_on DATE,
        due_basis TEXT, due_cadence INTEGER, due_baseline DATE, due_held_by TEXT)""",
    "CREATE INDEX person_derived_due ON person_derived (next_due_on) WHERE next_due_on IS NOT NULL",
    "CREATE INDEX person_derived_last ON person_derived (last_interaction_on)",
    """CREATE TABLE undo_action (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, label TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT 'do', reverses INTEGER, reversed_by INTEGER,
        import_batch INTEGER)""",
    "CREATE INDEX undo_action_at ON undo_action (at)",
    """CREATE TABLE undo_row (
        id INTEGER NOT NULL PRIMARY KEY, action_id INTEGER NOT NULL REFERENCES undo_action (id) ON DELETE CASCADE,
        op TEXT NOT NULL, table_name TEXT NOT NULL, row_id INTEGER NOT NULL, person_id INTEGER, old TEXT, new TEXT)""",
    "CREATE INDEX undo_row_action ON undo_row (action_id)",
    "CREATE INDEX undo_row_person_change ON undo_row (action_id) WHERE table_name = 'person' AND op = 'update'",
    "CREATE TABLE undo_current (id INTEGER PRIMARY KEY CHECK (id = 1), action_id INTEGER)",
    "INSERT INTO undo_current VALUES (1, NULL)",
    """CREATE VIRTUAL TABLE person_search USING fts5 (
        name, organisation, contact, place, tags, notes, tokenize = 'unicode61 remove_diacritics 2')""",
    "CREATE TABLE name_token (token TEXT NOT NULL, person_id INTEGER NOT NULL, PRIMARY KEY (token, person_id)) WITHOUT ROWID",
    "CREATE INDEX name_token_person ON name_token (person_id)",
    """INSERT INTO circle (name, cadence, advised_size, position) VALUES
        ('Inner', 14, 5, 1), ('Close', 30, 15, 2), ('Regular', 90, 50, 3), ('Light', 180, 150, 4),
        ('Yearly', 365, NULL, 5)""",
    """INSERT INTO kind (name, counted, position) VALUES
        ('family', 0, 1), ('friend', 1, 2), ('colleague', 1, 3), ('classmate', 1, 4), ('client', 1, 5),
        ('mentor', 1, 6), ('neighbour', 1, 7)""",
)
