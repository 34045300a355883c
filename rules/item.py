"""One sum of an estimate with the formula it comes from, written as in Indonesia. Knows no rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """A sum in rupiah: a code such as "funeral", the formula ("48 x Rp1.800.000") and the regulation."""

    name: str
    amount: int
    formula: str
    rule: str


class Impossible(ValueError):
    """An estimate was asked for that cannot be made; the text is one sentence that says why."""


def rupiah(amount: int) -> str:
    """Rp1.800.000"""
    return f"Rp{amount:,}".replace(",", ".")


def number(value: Decimal) -> str:
    """A number without needless zeros and with a comma: 48, 2,5."""
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if value % 1 else str(int(value))
