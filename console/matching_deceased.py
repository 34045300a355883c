"""Who has died, as the population office says: is there an unclaimed benefit, and was the heir told of it?

Those with a membership stand first. An officer who works on cases takes care of each.
"""

from __future__ import annotations

from typing import Any

from console.answer import Answer, Go, View, said
from console.house import ROOT
from console.masking import masked
from console.matching_facts import members_of, unclaimed
from console.registration_places import Places
from console.table import slice_of
from console.visit import Visit
from rules.officers import Spot
from storage import deceased
from storage.audit_seen import Seen
from storage.deceased import HEIR, RECORD
from storage.registrations import RECORD as REGISTRATION
from storage.statement import Row

HERE = f"{ROOT}/matching/deceased"
SIZE = 25


def listed(visit: Visit) -> Answer:
    """GET: one page of them; whose names were read is noted."""
    return page(visit)


def page(visit: Visit, phone_of: int = 0) -> View:
    """`phone_of`: whose heir's telephone number is shown this once."""
    places, done = Places(visit), visit.asked.query.get("done", "") == "yes"
    ids = deceased.listed(visit.tx, places.strips(), done)
    if phone_of and phone_of not in ids:  # an officer has taken care meanwhile
        done = not done
        ids = deceased.listed(visit.tx, places.strips(), done)
    number = ids.index(phone_of) // SIZE + 1 if phone_of in ids else visit.asked.query.get("page", "")
    part = slice_of(str(number), len(ids), SIZE)
    rows = deceased.some(visit.tx, visit.vault, ids[part.start : part.start + part.size])
    seen = {REGISTRATION: [row["registration_id"] for row in rows]}
    visit.noted("deceased_read", seen=seen, count=len(rows))
    values = {
        "rows": [_row(visit, places, row, phone_of) for row in rows], "part": part, "done": done,
        "ways": HEIR,
    }  # fmt: skip
    return View("matching_deceased.html", values)


def _row(visit: Visit, places: Places, row: Row, phone_of: int) -> dict[str, Any]:
    """As the page shows it."""
    known, spot = row["known"], _spot(places, row)
    phone = str(known.get("heir_phone") or "")
    programme = places.programmes.get(row["programme"])
    return {
        "id": row["id"], "number": row["number"], "registration": row["registration_id"], "heir": row["heir"],
        "heir_at": row["heir_at"], "reported": row["reported"], "name": str(known.get("name", "")),
        "nik": str(known["nik"]), "programme": programme.name[visit.asked.language] if programme else "",
        "heir_name": str(known.get("heir_name") or ""), "shown": row["id"] == phone_of,
        "phone": phone if row["id"] == phone_of else masked("phone", phone),
        "may_open": visit.may("registrations.see", spot), "may_show": visit.may("personal.show", spot),
        "may_note": visit.may("cases.work", spot), "told": list(members_of(row["answer"])),
        **unclaimed(visit, row["person_id"], row["answer"]),
    }  # fmt: skip


def _spot(places: Places, row: Row) -> Spot:
    return places.spot(row["programme"], row["village"], row["kind"], row["place"])


def _found(visit: Visit) -> tuple[Row, Spot]:
    """The one of the path. Raises Refused."""
    row = deceased.one(visit.tx, visit.vault, visit.asked.id())
    spot = _spot(Places(visit), row) if row else None
    visit.must_see(spot, RECORD, visit.asked.id())
    assert row and spot
    return row, spot


def _of(row: Row) -> Seen:
    return {REGISTRATION: [row["registration_id"]]}


def show_phone(visit: Visit) -> Answer:
    """POST: the heir's telephone number, shown this once; that it was asked for is noted."""
    row, spot = _found(visit)
    visit.must("personal.show", spot)
    visit.noted("personal_shown", RECORD, row["id"], spot, seen=_of(row), what="heir_phone")
    return page(visit, row["id"])


def note_heir(visit: Visit) -> Answer:
    """POST: what an officer has done about it."""
    row, spot = _found(visit)
    visit.must("cases.work", spot)
    heir = visit.asked.one("heir")
    if heir not in HEIR:
        return Go(HERE, said("matching.no_way"))
    deceased.taken_care(visit.tx, row["id"], heir, visit.now)
    visit.noted("deceased_heir", RECORD, row["id"], spot, seen=_of(row), heir=heir)
    return Go(HERE, said("matching.heir_noted"))
