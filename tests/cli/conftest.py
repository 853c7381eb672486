"""A command line in a private data folder: `nc("people", "--json")` runs one command as a script would."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from netcare_desktop.__main__ import main


@dataclass
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


NetCare = Callable[..., Ran]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def nc(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> NetCare:
    """Runs one command on 2 March 2026, or on the day given as `today`."""

    def run(*arguments: str, today: str = "2026-03-02") -> Ran:
        capsys.readouterr()
        try:
            code = main(["--data-dir", str(data_dir), "--today", today, *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return run


CARDS = """First Name,Last Name,Company,Email,Phone
Ana,Silva,Lisbon Light Lab,ana@lightlab.example,+351 22 555 0101
Ben,Okafor,Harbour Foundation,ben@harbour.example,
Zoë,O’Neil,Studio North,zoe@north.example,
Kenji,Morita,Morita Strings,kenji@morita.example,
"""


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "cards.csv"
    path.write_text(CARDS, encoding="utf-8")
    return path


@pytest.fixture
def filled(nc: NetCare, cards: Path) -> NetCare:
    """With four imported people."""
    assert nc("import", str(cards)).code == 0
    return nc
