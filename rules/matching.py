"""Matching: what another office is asked about a person, what it answers, and what an officer makes of it.

Three offices: `population` (Dukcapil), `poverty` (P3KE, DTSEN) and `membership` (BPJS Ketenagakerjaan). What
comes out is advice with reasons; a person decides. How questions travel is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

SOURCES = ("population", "poverty", "membership")
# What becomes of a row in a file of answers: taken, or why not. Those of bot/lists/bad.py concern a whole
# file.
ROW_STORED, ROW_SAME, ROW_UNANSWERED = ROWS_TAKEN = ("stored", "same", "unanswered")
ROW_FAULTS = (
    "nik_missing",
    "nik_unread",
    "nik_rounded",
    "bad_code",
    "bad_date",
    "bad_decile",
    "bad_status",
    "two_answers",
    "unknown",
    "outdated",
)
# Why a whole file is no file of answers.
NO_COLUMNS, NO_OFFICE, OTHER_OFFICE = NO_ANSWERS = ("no_columns", "no_office", "other_office")
STATES = ("waiting", "asked", "answered", "failed")
# Which registrations are matched: before they count, and afterwards, as members die and move.
MATCHED = ("submitted", "returned", "verified", "enrolled")

FOUND, DEAD, DOUBLE, NOT_FOUND, INACTIVE, BAD_FORMAT = "00", "11", "12", "13", "14", "15"
CODES = (FOUND, DEAD, DOUBLE, NOT_FOUND, INACTIVE, BAD_FORMAT)  # Dukcapil's but for 00 (domain 5a, S60)
FITS, LOOK, DIFFERS = "fits", "look", "differs"
ADVICE = (FITS, LOOK, DIFFERS)
DECEASED = "DECEASED"
POOR = 4  # deciles 1 to 4 are those that programmes take (domain 5a, S45, S50)

# What each office is told: what it needs to know whom we mean, and no more (UU 27/2022 art. 28).
ASKED: Mapping[str, tuple[str, ...]] = {
    "population": ("nik", "name", "birth_place", "birth_date", "sex", "mother_name", "address", "rt", "rw",
                   "village", "district"),
    "poverty": ("nik", "name", "birth_date", "address", "rt", "rw", "village", "district"),
    "membership": ("nik", "name", "birth_date", "mother_name"),
}  # fmt: skip
COMPARED = ("name", "birth_date", "birth_place", "sex", "mother_name", "address")


REASONS = (
    DECEASED, "NIK_DUP_DUKCAPIL", "NIK_NOT_FOUND", "NIK_INACTIVE", "NIK_FORMAT", "NAME_DIFFERS",
    "BIRTH_DIFFERS", "FACT_DIFFERS", "NAME_ALIKE", "NOTHING_COMPARED", "POOR", "NOT_POOR", "NOT_LISTED",
    "ALREADY_PU", "ALREADY_BPU_OTHER", "ENDED", "NO_MEMBER", "ALL_FITS",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """`key` names it between us and the other office; `facts` as in `ASKED`, dates as ISO."""

    key: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Member:
    """A membership that BPJS Ketenagakerjaan tells: `segment` pu (employed) or bpu, dates ISO or "", `payer`
    as told there.
    """

    kpj: str = ""
    segment: str = ""
    active: bool = False
    since: str = ""
    until: str = ""
    payer: str = ""


@dataclass(frozen=True)
class Answer:
    """`fields`: a verdict of the office ("Sesuai (100)", "Tidak Sesuai") or what stands there itself.

    `died_on`: ISO, "" where unknown; `decile` 1 to 10, 0 where unknown.
    """

    code: str = FOUND
    fields: Mapping[str, str] = field(default_factory=dict)
    died_on: str = ""
    decile: int = 0
    dataset: str = ""
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Field:
    """One fact held against the other office's: `result` same, ask or different; `score` 0 to 100 where one
    is known; `value`: what stands there, "" where the office told a verdict only.
    """

    name: str
    result: str
    score: int | None = None
    value: str = ""


@dataclass(frozen=True)
class Advice:
    """`code`: fits, look or differs; `reasons`: codes of `REASONS`, the weightiest first."""

    code: str
    reasons: tuple[str, ...]
    fields: tuple[Field, ...] = ()


# As JSON in the database


def answer_to(answer: Answer) -> dict[str, Any]:
    members = [vars_of(one) for one in answer.members]
    return {"code": answer.code, "fields": dict(answer.fields), "died_on": answer.died_on,
            "decile": answer.decile, "dataset": answer.dataset, "members": members}  # fmt: skip


def answer_from(told: Mapping[str, Any]) -> Answer:
    """Raises KeyError, TypeError where it is none."""
    members = tuple(Member(**one) for one in told["members"])
    return Answer(**{**told, "members": members})


def vars_of(member: Member) -> dict[str, Any]:
    return {name: getattr(member, name) for name in Member.__dataclass_fields__}


def day_of(text: str) -> date | None:
    """An ISO date; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
