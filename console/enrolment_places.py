"""Where enrolment lists lie, and which of them an officer sees. Looked up once a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from console.visit import Visit
from rules.enrolment import RECORD, Enrolment, spot_in
from rules.groups import Group
from rules.officers import Spot
from rules.programme import Programme
from storage import catalogue, enrolment, groups


@dataclass(frozen=True)
class Lists:
    """What is known of lists and programmes while a page is made."""

    visit: Visit

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        """Every programme by its code."""
        return {one.code: one for one in catalogue.all_programmes(self.visit.tx)}

    def whole(self, programme: Programme) -> Spot:
        """Where all of a programme lies."""
        return Spot(programme.region, programme.code)

    def spot(self, one: Enrolment) -> Spot:
        """A list lies where its people do: in its village, in its office, else in the whole programme."""
        group = groups.by_id(self.visit.tx, one.group) if one.group else None
        return self.spot_in(one.programme, one.village or "", group)

    def spot_in(self, programme: str, village: str, group: Group | None) -> Spot:
        known = self.programmes.get(programme)
        return spot_in(known.region if known else "", programme, village, group)

    def found(self) -> Enrolment:
        """The list of the path. Raises Refused: one of another area does not exist here."""
        one = enrolment.by_id(self.visit.tx, self.visit.asked.id())
        self.visit.must_see(self.spot(one) if one else None, RECORD, self.visit.asked.id())
        assert one
        return one

    def mine(self) -> list[Enrolment]:
        """The lists of the officer's areas, the newest first."""
        return [one for one in enrolment.everyone(self.visit.tx) if self.visit.sees(self.spot(one))]

    def told(self, one: Enrolment) -> str:
        """Of whom the list is: the village, the group, the kind of work, or everybody."""
        visit, programme = self.visit, self.programmes[one.programme]
        group = groups.by_id(visit.tx, one.group) if one.group else None
        category = programme.category(one.category) if one.category else None
        parts = (
            catalogue.region_name(visit.tx, one.village) if one.village else "",
            group.name if group else "",
            category.label[visit.asked.language] if category else "",
        )
        everybody = visit.house.words(visit.asked.language)("enrolment.everybody")
        return ", ".join(part for part in parts if part) or everybody

    def name(self, one: Enrolment) -> str:
        return self.programmes[one.programme].name[self.visit.asked.language]
