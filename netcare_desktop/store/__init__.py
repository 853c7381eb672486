"""The database: tables, migrations, queries, search, undo, backup. No Qt."""
