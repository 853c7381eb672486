"""Where things lie."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from netcare_desktop.paths import Paths


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders")
def test_the_usual_folders_follow_xdg(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(private_home / "my data"))
    monkeypatch.delenv("XDG_CONFIG_HOME")
    paths = Paths()
    assert paths.data == private_home / "my data" / "NetCare"
    assert paths.config == private_home / ".config" / "NetCare"
    assert paths.log == private_home / ".cache" / "NetCare" / "log"
    assert paths.backups == private_home / "my data" / "NetCare" / "backups"


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders")
@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_an_empty_or_relative_xdg_folder_is_ignored(
    value: str, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, value)
    paths = Paths()
    assert paths.data == private_home / ".local" / "share" / "NetCare"
    assert paths.config == private_home / ".config" / "NetCare"
    assert paths.log == private_home / ".cache" / "NetCare" / "log"


def test_a_data_dir_keeps_everything_below_it(
    tmp_path: Path, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for given, expected in (
        ("stick", tmp_path / "stick"),
        (tmp_path / "x", tmp_path / "x"),
        ("~/n", private_home / "n"),
    ):
        paths = Paths(given)
        assert paths.data == expected
        for folder in (paths.config, paths.log, paths.backups):
            assert folder.is_relative_to(expected) and folder != expected
    assert list(tmp_path.iterdir()) == []  # asking makes nothing
