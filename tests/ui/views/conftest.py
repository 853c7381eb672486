"""Today, People and a person as pages of their own, with a message bar and a system that only remember."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store import (
    people,
)
from netcare_desktop.store.facts import ContactPointFact
from netcare_desktop.store.opening import Store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.views.people_page import PeoplePage
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_page import PersonPage
from netcare_desktop.ui.views.today_page import TodayPage
from tests.ui.views.people_scene import (
    Agrees,
    Do,
    Opens,
    Said,
)
from tests.ui.views.today_scene import Bar, Opened


@pytest.fixture
def bar() -> Bar:
    return Bar()


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def today_page(
    store: Store, bridge: StoreBridge, clock: FixedClock, qtbot: QtBot, opened: Opened, bar: Bar
) -> TodayPage:
    """The page, refreshed after each change as the window does it."""
    made = TodayPage(store, bridge, clock, opened, bar)
    bridge.changed.connect(lambda nouns: made.refresh() if nouns & made.nouns else None)
    qtbot.addWidget(made)
    made.resize(900, 700)
    return made


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def opens() -> Opens:
    return Opens()


@pytest.fixture
def agrees() -> Agrees:
    return Agrees()


@pytest.fixture
def ana(do: Do) -> int:
    return int(
        do(
            lambda store: people.add(
                store,
                NewPerson(
                    full_name="Ana Lima",
                    organisation="Gulbenkian Institute",
                    title="Head of Research",
                    contact_points=(
                        ContactPointFact("email", "ana@example.org", "work", True),
                        ContactPointFact("phone", "+351 21 782 3000"),
                        ContactPointFact("url", "example.org/ana"),
                    ),
                    circle=3,
                ),
            )
        )
    )


@pytest.fixture
def person_page(
    store: Store, bridge: StoreBridge, clock: FixedClock, said: Said, opens: Opens, qtbot: QtBot, ana: int
) -> PersonPage:
    commands = PersonCommands(store, bridge, clock, opens, said)
    made = PersonPage(commands)
    commands.setParent(made)
    bridge.changed.connect(lambda _nouns: made.refresh())
    qtbot.addWidget(made)
    made.resize(760, 800)
    made.show_person(ana)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def people_page(
    store: Store,
    bridge: StoreBridge,
    clock: FixedClock,
    said: Said,
    agrees: Agrees,
    qtbot: QtBot,
    tmp_path: Path,
) -> PeoplePage:
    made = PeoplePage(store, bridge, clock, agrees, said, tmp_path / "config")
    bridge.changed.connect(lambda nouns: made.refresh() if nouns & made.nouns else None)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    return made
