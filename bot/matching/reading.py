"""Reads one row of a file of answers, whoever wrote it and however. It knows no database.

A row that can't be read says why, with a code of rules.matching.ROW_FAULTS; one that nobody has answered yet
says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.reading.dates import read_date
from bot.conversation.reading.unread import Unread
from bot.lists.cells import says_nothing
from rules.matching import BAD_FORMAT, CODES, DEAD, DOUBLE, FOUND, INACTIVE, NOT_FOUND, Answer, Member
from rules.matching_advice import is_verdict

AHEAD = timedelta(3660)  # days that a membership may be paid ahead
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E[+]?\d+", re.I)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: .*)?")
_CODED = re.compile(r"'?(?P<code>0{1,2}|1[1-5])(?:\D.*)?")
# What people write in the place of a code; the first that is found counts.
_WORDS = (
    (DEAD, re.compile(r"meninggal|wafat|mati\b|almarhum")),
    (NOT_FOUND, re.compile(
        r"(?:tidak|tdk|belum|blm) (?:di)?(?:temukan|ada|terdaftar|terdapat|ketemu)|not found|bukan peserta"
    )),
    (INACTIVE, re.compile(r"(?:non|tidak|tdk) ?-?aktif|dibekukan")),
    (DOUBLE, re.compile(r"ganda|duplikat|double")),
    (BAD_FORMAT, re.compile(r"format")),
    (FOUND, re.compile(r"(?:di)?temukan|terdaftar|aktif|ada|sesuai|cocok|valid|ok|padan|found")),
)  # fmt: skip
_NO = re.compile(r"\b(?:non|tidak|tdk|no|n|berhenti|nonaktif|mutasi|keluar)\b|^t$")


class Unreadable(ValueError):
    """Why a row is not taken: the code is the argument."""


@dataclass(frozen=True)
class Row:
    """`columns`: as columns.layout found them; `ours`: the sheet is our own come back."""

    cells: Sequence[str]
    columns: Mapping[str, int]
    ours: bool = False

    def text(self, name: str) -> str:
        at = self.columns.get(name, -1)
        text = self.cells[at].strip() if 0 <= at < len(self.cells) else ""
        return "" if says_nothing(text) and text not in ("0",) else text


def nik_of(row: Row) -> str:
    """The NIK of a row. Raises Unreadable: a digit is never guessed."""
    text = row.text("nik")
    if not text:
        raise Unreadable("nik_missing")
    if _EXPONENT.fullmatch(text):
        raise Unreadable("nik_rounded")
    digits = re.sub(r"[\s.'’`-]", "", text)
    if not (len(digits) == 16 and digits.isascii() and digits.isdigit()):
        raise Unreadable("nik_unread")
    return digits


def answer_of(row: Row, source: str, today: date) -> Answer | None:
    """What the office says of this person; None where it has not answered. Raises Unreadable."""
    code = _code(row.text("code"))
    fields = _fields(row, today)
    died_on = _day(row.text("died_on"), today)
    decile = _decile(row.text("decile")) if source == "poverty" else 0
    member = _member(row, today) if source == "membership" and code in ("", FOUND) else None
    if not code and not fields and not died_on and not decile and member is None:
        return None
    code = code or (DEAD if died_on and source == "population" else FOUND)
    return Answer(code, fields, died_on, decile, row.text("dataset"), (member,) if member else ())


def _fields(row: Row, today: date) -> dict[str, str]:
    """What was found of each fact. What we wrote ourselves proves nothing; a verdict in its place does."""
    found: dict[str, str] = {}
    for name in row.columns:
        kind, _, fact = name.partition(".")
        told = row.text(name)
        theirs = kind == "value" and fact not in found and (not row.ours or is_verdict(told))
        if told and (kind == "result" or theirs):
            dated = fact == "birth_date" and not is_verdict(told)  # as ISO, so that it can be compared
            found[fact] = _day(told, today) if dated else told
    return found


def _code(text: str) -> str:
    if not text:
        return ""
    if found := _CODED.fullmatch(text):
        return FOUND if found["code"].startswith("0") else found["code"]
    code = next((code for code, pattern in _WORDS if pattern.search(text.lower())), "")
    if code not in CODES:
        raise Unreadable("bad_code")
    return code


def _decile(text: str) -> int:
    if not text:
        return 0
    found = re.fullmatch(r"(?:desil ?)?(\d{1,2})(?:[.,]0)?", text.lower())
    if not found or not 1 <= int(found[1]) <= 10:
        raise Unreadable("bad_decile")
    return int(found[1])


def _member(row: Row, today: date) -> Member | None:
    kpj, segment, status = row.text("kpj"), row.text("segment").lower(), row.text("active").lower()
    if not (kpj or segment or status):
        return None
    ahead = today + AHEAD
    since, until = _day(row.text("since"), ahead), _day(row.text("until"), ahead)
    active = not _NO.search(status) if status else not until or until >= today.isoformat()
    employed = re.search(r"\bpu\b|penerima upah|perusahaan|karyawan", segment) and "bukan" not in segment
    segment = "pu" if employed else "bpu"
    return Member(kpj, segment, bool(active), since, until, row.text("payer"))


def _day(text: str, latest: date) -> str:
    """A day as ISO; "" where there is none. Raises Unreadable."""
    if not text:
        return ""
    try:
        found = _ISO.fullmatch(text)
        read = None if found else read_date(text, latest, birth=True, youngest=0)
        day = read.value if read else date(*map(int, found.groups() if found else ()))
    except (Unread, ValueError):
        raise Unreadable("bad_date") from None
    if day > latest:
        raise Unreadable("bad_date")
    return day.isoformat()
