"""The main job as a person does it: the real window on a real screen, a real mouse, a card file from another program."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.session import PATIENCE, DesktopSession

pytestmark = pytest.mark.desktop

BUTTON = "push button|button"
CARDS = """First Name,Last Name,Company,Email
Ana,Silva,Lisbon Light Lab,ana@lightlab.example
Ben,Okafor,Harbour Foundation,ben@harbour.example
"<img src=""file:///dev/zero"">",O’Neil,Studio North,zoe@north.example
,,,
"""


def command(data: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "netcare_desktop", "--data-dir", str(data), "--today", "2026-03-02", *more]


def people(data: Path) -> dict[str, dict[str, Any]]:
    """What the command line reads beside the open window."""
    done = subprocess.run(command(data, "people", "--json"), capture_output=True, check=True)
    return {person["name"]: person for person in json.loads(done.stdout)["people"]}


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def test_drop_a_card_file_triage_today_done(desktop: DesktopSession, tmp_path: Path) -> None:
    cards, data = tmp_path / "Zoë’s cards.csv", tmp_path / "data"
    cards.write_text(CARDS, encoding="utf-8")
    with desktop.open(command(data)) as program:
        window = desktop.wait_window("NetCare")
        desktop.settle()

        assert desktop.drop([cards], *window.point(0.6, 0.6))
        desktop.wait_for(BUTTON, "Import 3 people")
        assert people(data) == {}  # nothing is written before the click

        desktop.click_on(BUTTON, "Import 3 people")
        desktop.wait_for(BUTTON, "Undo import")
        assert len(people(data)) == 3
        desktop.click_on(BUTTON, "Undo import")
        until(lambda: people(data) == {})
        desktop.key("ctrl+shift+z")
        until(lambda: len(people(data)) == 3)

        desktop.key("ctrl+3")
        desktop.wait_for("label|static", "Ana Silva")
        desktop.key("g")
        until(lambda: people(data)["Ana Silva"]["growth"] == "growing")
        desktop.wait_for("label|static", "Ben Okafor")
        desktop.key("2")
        until(lambda: people(data)["Ben Okafor"]["circle"] == "Close")
        desktop.settle()
        desktop.key("a")
        until(lambda: len(people(data)) == 2)

        desktop.key("ctrl+1")
        desktop.settle()
        desktop.key("d")
        until(lambda: people(data)["Ana Silva"]["last_interaction_on"] == "2026-03-02")
        desktop.settle()
        desktop.type("about the light lab")
        desktop.key("Return")
        shown: dict[str, Any] = {}

        def noted() -> bool:
            done = subprocess.run(
                command(data, "person", "Ana Silva", "--json"), capture_output=True, check=True
            )
            shown.update(json.loads(done.stdout))
            return bool(shown["interactions"][0]["summary"] == "about the light lab")

        until(noted)
        assert shown["due_on"] == "2026-03-16"

        desktop.key("ctrl+q")
        assert program.wait(timeout=PATIENCE) == 0
    assert desktop.errors_of(command(data)) == ""


def test_what_is_no_card_file_gets_a_sentence_and_the_window_lives(
    desktop: DesktopSession, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    page, zero, folder = tmp_path / "page.csv", tmp_path / "zero.csv", tmp_path / "folder.csv"
    page.write_text("<!DOCTYPE html><html><body>Please sign in</body></html>", encoding="utf-8")
    zero.symlink_to("/dev/zero")
    folder.mkdir()
    with desktop.open(command(data)) as program:
        window = desktop.wait_window("NetCare")
        desktop.settle()
        for path in (page, zero, folder):
            desktop.drop([path], *window.point(0.6, 0.6))
            desktop.wait_for("label|static", f".*{path.name}.*")
        desktop.key("Escape")
        desktop.settle()
        assert people(data) == {}
        desktop.key("ctrl+q")
        assert program.wait(timeout=PATIENCE) == 0
    assert desktop.errors_of(command(data)) == ""
