"""Which figures are an officer's: whole programmes, or the part of one that lies in their areas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.reports.gathering import Sees
from bot.reports.making import Wanted
from bot.reports.months import current, month_of, offered
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

    def month(self, written: str) -> Month:
        """The month that is asked for, else the one that runs."""
        now, local = self.visit.now, self.visit.house.local
        return month_of(written, now, local) or current(now, local)

    def months(self) -> list[str]:
        """Those that can be asked for, the newest first."""
        return offered(self.programmes, self.visit.now, self.visit.house.local)

    def wanted(self, programme: str, month: str) -> Wanted:
        """The report of one programme, or ("") of all that the officer sees. Raises Refused."""
        chosen = [self.programme(programme)] if programme else self.programmes
        if not chosen:
            raise Refused(404, "report")
        parts = {one.code: sees for one in chosen if (sees := self.sees(one))}
        by = self.visit.officer.name
        return Wanted(chosen, self.month(month), by, self.visit.now, together=not programme, parts=parts)


def areas_of(officer: Officer) -> str:
    """Where an officer can see, as one text."""
    return " ".join(f"{area.kind}:{area.place}" for area in sorted(officer.areas))
