"""The services of the conversations, kept in memory: real programmes and regions, invented people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from handlers.services import Submitted
from rules.programmes import Programme, load_all
from rules.records import Event, Membership, Person, Registration
from rules.regions import load_regions
from tests.rules.samples import PROGRAMMES


@dataclass
class FakeServices:
    """Remembers what was written; nobody is known at first."""

    today_is: date = date(2026, 11, 21)
    known: list[Person] = field(default_factory=list)
    submitted: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @cached_property
    def _programmes(self) -> tuple[Programme, ...]:
        return load_all(PROGRAMMES)

    @cached_property
    def _regions(self) -> Mapping[str, str]:
        return load_regions(PROGRAMMES / "regions.csv").names

    def today(self) -> date:
        return self.today_is

    def programmes(self) -> Sequence[Programme]:
        return self._programmes

    def programme(self, code: str) -> Programme:
        return next(programme for programme in self._programmes if programme.code == code)

    @cached_property
    def _below(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for code, name in sorted(self._regions.items(), key=lambda item: item[1]):
            found.setdefault(code.rpartition(".")[0], []).append((code, name))
        return found

    def below(self, region: str) -> Sequence[tuple[str, str]]:
        return self._below.get(region, [])

    def region_name(self, code: str) -> str:
        return self._regions.get(code, code)

    def people(self) -> Sequence[Person]:
        return self.known

    def person_by_nik(self, nik: str) -> Person | None:
        return next((person for person in self.known if person.nik == nik), None)

    def speaks_for(self, person: Person) -> bool:
        return person in self.known

    def correct(self, person: Person, changes: Mapping[str, Any]) -> Person:
        changed = Person(person.id, {**person.details, **changes})
        self.known[self.known.index(person)] = changed
        return changed

    def withdraw(self, person: Person) -> None:
        self.known.remove(person)

    def registrations(self, person: Person) -> Sequence[Registration]:
        return []

    def place_on_list(self, registration: Registration) -> int:
        return 1

    def memberships(self, person: Person) -> Sequence[Membership]:
        return []

    def submit(self, answers: Mapping[str, Any], review: Sequence[str]) -> Submitted:
        self.submitted.append(dict(answers))
        event = Event("submitted", 0, "person")
        details = dict(answers)
        made = Registration(1, "BAN-1", answers["programme"], 1, answers["category"], answers.get("village"),
                            "submitted", details, 0, (event,))  # fmt: skip
        return Submitted(made, None, None, True)

    def consent(self, purpose: str, version: str, language: str) -> None: ...

    def locked_until(self, nik: str) -> int | None:
        return None

    def wrong_try(self, nik: str) -> None: ...

    def join_code(self, person: Person) -> str:
        return "ABCDEFGH"

    def code(self, code: str) -> tuple[str, Person | None]:
        return "unknown", None

    def join(self, code: str) -> bool:
        return False

    def ask_officer(self, about: str | None, message: str) -> int:
        self.asked.append(message)
        return len(self.asked)
