"""What the conversations may look up and write with. Who fulfils it is not known here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, cast

from bot.conversation.question import Context
from rules.programmes import Programme
from rules.records import Membership, Person, Registration

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


class Services(Protocol):
    """All of it happens in the transaction of the message being handled."""

    def today(self) -> date: ...

    # Programmes and regions
    def programmes(self) -> Sequence[Programme]: ...

    def programme(self, code: str) -> Programme: ...

    def below(self, region: str) -> Places: ...

    def region_name(self, code: str) -> str: ...

    # People
    def people(self) -> Sequence[Person]: ...

    def person_by_nik(self, nik: str) -> Person | None: ...

    def speaks_for(self, person: Person) -> bool: ...

    def correct(self, person: Person, changes: Mapping[str, Any]) -> Person: ...

    def withdraw(self, person: Person) -> None: ...

    # Records
    def registrations(self, person: Person) -> Sequence[Registration]: ...

    def place_on_list(self, registration: Registration) -> int: ...

    def memberships(self, person: Person) -> Sequence[Membership]: ...

    def submit(self, answers: Mapping[str, Any], review: Sequence[str]) -> Submitted: ...

    # Consent, wrong tries, codes, a person to turn to
    def consent(self, purpose: str, version: str, language: str) -> None: ...

    def locked_until(self, nik: str) -> int | None: ...

    def wrong_try(self, nik: str) -> None: ...

    def join_code(self, person: Person) -> str: ...

    def code(self, code: str) -> tuple[str, Person | None]: ...

    def join(self, code: str) -> bool: ...

    def ask_officer(self, about: str | None, message: str) -> int: ...


def services(context: Context) -> Services:
    """The services of a turn."""
    return cast(Services, context.services)
