"""Reads one row of a file of answers, whoever wrote it and however. It knows no database.

A row that can't be read says why, with a code of rules.matching.ROW_FAULTS; one that nobody has answered yet
says nothing.
"""

from __future__ import annotations

import contextlib
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
# What people write in the place of a code. These have their "not" in them; what stays after they are cut out
# may have none, or nobody knows what is denied ("belum meninggal", "tidak sesuai").
_NOT = r"\b(?:tidak|tdk|tak|belum|blm)"
_DENIED = (
    (NOT_FOUND, re.compile(
        rf"{_NOT} (?:di ?)?(?:temukan|ada|terdaftar|terdapat|terdata|ketemu)\b|\bnot found\b"
        r"|\bbukan peserta\b"
    )),
    (INACTIVE, re.compile(rf"(?:{_NOT}|\bnon)[ -]?aktif\b|\b(?:non|in)aktif\b|\bdibekukan\b")),
    (BAD_FORMAT, re.compile(rf"\bformat(?: nik)? (?:salah|keliru|{_NOT} (?:sesuai|benar|valid))\b")),
)  # fmt: skip
_DENIAL = re.compile(r"\b(?:tidak|tdk|tak|belum|blm|bukan|not|non|no|invalid)\b")
# The first that is found counts; who has died is told before everything else.
_WORDS = (
    (DOUBLE, re.compile(r"\b(?:ganda|duplikat|double)\b")),
    (BAD_FORMAT, re.compile(r"\bformat\b")),
    (FOUND, re.compile(r"\b(?:(?:di ?)?temukan|terdaftar|aktif|ada|sesuai|cocok|valid|oke?|padan|found)\b")),
)  # fmt: skip
_DEAD = re.compile(r"\b(?:meninggal|wafat|mati|almarhum(?:ah)?)\b")
# Of a membership; a word that stands in neither list is not guessed at.
_ACTIVE = re.compile(r"\b(?:aktif|active|ya|y|yes|berjalan|berlaku)\b|^1$")
_ENDED = re.compile(
    r"\b(?:non|tidak|tdk|tak|belum|blm|no|n|t|non-?aktif|inaktif|inactive|berhenti|dihentikan|berakhir"
    r"|selesai|tutup|ditutup|mutasi|keluar|resign|pensiun|meninggal|klaim)\b|^0$"
)


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
    if died_on and source == "population" and code in ("", FOUND):
        code = DEAD  # a day of death says more than that the number is there
    code = code or FOUND
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


def asked_of(row: Row, today: date) -> dict[str, str]:
    """The facts that an office was asked about, as they stand in our own sheet and can be read."""
    found: dict[str, str] = {}
    for name in row.columns if row.ours else ():
        kind, _, fact = name.partition(".")
        told = row.text(name)
        if kind == "value" and told and not is_verdict(told):
            with contextlib.suppress(Unreadable):
                found[fact] = _day(told, today) if fact == "birth_date" else told
    return found


def _code(text: str) -> str:
    if not text:
        return ""
    if found := _CODED.fullmatch(text):
        return FOUND if found["code"].startswith("0") else found["code"]
    plain = " ".join(text.lower().split())
    denied = next((code for code, pattern in _DENIED if pattern.search(plain)), "")
    for _, pattern in _DENIED:
        plain = pattern.sub(" ", plain)
    if _DENIAL.search(plain):
        raise Unreadable("bad_code")
    said = next((code for code, pattern in _WORDS if pattern.search(plain)), "")
    code = DEAD if _DEAD.search(plain) else denied or said
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
    active = _active(status) if status else not until or until >= today.isoformat()
    return Member(kpj, _segment(segment), active, since, until, row.text("payer"))


def _active(status: str) -> bool:
    """Does a membership run, by its status? Raises Unreadable."""
    if _ENDED.search(status):
        return False
    if not _ACTIVE.search(status):
        raise Unreadable("bad_status")
    return True


def _segment(told: str) -> str:
    """pu (employed) or bpu."""
    employed = re.search(r"\b(?:pu|ppu|p\.u\.|formal)(?!\w)|penerima upah|perusahaan|karyawan", told)
    return "pu" if employed and not re.search(r"\b(?:bukan|non|tidak|informal)\b", told) else "bpu"


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
