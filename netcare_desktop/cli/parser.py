"""What can be typed. Outside scripts rely on these names: add, never rename."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from typing import NoReturn

from netcare_desktop import __version__
from netcare_desktop.i18n import tr

COMMANDS = (
    "import", "undo", "redo", "people", "person", "due", "log", "circle", "grow", "archive", "snooze", "pause", "followup",
    "followups", "export", "backup", "restore", "check", "demo", "tour",
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. " + tr("Try {prog} --help.").format(prog=self.prog) + "\n")


def split(arguments: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """(options before the command, the command or None for the window, what follows)."""
    before: list[str] = []
    rest = list(arguments)
    while rest:
        word = rest[0]
        if word in ("--data-dir", "--today"):
            before += rest[:2]
            rest = rest[2:]
        elif word.startswith("-") and word != "-":
            before.append(word)
            rest = rest[1:]
        elif word in COMMANDS:
            return before, word, rest[1:]
        else:
            break
    return before, None, rest


def window_parser() -> argparse.ArgumentParser:
    """`netcare-desktop [--data-dir DIR] [--hidden] [FILE…]`"""
    parser = Parser(
        prog="netcare-desktop",
        description=tr("Care for the people you know. Without a command, the window."),
        epilog=tr("Commands: {commands}. Each has --help.").format(commands=", ".join(COMMANDS)),
    )
    _common(parser)
    parser.add_argument("--hidden", action="store_true", help=tr("start without showing the window"))
    parser.add_argument("files", nargs="*", metavar="FILE", help=tr("opened in the import preview"))
    return parser


def command_parser() -> argparse.ArgumentParser:
    """`netcare-desktop [--data-dir DIR] [--today DATE] COMMAND [options]`"""
    parser = Parser(prog="netcare-desktop")
    _common(parser)
    sub = parser.add_subparsers(dest="command", required=True, parser_class=Parser)

    def command(name: str, about: str, *, as_json: bool = False) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=about, description=about)
        if as_json:
            made.add_argument("--json", action="store_true", help=tr("print JSON"))
        return made

    one = command("import", tr("bring in people from files of other programs"), as_json=True)
    one.add_argument("files", nargs="+", metavar="FILE", help=tr("a file, or - for standard input"))
    one.add_argument("--dry-run", action="store_true", help=tr("show what would happen, write nothing"))
    one.add_argument(
        "--region",
        type=_country,
        metavar="CC",
        help=tr("country of phone numbers without a country code, for instance DE"),
    )
    one.add_argument("--encoding", metavar="E")
    one.add_argument("--delimiter", metavar="D", help=tr("a character, or tab"))
    one.add_argument(
        "--header-line", type=_line_number, metavar="N", help=tr("physical line of the header, 0 for none")
    )
    one.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help=tr("read a column (or #N) as a field"),
    )
    one.add_argument("--on-duplicate", choices=("skip", "update", "add"), default="update")

    one = command("undo", tr("take the last change, or an import, back"), as_json=True)
    one.add_argument("batch", nargs="?", metavar="BATCH", help=tr("the number of an import"))
    command("redo", tr("do again what was undone last"), as_json=True)

    one = command("people", tr("the list"), as_json=True)
    one.add_argument("--query", default="", metavar="TEXT")
    one.add_argument("--card-stack", action="store_true", help=tr("only cards nobody has decided about"))
    one.add_argument("--limit", type=int, metavar="N")
    one = command("person", tr("one person, everything"), as_json=True)
    one.add_argument("person", metavar="ID")

    one = command("due", tr("Today, as the window shows it"), as_json=True)
    one.add_argument("--on", metavar="DATE")
    one.add_argument("--energy", type=int, choices=(1, 2, 3, 4))
    one.add_argument("--all", action="store_true", help=tr("everybody with a due date, no budget"))

    one = command("log", tr("log a contact in a sentence: Coffee with Ana"), as_json=True)
    one.add_argument("sentence", metavar="SENTENCE")
    one.add_argument("--on", metavar="DATE", help=tr("the day on which the sentence is written"))
    one.add_argument("--dry-run", action="store_true")

    one = command("circle", tr("put people into a circle (or none)"))
    one.add_argument("name", metavar="NAME")
    one.add_argument("people", nargs="+", metavar="PERSON")
    one = command("grow", tr("start growing a relationship"))
    one.add_argument("person", metavar="PERSON")
    one.add_argument("--moving-on", metavar="PERSON", help=tr("who makes room, as established"))
    one = command("archive", tr("put people away"))
    one.add_argument("people", nargs="+", metavar="PERSON")
    one = command("snooze", tr("not before a day"))
    one.add_argument("person", metavar="PERSON")
    one.add_argument("--until", required=True, metavar="DATE")
    one = command("pause", tr("not due until a day, or until further notice"))
    one.add_argument("person", metavar="PERSON")
    one.add_argument("--until", metavar="DATE")
    one.add_argument("--end", action="store_true", help=tr("end the pause"))
    one = command("followup", tr("a dated thing to do about a person"), as_json=True)
    one.add_argument("person", metavar="PERSON")
    one.add_argument("date", metavar="DATE")
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--at", type=_time, metavar="HH:MM")
    one = command("followups", tr("what is to be done"), as_json=True)
    one.add_argument("--all", action="store_true", help=tr("also what is done"))

    one = command("export", tr("write everybody to a file"))
    one.add_argument("--format", required=True, choices=("csv", "vcard4", "json"))
    one.add_argument("--exact", action="store_true", help=tr("CSV: leave cells as they are"))
    one.add_argument("out", metavar="OUT", help=tr("a file, or - for standard output"))
    one = command("backup", tr("a checked copy of the database"))
    one.add_argument("out", nargs="?", metavar="OUT")
    one = command(
        "restore", tr("put a backup in the place of the database; the old files are kept"), as_json=True
    )
    one.add_argument("file", metavar="FILE")
    one.add_argument("--dry-run", action="store_true", help=tr("look inside only"))
    one = command("check", tr("look the database over"), as_json=True)
    one.add_argument("--repair", action="store_true", help=tr("rebuild what is derived"))
    one = command("demo", tr("a made-up database to look around in"))
    one.add_argument("--people", type=int, default=40, metavar="N")
    one.add_argument("--seed", type=int, default=1, metavar="S")
    one = command("tour", tr("pictures of every page"))
    one.add_argument("out", metavar="OUT_DIR")
    return parser


def make_readable(options: argparse.Namespace) -> None:
    """Words typed in another encoding hold bytes that are no letters; they become �, as paths alone may keep them."""
    for name, value in vars(options).items():
        if name in _PATHS:
            continue
        if isinstance(value, str):
            setattr(options, name, _readable(value))
        elif isinstance(value, list):
            setattr(options, name, [_readable(one) for one in value])


def neither_command_nor_file(files: Sequence[str]) -> str | None:
    """The first of the window's files that is only a word and no file: a command misspelt or not known."""
    return next((name for name in files if re.fullmatch(r"[\w-]+", name) and not os.path.lexists(name)), None)


_PATHS = ("data_dir", "files", "file", "out")


def _readable(text: str) -> str:
    return os.fsencode(text).decode("utf-8", "replace") if not text.isascii() else text


def _line_number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(tr("{text} is no line of a file").format(text=text))
    return int(text)


def _time(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
        raise argparse.ArgumentTypeError(tr("{text} is not a time such as 14:30").format(text=text))
    return text


def _country(text: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    if text.upper() not in SUPPORTED_REGIONS:
        raise argparse.ArgumentTypeError(
            tr("{text} is not the two letters of a country, for instance DE").format(text=text)
        )
    return text.upper()


def _folder(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError(tr("it names no folder"))
    return text


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=_folder, metavar="DIR", help=tr("keep everything in this folder"))
    parser.add_argument("--today", metavar="DATE", help=tr("the day it is, for checks and scripts"))
    parser.add_argument("--version", action="version", version=f"NetCare Desktop {__version__}")
