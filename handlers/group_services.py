"""What the conversations of coordinators may look up and write with. Who fulfils it is not known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rules.groups import Coordinator, Group, Listed, Member, Tally, Unit
from rules.lines import Line, Receipt


@dataclass(frozen=True)
class Invitation:
    """What a code of a coordinator stands for. `state`: good, mine (this chat coordinates the group), used,
    expired, closed or unknown; `group` only where good or mine.
    """

    state: str
    group: Group | None = None


@dataclass(frozen=True)
class Submission:
    """What was handed to the officers: so many people; `running`: a long list is still being written."""

    people: int
    asked: int
    running: bool


@dataclass(frozen=True)
class Undone:
    """What was taken back. `kind`: submission, list or nothing, and its `id`; `stayed`: people an officer has
    worked on; of a list `lines` that waited, and are dropped, lines of older lists that wait `again`, its
    `name` ("": typed or pasted) and when it came.
    """

    kind: str
    people: int = 0
    stayed: int = 0
    lines: int = 0
    again: int = 0
    id: int = 0
    name: str = ""
    at: int = 0

    @property
    def mark(self) -> str:
        """The same as long as the same would be taken back."""
        return f"{self.kind}.{self.id}.{self.people}.{self.lines}"


@dataclass(frozen=True)
class Brought:
    """A list as it came: its name ("" where it was typed or pasted), and why it can't be read, if so."""

    name: str
    problem: str | None = None


@dataclass(frozen=True)
class Stopped:
    """A list of a coordinator who was withdrawn before its end: so many people came in, so many lines not."""

    name: str
    group: str
    people: int
    lines: int


@dataclass(frozen=True)
class Listing:
    """A person of this chat, or of a code, whom a coordinator has listed and who has not answered yet.

    `nik` and `birth_date` (ISO): what whoever brings a code must know.
    """

    registration: int
    name: str
    group: Group
    coordinator: str
    nik: str = ""
    birth_date: str = ""


class Groups(Protocol):
    """All of it happens in the transaction of the message being handled; a group of another chat is none."""

    # The coordinator
    def mine(self) -> Sequence[Group]: ...

    def coordinator(self, group: Group) -> Coordinator: ...

    def invitation(self, code: str) -> Invitation: ...

    def accept(self, code: str, details: Mapping[str, str]) -> Group | None:
        """name, phone, position, duty (version of the text). None: somebody was faster."""
        ...

    def successor(self, group: Group) -> str:
        """The code with which somebody else takes the group over."""
        ...

    def asked_again(self, group: Group) -> int:
        """How many of its people, without a chat, an officer has asked something of again."""
        ...

    # The list
    def tally(self, group: Group) -> Tally: ...

    def add(self, group: Group, person: Mapping[str, Any]) -> Line:
        """One worker: nik, name, and what else was told (phone, unit, work); it is accepted or waits."""
        ...

    def paste(self, group: Group, text: str) -> Receipt | None:
        """Several lines; None where no line has a NIK or could be one."""
        ...

    def take_file(self, group: Group, document: str, name: str) -> None:
        """A file was sent; what became of its lines is news."""
        ...

    def receipt(self, list: int) -> Receipt | None:
        """What has become of a list by now; None where it is of no group of this chat."""
        ...

    def brought(self, list: int) -> Brought | None:
        """None where it is of no group of this chat."""
        ...

    def stopped(self, list: int) -> Stopped | None:
        """A list that this chat brought and that was not taken in to its end; None for any other."""
        ...

    def next_line(self, group: Group, after: tuple[int, int] = (0, 0)) -> Line | None:
        """The first line behind that place (list, number) that waits for its coordinator; else the first."""
        ...

    def line_in_row(self, group: Group, row: int) -> Line | None:
        """The line of that row that waits; of several lists that of the newest."""
        ...

    def line(self, group: Group, id: int) -> Line | None:
        """That line, while it waits for its coordinator."""
        ...

    def mend(self, line: Line, way: str, value: Any = None) -> Line:
        """`way` as in rules.lines.WAYS, `value` what was typed or picked; the line as it is then."""
        ...

    # The life of the group
    def listed(self, group: Group) -> Listed:
        """Whom `submit` would hand over now."""
        ...

    def submit(self, group: Group, version: str, mark: str) -> Submission | None:
        """The coordinator vouches for everyone who is listed; `version` of the text that was agreed to,
        `mark` of those of whom it was told. None: others are listed by now.
        """
        ...

    def submission(self, id: int) -> Submission | None:
        """How far it is by now; None where it is of no group of this chat, or was taken back."""
        ...

    def undo(self, group: Group, mark: str) -> Undone | None:
        """`mark` of what was told; None: something else would be taken back by now."""
        ...

    def undoable(self, group: Group) -> Undone:
        """What `undo` would take back now."""
        ...

    def units(self, group: Group) -> Sequence[Unit]: ...

    def members(self, group: Group, status: str = "") -> Sequence[Member]:
        """At most some fifty, by name; `status`: only those."""
        ...

    def find(self, group: Group, text: str) -> Sequence[Member]:
        """Those with that NIK, number, or words in their name; at most ten."""
        ...

    def member(self, group: Group, registration: int) -> Member | None: ...

    def refusal(self, group: Group, registration: int) -> str:
        """Why an officer has not accepted somebody of the group who has no chat, a code of rules/reasons.py,
        else "".
        """
        ...

    def left_list(self, group: Group, registration: int) -> str:
        """The same of who is not paid for: not taken by the branch office, or taken off a list."""
        ...

    def agree_link(self, group: Group, member: Member) -> str:
        """A one-time code with which the person can say yes or no from a phone of their own."""
        ...

    def replace(self, group: Group, member: Member, why: str) -> Member | None:
        """Take somebody off (died, moved, job, other); who moved up from the waiting list, if anybody."""
        ...

    def ask_export(self, group: Group) -> None:
        """Have the group put into a spreadsheet for this chat."""
        ...

    # The worker
    def listings(self) -> Sequence[Listing]: ...

    def listing_of(self, code: str) -> Listing | None:
        """Of the code of `agree_link`, as long as it is good and the person has not answered."""
        ...

    def answer(self, listing: Listing, agrees: bool) -> None: ...
