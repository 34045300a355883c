"""How many places are left while lines are taken: counted once in a transaction, then kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.groups import Group
from rules.programmes import Programme
from storage import members, registrations
from storage.statement import Tx

Counted = tuple[str, str | None]


@dataclass
class Room:
    """The programme is locked by whoever makes it, so that nobody else takes a place until the commit."""

    tx: Tx
    programme: Programme
    group: Group
    _left: dict[Counted, int] = field(default_factory=dict)

    def take(self, category: str, village: str | None) -> bool:
        """Take a place of the programme, group, kind of work and village; False where one of them is full."""
        quotas = self._quotas(category, village)
        if any(self._of(what, quota) <= 0 for what, quota in quotas.items()):
            return False
        for what in quotas:
            self._left[what] -= 1
        return True

    def _quotas(self, category: str, village: str | None) -> dict[Counted, int]:
        """The quotas that count for such a line."""
        kind = self.programme.category(category)
        of_village = self.programme.quota_per_village if village else None
        found: dict[Counted, int | None] = {
            ("programme", None): self.programme.quota,
            ("group", None): self.group.quota,
            ("category", category): kind.quota if kind else None,
            ("village", village): of_village,
        }
        return {what: quota for what, quota in found.items() if quota is not None}

    def _of(self, what: Counted, quota: int) -> int:
        if what not in self._left:
            self._left[what] = quota - self._taken(*what)
        return self._left[what]

    def _taken(self, kind: str, code: str | None) -> int:
        if kind == "group":
            return members.holding(self.tx, self.group.id)
        of = {kind: code} if code else {}
        return registrations.taken(self.tx, self.programme.code, **of)
