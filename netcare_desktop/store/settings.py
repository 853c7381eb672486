"""What the user set, kept in the database so that it travels with it.

Each setting is described here as data: what it may be, what it is when nobody chose, and its words on the page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from netcare_desktop.i18n import tr
from netcare_desktop.store.errors import CommandError

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

Form = Literal["switch", "number", "time", "choice", "country", "text"]
"""How a setting is shown: on or off, a whole number, a time of day ("HH:MM"), one of few, a country code, any text."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_COUNTRY = re.compile(r"([A-Z]{2})?")

REMINDERS, TODAY, PEOPLE, APPEARANCE = "Reminders", "Today", "People", "Appearance"
SECTIONS = (REMINDERS, TODAY, PEOPLE, APPEARANCE)
"""The heads of the settings page in their order, in English."""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting. `text` and `about` are English and translated when shown; without a section it is on no page.

    `least` and `most` are the limits of a number; `choices` are the values of a choice with their words.
    """

    key: str
    default: bool | int | str
    form: Form
    least: int = 0
    most: int = 0
    section: str = ""
    text: str = ""
    about: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    def allows(self, value: object) -> bool:
        """Whether it may have this value."""
        if type(value) is not type(self.default):
            return False
        if self.form == "number":
            return isinstance(value, int) and self.least <= value <= self.most
        if self.form == "time":
            return bool(_TIME.fullmatch(str(value)))
        if self.form == "country":
            return bool(_COUNTRY.fullmatch(str(value)))
        return self.form != "choice" or value in [known for known, _words in self.choices]


OPTIONS: dict[str, Option] = {
    option.key: option
    for option in (
        Option(
            "reminders.hour", "09:00", "time", section=REMINDERS,
            text="Remind me at", about="One notification a day, with the first entry of Today.",
        ),
        Option(
            "reminders.quiet_from", "21:00", "time", section=REMINDERS,
            text="Quiet from", about="No notification comes in the quiet hours; what falls into them comes afterwards.",
        ),
        Option("reminders.quiet_to", "08:00", "time", section=REMINDERS, text="Quiet until"),
        Option(
            "reminders.hide_details", False, "switch", section=REMINDERS,
            text="Hide names and notes in notifications", about="For a screen that others see.",
        ),
        Option(
            "reminders.keep_when_closed", True, "switch", section=REMINDERS,
            text="Keep reminding when the window is closed",
            about="Closing the window hides it. Quit with Ctrl+Q, or with Quit in the File menu.",
        ),
        Option(
            "today.budget", 5, "number", 1, 20, section=TODAY,
            text="People on a normal day", about="Today offers no more than this; the others wait without a word.",
        ),
        Option("today.busy_budget", 1, "number", 0, 20, section=TODAY, text="People on a busy day"),
        Option(
            "growing.slots", 2, "number", 1, 5, section=PEOPLE,
            text="Growing at the same time", about="A new relationship needs attention; two at once are plenty.",
        ),
        Option("card_stack.offer", 5, "number", 1, 50, section=PEOPLE, text="Cards offered a day"),
        Option(
            "import.region", "", "country", section=PEOPLE,
            text="Country of phone numbers", about="For numbers that are written without a country code.",
        ),
        Option(
            "theme", "system", "choice", section=APPEARANCE, text="Colours",
            choices=(("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
        ),
        Option("import.met_where", "", "text"),
        Option("window.told_hidden", False, "switch"),
    )
}  # fmt: skip


def get(store: Store, key: str) -> Any:
    """The value of a setting, or its default."""
    text = store.value("SELECT value FROM setting WHERE key = ?", (key,))
    return OPTIONS[key].default if text is None else json.loads(text)


def possible(key: str, value: Any) -> bool:
    """Whether a setting of this name may have this value."""
    option = OPTIONS.get(key)
    return option is not None and option.allows(value)


def put(store: Store, key: str, value: Any) -> None:
    """Set it; raises CommandError outside its limits."""
    _check(key, value)
    with store.write("Change a setting"):
        _put(store, key, value)


def put_quietly(store: Store, key: str, value: Any) -> None:
    """Remember what is no choice of the user's (that something has been said once); no step of undo."""
    _check(key, value)
    with store.write_quietly("setting"):
        _put(store, key, value)


def _check(key: str, value: object) -> None:
    if not OPTIONS[key].allows(value):
        raise CommandError(tr("{value} is not a possible value of {key}.").format(value=value, key=key))


def _put(store: Store, key: str, value: object) -> None:
    store.connection().execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(value)),
    )
