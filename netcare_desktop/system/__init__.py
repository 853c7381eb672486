"""The one seam for what differs between operating systems: locks, private files, time zone, crashes.

Callers import from here and never ask which system they run on.
"""

from __future__ import annotations

import sys

from netcare_desktop.system.errors import AlreadyLocked, NotARegularFile, SpecialKind

if sys.platform == "win32":
    from netcare_desktop.system.windows import (
        Lock,
        append_private_file,
        create_private_file,
        has_screen,
        is_network_mount,
        lock_file,
        make_private,
        make_private_folder,
        no_core_dumps,
        open_regular,
        private_umask,
        refresh_zone,
        replace_file,
        sync_file,
        sync_folder,
    )
else:
    from netcare_desktop.system.posix import (
        Lock,
        append_private_file,
        create_private_file,
        has_screen,
        is_network_mount,
        lock_file,
        make_private,
        make_private_folder,
        no_core_dumps,
        open_regular,
        private_umask,
        refresh_zone,
        replace_file,
        sync_file,
        sync_folder,
    )

from netcare_desktop.system.atomic import replacing, write_private_atomically

__all__ = [
    "AlreadyLocked",
    "Lock",
    "NotARegularFile",
    "SpecialKind",
    "append_private_file",
    "create_private_file",
    "has_screen",
    "is_network_mount",
    "lock_file",
    "make_private",
    "make_private_folder",
    "no_core_dumps",
    "open_regular",
    "private_umask",
    "refresh_zone",
    "replace_file",
    "replacing",
    "sync_file",
    "sync_folder",
    "write_private_atomically",
]
