"""Commands about files: import, export, backup, restore, check, demo, tour."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from netcare_desktop.cli.session import DONE, NOTHING, REFUSED, Progress, Session, WrongUsage, count_of_people
from netcare_desktop.formats.reading import read_bytes, read_file
from netcare_desktop.formats.records import Problem, ReadError, ReadOptions, ReadResult
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store import backup, check, demo, exports, imports
from netcare_desktop.store.errors import CommandError, Damaged, NotOurs, StoreError, TooNew


def import_files(session: Session, options: argparse.Namespace) -> int:
    """What a drop onto the window does, without the preview."""
    read = _options(options)
    results, unread = list[ReadResult](), dict[int, ReadResult]()
    for place, name in enumerate(options.files):
        progress = Progress(session, tr("Reading {name}").format(name=name))
        try:
            results.append(_read(session, name, read, progress))
        except ReadError as error:
            unread[place] = ReadResult(Path(name).name, "", "", "", problems=[Problem(0, str(error))])
        progress.end()
    store = session.reader() if options.dry_run or not results else session.writer()
    for one in unread.values():  # only now: a command that has to wait for the database begins again
        session.warn(one.problems[0].message)
    progress = Progress(session, tr("Importing"))
    plan = imports.plan(
        store, results, on_duplicate=options.on_duplicate, region=options.region, progress=progress
    )
    done = imports.ImportDone(None, plan.created, plan.updated, plan.unchanged, plan.skipped)
    if not options.dry_run and results:
        done = imports.apply(store, plan, progress=progress)
    progress.end()
    if options.json:
        shape = imports.as_json(plan, done.ids, done.batch)
        for place, one in unread.items():  # in the order in which they were named
            only = imports.ImportPlan([imports.FilePlan(one)], "", None, 0)
            shape["files"].insert(place, imports.as_json(only, {}, None)["files"][0])
        session.print_json(shape)
    elif results:
        _tell(session, plan, done, dry_run=options.dry_run)
    return DONE if plan.rows else NOTHING


def export(session: Session, options: argparse.Namespace) -> int:
    """Everybody, to a file or standard output."""
    store = session.reader()
    if options.out == "-":
        exports.write_stream(store, options.format, sys.stdout.buffer, exact=options.exact)
        sys.stdout.buffer.flush()
        return DONE
    target = Path(options.out).expanduser()
    n = exports.write(store, options.format, target, exact=options.exact)
    session.say(tr("{people} written to {path}.").format(people=count_of_people(n), path=target))
    return DONE


def make_backup(session: Session, options: argparse.Namespace) -> int:
    """A checked copy, in the backup folder or where asked."""
    store = session.reader()
    if session.empty:
        raise CommandError(tr("There is no database yet, so there is nothing to copy."))
    if options.out is None:
        path = backup.make_dated(store)
    else:
        path = Path(options.out).expanduser()
        if path.is_dir():
            path = path / f"netcare-{session.clock.local_now():%Y%m%d-%H%M%S}.db"
        if path.exists():
            raise CommandError(tr("{path} exists already. Choose another name.").format(path=path))
        backup.make(store.path, path)
    inside = backup.look_inside(path)
    session.say(
        tr("{people} copied to {path}, and checked.").format(people=count_of_people(inside.people), path=path)
    )
    return DONE


def restore(session: Session, options: argparse.Namespace) -> int:
    """Put a backup in the place of the database; the old files are kept beside it."""
    copy = session.path(os.path.expanduser(options.file))
    try:
        inside = backup.look_inside(copy)
    except (Damaged, NotOurs, TooNew) as error:
        raise CommandError(str(error)) from error
    shape: dict[str, Any] = {
        "file": str(copy),
        "schema": str(inside.schema),
        "people": inside.people,
        "restored": False,
        "kept": None,
    }
    if not options.dry_run:
        kept = session.restore(copy)
        shape |= {"restored": True, "kept": str(kept) if kept else None}
    if options.json:
        session.print_json(shape)
        return DONE
    session.say(
        tr("{name}: {people}, made {when}, schema {schema}.").format(
            name=copy.name,
            people=count_of_people(inside.people),
            when=f"{inside.made_at:%Y-%m-%d %H:%M}",
            schema=inside.schema,
        )
    )
    if shape["kept"]:
        session.say(tr("Restored. What was there before lies in {path}.").format(path=shape["kept"]))
    elif shape["restored"]:
        session.say(tr("Restored."))
    return DONE


def look_over(session: Session, options: argparse.Namespace) -> int:
    """Is the database sound? With --repair what is derived is rebuilt."""
    try:
        store = session.writer() if options.repair else session.reader()
    except (Damaged, NotOurs, TooNew) as error:
        if options.json:
            session.print_json(
                {"ok": False, "problems": [str(error)], "repaired": [], "schema": "", "people": 0}
            )
        raise
    report = check.run(store, repair=options.repair)
    if options.json:
        session.print_json(
            {
                "ok": report.ok,
                "problems": report.problems,
                "repaired": report.repaired,
                "schema": str(report.schema),
                "people": report.people,
            }
        )
        return DONE if report.ok else NOTHING
    for line in report.repaired:
        session.say(tr("Repaired: {what}").format(what=line))
    for line in report.problems:
        session.say(line)
    if report.ok:
        session.say(tr("All is well: {people}.").format(people=count_of_people(report.people)))
    return DONE if report.ok else NOTHING


def fill_demo(session: Session, options: argparse.Namespace) -> int:
    """A made-up database; refused where there are people."""
    n = demo.fill(session.writer(), people=options.people, seed=options.seed)
    session.say(tr("{people} made up. Look around; nothing here is real.").format(people=count_of_people(n)))
    return DONE


def tour(session: Session, options: argparse.Namespace) -> int:
    """Pictures of every page, light and dark, drawn without a screen."""
    from netcare_desktop.ui import tour as pictures

    try:
        drawn = pictures.draw(Path(options.out).expanduser(), session.clock)
    except OSError as error:
        raise StoreError(
            tr("The pictures could not be written: {reason}.").format(reason=error.strerror)
        ) from error
    session.say(
        ntr("{n} picture in {path}", "{n} pictures in {path}", len(drawn)).format(
            n=len(drawn), path=options.out
        )
    )
    return DONE if drawn else REFUSED


def _options(options: argparse.Namespace) -> ReadOptions:
    mapping: dict[str, str | None] = {}
    for pair in options.map:
        header, equals, field = pair.rpartition("=")
        if not equals or not header:
            raise WrongUsage(tr("{pair} is not of the form HEADER=FIELD.").format(pair=pair))
        mapping[header] = field or None
    delimiter = {"tab": "\t", "\\t": "\t"}.get(options.delimiter, options.delimiter)
    return ReadOptions(options.encoding, delimiter, options.header_line, None, mapping, options.region)


def _read(session: Session, name: str, options: ReadOptions, progress: Progress) -> ReadResult:
    if name != "-":
        return read_file(session.path(name), options, progress=progress)
    return read_bytes(session.standard_input(), tr("standard input"), options, progress=progress)


def _tell(session: Session, plan: imports.ImportPlan, done: imports.ImportDone, *, dry_run: bool) -> None:
    for file in plan.files:
        how = tr(", ").join(part for part in (file.result.source, file.result.encoding) if part)
        session.say(tr("{file} ({how})").format(file=file.result.file, how=how))
        session.table(
            [(str(row.line), row.action, imports.people_name(row.record), row.reason) for row in file.rows],
            faint=0,
        )
        for problem in file.problems:
            session.say(_at_line(problem.line, problem.message))
        for one in file.skipped:
            session.say(_at_line(one.line, one.reason))
    sentence = imports.sentence(done)
    if dry_run:
        session.say(tr("Nothing was written. It would be: {sentence}").format(sentence=sentence))
    else:
        session.say(sentence)
    if done.batch:
        session.say(tr("Take it back with: netcare-desktop undo {batch}").format(batch=done.batch))


def _at_line(line: int, sentence: str) -> str:
    return tr("line {line}: {sentence}").format(line=line, sentence=sentence) if line else sentence


COMMANDS = {
    "import": import_files,
    "export": export,
    "backup": make_backup,
    "restore": restore,
    "check": look_over,
    "demo": fill_demo,
    "tour": tour,
}
