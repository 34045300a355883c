"""Tries at a door, counted before they are looked at: of many sent at once none slips by.

Counted by account, whether or not there is such an account, and by address, more patiently: behind the one
address of an office sit many officers. What is mistyped there fades, and whoever gets in makes one good.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from console.house import House
from rules.officers import Officer
from storage import tries
from storage.networks import network_of
from storage.statement import Tx
from storage.vault import Vault

OF_ADDRESS = tries.shared(20)
MINUTE = 60 * 1000
ACCOUNT, ADDRESS = "officer.try", "officer.address"


@dataclass(frozen=True)
class Tried:
    """Who tries what: keyed hashes of the account and of the address."""

    account: bytes
    address: bytes

    @property
    def both(self) -> tuple[bytes, bytes]:
        return self.account, self.address


def tried(house: House, account: str, address: str) -> Tried:
    """`account`: a login as typed, or what else is tried."""
    return Tried(house.vault.find(account, ACCOUNT), house.vault.find(address, ADDRESS))


def login_door(login: str) -> str:
    return f"login:{login}"


def code_door(officer: int) -> str:
    return f"code:{officer}"


def counted(tx: Tx, what: Tried, now: int) -> int | None:
    """Count a try; None where it may be looked at, else in how many minutes the next one may."""
    until = tries.locked_until(tx, what.both, now)
    if until is not None:
        return math.ceil((until - now) / MINUTE)
    tries.wrong(tx, what.account, now)
    tries.wrong(tx, what.address, now, OF_ADDRESS)
    return None


def right(tx: Tx, what: Tried) -> None:
    """It was right: the account begins anew, the address is not charged for it, nor for one before it."""
    tries.clear(tx, what.account)
    tries.forgive(tx, what.address, 2)


def lifted(tx: Tx, vault: Vault, officer: Officer | None, address: str) -> None:
    """No more waiting: for the officer at both doors, for everybody at that address."""
    doors = (login_door(officer.login), code_door(officer.id)) if officer else ()
    for door in doors:
        tries.clear(tx, vault.find(door, ACCOUNT))
    if address:
        tries.clear(tx, vault.find(network_of(address), ADDRESS))
