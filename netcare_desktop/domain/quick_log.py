"""Quick log: what is understood from one sentence.

The simple form: `[Coffee|Lunch|Call|Met|Wrote|Mail] [with|to] NAME[, NAME] …`, with a day ("yesterday", "last
Thursday", 2026-03-05) before or after the names or at the end; what remains is the summary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from netcare_desktop.domain.names import fold
from netcare_desktop.domain.past_days import DayPhrase, read_day
from netcare_desktop.domain.words import Channel, StartedBy
from netcare_desktop.i18n import tr

_TOKEN = re.compile(r"[,;:()&+、，；：＆]|[^\s,;:()&+、，；：＆]+")
_KEY = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_LONGEST_NAME = 8  # words

_MEETINGS = "coffee, lunch, dinner, breakfast, brunch, tea, beer, beers, drink, drinks, walk, met, meet, meeting, saw, visited"
_MEANINGS: tuple[tuple[Channel, StartedBy, str], ...] = (
    (Channel.MEETING, StartedBy.UNKNOWN, _MEETINGS),
    (Channel.CALL, StartedBy.UNKNOWN, "call, phone, phone call, spoke, talked"),
    (Channel.VIDEO, StartedBy.UNKNOWN, "video, video call, zoom, facetime, skype"),
    (Channel.MESSAGE, StartedBy.UNKNOWN, "message, text, chat, sms"),
    (Channel.EMAIL, StartedBy.UNKNOWN, "mail, email, e-mail"),
    (Channel.LETTER, StartedBy.UNKNOWN, "letter, postcard, card"),
    (Channel.SOCIAL, StartedBy.UNKNOWN, "comment, reaction"),
    (Channel.EVENT, StartedBy.UNKNOWN, "event, party, conference, concert"),
    (Channel.CALL, StartedBy.ME, "called, phoned, rang"),
    (Channel.MESSAGE, StartedBy.ME, "wrote, write, messaged, texted, pinged, sent a message"),
    (Channel.EMAIL, StartedBy.ME, "mailed, emailed, e-mailed, sent an email, sent an e-mail, wrote an email"),
    (
        Channel.LETTER,
        StartedBy.ME,
        "wrote a letter, wrote a card, sent a letter, sent a card, sent a postcard",
    ),
    (Channel.SOCIAL, StartedBy.ME, "liked, commented, congratulated"),
)
_VERBS = {
    tuple(phrase.split()): (channel, started_by)
    for channel, started_by, phrases in _MEANINGS
    for phrase in phrases.split(", ")
}
_WRITTEN_TO = frozenset({Channel.CALL, Channel.VIDEO, Channel.MESSAGE, Channel.EMAIL, Channel.LETTER})
_OPENERS = frozenset({"i", "we", "had", "a", "an", "the", "quick", "short", "long", "nice", "just"})
_SEPARATORS = frozenset({",", "&", "+", "、", "，", "＆", "and"})
_MARKS = frozenset({";", ":", "(", ")", "；", "："})
_ENDS = (
    _MARKS
    | {
        "-",
        "–",
        "—",
        "about",
        "regarding",
        "re",
        "over",
        "on",
        "at",
        "in",
        "for",
        "because",
        "who",
        "after",
        "before",
    }
    | {"during", "i", "we", "she", "he", "they", "it", "to", "from", "with"}
)
_PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "da", "do", "dos", "das", "di", "du", "la", "le", "del"}
) | {*("della", "bin", "ibn", "al", "el", "y", "e", "zu", "zur", "zum", "ten", "ter", "af", "av")}
_NOT_THE_DAY = frozenset({"by", "until", "till", "due", "for", "since", "before", "after", "from", "next"})

Finder = Callable[[str], Sequence[str]]
"""Gives the ids of all people a name fits; it is handed the text as typed."""


@dataclass(frozen=True, slots=True)
class QuickLog:
    """What was understood. `people` are ids, in the order named; `unclear` sentences that keep it from being
    saved; `names` the texts taken for names; `verb` as typed ("Coffee"), since the channel alone does not
    keep it."""

    people: tuple[str, ...]
    channel: Channel
    started_by: StartedBy
    day: date
    summary: str
    unclear: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    verb: str = ""


class NameIndex:
    """People by every form of their name; call it with a text to get the ids it fits."""

    def __init__(self, people: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._ids: dict[str, dict[str, None]] = {}
        for ident, forms in people:
            for form in forms:
                key = name_key(form)
                if key:
                    self._ids.setdefault(key, {})[ident] = None

    def __call__(self, text: str) -> tuple[str, ...]:
        return tuple(self._ids.get(name_key(text), ()))


def name_key(text: str) -> str:
    """The folded words of a name without punctuation: "Souza, Ana" and "souza ana" are the same."""
    return " ".join(_KEY.findall(fold(text)))


def name_forms(given: str = "", family: str = "", full_name: str = "", nickname: str = "") -> tuple[str, ...]:
    """The forms under which a person may be named in a sentence: full, given, family, either order,
    nickname."""
    forms = [full_name, f"{given} {family}", f"{family} {given}", given, family, nickname]
    words = full_name.split()
    if not given and not family and len(words) > 1:
        forms += [words[0], words[-1]]
    elif len(given.split()) > 1:
        forms += [given.split()[0], f"{given.split()[0]} {family}"]
    if nickname and family:
        forms.append(f"{nickname} {family}")
    return tuple(dict.fromkeys(form.strip() for form in forms if form.strip()))


def parse(sentence: str, on: date, known: Finder | Iterable[tuple[str, Iterable[str]]]) -> QuickLog:
    """What a sentence written on the day `on` says. `known` finds people by name, or lists (id, forms of the
    name); the longest name that fits wins. Never raises for what was typed: what is unclear is told in
    `unclear`."""
    reader = _Reader(sentence, on, known if callable(known) else NameIndex(known))
    return reader.read()


def fits_text(name: str, count: int) -> str:
    """Why a name cannot be used: "Ana: two people fit", "Zed: nobody by this name"."""
    if count == 0:
        return tr("{name}: nobody by this name").format(name=name)
    numbers = {2: tr("two"), 3: tr("three"), 4: tr("four"), 5: tr("five"), 6: tr("six")}
    return tr("{name}: {count} people fit").format(name=name, count=numbers.get(count, str(count)))


@dataclass(slots=True)
class _Reader:
    """One pass over the words of the sentence; `_at` is the next word to read."""

    sentence: str
    on: date
    find: Finder
    _tokens: list[re.Match[str]] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _at: int = 0
    _day: date | None = None
    _people: list[str] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)
    _unclear: list[str] = field(default_factory=list)

    def read(self) -> QuickLog:
        self._tokens = list(_TOKEN.finditer(self.sentence))
        self._words = [fold(token[0]).rstrip(".!?") or token[0] for token in self._tokens]
        self._read_day_here()
        verb, channel, started_by = self._read_verb()
        self._read_day_here()
        if self._word() in ("with", "to", "from", "by", "at"):
            started_by = _who_started(self._word(), channel, started_by)
            self._at += 1
        elif verb and channel in _WRITTEN_TO and channel is not Channel.VIDEO:
            started_by = StartedBy.ME
        self._read_names()
        self._read_day_here()
        summary = self._read_summary()
        if not self._names:
            self._unclear.append(tr("Nobody is named; write for example: Coffee with Ana"))
        if self._day is not None and self._day > self.on:
            self._unclear.append(
                tr("{day}: this day is still to come; note a follow-up instead").format(
                    day=self._day.isoformat()
                )
            )
        return QuickLog(
            people=tuple(dict.fromkeys(self._people)),
            channel=channel,
            started_by=started_by,
            day=self._day or self.on,
            summary=summary,
            unclear=tuple(dict.fromkeys(self._unclear)),
            names=tuple(self._names),
            verb=verb,
        )

    def _word(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._words[at] if at < len(self._words) else ""

    def _text(self, first: int, end: int) -> str:
        """The sentence as typed from one token to before another."""
        return self.sentence[self._tokens[first].start() : self._tokens[end - 1].end()]

    def _read_verb(self) -> tuple[str, Channel, StartedBy]:
        start = self._at
        while self._word() in _OPENERS:
            self._at += 1
        for length in (3, 2, 1):
            if self._at + length > len(self._words):
                continue
            meaning = _VERBS.get(tuple(self._words[self._at : self._at + length]))
            # A person may be called Chat or Card: a verb at the end is none then.
            if meaning is not None and (
                self._at + length < len(self._words) or not self.find(self._tokens[self._at][0])
            ):
                verb = self._text(self._at, self._at + length)
                self._at += length
                return verb, meaning[0], meaning[1]
        self._at = start
        return "", Channel.OTHER, StartedBy.UNKNOWN

    def _read_day_here(self) -> None:
        """Takes a day phrase at this place, once, and the comma around it."""
        at = self._at
        while at < len(self._words) and self._words[at] in (",", "，"):
            at += 1
        phrase = read_day(self._words[at:], self.on) if self._day is None else None
        if phrase is None or self._is_name(at):
            return
        self._take_day(phrase, at)
        self._at = at + phrase.words
        if self._word() in (",", "，", ":"):
            self._at += 1

    def _take_day(self, phrase: DayPhrase, at: int) -> None:
        if phrase.day is None:
            text = self._text(at, at + phrase.words)
            self._unclear.append(tr("{text}: there is no such day").format(text=text))
        else:
            self._day = phrase.day

    def _is_name(self, at: int) -> bool:
        """Whether somebody is called like the word there (April, May, Sunday) and nothing speaks for a
        day."""
        return len(self._words) > at and self._words[at] != "on" and bool(self.find(self._tokens[at][0]))

    def _read_names(self) -> None:
        """Names and what separates them, until something else follows."""
        while self._at < len(self._words):
            before = self._at
            while self._names and self._word() in _SEPARATORS:
                self._at += 1
            separated = self._at > before
            if self._names and not separated:
                return
            if self._word() in ("me", "myself"):
                self._at += 1
                while self._word() in _SEPARATORS:
                    self._at += 1
            if self._at >= len(self._words):
                return
            if not self._read_one_name():
                self._at = before
                return

    def _read_one_name(self) -> bool:
        """Takes the longest name that fits here, or what looks like a name and fits nobody."""
        for end in range(min(len(self._words), self._at + _LONGEST_NAME), self._at, -1):
            if self._words[end - 1] in _SEPARATORS or not _MARKS.isdisjoint(self._words[self._at : end]):
                continue
            text = self._text(self._at, end)
            ids = self.find(text) if name_key(text) else ()
            if not ids:
                continue
            run = self._end_of_name(end) if end < len(self._words) else end
            name = self._text(self._at, run).rstrip(".!?")
            # "Ana Souza" is not the Ana Lima we know.
            self._take_name(name, ids if run == end else ())
            self._at = run
            return True
        return self._read_unknown_name()

    def _take_name(self, name: str, ids: Sequence[str]) -> None:
        self._names.append(name)
        if len(ids) == 1:
            self._people.append(ids[0])
        else:
            self._unclear.append(fits_text(name, len(ids)))

    def _end_of_name(self, at: int) -> int:
        """Where the run of words that look like a name ends: capitalised ones, and particles between them."""
        end = at
        while at < len(self._words):
            if self._is_stop(at) or self._ends_sentence(at - 1):
                break
            token = self._tokens[at][0]
            if token[0].isupper() or (token[0].isalpha() and not token[0].islower()):
                end = at + 1
            elif self._words[at] not in _PARTICLES:
                break
            at += 1
        return end

    def _ends_sentence(self, at: int) -> bool:
        """Whether the word ends with a full stop that is not that of an initial or a title ("J.", "Dr.")."""
        token = self._tokens[at][0]
        return token.endswith(("!", "?")) or (token.endswith(".") and len(token) > 3)

    def _is_stop(self, at: int) -> bool:
        word = self._words[at]
        return word in _SEPARATORS or word in _ENDS or read_day(self._words[at:], self.on) is not None

    def _read_unknown_name(self) -> bool:
        if self._word() in _ENDS or not any(sign.isalnum() for sign in self._word()):
            return False
        end = self._end_of_name(self._at)
        if end == self._at:
            if self._names and not self._typed_small(self._at):
                return False
            end = self._at + 1
        self._take_name(self._text(self._at, end).rstrip(".!?"), ())
        self._at = end
        return True

    def _typed_small(self, at: int) -> bool:
        """Whether a small word after a comma is a name: it stands alone, and the names before were typed
        small too."""
        alone = at + 1 >= len(self._words) or self._is_stop(at + 1)
        return alone and all(name[0].islower() for name in self._names)

    def _read_summary(self) -> str:
        """What remains, without a day phrase at its end."""
        end = len(self._tokens)
        if self._day is None:
            for at in range(max(self._at, end - 5), end):
                phrase = read_day(self._words[at:], self.on)
                if phrase is None or not phrase.plain or at + phrase.words != end:
                    continue
                if at == self._at or self._words[at - 1] not in _NOT_THE_DAY:
                    self._take_day(phrase, at)
                    end = at
                break
        if self._at >= end:
            return ""
        return self._text(self._at, end).strip(" \t\r\n,;:-–—、，；：").lstrip(".!? ")


def _who_started(word: str, channel: Channel, so_far: StartedBy) -> StartedBy:
    """ "Mail from Ana" was theirs, "Mail to Ana" mine; "Call with Ana" does not say."""
    if word in ("from", "by"):
        return StartedBy.THEM
    if word == "to" and channel in _WRITTEN_TO:
        return StartedBy.ME
    return so_far
