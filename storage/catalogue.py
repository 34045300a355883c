"""What the operator loads: programmes and the table of regions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, func, select

from rules.programme_edit import lost
from rules.programmes import Programme, from_json, to_json
from storage import programme_versions
from storage.statement import Statement, Tx, adding
from storage.tables import programmes, regions

Clock = Callable[[int], datetime]
_SAVE = Statement(
    (saved := adding(programmes, "code", "definition", "loaded_at")).on_conflict_do_update(
        index_elements=["code"],
        set_={"definition": saved.excluded["definition"], "loaded_at": saved.excluded["loaded_at"]},
    )
)
_ALL = Statement(select(programmes).order_by(programmes.c.code))
_ONE = Statement(select(programmes.c.definition).where(programmes.c.code == bindparam("of")))
_REGION = Statement(
    (named := adding(regions, "code", "name")).on_conflict_do_update(
        index_elements=["code"], set_={"name": named.excluded["name"]}
    )
)
_BELOW = Statement(
    select(regions.c.code, regions.c.name)
    .where(regions.c.code.like(bindparam("pattern")), func.length(regions.c.code) == bindparam("length"))
    .order_by(regions.c.name)
)
_PROVINCE = Statement(select(regions.c.code, regions.c.name).where(regions.c.code.like(bindparam("pattern"))))
_NAME = Statement(select(regions.c.name).where(regions.c.code == bindparam("of")))
_COUNT = Statement(select(func.count().label("count")).select_from(regions))


class Lost(Exception):
    """A new definition lacks categories that registrations or groups name; `codes` are those."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


def save_programme(
    tx: Tx, programme: Programme, now: int, officer: int | None = None, restored: int | None = None
) -> int:
    """Add a programme or replace its definition; from the commit on every process reads the new one.

    The number of the version that it is now: a new one, unless nothing has changed. `officer`: who saves it
    in the console; `restored`: the version that is brought back. Raises Lost.
    """
    programme_versions.alone(tx, programme.code)
    before, definition = one(tx, programme.code), to_json(programme)
    if before and to_json(before) == definition:
        return programme_versions.newest_number(tx, programme.code)
    if gone := lost(before, programme) if before else ():
        named = programme_versions.categories_named(tx, programme.code)
        if missed := tuple(code for code in gone if code in named):
            raise Lost(missed)
    tx.run(_SAVE, code=programme.code, definition=definition, loaded_at=now)
    return programme_versions.add(tx, programme.code, definition, now, officer, restored)


def one(tx: Tx, code: str) -> Programme | None:
    """The programme as it is now; None where there is no such one."""
    row = tx.one(_ONE, of=code)
    return _read(row["definition"]) if row else None


def all_programmes(tx: Tx) -> tuple[Programme, ...]:
    """Every programme, by code: as the database has it now, so that a change needs no restart."""
    return tuple(_read(row["definition"]) for row in tx.all(_ALL))


def programme(tx: Tx, code: str) -> Programme:
    """The programme of that code, which has to be there."""
    return next(one for one in all_programmes(tx) if one.code == code)


_read = lru_cache(512)(from_json)  # a definition is read once, not at every message


def clock_of(tx: Tx, code: str, otherwise: Clock) -> Clock:
    """What turns milliseconds into the time of a programme's city; `otherwise` where there is no such one."""
    found = one(tx, code)
    return found.local if found else otherwise


def save_regions(tx: Tx, rows: Iterable[tuple[str, str]]) -> None:
    """Add or rename regions: (code, name)."""
    tx.each(_REGION, ({"code": code, "name": name} for code, name in rows))


def below(tx: Tx, code: str) -> tuple[tuple[str, str], ...]:
    """The districts of a regency ("63.71") or the villages of a district ("63.71.01"), by name."""
    length = len(code) + (3 if code.count(".") == 1 else 5)
    return tuple((row["code"], row["name"]) for row in tx.all(_BELOW, pattern=f"{code}.%", length=length))


def villages_of(tx: Tx, code: str) -> tuple[tuple[str, str], ...]:
    """All villages of a regency ("64.01"): (code, name), by name."""
    return tuple((row["code"], row["name"]) for row in tx.all(_BELOW, pattern=f"{code}.%", length=13))


def names_of_province(tx: Tx, code: str) -> dict[str, str]:
    """All names of a province ("51") and what lies in it, by code."""
    return {row["code"]: row["name"] for row in tx.all(_PROVINCE, pattern=f"{code}%")}


def region_name(tx: Tx, code: str) -> str:
    """The name of a region; its code when the table does not have it."""
    row = tx.one(_NAME, of=code)
    return str(row["name"]) if row else code


def count_regions(tx: Tx) -> int:
    return int(tx.must(_COUNT)["count"])
