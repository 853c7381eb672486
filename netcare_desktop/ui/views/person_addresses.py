"""Postal addresses: shown as one writes them, edited field by field where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from netcare_desktop.i18n import tr
from netcare_desktop.store import people, person
from netcare_desktop.store.facts import AddressFact, PersonDetail
from netcare_desktop.store.opening import Store
from netcare_desktop.ui import theme
from netcare_desktop.ui.views.fact_block import FACT_INSET, FactBlock, clear, widgets_of
from netcare_desktop.ui.views.person_commands import PersonCommands
from netcare_desktop.ui.views.person_contact_points import label_words
from netcare_desktop.ui.widgets.icon_button import Button, IconButton
from netcare_desktop.ui.widgets.inline_text import TextField
from netcare_desktop.ui.widgets.plain_label import PlainLabel

_PARTS = ("street", "po_box", "extended", "postal_code", "city", "region", "country")


class AddressForm(QWidget):
    """The fields of one address, or its lines where only the whole is known. `saved(AddressFact)`, `cancelled`."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, fact: AddressFact) -> None:
        super().__init__()
        self._fact = fact
        self.fields: dict[str, QLineEdit] = {}
        self.lines: TextField | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_1, 0, theme.SPACE_1)
        column.setSpacing(theme.SPACE_1)
        if fact.formatted and not any(getattr(fact, part) for part in _PARTS):
            self.lines = TextField(least_lines=3)
            self.lines.setPlainText(fact.formatted)
            self.lines.setAccessibleName(tr("Address"))
            column.addWidget(self.lines)
        else:
            for name, words in (
                ("street", tr("Street and number")),
                ("extended", tr("Floor, c/o")),
                ("po_box", tr("PO box")),
                ("postal_code", tr("Postal code")),
                ("city", tr("City")),
                ("region", tr("State or region")),
                ("country", tr("Country")),
            ):
                if name in ("extended", "po_box") and not getattr(fact, name):
                    continue
                field = QLineEdit(getattr(fact, name))
                field.setPlaceholderText(words)
                field.setAccessibleName(words)
                field.returnPressed.connect(self.save)
                self.fields[name] = field
                column.addWidget(field)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button(tr("Cancel"), rank="flat", clicked=self.cancelled.emit))
        row.addWidget(Button(tr("Save"), rank="primary", clicked=self.save))
        column.addLayout(row)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)

    def start(self) -> None:
        """Put the caret into the first field."""
        first = self.lines if self.lines is not None else next(iter(self.fields.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Send the address as it stands."""
        if self.lines is not None:
            self.saved.emit(replace(self._fact, formatted=self.lines.toPlainText().strip()))
            return
        parts = {name: field.text().strip() for name, field in self.fields.items()}
        if any(getattr(self._fact, name) != value for name, value in parts.items()):
            parts["formatted"] = ""  # what was written as a whole no longer agrees with its parts
        self.saved.emit(replace(self._fact, **parts))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.cancelled.emit()
                return True
        return False


class _Shown(QWidget):
    """One address with its small buttons."""

    def __init__(
        self,
        fact: AddressFact,
        edit: Callable[[], object],
        copy: Callable[[], object],
        remove: Callable[[], object],
    ):
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(FACT_INSET, 0, 0, 0)
        row.setSpacing(0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("{name}: {value}").format(name=tr("Address"), value=fact.text))
        row.addWidget(PlainLabel(fact.text, wrap=True, selectable=True), 1)
        self._aside = PlainLabel(label_words(fact.label) if fact.label else "", kind="small")
        row.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignTop)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(0)
        for icon_name, name, act in (
            ("copy", tr("Copy"), copy),
            ("edit", tr("Edit"), edit),
            ("remove", tr("Remove"), remove),
        ):
            button = IconButton(icon_name, name, clicked=act)
            button.setFixedSize(theme.SPACE_6, theme.SPACE_6 + theme.SPACE_1)
            tools.addWidget(button)
            button.installEventFilter(self)
        row.addWidget(self._tools, 0, Qt.AlignmentFlag.AlignTop)
        self._tools.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._show_tools(shown=True)
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self._show_tools(shown=self._is_wanted(leaving=event.type() == QEvent.Type.Leave))
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._show_tools(shown=self._is_wanted())
        return False

    def _is_wanted(self, *, leaving: bool = False) -> bool:
        focused = QApplication.focusWidget()
        here = focused is not None and (focused is self or self.isAncestorOf(focused))
        return here or (self.underMouse() and not leaving)

    def _show_tools(self, *, shown: bool) -> None:
        self._aside.setVisible(not shown)
        self._tools.setVisible(shown)


class Addresses(FactBlock):
    """The block of postal addresses."""

    def __init__(self, commands: PersonCommands) -> None:
        super().__init__(tr("Addresses"))
        self._commands = commands
        self._person = 0
        self._shown: tuple[int, tuple[AddressFact, ...]] | None = None
        self._latest: PersonDetail | None = None
        self.form: AddressForm | None = None
        self._add = IconButton("add", tr("Add an address"), clicked=lambda: self.edit(None))
        self.add_action(self._add)

    def show_person(self, detail: PersonDetail) -> None:
        """Show the addresses; a form that is open stays."""
        if self.form is not None and self._person != detail.row.id:
            self.form.save()  # another person is shown: what was typed is kept, as in every field
        shown = (detail.row.id, detail.addresses)
        self._latest = detail
        if shown == self._shown or (self.form is not None and self._person == detail.row.id):
            return
        self._shown, self._person, self.form = shown, detail.row.id, None
        clear(self.body)
        for place, fact in enumerate(detail.addresses):
            self.body.addWidget(
                _Shown(
                    fact,
                    partial(self.edit, place),
                    partial(self._commands.copy, fact.text, tr("Address copied.")),
                    partial(self._change, place, fact, None),
                )
            )

    def edit(self, place: int | None) -> AddressForm:
        """Open the form of the address at that place; None: of a new one."""
        self.close_form()
        addresses = self._shown[1] if self._shown else ()
        fact = addresses[place] if place is not None else AddressFact()
        form = self.form = AddressForm(fact)
        form.cancelled.connect(self.close_form)
        form.saved.connect(lambda new: self._save(place, fact, new))
        self.body.insertWidget(self.body.count() if place is None else place, form)
        if place is not None:
            widgets_of(self.body)[place + 1].hide()
        form.start()
        return form

    def close_form(self) -> None:
        """Put the form away without saving."""
        form, self.form = self.form, None
        if form is None:
            return
        had_focus = form.isAncestorOf(QApplication.focusWidget() or self)
        self.body.removeWidget(form)
        form.hide()
        form.deleteLater()
        if had_focus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        for widget in widgets_of(self.body):
            widget.show()
        if self._latest is not None:
            self.show_person(self._latest)  # it may have changed while the form was open

    def _save(self, place: int | None, before: AddressFact, new: AddressFact) -> None:
        self.close_form()
        if new != before:
            self._change(place, before, new if new.text.strip() else None)

    def _change(self, place: int | None, before: AddressFact, new: AddressFact | None) -> None:
        person_id = self._person

        def run(store: Store) -> None:
            now = list(person.addresses(store, person_id))
            if place is None:
                now += [new] if new is not None else []
            else:
                at = now.index(before) if before in now else -1
                if at >= 0:
                    now[at : at + 1] = [new] if new is not None else []
            people.set_addresses(store, person_id, now)

        self._commands.do(run, "" if new is not None else tr("Address removed."))
