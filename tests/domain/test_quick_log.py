"""Quick log, the simple form: people, channel, day and what remains."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcare_desktop.domain.quick_log import NameIndex, QuickLog, fits_text, name_forms, name_key, parse
from netcare_desktop.domain.words import Channel, StartedBy

SUNDAY = date(2026, 11, 22)
PEOPLE = NameIndex(
    [
        ("ana", name_forms("Ana", "Souza", "Ana Souza")),
        ("ana2", name_forms("Ana", "Lima", "Ana Lima", "Aninha")),
        ("ben", name_forms("Ben", "Okafor", "Ben Okafor")),
        ("ming", name_forms("小明", "王", "王小明")),
        ("jean", name_forms("Jean-Luc", "de la Tour", "Jean-Luc de la Tour")),
        ("may", name_forms("May", "Lee", "May Lee")),
        ("firm", name_forms(full_name="Smith & Sons")),
        ("jose", name_forms("José María", "Núñez", "José María Núñez")),
        ("obrien", name_forms("Pat", "O'Brien", "Pat O'Brien")),
        ("chat", name_forms(full_name="Chat")),
    ]
)


def read(sentence: str) -> QuickLog:
    return parse(sentence, SUNDAY, PEOPLE)


@pytest.mark.parametrize(
    ("sentence", "channel", "started_by"),
    [
        ("Coffee with Ben", Channel.MEETING, StartedBy.UNKNOWN),
        ("Lunch with Ben", Channel.MEETING, StartedBy.UNKNOWN),
        ("Met Ben", Channel.MEETING, StartedBy.UNKNOWN),
        ("Call Ben", Channel.CALL, StartedBy.ME),
        ("Call with Ben", Channel.CALL, StartedBy.UNKNOWN),
        ("Call from Ben", Channel.CALL, StartedBy.THEM),
        ("Called Ben", Channel.CALL, StartedBy.ME),
        ("Wrote Ben", Channel.MESSAGE, StartedBy.ME),
        ("Wrote to Ben", Channel.MESSAGE, StartedBy.ME),
        ("Mail to Ben", Channel.EMAIL, StartedBy.ME),
        ("mail Ben", Channel.EMAIL, StartedBy.ME),
        ("E-mail from Ben", Channel.EMAIL, StartedBy.THEM),
        ("Had a quick video call with Ben", Channel.VIDEO, StartedBy.UNKNOWN),
        ("I wrote a letter to Ben", Channel.LETTER, StartedBy.ME),
        ("Postcard from Ben", Channel.LETTER, StartedBy.THEM),
        ("Party with Ben", Channel.EVENT, StartedBy.UNKNOWN),
        ("Liked Ben", Channel.SOCIAL, StartedBy.ME),
        ("Ben", Channel.OTHER, StartedBy.UNKNOWN),
        ("with Ben", Channel.OTHER, StartedBy.UNKNOWN),
    ],
)
def test_the_verb_tells_the_channel_and_who_started(
    sentence: str, channel: Channel, started_by: StartedBy
) -> None:
    found = read(sentence)
    assert (found.people, found.channel, found.started_by, found.unclear) == (
        ("ben",),
        channel,
        started_by,
        (),
    )
    assert (found.day, found.summary) == (SUNDAY, "")


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Lunch with Ana Souza, Ben", ("ana", "ben")),
        ("Lunch with Ana Souza and Ben", ("ana", "ben")),
        ("Lunch with Ana Souza & Ben + May Lee", ("ana", "ben", "may")),
        ("Lunch with Ana Lima, Ben, and May", ("ana2", "ben", "may")),
        ("Lunch with me and Ben", ("ben",)),
        ("Lunch with Ben and me", ("ben",)),
        ("Lunch with Ben, Ben Okafor", ("ben",)),
        ("lunch with jose nunez", ("jose",)),
        ("LUNCH WITH JOSÉ MARÍA NÚÑEZ", ("jose",)),
        ("Lunch with Núñez", ("jose",)),
        ("Lunch with Jean-Luc de la Tour", ("jean",)),
        ("Lunch with 王小明", ("ming",)),
        ("Lunch with 王小明、Ben", ("ming", "ben")),
        ("Lunch with Smith & Sons", ("firm",)),
        ("Lunch with Souza, Ana", ("ana",)),
        ("Lunch with Pat O’Brien", ("obrien",)),
        ("Lunch with Aninha", ("ana2",)),
        ("Met Chat", ("chat",)),
        ("Chat", ("chat",)),
        ("Call with May on Friday", ("may",)),
    ],
)
def test_names(sentence: str, people: tuple[str, ...]) -> None:
    found = read(sentence)
    assert (found.people, found.unclear) == (people, ())


@pytest.mark.parametrize(
    ("sentence", "day", "summary"),
    [
        ("Coffee with Ben about the grant", SUNDAY, "about the grant"),
        ("Coffee with Ben yesterday about the grant", date(2026, 11, 21), "about the grant"),
        ("Coffee with Ben about the grant yesterday", date(2026, 11, 21), "about the grant"),
        ("Coffee with Ben, last Thursday: the grant", date(2026, 11, 19), "the grant"),
        ("Yesterday coffee with Ben", date(2026, 11, 21), ""),
        ("Yesterday, coffee with Ben", date(2026, 11, 21), ""),
        ("Coffee yesterday with Ben", date(2026, 11, 21), ""),
        ("Coffee with Ben 2026-11-01", date(2026, 11, 1), ""),
        ("Coffee with Ben on 5 March", date(2026, 3, 5), ""),
        ("Coffee with Ben 3 days ago, at the lake", date(2026, 11, 19), "at the lake"),
        ("Coffee with Ben, talked about Lisbon", SUNDAY, "talked about Lisbon"),
        ("Met Ben. Great talk about Rust", SUNDAY, "Great talk about Rust"),
        ("Coffee with Ben (at the lake)", SUNDAY, "(at the lake)"),
        ("Wrote Ben about the paper due last Friday", SUNDAY, "about the paper due last Friday"),
        ("Wrote Ben about the paper by Friday", SUNDAY, "about the paper by Friday"),
        ("Wrote Ben - asked for 3, got 5 March-ish", SUNDAY, "asked for 3, got 5 March-ish"),
        ("I met Ben at the party last night", date(2026, 11, 21), "at the party"),
    ],
)
def test_the_day_and_what_remains(sentence: str, day: date, summary: str) -> None:
    found = read(sentence)
    assert (found.people, found.day, found.unclear) == (("ben",), day, ())
    assert found.summary == summary


@pytest.mark.parametrize(
    ("sentence", "unclear"),
    [
        ("Coffee with Ana", "Ana: two people fit"),
        ("Coffee with Zed", "Zed: nobody by this name"),
        ("coffee with zed", "zed: nobody by this name"),
        ("coffee with ben, zed", "zed: nobody by this name"),
        ("Coffee with Ben and Zed von Nobody about X", "Zed von Nobody: nobody by this name"),
        ("Coffee with Ben Souza", "Ben Souza: nobody by this name"),
        ("Coffee with Mary-Jane van der Berg, who is kind", "Mary-Jane van der Berg: nobody by this name"),
        ("Coffee with 李雷", "李雷: nobody by this name"),
        ("Coffee", "Nobody is named; write for example: Coffee with Ana"),
        ("", "Nobody is named; write for example: Coffee with Ana"),
        ("Coffee with", "Nobody is named; write for example: Coffee with Ana"),
        ("Coffee with Ben 2026-12-01", "2026-12-01: this day is still to come; note a follow-up instead"),
        ("Coffee with Ben 2026-02-30", "2026-02-30: there is no such day"),
    ],
)
def test_what_is_unclear_is_told(sentence: str, unclear: str) -> None:
    assert read(sentence).unclear == (unclear,)


def test_many_who_fit() -> None:
    assert fits_text("Ana", 12) == "Ana: 12 people fit"
    assert fits_text("Ana", 3) == "Ana: three people fit"


def test_a_function_may_find_the_people() -> None:
    asked: list[str] = []

    def find(text: str) -> list[str]:
        asked.append(text)
        return ["7"] if name_key(text) == "zed" else []

    assert parse("Coffee with Zed", SUNDAY, find).people == ("7",)
    assert "Zed" in asked


def test_the_verb_is_kept_as_typed() -> None:
    assert read("Coffee with Ben").verb == "Coffee"
    assert read("Had a Video Call with Ben").verb == "Video Call"


def test_name_forms() -> None:
    assert name_forms("Ana Maria", "Souza", "Ana Maria Souza", "Aninha") == (
        "Ana Maria Souza",
        "Souza Ana Maria",
        "Ana Maria",
        "Souza",
        "Aninha",
        "Ana",
        "Ana Souza",
        "Aninha Souza",
    )
    assert name_forms(full_name="Ana Souza") == ("Ana Souza", "Ana", "Souza")
    assert name_forms() == ()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_without_an_error(sentence: str) -> None:
    found = read(sentence)
    assert found.people or found.unclear


WORDS = [
    *(
        "Coffee",
        "with",
        "to",
        "and",
        ",",
        "&",
        "Ben",
        "Ana",
        "Souza",
        "yesterday",
        "last",
        "Thursday",
        "about",
        "on",
    ),
    *("2026-11-01", "3", "days", "ago", ".", ":", "me", "王小明"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_order_of_known_words_is_read_without_an_error(words: list[str]) -> None:
    found = read(" ".join(words))
    assert found.people or found.unclear
    assert found.day <= SUNDAY


@pytest.mark.parametrize("when", ["tomorrow", "the day after tomorrow", "on 2026-03-09"])
def test_a_day_to_come_is_said_to_be_no_contact_yet(when: str) -> None:
    found = parse(f"Coffee with Ana {when}", date(2026, 3, 2), [("1", ("Ana",))])
    assert found.people == ("1",)
    assert len(found.unclear) == 1 and "follow-up" in found.unclear[0]
