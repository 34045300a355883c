"""A group of workers whom somebody else registers: a village or an office, with its quota, period and payer.

A group is its events, as every record is; who may speak for it, and its lists, are not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.records import Moves

KINDS = ("village", "office")
# Event -> (the statuses it may follow, the status it leads to); None leaves the status as it is.
MOVES: Moves = {
    "opened": (("",), "open"),
    "invited": (("open",), None),
    "accepted": (("open",), None),
    "handed_over": (("open",), None),
    "coordinator_withdrawn": (("open",), None),
    "list": (("open",), None),
    "submitted": (("open",), None),
    "taken_back": (("open",), None),
    "closed": (("open",), "closed"),
}
# Until when what was submitted may be taken back: nobody has worked on it in the first hour.
UNDO_WITHIN = 3600 * 1000


@dataclass(frozen=True)
class Group:
    """`place`: the code of the village, or of the office as the city calls it; both days are included.

    `category`: the kind of work of everyone in it, where there is one; `quota`: None where only the
    programme's counts.
    """

    id: int
    programme: str
    kind: str
    place: str
    name: str
    quota: int | None
    starts: date
    ends: date
    payer: str
    category: str | None = None
    status: str = "open"

    def over(self, today: date) -> bool:
        """Has its period ended? Then nobody comes in, is handed in or replaced; all else stays possible."""
        return today > self.ends


@dataclass(frozen=True)
class Coordinator:
    """Who answers for a group: as the person said, when the duty of consent was accepted (milliseconds)."""

    id: int
    chat: int
    group: int
    name: str
    phone: str
    position: str
    since: int


@dataclass(frozen=True)
class Left:
    """How many places are free: as many as the tightest quota has.

    `of` names it: group, programme, village (of the programme in that village) or category.
    """

    places: int
    of: str


@dataclass(frozen=True)
class Tally:
    """How many people of a group stand where; `lines` wait to be mended, `quota` as of the group.

    `room`: what is left by every quota that counts for its people, where that was asked for.
    """

    quota: int | None = None
    listed: int = 0
    submitted: int = 0
    returned: int = 0
    verified: int = 0
    enrolled: int = 0
    covered: int = 0
    waiting_list: int = 0
    rejected: int = 0
    lines: int = 0
    objected: int = 0
    room: Left | None = None

    @property
    def holding(self) -> int:
        """Those who hold a place."""
        return self.listed + self.submitted + self.returned + self.verified + self.enrolled

    @property
    def left(self) -> int | None:
        """Free places; None where no quota counts."""
        return self.room.places if self.room else None


@dataclass(frozen=True)
class Listed:
    """Whom nobody has vouched for yet: how many people, who was listed last (the number of an event), and the
    sum of all such numbers.
    """

    people: int = 0
    upto: int = 0
    sum: int = 0

    @property
    def mark(self) -> str:
        """The same as long as these people are meant; another one where somebody came or left."""
        return f"{self.people}.{self.upto}.{self.sum}"


@dataclass(frozen=True)
class Unit:
    """A dusun, a banjar or a part of an office: how many of its people hold a place, and are covered."""

    name: str
    people: int
    covered: int


@dataclass(frozen=True)
class Member:
    """One person of a group as its coordinator sees them. `agreed`: what the person answered, None: not yet.

    `paid_until`: cover as the branch office has confirmed it; `place`: on the group's waiting list, from 1.
    """

    registration: int
    number: str
    name: str
    nik: str
    status: str
    unit: str
    phone: str | None = None
    agreed: bool | None = None
    place: int | None = None
    kpj: str | None = None
    paid_until: date | None = None
