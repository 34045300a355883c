"""Enrolment lists: who is to be covered for which months, what may happen to a list and to who is on it.

A list is its events, as every record is. What it costs: reckoning.py; where it is kept is not known here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rules.groups import Group
from rules.officers import Spot
from rules.payment import months_from, next_month
from rules.records import Event, Moves

RECORD = "enrolment"
KINDS = ("new", "renewal")
# Event -> (the states it may follow, the state it leads to); None leaves the state as it is. The rows are
# filled in by a job, so a list begins as "filling".
MOVES: Moves = {
    "made": (("",), "filling"),
    "filled_again": (("draft",), "filling"),
    "filled": (("filling",), "draft"),
    "budget": (("draft",), None),
    "kept": (("draft", "fixed", "sent"), None),  # a second payer may show up once it is fixed
    "taken_off": (("draft",), None),
    "taken_in": (("draft",), None),
    "put_aside": (("draft", "checked"), None),
    "checked": (("draft",), "checked"),
    "sent_back": (("checked",), "draft"),
    "fixed": (("checked",), "fixed"),
    "removed": (("fixed", "sent"), None),
    "export_asked": (("fixed", "sent"), None),
    "sent": (("fixed", "sent"), "sent"),
    "answered": (("sent",), None),
    "paid": (("sent",), None),
    "unpaid": (("sent",), None),  # a payment was noted by mistake
    "cancelled": (("draft", "checked", "fixed", "sent"), "cancelled"),
}
STATES = ("filling", "draft", "checked", "fixed", "sent", "cancelled")
DECIDED = ("fixed", "sent")  # these count against the quota and the budget
# What makes somebody the maker of a list, who may not check or fix it.
# "put_aside" is none of it: the program has looked again. Nor is "removed": nobody checks after it.
MAKING = ("made", "filled_again", "budget", "kept", "taken_off", "taken_in")

# Where somebody on a list stands. "left_out" is what the program found when it filled the list, "taken_off"
# what an officer decided: who is paid for a part by then is taken off from the first unpaid day on, and keeps
# what is paid; "numbered" has a KPJ, "refused" is what the branch answered.
ROW_STATES = ("listed", "numbered", "paid", "refused", "left_out", "taken_off")
ON = ("listed", "numbered", "paid")  # who counts
# Why the program leaves somebody out.
LEFT_OUT = (
    "DECEASED", "DECEASED_DUKCAPIL", "OVERAGE", "UNDERAGE", "NO_CONSENT", "OBJECTED", "PAID_ALREADY",
    "LISTED_ALREADY", "WITHDRAWN", "REPLACED", "REJECTED", "NOT_VERIFIED", "OTHER_PART",
)  # fmt: skip
DEAD = ("DECEASED", "DECEASED_DUKCAPIL")  # as people or officers say, as the population office answers
# An officer has taken somebody in; behind it, each after a colon, the codes that the officer has passed over:
# the program does not judge by them again, but by what comes up later.
TAKEN_IN = "TAKEN_IN"
# What the program keeps of somebody who counts: the branch has taken them where no place was left; another
# has their number by a correction, and theirs is to come.
OVER_QUOTA, NUMBER_MOVED = "OVER_QUOTA", "NUMBER_MOVED"
# Why somebody stays paid for though the payment was taken back: it was built on.
PAID_FURTHER, CASE_GRANTED = "PAID_FURTHER", "CASE_GRANTED"
NOTED = (OVER_QUOTA, NUMBER_MOVED, PAID_FURTHER, CASE_GRANTED)
# Why a payment is taken back, as an officer says.
MISTAKES = ("NOT_PAID", "OTHER_LIST", "OTHER_DAYS", "OTHER")
# Why an officer takes somebody off: codes of rules/reasons.py.
OFF = (
    "ALREADY_BPU_OTHER", "ALREADY_PU", "DECEASED", "MOVED", "NO_CONSENT", "NOT_WORKING", "OVERAGE", "OTHER",
)  # fmt: skip
# Does somebody else pay for the same months? 0 nobody, 1 nobody has decided yet, 2 stays on the list.
ALONE, UNDECIDED, KEPT = 0, 1, 2

KPJ_DIGITS = 11  # common knowledge, not verified (domain 4c)
MOST_MONTHS = 24
FORESEEN = timedelta(60)  # so long before cover ends officers see it
TOLD = timedelta(30)  # so long before it ends the chat hears that no renewal is noted


@dataclass(frozen=True)
class Enrolment:
    """A list: for a programme, or for one village, group or kind of work of it, and for whole months.

    `starts` is the first day of a month, `ends` the last of one, local days; `payer` as of the programme or
    the group; `jht`: with the JHT where the programme leaves it open; `most`: at most so many people;
    `budget` in rupiah, where the list has its own; `cost`: rupiah, as reckoned when it was fixed.
    """

    id: int
    programme: str
    kind: str
    starts: date
    ends: date
    payer: str
    village: str | None = None
    group: int | None = None
    category: str | None = None
    jht: bool = False
    most: int | None = None
    budget: int | None = None
    state: str = ""
    expected: int = 0
    cost: int | None = None
    decree: str | None = None
    decreed_on: date | None = None
    file: str | None = None
    created_at: int = 0

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        count = (self.ends.year - self.starts.year) * 12 + self.ends.month - self.starts.month + 1
        return months_from(self.starts, count)


@dataclass(frozen=True)
class Placed:
    """Somebody on a list. `double`: see ALONE; `reason`: a code of LEFT_OUT, OFF or the branch, TAKEN_IN,
    OVER_QUOTA or NUMBER_MOVED, and behind it what an officer has passed over (`with_passed`);
    `paid_from` and `paid_until`: what is paid so far by this list, both included.
    """

    id: int
    list: int
    registration: int
    person: int
    state: str
    reason: str | None = None
    double: int = ALONE
    kpj: str | None = None
    paid_from: date | None = None
    paid_until: date | None = None

    @property
    def passed(self) -> tuple[str, ...]:
        """The codes that an officer has passed over, whatever the branch has answered since."""
        return passed_of(self.reason)

    @property
    def paid(self) -> bool:
        """Are some of its days paid? That is a fact, also where nothing of the rest is paid any more."""
        return self.paid_until is not None


def spot_in(region: str, programme: str, village: str, group: Group | None) -> Spot:
    """Where a list of a programme (of that region) lies: in its village, in its office, else in all of it."""
    office = f"{programme}/{group.place}" if group and group.kind == "office" else ""
    return Spot(region, programme, group.place if group and group.kind == "village" else village, office)


def last_day(month: date, count: int) -> date:
    """The last day of `count` months of which `month` is the first day."""
    return next_month(months_from(month, count)[-1]) - timedelta(1)


def makers(events: Iterable[Event]) -> frozenset[int]:
    """The officers who have made the list what it is. The command line is none: of a list that no officer has
    made, whoever has checked it counts, so that two of them have looked at every list.
    """
    made, checked = set[object](), set[object]()
    for event in events:
        if event.kind in MAKING:
            made.add(event.details.get("officer"))
        elif event.kind in ("checked", "sent_back"):
            checked = {event.details.get("officer")} if event.kind == "checked" else set()
    return frozenset(one for one in (made - {None} or checked) if isinstance(one, int))


def taken_in(passed: Iterable[str]) -> str:
    """The reason of a row that an officer has taken in over these codes."""
    return with_passed(TAKEN_IN, passed)


def with_passed(code: str, passed: Iterable[str]) -> str:
    """A reason that keeps the codes that an officer has passed over."""
    return ":".join((code, *passed))


def passed_of(reason: str | None) -> tuple[str, ...]:
    """The codes that an officer has passed over, out of the reason of a row."""
    return tuple((reason or "").split(":")[1:])


def may_go(one: Enrolment, row: Placed, against: Collection[str]) -> bool:
    """May somebody be taken off a list that is fixed? Not who is paid to its end: that cover is a fact.

    Of a list that is sent only who may not be on it any more (`against`: what speaks against it), for the
    branch office was told of the others; who is paid for a part, of whose next months nobody was told; and
    who has two payers that wait for a decision.
    """
    if row.state not in ON or (row.paid_until and row.paid_until >= one.ends):
        return False
    return one.state == "fixed" or row.paid or bool(against) or row.double == UNDECIDED


def on(counts: Mapping[str, int]) -> int:
    """How many people a list has, by its counts of ROW_STATES."""
    return sum(counts.get(state, 0) for state in ON)
