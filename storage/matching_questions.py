"""What an office is told about each person: the facts that it needs to know whom we mean, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rules.matching import ASKED, Question
from rules.matching_advice import sex_of_nik
from storage import catalogue
from storage.people import PLACE as KNOWN
from storage.registrations import PLACE as TOLD
from storage.statement import Row, Tx
from storage.vault import Vault

DISTRICT = len("73.71.01")


def questions(tx: Tx, vault: Vault, rows: Sequence[Row]) -> list[Question]:
    """One for each row of storage/matchings.py, in their order; its key is the number of the row.

    What the person's record says goes before what was told with the registration.
    """
    names: dict[str, str] = {}
    return [_question(tx, vault, row, names) for row in rows]


def _question(tx: Tx, vault: Vault, row: Row, names: dict[str, str]) -> Question:
    facts = facts_of(vault, row)
    village = str(row["village"] or facts.get("village") or "")
    facts["village"] = _named(tx, village, names)
    facts["district"] = _named(tx, village[:DISTRICT], names)
    wanted = {name: facts[name] for name in ASKED[row["source"]] if facts.get(name)}
    return Question(str(row["id"]), wanted)


def facts_of(vault: Vault, row: Row) -> dict[str, str]:
    """What is known of the person, as text."""
    told: Mapping[str, Any] = vault.open_json(row["told"], TOLD)
    known: Mapping[str, Any] = vault.open_json(row["known"], KNOWN)
    facts = {name: value for name, value in {**told, **known}.items() if isinstance(value, str)}
    facts["sex"] = sex_of_nik(facts["nik"])
    return facts


def _named(tx: Tx, code: str, names: dict[str, str]) -> str:
    if code and code not in names:
        names[code] = catalogue.region_name(tx, code)
    return names.get(code, "")
