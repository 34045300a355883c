"""People, registrations and memberships as rules and conversations see them: facts, no storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Moves = Mapping[str, tuple[tuple[str, ...], str | None]]

# What may happen to a registration: event -> (the statuses it may follow, the status it leads to).
# "" is the status before the first event; None leaves the status as it is.
ENDED = ("withdrawn", "rejected", "replaced")
RUNNING = ("listed", "waiting_list", "submitted", "returned", "verified", "enrolled")
MOVES: Moves = {
    "submitted": (("", "listed", *ENDED), "submitted"),
    "put_on_list": (("", *ENDED), "waiting_list"),
    "place_found": (("waiting_list",), "submitted"),
    "verified": (("submitted", "returned"), "verified"),
    "rejected": (("submitted", "returned", "waiting_list", "verified"), "rejected"),
    "enrolled": (("verified",), "enrolled"),
    "renewed": (("enrolled",), None),  # cover is paid further
    "days_paid": ((*RUNNING, *ENDED), None),  # by a list, for somebody whose registration stands otherwise
    # A payment was noted by mistake: of whoever was enrolled by it, and of whoever was covered before, or
    # whose registration stands otherwise by now.
    "unpaid": (("enrolled",), "verified"),
    "days_unpaid": ((*RUNNING, *ENDED), None),
    # of a list that is fixed: the branch office does not take the person, or an officer takes them off; and
    # the branch office has taken them after all (rules/left_list.py)
    "branch_refused": (RUNNING, None),
    "unlisted": (RUNNING, None),
    "listed_again": (RUNNING, None),
    # an officer asks for answers again, and looks once more when all of them are there (rules/returned.py)
    "returned": (("submitted", "returned", "verified"), "returned"),
    "corrected": (RUNNING, None),
    "mended": (("returned",), "submitted"),
    "withdrawn": (("listed", "submitted", "returned", "waiting_list", "verified"), "withdrawn"),
    # by a coordinator: "listed" holds a place, but nobody has vouched for it yet
    "listed": (("", *ENDED), "listed"),
    "moved_up": (("waiting_list",), "listed"),
    "taken_back": (("submitted",), "listed"),
    "taken_off": (("listed", "waiting_list"), "withdrawn"),
    "replaced": (RUNNING, "replaced"),
    # by the worker who was listed
    "agreed": (RUNNING, None),
    "objected": (("listed", "waiting_list", "submitted", "returned", "verified"), "withdrawn"),
    # the branch office has accepted the claim after a death (storage/deaths.py)
    "died": (RUNNING, None),
    "not_died": (RUNNING, None),  # that was a mistake, or the office has taken it back
}
OF_DAYS = ("days_paid", "days_unpaid")  # these come whenever money does: how it ended they do not tell
HOLDS_A_PLACE = ("listed", "submitted", "returned", "verified", "enrolled")


class NotAllowed(ValueError):
    """An event that can't follow the record's status."""


@dataclass(frozen=True)
class Event:
    """What happened: `at` in milliseconds (1970, UTC); `actor` person, officer or system; `reason` a code."""

    kind: str
    at: int
    actor: str
    reason: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def status_after(status: str, kind: str, moves: Moves = MOVES) -> str:
    """The status after an event; raises NotAllowed where it can't happen."""
    allowed, after = moves[kind]
    if status not in allowed:
        raise NotAllowed(f"{kind} cannot follow {status or 'nothing'}")
    return status if after is None else after


def status_of(events: Sequence[Event], moves: Moves = MOVES) -> str:
    """The status that follows from the events, oldest first."""
    status = ""
    for event in events:
        status = status_after(status, event.kind, moves)
    return status


@dataclass(frozen=True)
class Person:
    """`details`: nik, name, birth_place, birth_date (ISO), mother_name, address, phone ... as answered."""

    id: int
    details: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.details.get("name", ""))

    @property
    def nik(self) -> str:
        return str(self.details["nik"])


@dataclass(frozen=True)
class Registration:
    """A person's wish to be covered by a programme, and what became of it.

    `group`: whose coordinator listed the person, `unit` in which dusun or part of the office; `agreed`: "yes"
    or "no" as the person answered, None: not yet.
    """

    id: int
    number: str
    programme: str
    person: int
    category: str
    village: str | None
    status: str
    details: Mapping[str, Any]
    created_at: int
    events: tuple[Event, ...] = ()
    group: int | None = None
    unit: str | None = None
    agreed: str | None = None


@dataclass(frozen=True)
class Membership:
    """Cover at BPJS Ketenagakerjaan; dates are included on both ends.

    `income`: rupiah a month as reported there, where the city knows it; benefits are worked out from it.
    """

    id: int
    person: int
    programme: str | None
    kpj: str
    package: tuple[str, ...]
    payer: str
    since: date
    paid_from: date
    paid_until: date
    income: int | None = None

    def cover(self, on: date) -> str:
        """active, not_started or lapsed on that day: JKK covers who has paid before the event (domain 3a)."""
        if on < self.paid_from:
            return "not_started"
        return "active" if on <= self.paid_until else "lapsed"
