"""How to reach a person: a click writes, calls or opens; the pencil edits in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu

from netcare_desktop.i18n import tr
from netcare_desktop.store import people, person
from netcare_desktop.store.facts import ContactPointFact, PersonDetail
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.interaction import safe_url
from netcare_desktop.ui.views.fact_block import FactBlock, FactLine, clear, widgets_of
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_menu import add, new_menu
from netcare_desktop.ui.widgets.icon_button import IconButton

_ICONS = {"email": "email", "phone": "call", "fax": "call", "url": "web", "social": "social"}
_LABELS = ("work", "home", "mobile", "other")


def kind_words(kind: str) -> str:
    """What a kind of contact point is called."""
    return {
        "email": tr("E-mail"),
        "phone": tr("Phone"),
        "fax": tr("Fax"),
        "url": tr("Web page"),
        "social": tr("Social profile"),
    }.get(kind, kind)


def label_words(label: str) -> str:
    """A label of a contact point in the user's language; own words stay as they are."""
    return {
        "work": tr("work"),
        "home": tr("home"),
        "mobile": tr("mobile"),
        "cell": tr("mobile"),
        "other": tr("other"),
    }.get(label.casefold(), label)


def url_of(point: ContactPointFact) -> str | None:
    """What a click opens; None for what cannot be opened safely (then it is copied)."""
    value = point.value.strip()
    if point.kind == "email":
        url = f"mailto:{value}"
    elif point.kind == "phone":
        url = f"tel:{value}"
    elif point.kind in ("url", "social"):
        url = value if "://" in value else f"https://{value}" if "." in value.partition("/")[0] else ""
    else:
        url = ""
    return url if url and safe_url(url) is not None else None


class ContactPoints(FactBlock):
    """The block of e-mail addresses, numbers, pages and profiles."""

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__(tr("Contact"))
        self._commands = commands
        self._person = 0
        self._shown: tuple[int, tuple[ContactPointFact, ...]] | None = None
        self._latest: PersonDetail | None = None
        self._add = IconButton("add", tr("Add a way to reach them"), clicked=self._open_kinds)
        self.add_action(self._add)

    @property
    def lines(self) -> list[FactLine]:
        """The lines shown."""
        return [line for line in widgets_of(self.body) if isinstance(line, FactLine)]

    def show_person(self, detail: PersonDetail) -> None:
        """Show the points; a line being edited is left alone until it is kept or left."""
        shown = (detail.row.id, detail.contact_points)
        self._latest = detail
        if shown == self._shown:
            return
        if self._person == detail.row.id and any(line.is_editing for line in self.lines):
            return
        self._shown, self._person = shown, detail.row.id
        clear(self.body)
        for point in detail.contact_points:
            self.body.addWidget(self._line(point))

    def start_new(self, kind: str) -> FactLine:
        """Open an empty line for one more."""
        person_id = self._person
        line = FactLine(_ICONS.get(kind, "other"), kind_words(kind), "", placeholder=kind_words(kind))
        line.edited.connect(
            lambda text: self._change(
                person_id, lambda points: [*points, ContactPointFact(kind=kind, value=text)]
            )
        )
        line.left.connect(lambda: self._drop(line))
        self.body.addWidget(line)
        line.start()
        return line

    def _catch_up(self) -> None:
        """A line is closed: show what changed while it was open."""
        if self._latest is not None:
            self.show_person(self._latest)

    def _drop(self, line: FactLine) -> None:
        self.body.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._catch_up()

    def _line(self, point: ContactPointFact) -> FactLine:
        url = url_of(point)
        doing = {"email": tr("Write"), "phone": tr("Call"), "url": tr("Open"), "social": tr("Open")}.get(
            point.kind, ""
        )

        def copy() -> None:
            self._commands.copy(point.value, tr("Copied: {text}").format(text=point.value))

        line = FactLine(
            _ICONS.get(point.kind, "other"),
            kind_words(point.kind),
            point.value,
            label_words(point.label),
            act=(lambda: self._commands.open_url(url)) if url else copy,
            act_words=doing if url else tr("Copy"),
            copy=copy,
            fill_menu=lambda menu: self._fill_menu(menu, point, line, url, doing, copy),
            starred=point.preferred,
        )
        person_id = self._person
        line.edited.connect(lambda text: self._replace(person_id, point, value=text))
        line.closed.connect(self._catch_up)
        line.removed.connect(lambda: self._remove(person_id, point))
        return line

    def _fill_menu(
        self,
        menu: QMenu,
        point: ContactPointFact,
        line: FactLine,
        url: str | None,
        doing: str,
        copy: Callable[[], None],
    ) -> None:
        person_id = self._person
        if url:
            add(menu, doing, lambda: self._commands.open_url(url), "open")
        add(menu, tr("Copy"), copy, "copy")
        add(menu, tr("Edit"), line.start, "edit", key="F2")
        menu.addSeparator()
        labels = menu.addMenu(tr("Label"))
        for label in dict.fromkeys((*_LABELS, *([point.label] if point.label else []))):
            add(
                labels,
                label_words(label),
                partial(self._replace, person_id, point, label=label),
                checked=label.casefold() == point.label.casefold(),
            )
        add(
            labels, tr("No label"), lambda: self._replace(person_id, point, label=""), checked=not point.label
        )
        add(
            menu,
            tr("Preferred"),
            lambda: self._prefer(person_id, point),
            checked=point.preferred,
        )
        menu.addSeparator()
        add(menu, tr("Remove"), lambda: self._remove(person_id, point), "remove", key=tr("Del"))

    def _open_kinds(self) -> None:
        menu = new_menu(self)
        for kind in ("email", "phone", "url", "social"):
            add(menu, kind_words(kind), partial(self.start_new, kind), _ICONS[kind])
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _replace(self, person_id: int, point: ContactPointFact, **changes: str) -> None:
        self._change(
            person_id,
            lambda points: [replace(one, **changes) if one.id == point.id else one for one in points],  # type: ignore[arg-type]
        )

    def _prefer(self, person_id: int, point: ContactPointFact) -> None:
        wanted = not point.preferred
        self._change(
            person_id,
            lambda points: [
                replace(one, preferred=wanted and one.id == point.id) if one.kind == point.kind else one
                for one in points
            ],
        )

    def _remove(self, person_id: int, point: ContactPointFact) -> None:
        self._change(
            person_id,
            lambda points: [one for one in points if one.id != point.id],
            tr("Removed: {text}").format(text=point.value),
        )

    def _change(
        self,
        person_id: int,
        change: Callable[[list[ContactPointFact]], list[ContactPointFact]],
        said: str = "",
    ) -> None:
        """Change the list as it is when the change is made, not as it was when it was read."""

        def run(store: Store) -> None:
            people.set_contact_points(store, person_id, change(list(person.contact_points(store, person_id))))

        self._commands.do(run, said)
