"""What the operator loads: programmes and the table of regions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import bindparam, func, select

from rules.programmes import Programme, from_json, to_json
from storage.statement import Statement, Tx, adding
from storage.tables import programmes, regions

_SAVE = Statement(
    (saved := adding(programmes, "code", "definition", "loaded_at")).on_conflict_do_update(
        index_elements=["code"],
        set_={"definition": saved.excluded["definition"], "loaded_at": saved.excluded["loaded_at"]},
    )
)
_ALL = Statement(select(programmes).order_by(programmes.c.code))
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
_NAME = Statement(select(regions.c.name).where(regions.c.code == bindparam("of")))
_COUNT = Statement(select(func.count().label("count")).select_from(regions))


def save_programme(tx: Tx, programme: Programme, now: int) -> None:
    """Add a programme or replace its definition."""
    tx.run(_SAVE, code=programme.code, definition=to_json(programme), loaded_at=now)


def all_programmes(tx: Tx) -> tuple[Programme, ...]:
    """Every programme, by code."""
    return tuple(_read(row["definition"]) for row in tx.all(_ALL))


_read = lru_cache(512)(from_json)  # a definition is read once, not at every message


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


def region_name(tx: Tx, code: str) -> str:
    """The name of a region; its code when the table does not have it."""
    row = tx.one(_NAME, of=code)
    return str(row["name"]) if row else code


def count_regions(tx: Tx) -> int:
    return int(tx.must(_COUNT)["count"])
