"""Records of separated files: physical lines, and quotes that do not follow the rules."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.formats.rows import Row, Rows, read_patiently


def rows(text: str, *, delimiter: str = ",", width: int | None = None, spaced: bool = False) -> list[Row]:
    return list(Rows(io.StringIO(text, newline=""), 1, delimiter, width=width, spaced=spaced))


def test_every_record_knows_the_physical_line_it_starts_on() -> None:
    text = 'a,b\r\n"one\r\ntwo\nthree",c\rd,e\n\nf,g'
    assert rows(text) == [
        (1, ["a", "b"]),
        (2, ["one\r\ntwo\nthree", "c"]),
        (5, ["d", "e"]),
        (6, []),
        (7, ["f", "g"]),
    ]


def test_a_quote_that_is_never_closed_costs_its_own_line_only() -> None:
    reader = Rows(io.StringIO('a,b,"c\nd,e,f\ng,h,i\n'), 1, ",", width=3)
    assert list(reader) == [(1, ["a", "b", "c"]), (2, ["d", "e", "f"]), (3, ["g", "h", "i"])]
    assert [problem.line for problem in reader.problems] == [1]
    assert "never closed" in reader.problems[0].message


def test_an_open_quote_in_the_middle_of_a_line_is_a_stray_sign() -> None:
    assert rows('a,"b,c\nd,e,f\n', width=3) == [(1, ["a", "b", "c"]), (2, ["d", "e", "f"])]


def test_an_open_quote_closed_by_chance_far_below_swallows_nothing() -> None:
    text = 'a,b,"c\n' + "".join(f"d{n},e,f\n" for n in range(5)) + 'x,"y, y",z\n'
    found = rows(text, width=3)
    assert [line for line, _ in found] == list(range(1, 8))
    assert found[-1] == (7, ["x", "y, y", "z"])


def test_two_open_quotes_cost_two_lines() -> None:
    text = 'a,b,"c\nd,e,f\ng,h,"i\nj,k,l\n'
    assert rows(text, width=3) == [
        (1, ["a", "b", "c"]),
        (2, ["d", "e", "f"]),
        (3, ["g", "h", "i"]),
        (4, ["j", "k", "l"]),
    ]


def test_line_breaks_inside_a_cell_with_quotes_of_its_own_stay() -> None:
    text = 'Ada,x,"He said "hi"\nand left, then"\nBea,y,z\n'
    assert rows(text, width=3) == [(1, ["Ada", "x", 'He said "hi"\nand left, then']), (3, ["Bea", "y", "z"])]


def test_quotes_inside_quotes() -> None:
    assert read_patiently('a,"Studio "Süd" GmbH",b', ",") == (["a", 'Studio "Süd" GmbH', "b"], False)
    assert read_patiently('"Studio "Süd"",b', ",") == (['Studio "Süd"', "b"], False)
    assert read_patiently('"Studio \\"Nord\\" GmbH",b', ",") == (['Studio "Nord" GmbH', "b"], False)
    assert read_patiently('"a ""b"" c",d', ",") == (['a "b" c', "d"], False)
    assert read_patiently('"a" , "b"', ",") == (["a", "b"], False)
    assert read_patiently("", ",") == ([""], False)


def test_blanks_behind_the_delimiter() -> None:
    assert rows('"Doe, J", "Acme, Inc"\n', spaced=True) == [(1, ["Doe, J", "Acme, Inc"])]


def test_nul_characters_are_left_out() -> None:
    reader = Rows(io.StringIO("a\0,b\n"), 1, ",")
    assert list(reader) == [(1, ["a", "b"])]
    assert reader.nuls


def test_ten_thousand_broken_lines_are_read_and_not_all_listed() -> None:
    text = 'a,"b" x,c\n' * 10_000
    reader = Rows(io.StringIO(text), 1, ",", width=3)
    assert sum(1 for _ in reader) == 10_000
    assert len(reader.problems) == 51


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), max_size=6), st.sampled_from(",;\t|"))
def test_what_follows_the_rules_is_read_as_the_standard_library_reads_it(
    table: list[list[str]], sign: str
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=sign, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(table)
    assert [cells for _, cells in rows(stream.getvalue(), delimiter=sign)] == table


@given(st.text(st.sampled_from('ab,"\n \\;'), max_size=60), st.sampled_from([None, 1, 2, 3]))
def test_no_line_is_lost_and_none_read_twice(text: str, width: int | None) -> None:
    count = len(io.StringIO(text, newline="").readlines())
    found = [line for line, _ in rows(text, width=width)]
    assert found == sorted(set(found))
    assert not found or (found[0] == 1 and found[-1] <= count)
    letters = sum(cell.count("a") for _, cells in rows(text, width=width) for cell in cells)
    assert letters == text.count("a")
