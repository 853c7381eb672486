"""The sentences on a person's page: when they come up next and why, the rhythm, a page to copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from netcare_desktop.domain import day_words, wording
from netcare_desktop.domain.due import Rhythm
from netcare_desktop.domain.entries import Why
from netcare_desktop.domain.today import touch_reason
from netcare_desktop.domain.today_facts import PersonFact
from netcare_desktop.domain.words import Channel, Growth
from netcare_desktop.i18n import ntr, tr
from netcare_desktop.store.facts import InteractionFact, OccasionFact, PersonDetail


def next_words(detail: PersonDetail, today: date, *, beside_circle: bool = False) -> str:
    """When and why the person comes up next: "Next: Friday 4 December · Regular, every 3 months". `beside_circle`: the
    circle, or that the person is growing, stands there already and is not said again.
    """
    row, due = detail.row, detail.due
    growing = row.growth is Growth.GROWING
    if due is None:
        if row.archived:
            return tr("Archived; no reminders")
        if row.in_card_stack:
            return tr("In the card stack; no reminders")
        return wording.never_text(rhythm_of(detail)) or tr("No reminders")
    reason = touch_reason(
        today,
        due,
        PersonFact(circle=row.circle, circle_rank=row.circle_rank, growing=growing, known=is_known(detail)),
    )
    if reason.why is not Why.RHYTHM or due.on <= today:
        if beside_circle:
            reason = replace(reason, circle=None, growing=False)
        return wording.reason_text(reason, today)
    sentence = tr("Next: {day}").format(day=weekday_and_day(due.on, today))
    if beside_circle and detail.cadence is None:
        return f"{sentence} · {day_words.cadence_text(due.cadence)}"
    return f"{sentence} · {rhythm_words(detail, due.cadence)}"


def is_known(detail: PersonDetail) -> bool:
    """Whether they were met, spoken or written with at any time before: no hello is then the first."""
    told = detail.last_spoke or detail.met_on or detail.met_where
    return bool(told) or detail.row.last_interaction_on is not None


def rhythm_words(detail: PersonDetail, cadence: int) -> str:
    """Whose rhythm it is and how often: "Regular, every 3 months", "Growing, every 2 weeks"."""
    often = day_words.cadence_text(cadence)
    if detail.cadence is not None:
        return tr("own rhythm, {often}").format(often=often)
    if detail.row.growth is Growth.GROWING:
        return tr("Growing, {often}").format(often=often)
    return f"{detail.row.circle}, {often}" if detail.row.circle else often


def rhythm_of(detail: PersonDetail) -> Rhythm:
    """The facts that decide whether anything is ever due."""
    row = detail.row
    return Rhythm(
        person_id=detail.uid,
        cadence=detail.cadence,
        circle_cadence=detail.circle_cadence,
        growth=row.growth,
        paused=detail.paused,
        paused_until=detail.paused_until,
        silent=row.in_card_stack or row.archived or detail.deleted_on is not None,
    )


def weekday_and_day(day: date, today: date) -> str:
    """ "Friday 4 December", with the year when it is another one."""
    return tr("{weekday} {day}").format(
        weekday=day_words.weekday(day), day=day_words.calendar_day(day, today)
    )


def month_head(day: date) -> str:
    """The head over a month of the timeline: "November 2026"."""
    return tr("{month} {year}").format(month=day_words.month_name(day.month), year=day.year)


def contact_line(fact: InteractionFact, today: date) -> str:
    """The quiet line of an entry: "Yesterday · call, 45 min · they started it"."""
    when = day_words.ago(fact.on, today)
    how = wording.channel_text(Channel(fact.channel)) if fact.channel in set(Channel) else fact.channel
    if fact.minutes:
        how = tr("{channel}, {n} min").format(channel=how, n=fact.minutes)
    parts = [when[:1].upper() + when[1:], how]
    if fact.started_by == "them":
        parts.append(tr("they started it"))
    elif fact.started_by == "me":
        parts.append(tr("you started it"))
    if fact.answered == "no":
        parts.append(tr("no answer"))
    elif fact.answered == "yes" and fact.started_by == "me":
        parts.append(tr("they answered"))
    return " · ".join(parts)


def occasion_words(fact: OccasionFact, today: date, following: date) -> tuple[str, str]:
    """(name, when): "Birthday" and "16 April 1990 · turns 37 in 5 months". `following`: its next day."""
    label = wording.occasion_text(fact.name or fact.kind)
    day = tr("{day} {month}").format(day=fact.day, month=day_words.month_name(fact.month))
    if fact.year:
        day = tr("{day} {year}").format(day=day, year=fact.year)
    ahead = day_words.in_words(following, today)
    years = following.year - fact.year if fact.year else 0
    if years > 0 and fact.kind == "birthday":
        ahead = tr("turns {n} {when}").format(n=years, when=ahead)
    elif years > 0:
        ahead = tr("{when}, {years}").format(
            when=ahead, years=ntr("{n} year", "{n} years", years).format(n=years)
        )
    return label, f"{day} · {ahead}"


def person_text(detail: PersonDetail, today: date) -> str:
    """The whole page as readable text, for the clipboard."""
    row = detail.row
    lines = [
        detail.full_name,
        " · ".join(part for part in (row.title, detail.department, row.organisation) if part),
    ]
    lines += [f"{point.label + ': ' if point.label else ''}{point.value}" for point in detail.contact_points]
    lines += [address.text for address in detail.addresses]
    lines = [line for line in lines if line]
    if row.circle:
        lines.append(tr("Circle: {name}").format(name=row.circle))
    lines.append(next_words(detail, today))
    if row.tags:
        lines.append(tr("Tags: {tags}").format(tags=tr(", ").join(row.tags)))
    if detail.met_on or detail.met_where:
        day = day_words.calendar_day(detail.met_on, today) if detail.met_on else ""
        lines.append(
            tr("Met: {where}").format(where=tr(", ").join(part for part in (day, detail.met_where) if part))
        )
    for title, text in ((tr("What matters now"), detail.matters), (tr("Notes"), detail.notes)):
        if text:
            lines += ["", title, text]
    if detail.followups:
        lines += ["", tr("Open between us")]
        lines += [f"{day_words.calendar_day(one.on, today)}: {one.text}" for one in detail.followups]
    if detail.interactions:
        lines += ["", tr("Timeline")]
        for fact in detail.interactions:
            day = day_words.calendar_day(fact.on, today)
            how = (
                wording.channel_text(Channel(fact.channel)) if fact.channel in set(Channel) else fact.channel
            )
            lines.append(": ".join(part for part in (f"{day}, {how}", fact.summary) if part))
            if fact.notes:
                lines.append(fact.notes)
    return "\n".join(lines).strip() + "\n"
