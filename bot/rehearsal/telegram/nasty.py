"""What can go wrong on purpose: the switches, the dice thrown for them, and troubles ordered one by one.

Every switch has dice of its own: with the same seed and the same calls the same things go wrong, whatever
else is switched on.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from random import Random
from typing import Any


class Trouble(enum.Enum):
    """What happens to a call. SILENT, SLOW and GARBAGE come after it was carried out, the others instead."""

    RESET = "reset"
    FLOOD = "flood"
    BROKEN = "broken"
    SILENT = "silent"
    SLOW = "slow"
    GARBAGE = "garbage"


@dataclass(frozen=True)
class Nasty:
    """The switches. Chances are 0-1 for each call, or each update for the first two; seconds are seconds.

    twice: the update is delivered again. reorder: held back for up to hold_seconds, so that other chats
    overtake. flood: 429 with retry_after, only in flood_chats where any are named. broken: 500 or 502, for
    `burst` calls in a row. silent: carried out, then no answer for hang_seconds. slow: answered slow_seconds
    late. reset: the connection is cut before anything is done. garbage: carried out, answered with what is no
    answer. down: nothing works. methods: the calls that may go wrong; all where none is named.
    """

    seed: int = 0
    twice: float = 0.0
    reorder: float = 0.0
    hold_seconds: float = 0.05
    flood: float = 0.0
    flood_chats: frozenset[int] = frozenset()
    retry_after: int = 1
    broken: float = 0.0
    burst: int = 1
    silent: float = 0.0
    hang_seconds: float = 60.0
    slow: float = 0.0
    slow_seconds: float = 0.5
    reset: float = 0.0
    garbage: float = 0.0
    down: bool = False
    methods: frozenset[str] = frozenset()


QUIET = Nasty()
SETS = frozenset(("flood_chats", "methods"))


def nasty_from(switches: Mapping[str, Any]) -> Nasty:
    """The switches out of JSON. Raises ValueError for one that there is not, or that is of the wrong type."""
    for name, value in switches.items():
        _check_switch(name, value)
    values: dict[str, Any] = {name: frozenset(v) if name in SETS else v for name, v in switches.items()}
    return Nasty(**values)


def _check_switch(name: str, value: Any) -> None:
    default = next((one.default for one in fields(Nasty) if one.name == name), None)
    if default is None:
        raise ValueError(f"there is no switch {name!r}")
    wanted = list if name in SETS else (int, float) if isinstance(default, float) else type(default)
    if not isinstance(value, wanted) or isinstance(value, bool) != isinstance(default, bool):
        raise ValueError(f"{name} cannot be {value!r}")


@dataclass
class Order:
    """The next `times` calls of this kind get this trouble."""

    trouble: Trouble
    times: int
    method: str | None
    chat_id: int | None

    def fits(self, method: str, chat_id: object) -> bool:
        """Whether it is meant for this call."""
        return self.method in (None, method) and self.chat_id in (None, chat_id)


@dataclass
class Troubles:
    """Decides what goes wrong, by the switches and by order."""

    nasty: Nasty = field(default_factory=Nasty)
    orders: list[Order] = field(default_factory=list)
    _dice: dict[str, Random] = field(default_factory=dict)
    _burst_left: int = 0
    _calm: bool = True

    def __post_init__(self) -> None:
        self.switch(self.nasty)

    def switch(self, nasty: Nasty) -> None:
        """Other switches from now on; all dice start again."""
        self.nasty = nasty
        self._calm = nasty == QUIET
        self._dice.clear()
        self._burst_left = 0

    @property
    def quiet(self) -> bool:
        """Whether no call can go wrong: nothing is switched on and nothing ordered."""
        return self._calm and not self.orders

    def order(self, trouble: Trouble, times: int, method: str | None, chat_id: int | None) -> None:
        """The next calls that fit go wrong in this way, before any dice."""
        self.orders.append(Order(trouble, times, method, chat_id))

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
        """For how many seconds the next update is held back."""
        return self.dice("hold").uniform(0, self.nasty.hold_seconds) if self.falls("reorder") else 0.0

    def of(self, method: str, chat_id: object) -> Trouble | None:
        """What happens to a call, or None."""
        if self.quiet:
            return None
        for order in self.orders:
            if order.fits(method, chat_id):
                return self._carried(order)
        if self.nasty.methods and method not in self.nasty.methods:
            return None
        return self._thrown(chat_id)

    def _carried(self, order: Order) -> Trouble:
        order.times -= 1
        if order.times == 0:
            self.orders.remove(order)
        return order.trouble

    def _thrown(self, chat_id: object) -> Trouble | None:
        fallen = [
            trouble for trouble in Trouble if self.falls(trouble.value) and self._hits(trouble, chat_id)
        ]
        if Trouble.BROKEN in fallen:
            self._burst_left = max(self._burst_left, self.nasty.burst)
        if self._burst_left > 0:
            self._burst_left -= 1
            return Trouble.BROKEN
        return fallen[0] if fallen else None

    def _hits(self, trouble: Trouble, chat_id: object) -> bool:
        chats = self.nasty.flood_chats
        return trouble is not Trouble.FLOOD or (chat_id is not None and (not chats or chat_id in chats))
