"""Phone numbers: what spreadsheets did to them, several in one cell, and the one form to compare them by."""

from __future__ import annotations

import re

_LONGEST = 1_000
_DAMAGED = re.compile(r"[+]?\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_FORMULA_NUMBER = re.compile(r"=\s*(\+[\d ()./\-]+)")
_FLOAT = re.compile(r"(\d{6,15})\.0")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"\s*(?::::|[;|\n；、]|\s/\s|\s(?:or|oder|ou|und|and)\s)\s*")
_COMMA = re.compile(r"\s*,\s*")


def damaged_by_excel(text: str) -> bool:
    """Whether a spreadsheet turned the number into 4.91512E+11; its last digits are gone."""
    return _DAMAGED.fullmatch(text.strip()) is not None


def split_phones(text: str) -> list[str]:
    """The numbers of a cell, each as written."""
    text = text[:_LONGEST]  # an endless cell must not make the search endless
    if text.isdecimal():
        return [text]
    formula = _FORMULA_NUMBER.fullmatch(text)
    if formula:
        return [formula.group(1).strip()]
    whole = _FLOAT.fullmatch(text)
    if whole:  # a column of numbers written by a program that knows only floats
        return [whole.group(1)]
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) == 1 and "," in text:
        candidates = _COMMA.split(text)
        if all(len(_DIGIT.findall(part)) >= 6 for part in candidates):
            parts = candidates
    return [part.removeprefix("tel:").strip() for part in parts]


def normalise_phone(text: str, region: str | None) -> str | None:
    """The number in the international form `+4930123456` (E.164) to compare it by, or None.

    `region` is the ISO country of numbers without a country code; without it only numbers with + or 00 have a form.
    Extensions are not part of the form. Nothing is guessed from damaged numbers.
    """
    text = text.strip()
    if not 4 <= len(_DIGIT.findall(text)) <= 20 or len(text) > 60 or damaged_by_excel(text):
        return None
    import phonenumbers  # the metadata takes 15 ms; only those who compare pay for it

    international = text[:1] in "+＋" or text.startswith("00")
    if text.startswith("00"):
        text = "+" + text[2:]
    if not international and not region:
        return None
    try:
        number = phonenumbers.parse(text, region.upper() if region else None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
