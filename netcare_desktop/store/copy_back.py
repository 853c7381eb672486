"""What a complete copy holds beyond a card file: circles, growth, contacts, follow-ups. Inside an import's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from netcare_desktop.store import settings
from netcare_desktop.store.complete_copy import DAYS, FOLLOWUP, INTERACTION, OTHER, TEXTS

if TYPE_CHECKING:
    from netcare_desktop.store.opening import Store


def put_back(
    store: Store, complete: Mapping[str, Any], people: Mapping[str, int], created: Iterable[int]
) -> None:
    """Add what the copy knows of `people` (uid to id). Those just `created` get their whole state back; of the others
    nothing is overwritten. Contacts and follow-ups that are there already are not added twice.
    """
    connection = store.connection()
    new = set(created)
    circles = _by_name(store, complete.get("circles"), "circle", ("cadence", "advised_size"))
    kinds = _by_name(store, complete.get("kinds"), "kind", ("counted",))
    for one in _dicts(complete.get("people")):
        person = people.get(str(one.get("uid", "")))
        if person is None:
            continue
        connection.executemany(
            "INSERT OR IGNORE INTO person_kind (person_id, kind_id) VALUES (?, ?)",
            ((person, kinds[name]) for name in one.get("kinds", []) if name in kinds),
        )
        if person not in new:
            continue
        columns = [
            name
            for name in (*TEXTS, *DAYS, *OTHER)
            if name in one and name not in ("full_name", "deleted_on")
        ]
        values = {name: one[name] for name in columns}
        values["circle_id"] = circles.get(str(one.get("circle")))
        values["introduced_by_id"] = people.get(str(one.get("introduced_by")))
        sets = ", ".join(f"{name} = ?" for name in values)
        connection.execute(f"UPDATE person SET {sets} WHERE id = ?", (*values.values(), person))
        for item in _dicts(one.get("occasions")):
            if item.get("kind") not in ("birthday", "anniversary"):
                connection.execute(
                    "INSERT INTO occasion (person_id, kind, name, month, day, year) VALUES (?, ?, ?, ?, ?, ?)",
                    (person, *(item.get(key) for key in ("kind", "name", "month", "day", "year"))),
                )
        for item in _dicts(one.get("relations")):
            if item.get("person") in people:
                connection.execute(
                    "UPDATE relation SET other_id = ? WHERE person_id = ? AND label = ? AND name = ?",
                    (people[item["person"]], person, item.get("label"), item.get("name")),
                )
    _settings(store, complete)
    _interactions(store, complete, people)
    _followups(store, complete, people)
    for one in _dicts(complete.get("step_backs")):
        person = people.get(str(one.get("person", "")))
        if person in new:
            connection.execute(
                "INSERT OR IGNORE INTO step_back (person_id, stood_days, last_stood_on, steps, behind_until) "
                "VALUES (?, ?, ?, ?, ?)",
                (person, *(one.get(key) for key in ("stood_days", "last_stood_on", "steps", "behind_until"))),
            )


def _by_name(store: Store, listed: Any, table: str, columns: tuple[str, ...]) -> dict[str, int]:
    """Ids by name; circles and kinds the copy knows and we do not are added at the end."""
    connection = store.connection()
    for one in _dicts(listed):
        name = str(one.get("name", "")).strip()
        if name and not store.value(f"SELECT 1 FROM {table} WHERE name = ?", (name,)):
            names = ", ".join(("name", *columns, "position"))
            connection.execute(
                f"INSERT INTO {table} ({names}) VALUES (?, {', '.join('?' * len(columns))}, "
                f"(SELECT coalesce(max(position), 0) + 1 FROM {table}))",
                (name, *(one.get(column) for column in columns)),
            )
        elif (
            name and table == "circle" and not store.value("SELECT 1 FROM person WHERE circle_id IS NOT NULL")
        ):
            connection.execute(
                "UPDATE circle SET cadence = ?, advised_size = ? WHERE name = ?",
                (one.get("cadence"), one.get("advised_size"), name),
            )
    return {str(row[1]): int(row[0]) for row in store.rows(f"SELECT id, name FROM {table}")}


def _settings(store: Store, complete: Mapping[str, Any]) -> None:
    for one in _dicts(complete.get("settings")):
        if one.get("key") not in settings.OPTIONS:
            continue
        store.connection().execute(
            "INSERT OR IGNORE INTO setting (key, value) VALUES (?, ?)",
            (str(one.get("key")), str(one.get("value"))),
        )


def _interactions(store: Store, complete: Mapping[str, Any], people: Mapping[str, int]) -> None:
    connection = store.connection()
    for one in _dicts(complete.get("interactions")):
        present = [people[uid] for uid in one.get("people", []) if uid in people]
        if not present:
            continue
        known = store.value(
            "SELECT i.id FROM interaction i JOIN interaction_person ip ON ip.interaction_id = i.id WHERE ip.person_id = ? "
            "AND i.on_day = ? AND i.channel = ? AND i.created_at = ? AND i.summary = ?",
            (
                present[0],
                one.get("on_day"),
                one.get("channel"),
                one.get("created_at"),
                one.get("summary", ""),
            ),
        )
        if known is None:
            marks = ", ".join("?" * len(INTERACTION))
            cursor = connection.execute(
                f"INSERT INTO interaction ({', '.join(INTERACTION)}) VALUES ({marks})",
                tuple(one.get(key) for key in INTERACTION),
            )
            known = cursor.lastrowid
        connection.executemany(
            "INSERT OR IGNORE INTO interaction_person (interaction_id, person_id) VALUES (?, ?)",
            ((known, person) for person in present),
        )


def _followups(store: Store, complete: Mapping[str, Any], people: Mapping[str, int]) -> None:
    for one in _dicts(complete.get("followups")):
        person = people.get(str(one.get("person", "")))
        if person is None or store.value(
            "SELECT 1 FROM followup WHERE person_id = ? AND text = ? AND created_at = ? AND first_on IS ?",
            (person, one.get("text"), one.get("created_at"), one.get("first_on")),
        ):
            continue
        marks = ", ".join("?" * (len(FOLLOWUP) + 1))
        store.connection().execute(
            f"INSERT INTO followup (person_id, {', '.join(FOLLOWUP)}) VALUES ({marks})",
            (person, *(one.get(key) for key in FOLLOWUP)),
        )


def _dicts(listed: Any) -> list[dict[str, Any]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
