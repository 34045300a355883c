"""The offices of a city (OPD), from which officers' areas and groups are chosen; an office is its events."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sqlalchemy import bindparam, select, update

from rules.offices import MOVES, Office, same
from rules.programme import Programme
from rules.records import Event, status_after
from storage import catalogue, events
from storage.statement import Row, Statement, Tx, adding
from storage.tables import groups, offices
from storage.vault import Vault

RECORD = "office"
_ADD = Statement(adding(offices, "region", "code", "name", "status", "created_at").returning(offices.c.id))
_OF = select(offices).where(offices.c.region == bindparam("of"))
_ALL = Statement(_OF.order_by(offices.c.name, offices.c.code))
_ONE = Statement(_OF.where(offices.c.code == bindparam("coded")))
_SET = Statement(
    update(offices)
    .where(offices.c.id == bindparam("of"))
    .values(name=bindparam("name"), status=bindparam("status"))
)
_GROUPS = Statement(
    update(groups)
    .where(
        groups.c.programme == bindparam("of_programme"),
        groups.c.kind == "office",
        groups.c.place == bindparam("coded"),
    )
    .values(name=bindparam("name"))
)


def alone(tx: Tx, region: str) -> None:
    """Nobody else adds or renames an office of the city until the commit: two spellings would be two."""
    tx.alone_at(hashlib.sha256(f"offices {region}".encode()).digest())


def of_region(tx: Tx, region: str) -> list[Office]:
    """Every office of a city, closed ones too, by name."""
    return [_office(row) for row in tx.all(_ALL, of=region)]


def one(tx: Tx, region: str, code: str) -> Office | None:
    row = tx.one(_ONE, of=region, coded=code)
    return _office(row) if row else None


def found(tx: Tx, programme: Programme, name: str) -> Office | None:
    """The office of the programme's city that is written so, in whichever spelling, or has this code."""
    known = of_region(tx, programme.region)
    by_code = next((one for one in known if one.code == name), None)
    return by_code or same(name, known, programme.region_name)


def add(tx: Tx, vault: Vault, wanted: Office, event: Event) -> Office:
    """A new office of a city. The caller has seen, alone, that there is none of that spelling or code."""
    status = status_after("", event.kind, MOVES)
    row = tx.must(_ADD, region=wanted.region, code=wanted.code, name=wanted.name, status=status,
                  created_at=event.at)  # fmt: skip
    events.note(tx, vault, RECORD, row["id"], event, None)
    return replace(wanted, id=row["id"], status=status)


def kept(tx: Tx, vault: Vault, programme: str, code: str, name: str, event: Event) -> None:
    """See to it that an office, as a group of that programme has it, is one of the city's."""
    city = catalogue.one(tx, programme)
    if city is None:
        return
    alone(tx, city.region)
    if one(tx, city.region, code) is None:
        add(tx, vault, Office(0, city.region, code, name), event)


def happen(tx: Tx, vault: Vault, known: Office, event: Event, name: str = "") -> Office:
    """Something happens to an office; another `name` is that of its groups too. Raises NotAllowed."""
    status = status_after(known.status, event.kind, MOVES)
    after = replace(known, name=name or known.name, status=status)
    tx.run(_SET, of=known.id, name=after.name, status=status)
    if after.name != known.name:
        for programme in catalogue.all_programmes(tx):
            if programme.region == known.region:
                tx.run(_GROUPS, of_programme=programme.code, coded=known.code, name=after.name)
    events.note(tx, vault, RECORD, known.id, event, None)
    return after


def _office(row: Row) -> Office:
    return Office(row["id"], row["region"], row["code"], row["name"], row["status"])
