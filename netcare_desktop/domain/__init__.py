"""Words and rules of caring for people. Pure Python: no Qt, no Peewee, no clock read, no file opened."""
