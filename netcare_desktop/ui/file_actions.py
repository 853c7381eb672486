"""The entries of the File menu that write files: export, back up, restore."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from netcare_desktop.clock import Clock
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import backup, exports
from netcare_desktop.store.opening import Store
from netcare_desktop.ui.bridge import StoreBridge
from netcare_desktop.ui.interaction import Interaction
from netcare_desktop.ui.undoable import Say

_BY_ENDING = {".csv": "csv", ".vcf": "vcard4", ".json": "json"}


class FileActions:
    """Asks where to, lets the store thread do it, and says what came of it."""

    def __init__(
        self, window: QWidget, bridge: StoreBridge, clock: Clock, interaction: Interaction, say: Say
    ) -> None:
        self._window, self._bridge, self._clock, self._interaction, self._say = (
            window,
            bridge,
            clock,
            interaction,
            say,
        )

    def export(self) -> None:
        """Everybody to a file; the ending decides the format."""
        filters = ";;".join(
            (
                tr("Table for spreadsheets (*.csv)"),
                tr("Cards for address books, vCard 4 (*.vcf)"),
                tr("Complete copy that NetCare reads back (*.json)"),
            )
        )
        suggested = Path.home() / f"netcare-{self._clock.today().isoformat()}.csv"
        target = self._interaction.save_file(self._window, tr("Export everybody"), suggested, filters)
        if target is None:
            return
        kind = _BY_ENDING.get(target.suffix.lower())
        if kind is None:
            target = target.with_name(target.name + ".csv")
            kind = "csv"
        self._bridge.run(
            lambda store: exports.write(store, kind, target),
            then=lambda n: self._say(
                ntr("{n} person written to {name}.", "{n} people written to {name}.", n).format(
                    n=n, name=target.name
                ),
            ),
            busy_text=tr("Exporting"),
        )

    def back_up(self) -> None:
        """A checked copy in the backup folder."""

        def work(store: Store) -> backup.Backup:
            return backup.look_inside(backup.make_dated(store))

        self._bridge.run(
            work,
            then=lambda made: self._say(
                ntr(
                    "Backed up {n} person to {folder}, and checked the copy.",
                    "Backed up {n} people to {folder}, and checked the copy.",
                    made.people,
                ).format(n=made.people, folder=made.path.parent),
            ),
            busy_text=tr("Backing up"),
        )

    def restore(self) -> None:
        """Choose a copy, look inside, ask, restore. What was there before is kept."""
        folder = self._bridge.store.backup_folder
        chosen = self._interaction.open_file(
            self._window, tr("Restore a backup"), tr("Backups (*.db)"), folder if folder.is_dir() else None
        )
        if chosen is not None:
            self._bridge.run(lambda _store: backup.look_inside(chosen), then=self._ask)

    def _ask(self, found: backup.Backup) -> None:
        question = ntr(
            "Restore the backup of {when}, with {n} person?",
            "Restore the backup of {when}, with {n} people?",
            found.people,
        ).format(when=found.made_at.strftime("%Y-%m-%d %H:%M"), n=found.people)
        detail = tr("It takes the place of what is here now. That is kept beside it, in a folder of its own.")
        if not self._interaction.confirm(self._window, question, detail, yes=tr("Restore")):
            return
        store = self._bridge.store
        store.close_reader()
        self._window.setEnabled(False)

        def over() -> None:
            store.close_reader()
            self._window.setEnabled(True)

        def done(aside: Path | None) -> None:
            over()
            if aside is None:
                self._say(tr("Restored."))
            else:
                self._say(tr("Restored. What was here before lies in {name}.").format(name=aside.name))

        self._bridge.run(
            lambda writer: writer.restore(found.path),
            then=done,
            failed=lambda error: self._failed(error, over),
        )

    def _failed(self, error: BaseException, over: Callable[[], None]) -> None:
        over()
        self._say(str(error))
