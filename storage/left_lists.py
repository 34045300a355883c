"""Who has left a list of people to be paid for, and stands on none that would have them paid for."""

from __future__ import annotations

from rules.enrolment import ON
from rules.left_list import last_left
from rules.records import Event, Registration
from storage import enrolment_rows
from storage.statement import Tx
from storage.vault import Vault


def left(tx: Tx, vault: Vault, one: Registration) -> Event | None:
    """Why the person is not paid for, as long as that stands: no list has taken them again, and the list
    that they left was not cancelled.
    """
    event = last_left(one.events)
    if event is None:
        return None
    stands = {row.id: row.state for row, _ in enrolment_rows.of_person(tx, vault, one.person)
              if row.registration == one.id}  # fmt: skip
    since = event.details["row"]
    gone = stands.get(since, ON[0]) not in ON
    return event if gone and not any(id > since and state in ON for id, state in stands.items()) else None
