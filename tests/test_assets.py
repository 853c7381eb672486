"""Resources are found in the checkout and in the installed package, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netcare_desktop import assets


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    assets.folder.cache_clear()
    yield
    assets.folder.cache_clear()


def test_the_checkout_is_found() -> None:
    assert assets.icon_file("netcare").is_file()
    assert assets.text("icons/netcare.svg").startswith("<svg")


def test_the_package_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "netcare_desktop"
    (package / "resources" / "icons").mkdir(parents=True)
    (package / "resources" / "icons" / "netcare.svg").write_text("<svg from='wheel'/>", encoding="utf-8")
    monkeypatch.setattr(assets, "_PACKAGE", package)
    assert assets.text("icons/netcare.svg") == "<svg from='wheel'/>"


def test_a_damaged_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "nothing" / "here")
    with pytest.raises(FileNotFoundError, match="install the program again"):
        assets.folder()


def test_a_missing_resource_and_one_outside_are_refused() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/none\.svg"):
        assets.icon_file("none")
    with pytest.raises(ValueError, match="leads out"):
        assets.path("../pyproject.toml")
