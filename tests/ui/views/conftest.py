"""Today as a page of its own, with a message bar and a system that only remember."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from netcare_desktop.clock import FixedClock
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.views.today_page import TodayPage
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
