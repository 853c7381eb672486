"""A made-up database to look around in: invented people with a believable past, the same for the same seed."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from netcare_desktop.domain import names
from netcare_desktop.i18n import tr
from netcare_desktop.store import demo_words as words
from netcare_desktop.store import keys, people
from netcare_desktop.store.errors import CommandError

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store

_SHARE = (("Inner", 4), ("Close", 8), ("Regular", 14), ("Light", 10), ("Yearly", 6), (None, 8))
"""How the circles are filled, in parts; None: the card stack."""


def fill(store: Store, *, people: int = 40, seed: int = 1) -> int:
    """Fill an empty database; returns the number of people. Raises CommandError where there is somebody already."""
    if not 1 <= people <= 200_000:
        raise CommandError(tr("Between 1 and 200000 people can be made up."))
    if store.value("SELECT 1 FROM person LIMIT 1"):
        raise CommandError(
            tr("There are people here already; the demo needs an empty data folder (--data-dir).")
        )
    with store.write("Fill the demo"):
        _Demo(store, random.Random(seed)).fill(people)
    return people


class _Demo:
    def __init__(self, store: Store, chance: random.Random) -> None:
        self._store, self._chance = store, chance
        self._today = store.clock.today()
        self._connection = store.connection()
        self._circles = dict(store.rows("SELECT name, id FROM circle"))
        self._cadence = dict(store.rows("SELECT name, cadence FROM circle"))

    def fill(self, n: int) -> None:
        batch = self._connection.execute(
            "INSERT INTO import_batch (imported_at, source, files, met_on, met_where) VALUES (?, 'linkedin', ?, ?, ?)",
            (self._store.instant(), '["Connections.csv"]', self._days_ago(9), words.PLACES[0]),
        ).lastrowid
        parts = [name for name, part in _SHARE for _ in range(part)]
        order = list(range(n))
        self._chance.shuffle(order)
        growing = 0
        for place in range(n):
            circle = parts[order[place] * len(parts) // n]
            person = self._person(place, circle, int(batch or 0))
            if circle == "Light" and growing < 2:
                growing += 1
                self._grow(person, since=4 if growing == 1 else 25)
            elif circle is not None:
                self._past(person, str(circle))
        self._todo()
        self._connection.execute(
            "UPDATE import_batch SET created = (SELECT count(*) FROM person WHERE import_batch_id = ?) WHERE id = ?",
            (batch, batch),
        )

    def _person(self, place: int, circle: Any, batch: int) -> int:
        chance = self._chance
        given, family, title, organisation, city = words.PEOPLE[place % len(words.PEOPLE)]
        if place >= len(words.PEOPLE):
            given, family = chance.choice(words.GIVEN), chance.choice(words.FAMILY)
        matters = chance.choice(words.MATTERS) if circle in ("Inner", "Close", "Regular") else ""
        person = people.insert(
            self._store,
            {
                "full_name": f"{given} {family}",
                "given": given,
                "family": family,
                "title": title,
                "organisation_id": people.organisation_id(self._store, organisation),
                "circle_id": self._circles.get(circle),
                "cadence_set_on": self._days_ago(chance.randint(200, 700)) if circle else None,
                "in_card_stack": int(circle is None),
                "import_batch_id": batch if circle is None else None,
                "met_on": self._days_ago(9 if circle is None else chance.randint(300, 2500)),
                "met_where": words.PLACES[0] if circle is None else chance.choice(words.PLACES),
                "matters": matters,
                "matters_on": self._days_ago(chance.randint(5, 80)) if matters else None,
            },
        )
        domain = "".join(
            sign for sign in names.fold(organisation or family) if sign.isascii() and sign.isalnum()
        )
        local = "".join(
            sign
            for sign in names.fold(f"{given}.{family}")
            if sign.isascii() and (sign.isalnum() or sign == ".")
        )
        number = f"+49 30 {5550000 + place:07d}"
        for position, (kind, label, value) in enumerate(
            (("email", "work", f"{local}@{domain}.example"), ("phone", "mobile", number))
        ):
            self._connection.execute(
                "INSERT INTO contact_point (person_id, kind, label, value, normalised, position) VALUES (?, ?, ?, ?, ?, ?)",
                (person, kind, label, value, keys.normalised(kind, value), position),
            )
        self._connection.execute(
            "INSERT INTO address (person_id, label, city) VALUES (?, 'work', ?)", (person, city)
        )
        for tag in chance.sample(words.TAGS, chance.choice((0, 1, 1, 2))):
            self._connection.execute(
                "INSERT OR IGNORE INTO person_tag (person_id, tag_id) VALUES (?, ?)",
                (person, people.named_id(self._store, "tag", tag)),
            )
        if chance.random() < 0.5:
            born = (
                self._today + timedelta(days=chance.randint(-180, 180))
                if place % 9 or place > 40
                else self._today
            )
            year = chance.choice((None, self._today.year - chance.randint(28, 66)))
            self._connection.execute(
                "INSERT INTO occasion (person_id, kind, month, day, year) VALUES (?, 'birthday', ?, ?, ?)",
                (person, born.month, min(born.day, 28), year),
            )
        return person

    def _grow(self, person: int, since: int) -> None:
        """Somebody met lately: no circle yet, and at most one talk since."""
        day = self._days_ago(since)
        self._connection.execute(
            "UPDATE person SET growth = 'growing', growing_since = ?, cadence_set_on = ?, met_on = ?, circle_id = NULL "
            "WHERE id = ?",
            (day, day, self._days_ago(since + 1), person),
        )
        if since > 14:
            self._talk(person, since - 6, "meeting", words.TALKS[0][1])

    def _past(self, person: int, circle: str) -> None:
        """Contacts over the last two years, more or less in the circle's rhythm; the last one leaves some people due."""
        chance, cadence = self._chance, int(self._cadence[circle])
        ago = int(cadence * chance.uniform(0.1, 1.5))
        while ago < 730:
            channel, summary = chance.choice(words.TALKS)
            self._talk(person, ago, channel, summary)
            ago += max(3, int(cadence * chance.uniform(0.6, 1.6)))

    def _talk(self, person: int, ago: int, channel: str, summary: str) -> None:
        started_by = self._chance.choice(("me", "me", "them"))
        cursor = self._connection.execute(
            "INSERT INTO interaction (on_day, channel, started_by, summary, answered, created_at) "
            "VALUES (?, ?, ?, ?, 'yes', ?)",
            (self._days_ago(ago), channel, started_by, summary, self._store.instant()),
        )
        self._connection.execute(
            "INSERT INTO interaction_person (interaction_id, person_id) VALUES (?, ?)",
            (cursor.lastrowid, person),
        )

    def _todo(self) -> None:
        kept = [
            row[0]
            for row in self._store.rows(
                "SELECT id FROM person WHERE in_card_stack = 0 AND circle_id IS NOT NULL ORDER BY circle_id, id LIMIT 40"
            )
        ]
        for place, text in enumerate(words.TODO[: len(kept)]):
            on = self._today + timedelta(days=(-1, 0, 3, 8, 20)[place])
            self._connection.execute(
                "INSERT INTO followup (person_id, on_day, first_on, text, created_at) VALUES (?, ?, ?, ?, ?)",
                (kept[place * 3 % len(kept)], on.isoformat(), on.isoformat(), text, self._store.instant()),
            )

    def _days_ago(self, days: int) -> str:
        return (self._today - timedelta(days=days)).isoformat()
