"""What can be done with one or several people, wherever they are listed: each is one step, with Undo in the message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from netcare_desktop.domain import day_words
from netcare_desktop.domain.snooze import CadenceOffer
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import attention, circles, growth, people, tags
from netcare_desktop.store.errors import CommandError, NoFreeSlot
from netcare_desktop.ui.undoable import Changed, Say, undoable, way_back

if TYPE_CHECKING:
    from netcare_desktop.clock import Clock
    from netcare_desktop.store.opening import Store
    from netcare_desktop.ui.bridge import StoreBridge
    from netcare_desktop.ui.interaction import Interaction

T = TypeVar("T")

MANY = 300
"""From so many people on a change shows the progress strip."""


class PersonCommands(QObject):
    """Verbs on people. `slots_taken(person, [(id, name), …])`: somebody has to move on before this one can grow."""

    slots_taken = Signal(int, object)

    def __init__(
        self,
        store: Store,
        bridge: StoreBridge,
        clock: Clock,
        interaction: Interaction,
        say: Say,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store, self.bridge, self.clock, self.interaction, self.say = (
            store,
            bridge,
            clock,
            interaction,
            say,
        )

    def do(
        self,
        command: Callable[[Store], T],
        said: str = "",
        then: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        busy_text: str = "",
    ) -> None:
        """Run `command`; when it changed something and `said` is not empty, say so, with Undo for exactly this step."""

        def done(answer: Changed[T]) -> None:
            if said and answer.action is not None:
                self.say(said, way_back(self.bridge, [answer.action]))
            if then is not None:
                then(answer.result)

        self.bridge.run(undoable(command), done, failed, busy_text, owner=self)

    def save(self, command: Callable[[Store], object]) -> None:
        """Run a small change that needs no message: an edit in place, which shows its own result."""
        self.bridge.run(command, owner=self)

    # where somebody belongs

    def put_into_circle(self, chosen: Sequence[int], circle: circles.Circle | None) -> None:
        """Into a circle, or (None) into none."""
        whom = self.whom(chosen)
        if circle is None:
            said = tr("{who}: in no circle now; nothing reminds of it.").format(who=whom)
        else:
            said = tr("{who}: now in {circle}.").format(who=whom, circle=circle.name)
        target = circle.id if circle else None
        self.do(lambda store: circles.assign(store, chosen, target), said, busy_text=_busy(chosen))

    def grow(self, person: int, *, moving_on: int | None = None, circle: int | None = None) -> None:
        """Start growing; with all slots taken `slots_taken` is sent instead."""

        def failed(error: BaseException) -> None:
            if isinstance(error, NoFreeSlot):
                self.slots_taken.emit(person, error.people)
            elif isinstance(error, CommandError):
                self.say(str(error))

        whom = self.whom([person])
        self.do(
            lambda store: growth.grow(store, person, moving_on=moving_on, circle=circle),
            tr("{who} is growing now: a hello every 2 weeks.").format(who=whom),
            failed=failed,
        )

    def settle(self, person: int, circle: circles.Circle) -> None:
        """Out of the growing slot, as established, into a circle."""
        said = tr("{who} is established, in {circle}.").format(who=self.whom([person]), circle=circle.name)
        self.do(lambda store: growth.settle(store, person, circle.id), said)

    def let_go(self, person: int) -> None:
        """Never due again until put into a circle."""
        said = tr("{who}: let go. Nothing reminds any more.").format(who=self.whom([person]))
        self.do(lambda store: growth.let_go(store, person), said)

    def add_tag(self, chosen: Sequence[int], tag: str) -> None:
        """The same tag for all of them."""
        said = tr("{who}: tagged “{tag}”.").format(who=self.whom(chosen), tag=tag.strip())
        self.do(lambda store: tags.add(store, chosen, tag), said, busy_text=_busy(chosen))

    # when somebody comes up

    def pause(self, chosen: Sequence[int], until: date | None) -> None:
        """Not due until that day, or until further notice."""
        whom = self.whom(chosen)
        if until is None:
            said = tr("{who}: paused until further notice.").format(who=whom)
        else:
            day = day_words.near_day(until, self.clock.today())
            said = tr("{who}: paused until {day}.").format(who=whom, day=day)
        self.do(lambda store: attention.pause(store, chosen, until), said, busy_text=_busy(chosen))

    def resume(self, person: int) -> None:
        """End a pause."""
        said = tr("{who}: no longer paused.").format(who=self.whom([person]))
        self.do(lambda store: attention.resume(store, person), said)

    def snooze(self, person: int, until: date) -> None:
        """Not before that day; after the third time in a row a longer cadence is offered."""
        day = day_words.near_day(until, self.clock.today())
        whom = self.whom([person])

        def offered(offer: CadenceOffer | None) -> None:
            if offer is not None:
                self.say(
                    tr("Put off for the third time. Would a slower rhythm suit better?"),
                    lambda: self.set_cadence(person, offer.longer),
                    undo_text=day_words.cadence_text(offer.longer).capitalize(),
                )

        said = tr("{who}: not before {day}.").format(who=whom, day=day)
        self.do(lambda store: attention.snooze(store, person, until), said, offered)

    def set_cadence(self, person: int, days: int | None) -> None:
        """The person's own rhythm; None: the circle's, 0: never reminded."""
        whom = self.whom([person])
        if days is None:
            said = tr("{who}: as often as the circle says.").format(who=whom)
        else:
            said = tr("{who}: {rhythm}.").format(who=whom, rhythm=day_words.cadence_text(days))
        self.do(lambda store: attention.set_cadence(store, person, days), said)

    # putting away

    def archive(self, chosen: Sequence[int]) -> None:
        """Kept and found by search, but never due."""
        self.do(
            lambda store: people.archive(store, chosen),
            tr("{who}: archived.").format(who=self.whom(chosen)),
            busy_text=_busy(chosen),
        )

    def unarchive(self, chosen: Sequence[int]) -> None:
        """Out of the archive."""
        self.do(
            lambda store: people.unarchive(store, chosen),
            tr("{who}: back from the archive.").format(who=self.whom(chosen)),
            busy_text=_busy(chosen),
        )

    def delete(self, chosen: Sequence[int]) -> None:
        """Asks nothing: there is Undo, and for 30 days *Bring back*."""
        self.do(
            lambda store: people.delete(store, chosen),
            tr("{who}: deleted.").format(who=self.whom(chosen)),
            busy_text=_busy(chosen),
        )

    def bring_back(self, chosen: Sequence[int]) -> None:
        """Undo a deletion."""
        self.do(
            lambda store: people.bring_back(store, chosen),
            tr("{who}: back again.").format(who=self.whom(chosen)),
            busy_text=_busy(chosen),
        )

    def erase(self, parent: QWidget, chosen: Sequence[int]) -> None:
        """Delete for good, after one question: there is no way back."""
        whom = self.whom(chosen)
        agreed = self.interaction.confirm(
            parent,
            tr("Delete {who} for good?").format(who=whom),
            tr("Everything you noted about them goes with it. This cannot be undone."),
            yes=tr("Delete for good"),
        )
        if agreed:
            said = tr("{who}: deleted for good.").format(who=whom)
            self.bridge.run(
                lambda store: people.erase(store, chosen), lambda _none: self.say(said), owner=self
            )

    # reaching out

    def open_url(self, url: str) -> None:
        """Hand a mail address, a phone number or a web page to the system, if it is a safe one."""
        if not self.interaction.open_url(url):
            self.say(
                tr("That address cannot be opened safely: {address}").format(
                    address=url.partition(":")[2] or url
                )
            )

    def write_to(self, address: str) -> None:
        """A new message in the mail program."""
        self.open_url(f"mailto:{address}")

    def call(self, number: str) -> None:
        """Hand the number to whatever telephones here."""
        self.open_url(f"tel:{number}")

    def copy(self, text: str, said: str = "") -> None:
        """Put plain text on the clipboard."""
        QApplication.clipboard().setText(text)
        if said:
            self.say(said)

    def whom(self, chosen: Sequence[int]) -> str:
        """One name, two names, or "12 people"."""
        if len(chosen) > 2:
            return ntr("{n} person", "{n} people", len(chosen)).format(n=len(chosen))
        try:
            return tr(" and ").join(people.names(self.store, chosen).values())
        except CommandError:
            return tr("Somebody")


def _busy(chosen: Sequence[int]) -> str:
    """Words for the progress strip where so many people take a moment; none for a few."""
    if len(chosen) < MANY:
        return ""
    return ntr("Changing {n} person…", "Changing {n} people…", len(chosen)).format(n=len(chosen))
