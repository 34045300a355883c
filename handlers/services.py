"""What the conversations may look up and write with. Who fulfils it is not known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast

from bot.conversation.question import Context
from handlers.announcement_services import Announcements
from handlers.group_services import Groups
from rules.cases import Case
from rules.city import CityWords
from rules.programmes import Programme
from rules.records import Event, Membership, Person, Registration
from rules.returned import AskedAgain
from rules.threads import Thread

Places = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Submitted:
    """What became of a registration: its place on the waiting list if there is one, and whether this chat may
    see it from now on. Where another chat has registered the same NIK: only the number of the officers' note.
    """

    registration: Registration | None
    place: int | None
    note: int | None
    ours: bool


@dataclass(frozen=True)
class Reported:
    """A case that was reported: the code that opens it on any phone; `joined`: somebody else was faster."""

    case: Case
    code: str
    joined: bool


class CardPhotos(Protocol):
    """Photos of a KTP that stand for a typed answer. `readable`: can one be read here? `read` has one read as
    soon as its bytes are here; `drop`: nobody needs it any more.
    """

    @property
    def readable(self) -> bool: ...

    def read(self, document: str) -> None: ...

    def drop(self, document: str) -> None: ...


class Services(Protocol):
    """All of it happens in the transaction of the message being handled."""

    @property
    def groups(self) -> Groups: ...

    @property
    def announcements(self) -> Announcements: ...

    @property
    def photos(self) -> CardPhotos: ...

    def today(self) -> date: ...

    # Programmes and regions
    def programmes(self) -> Sequence[Programme]: ...

    def programme(self, code: str) -> Programme: ...

    def below(self, region: str) -> Places: ...

    def region_name(self, code: str) -> str: ...

    def city(self, programme: str, language: str) -> CityWords: ...

    def talked_of(self) -> Sequence[Programme]:
        """The programmes that what is under way in this chat may be about; empty where that is not known."""
        ...

    # People
    def people(self) -> Sequence[Person]: ...

    def person_by_nik(self, nik: str) -> Person | None: ...

    def speaks_for(self, person: Person) -> bool: ...

    def correct(self, person: Person, changes: Mapping[str, Any]) -> Person:
        """What is None is known no more; with the name of the heir goes the rest of the heir."""
        ...

    def withdraw(self, person: Person) -> None: ...

    # What an officer asks again
    def anything_asked(self) -> bool: ...

    def asked_again(self, registration: int | None) -> AskedAgain | None:
        """Of that registration, else of the first of which anything is asked; None where nothing is."""
        ...

    def answer_again(self, asked: AskedAgain, field: str, value: Any) -> str:
        """kept, moved_on (answered or decided by now), full (no place there), looked_at (by an officer)."""
        ...

    # Records
    def registrations(self, person: Person) -> Sequence[Registration]: ...

    def place_on_list(self, registration: Registration) -> int: ...

    def left_list(self, registration: Registration) -> Event | None:
        """Why the person is not paid for (rules/left_list.py); None where no list was left, or one is due."""
        ...

    def memberships(self, person: Person) -> Sequence[Membership]: ...

    def known_dead(self, person: Person) -> bool:
        """As somebody has reported, or an officer noted: of cover and cards the family hears nothing."""
        ...

    def submit(self, answers: Mapping[str, Any], review: Sequence[str]) -> Submitted: ...

    # Cases
    def cases(self) -> Sequence[Case]: ...

    def report(self, kind: str, answers: Mapping[str, Any]) -> Reported: ...

    def open_case(self, number: str, code: str) -> Case | None: ...

    def case_locked_until(self) -> int | None: ...

    def insured(self, answers: Mapping[str, Any]) -> Person | None: ...

    def case_person(self, case: Case) -> Person | None: ...

    def case_happens(
        self, case: Case, kind: str, changes: Mapping[str, Any] | None = None, reason: str | None = None
    ) -> Case: ...

    def add_document(self, case: Case, document: str, file: str) -> Case: ...

    def settle_case(self, case: Case, missing: Sequence[str]) -> Case: ...

    def remind_at(self, case: Case, what: str, at: datetime) -> None: ...

    def ask_paper(self, case: Case) -> None: ...

    # Consent, wrong tries, codes, a person to turn to
    def consent(self, purpose: str, version: str, language: str) -> None: ...

    def locked_until(self, nik: str) -> int | None: ...

    def wrong_try(self, nik: str) -> None: ...

    def join_code(self, person: Person) -> str: ...

    def code(self, code: str) -> tuple[str, Person | None]: ...

    def join(self, code: str) -> bool: ...

    def not_understood(self, text: str) -> None: ...

    def ask_officer(self, about: str | None, message: str) -> int: ...

    def officer_hears(self, thread: int, left: bool) -> None: ...

    def thread(self, id: int) -> Thread | None: ...

    def thread_holds(self, id: int) -> bool:
        """Is something held for its chat until the person writes?"""
        ...

    def officer_word(self, id: int) -> str | None:
        """What an officer wrote to this chat."""
        ...

    def answered_in(self, word: int, has_it: int | None) -> Thread | None:
        """The thread to which an answer to that word goes: the bot is silent in the chat from now on. None
        where another thread `has_it`, or it is closed.
        """
        ...


def services(context: Context) -> Services:
    """The services of a turn."""
    return cast(Services, context.services)
