"""A case: an accident, a death or a year of school that was reported, as the events that happened to it.

Knows no law: which documents a case needs, what it pays and until when something is due is worked out from
its facts (documents, benefit, case_clock).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.records import Event, Moves, status_of

KINDS = ("accident", "death", "scholarship")
OPEN = ("reported", "complete", "with_branch", "accepted")
ANY = (*OPEN, "paid", "refused", "withdrawn")
# Event -> (the statuses it may follow, the status it leads to); None leaves the status as it is.
MOVES: Moves = {
    "reported": (("",), "reported"),
    "reported_again": (OPEN, None),
    "told": (OPEN, None),
    "corrected": (("reported", "complete"), None),
    "document": (OPEN, None),
    "page": (ANY, None),
    "unclear": (ANY, None),
    "lost": (ANY, None),
    "completed": (("reported",), "complete"),
    "incomplete": (("complete",), "reported"),
    "sent": (("reported", "complete"), "with_branch"),
    "accepted": (("with_branch",), "accepted"),
    "paid": (("with_branch", "accepted"), "paid"),
    "refused": (("reported", "complete", "with_branch", "accepted"), "refused"),
    "given_back": (("with_branch",), "reported"),  # by the branch office, to be completed
    "not_sent": (("with_branch",), "reported"),  # that it was sent was noted by mistake
    "reopened": (("refused", "withdrawn", "accepted", "paid"), "reported"),
    "withdrawn": (("reported", "complete"), "withdrawn"),
    "reminded": (OPEN, None),
    "quiet": (OPEN, None),
    # by an officer, besides those from sent to reopened
    "asked": (OPEN, None),  # for a paper, again or in addition
    "notified": (OPEN, None),  # the branch office was told of it: phase I, or what the doctor said
    "written": (ANY, None),  # some sentences to a chat
    "handed_over": (ANY, None),
    "tied": (("accepted", "paid"), None),  # to the person of its NIK, whose name was told otherwise
}
# In whose hands a case is decided; what the family tells afterwards changes nothing any more.
CHANGEABLE = ("reported", "complete")
GRANTED = ("accepted", "paid")  # of a death: the branch office has seen the certificate
UNDOES = ("refused", "reopened")  # one of those
BACK = ("reopened", "given_back", "not_sent")  # since the last of these it has to be handed in, or again
REMIND_AFTER = (3, 7, 14)  # days without the papers
NO_CONSENT = "NO_CONSENT"  # why a case is quiet: the insured has withdrawn the consent
JKK, JKM = "jkk", "jkm"


@dataclass(frozen=True)
class Case:
    """`details`: everything told so far, by the names of the questions; `person` is the insured, where known
    here. `role` is what the chat that asks may do: reporter (the first), helper (with the reporter's
    code), or witness (reported the same later, and need not be near to the family).
    """

    id: int
    number: str
    kind: str
    person: int | None
    status: str
    details: Mapping[str, Any]
    created_at: int
    events: tuple[Event, ...] = ()
    role: str = "reporter"

    @property
    def name(self) -> str:
        return str(self.details.get("name") or "")

    @property
    def private(self) -> bool:
        """May the chat that asks see and change what the reporter has told?"""
        return self.role in ("reporter", "helper")

    @property
    def quiet(self) -> bool:
        """Were reminders stopped, by the last word on it?"""
        return any(event.kind == "quiet" for event in self.events)

    @property
    def without_consent(self) -> Event | None:
        """That the insured has withdrawn the consent since it was reported."""
        quiet = (event for event in reversed(self.events) if event.kind == "quiet")
        return next((event for event in quiet if event.reason == NO_CONSENT), None)


def received(events: Sequence[Event]) -> Mapping[str, list[str]]:
    """The files of each kind of document, in the order they came; without those that could not be kept."""
    found: dict[str, list[str]] = {}
    lost = {event.details["file"] for event in events if event.kind == "lost"}
    for event in events:
        if event.kind == "document" and event.details["file"] not in lost:
            found.setdefault(event.details["document"], []).append(event.details["file"])
    return found


def unclear(events: Sequence[Event]) -> Mapping[str, str]:
    """Documents whose only photo can't be read well, and why: a second one counts whatever it looks like."""
    files = received(events)
    problems = {event.details["file"]: event.reason for event in events if event.kind == "unclear"}
    return {
        document: str(problems[kept[0]])
        for document, kept in files.items()
        if len(kept) == 1 and kept[0] in problems
    }


def asked(events: Sequence[Event]) -> tuple[str, ...]:
    """The documents that an officer has asked for, again or in addition, and that have not come since."""
    open: dict[str, None] = {}
    for event in events:
        if event.kind == "asked":
            open[event.details["document"]] = None
        elif event.kind == "document":
            open.pop(event.details["document"], None)
    return tuple(open)


def clear(events: Sequence[Event]) -> frozenset[str]:
    """The documents that are there and can be read, or were sent twice, and nobody has asked for since."""
    return frozenset(received(events)) - frozenset(unclear(events)) - frozenset(asked(events))


def latest(events: Sequence[Event], kind: str) -> Event | None:
    """The last event of a kind."""
    return next((event for event in reversed(events) if event.kind == kind), None)


def benefit_of(case: Case) -> str:
    """What the branch office pays the case as: "jkk", "jkm", "" for a scholarship. A death is JKM unless it
    was a work accident (PP 44/2015); what an officer has noted of the branch office's view goes before.
    """
    if case.kind != "death":
        return JKK if case.kind == "accident" else ""
    noted = [event.details["benefit"] for event in meant(case.events) if event.details.get("benefit")]
    told = JKK if case.details.get("cause") == "work_accident" else JKM
    return str(noted[-1]) if noted else told


def meant(events: Sequence[Event]) -> list[Event]:
    """Without what was noted by mistake: that the papers were handed in, where they were not."""
    found: list[Event] = []
    for event in events:
        sent = [place for place, one in enumerate(found) if one.kind == "sent"]
        if event.kind == "not_sent" and sent:
            del found[sent[-1]]
        found.append(event)
    return found


def given_back(case: Case) -> Event | None:
    """That the branch office wants the papers completed, as long as they are not."""
    moved = [event for event in case.events if event.kind in ("sent", *BACK)]
    return moved[-1] if case.status == "reported" and moved and moved[-1].kind == "given_back" else None


def takes_back(events: Sequence[Event], event: Event) -> str:
    """What an event ends that was noted by mistake, or that the branch office has taken back: the acceptance
    ("accepted"), the payment ("paid"), or nothing ("").
    """
    before = status_of(events[: events.index(event)], MOVES)
    return before if before in GRANTED and event.kind in UNDOES else ""
