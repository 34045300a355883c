"""An officer's visit to one page: who it is, what may be done, what is noted. One transaction long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from console.answer import Elsewhere, Refused
from console.asked import Asked
from console.house import ROOT, House
from rules.officers import Officer, Spot, may, sees
from rules.records import Event
from storage import audit, catalogue, officer_sessions, officers
from storage.audit import Entry, Head
from storage.audit_seen import Seen
from storage.officer_sessions import Session
from storage.statement import Tx
from storage.vault import Vault

OFFICER = "officer"  # the detail of an event that says who of them did it
# Where somebody goes on who is only half in.
STAGES = {"full": f"{ROOT}/", "code": f"{ROOT}/login/code", "setup": f"{ROOT}/welcome/app"}


@dataclass
class Visit:
    """`writes`: the transaction may write. Where it may not, what is noted waits in `notes` until the
    page has been made, and is stored before anybody sees it.
    """

    tx: Tx
    house: House
    asked: Asked
    officer: Officer
    session: Session
    now: int
    writes: bool
    notes: list[Entry] = field(default_factory=list)
    head: Head | None = None

    @property
    def vault(self) -> Vault:
        return self.house.vault

    def may(self, act: str, spot: Spot | None = None) -> bool:
        return may(self.officer, act, spot)

    def sees(self, spot: Spot) -> bool:
        return sees(self.officer, spot)

    def noted(
        self, act: str, record: str = "", id: object = "", spot: Spot | None = None,
        seen: Seen | None = None, **details: Any,
    ) -> None:  # fmt: skip
        """Note what the officer reads or does. `seen`: the numbers of the records whose data stand on the
        page or in the file; `details` are codes and numbers, never a NIK or a name.
        """
        where = spot.written if spot else ""
        told = audit.told(details, seen)
        entry = Entry(self.now, self.officer.id, act, record, str(id), where, told)
        if self.writes:
            self.head = audit.note(self.tx, self.vault, entry)
        else:
            self.notes.append(entry)

    def event(self, kind: str, reason: str | None = None, **details: object) -> Event:
        """What this officer does to a record now, with who it was."""
        return Event(kind, self.now, "officer", reason, {**details, OFFICER: self.officer.id})

    def name_in(self, event: Event) -> str:
        """The name of the officer who did it; "" where it was nobody of them, or is not known."""
        number = event.details.get(OFFICER)
        found = officers.by_id(self.tx, self.vault, int(number)) if number else None
        return found.name if found else ""

    def must_see(self, spot: Spot | None, record: str, id: object) -> None:
        """Raises Refused with 404 where the record does not exist (no spot) or lies in nobody's area here."""
        if spot is None or not self.sees(spot):
            raise Refused(404, record, str(id), spot)

    def must(self, act: str, spot: Spot) -> None:
        """Raises Refused with 403 where the officer may see the record, but not do this to it."""
        if not self.may(act, spot):
            raise Refused(403, act, spot=spot)

    def cities(self) -> dict[str, str]:
        """The region of each programme."""
        return {programme.code: programme.region for programme in catalogue.all_programmes(self.tx)}


def enter(tx: Tx, house: House, asked: Asked, stage: str, acts: Iterable[str], writes: bool) -> Visit:
    """The visit of who brings the cookie. Raises Elsewhere where nobody is logged in, Refused where one
    of the acts is not the officer's.
    """
    now = house.clock()
    session = officer_sessions.find(tx, house.vault, asked.token, now)
    officer = officers.by_id(tx, house.vault, session.officer) if session else None
    if session is None or officer is None or officer.state == "disabled":
        raise Elsewhere(f"{ROOT}/login")
    if session.stage != stage:
        raise Elsewhere(STAGES[session.stage])
    visit = Visit(tx, house, asked, officer, session, now, writes)
    for act in acts:
        if not may(officer, act):
            raise Refused(403, act)
    return visit
