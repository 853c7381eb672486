"""Desktop notifications with buttons: one interface, an adapter for each way to show them, the next one where one fails."""
