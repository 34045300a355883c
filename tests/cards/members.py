"""Invented members, many at a time, on any database."""

from __future__ import annotations

from datetime import date
from itertools import count

from rules.records import Event, Membership, Registration
from storage import memberships, people, registrations
from storage.statement import Tx
from storage.vault import Vault
from tests.databases import NOW, VAULT

VILLAGE, NEXT = "51.71.03.2008", "51.71.03.2009"
LAST = date(2099, 12, 31)
_serial = count()


def member(
    tx: Tx, name: str = "NI WAYAN SARI", village: str | None = VILLAGE, programme: str = "denpasar",
    begins: date = date(2026, 1, 1), until: date = LAST, group: int | None = None, vault: Vault = VAULT,
) -> Membership:  # fmt: skip
    """Somebody who is paid for; without a village nobody has registered the person here."""
    number = next(_serial)
    details = {"nik": f"51710{number:07}{9000 + number % 1000}", "name": name, "birth_date": "1985-08-17"}
    person = people.save(tx, vault, details, NOW).id
    if village is not None:
        wish = Registration(0, "", programme, person, "trader", village or None, "", {}, NOW, group=group)
        registrations.add(tx, vault, wish, programme[:3].upper(), Event("submitted", NOW, "person"), None)
    cover = Membership(0, person, programme, f"25{number:09}", ("jkk", "jkm"), "village_fund", begins, begins,
                       until)  # fmt: skip
    return memberships.add(tx, vault, cover, NOW)
