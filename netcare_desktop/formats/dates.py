"""Dates as address books write them. Where day and month could be either way round, the column decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        (
            "jan january januar jänner janvier janv enero ene gennaio gen januari stycznia styczeń sty "
            "janeiro januari tammikuu ocak янв января"
        ),
        (
            "feb february februar feber février févr fév febrero febbraio februari lutego luty lut fevereiro "
            "fev helmikuu şubat фев февраля"
        ),
        "mar march märz mär mrz mars marzo maart mrt marca marzec março marco marts maaliskuu mart мар марта",
        "apr april avril avr abril abr aprile aprill kwietnia kwiecień kwi huhtikuu nisan апр апреля",
        "may mai mayo maggio mag mei maja maj maio toukokuu mayıs май мая",
        "jun june juni juin junio giugno giu czerwca czerwiec cze junho kesäkuu haziran июн июня",
        "jul july juli juillet juil julio luglio lug lipca lipiec lip julho heinäkuu temmuz июл июля",
        (
            "aug august août aou aout agosto ago augustus sierpnia sierpień sie augusti elokuu ağustos авг "
            "августа"
        ),
        (
            "sep sept september septembre septiembre settembre set września wrzesień wrz setembro syyskuu "
            "eylül сен сентября"
        ),
        (
            "oct october oktober okt octobre octubre ottobre ott października październik paź outubro out "
            "lokakuu ekim окт октября"
        ),
        "nov november novembre noviembre listopada listopad lis novembro marraskuu kasım ноя ноября",
        (
            "dec december dez dezember décembre déc diciembre dic dicembre grudnia grudzień gru dezembro des "
            "desember joulukuu aralık дек декабря"
        ),
    ),
    start=1,
):
    for _name in _names.split():
        _MONTHS.setdefault(_name, _number)

_TIME = re.compile(
    r"[T ,]+(?:at |um |à )?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?$"
)
_YMD = re.compile(r"(\d{4})[-/.年\u5e74] ?(\d{1,2})[-/.月\u6708] ?(\d{1,2})[日\u65e5.]?$")
_YMD_KOREAN = re.compile(r"(\d{4})[.년] ?(\d{1,2})[.월] ?(\d{1,2})[.일]?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_NUMERIC = re.compile(r"(\d{1,2})([./\-]) ?(\d{1,2})\2 ?(\d{4}|\d{2})$")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?$")
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})$")
_YEARLESS_CJK = re.compile(r"(\d{1,2})[月월] ?(\d{1,2})[日일]?$")
_WEEKDAY = r"(?:[^\W\d]+\.?,? )?"
_ORDINAL = r"(?:\.|st|nd|rd|th|er|º)?"
_DAY_MONTH_YEAR = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}}){_ORDINAL}(?: de | |-|/|)([^\W\d]+)\.?(?: de |, | |-|,|/|)(\d{{4}}|\d{{2}})$"
)
_MONTH_DAY_YEAR = re.compile(rf"{_WEEKDAY}([^\W\d]+)\.? (\d{{1,2}}){_ORDINAL},? (\d{{4}})$")
_DAY_MONTH = re.compile(rf"(\d{{1,2}}){_ORDINAL}(?: de | |)([^\W\d]+)\.?$")
_MONTH_DAY = re.compile(rf"([^\W\d]+)\.? (\d{{1,2}}){_ORDINAL}$")
_EXCEL_START = date(1899, 12, 30)  # its day 60 is a 29 February 1900 that never was; later days are right
_NO_YEAR = 1604  # what Apple writes where the year is not known

_YOUNGEST = 30  # two digits: 29 and below are of this century, also in birthdays


@dataclass(frozen=True, slots=True)
class Undecided:
    """A date whose day and month only the other cells of its column can tell apart."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Yearless:
    """A day of the year."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"--{self.month:02}-{self.day:02}"


@lru_cache(maxsize=8192)
def parse_date(text: str) -> date | Undecided | Yearless | None:
    """The date a cell gives, or None when it gives none. The time of day is left aside."""
    text = text.strip()
    if len(text) > 60:
        return None
    bare = _TIME.sub("", text).strip() if len(text) > 10 else text
    if match := _YMD.match(bare) or _YMD_KOREAN.match(bare) or _COMPACT.match(bare):
        year, month, day = map(int, match.groups())
        return _date(year, month, day) if year and year != _NO_YEAR else _day_of_year(month, day)
    if match := _NUMERIC.match(bare):
        return _numeric(int(match.group(1)), match.group(2), int(match.group(3)), match.group(4))
    if match := _YEARLESS.match(bare):
        return _day_of_year(int(match.group(1)), int(match.group(2)))
    if match := _YEARLESS_CJK.match(bare):
        return _day_of_year(int(match.group(1)), int(match.group(2)))
    if match := _SERIAL.match(bare):
        return (
            _EXCEL_START + timedelta(days=int(match.group(1)))
            if 10_000 <= int(match.group(1)) < 80_000
            else None
        )
    return _with_words(" ".join(bare.casefold().split()))


def decide(undecided: Undecided, order: str) -> date | None:
    """The date, read day first (`dmy`) or month first (`mdy`)."""
    if order == "mdy":
        return _date(undecided.year, undecided.first, undecided.second)
    return _date(undecided.year, undecided.second, undecided.first)


def evidence(text: str) -> str:
    """`dmy` or `mdy` when a numeric date with slashes or dashes can be only that, else an empty text."""
    match = _NUMERIC.match(_TIME.sub("", text.strip()).strip()) if len(text) <= 60 else None
    if not match or match.group(2) == ".":
        return ""
    first, second = int(match.group(1)), int(match.group(3))
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else ""


def two_digit_year(year: int) -> int:
    """The year two digits stand for, as birthdays have them: 30 to 99 are of the last century."""
    return year if year >= 100 else year + (1900 if year >= _YOUNGEST else 2000)


def from_parts(year: str, month: str, day: str) -> str:
    """An ISO birthday from three cells; without a year `--MM-DD`; empty when month and day are no day."""
    if not (month.isdecimal() and day.isdecimal()) or len(month) > 2 or len(day) > 2:
        return ""
    if year.isdecimal() and len(year) <= 4 and int(year) and int(year) != _NO_YEAR:
        whole = _date(two_digit_year(int(year)), int(month), int(day))
        return whole.isoformat() if whole else ""
    part = _day_of_year(int(month), int(day))
    return str(part) if part else ""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_year(month: int, day: int) -> Yearless | None:
    return Yearless(month, day) if _date(2000, month, day) else None


def _numeric(first: int, sign: str, second: int, year_text: str) -> date | Undecided | None:
    year = two_digit_year(int(year_text)) if len(year_text) == 2 else int(year_text)
    if sign == "." or first > 12:
        return _date(year, second, first)
    if second > 12:
        return _date(year, first, second)
    if first == second:
        return _date(year, first, second)
    return (
        Undecided(first, second, year) if _date(year, first, second) or _date(year, second, first) else None
    )


def _with_words(text: str) -> date | Yearless | None:
    if match := _DAY_MONTH_YEAR.match(text):
        day, name, year = match.groups()
        month = _MONTHS.get(name)
        if month:
            return _date(two_digit_year(int(year)) if len(year) == 2 else int(year), month, int(day))
    if match := _MONTH_DAY_YEAR.match(text):
        name, day, year = match.groups()
        month = _MONTHS.get(name)
        if month:
            return _date(int(year), month, int(day))
    if match := _DAY_MONTH.match(text):
        month = _MONTHS.get(match.group(2))
        if month:
            return _day_of_year(month, int(match.group(1)))
    if match := _MONTH_DAY.match(text):
        month = _MONTHS.get(match.group(1))
        if month:
            return _day_of_year(month, int(match.group(2)))
    return None
