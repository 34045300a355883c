"""Memberships at BPJS Ketenagakerjaan: who is covered, by whom paid, from and until when.

A KPJ has one row for each span that is paid without a gap by one payer for one programme.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam, delete, select, update

from rules.records import Membership
from rules.spans import joined
from storage.statement import Row, Statement, Tx, adding
from storage.tables import memberships
from storage.vault import Vault

PLACE = "memberships.kpj"
INCOME = "memberships.income"
FIELDS = (
    "person_id", "programme", "kpj_hash", "kpj", "package", "payer", "since", "paid_from", "paid_until",
    "created_at", "income",
)  # fmt: skip
CHANGES = ("package", "since", "paid_from", "paid_until")
_ADD = Statement(adding(memberships, *FIELDS).returning(memberships.c.id))
_OF_PERSON = Statement(
    select(memberships)
    .where(memberships.c.person_id == bindparam("person"))
    .order_by(memberships.c.paid_until.desc(), memberships.c.id)
)
_HOLDERS = Statement(select(memberships.c.person_id).where(memberships.c.kpj_hash == bindparam("kpj_hash")))
_CHANGE = Statement(
    update(memberships)
    .where(memberships.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in CHANGES})
)
_SHORTEN = Statement(
    update(memberships).where(memberships.c.id == bindparam("of")).values(paid_until=bindparam("until"))
)
_GONE = Statement(delete(memberships).where(memberships.c.id == bindparam("of")))


def add(tx: Tx, vault: Vault, wanted: Membership, now: int) -> Membership:
    """Store a membership; the answer has its id."""
    row = tx.must(_ADD, **_columns(wanted, vault), created_at=now)
    return replace(wanted, id=row["id"])


def of_person(tx: Tx, vault: Vault, person: int) -> list[Membership]:
    """A person's memberships, the one paid longest first."""
    return [opened(vault, row) for row in tx.all(_OF_PERSON, person=person)]


def holders(tx: Tx, vault: Vault, kpj: str) -> set[int]:
    """Whose number that is: one person, or nobody."""
    return {row["person_id"] for row in tx.all(_HOLDERS, kpj_hash=vault.find(kpj, "kpj"))}


def pay(tx: Tx, vault: Vault, paid: Membership, now: int) -> bool:
    """Cover was paid for these days: a span becomes longer, or there is a new one; False where all of it was
    known. `since` is worked out. The KPJ must be nobody else's (`holders`).
    """
    found = joined(of_person(tx, vault, paid.person), paid)
    if not found.news:
        return False
    if not found.instead_of:
        add(tx, vault, found.span, now)
        return True
    kept, *gone = found.instead_of
    for one in gone:
        tx.run(_GONE, of=one)
    changed = _columns(found.span, vault)
    tx.run(_CHANGE, of=kept, **{name: changed[name] for name in CHANGES})
    return True


def shorten(tx: Tx, known: Membership, until: date) -> None:
    """Cover ends on that day after all; where it would end before it begins there was none."""
    if until < known.paid_from:
        tx.run(_GONE, of=known.id)
    else:
        tx.run(_SHORTEN, of=known.id, until=until.isoformat())


def _columns(wanted: Membership, vault: Vault) -> Row:
    return {
        "person_id": wanted.person,
        "programme": wanted.programme,
        "kpj_hash": vault.find(wanted.kpj, "kpj"),
        "kpj": vault.seal(wanted.kpj.encode(), PLACE),
        "package": ",".join(wanted.package),
        "payer": wanted.payer,
        "since": wanted.since.isoformat(),
        "paid_from": wanted.paid_from.isoformat(),
        "paid_until": wanted.paid_until.isoformat(),
        "income": None if wanted.income is None else vault.seal(str(wanted.income).encode(), INCOME),
    }


def opened(vault: Vault, row: Row) -> Membership:
    """A row of the table, opened."""
    return Membership(
        row["id"],
        row["person_id"],
        row["programme"],
        vault.open(row["kpj"], PLACE).decode(),
        tuple(row["package"].split(",")),
        row["payer"],
        date.fromisoformat(row["since"]),
        date.fromisoformat(row["paid_from"]),
        date.fromisoformat(row["paid_until"]),
        int(vault.open(row["income"], INCOME)) if row["income"] else None,
    )
