"""What the quick log makes of a sentence: who is meant, who could be meant, and what is still unclear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcare_desktop.domain.quick_log import NameIndex, QuickLog, fits_text, name_forms, name_key, parse
from netcare_desktop.domain.words import Channel
from netcare_desktop.formats.names import split_name
from netcare_desktop.i18n import tr
from netcare_desktop.store import interactions, people, people_list
from netcare_desktop.store.facts import PersonRow
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.dialogs.person_picker import fitting

_NEW = "new:"
_OFFERED = 6


@dataclass(frozen=True)
class Doubt:
    """A name that fits nobody or several. `choices`: who could be meant; `is_known`: they bear that very name."""

    name: str
    choices: tuple[PersonRow, ...]
    is_known: bool

    @property
    def question(self) -> str:
        """The doubt as a question."""
        if self.is_known:
            return tr("Which {name}?").format(name=self.name)
        if self.choices:
            return tr("Nobody is called {name}. Did you mean…").format(name=self.name)
        return tr("Nobody here is called {name} yet.").format(name=self.name)


def build_index(store: Store) -> NameIndex:
    """Everybody by every form of their name. Some 10 ms for a thousand people: not for the GUI thread."""
    return NameIndex(
        (str(person), dict.fromkeys((*forms, *name_forms(full_name=forms[0])) if forms else ()))
        for person, forms in people_list.name_forms(store)
    )


class Understanding:
    """Reads sentences written on the day `today`, and remembers what the user said about doubtful names."""

    def __init__(self, store: Store, index: NameIndex, today: date) -> None:
        self._store, self._index, self._today = store, index, today
        self._meant: dict[str, str] = {}
        self.understood = parse("", today, self._find)
        self.doubts: tuple[Doubt, ...] = ()
        self.remarks: tuple[str, ...] = ()

    def means(self, name: str, person: int) -> None:
        """Whoever is called `name` in the sentence is this person."""
        self._meant[name_key(name)] = str(person)

    def adds(self, name: str) -> None:
        """Whoever is called `name` is new and is added together with the contact."""
        self._meant[name_key(name)] = _NEW + " ".join(name.split())

    def read(self, sentence: str) -> None:
        """Understand the sentence anew."""
        self.understood = parse(sentence, self._today, self._find)
        doubts, told = [], set()
        for name in dict.fromkeys(self.understood.names):
            ids = self._find(name)
            if len(ids) != 1:
                told.add(fits_text(name, len(ids)))
                doubts.append(self._doubt(name, ids))
        self.doubts = tuple(doubts)
        self.remarks = tuple(words for words in self.understood.unclear if words not in told)

    @property
    def known_people(self) -> tuple[tuple[int, str], ...]:
        """(id, name) of those who are clear and here already."""
        ids = [int(one) for one in self.understood.people if not one.startswith(_NEW)]
        return tuple((row.id, row.name) for row in people_list.rows(self._store, ids))

    @property
    def new_names(self) -> tuple[str, ...]:
        """The names of those who will be added."""
        return tuple(one.removeprefix(_NEW) for one in self.understood.people if one.startswith(_NEW))

    def _find(self, text: str) -> tuple[str, ...]:
        meant = self._meant.get(name_key(text))
        return (meant,) if meant is not None else self._index(text)

    def _doubt(self, name: str, ids: tuple[str, ...]) -> Doubt:
        if ids:
            rows = people_list.rows(self._store, [int(one) for one in ids])
            return Doubt(name, tuple(rows[:_OFFERED]), True)
        return Doubt(name, tuple(fitting(self._store, name, _OFFERED)), False)


def log_understood(store: Store, understood: QuickLog, *, channel: Channel, on: date, notes: str) -> int:
    """Log what was understood, adding the new people first: one step of undo. Returns the contact's id."""
    known = [int(one) for one in understood.people if not one.startswith(_NEW)]
    names = [*people.names(store, known).values()]
    names += [one.removeprefix(_NEW) for one in understood.people if one.startswith(_NEW)]
    with store.write("Log a contact with {name}", tr(", ").join(names)):
        there = [int(one) if not one.startswith(_NEW) else _add(store, one) for one in understood.people]
        new = interactions.NewInteraction(
            tuple(there), on, channel, understood.started_by, summary=understood.summary, notes=notes
        )
        return interactions.log(store, new)


def _add(store: Store, new: str) -> int:
    name = new.removeprefix(_NEW)
    parts = split_name(name)
    return people.add(store, people.NewPerson(full_name=name, given=parts.given, family=parts.family))
