"""Where the program keeps what is the user's: data, settings, log and backups. The only importer of appdirs."""

from __future__ import annotations

import os
from pathlib import Path

import appdirs

APP_NAME = "NetCare"


class Paths:
    """The program's folders. None of them is made here: whoever writes first makes its own, privately.

    Without `data_dir` they are the system's usual ones for the user; with it (`--data-dir`) everything lies below that
    one folder, so that a trial, a test or a stick leaves nothing elsewhere.
    """

    def __init__(self, data_dir: str | os.PathLike[str] | None = None) -> None:
        if data_dir is None:
            self.data = _usual(appdirs.user_data_dir(APP_NAME, appauthor=False), ".local/share")
            self.config = _usual(appdirs.user_config_dir(APP_NAME, appauthor=False), ".config")
            self.log = _usual(appdirs.user_log_dir(APP_NAME, appauthor=False), ".cache", "log")
        else:
            self.data = Path(data_dir).expanduser().absolute()
            self.config = self.data / "config"
            self.log = self.data / "log"

    @property
    def backups(self) -> Path:
        """The folder of the backups that are made by themselves; beside the database, to be found without the program."""
        return self.data / "backups"


def _usual(found: str, fallback: str, *below: str) -> Path:
    """What appdirs says, unless an XDG variable is empty or relative: the XDG base directory rules say to ignore such."""
    folder = Path(found)
    return folder if folder.is_absolute() else Path.home().joinpath(fallback, APP_NAME, *below)
