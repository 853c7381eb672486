"""Which of the plan's entries are in sight: folds that were opened, what could wait, and the offers between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from netcare_desktop.domain import wording
from netcare_desktop.domain.entries import Fold
from netcare_desktop.domain.words import EntryKind
from netcare_desktop.i18n import tr
from netcare_desktop.store.opening import Store
from netcare_desktop.store.today import Today
from netcare_desktop.ui.views.today_column import Heading, Item, Line, OfferFace
from netcare_desktop.ui.views.today_faces import EntryFace, faces

_A_PAGEFUL = 10
_FOLD = "fold:"


@dataclass
class Sight:
    """What the user has opened today. `more_shown`: how many of those beyond the budget; `unfolded`: how many of a sort
    that were folded away; `offers` of a longer cadence, by key."""

    more_shown: int = 0
    unfolded: dict[EntryKind, int] = field(default_factory=dict)
    offers: dict[str, OfferFace] = field(default_factory=dict)

    def show_more(self) -> None:
        """Ten more of those that could wait: a row costs time, and nobody reads fifty."""
        self.more_shown += _A_PAGEFUL

    def unfold(self, line: str) -> None:
        """Open (ten more of) the fold with that key."""
        kind = EntryKind(line.removeprefix(_FOLD))
        self.unfolded[kind] = self.unfolded.get(kind, 0) + _A_PAGEFUL

    def items(self, store: Store, today: Today) -> list[Item]:
        """Rows and quiet lines for this plan, in order."""
        plan = today.plan
        if not plan.later:
            self.more_shown = 0
        kept = faces(store, today, plan.kept)
        items: list[Item] = []
        for number, face in enumerate(kept):
            kind = face.entry.kind
            if not face.entry.folded or self._is_unfolded(face, kept):
                items.append(face)
            if number + 1 == len(kept) or kept[number + 1].entry.kind is not kind:
                items += self._fold_line(kind, plan.folds)
        items += self._overtaking(faces(store, today, plan.touches))
        if self.more_shown:
            items.append(Heading("could wait", tr("These could wait")))
            items += self._overtaking(faces(store, today, plan.more[: self.more_shown]))
        for offer in self.offers.values():
            keys = [item.key for item in items]
            items.insert(keys.index(offer.after) + 1 if offer.after in keys else 0, offer)
        return items

    def _is_unfolded(self, face: EntryFace, kept: list[EntryFace]) -> bool:
        folded = [one for one in kept if one.entry.kind is face.entry.kind and one.entry.folded]
        return folded.index(face) < self.unfolded.get(face.entry.kind, 0)

    def _fold_line(self, kind: EntryKind, folds: tuple[Fold, ...]) -> list[Item]:
        for fold in folds:
            left = fold.count - self.unfolded.get(kind, 0)
            if fold.kind is kind and left > 0:
                return [Line(f"{_FOLD}{kind}", wording.fold_text(Fold(kind, left)))]
        return []

    def _overtaking(self, shown: list[EntryFace]) -> list[EntryFace]:
        """An offer whose person stands here again has been overtaken."""
        for face in shown:
            self.offers.pop(f"offer:{face.person}", None)
        return shown
