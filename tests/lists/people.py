"""Invented people for lists: each with a NIK that tells the birth date and the sex, serial 9000 to 9999."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

TODAY = date(2026, 11, 27)
_FIRST = "SITI AHMAD BUDI RINA DEWI AGUS HASAN FATIMAH RUSDI JUMIATI SUPARDI MARIANI SALEH HADI YANTO"
_SECOND = "AMINAH HIDAYAT SAPUTRA LESTARI SANTOSO KUSUMA ARIFIN SYAHRANI EFENDI BASRI RAHMAWATI SETIAWAN"
_THIRD = "PRATAMA WULANDARI NUGROHO HALIM ISMAIL MAULANA PERMANA UTAMI FIRMANSYAH ANGGRAINI"
FIRST, SECOND, THIRD = _FIRST.split(), _SECOND.split(), _THIRD.split()
WORK = ("petani", "buruh cuci", "ojek", "pedagang sayur", "nelayan")


@dataclass(frozen=True)
class Someone:
    """One person as the KTP has it."""

    nik: str
    name: str
    born: date
    sex: str
    phone: str = "081234567890"
    work: str = "petani"

    @property
    def birth(self) -> str:
        return f"{self.born:%d-%m-%Y}"

    @property
    def letter(self) -> str:
        return "L" if self.sex == "male" else "P"

    def called(self, name: str) -> Someone:
        return replace(self, name=name)


def nik_of(born: date, sex: str, serial: int, area: str = "637101") -> str:
    return f"{area}{born.day + 40 * (sex == 'female'):02}{born.month:02}{born.year % 100:02}{serial:04}"


def someone(number: int, area: str = "637101") -> Someone:
    """The same person for the same number; no two of the first thousands are alike in name or NIK."""
    chance = Random(f"somebody {number}")
    born = date(1962, 1, 1) + timedelta(chance.randrange(15_000))
    sex = chance.choice(("male", "female"))
    name = " ".join((FIRST[number % 15], SECOND[number // 15 % 12], THIRD[number // 180 % 10]))
    serial = 9001 + number * 7919 % 999
    phone = f"08{chance.choice('1257')}{chance.randrange(10**8, 10**9)}"
    return Someone(
        nik_of(born, sex, serial - (serial % 10 == 0), area), name, born, sex, phone, chance.choice(WORK)
    )


def people(count: int, start: int = 0) -> list[Someone]:
    return [someone(start + number) for number in range(count)]


def village(count: int) -> list[tuple[int | str, ...]]:
    """Rows of a whole city: number, NIK, name, birth date, sex, address, telephone, work."""
    chance = Random("a city")
    rows: list[tuple[int | str, ...]] = []
    for number in range(1, count + 1):
        born = date(1955, 1, 1) + timedelta(chance.randrange(19_000))
        sex = chance.choice(("male", "female"))
        nik = nik_of(born, sex, chance.randrange(9000, 10_000), f"6371{chance.randint(1, 5):02}")
        name = " ".join((chance.choice(FIRST), chance.choice(SECOND), chance.choice(THIRD)))
        where, phone = f"Jl. Melati {chance.randrange(90)}", f"0812{chance.randrange(10**8):08}"
        letter = "L" if sex == "male" else "P"
        rows.append((number, nik, name, f"{born:%d-%m-%Y}", letter, where, phone, chance.choice(WORK)))
    return rows
