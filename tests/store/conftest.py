"""Real stores in real files. The village is built once and copied for each test that wants it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from netcare_desktop.clock import FixedClock
from netcare_desktop.store.opening import Store, open_store
from tests.store.village import TODAY, Village, settle


@pytest.fixture(autouse=True)
def same_umask() -> Iterator[None]:
    """Opening a store narrows the umask of the process; the tests after it get theirs back."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, clock: FixedClock) -> Iterator[Store]:
    """A new, empty store."""
    opened = open_store(folder, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Village]:
    """The village, closed, in a folder of its own; not to be changed."""
    folder = tmp_path_factory.mktemp("village")
    store = open_store(folder, FixedClock(TODAY))
    try:
        village = settle(store)
    finally:
        store.close()
    return folder, village


@pytest.fixture
def village(built: tuple[Path, Village]) -> Village:
    """Who lives in the village; the test's own copy of it lies in `village_folder`."""
    return built[1]


@pytest.fixture
def village_folder(built: tuple[Path, Village], tmp_path: Path) -> Path:
    """A copy of the village's data folder that nobody has open."""
    return Path(shutil.copytree(built[0], tmp_path / "village", ignore=shutil.ignore_patterns("*.lock")))


@pytest.fixture
def settled(village_folder: Path, clock: FixedClock) -> Iterator[Store]:
    """The village, open."""
    opened = open_store(village_folder, clock)
    yield opened
    opened.close()
