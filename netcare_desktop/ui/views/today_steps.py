"""What is done with entries of Today: each step goes to the store, is told in a sentence, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from netcare_desktop.domain import wording
from netcare_desktop.domain.day_words import cadence_text, near_day
from netcare_desktop.domain.snooze import CadenceOffer
from netcare_desktop.domain.words import Answered, Channel, StartedBy
from netcare_desktop.i18n import tr
from netcare_desktop.store import attention, growth, interactions, today, undo
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.bridge import StoreBridge, sentence
from netcare_desktop.ui.interaction import Interaction, safe_url
from netcare_desktop.ui.undoable import Changed, Say, undoable, way_back
from netcare_desktop.ui.views.today_faces import EntryFace

T = TypeVar("T")
_SPOKEN = (Channel.CALL, Channel.VIDEO)


@dataclass
class Step:
    """One *Done* that is under way: what it logged, what was answered about it, what it left to undo."""

    face: EntryFace
    interaction: int | None = None
    is_saved: bool = False
    answer: tuple[str, Channel] | None = None
    actions: list[undo.Action | None] = field(default_factory=list)


class TodaySteps(QObject):
    """`returned(key)`: a step on that entry was taken back; `refused(key)`: it could not be saved;
    `offered(face, CadenceOffer)`: the third snooze in a row.
    """

    returned = Signal(str)
    refused = Signal(str)
    offered = Signal(object, object)

    def __init__(
        self, bridge: StoreBridge, interaction: Interaction, say: Say, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._interaction, self._say = bridge, interaction, say
        self._steps: dict[str, Step] = {}

    def step(self, key: str) -> Step | None:
        """The *Done* of that entry whose note is still open."""
        return self._steps.get(key)

    # done

    def done(self, face: EntryFace) -> None:
        """Log it (or tick it off) at once; what it was about may follow with `note`."""
        step = Step(face)
        self._steps[face.key] = step

        def saved(changed: Changed[int | None]) -> None:
            step.is_saved = True
            step.interaction = changed.result
            step.actions.append(changed.action)
            if step.answer is not None:
                self._finish(step, *step.answer)

        self._bridge.run(
            undoable(lambda store: today.done(store, face.entry)),
            saved,
            lambda error: self._failed(face.key, error),
            owner=self,
        )

    def note(self, key: str, text: str, channel: Channel) -> None:
        """The answer to "What was it about?"; an empty text skips it."""
        step = self._steps.get(key)
        if step is None:
            return
        step.answer = (text, channel)
        if step.is_saved:
            self._finish(step, text, channel)

    def forget(self, key: str) -> None:
        """The *Done* of that entry was taken back elsewhere; nothing is to be noted any more."""
        self._steps.pop(key, None)

    def _finish(self, step: Step, text: str, channel: Channel) -> None:
        self._steps.pop(step.face.key, None)
        if not text and (channel == step.face.entry.channel or step.interaction is None):
            self._say_done(step, channel if step.interaction is not None else None)
            return
        logged = step.interaction

        def saved(changed: Changed[None]) -> None:
            step.actions.append(changed.action)
            self._say_done(step, channel)

        command: Callable[[Store], None]
        if logged is None:  # a follow-up logs nothing by itself
            command = _log_about(step.face.person, text, channel)
        else:
            command = _describe(logged, text, channel)
        failed = partial(self._failed, step.face.key)
        self._bridge.run(undoable(command), saved, failed, owner=self)

    def _say_done(self, step: Step, channel: Channel | None) -> None:
        if channel is None:
            words = tr("Done for {name}.").format(name=step.face.name)
        else:
            words = tr("Logged with {name}: {channel}.").format(
                name=step.face.name, channel=wording.channel_text(channel)
            )
        self._say_undoable(words, step.actions, step.face.key)

    # everything else

    def snooze(self, face: EntryFace, until: date, on: date) -> None:
        """Put the entry off to `until`; `on` is the present day."""

        def saved(offer: CadenceOffer | None) -> str:
            if offer is not None:
                self.offered.emit(face, offer)
            return tr("{name} comes back {day}.").format(name=face.name, day=near_day(until, on))

        self._do(face.key, lambda store: today.snooze(store, face.entry, until), saved)

    def rest(self, face: EntryFace, on: date) -> None:
        """Let the person rest for 60 days from `on`."""

        def saved(until: date) -> str:
            return tr("{name} rests until {day}.").format(name=face.name, day=near_day(until, on))

        self._do(face.key, lambda store: today.rest(store, face.person), saved)

    def set_cadence(self, person: int, name: str, days: int, key: str) -> None:
        """Give the person a longer cadence."""
        words = tr("{name} now comes up {cadence}.").format(name=name, cadence=cadence_text(days))
        self._do(key, lambda store: attention.set_cadence(store, person, days), lambda _none: words)

    def pause(self, face: EntryFace, until: date, on: date) -> None:
        """Pause until a day."""
        words = tr("{name} is paused until {day}.").format(name=face.name, day=near_day(until, on))
        self._do(face.key, lambda store: attention.pause(store, [face.person], until), lambda _none: words)

    def let_go(self, face: EntryFace) -> None:
        """Let the relationship rest for good."""
        words = tr("You let {name} go; no reminders any more.").format(name=face.name)
        self._do(face.key, lambda store: growth.let_go(store, face.person), lambda _none: words)

    def write(self, face: EntryFace, open_person: Callable[[], object]) -> None:
        """Open a draft or dial: by phone first where a call is suggested, by e-mail first elsewhere."""
        urls = {"mailto": face.emails, "tel": face.phones}
        order = ("tel", "mailto") if face.entry.channel in _SPOKEN else ("mailto", "tel")
        known = [(scheme, value) for scheme in order for value in urls[scheme]]
        if not known:
            words = tr("There is no e-mail address or phone number for {name} yet.").format(name=face.name)
            self._say(words, open_person, undo_text=tr("Add one"))
            return
        usable = [(scheme, value) for scheme, value in known if safe_url(_url(scheme, value)) is not None]
        if usable and self._interaction.open_url(_url(*usable[0])):
            return
        value = (usable or known)[0][1]
        QGuiApplication.clipboard().setText(value)
        self._say(tr("No program took {address}; it is on the clipboard.").format(address=value))

    def _do(self, key: str, command: Callable[[Store], T], words: Callable[[T], str]) -> None:
        """Run the command on the entry `key`; `words` makes the sentence of its result."""

        def saved(changed: Changed[T]) -> None:
            self._say_undoable(words(changed.result), [changed.action], key)

        self._bridge.run(undoable(command), saved, lambda error: self._failed(key, error), owner=self)

    def _failed(self, key: str, error: BaseException) -> None:
        self._steps.pop(key, None)
        words = sentence(error)
        if words is not None:
            self._say(words)
        self.refused.emit(key)

    def _say_undoable(self, words: str, actions: list[undo.Action | None], key: str) -> None:
        self._say(words, way_back(self._bridge, actions, lambda: self.returned.emit(key)))


def _url(scheme: str, value: str) -> str:
    return f"{scheme}:{quote(value) if scheme == 'mailto' else value.strip()}"


def _describe(logged: int, text: str, channel: Channel) -> Callable[[Store], None]:
    """Note what a logged contact was about and how it took place."""

    def command(store: Store) -> None:
        fact = interactions.get(store, logged)
        if fact.channel == channel:
            interactions.describe(store, logged, text)
            return
        new = interactions.NewInteraction(
            tuple(person for person, _name in fact.people),
            fact.on,
            channel,
            StartedBy(fact.started_by),
            summary=text,
            notes=fact.notes,
            at=fact.at,
            minutes=fact.minutes,
            intent=fact.intent,
            answered=Answered(fact.answered),
        )
        interactions.change(store, logged, new)

    return command


def _log_about(person: int, text: str, channel: Channel) -> Callable[[Store], None]:
    """A follow-up is done, and they were in touch: log it."""

    def command(store: Store) -> None:
        new = interactions.NewInteraction((person,), store.clock.today(), channel, summary=text)
        interactions.log(store, new)

    return command
