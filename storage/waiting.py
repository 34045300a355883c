"""What waits for an officer, counted by where it lies: registrations, cases, groups without a coordinator."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from rules.cases import OPEN
from storage.statement import Row, Statement, Tx, among
from storage.tables import cases, group_chats, groups, registrations
from storage.vault import Vault

PLACE = "cases.details"
WAITING = ("submitted", "verified", "waiting_list")
_REGISTRATIONS = Statement(
    select(
        registrations.c.programme, registrations.c.village, registrations.c.status, groups.c.kind,
        groups.c.place, func.count().label("count"),
    )
    .outerjoin(groups, groups.c.id == registrations.c.group_id)
    .where(among(registrations.c.status, WAITING))
    .group_by(
        registrations.c.programme, registrations.c.village, registrations.c.status, groups.c.kind,
        groups.c.place,
    )
)  # fmt: skip
_CASES = Statement(
    select(cases.c.id, cases.c.kind, cases.c.status, cases.c.details, registrations.c.programme,
           registrations.c.village)
    .outerjoin(registrations, registrations.c.person_id == cases.c.person_id)
    .where(among(cases.c.status, OPEN))
    .order_by(cases.c.id)
)  # fmt: skip
_UNLED = Statement(
    select(groups)
    .outerjoin(group_chats, (group_chats.c.group_id == groups.c.id) & group_chats.c.until.is_(None))
    .where(groups.c.status == "open", group_chats.c.id.is_(None), groups.c.ends >= bindparam("today"))
)


def registrations_waiting(tx: Tx) -> list[Row]:
    """How many registrations wait: programme, village, status, kind and place of the group, count."""
    return tx.all(_REGISTRATIONS)


def cases_open(tx: Tx, vault: Vault) -> list[Row]:
    """Every open case, once for each registration of the insured: id, kind, status, programme, village;
    `region` is what the NIK tells ("63.71"), for those whom no programme knows.
    """
    return [{**row, "region": _region(vault, row)} for row in tx.all(_CASES)]


def groups_unled(tx: Tx, today: str) -> list[Row]:
    """The open groups that nobody coordinates; `today` as an ISO date."""
    return tx.all(_UNLED, today=today)


def _region(vault: Vault, row: Row) -> str:
    nik = str(vault.open_json(row["details"], PLACE).get("nik") or "")
    return f"{nik[:2]}.{nik[2:4]}" if len(nik) == 16 else ""
