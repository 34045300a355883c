"""How many people are wanted where: by the programme's own quotas, its reports, and the quotas of groups.

What nobody has set is None: nothing is worked out to stand in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rules.groups import Group
from rules.programme import Category, Programme


@dataclass(frozen=True)
class Targets:
    """`villages`: the codes of all that take part; `groups`: those of the programme that run on the day."""

    programme: Programme
    on: date
    villages: Sequence[str] = ()
    groups: Sequence[Group] = field(default=())

    @property
    def quota(self) -> int | None:
        """Of the whole programme: its quota, else that of each village, else the people of its period."""
        if self.programme.quota is not None:
            return self.programme.quota
        if self.programme.quota_per_village is not None:
            return self.programme.quota_per_village * len(self.villages)
        period = self.programme.period_on(self.on)
        return period.people if period else None

    def village(self, code: str) -> int | None:
        """Of a village: what its group has, else what each village has."""
        own = [one.quota for one in self._running("village") if one.place == code and one.quota is not None]
        return sum(own) if own else self.programme.quota_per_village

    def district(self, code: str) -> int | None:
        """Of a kecamatan: of all its villages together, None where one of them has none."""
        wanted = [self.village(one) for one in self.villages if one.startswith(f"{code}.")]
        return None if not wanted or None in wanted else sum(one or 0 for one in wanted)

    def category(self, code: str) -> int | None:
        """Of a kind of work: its quota, else the number that a report gives."""
        known: Category | None = self.programme.category(code)
        if known is None:
            return None
        return known.quota if known.quota is not None else known.reported

    def payer(self, code: str) -> int | None:
        """Of who pays: the whole programme's for its own payer, for others what their groups have."""
        if code == self.programme.payer.code:
            return self.quota
        own = [one.quota for one in self.groups if one.payer == code and one.quota is not None]
        return sum(own) if own else None

    def _running(self, kind: str) -> list[Group]:
        return [one for one in self.groups if one.kind == kind and one.starts <= self.on <= one.ends]
