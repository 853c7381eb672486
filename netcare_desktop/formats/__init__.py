"""Other programs' files to plain records and back. No Qt, no Peewee."""
