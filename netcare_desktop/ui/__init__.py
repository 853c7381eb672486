"""The window: Qt widgets over the store's functions. Nothing here knows SQL or Peewee."""
