"""Two years of Today in short: the budget holds, and the avoided people starve nobody. The long form is a
command."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netcare_desktop.domain.simulated_days import Figures, Scenario, run
from netcare_desktop.domain.simulation import broken_promises, main, report

SHORT = Scenario("a few months", (3, 8, 14, 15, 20), avoided=8, days=250, stays_away=14)
CROWDED = Scenario("too many", (16, 34, 20, 5, 0), avoided=8, days=250, stays_away=14)


@pytest.fixture(scope="module")
def short() -> Figures:
    return run(SHORT)


def test_the_promises_hold(short: Figures) -> None:
    assert broken_promises(short, run(replace(SHORT, avoided=0)), tendable=False) == []
    assert short.longest_without_place <= 30
    assert short.longest_without_place_share <= 1


def test_the_promises_hold_where_circles_ask_for_too_much() -> None:
    figures = run(CROWDED)
    assert figures.asked > 1.3 * figures.done / figures.opened
    assert broken_promises(figures, run(replace(CROWDED, avoided=0)), tendable=False) == []


def test_without_the_step_back_the_avoided_take_every_place() -> None:
    stuck = run(replace(SHORT, step_back=False))
    broken = broken_promises(stuck, run(replace(SHORT, avoided=0)), tendable=False)
    assert any("cost somebody" in sentence for sentence in broken)
    assert any("held" in sentence for sentence in broken)


def test_a_life_in_which_nothing_happens_shows_nothing() -> None:
    idle = run(replace(SHORT, acts_on=0.0))
    assert any("shows nothing" in sentence for sentence in broken_promises(idle, idle, tendable=False))
    closed = run(replace(SHORT, opens=0.0))
    assert any("Today was opened" in sentence for sentence in broken_promises(closed, closed, tendable=False))


def test_the_budget_is_watched(short: Figures) -> None:
    over = replace(short, over_budget_days=1)
    assert any("over its budget" in sentence for sentence in broken_promises(over, short, tendable=True))
    late = replace(
        short, overdue_at_start=2, longest_without_place=99, longest_without_place_share=1.5, never_reached=1
    )
    assert len(broken_promises(late, short, tendable=True)) >= 4


def test_the_same_seed_gives_the_same_life(short: Figures) -> None:
    assert run(SHORT) == short
    assert run(replace(SHORT, seed=2)) != short


def test_the_report_names_the_figures(short: Figures) -> None:
    text = report(short)
    assert f"{short.shown}, {short.done} (" in text
    assert "days over the budget" in text


def test_the_command_prints_and_tells_by_its_exit_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netcare_desktop.domain.simulation.TENDABLE", SHORT)
    monkeypatch.setattr("netcare_desktop.domain.simulation.TOO_MUCH", CROWDED)
    code = main(["1"])
    out = capsys.readouterr().out
    assert (code == 0) == ("BROKEN" not in out)
    assert SHORT.name in out and CROWDED.name in out
    monkeypatch.setattr("netcare_desktop.domain.simulation.TOO_MUCH", replace(CROWDED, step_back=False))
    assert main(["1"]) == 1
    assert "BROKEN" in capsys.readouterr().out
