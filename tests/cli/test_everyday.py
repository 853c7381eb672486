"""The everyday commands: shapes that outside scripts rely on, exit codes, and what they do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import NetCare


def test_imported_people_land_in_the_card_stack_and_remind_nobody(filled: NetCare) -> None:
    shown = filled("people", "--json").json
    assert shown["total"] == 4
    assert {person["name"] for person in shown["people"]} == {
        "Ana Silva",
        "Ben Okafor",
        "Zoë O’Neil",
        "Kenji Morita",
    }
    assert filled("people", "--card-stack", "--json").json["total"] == 4
    assert filled("due", "--all", "--json", today="2027-03-02").json["entries"] == []


def test_people_have_every_key(filled: NetCare) -> None:
    person = filled("people", "--json", "--limit", "1").json["people"][0]
    assert person.keys() >= {
        "id", "name", "organisation", "title", "circle", "growth", "tags", "last_interaction_on", "due_on", "state", "emails",
        "phones",
    }  # fmt: skip


def test_the_query_folds_accents_and_case(filled: NetCare) -> None:
    assert [one["name"] for one in filled("people", "--query", "ZOE", "--json").json["people"]] == [
        "Zoë O’Neil"
    ]


def test_a_circle_spreads_people_from_the_first_day_on(filled: NetCare) -> None:
    assert filled("circle", "Close", "Ana Silva", "Ben Okafor").code == 0
    shown = filled("due", "--all", "--json").json
    assert {entry["person"]["name"] for entry in shown["entries"]} == {"Ana Silva", "Ben Okafor"}
    for entry in shown["entries"]:
        assert "2026-03-03" <= entry["due_on"] <= "2026-04-01"
        assert entry["state"] in ("due_soon", "later")
        assert entry.keys() == {"person", "people", "kind", "reason", "due_on", "state", "growing", "effort"}
    assert filled("people", "--card-stack", "--json").json["total"] == 2


def test_an_unknown_circle_names_those_there_are(filled: NetCare) -> None:
    ran = filled("circle", "Closest", "Ana Silva")
    assert ran.code == 1
    assert "Inner, Close, Regular, Light, Yearly" in ran.err


def test_growing_has_two_slots_and_names_who_could_move_on(filled: NetCare) -> None:
    assert filled("grow", "Ana Silva").code == 0
    assert filled("grow", "Ben Okafor").code == 0
    ran = filled("grow", "Kenji Morita")
    assert ran.code == 1
    assert "Ana Silva" in ran.err and "Ben Okafor" in ran.err
    assert filled("grow", "Kenji Morita", "--moving-on", "Ana Silva").code == 0
    grown = {one["name"]: one["growth"] for one in filled("people", "--json").json["people"]}
    assert (grown["Ana Silva"], grown["Kenji Morita"]) == ("established", "growing")


def test_growing_without_a_day_of_meeting_is_due_at_once(filled: NetCare) -> None:
    filled("grow", "Ana Silva")
    due = filled("due", "--json").json
    assert (due["on"], due["mode"], due["budget"], due["later"]) == ("2026-03-02", "normal", 5, 0)
    assert [(entry["person"]["name"], entry["growing"], entry["kind"]) for entry in due["entries"]] == [
        ("Ana Silva", True, "due")
    ]


def test_a_logged_contact_sets_the_next_date(filled: NetCare) -> None:
    filled("circle", "Inner", "Ana Silva")
    ran = filled("log", "Coffee with Ana about the grant", "--json")
    assert ran.code == 0
    logged = ran.json["interaction"]
    assert (logged["channel"], logged["on"], logged["people"][0]["name"]) == (
        "meeting",
        "2026-03-02",
        "Ana Silva",
    )
    assert ran.json["unclear"] == [] and ran.json["promises"] == [] and ran.json["exchanges"] == []
    row = next(one for one in filled("people", "--json").json["people"] if one["name"] == "Ana Silva")
    assert (row["last_interaction_on"], row["due_on"]) == ("2026-03-02", "2026-03-16")


def test_log_counts_days_from_the_day_it_is_written(filled: NetCare) -> None:
    ran = filled("log", "Call with Ben Okafor yesterday", "--on", "2026-02-20", "--json")
    assert ran.json["interaction"]["on"] == "2026-02-19"


def test_an_unclear_name_saves_nothing(filled: NetCare) -> None:
    ran = filled("log", "Coffee with Zed", "--json")
    assert ran.code == 1
    assert ran.json["interaction"]["id"] is None
    assert "Zed" in ran.json["unclear"][0]
    assert filled("undo").out.startswith("Undone: Import")  # nothing else stands in the journal


def test_a_dry_run_of_log_saves_nothing(filled: NetCare) -> None:
    ran = filled("log", "Coffee with Ana", "--dry-run", "--json")
    assert (ran.code, ran.json["interaction"]["id"]) == (0, None)
    row = next(one for one in filled("people", "--json").json["people"] if one["name"] == "Ana Silva")
    assert row["last_interaction_on"] is None


def test_snooze_holds_until_its_day(filled: NetCare) -> None:
    filled("grow", "Ana Silva")
    assert filled("snooze", "Ana", "--until", "+7d").code == 0
    assert filled("due", "--json").json["entries"] == []
    assert filled("due", "--json", today="2026-03-08").json["entries"] == []
    assert len(filled("due", "--json", today="2026-03-09").json["entries"]) == 1


def test_a_snooze_into_the_past_is_refused(filled: NetCare) -> None:
    filled("grow", "Ana Silva")
    assert filled("snooze", "Ana", "--until", "2026-03-01").code == 1


def test_pause_with_and_without_a_day(filled: NetCare) -> None:
    filled("circle", "Inner", "Ana Silva", "Ben Okafor")
    filled("pause", "Ana Silva")
    filled("pause", "Ben Okafor", "--until", "2026-06-01")
    due = {
        entry["person"]["name"]: entry["due_on"] for entry in filled("due", "--all", "--json").json["entries"]
    }
    assert due == {"Ben Okafor": "2026-06-01"}
    filled("pause", "Ana Silva", "--end")
    assert len(filled("due", "--all", "--json").json["entries"]) == 2


def test_follow_ups(filled: NetCare) -> None:
    assert filled("followup", "Ben Okafor", "2026-03-05", "ring about the grant", "--at", "14:30").code == 0
    shown = filled("followups", "--json").json["followups"]
    assert [(one["on"], one["at"], one["text"], one["state"], one["person"]["name"]) for one in shown] == [
        ("2026-03-05", "14:30", "ring about the grant", "open", "Ben Okafor")
    ]
    assert filled("due", "--json").json["entries"] == []
    entry = filled("due", "--json", today="2026-03-06").json["entries"][0]
    assert (entry["kind"], entry["due_on"]) == ("followup", "2026-03-05")
    assert filled("followup", "Ben Okafor", "2026-03-05", "x", "--at", "25:00").code == 2


def test_archived_people_are_never_due_but_found(filled: NetCare) -> None:
    filled("circle", "Inner", "Ana Silva")
    filled("archive", "Ana Silva")
    assert filled("due", "--all", "--json").json["entries"] == []
    assert filled("people", "--json").json["total"] == 3
    assert filled("people", "--query", "ana silva", "--json").json["total"] == 1


def test_undo_takes_steps_back_one_by_one_across_runs(filled: NetCare) -> None:
    filled("circle", "Inner", "Ana Silva")
    filled("archive", "Ben Okafor")
    assert "Archive Ben Okafor" in filled("undo").out
    assert filled("people", "--json").json["total"] == 4
    assert filled("undo").code == 0
    assert filled("people", "--card-stack", "--json").json["total"] == 4
    assert filled("redo").code == 0
    assert filled("people", "--card-stack", "--json").json["total"] == 3
    assert filled("undo").code == 0
    assert "Import" in filled("undo").out
    assert filled("people", "--json").json["total"] == 0
    ran = filled("undo")
    assert (ran.code, ran.out) == (1, "")


def test_one_person_in_full(filled: NetCare) -> None:
    shown = filled("person", "Ana Silva", "--json").json
    assert (shown["given"], shown["family"], shown["organisation"]) == ("Ana", "Silva", "Lisbon Light Lab")
    assert shown["contact_points"][0]["kind"] == "email"
    assert "+351 22 555 0101" in filled("person", "Ana Silva").out


def test_an_unknown_and_an_ambiguous_name(filled: NetCare, tmp_path: Path) -> None:
    assert filled("person", "Nobody Here").code == 1
    more = tmp_path / "more.csv"
    more.write_text("First Name,Last Name,Email\nAna,Costa,ana@costa.example\n", encoding="utf-8")
    filled("import", str(more))
    ran = filled("snooze", "Ana", "--until", "+3d")
    assert ran.code == 1
    assert "Ana Silva" in ran.err and "Ana Costa" in ran.err


def test_wrong_usage_is_two_and_one_sentence(nc: NetCare) -> None:
    for wrong in (["due", "--energy", "9"], ["snooze", "Ana"], ["--nonsense", "due"], ["circle"]):
        ran = nc(*wrong)
        assert ran.code == 2
        assert ran.err.count("\n") == 1


def test_looking_at_nothing_leaves_nothing_behind(nc: NetCare, data_dir: Path) -> None:
    assert nc("people", "--json").json == {"people": [], "total": 0}
    assert nc("due", "--json").json["entries"] == []
    assert not data_dir.exists()


def test_the_command_line_does_without_qt(data_dir: Path) -> None:
    code = (
        "import sys; from netcare_desktop.__main__ import main; "
        f"main(['--data-dir', {str(data_dir)!r}, 'demo', '--people', '12']); main(['--data-dir', {str(data_dir)!r}, 'due']); "
        "sys.exit(any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_one_person_has_the_shapes_of_the_lists(filled: NetCare) -> None:
    filled("log", "Coffee with Ana Silva, Ben Okafor")
    filled("followup", "Ana Silva", "+2d", "ring", "--at", "14:30")
    shown = filled("person", "Ana Silva", "--json").json
    people = {one["name"]: one["id"] for one in filled("people", "--json").json["people"]}
    assert shown["interactions"][0]["people"] == [
        {"id": people[name], "name": name} for name in ("Ana Silva", "Ben Okafor")
    ]
    assert shown["followups"] == filled("followups", "--json").json["followups"]


def test_a_day_to_come_is_not_logged(filled: NetCare) -> None:
    for when in ("tomorrow", "2026-03-09"):
        ran = filled("log", f"Coffee with Ana {when}", "--json")
        assert ran.code == 1 and ran.json["interaction"]["id"] is None
        assert "follow-up" in ran.json["unclear"][0]


def test_undo_passes_over_what_is_gone_meanwhile(filled: NetCare) -> None:
    filled("circle", "Close", "Ana Silva")
    filled("undo", "1")
    ran = filled("undo")
    assert (ran.code, ran.out) == (1, "")
    filled("redo")
    assert (
        next(one["circle"] for one in filled("people", "--json").json["people"] if one["name"] == "Ana Silva")
        == "Close"
    )


def test_a_copy_put_there_by_hand_becomes_private(filled: NetCare, data_dir: Path) -> None:
    (data_dir / "netcare.db").chmod(0o644)
    filled("archive", "Ana Silva")
    assert (data_dir / "netcare.db").stat().st_mode & 0o777 == 0o600
