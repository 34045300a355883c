"""What the branch office answers: the rows of its files, by NIK."""

from __future__ import annotations

from typing import Any

from rules.enrolment import Enrolment
from rules.records import Registration
from storage import enrolment
from tests.enrolment.city import City, kpj_of

TITLES = ("No", "NIK", "Nama", "KPJ", "Status", "Keterangan")
PAID = ("NIK", "KPJ", "Tgl Mulai", "Sampai Dengan", "No Bukti")
FIRST, LAST = "01-04-2026", "31-12-2026"


def numbers(*more: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Rows below TITLES: the NIK, the name, the KPJ, the status, the reason; what is missing is blank."""
    return [(at, *row, *("",) * (5 - len(row))) for at, row in enumerate(more, 1)]


async def niks(city: City, *people: Registration) -> list[str]:
    """The NIK of people who stand on any list."""
    found = {row["registration_id"]: row["nik"] for one in await city.run(enrolment.everyone)
             for row in await city.rows(one)}  # fmt: skip
    return [str(found[one.id]) for one in people]


async def numbered(city: City, one: Enrolment, *who: Registration) -> None:
    """The branch gives each of them the number that is theirs."""
    found = await niks(city, *who)
    rows = [(nik, "", kpj_of(each.person)) for each, nik in zip(who, found, strict=True)]
    await city.answers("kpj", TITLES, numbers(*rows), one)


async def paid(city: City, one: Enrolment, *who: Registration, until: str = LAST) -> None:
    """They are paid for on that list, from its first day on."""
    rows = [(nik, "", FIRST, until, "") for nik in await niks(city, *who)]
    await city.answers("payment", PAID, rows, one)
