"""Where registrations lie, and which strips of the queue are an officer's. Looked up once a visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from console.answer import Refused
from console.visit import Visit
from rules.officers import Area, Spot
from rules.programme import Programme
from rules.records import Registration
from storage import catalogue, groups, registrations
from storage.queue import Strip
from storage.registrations import RECORD


@dataclass(frozen=True)
class Places:
    """What is known of programmes and groups while a page is made."""

    visit: Visit

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """Every programme by its code."""
        return {programme.code: programme for programme in catalogue.all_programmes(self.visit.tx)}

    def spot(self, programme: str, village: str | None, kind: str | None, place: str | None) -> Spot:
        """Where it lies, by its programme and village and by the kind and place of its group."""
        known = self.programmes.get(programme)
        office = f"{programme}/{place}" if kind == "office" else ""
        return Spot(known.region if known else "", programme, village or "", office)

    def spot_of(self, one: Registration) -> Spot:
        group = groups.by_id(self.visit.tx, one.group) if one.group else None
        return self.spot(one.programme, one.village, *((group.kind, group.place) if group else (None, None)))

    def found(self, id: int) -> Registration:
        """Raises Refused: what lies elsewhere, or is not of this officer's work, does not exist here."""
        one = registrations.by_id(self.visit.tx, self.visit.vault, id)
        spot = self.spot_of(one) if one else None
        if not self.visit.may("registrations.see"):
            raise Refused(404, RECORD, str(id), spot)
        self.visit.must_see(spot, RECORD, id)
        assert one
        return one

    def strips(self, programme: str = "", village: str = "") -> list[Strip]:
        """The parts of the queue that lie in the officer's areas; of one programme or village if asked."""
        found = {strip for area in self.visit.officer.areas for strip in self._of(area)}
        mine = [one for one in found if programme in ("", one.programme)]
        return [Strip(one.programme, village or one.village, one.office)
                for one in mine if not (village and one.village) or village == one.village]  # fmt: skip

    def _of(self, area: Area) -> Iterator[Strip]:
        if area.kind == "office":
            programme, _, office = area.place.partition("/")
            yield Strip(programme, office=office)
            return
        for one in self.programmes.values():
            if area.kind == "village" and area.place.startswith(f"{one.region}."):
                yield Strip(one.code, area.place)
            elif area.covers(Spot(one.region, one.code)):
                yield Strip(one.code)
