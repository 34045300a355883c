"""A page of the console as a row of the table of routes. Knows no page in particular."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from console.answer import Answer
from console.asked import Asked
from console.audit import kept
from console.house import House
from console.visit import Visit, enter
from rules.officers import Officer, may
from storage.audit import Head
from storage.officer_sessions import Session
from storage.statement import Tx

# Who may come to a page where it is not an act of rules/officers.py that says so.
DOOR = "door"  # anybody: to log in, to follow a link
CODE = "code"  # who has given the right password
SETUP = "setup"  # who has to set up the app
OWN = "own"  # every officer
STAGE = {CODE: "code", SETUP: "setup"}


@dataclass(frozen=True)
class Guest:
    """Who asks for a page with slow work: not in a transaction. Without a session at a DOOR."""

    house: House
    asked: Asked
    session: Session | None = None
    officer: Officer | None = None

    @property
    def known(self) -> tuple[Session, Officer]:
        """Who it is; not at a DOOR."""
        assert self.session and self.officer  # the frame lets nobody else come here
        return self.session, self.officer

    def visit(self, tx: Tx, writes: bool = True) -> Visit:
        """The visit in a transaction of its own; not at a DOOR."""
        session, officer = self.known
        return Visit(tx, self.house, self.asked, officer, session, self.house.clock(), writes)

    async def run(self, work: Callable[[Tx], tuple[Answer, Head | None]]) -> Answer:
        """Do it in one transaction; the row it noted is kept beside the database afterwards."""
        answer, head = await self.house.database.run(work)
        await kept(self.house, head)
        return answer


Handler = Callable[[Visit], Answer]
Slow = Callable[[Guest], Awaitable[Answer]]


@dataclass(frozen=True)
class Page:
    """`handle` makes the answer within one transaction, which a POST may write in; `slow` instead of it
    is for what must not hold up the database (passwords, long checks). `menu`: its key in the navigation;
    `largest`: bytes of a file that its form may bring; `also`: a second act that it needs.
    """

    method: str
    path: str
    act: str
    handle: Handler | None = None
    slow: Slow | None = None
    menu: str = ""
    largest: int = 0
    also: str = ""

    @property
    def writes(self) -> bool:
        return self.method == "POST"

    @property
    def stage(self) -> str:
        """How far in somebody has to be."""
        return STAGE.get(self.act, "full")

    @property
    def permissions(self) -> tuple[str, ...]:
        """The acts of rules/officers.py that it needs, all of them."""
        if self.act in (DOOR, CODE, SETUP, OWN):
            return ()
        return (self.act, self.also) if self.also else (self.act,)

    def visit(self, tx: Tx, house: House, asked: Asked) -> Visit:
        """Raises Elsewhere, Refused."""
        return enter(tx, house, asked, self.stage, self.permissions, self.writes)

    def open_to(self, officer: Officer) -> bool:
        """May this officer come here?"""
        return all(may(officer, act) for act in self.permissions)


@dataclass(frozen=True)
class Made:
    """An answer, and the visit it was made for; None at a door."""

    answer: Answer
    visit: Visit | None = None
