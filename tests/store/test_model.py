"""The whole store against a plain model: commands, undo and redo, restarts, crashes, backups and restores in any order."""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from netcare_desktop.clock import FixedClock
from netcare_desktop.domain.words import Channel
from netcare_desktop.store import (
    backup,
    circles,
    followups,
    interactions,
    people,
    people_list,
    person,
    undo,
)
from netcare_desktop.store import settings as preferences
from netcare_desktop.store.errors import CommandError
from netcare_desktop.store.interactions import NewInteraction
from netcare_desktop.store.opening import Store, open_store
from netcare_desktop.store.people import NewPerson
from netcare_desktop.store.people_list import PeopleQuery
from tests.store.contents import assert_sound
from tests.store.village import TODAY

NAMES = ("Ana Lima", "Ben O'Kafor", 'Żółw "Z" Ż', "田中", "<img src=x>", "x" * 300)
ORGANISATIONS = ("", "Harbour School", "Ito & Sons", "harbour school")
TAGS = ("choir", "fair", "Kiel")
TEXTS = ("", "the roof", "naïve; DROP TABLE person; --", "line\nline\ttab", "\x00nul", "🎻" * 50)


@dataclass
class Known:
    """A person as the model knows one."""

    name: str
    notes: str = ""
    organisation: str = ""
    tags: frozenset[str] = frozenset()
    circle: int | None = None
    archived: bool = False
    deleted: bool = False


@dataclass
class State:
    """All that the model knows. Interactions: day, channel, summary, people; follow-ups: person, day, text, done."""

    people: dict[int, Known] = field(default_factory=dict)
    interactions: dict[int, tuple[date, str, str, frozenset[int]]] = field(default_factory=dict)
    followups: dict[int, tuple[int, date, str, bool]] = field(default_factory=dict)
    budget: int = 5

    def without(self, gone: int) -> State:
        """The same world had this person never been there."""
        return State(
            {number: one for number, one in self.people.items() if number != gone},
            {
                number: (*one[:3], one[3] - {gone})
                for number, one in self.interactions.items()
                if one[3] != {gone}
            },
            {number: one for number, one in self.followups.items() if one[0] != gone},
            self.budget,
        )


def read(store: Store) -> State:
    """What the store says, by its own public functions."""
    found = State(budget=preferences.get(store, "today.budget"))
    ids = people_list.ids(store, PeopleQuery(standing="all")) + people_list.ids(
        store, PeopleQuery(standing="deleted")
    )
    for number in ids:
        one = person.detail(store, number)
        found.people[number] = Known(
            one.full_name,
            one.notes,
            one.row.organisation,
            frozenset(one.row.tags),
            one.circle_id,
            one.row.archived,
            one.deleted_on is not None,
        )
        for talk in one.interactions:
            present = frozenset(number for number, _name in talk.people)
            found.interactions[talk.id] = (talk.on, talk.channel, talk.summary, present)
    for fact in store.rows("SELECT id, person_id, on_day, text, done_on IS NOT NULL FROM followup"):
        found.followups[fact[0]] = (fact[1], date.fromisoformat(fact[2]), fact[3], bool(fact[4]))
    return found


