"""What the program carries along: icons, texts, demo data.

In the checkout they live in the top-level `resources/` folder; in the installed wheel (and in a bundle made
from it) the same tree lies inside the package as `netcare_desktop/resources/`. Nobody else needs to know
which.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder() -> Path:
    """The resources folder; FileNotFoundError when the installation is damaged."""
    for candidate in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("NetCare's resources folder is missing; please install the program again")


def path(name: str) -> Path:
    """The file of that name below the resources folder, for example `icons/netcare.svg`.

    FileNotFoundError when there is none; ValueError when the name leads out of the folder.
    """
    root = folder()
    found = (root / name).resolve()
    if not found.is_relative_to(root.resolve()):
        raise ValueError(f"{name!r} leads out of the resources folder")
    if not found.exists():
        raise FileNotFoundError(f"the resource {name!r} is missing; please install the program again")
    return found


def text(name: str) -> str:
    """The UTF-8 text of a resource."""
    return path(name).read_text(encoding="utf-8")


def icon_file(name: str) -> Path:
    """The SVG of an own icon, by its stem: `icon_file("netcare")`."""
    return path(f"icons/{name}.svg")
