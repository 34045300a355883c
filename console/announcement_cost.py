"""What an announcement will cost: only messages of WhatsApp do, by the prices that the operator has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from console.house import Prices

PAID = "whatsapp"
TEMPLATE, FREE_FORM = "marketing", "service"  # as Meta names the categories of what is billed


@dataclass(frozen=True)
class Cost:
    """`inside` have written within a day and get the text, `outside` a template, and the text when they tap.

    In rupiah: `sure` is what is paid in any case, `most` if all of them tap; both None where the prices are
    not set. `since`: the day from which these prices are good.
    """

    inside: int
    outside: int
    sure: float | None = None
    most: float | None = None
    since: date | None = None


def cost_of(counted: Mapping[str, Mapping[str, int]], prices: Prices, today: date) -> Cost:
    """By what was counted, and the prices that are good on a day."""
    chats = counted.get(PAID, {})
    outside = chats.get("outside", 0)
    inside = chats.get("chats", 0) - outside
    since = max((day for day in prices if day <= today), default=None)
    known = prices[since] if since else {}
    if not {TEMPLATE, FREE_FORM} <= known.keys():
        return Cost(inside, outside)
    sure = inside * known[FREE_FORM] + outside * known[TEMPLATE]
    return Cost(inside, outside, sure, sure + outside * known[FREE_FORM], since)
