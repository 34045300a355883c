"""Which figures are an officer's: whole programmes, or the part of one that lies in their areas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.reports.gathering import Sees
from bot.reports.making import Wanted
from bot.reports.months import Local, clock_of, current, month_of, offered
from console.answer import Refused
from console.registration_places import Places
from console.visit import Visit
from rules.figures import Month
from rules.officers import Officer, Spot
from rules.programme import Programme
from storage import groups


@dataclass(frozen=True)
class Ground:
    """Looked up once a visit."""

    visit: Visit

    @cached_property
    def places(self) -> Places:
        return Places(self.visit)

    @cached_property
    def programmes(self) -> list[Programme]:
        """Those of which the officer sees anything, by code."""
        codes = {strip.programme for strip in self.places.strips()}
        return [one for code, one in sorted(self.places.programmes.items()) if code in codes]

    def programme(self, code: str) -> Programme:
        """Raises Refused: one of which the officer sees nothing does not exist."""
        for one in self.programmes:
            if one.code == code:
                return one
        known = self.places.programmes.get(code)
        spot = Spot(known.region, known.code) if known else None
        raise Refused(404, "report", code, spot)

    def whole(self, programme: Programme) -> bool:
        """Does the officer see all of it?"""
        return self.visit.sees(Spot(programme.region, programme.code))

    def sees(self, programme: Programme) -> Sees | None:
        """Which villages and groups of it count; None where all of it does."""
        if self.whole(programme):
            return None
        known = {one.id: (one.kind, one.place) for one in groups.everyone(self.visit.tx)}

        def seen(village: str, group: int | None) -> bool:
            kind, place = known.get(group or 0, (None, None))
            return self.visit.sees(self.places.spot(programme.code, village, kind, place))

        return seen

    def clock(self, alone: Programme | None) -> Local:
        return clock_of(alone, self.visit.house.local)

    def month(self, written: str, alone: Programme | None = None) -> Month:
        """The month that is asked for, else the one that runs; of one programme alone by its city's time."""
        now, local = self.visit.now, self.clock(alone)
        return month_of(written, now, local) or current(now, local)

    def months(self, alone: Programme | None) -> list[str]:
        """Those that can be asked for, the newest first."""
        return offered(self.programmes, self.visit.now, self.clock(alone))

    def wanted(self, programme: str, month: str) -> Wanted:
        """The report of one programme, or ("") of all that the officer sees. Raises Refused."""
        alone = self.programme(programme) if programme else None
        chosen = [alone] if alone else self.programmes
        if not chosen:
            raise Refused(404, "report")
        parts = {one.code: sees for one in chosen if (sees := self.sees(one))}
        by, now = self.visit.officer.name, self.visit.now
        return Wanted(chosen, self.month(month, alone), by, now, together=not alone, parts=parts)


def areas_of(officer: Officer) -> str:
    """Where an officer can see, as one text."""
    return " ".join(f"{area.kind}:{area.place}" for area in sorted(officer.areas))
