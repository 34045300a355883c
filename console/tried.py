"""Tries at a door, counted before they are looked at: of many sent at once none slips by.

Counted by account, whether or not there is such an account, and by address, more patiently: behind the one
address of an office sit many officers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from console.house import House
from storage import tries
from storage.statement import Tx

FREE_OF_ADDRESS = 20
MINUTE = 60 * 1000


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
    return Tried(house.vault.find(account, "officer.try"), house.vault.find(address, "officer.address"))


def counted(tx: Tx, what: Tried, now: int) -> int | None:
    """Count a try; None where it may be looked at, else in how many minutes the next one may."""
    until = tries.locked_until(tx, what.both, now)
    if until is not None:
        return math.ceil((until - now) / MINUTE)
    tries.wrong(tx, what.account, now)
    tries.wrong(tx, what.address, now, FREE_OF_ADDRESS)
    return None


def right(tx: Tx, what: Tried) -> None:
    """It was right: the account begins anew, the address is not charged for it."""
    tries.clear(tx, what.account)
    tries.forgive(tx, what.address)
