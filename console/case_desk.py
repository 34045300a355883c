"""One case as an officer has it before them: found in their area, with what the conversations work out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import Any

from bot.conversation.question import Context
from bot.conversation.session import Session
from bot.conversation.words import Language, Words
from bot.services import Records
from console.answer import Refused
from console.house import ROOT
from console.visit import Visit
from rules.cases import MOVES, Case
from rules.officers import Officer
from rules.records import NotAllowed, status_after
from storage import case_queue, case_standing, cases, catalogue, officers
from storage.case_standing import Standing
from storage.cases import RECORD
from storage.chats import Chat
from storage.statement import Row

WORK = "cases.work"


@dataclass(frozen=True)
class Desk:
    """`standing`: where it lies and who works on it; `chats`: those that may see it, the reporter's first."""

    visit: Visit
    case: Case
    standing: Standing
    chats: list[Row]

    @property
    def here(self) -> str:
        return f"{ROOT}/cases/{self.case.id}"

    @property
    def works(self) -> bool:
        """May the officer work on it, and so see what is personal?"""
        return self.visit.may(WORK, self.standing.spot)

    @cached_property
    def local(self) -> catalogue.Clock:
        """What turns milliseconds into the time of where the case lies: its legal clocks are told in that."""
        return case_standing.clocks(self.visit.tx, self.visit.house.local)(self.standing.spot)

    @property
    def now(self) -> datetime:
        return self.local(self.visit.now)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def zone(self) -> tzinfo:
        return self.now.tzinfo or UTC

    @property
    def language(self) -> Language:
        return self.visit.house.languages[self.visit.asked.language]

    @cached_property
    def records(self) -> Records:
        """What the conversations look up with, as the reporter's chat."""
        first = self.chats[0]
        chat = Chat(first["id"], first["channel"], first["address"], Session())
        return Records(self.visit.tx, self.visit.vault, chat, self.visit.now, self.now)

    @property
    def known(self) -> Case:
        """The case as somebody sees it who knows the insured: an officer needs to prove nothing."""
        return replace(self.case, details={**self.case.details, "proved": True})

    def context(self, catalogue: str) -> Context:
        """What tells it in the words of a conversation."""
        return Context(self.now, self.words(catalogue), self.records)

    def can(self, kind: str) -> bool:
        """May that happen to it as it stands?"""
        try:
            status_after(self.case.status, kind, MOVES)
        except NotAllowed:
            return False
        return True

    def noted(self, act: str, **details: Any) -> None:
        """A row of the audit trail."""
        self.visit.noted(act, RECORD, self.case.id, self.standing.spot, **details)

    @cached_property
    def officers(self) -> Mapping[int, Officer]:
        """Every officer by number."""
        return {one.id: one for one in officers.everyone(self.visit.tx, self.visit.vault)}

    def words(self, catalogue: str) -> Words:
        """The words of a conversation, or of the pages ("console")."""
        return Words(self.language, catalogue)

    def name_of(self, officer: int | None) -> str:
        """How an officer is called; "" for nobody."""
        known = self.officers.get(officer or 0)
        return known.name if known else ""


def opened(visit: Visit, lock: bool = False) -> Desk:
    """The case of the path. Raises Refused: what lies elsewhere, or is not of this officer's work, does not
    exist here. `lock`: nobody else changes it until the commit.
    """
    id = visit.asked.id()
    standing = case_standing.of(visit.tx, id, lock)
    spot = standing.spot if standing else None
    if not visit.may("cases.see"):
        raise Refused(404, RECORD, str(id), spot)
    visit.must_see(spot, RECORD, id)
    case = cases.by_id(visit.tx, visit.vault, id)
    assert case and standing
    return Desk(visit, case, standing, list(case_queue.chats_with(visit.tx, id)))
