"""The private desktop for the tests of this folder: one for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.session import DesktopSession


@pytest.fixture(scope="session")
def desktop() -> Iterator[DesktopSession]:
    """A screen with a window manager, a bus, a mouse and a keyboard. Missing parts are a failure, not a reason to skip."""
    with DesktopSession() as session:
        yield session
