"""What can go wrong between the program and its file, each as a sentence with a way out.

Errors of the environment (`StoreError`) are not bugs: the window and the command line show their message as it is.
"""

from __future__ import annotations

import os
import sqlite3

from netcare_desktop.i18n import tr


class StoreError(Exception):
    """The environment said no. `code` is stable, the message is for the user."""

    code = "error"


class Locked(StoreError):
    """Another process writes to this data folder, or another program holds the file."""

    code = "locked"


class AlreadyOpen(Locked):
    """Another NetCare has this data folder open."""


class TooNew(StoreError):
    """The database was written by a newer program; it is never touched."""

    code = "too_new"


class Damaged(StoreError):
    """The file is not whole. Nothing is changed; the way out is a backup."""

    code = "damaged"


class NotOurs(StoreError):
    """The file belongs to another program."""

    code = "not_ours"


class Unwritable(StoreError):
    """No permission, no folder, read-only or broken medium."""

    code = "unwritable"


class DiskFull(StoreError):
    """No room left; what was saved before stays saved."""

    code = "disk_full"


class CommandError(Exception):
    """The user asked for something that cannot be done as asked: an unknown name, no free slot. Nothing was changed."""


class NotFound(CommandError):
    """There is no such person, batch or follow-up."""


class Ambiguous(CommandError):
    """A name that fits several people."""


class NoFreeSlot(CommandError):
    """Both growing slots are taken; `people` says by whom (id, name)."""

    def __init__(self, message: str, people: list[tuple[int, str]]) -> None:
        super().__init__(message)
        self.people = people


class Cancelled(Exception):
    """The user stopped a long piece of work; nothing of it stays."""


def sqlite_code(error: BaseException) -> tuple[str, str]:
    """The first real SQLite error in the chain behind `error` as (`SQLITE_FULL`, its message), or two empty strings.

    Peewee wraps errors, and a failing rollback can stand in front of the one that matters.
    """
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        for one in (link, *(arg for arg in link.args if isinstance(arg, BaseException))):
            name = getattr(one, "sqlite_errorname", None)
            if name:
                return str(name), str(one)
        link = link.__cause__ or link.__context__
    return "", ""


def told(error: BaseException) -> StoreError | None:
    """The sentence for a database or system error; None when it is a bug and should be reported as one."""
    if isinstance(error, StoreError):
        return error
    code, _message = sqlite_code(error)
    if code == "SQLITE_FULL" or "SHMSIZE" in code:
        return DiskFull(
            tr(
                "The disk is full, so this was not saved. Everything saved before is safe. Make some room and try again."
            )
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Locked(tr("Another program is using the NetCare database right now. Close it and try again."))
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return Unwritable(
            tr(
                "NetCare may not write to its database. Check the permissions of the data folder and try again."
            )
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Damaged(
            tr("The database could not be read as it should. Nothing was changed; a backup can be restored.")
        )
    if code.startswith("SQLITE_IOERR"):
        return Unwritable(
            tr("The disk reported an error, so this was not saved. Everything saved before is safe.")
        )
    if isinstance(error, OSError) and not isinstance(error, sqlite3.Error):
        if error.errno == 28:
            return DiskFull(tr("The disk is full, so this was not saved. Make some room and try again."))
        reason = error.strerror or type(error).__name__
        if isinstance(error.filename, str | bytes):
            # Its folder: the file itself may be one of ours for the time of writing.
            folder = os.path.dirname(os.path.abspath(os.fsdecode(error.filename)))
            return Unwritable(
                tr(
                    "Nothing could be done in {folder}: {reason}. Check the folder and your rights to it."
                ).format(folder=folder, reason=reason)
            )
        return Unwritable(tr("The system said no: {reason}.").format(reason=reason))
    return None
