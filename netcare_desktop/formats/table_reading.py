"""Tables (CSV, TSV and their kin) to people: encoding, layout, source, columns, rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from netcare_desktop.formats.cells import clean
from netcare_desktop.formats.column_dates import ColumnDates
from netcare_desktop.formats.columns import assign, chosen_columns
from netcare_desktop.formats.content import by_content
from netcare_desktop.formats.encoding import Encoding, find_encoding, open_text, repair
from netcare_desktop.formats.fields import Target
from netcare_desktop.formats.layout import HEAD_LINES, Layout, find_layout
from netcare_desktop.formats.notices import Notices
from netcare_desktop.formats.people import BoundColumn, PeopleBuilder
from netcare_desktop.formats.records import Column, ReadError, ReadOptions, ReadResult, Skipped
from netcare_desktop.formats.rows import Row, Rows
from netcare_desktop.formats.sources import Source, find_source
from netcare_desktop.formats.vocabulary import foreign_words, key, language_of
from netcare_desktop.i18n import tr

Progress = Callable[[int, int], None]
"""Called with (physical lines read, physical lines in all) at least every 1,000 rows; what it raises ends the reading."""

ROW_LIMIT = 500_000
_SAMPLE_ROWS = 50
_SAMPLE_CELL = 500
_STEP = 500
_FOOTER = re.compile(
    r"(?i)^(grand totals?\b|totals?\b|sum(me)?:|gesamt\b|confidential information|copyright\b|©|\(c\)|generated (by|on)|"
    r"exported (by|on|from)|report generated|end of (report|file)|\d+ (records|rows|contacts)\b|合計|共计|총계)"
)


@dataclass(slots=True)
class _Plan:
    """How the table at hand is read."""

    encoding: Encoding
    layout: Layout
    source: Source
    language: str
    headers: list[str]
    targets: list[Target | None]

    @property
    def recipients(self) -> bool:
        """Whether it is a line of recipients as mail programs show it: every cell is somebody."""
        kinds = [target.field if target else "" for target in self.targets]
        if kinds and not kinds[-1]:  # the list ends with a comma
            kinds.pop()
        return self.layout.header_line is None and len(kinds) > 1 and set(kinds) == {"email"}


def read_table(data: bytes, name: str, options: ReadOptions, progress: Progress | None = None) -> ReadResult:
    """The people of a separated file, as `options` decide or as the file tells.

    Raises ReadError when there is nothing in it that could be a list of people. A table whose columns could not be
    recognised gives a result without people, so that a preview can ask what they are.
    """
    notices = Notices()
    plan, head = _plan(data, name, options, notices)
    result = ReadResult(
        file=name,
        kind="tsv" if plan.layout.delimiter == "\t" else "csv",
        source=plan.source.name,
        encoding=plan.encoding.name,
        delimiter=plan.layout.delimiter,
        header_line=plan.layout.header_line,
        columns=[
            Column(header, target.key if target else None)
            for header, target in zip(plan.headers, plan.targets, strict=True)
        ],
    )
    _take_sample(result, head, plan.layout)
    _read_rows(data, plan, result, options, notices, progress)
    if not result.rows:
        raise ReadError(_nobody(name, plan.layout))
    if not result.records:
        if len(result.columns) < 2 and not options.mapping:
            raise ReadError(
                tr(
                    "“{name}” holds no list of people that could be recognised. Choose a CSV or vCard file."
                ).format(name=name)
            )
        notices.tell(0, tr("Nobody was found. Choose the header row and what the columns mean."))
    result.problems = notices.finished()
    return result


def _plan(data: bytes, name: str, options: ReadOptions, notices: Notices) -> tuple[_Plan, list[str]]:
    encoding = find_encoding(data, options.encoding, foreign_words)
    if encoding.damaged:
        notices.tell(
            0,
            tr("Some letters do not fit the encoding {name} and are shown as �.").format(name=encoding.name),
        )
    head = list(islice(_lines(data, encoding), HEAD_LINES))
    delimiter = _delimiter(options.delimiter)
    if options.header_line is not None and options.header_line > 0:
        layout = _layout_at(data, encoding, delimiter, options.header_line, head)
    else:
        layout = find_layout(head, delimiter, options.header_line)
    headers = list(layout.headers)
    language = language_of(headers)
    source = find_source(headers, options.source)
    if source.name == "netcare":  # what looks garbled there was typed so
        encoding = replace(encoding, garbled=False)
    if encoding.garbled:
        notices.tell(
            0,
            tr(
                "Some letters were garbled by another program (“JÃ¼rgen”) and have been mended. "
                "Choose the encoding utf-8 yourself to see them as they are."
            ),
        )
    if layout.header_line is None or not layout.recognised:
        headers, targets = _unnamed_columns(head, layout, headers, options, notices)
    else:
        targets = assign(headers, source, language, options.mapping, notices.listed)
    return _Plan(encoding, layout, source, language, headers, targets), head


def _layout_at(
    data: bytes, encoding: Encoding, delimiter: str | None, header_line: int, head: list[str]
) -> Layout:
    """The layout below a header row the user chose, which may stand beyond the lines usually looked at."""
    if header_line <= len(head):
        return find_layout(head, delimiter, header_line)
    lines = list(islice(_lines(data, encoding), header_line - 1, header_line - 1 + HEAD_LINES))
    if not lines:
        raise ReadError(tr("The file has no line {line}.").format(line=header_line))
    found = find_layout(lines, delimiter, 1)
    return Layout(found.delimiter, header_line, header_line, found.headers, found.spaced, found.recognised)


def _unnamed_columns(
    head: Sequence[str], layout: Layout, headers: list[str], options: ReadOptions, notices: Notices
) -> tuple[list[str], list[Target | None]]:
    """Columns without a header the vocabulary knows, told by their content; the user's mapping stands above it."""
    start = layout.first_line - 1
    rows = [cells for _, cells in Rows(head[start:], 1, layout.delimiter, spaced=layout.spaced) if any(cells)]
    if layout.header_line is not None:
        rows = rows[1:]
    found = by_content(rows)
    width = max(len(headers), len(found))
    found += [None] * (width - len(found))
    headers = [
        headers[index] if index < len(headers) else ("" if layout.header_line else f"#{index + 1}")
        for index in range(width)
    ]
    if any(found):
        message = (
            tr(
                "The header is in words NetCare does not know. The columns were told by what is in them; please check."
            )
            if layout.header_line
            else tr("There is no header row. The columns were told by what is in them; please check.")
        )
        notices.tell(0, message)
    chosen = chosen_columns(headers, options.mapping, notices.listed)
    return headers, [chosen.get(index, found[index]) for index in range(width)]


