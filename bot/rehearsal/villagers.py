"""Invented workers whom a coordinator registers: whoever bears the same number is always the same person.

Their NIK end in 9000-9999, no two of them are born on one day in one district, and all are of working age.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.rehearsal.villages import Names, Place

FIRST_BORN, DAYS = date(1964, 1, 1), 15_706  # the youngest was born at the end of 2006
SCATTER = 7919  # a prime, so that neighbours on a list are born in different years
DISTRICTS = 4
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True)
class Villager:
    """One of them; `phone` is empty where there is none."""

    number: int
    nik: str
    name: str
    born: date
    woman: bool
    unit: str
    work: str
    phone: str


def villager(place: Place, number: int) -> Villager:
    """The person of that number, from 1."""
    woman = number * 5 % 7 < 3
    born = FIRST_BORN + timedelta(number * SCATTER % DAYS)
    return Villager(
        number,
        nik_of(place, number, born, woman),
        name_of(place.names, number, woman),
        born,
        woman,
        place.units[number * 3 % len(place.units)],
        place.works[number // 2 % len(place.works)],
        f"08123456{number % 10_000:04}" if number % 3 else "",
    )


def nik_of(place: Place, number: int, born: date, woman: bool) -> str:
    """Where a long list begins the years again its people are of the next district of that regency."""
    district = (int(place.code[4:6]) - 1 + number // DAYS) % DISTRICTS + 1
    return f"{place.code[:4]}{district:02}{born.day + 40 * woman:02}{born:%m%y}{9000 + number * 37 % 1000}"


def name_of(names: Names, number: int, woman: bool) -> str:
    first, after = (names.women, names.women_after) if woman else (names.men, names.men_after)
    return f"{first[number % len(first)]} {after[number // len(first) % len(after)]}"
