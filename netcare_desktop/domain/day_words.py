"""Days in words: exact ones elsewhere, here what a person would say ("yesterday", "in 3 weeks",
"Tuesday")."""

from __future__ import annotations

from datetime import date

from netcare_desktop.domain.followups import Repeat, Unit
from netcare_desktop.i18n import ntr, tr

_WEEK = 7
_WEEKS_FROM = 14
_MONTHS_FROM = 60
_YEARS_FROM = 730


def ago(day: date, today: date) -> str:
    """How long ago: "today", "yesterday", "3 days ago", "3 weeks ago", "5 months ago", "2 years ago"."""
    days = (today - day).days
    if days < 0:
        return in_words(day, today)
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    if days < _WEEKS_FROM:
        return ntr("{n} day ago", "{n} days ago", days).format(n=days)
    if days < _MONTHS_FROM:
        return ntr("{n} week ago", "{n} weeks ago", days // _WEEK).format(n=days // _WEEK)
    if days < _YEARS_FROM:
        months = _months(days)
        return ntr("{n} month ago", "{n} months ago", months).format(n=months)
    years = _years(days)
    return ntr("{n} year ago", "{n} years ago", years).format(n=years)


def in_words(day: date, today: date) -> str:
    """How far ahead: "today", "tomorrow", "in 3 days", "in 3 weeks", "in 5 months", "in 2 years"."""
    days = (day - today).days
    if days < 0:
        return ago(day, today)
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("tomorrow")
    if days < _WEEKS_FROM:
        return ntr("in {n} day", "in {n} days", days).format(n=days)
    if days < _MONTHS_FROM:
        return ntr("in {n} week", "in {n} weeks", days // _WEEK).format(n=days // _WEEK)
    if days < _YEARS_FROM:
        months = _months(days)
        return ntr("in {n} month", "in {n} months", months).format(n=months)
    years = _years(days)
    return ntr("in {n} year", "in {n} years", years).format(n=years)


def length(days: int) -> str:
    """A span in words: "9 days", "3 weeks", "5 months", "2 years"."""
    if days < _WEEKS_FROM:
        return ntr("{n} day", "{n} days", days).format(n=days)
    if days < _MONTHS_FROM:
        return ntr("{n} week", "{n} weeks", days // _WEEK).format(n=days // _WEEK)
    if days < _YEARS_FROM:
        return ntr("{n} month", "{n} months", _months(days)).format(n=_months(days))
    return ntr("{n} year", "{n} years", _years(days)).format(n=_years(days))


def near_day(day: date, today: date) -> str:
    """A day as one names it: "today", "yesterday", "tomorrow", the weekday within six days, else
    `calendar_day`."""
    days = (day - today).days
    near = {0: tr("today"), -1: tr("yesterday"), 1: tr("tomorrow")}
    if days in near:
        return near[days]
    return weekday(day) if abs(days) < _WEEK else calendar_day(day, today)


def calendar_day(day: date, today: date) -> str:
    """Day and month, with the year when it is another: "5 March", "5 March 2025"."""
    if day.year == today.year:
        return tr("{day} {month}").format(day=day.day, month=month_name(day.month))
    return tr("{day} {month} {year}").format(day=day.day, month=month_name(day.month), year=day.year)


def weekday(day: date) -> str:
    """The weekday's name in the user's language."""
    names = (
        tr("Monday"),
        tr("Tuesday"),
        tr("Wednesday"),
        tr("Thursday"),
        tr("Friday"),
        tr("Saturday"),
        tr("Sunday"),
    )
    return names[day.weekday()]


def month_name(month: int) -> str:
    """The month's name (1–12) in the user's language."""
    names = (
        tr("January"),
        tr("February"),
        tr("March"),
        tr("April"),
        tr("May"),
        tr("June"),
        tr("July"),
        tr("August"),
        tr("September"),
        tr("October"),
        tr("November"),
        tr("December"),
    )
    return names[month - 1]


def cadence_text(cadence: int | None) -> str:
    """A cadence (days) in words: "every 2 weeks", "once a year", "every 45 days", "never reminded"."""
    if cadence is None or cadence <= 0:
        return tr("never reminded")
    if cadence == 1:
        return tr("every day")
    if cadence == _WEEK:
        return tr("every week")
    if cadence == 365:
        return tr("once a year")
    if cadence % 30 == 0:
        months = cadence // 30
        return tr("once a month") if months == 1 else tr("every {n} months").format(n=months)
    if cadence % _WEEK == 0 and cadence < _MONTHS_FROM:
        return tr("every {n} weeks").format(n=cadence // _WEEK)
    return tr("every {n} days").format(n=cadence)


def repeat_text(repeat: Repeat | None) -> str:
    """How a follow-up repeats: "once", "every week", "every 3 months"."""
    if repeat is None:
        return tr("once")
    n = repeat.every
    if repeat.unit is Unit.DAYS:
        return ntr("every day", "every {n} days", n).format(n=n)
    if repeat.unit is Unit.WEEKS:
        return ntr("every week", "every {n} weeks", n).format(n=n)
    if repeat.unit is Unit.MONTHS:
        return ntr("every month", "every {n} months", n).format(n=n)
    return ntr("every year", "every {n} years", n).format(n=n)


def _months(days: int) -> int:
    return max(2, round(days / 30.44))


def _years(days: int) -> int:
    return max(2, int(days / 365.25))
