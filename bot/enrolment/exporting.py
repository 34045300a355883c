"""A list as the branch office takes it: one row a person, the columns of a BPU group's enrolment.

Slow to import (its library writes spreadsheets): only when somebody asks for one. Rows are read a few at a
time and go to the file as they come.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.enrolment.filling import mark_doubles, programme_of, source_of
from bot.lists.cells import Cell
from bot.lists.writing import Page as Sheet
from bot.lists.writing import SafeBook
from rules.enrolment import Enrolment
from rules.programme import Programme
from rules.reckoning import Terms
from storage import catalogue, enrolment_rows, memberships
from storage.statement import Row, Tx

if TYPE_CHECKING:
    from bot.app import App

# The official template was not found: a neutral one (domain 4b), with what comes back: daftar and kpj.
COLUMNS = (
    "no", "nik", "nama", "tempat_lahir", "tgl_lahir", "jk", "ibu_kandung", "alamat", "rt", "rw", "kelurahan",
    "kecamatan", "kode_pos", "hp", "email", "pekerjaan", "lokasi_kerja", "jam_mulai", "jam_selesai",
    "penghasilan", "program", "bulan_mulai", "jumlah_bulan", "npw", "keterangan", "daftar", "kpj",
)  # fmt: skip
AS_TEXT = frozenset(("nik", "hp", "rt", "rw", "kode_pos", "kpj", "daftar"))
AT_ONCE = 500
WOMEN = 40  # added to the day of birth in the NIK of a woman
_RT_RW = re.compile(r"\bRT\.? ?(?P<rt>[0-9]{1,3})\b(?:.{0,4}\bRW\.? ?(?P<rw>[0-9]{1,3})\b)?", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(?P<first>[0-9]{1,2}[.:][0-9]{2}) ?(?:-|–|sampai|s/d|sd) ?(?P<last>[0-9]{1,2}[.:][0-9]{2})\b"
)
LANGUAGE = "id"  # the branch reads Indonesian


async def exported(app: App, one: Enrolment) -> bytes:
    """The list as xlsx; without those who have died, withdrawn or the like since it was fixed.

    Who has two payers by now is marked, and stands in it: an officer decides.
    """
    await mark_doubles(app, source_of(one, app.local(app.clock()).date()))
    programme = await app.database.read(lambda tx: programme_of(tx, one))
    with SafeBook() as book:
        sheet = book.page(f"Daftar {one.id}")
        sheet.widths([len(column) + 4 for column in COLUMNS])
        sheet.write_row(0, COLUMNS, "title")
        sheet.freeze(1)
        line = 1
        async for some in _parts(app, one, programme):
            await asyncio.to_thread(_written, sheet, line, some)
            line += len(some)
        return await asyncio.to_thread(book.finished)


def _written(sheet: Sheet, line: int, some: Sequence[Mapping[str, Cell]]) -> None:
    for at, values in enumerate(some, line):
        sheet.write(at, 0, at)
        for column, name in enumerate(COLUMNS[1:], 1):
            if (value := values.get(name, "")) != "":
                sheet.write(at, column, value, "quoted" if name in AS_TEXT else "")


async def _parts(
    app: App, one: Enrolment, programme: Programme
) -> AsyncIterator[Sequence[Mapping[str, Cell]]]:
    """The rows that count and may still be on it, some at a time, so that nobody waits for the database."""
    after = 0
    places: dict[str, str] = {}
    while some := await app.database.read(partial(_some, app, one, programme, places, after)):
        yield [values for _, values in some]
        after = some[-1][0]


def _some(
    app: App, one: Enrolment, programme: Programme, places: dict[str, str], after: int, tx: Tx
) -> list[tuple[int, Mapping[str, Cell]]]:
    found = enrolment_rows.page(tx, app.vault, one.id, "good", after, AT_ONCE)
    for code in {part for row in found for part in _codes(row["village"])} - places.keys():
        places[code] = catalogue.region_name(tx, code)
    return [(row["id"], _values(one, programme, places, row, _number(tx, app, one, row))) for row in found]


def _codes(village: str | None) -> Iterator[str]:
    """The village and its district."""
    if village:
        yield from (village, village.rpartition(".")[0])


def _number(tx: Tx, app: App, one: Enrolment, row: Row) -> str:
    """The KPJ, as answered or of the membership that is renewed."""
    if row["kpj"] or one.kind != "renewal":
        return str(row["kpj"])
    known = memberships.of_person(tx, app.vault, row["person_id"])
    return next((span.kpj for span in known if span.programme == one.programme), "")


def _values(
    one: Enrolment, programme: Programme, places: Mapping[str, str], row: Row, kpj: str
) -> Mapping[str, Cell]:
    """One person, by column; what is not known stays empty."""
    told: Mapping[str, Any] = row["details"]
    category = programme.category(row["category"])
    village, district = [places.get(code, "") for code in _codes(row["village"])] or ["", ""]
    address, hours = str(told.get("address") or ""), str(told.get("work_hours") or "")
    at, when = _RT_RW.search(address), _HOURS.search(hours)
    package = Terms(programme, one.payer, one.jht).package(row["category"])
    return {
        "nik": row["nik"], "nama": row["name"], "tempat_lahir": _text(told, "birth_place"),
        "tgl_lahir": _day(told.get("birth_date")), "jk": _sex(told, row["nik"]),
        "ibu_kandung": _text(told, "mother_name"), "alamat": address,
        "rt": _text(told, "rt") or (at["rt"] if at else ""),
        "rw": _text(told, "rw") or (at and at["rw"]) or "",
        "kelurahan": village, "kecamatan": district, "hp": _text(told, "phone"),
        "pekerjaan": category.label[LANGUAGE] if category else row["category"],
        "lokasi_kerja": _text(told, "work_place"), "jam_mulai": when["first"] if when else "",
        "jam_selesai": when["last"] if when else "", "penghasilan": programme.contribution_base,
        "program": "+".join(package).upper(), "bulan_mulai": f"{one.starts:%m-%Y}",
        "jumlah_bulan": len(one.months), "keterangan": hours if hours and not when else "",
        "daftar": str(one.id), "kpj": kpj,
    }  # fmt: skip


def _text(told: Mapping[str, Any], name: str) -> str:
    return str(told.get(name) or "")


def _day(born: object) -> str:
    return f"{date.fromisoformat(born):%d-%m-%Y}" if isinstance(born, str) and born else ""


def _sex(told: Mapping[str, Any], nik: str) -> str:
    """As told, else by the NIK: L or P."""
    known = {"male": "L", "female": "P"}.get(str(told.get("sex")))
    return known or ("P" if int(nik[6:8]) > WOMEN else "L")
