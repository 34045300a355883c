"""The answers of other offices as they are stored: sealed, with the advice that followed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from rules.matching import Advice, Answer, Field, answer_from, answer_to
from storage.statement import Row, Statement, Tx
from storage.tables import matchings, people
from storage.vault import Vault

RESULT = "matchings.result"
_OF_REGISTRATION = Statement(
    select(matchings, people.c.changed_at)
    .join(people, people.c.id == matchings.c.person_id)
    .where(matchings.c.registration_id == bindparam("registration"))
)


@dataclass(frozen=True)
class Matching:
    """What one office is asked about a registration, and its answer with the advice that follows from it.

    `changed`: something about the person was changed after the office was asked.
    """

    id: int
    registration: int
    person: int
    programme: str
    source: str
    state: str
    asked_at: int | None
    answered_at: int | None
    problem: str | None = None
    answer: Answer | None = None
    advice: Advice | None = None
    heir: str | None = None
    heir_at: int | None = None
    changed: bool = False


def sealed(vault: Vault, answer: Answer, advice: Advice) -> bytes:
    """As it is stored."""
    return vault.seal_json({"answer": answer_to(answer), "advice": _advice_to(advice)}, RESULT)


def of_registration(tx: Tx, vault: Vault, registration: int) -> dict[str, Matching]:
    """By source."""
    rows = tx.all(_OF_REGISTRATION, registration=registration)
    return {row["source"]: _matching(vault, row) for row in rows}


def answer_of(vault: Vault, row: Row) -> Answer | None:
    """The answer that stands in a row."""
    return answer_from(vault.open_json(row["result"], RESULT)["answer"]) if row["result"] else None


def _matching(vault: Vault, row: Row) -> Matching:
    """A row of the table, with `changed_at` of its person."""
    result = vault.open_json(row["result"], RESULT) if row["result"] else None
    asked = row["asked_at"] or row["answered_at"]
    return Matching(
        row["id"], row["registration_id"], row["person_id"], row["programme"], row["source"], row["state"],
        row["asked_at"], row["answered_at"], row["problem"],
        answer_from(result["answer"]) if result else None,
        _advice_from(result["advice"]) if result else None, row["heir"], row["heir_at"],
        bool(result and asked and row["changed_at"] > asked),
    )  # fmt: skip


def _advice_to(advice: Advice) -> dict[str, Any]:
    fields = [{"name": one.name, "result": one.result, "score": one.score, "value": one.value}
              for one in advice.fields]  # fmt: skip
    return {"code": advice.code, "reasons": list(advice.reasons), "fields": fields}


def _advice_from(told: Mapping[str, Any]) -> Advice:
    return Advice(told["code"], tuple(told["reasons"]), tuple(Field(**one) for one in told["fields"]))
