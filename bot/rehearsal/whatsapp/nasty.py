"""What can go wrong on purpose: the switches, the dice thrown for them, and troubles ordered one by one.

Every switch has dice of its own: with the same seed and the same calls the same things go wrong, whatever
else is switched on.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from random import Random


class Trouble(enum.Enum):
    """What happens to a call. SILENT, SLOW and GARBAGE come after it was carried out, the others instead."""

    RESET = "reset"
    FLOOD = "flood"
    PAIR = "pair"
    BROKEN = "broken"
    SILENT = "silent"
    SLOW = "slow"
    GARBAGE = "garbage"


@dataclass(frozen=True)
class Nasty:
    """The switches. Chances are 0-1 for each call, or each event of a webhook for the first two.

    twice: the body it is in is delivered again. reorder: held back for up to hold_seconds, so that others
    overtake. flood: 130429. pair: 131056. broken: 131000, 131016 or a gateway's 502. silent: carried out,
    then no answer for hang_seconds. slow: answered slow_seconds late. reset: the connection is cut before
    anything is done. garbage: carried out, answered with what is no answer. down: nothing works. names: the
    calls that may go wrong (messages, read, upload, media, download, node); all where none is named.
    """

    seed: int = 0
    twice: float = 0.0
    reorder: float = 0.0
    hold_seconds: float = 0.05
    flood: float = 0.0
    pair: float = 0.0
    broken: float = 0.0
    silent: float = 0.0
    hang_seconds: float = 60.0
    slow: float = 0.0
    slow_seconds: float = 0.5
    reset: float = 0.0
    garbage: float = 0.0
    down: bool = False
    names: frozenset[str] = frozenset()


@dataclass
class Order:
    """The next `times` calls of this name, to this phone or id, get this trouble, or this error's code."""

    what: Trouble | int
    times: int
    name: str | None
    to: str | None

    def fits(self, name: str, to: str) -> bool:
        """Whether it is meant for this call."""
        return self.name in (None, name) and self.to in (None, to)


@dataclass
class Troubles:
    """Decides what goes wrong, by the switches and by order."""

    nasty: Nasty = field(default_factory=Nasty)
    orders: list[Order] = field(default_factory=list)
    _dice: dict[str, Random] = field(default_factory=dict)

    def switch(self, nasty: Nasty) -> None:
        """Other switches from now on; all dice start again."""
        self.nasty = nasty
        self._dice.clear()

    def dice(self, switch: str) -> Random:
        """The dice of one switch."""
        if switch not in self._dice:
            self._dice[switch] = Random(f"{self.nasty.seed}:{switch}")
        return self._dice[switch]

    def falls(self, switch: str) -> bool:
        """Throws the dice of a switch whose value is a chance."""
        chance = float(vars(self.nasty)[switch])
        return chance > 0 and self.dice(switch).random() < chance

    def hold(self) -> float:
        """For how many seconds the next event is held back."""
        return self.dice("hold").uniform(0, self.nasty.hold_seconds) if self.falls("reorder") else 0.0

    def of(self, name: str, to: str) -> Trouble | int | None:
        """What happens to a call, or None."""
        for order in self.orders:
            if order.fits(name, to):
                return self._carried(order)
        if self.nasty.names and name not in self.nasty.names:
            return None
        return next((trouble for trouble in Trouble if self.falls(trouble.value)), None)

    def _carried(self, order: Order) -> Trouble | int:
        order.times -= 1
        if order.times == 0:
            self.orders.remove(order)
        return order.what
