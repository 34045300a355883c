"""How many places are left, by every quota that counts: while lines are taken, and where it is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.groups import Group, Left
from rules.programmes import Programme
from storage import catalogue, members, registrations
from storage.statement import Tx

Counted = tuple[str, str | None]


def left(tx: Tx, group: Group) -> Left | None:
    """How many more people of a group could hold a place now; None where no quota counts."""
    return Room(tx, catalogue.programme(tx, group.programme), group).left()


@dataclass
class Room:
    """Counted once in a transaction, then kept. Whoever takes places of it has locked the programme, so that
    nobody else takes one until the commit.
    """

    tx: Tx
    programme: Programme
    group: Group | None = None
    _left: dict[Counted, int] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Has the programme itself a place, for whomever?"""
        quota = self.programme.quota
        return quota is None or self._of(("programme", None), quota) > 0

    def fits(self, category: str, village: str | None) -> bool:
        """Is there a place of the programme, group, kind of work and village?"""
        return all(self._of(what, quota) > 0 for what, quota in self._quotas(category, village).items())

    def take(self, category: str, village: str | None) -> bool:
        """Take such a place; False where there is none."""
        if not self.fits(category, village):
            return False
        for what in self._quotas(category, village):
            self._left[what] -= 1
        return True

    def left(self) -> Left | None:
        """The smallest of what its quotas have left for anybody of the group; None where there is none."""
        group = self.group
        village = group.place if group and group.kind == "village" else None
        quotas = self._quotas((group.category if group else None) or "", village)
        free = [Left(max(0, self._of(what, quota)), what[0]) for what, quota in quotas.items()]
        return min([*free, *self._kinds()], key=lambda one: one.places, default=None)

    def _kinds(self) -> list[Left]:
        """Where people may do any kind of work, and each has a quota: what is left of all of them."""
        quotas = {("category", one.code): one.quota for one in self.programme.offered}
        counted = {what: quota for what, quota in quotas.items() if quota is not None}
        one_kind = self.group is not None and self.group.category
        if one_kind or not counted or len(counted) < len(quotas):
            return []
        return [Left(sum(max(0, self._of(what, quota)) for what, quota in counted.items()), "category")]

    def _quotas(self, category: str, village: str | None) -> dict[Counted, int]:
        """The quotas that count for such a line."""
        kind = self.programme.category(category)
        of_village = self.programme.quota_per_village if village else None
        found: dict[Counted, int | None] = {
            ("group", None): self.group.quota if self.group else None,
            ("programme", None): self.programme.quota,
            ("category", category): kind.quota if kind else None,
            ("village", village): of_village,
        }
        return {what: quota for what, quota in found.items() if quota is not None}

    def _of(self, what: Counted, quota: int) -> int:
        if what not in self._left:
            self._left[what] = quota - self._taken(*what)
        return self._left[what]

    def _taken(self, kind: str, code: str | None) -> int:
        if kind == "group" and self.group:
            return members.holding(self.tx, self.group.id)
        of = {kind: code} if code else {}
        return registrations.taken(self.tx, self.programme.code, **of)
