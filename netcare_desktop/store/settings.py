"""What the user set, kept in the database so that it travels with it. A setting has a type, a default and limits here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netcare_desktop.i18n import tr
from netcare_desktop.store.errors import CommandError

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: what it may be and what it is when nobody chose."""

    key: str
    default: Any
    least: int | None = None
    most: int | None = None


OPTIONS: dict[str, Option] = {
    option.key: option
    for option in (
        Option("today.budget", 5, 1, 20),
        Option("today.busy_budget", 1, 0, 20),
        Option("growing.slots", 2, 1, 5),
        Option("card_stack.offer", 5, 1, 50),
        Option("import.region", ""),
        Option("import.met_where", ""),
        Option("theme", "system"),
    )
}


def get(store: Store, key: str) -> Any:
    """The value of a setting, or its default."""
    text = store.value("SELECT value FROM setting WHERE key = ?", (key,))
    return OPTIONS[key].default if text is None else json.loads(text)


def possible(key: str, value: Any) -> bool:
    """Whether a setting of this name may have this value."""
    option = OPTIONS.get(key)
    if option is None or type(value) is not type(option.default):
        return False
    return not isinstance(value, int) or (option.least or 0) <= value <= (option.most or value)


def put(store: Store, key: str, value: Any) -> None:
    """Set it; raises CommandError outside its limits."""
    if not possible(key, value):
        raise CommandError(tr("{value} is not a possible value of {key}.").format(value=value, key=key))
    with store.write("Change a setting"):
        store.connection().execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, json.dumps(value)),
        )
