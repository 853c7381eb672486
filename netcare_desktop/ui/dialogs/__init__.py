"""The few dialogs, imported when they are opened."""
