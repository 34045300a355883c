"""What an officer makes of another office's answer: advice with reasons, fact by fact. Nobody is refused by
it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rules.matching import (
    ADVICE,
    BAD_FORMAT,
    COMPARED,
    DEAD,
    DECEASED,
    DIFFERS,
    DOUBLE,
    FITS,
    FOUND,
    INACTIVE,
    LOOK,
    NOT_FOUND,
    POOR,
    Advice,
    Answer,
    Field,
)
from rules.names import compare

TELLING = ("name", "birth_date")  # one that differs is another person, or a wrong NIK
NAMES = ("name", "mother_name")
# What Dukcapil's code alone says.
BY_CODE: Mapping[str, tuple[str, str]] = {
    DEAD: (DIFFERS, DECEASED),
    DOUBLE: (LOOK, "NIK_DUP_DUKCAPIL"),
    NOT_FOUND: (DIFFERS, "NIK_NOT_FOUND"),
    INACTIVE: (LOOK, "NIK_INACTIVE"),
    BAD_FORMAT: (DIFFERS, "NIK_FORMAT"),
}
_VERDICT = re.compile(
    r"(?P<no>(?:tidak|tdk|not|no) ?)?(?:sesuai|cocok|match|sama)(?:\W*(?P<score>\d{1,3}))?\W*", re.I
)


def advise(source: str, facts: Mapping[str, str], answer: Answer) -> Advice:
    """What an answer about a person with these facts means for who decides."""
    fields = tuple(_field(name, facts.get(name, ""), told) for name in COMPARED
                   if (told := answer.fields.get(name, "").strip())
                   and (facts.get(name) or is_verdict(told)))  # fmt: skip
    own = {"population": _population, "poverty": _poverty, "membership": _membership}[source](answer)
    found = [own, *(_of_fields(fields) if answer.code in (FOUND, DOUBLE, INACTIVE) else [])]
    if source == "population" and answer.code == FOUND and not fields:
        found.append((LOOK, "NOTHING_COMPARED"))
    return _weighed(found, fields)


def _weighed(found: Sequence[tuple[str, str]], fields: tuple[Field, ...]) -> Advice:
    """The gravest advice, with its reasons first; each reason once."""
    grave = sorted((one for one in found if one[1]), key=lambda one: -ADVICE.index(one[0]))
    reasons = tuple(dict.fromkeys(reason for _, reason in grave)) or ("ALL_FITS",)
    return Advice(grave[0][0] if grave else FITS, reasons, fields)


def _population(answer: Answer) -> tuple[str, str]:
    return BY_CODE.get(answer.code, (FITS, ""))


def _poverty(answer: Answer) -> tuple[str, str]:
    """Who is not in the data is merely not in the data: the person may object, or be looked at."""
    if answer.code != FOUND:
        return LOOK, "NOT_LISTED"
    return (LOOK, "NOT_POOR") if answer.decile > POOR else (FITS, "POOR" if answer.decile else "")


def _membership(answer: Answer) -> tuple[str, str]:
    """Two payers for one person are shown, not dropped (domain 5c)."""
    active = [one for one in answer.members if one.active]
    if any(one.segment == "pu" for one in active):
        return LOOK, "ALREADY_PU"
    if active:
        return LOOK, "ALREADY_BPU_OTHER"
    return FITS, "ENDED" if answer.members else "NO_MEMBER"


def _of_fields(fields: Sequence[Field]) -> list[tuple[str, str]]:
    found = []
    for one in fields:
        if one.result == "different" and one.name in TELLING:
            found.append((DIFFERS, "NAME_DIFFERS" if one.name == "name" else "BIRTH_DIFFERS"))
        elif one.result == "different":
            found.append((LOOK, "FACT_DIFFERS"))
        elif one.result == "ask":
            found.append((LOOK, "NAME_ALIKE" if one.name == "name" else "FACT_DIFFERS"))
    return found


def _field(name: str, ours: str, told: str) -> Field:
    """A verdict is taken as it is; a value is compared here."""
    if verdict := _VERDICT.fullmatch(told):
        score = int(verdict["score"]) if verdict["score"] else None
        return Field(name, "different" if verdict["no"] else "same", score)
    if name in NAMES:
        compared = compare(ours, told)
        return Field(name, compared.decision, round(compared.score * 100), told)
    return Field(name, "same" if _plain(name, ours) == _plain(name, told) else "different", None, told)


def of_now(asked: Mapping[str, str], facts: Mapping[str, str]) -> bool:
    """Is what an office was asked about still what is known of the person?"""
    return all(_plain(name, told) == _plain(name, facts.get(name, "")) for name, told in asked.items())


def is_verdict(told: str) -> bool:
    """Does the text say that it fits, or that it does not?"""
    return _VERDICT.fullmatch(told.strip()) is not None


def _plain(name: str, text: str) -> str:
    if name == "sex":
        return sex_of(text)
    return re.sub(r"[^a-z0-9]", "", text.lower())


def sex_of(text: str) -> str:
    """male, female, or "" where the text is neither."""
    word = re.sub(r"[^a-z]", "", text.lower())
    if word in ("l", "lk", "lakilaki", "laki", "pria", "male", "m"):
        return "male"
    return "female" if word in ("p", "pr", "perempuan", "wanita", "female", "f") else ""


def sex_of_nik(nik: str) -> str:
    """A woman's NIK has 40 added to the day of birth."""
    return "female" if int(nik[6:8]) > 40 else "male"
