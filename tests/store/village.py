"""A small made-up village: people in every state the program knows, so that commands have something to act on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.dates import PartialDate
from netcare_desktop.domain.words import Answered, Channel, StartedBy
from netcare_desktop.store import (
    attention,
    circles,
    followups,
    growth,
    interactions,
    kinds,
    occasions,
    people,
    settings,
    today,
)
from netcare_desktop.store.facts import AddressFact, ContactPointFact
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson

TODAY = date(2026, 11, 22)


@dataclass
class Village:
    """Ids by name. `talk`: Ana and Ben together; `chat`: Ana alone; `ring`: a repeating follow-up of Ana."""

    ana: int = 0
    ben: int = 0
    chi: int = 0
    dee: int = 0
    eli: int = 0
    fay: int = 0
    gus: int = 0
    talk: int = 0
    chat: int = 0
    ring: int = 0
    letter: int = 0
    batch: int = 0
    birthday: int = 0
    cards: list[int] = field(default_factory=list)


def settle(store: Store) -> Village:
    """Build the village in an empty store whose clock can be moved; afterwards it stands on TODAY."""
    clock = store.clock
    assert isinstance(clock, FixedClock)
    made = Village()
    clock.day = TODAY - timedelta(days=120)
    circle = {one.name: one.id for one in circles.everyone(store)}
    made.ana = people.add(
        store,
        NewPerson(
            full_name="Ana Lima",
            organisation="Harbour School",
            title="Teacher",
            notes="sings alto",
            contact_points=(
                ContactPointFact("email", "ana@harbour.example", "work", preferred=True),
                ContactPointFact("phone", "+49 30 1234567"),
            ),
            tags=("choir", "Berlin"),
            circle=circle["Close"],
            met_on=date(2020, 5, 1),
            met_where="Lisbon",
        ),
    )
    made.ben = people.add(
        store, NewPerson(full_name="Ben Okafor", organisation="Harbour School", tags=("choir",))
    )
    made.dee = people.add(store, NewPerson(full_name="Dee Archer", circle=circle["Light"]))
    made.eli = people.add(store, NewPerson(full_name="Eli Gone", notes="moved to the coast"))
    made.fay = people.add(store, NewPerson(full_name="Fay Rest", circle=circle["Regular"]))
    made.gus = people.add(store, NewPerson(full_name="Gus Lone"))
    people.set_addresses(store, made.ana, [AddressFact(label="home", street="Quay 1", city="Hamburg")])
    made.birthday = occasions.add(store, made.ana, "birthday", PartialDate(11, 24, 1980))
    kinds.set_kinds(store, made.ana, ["friend", "bandmate"])
    people.edit(store, made.ana, introduced_by=made.ben, matters="the new organ")
    made.letter = followups.add(store, made.ben, TODAY, "write about the roof", at="14:30")
    made.ring = followups.add(store, made.ana, TODAY, "ring", repeat_every=2, repeat_unit="weeks")
    clock.day = TODAY - timedelta(days=60)
    made.talk = interactions.log(
        store,
        NewInteraction((made.ana, made.ben), clock.day, Channel.MEETING, StartedBy.THEM, summary="the roof"),
    )
    made.chat = interactions.log(
        store, NewInteraction((made.ana,), clock.day, Channel.CALL, answered=Answered.YES)
    )
    growth.grow(store, made.ben)
    made.batch = _cards(store)
    made.cards = [
        int(row[0]) for row in store.rows("SELECT id FROM person WHERE in_card_stack = 1 ORDER BY id")
    ]
    made.chi = made.cards[0]
    clock.day = TODAY - timedelta(days=10)
    people.archive(store, [made.dee])
    people.delete(store, [made.eli])
    attention.pause(store, [made.fay])
    settings.put(store, "today.budget", 4)
    clock.day = TODAY - timedelta(days=1)
    today.opened(store, today.plan(store))  # Ana stood there once
    clock.day = TODAY
    assert store.value("SELECT count(*) FROM step_back") > 0
    return made


def _cards(store: Store) -> int:
    """An import of two people who wait in the card stack; returns its batch."""
    with store.write("Import {name}", "cards.csv") as action:
        connection = store.connection()
        batch = connection.execute(
            "INSERT INTO import_batch (imported_at, source, files, created, met_where) VALUES (?, 'csv', ?, 2, 'the fair')",
            (store.instant(), '["cards.csv"]'),
        ).lastrowid
        school = people.organisation_id(store, "Harbour School")
        for name, organisation in (
            ("Chi Nowak", school),
            ("Dan Ito", people.organisation_id(store, "Ito & Sons")),
        ):
            values = {
                "full_name": name,
                "organisation_id": organisation,
                "in_card_stack": 1,
                "import_batch_id": batch,
            }
            people.insert(store, values)
        connection.execute("UPDATE undo_action SET import_batch = ? WHERE id = ?", (batch, action))
    return int(batch or 0)
