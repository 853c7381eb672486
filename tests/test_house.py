"""What import-linter cannot say about the house; its own contracts stand in pyproject.toml and run in packaging/test."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import netcare_desktop

PACKAGE = Path(netcare_desktop.__file__).parent
REPOSITORY = Path(__file__).resolve().parents[1]
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "tools"}
MOST_LINES = 450


def imports(path: Path) -> Iterator[str]:
    """The dotted names a module imports, also inside functions; `from a import b` gives a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top(name: str) -> str:
    return name.partition(".")[0]


def importers(*packages: str, among: Path = PACKAGE) -> set[str]:
    """The modules below `among` that import one of the packages themselves."""
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if path.is_relative_to(among) and any(top(name) in packages for name in imports(path))
    }


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=lambda path: path.stem)
def test_domain_imports_only_the_standard_library_itself_and_words(path: Path) -> None:
    for name in imports(path):
        if top(name) == "netcare_desktop":
            assert (
                name.startswith(("netcare_desktop.domain", "netcare_desktop.i18n"))
                or name == "netcare_desktop"
            )
        else:
            assert top(name) in sys.stdlib_module_names, f"{path.name} imports {name}"


def test_only_paths_knows_appdirs() -> None:
    assert importers("appdirs") == {"paths.py"}


def test_the_window_never_touches_the_database_itself() -> None:
    assert importers("peewee", "playhouse", "sqlite3", among=PACKAGE / "ui") == set()


def test_only_the_window_knows_qt() -> None:
    outside = {name for name in importers("PySide6", "qtawesome", "qtpy") if not name.startswith("ui/")}
    assert outside <= {"app.py"}


def test_the_data_can_be_reached_without_loading_qt() -> None:
    """The command line starts three times as fast without it."""
    rooms = ("store", "formats", "domain", "paths", "logs", "assets", "system")
    loading = "; ".join(f"import netcare_desktop.{room}" for room in rooms)
    code = f"import sys; {loading}; print([name for name in sys.modules if name.startswith('PySide6')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_only_the_seam_asks_which_system_this_is() -> None:
    special = {"fcntl", "msvcrt", "resource", "winreg", "ctypes", "pwd", "grp"}
    assert {name for name in importers(*special) if not name.startswith("system/")} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_has_a_name_that_says_something_and_is_not_crowded(path: Path) -> None:
    assert path.stem not in NAMES_THAT_SAY_NOTHING
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_lock_names_a_host_and_every_requirement_has_a_hash() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (REPOSITORY / "packaging" / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index" not in text and "--find-links" not in text
        requirements = text.replace("\\\n", " ").splitlines()
        pinned = [line for line in requirements if line and not line.startswith(("#", " "))]
        assert pinned and all("==" in line and "--hash=sha256:" in line for line in pinned)
