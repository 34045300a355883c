"""Reads an identity number (NIK): sixteen digits that tell a place, a birth date and a sex.

There is no check digit, so whoever asks should read the facts back. The place is where the number was first
issued, never where its owner lives. A number of a family card (KK) looks the same and is not told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.conversation.reading.plain import plain
from bot.conversation.reading.unread import Unread

LENGTH = 16
OLDEST = 110
HIDDEN = "•" * 8

_RUNS = re.compile(r"(?P<digits>[0-9]+)|(?P<word>[^\W0-9_]+)|(?P<end>[\n,;/|&])")
_LABEL_WORDS = "nik nomor nomer no ktp saya sy sya ulun tiang nya ini adalah yaitu pak bu ya kak"
_LABELS = frozenset(_LABEL_WORDS.split())

Sex = Literal["male", "female"]


@dataclass(frozen=True)
class NikFacts:
    """What a number tells; where its code is in no table, `known_regency` is False and `regency` None."""

    nik: str
    regency: str | None
    known_regency: bool
    birth_date: date
    sex: Sex


def read_nik(
    text: str,
    regencies: Mapping[str, str],
    provinces: Mapping[str, str],
    today: date,
    *,
    youngest: int = 15,
) -> NikFacts:
    """The facts of the NIK in `text`; spaces, dots, dashes, quotes and words ("NIK saya") may stand around.

    `regencies` maps four digits ("6371") and `provinces` two ("63") to names, also those no longer in use.
    The century is the one in which the owner is `youngest` to 110 years old on `today`. The form (place,
    birth date with 40 added to the day of women, serial from 0001) is as the population office explains it:
    dukcapil.klaten.go.id/arti-16-digit-nomor-induk-kependudukan-nik.
    Raises Unread: nik_empty, nik_short (missing), nik_long (extra), nik_letters, nik_province, nik_date,
    nik_serial. A digit is never guessed: the letter O is not read as 0.
    """
    nik = _digits(text)
    if nik[:2] not in provinces:
        raise Unread("nik_province")
    day = int(nik[6:8])
    born = _born(day - 40 if day > 40 else day, int(nik[8:10]), int(nik[10:12]), today, youngest)
    if nik[12:] == "0000":
        raise Unread("nik_serial")
    regency = regencies.get(nik[:4])
    return NikFacts(nik, regency, regency is not None, born, "female" if day > 40 else "male")


def hide(nik: str) -> str:
    """ "6371••••••••9001": enough to recognise one's own number, not enough to use it."""
    return nik[:4] + HIDDEN + nik[-4:]


def grouped(nik: str) -> str:
    """ "6371 0157 0885 9001": in fours, as it is easiest to compare with the card."""
    return " ".join(nik[start : start + 4] for start in range(0, len(nik), 4))


def _digits(text: str) -> str:
    groups, doubtful = _groups(plain(text).lower())
    whole = {group for group in groups if len(group) == LENGTH}
    if len(whole) == 1 and not doubtful:
        return whole.pop()
    raise _refusal(groups, doubtful)


def _groups(text: str) -> tuple[list[str], bool]:
    """The digits between words, and whether a letter stands where a digit should."""
    runs = list(_RUNS.finditer(text))
    words = [run for run in runs if run["word"]]
    groups = "".join(run["digits"] or " " for run in runs).split()
    return groups, any(_stands_in(run, text) for run in words)


def _stands_in(run: re.Match[str], text: str) -> bool:
    """A letter is glued to digits, or stands alone among them: "63710I57", "6371 O157", "6371 O 157"."""
    if run["word"] in _LABELS:
        return False
    around = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
    glued = any(sign in "0123456789" for sign in around)
    return glued or not run["word"].isalpha() or (len(run["word"]) == 1 and run["word"] in "oilbszdq")


def _refusal(groups: list[str], doubtful: bool) -> Unread:
    if doubtful:
        return Unread("nik_letters")
    if not groups:
        return Unread("nik_empty")
    longest = max(map(len, groups))
    if longest < LENGTH:
        return Unread("nik_short", missing=str(LENGTH - longest))
    extra = longest - LENGTH or LENGTH  # two whole numbers: one too many
    return Unread("nik_long", extra=str(extra))


def _born(day: int, month: int, year: int, today: date, youngest: int) -> date:
    for born in _dates(day, month, year, today):
        if youngest <= age(born, today) <= OLDEST:
            return born
    raise Unread("nik_date")


def _dates(day: int, month: int, year: int, today: date) -> Iterator[date]:
    """The day in this century and in the one before, the later first."""
    century = today.year // 100 * 100
    for start in (century, century - 100):
        try:
            yield date(start + year, month, day)
        except ValueError:
            continue


def age(born: date, today: date) -> int:
    """Full years lived on `today`; negative before birth."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