class StoreMachine(RuleBasedStateMachine):
    """Every rule does the same to the store and to the model; after each they are compared."""

    @initialize()
    def start(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="netcare-model-"))
        self.clock = FixedClock(TODAY)
        self.folders = 0
        self.folder = self.root / "data-0"
        self.store = open_store(self.folder, self.clock)
        self.state = State()
        self.done: list[tuple[int, State]] = []
        self.undone: list[tuple[int, State]] = []
        self.copies: list[tuple[Path, State, list[tuple[int, State]], list[tuple[int, State]]]] = []

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert_sound(self.store)
            self.store.close()
            shutil.rmtree(self.root)

    # choosing

    def pick(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.state.people)))

    def several(self, data: st.DataObject) -> list[int]:
        return data.draw(
            st.lists(st.sampled_from(sorted(self.state.people)), min_size=1, max_size=3, unique=True)
        )

    def note(self, before: State) -> None:
        """A command ran: it is a new step of undo if it changed anything."""
        last = undo.last(self.store)
        if last is not None and last.id > max((one[0] for one in self.done + self.undone), default=0):
            self.done.append((last.id, before))
            self.undone.clear()
        else:
            assert before == self.state

    def begin(self) -> State:
        return copy.deepcopy(self.state)

    # commands

    @rule(
        name=st.sampled_from(NAMES),
        organisation=st.sampled_from(ORGANISATIONS),
        tags=st.frozensets(st.sampled_from(TAGS)),
    )
    def add(self, name: str, organisation: str, tags: frozenset[str]) -> None:
        before = self.begin()
        number = people.add(
            self.store, NewPerson(full_name=name, organisation=organisation, tags=tuple(tags))
        )
        assert number not in self.state.people
        self.state.people[number] = Known(name, "", self.spelt(organisation), tags)
        self.note(before)

    def spelt(self, organisation: str) -> str:
        """An organisation keeps the spelling under which it was first noted, as long as it is there."""
        if organisation.casefold() != "harbour school":
            return organisation
        return str(self.store.value("SELECT name FROM organisation WHERE folded = 'harbour school'"))

    @precondition(lambda self: self.state.people)
    @rule(data=st.data(), notes=st.sampled_from(TEXTS), organisation=st.sampled_from(ORGANISATIONS))
    def edit(self, data: st.DataObject, notes: str, organisation: str) -> None:
        before, number = self.begin(), self.pick(data)
        people.edit(self.store, number, notes=notes, organisation=organisation)
        one = self.state.people[number]
        one.notes, one.organisation = notes.strip(), self.spelt(organisation)
        self.note(before)

    @precondition(lambda self: self.state.people)
    @rule(data=st.data(), tags=st.frozensets(st.sampled_from(TAGS)))
    def tag(self, data: st.DataObject, tags: frozenset[str]) -> None:
        before, number = self.begin(), self.pick(data)
        people.set_tags(self.store, number, sorted(tags))
        self.state.people[number].tags = tags
        self.note(before)

    @precondition(lambda self: any(not one.deleted for one in self.state.people.values()))
    @rule(data=st.data(), circle=st.sampled_from((None, 1, 3)))
    def assign(self, data: st.DataObject, circle: int | None) -> None:
        before = self.begin()
        present = [number for number, one in self.state.people.items() if not one.deleted]
        chosen = data.draw(st.lists(st.sampled_from(present), min_size=1, max_size=3, unique=True))
        circles.assign(self.store, chosen, circle)
        for number in chosen:
            self.state.people[number].circle, self.state.people[number].archived = circle, False
        self.note(before)

    @precondition(lambda self: self.state.people)
    @rule(data=st.data(), how=st.sampled_from(("archive", "unarchive", "delete", "bring_back")))
    def put_away(self, data: st.DataObject, how: str) -> None:
        before, chosen = self.begin(), self.several(data)
        getattr(people, how)(self.store, chosen)
        for number in chosen:
            if how in ("archive", "unarchive"):
                self.state.people[number].archived = how == "archive"
            else:
                self.state.people[number].deleted = how == "delete"
        self.note(before)

    @precondition(lambda self: self.state.people)
    @rule(
        data=st.data(),
        ago=st.integers(0, 900),
        channel=st.sampled_from(Channel),
        summary=st.sampled_from(TEXTS),
    )
    def log(self, data: st.DataObject, ago: int, channel: Channel, summary: str) -> None:
        before, chosen = self.begin(), self.several(data)
        on = TODAY - timedelta(ago)
        number = interactions.log(self.store, NewInteraction(tuple(chosen), on, channel, summary=summary))
        self.state.interactions[number] = (on, str(channel), summary.strip(), frozenset(chosen))
        self.note(before)

    @precondition(lambda self: self.state.interactions)
    @rule(data=st.data(), ago=st.integers(0, 900), summary=st.sampled_from(TEXTS))
    def change_talk(self, data: st.DataObject, ago: int, summary: str) -> None:
        before, chosen = self.begin(), self.several(data)
        number = data.draw(st.sampled_from(sorted(self.state.interactions)))
        on = TODAY - timedelta(ago)
        interactions.change(
            self.store, number, NewInteraction(tuple(chosen), on, Channel.CALL, summary=summary)
        )
        self.state.interactions[number] = (on, str(Channel.CALL), summary.strip(), frozenset(chosen))
        self.note(before)

    @precondition(lambda self: self.state.interactions)
    @rule(data=st.data())
    def delete_talk(self, data: st.DataObject) -> None:
        before = self.begin()
        number = data.draw(st.sampled_from(sorted(self.state.interactions)))
        interactions.delete(self.store, number)
        del self.state.interactions[number]
        self.note(before)

    @precondition(lambda self: self.state.people)
    @rule(data=st.data(), ahead=st.integers(0, 30))
    def follow_up(self, data: st.DataObject, ahead: int) -> None:
        before, whom = self.begin(), self.pick(data)
        on = TODAY + timedelta(ahead)
        number = followups.add(self.store, whom, on, "greet")
        self.state.followups[number] = (whom, on, "greet", False)
        self.note(before)

    @precondition(lambda self: self.present_followups())
    @rule(data=st.data(), how=st.sampled_from(("done", "delete")))
    def end_follow_up(self, data: st.DataObject, how: str) -> None:
        before = self.begin()
        number = data.draw(st.sampled_from(self.present_followups()))
        getattr(followups, how)(self.store, number)
        if how == "delete":
            del self.state.followups[number]
        else:
            self.state.followups[number] = (*self.state.followups[number][:3], True)
        self.note(before)

    def present_followups(self) -> list[int]:
        found = self.state.followups.items()
        return sorted(number for number, one in found if not self.state.people[one[0]].deleted)

    @rule(budget=st.integers(1, 9))
    def set_budget(self, budget: int) -> None:
        before = self.begin()
        preferences.put(self.store, "today.budget", budget)
        self.state.budget = budget
        self.note(before)

    @rule(budget=st.integers(1, 9))
    def fail(self, budget: int) -> None:
        """A command that breaks in its middle leaves nothing."""
        with pytest.raises(ZeroDivisionError), self.store.write("Break"):
            preferences.put(self.store, "today.budget", budget)
            people.add(self.store, NewPerson(full_name="Nobody"))
            raise ZeroDivisionError

    # undo

    @rule()
    def undo(self) -> None:
        if not self.done:
            with pytest.raises(CommandError):
                undo.undo(self.store)
            return
        action, before = self.done.pop()
        assert undo.undo(self.store).id == action
        undone = undo.last_undone(self.store)
        assert undone is not None
        self.undone.append((undone.id, self.begin()))
        self.state = copy.deepcopy(before)

    @rule()
    def redo(self) -> None:
        if not self.undone:
            with pytest.raises(CommandError):
                undo.redo(self.store)
            return
        _action, after = self.undone.pop()
        before = self.begin()
        undo.redo(self.store)
        last = undo.last(self.store)
        assert last is not None
        self.done.append((last.id, before))
        self.state = copy.deepcopy(after)

    @precondition(lambda self: self.state.people)
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        gone = self.pick(data)
        people.erase(self.store, [gone])
        left = {row[0] for row in self.store.rows("SELECT id FROM undo_action")}
        self.state = self.state.without(gone)
        self.done = [(number, state.without(gone)) for number, state in self.done if number in left]
        self.undone = [(number, state.without(gone)) for number, state in self.undone if number in left]

    # the world around

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.folder, self.clock)

    @rule(checkpointed=st.booleans())
    def crash(self, checkpointed: bool) -> None:
        """The program is killed: what its files hold at this moment is all that is left."""
        if checkpointed:
            self.store.checkpoint()
        self.folders += 1
        after = self.root / f"data-{self.folders}"
        shutil.copytree(self.folder, after)
        self.store.close()
        shutil.rmtree(self.folder)
        self.folder = after
        self.store = open_store(self.folder, self.clock)

    @rule()
    def back_up(self) -> None:
        path = backup.make(self.store.path, self.root / f"copy-{len(self.copies)}.db")
        self.copies.append(copy.deepcopy((path, self.state, self.done, self.undone)))

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), open_meanwhile=st.booleans())
    def restore(self, data: st.DataObject, open_meanwhile: bool) -> None:
        path, state, done, undone = copy.deepcopy(data.draw(st.sampled_from(self.copies)))
        if open_meanwhile:
            self.store.restore(path)
        else:
            self.store.close()
            backup.restore_into(self.folder, path, self.clock)
            self.store = open_store(self.folder, self.clock)
        self.state, self.done, self.undone = state, done, undone

    # what always holds

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        if hasattr(self, "store"):
            assert read(self.store) == self.state

    @invariant()
    def what_is_derived_is_right(self) -> None:
        if hasattr(self, "store"):
            assert_sound(self.store)


LONG = os.environ.get("NETCARE_LONG")
TestStore = StoreMachine.TestCase
TestStore.settings = settings(
    max_examples=1000 if LONG else 14, stateful_step_count=50 if LONG else 30, deadline=None, database=None
)