def _lines(data: bytes, encoding: Encoding) -> Iterator[str]:
    first = True
    try:
        for raw in open_text(data, encoding):
            line = raw
            if first:
                line, first = line.lstrip("\ufeff"), False
            if encoding.garbled and not line.isascii():
                line = "".join(map(_repair_cell, re.split(r"([,;\t|\"])", line)))
            yield line
    except UnicodeError as error:
        raise ReadError(
            tr("The file cannot be read as {name}. Choose another encoding.").format(name=encoding.name)
        ) from error


def _repair_cell(text: str) -> str:
    return text if text.isascii() else repair(text)


def _delimiter(wanted: str | None) -> str | None:
    if not wanted:
        return None
    named = {"\\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
    delimiter = named.get(wanted.lower(), wanted)
    if len(delimiter) != 1 or delimiter in "\"'\r\n\0\ufeff" or delimiter.isalnum():
        raise ReadError(tr("“{sign}” cannot part columns. Try , ; | or tab.").format(sign=wanted))
    return delimiter


def _take_sample(result: ReadResult, head: Sequence[str], layout: Layout) -> None:
    for line, cells in Rows(head, 1, layout.delimiter, spaced=layout.spaced):
        if len(result.sample) >= _SAMPLE_ROWS:
            break
        result.sample.append([cell[:_SAMPLE_CELL] for cell in cells])
        result.sample_lines.append(line)


def _read_rows(
    data: bytes,
    plan: _Plan,
    result: ReadResult,
    options: ReadOptions,
    notices: Notices,
    progress: Progress | None,
) -> None:
    layout = plan.layout
    width = len(plan.headers)
    total = max(data.count(b"\n"), data.count(b"\r")) + 1
    lines = islice(_lines(data, plan.encoding), layout.first_line - 1, None)
    rows = Rows(lines, layout.first_line, layout.delimiter, width=width or None, spaced=layout.spaced)
    builder = PeopleBuilder(
        [
            BoundColumn(index, header, target)
            for index, (header, target) in enumerate(zip(plan.headers, plan.targets, strict=True))
            if target
        ],
        ColumnDates(source_order=plan.source.date_order, region=options.region, language=plan.language),
        notices,
        exact=plan.source.name == "netcare",
        google=plan.source.name.startswith("google"),
    )
    header_keys = [key(header) for header in layout.headers]
    iterator: Iterable[Row] = rows
    if layout.header_line is not None:
        iterator = islice(rows, 1, None)
    records, skipped = result.records, result.skipped
    count = 0
    for line, cells in _filled(iterator, plan):
        count += 1
        if progress is not None and count % _STEP == 0:
            progress(min(line, total), total)
        if count > ROW_LIMIT:
            raise ReadError(
                tr(
                    "The file has more than {limit} rows, more people than anybody can keep. Split it."
                ).format(limit=f"{ROW_LIMIT:,}")
            )
        extra = cells[width:] and [text for cell in cells[width:] if (text := clean(cell))]
        record = builder.build(line, cells, extra)
        if record is None:
            skipped.append(Skipped(line, _why_skipped(cells)))
        elif _is_repeated_header(cells, header_keys):
            skipped.append(Skipped(line, tr("the header row again")))
        elif _is_footer(cells, width) and plan.source.name != "netcare":
            skipped.append(Skipped(line, tr("a line below the list, not a person")))
        else:
            records.append(record)
            if extra:
                message = tr("Line {line} has more cells than the header. “{cells}” was kept in the notes.")
                notices.tell(line, message.format(line=line, cells=", ".join(extra)[:80]))
    result.rows = count
    builder.finish()
    notices.listed.extend(rows.problems)
    if rows.nuls:
        notices.tell(0, tr("NUL characters in the file were left out."))
    if progress is not None:
        progress(total, total)


def _filled(rows: Iterable[Row], plan: _Plan) -> Iterator[Row]:
    """The rows that are not empty lines, where a list has another shape than a table turned into rows."""
    width = len(plan.headers)
    recipients = plan.recipients
    for line, cells in rows:
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            continue
        if width == 1 and len(cells) > 1:  # a list of one column has no delimiter: "Müller, Ada"
            yield line, [plan.layout.delimiter.join(cells)]
        elif recipients:
            yield from ((line, [cell]) for cell in cells if cell.strip())
        else:
            yield line, cells


def _is_repeated_header(cells: Sequence[str], header_keys: Sequence[str]) -> bool:
    if len(header_keys) < 2 or len(cells) < len(header_keys) or key(cells[0]) != header_keys[0]:
        return False
    return [key(cell) for cell in cells[: len(header_keys)]] == list(header_keys)


def _is_footer(cells: Sequence[str], width: int) -> bool:
    if width < 3 or any(cell.strip() for cell in cells[1:]):
        return False
    return _FOOTER.match(clean(cells[0])) is not None


def _why_skipped(cells: Sequence[str]) -> str:
    if not any(clean(cell) for cell in cells):
        return tr("blank row")
    return tr("no name, no organisation and no way to reach them")


def _nobody(name: str, layout: Layout) -> str:
    if layout.header_line is not None:
        return tr(
            "“{name}” has a header but no people below it. Export it again with the contacts selected."
        ).format(name=name)
    return tr("“{name}” holds no people.").format(name=name)
