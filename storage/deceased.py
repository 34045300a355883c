"""Who has died, as the population office says, and whether an heir may have something to claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Text, bindparam, exists, literal_column, or_, select, update

from rules.matching import Answer
from storage.matching_results import answer_of
from storage.people import PLACE as KNOWN
from storage.queue import Strip
from storage.registrations import PLACE as TOLD
from storage.statement import Row, Statement, Tx
from storage.tables import cases, groups, matchings, memberships, people, registrations
from storage.vault import Vault

RECORD = "matching"
# What an officer did about it: the heir was told; a report is there; nothing is to be claimed.
HEIR = ("told", "reported", "nothing")
_DEAD = matchings.c.reason == literal_column("'DECEASED'")  # a literal, so that its small index serves
_COVERED = exists().where(memberships.c.person_id == matchings.c.person_id)
_OFFICE = bindparam("office", type_=Text)
_VILLAGE = bindparam("village", type_=Text)
_PART = (
    select(matchings.c.id, _COVERED.label("covered"), matchings.c.heir)
    .join(registrations, registrations.c.id == matchings.c.registration_id)
    .outerjoin(groups, groups.c.id == registrations.c.group_id)
    .where(
        _DEAD, matchings.c.programme == bindparam("programme"),
        or_(_VILLAGE == "", registrations.c.village == _VILLAGE),
        or_(_OFFICE == "", (groups.c.kind == "office") & (groups.c.place == _OFFICE)),
    )
)  # fmt: skip
_STRIP = Statement(_PART)
_REPORTED = (
    select(cases.c.number)
    .where(cases.c.person_id == matchings.c.person_id, cases.c.kind == "death")
    .order_by(cases.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_ONE = Statement(
    select(
        matchings, registrations.c.number, registrations.c.village, registrations.c.details.label("told"),
        people.c.details.label("known"), groups.c.kind, groups.c.place, _REPORTED.label("reported"),
    )
    .join(registrations, registrations.c.id == matchings.c.registration_id)
    .join(people, people.c.id == matchings.c.person_id)
    .outerjoin(groups, groups.c.id == registrations.c.group_id)
    .where(matchings.c.id == bindparam("row"), _DEAD)
)  # fmt: skip
_HEIR = Statement(
    update(matchings)
    .where(matchings.c.id == bindparam("row"), _DEAD)
    .values(heir=bindparam("heir"), heir_at=bindparam("heir_at"))
)


def listed(tx: Tx, strips: Iterable[Strip], done: bool) -> list[int]:
    """Their numbers, those with a membership first; `done`: those of whom an officer has taken care."""
    found = {row["id"]: row for strip in strips for row in tx.all(_STRIP, **vars(strip))}
    wanted = [row for row in found.values() if (row["heir"] is not None) == done]
    return [row["id"] for row in sorted(wanted, key=lambda row: (not row["covered"], row["id"]))]


def some(tx: Tx, vault: Vault, ids: Sequence[int]) -> list[Row]:
    """These, with `known` (what the record and the registration say), `answer` and `reported`: the number of
    the case of this death.
    """
    return [row for id in ids if (row := one(tx, vault, id))]


def one(tx: Tx, vault: Vault, id: int) -> Row | None:
    """None where nobody has died."""
    row = tx.one(_ONE, row=id)
    if row is None:
        return None
    known = {**vault.open_json(row["told"], TOLD), **vault.open_json(row["known"], KNOWN)}
    return {**row, "known": known, "told": None, "answer": answer_of(vault, row) or Answer()}


def taken_care(tx: Tx, id: int, heir: str, now: int) -> bool:
    """What an officer did; False where nobody has died."""
    return tx.run(_HEIR, row=id, heir=heir, heir_at=now) > 0
