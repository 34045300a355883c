"""The JSON of docs/matching.openapi.json: what is sent to the city's gateway and what it may answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from rules.matching import COMPARED, Answer, Member, Question

MOST = 100  # questions of one request
Code = Literal["00", "11", "12", "13", "14", "15"]


class _Member(msgspec.Struct, forbid_unknown_fields=False):
    kpj: str = ""
    segment: Literal["pu", "bpu", ""] = ""
    active: bool = False
    since: str = ""
    until: str = ""
    payer: str = ""


class _Answer(msgspec.Struct):
    key: str
    code: Code
    fields: dict[str, str] = {}
    died_on: str = ""
    decile: int = 0
    dataset: str = ""
    members: list[_Member] = []


class _Answers(msgspec.Struct):
    answers: list[_Answer]


def packed(questions: Sequence[Question]) -> bytes:
    """The body of a request."""
    return msgspec.json.encode({"questions": [{"key": one.key, **one.facts} for one in questions]})


def unpacked(body: bytes, asked: Sequence[Question]) -> Mapping[str, Answer]:
    """The answers to what was asked, by key; what nobody asked is left out. Raises msgspec.MsgspecError, and
    UnicodeDecodeError where it is no text.
    """
    found = msgspec.json.decode(body, type=_Answers).answers
    keys = {one.key for one in asked}
    return {one.key: _answer(one) for one in found if one.key in keys}


def _answer(told: _Answer) -> Answer:
    fields = {name: told.fields[name] for name in COMPARED if name in told.fields}
    members = tuple(Member(**msgspec.structs.asdict(one)) for one in told.members)
    decile = told.decile if 1 <= told.decile <= 10 else 0
    return Answer(told.code, fields, told.died_on, decile, told.dataset, members)
