"""How many drawn cards are read right, and whether anything is ever filled in wrongly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.ktp.card import Ktp
from bot.rehearsal.identity_card import CardHolder
from tests.ktp.cards import holder, photo, taking

TODAY = date(2026, 11, 27)
FILLED = ("nik", "name", "birth_place", "birth_date", "sex")
Read = Callable[[bytes, date], Ktp | None]


@dataclass
class Tally:
    """Of one level. `wrong`: what was filled in and is not what stands on the card, by number and field."""

    cards: int = 0
    niks: int = 0
    safe: int = 0
    names: int = 0
    wrong: list[str] = field(default_factory=list)
    unsafe_wrong: int = 0  # numbers read wrongly that were not safe: what the rule has kept back
    seconds: list[float] = field(default_factory=list)

    def add(self, number: int, holder: CardHolder, found: Ktp) -> None:
        right = truth(holder)
        self.cards += 1
        self.niks += found.nik == holder.nik
        self.safe += found.safe
        self.names += found.sure("name") == holder.name
        self.unsafe_wrong += bool(found.nik) and found.nik != holder.nik and not found.safe
        for name in FILLED:
            if found.sure(name) not in ("", right[name]):
                self.wrong.append(f"{number} {name}")

    def __str__(self) -> str:
        return (f"{self.cards} cards: NIK right {self.niks}, safe {self.safe}, with the name {self.names}, "
                f"filled in wrongly {self.wrong or 0}, {sum(self.seconds) / len(self.seconds):.1f} s each")  # fmt: skip


def truth(holder: CardHolder) -> dict[str, str]:
    day, month, year = holder.birth_date.split("-")
    return {"nik": holder.nik, "name": holder.name, "birth_place": holder.birth_place,
            "birth_date": f"{year}-{month}-{day}", "sex": holder.sex}  # fmt: skip


def tally(level: str, numbers: Iterable[int], read: Read) -> Tally:
    """Draw and read these cards."""
    found = Tally()
    for number in numbers:
        who = holder(number)
        content = photo(who, taking(level, number), number)
        began = time.perf_counter()
        card = read(content, TODAY) or Ktp()
        found.seconds.append(time.perf_counter() - began)
        found.add(number, who, card)
    return found
