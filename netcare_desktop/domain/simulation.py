"""Whether rule *Today* keeps its promises over two years: never over the budget, and nobody starved by the
avoided.

`python -m netcare_desktop.domain.simulation` runs 300 people, once with circles that can be tended and once
with circles that ask for more than the user manages. It prints the figures and ends with 1 when a promise is
broken.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from netcare_desktop.domain.simulated_days import Figures, Scenario, run

TENDABLE = Scenario("circles that can be tended", (4, 12, 36, 88, 160))
TOO_MUCH = Scenario("circles that ask for more than the user manages", (10, 30, 70, 90, 100))

LONGEST_WITHOUT_PLACE = 30
"""Days somebody who is due may find no place on Today while the circles can be tended."""

LONGEST_SHARE = 1.0
"""The same in cadences."""

AVOIDED_MAY_COST = 0.5
"""Cadences by which the avoided people may prolong anybody's longest time without a place."""

MOST_BLOCKED = 0.25
"""Share of all places that the avoided may hold while others wait."""


def broken_promises(figures: Figures, without_avoided: Figures, *, tendable: bool) -> list[str]:
    """What did not hold, each as a sentence; empty when all did. `without_avoided` is the same life with
    nobody avoided: what the rule makes of them is told by the difference."""
    broken = []
    if figures.over_budget_days:
        broken.append(f"Today was over its budget {figures.over_budget_days} times.")
    if figures.overdue_at_start:
        broken.append(f"{figures.overdue_at_start} people were overdue on the first day.")
    if tendable and figures.never_reached:
        broken.append(f"{figures.never_reached} people who are not avoided were never reached.")
    if tendable and figures.longest_without_place > LONGEST_WITHOUT_PLACE:
        broken.append(f"Somebody who was due had no place for {figures.longest_without_place} days.")
    if tendable and figures.longest_without_place_share > LONGEST_SHARE:
        broken.append(
            f"Somebody who was due had no place for {figures.longest_without_place_share:.2f} of their cadence."
        )
    cost = figures.longest_without_place_share - without_avoided.longest_without_place_share
    if cost > AVOIDED_MAY_COST:
        broken.append(f"The avoided people cost somebody {cost:.2f} cadences more without a place.")
    if figures.scenario.avoided and figures.blocked_share > MOST_BLOCKED:
        broken.append(f"The avoided held {figures.blocked_share:.0%} of the places while others waited.")
    return broken + _nothing_happened(figures)


def report(figures: Figures) -> str:
    """The figures as lines of text."""
    scenario = figures.scenario
    share = figures.done / figures.shown if figures.shown else 0.0
    lines = (
        ("people, of them avoided", f"{scenario.people}, {scenario.avoided}"),
        ("days, of them Today opened", f"{figures.days}, {figures.opened}"),
        ("touches a day the circles ask for", f"{figures.asked:.2f}"),
        ("touches shown, done, snoozed", f"{figures.shown}, {figures.done} ({share:.0%}), {figures.snoozed}"),
        ("days over the budget", f"{figures.over_budget_days}"),
        ("days with every place taken", f"{figures.full_days}"),
        ("overdue on the first day", f"{figures.overdue_at_start}"),
        ("most that came due on one of the first 14 days", f"{figures.most_due_on_a_first_day}"),
        (
            "longest without a place though due (not avoided)",
            f"{figures.longest_without_place} days; {figures.longest_without_place_share:.2f} of a cadence",
        ),
        (
            "longest past due, the days the user passed them over included",
            f"{figures.longest_wait} days; {figures.longest_wait_share:.2f} of a cadence",
        ),
        ("not avoided and never reached", f"{figures.never_reached}"),
        ("longest past due of the avoided", f"{figures.longest_wait_of_avoided} days"),
        (
            "places the avoided held; while others waited",
            f"{figures.avoided_shown}; {figures.avoided_blocked} ({figures.blocked_share:.0%} of all places)",
        ),
        ("most of the avoided on one day", f"{figures.most_avoided_on_a_day}"),
        ("steps back", f"{figures.steps_back}"),
        ("grown and established", f"{figures.established}"),
        ("done by circle", ", ".join(f"{name} {n}" for name, n in figures.done_by_circle.most_common())),
    )
    width = max(len(label) for label, _ in lines)
    return "\n".join([scenario.name, *(f"  {label:<{width}}  {value}" for label, value in lines)])


def main(arguments: Sequence[str] = ()) -> int:
    """Runs both scenarios, prints the figures; 1 when a promise is broken. An argument is the seed (default
    1)."""
    seed = int(arguments[0]) if arguments else 1
    failed = False
    for scenario, tendable in ((TENDABLE, True), (TOO_MUCH, False)):
        figures = run(replace(scenario, seed=seed))
        alone = run(replace(scenario, seed=seed, avoided=0))
        sys.stdout.write(report(figures) + "\n")
        sys.stdout.write(
            f"  the same with nobody avoided: longest without a place {alone.longest_without_place} days; "
            f"{alone.longest_without_place_share:.2f} of a cadence\n"
        )
        for sentence in broken_promises(figures, alone, tendable=tendable):
            sys.stdout.write(f"  BROKEN: {sentence}\n")
            failed = True
        sys.stdout.write("\n")
    sys.stdout.write("A promise is broken.\n" if failed else "Every promise was kept.\n")
    return 1 if failed else 0


def _nothing_happened(figures: Figures) -> list[str]:
    """A simulation in which nothing happened has shown nothing."""
    scenario = figures.scenario
    happened = {
        "every day was lived": figures.days == scenario.days,
        "Today was opened": figures.opened > scenario.days // 2,
        "touches were shown": figures.shown > scenario.people,
        "about half of those not avoided were done": 0.4
        < figures.done / max(1, figures.shown - figures.avoided_shown)
        < 0.6,
        "the budget was reached": figures.full_days > 0,
        "the avoided were shown": figures.avoided_shown > 0 or scenario.avoided == 0,
        "the avoided were never contacted": figures.longest_wait_of_avoided > scenario.days // 2
        or scenario.avoided == 0,
        "somebody stepped back": figures.steps_back > 0 or not scenario.step_back,
        "somebody grew": figures.established > 0,
    }
    return [f"The simulation shows nothing: not so that {what}." for what, so in happened.items() if not so]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
