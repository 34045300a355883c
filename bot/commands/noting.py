"""What is done on the command line stands in the audit trail as the acts of the console do: by no officer."""

from __future__ import annotations

from typing import Any

from bot.app import App
from rules.groups import Group
from rules.officers import Spot
from storage import audit, catalogue
from storage.audit import Entry, Head
from storage.audit_seen import Seen
from storage.statement import Tx


def noted(
    tx: Tx, app: App, act: str, record: str = "", id: object = "", spot: Spot | None = None,
    seen: Seen | None = None, **details: Any,
) -> Head:  # fmt: skip
    """Add a row in the transaction of the act; the newest row as it is then, for `app.kept`. `seen`: the
    numbers of the records whose data are in the file that it makes.
    """
    where, told = spot.written if spot else "", audit.told(details, seen)
    return audit.note(tx, app.vault, Entry(app.clock(), None, act, record, str(id), where, told))


def spot_of(tx: Tx, programme: str, village: str = "", group: Group | None = None) -> Spot:
    """Where a programme lies, a village of it, or a group of it."""
    known = catalogue.one(tx, programme)
    office = f"{programme}/{group.place}" if group and group.kind == "office" else ""
    place = group.place if group and group.kind == "village" else village
    return Spot(known.region if known else "", programme, place, office)
