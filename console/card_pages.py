"""Cards on sheets: choose whose, see how many, have them printed part by part, and take the parts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from console.answer import Answer, File, Go, Refused, View, said
from console.audit import noted
from console.card_places import FIELDS, Choosing, choosing, spot_of
from console.house import ROOT
from console.page import Guest
from console.registration_places import Places
from console.table import Cell, Table, link, number, tag, text
from console.visit import Visit
from rules.officers import Spot, sees
from storage import card_batches, cards, catalogue, groups
from storage.audit import Head
from storage.card_batches import RECORD, Batch, Part
from storage.cards import Chosen
from storage.statement import Tx

HERE = f"{ROOT}/cards"
SIZE = 20  # batches of a page
AT_ONCE, MOST = 50, 200  # batches looked through for a page, where few are of this area
COLUMNS = ("cards_batch", "at", "cards_whose", "cards_made", "cards_count", "state")
MB = 1_000_000
PDF = "application/pdf"
PER_PAGE = 10  # cards of a sheet


def listed(visit: Visit) -> Answer:
    """GET: choose; how many that is; what was printed lately."""
    chosen = choosing(visit, {name: visit.asked.query.get(name, "") for name in FIELDS})
    return _page(visit, chosen)


def _page(visit: Visit, chosen: Choosing, status: int = 200) -> View:
    wanted = chosen.chosen()
    mine = wanted is not None and visit.sees(chosen.spot(wanted))
    count = cards.count(visit.tx, wanted, today(visit)) if wanted and mine else None
    batches = _mine(visit, chosen.cities)
    values = {
        "form": chosen.form, **chosen.offered(), "wanted": wanted if mine else None, "count": count,
        "whose": whose(visit, chosen.places, wanted) if wanted and mine else "",
        "narrower": not mine and chosen.programme is not None, "per_page": PER_PAGE,
        "table": Table(COLUMNS, [_row(visit, chosen.places, one) for one in batches]),
    }  # fmt: skip
    return View("cards.html", values, status)


def today(visit: Visit) -> str:
    return visit.house.local(visit.now).date().isoformat()


def whose(visit: Visit, places: Places, chosen: Chosen) -> str:
    """In words: the programme, and the village or the group in it."""
    programme = places.programmes.get(chosen.programme)
    name = programme.name[visit.asked.language] if programme else chosen.programme
    group = groups.by_id(visit.tx, chosen.group) if chosen.group else None
    village = catalogue.region_name(visit.tx, chosen.village) if chosen.village else ""
    narrower = group.name if group else village
    return f"{name}: {narrower}" if narrower else name


def _mine(visit: Visit, cities: dict[str, str]) -> list[Batch]:
    """The newest batches of the officer's area."""
    found, before, seen = list[Batch](), card_batches.NEWEST, 0
    while len(found) < SIZE and seen < MOST:
        some = card_batches.newest(visit.tx, visit.vault, AT_ONCE, before)
        if not some:
            break
        found += [one for one in some if visit.sees(spot_of(visit.tx, cities, one.chosen))]
        before, seen = some[-1].id, seen + len(some)
    return found[:SIZE]


def _row(visit: Visit, places: Places, batch: Batch) -> list[Cell]:
    at = f"{visit.house.local(batch.at):%Y-%m-%d %H:%M}"
    state = visit.house.words(visit.asked.language)(f"cards.state.{batch.state}")
    return [
        link(f"{HERE}/{batch.id}", str(batch.id)), text(at), text(whose(visit, places, batch.chosen)),
        number(batch.made), number(batch.count), tag(state, batch.state),
    ]  # fmt: skip


def make(visit: Visit) -> Answer:
    """POST: have what is chosen printed; the job makes one part after the other."""
    chosen = choosing(visit, {name: visit.asked.one(name) for name in FIELDS})
    wanted = chosen.chosen()
    if wanted is None:
        return _page(visit, chosen, 422)
    visit.must_see(chosen.spot(wanted), RECORD, wanted.programme)
    visit.must("cards.make", chosen.spot(wanted))
    count = cards.count(visit.tx, wanted, today(visit))
    if not count:
        return Go(HERE, said("cards.nobody"))
    id = card_batches.ask(visit.tx, visit.vault, wanted, count, today(visit), visit.now)
    visit.noted("cards_asked", RECORD, id, chosen.spot(wanted), count=count)
    return Go(f"{HERE}/{id}", said("cards.asked", count=count))


def shown(visit: Visit) -> Answer:
    """GET: one batch: how far it is, and its parts."""
    batch = card_batches.by_id(visit.tx, visit.vault, visit.asked.id())
    spot = spot_of(visit.tx, visit.cities(), batch.chosen) if batch else None
    visit.must_see(spot, RECORD, visit.asked.id())
    assert batch
    visit.noted("cards_read", RECORD, batch.id, spot)
    values = {
        "batch": batch, "whose": whose(visit, Places(visit), batch.chosen), "parts": _parts(batch),
        "kept": batch.state != "dropped",
    }  # fmt: skip
    return View("card_batch.html", values)


def _parts(batch: Batch) -> list[dict[str, Any]]:
    return [
        {"number": place, "cards": part.cards, "size": f"{max(part.size / MB, 0.1):.1f}".replace(".", ",")}
        for place, part in enumerate(batch.parts, 1)
    ]


async def taken(guest: Guest) -> Answer:
    """GET: one part, as a PDF to print; that it was taken is noted before it goes."""
    house, officer = guest.house, guest.officer
    found: list[Part] = []

    def look(tx: Tx) -> tuple[Answer, Head | None]:
        batch, place, spot = _asked_for(tx, guest)
        part = batch.parts[place - 1]
        found.append(part)
        head = noted(tx, house, officer.id if officer else None, "cards_taken", RECORD, batch.id, spot,
                     {"person": part.people}, part=place, cards=part.cards)  # fmt: skip
        return File(b"", f"kartu-{batch.chosen.programme}-{batch.id}-{place:03}.pdf", PDF), head

    empty = await guest.run(look)
    assert isinstance(empty, File)
    try:
        content = await asyncio.to_thread(house.shelf.get, found[-1].file)
    except FileNotFoundError:
        raise Refused(404, RECORD, str(guest.asked.id())) from None
    return replace(empty, content=content)


def _asked_for(tx: Tx, guest: Guest) -> tuple[Batch, int, Spot]:
    """Raises Refused: a batch of another area, and a part that is not there, do not exist here."""
    id, typed = guest.asked.id(), guest.asked.query.get("part", "")
    place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    batch = card_batches.by_id(tx, guest.house.vault, id)
    cities = {programme.code: programme.region for programme in catalogue.all_programmes(tx)}
    spot = spot_of(tx, cities, batch.chosen) if batch else None
    seen = batch and spot and guest.officer and sees(guest.officer, spot)
    if not seen or not batch or batch.state == "dropped" or not 0 < place <= len(batch.parts):
        raise Refused(404, RECORD, str(id), spot)
    return batch, place, spot or Spot()
