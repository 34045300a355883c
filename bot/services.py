"""Fulfils handlers/services.py: what a conversation looks up and writes is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot import cases as case_work
from bot import returning
from bot.announced import Announced
from bot.asking import answered_in, ask, hears, talked_of, thread_of
from bot.correcting import correct
from bot.groups.desk import Desk
from bot.ktp_photos import CardPhotos
from bot.submission import submit
from bot.understanding.unknown import kept, nearest
from bot.withdrawal import withdraw
from handlers.services import Reported, Submitted
from rules.cases import Case
from rules.city import CityWords
from rules.programmes import Programme
from rules.records import Event, Membership, Person, Registration
from rules.returned import AskedAgain
from rules.threads import Thread
from storage import (
    cases,
    catalogue,
    city_words,
    codes,
    deaths,
    left_lists,
    memberships,
    officer_words,
    people,
    registrations,
    threads,
    tries,
    unknown,
)
from storage.chats import Chat
from storage.statement import Tx
from storage.vault import Vault

CODE_LASTS = 3600 * 1000


@dataclass(frozen=True)
class Records:
    """`now` in milliseconds, `local` the same in the city's time; `reads_photos`: a KTP can be read here."""

    tx: Tx
    vault: Vault
    chat: Chat
    now: int
    local: datetime
    reads_photos: bool = False

    @property
    def groups(self) -> Desk:
        """Those whom a coordinator registers (bot/groups)."""
        return Desk(self)

    @property
    def announcements(self) -> Announced:
        """What many are told at once (announced.py)."""
        return Announced(self)

    @property
    def photos(self) -> CardPhotos:
        """Of a KTP, in place of a typed NIK (ktp_photos.py)."""
        return CardPhotos(self)

    def today(self) -> date:
        return self.local.date()

    # Programmes and regions
    def programmes(self) -> Sequence[Programme]:
        return catalogue.all_programmes(self.tx)

    def programme(self, code: str) -> Programme:
        return next(programme for programme in self.programmes() if programme.code == code)

    def below(self, region: str) -> Sequence[tuple[str, str]]:
        """The districts of a regency or the villages of a district, by name."""
        return catalogue.below(self.tx, region)

    def region_name(self, code: str) -> str:
        return catalogue.region_name(self.tx, code)

    def city(self, programme: str, language: str) -> CityWords:
        """What the city of a programme tells of itself: contact, hours, hospitals; empty where it has not."""
        return city_words.words_of(self.tx, self.programme(programme).region, language)

    def talked_of(self) -> Sequence[Programme]:
        return talked_of(self.chat.session, self.programmes())

    # People
    def people(self) -> Sequence[Person]:
        """Those this chat may speak for."""
        return [person for person, _ in people.of_chat(self.tx, self.vault, self.chat.id)]

    def person_by_nik(self, nik: str) -> Person | None:
        return people.by_nik(self.tx, self.vault, nik)

    def speaks_for(self, person: Person) -> bool:
        return person.id in {own.id for own in self.people()}

    def correct(self, person: Person, changes: Mapping[str, Any]) -> Person:
        """Change what is known of a person, noted in each of the running registrations."""
        return correct(self, person, changes)

    def anything_asked(self) -> bool:
        return returning.anything_asked(self)

    def asked_again(self, registration: int | None) -> AskedAgain | None:
        return returning.asked_again(self, registration)

    def answer_again(self, asked: AskedAgain, field: str, value: Any) -> str:
        return returning.answer(self, asked, field, value)

    def withdraw(self, person: Person) -> None:
        """Stop what runs, end the consents, forget every chat that spoke for the person."""
        withdraw(self, person)

    # Registrations and memberships
    def registrations(self, person: Person) -> Sequence[Registration]:
        return registrations.of_person(self.tx, self.vault, person.id)

    def place_on_list(self, registration: Registration) -> int:
        return registrations.place_on_list(self.tx, registration)

    def left_list(self, registration: Registration) -> Event | None:
        return left_lists.left(self.tx, self.vault, registration)

    def memberships(self, person: Person) -> Sequence[Membership]:
        return memberships.of_person(self.tx, self.vault, person.id)

    def known_dead(self, person: Person) -> bool:
        return deaths.known(self.tx, person.id)

    def submit(self, answers: Mapping[str, Any], review: Sequence[str]) -> Submitted:
        """Write a registration; bot/submission.py says how."""
        return submit(self, answers, review)

    # Cases (bot/cases.py)
    def cases(self) -> Sequence[Case]:
        """Those this chat may see, the newest first."""
        return cases.of_chat(self.tx, self.vault, self.chat.id)

    def report(self, kind: str, answers: Mapping[str, Any]) -> Reported:
        return case_work.report(self, kind, answers)

    def open_case(self, number: str, code: str) -> Case | None:
        return case_work.opened(self, number, code)

    def case_locked_until(self) -> int | None:
        return case_work.locked_until(self)

    def insured(self, answers: Mapping[str, Any]) -> Person | None:
        """The person a report means, where NIK and name fit each other or the chat speaks for them."""
        return case_work.insured(self, answers)

    def case_person(self, case: Case) -> Person | None:
        """The insured, where known."""
        return people.by_id(self.tx, self.vault, case.person) if case.person else None

    def case_happens(
        self, case: Case, kind: str, changes: Mapping[str, Any] | None = None, reason: str | None = None
    ) -> Case:
        return case_work.happens(self, case, kind, changes, reason)

    def add_document(self, case: Case, document: str, file: str) -> Case:
        return case_work.add_document(self, case, document, file)

    def settle_case(self, case: Case, missing: Sequence[str]) -> Case:
        return case_work.settle(self, case, missing)

    def remind_at(self, case: Case, what: str, at: datetime) -> None:
        case_work.remind_at(self, case, what, int(at.timestamp() * 1000))

    def ask_paper(self, case: Case) -> None:
        case_work.ask_paper(self, case)

    def more_of(self, first: str, document: str) -> None:
        """A file was sent together with another."""
        case_work.add_page(self, first, document)

    # Consent, wrong tries, codes, officers
    def consent(self, purpose: str, version: str, language: str) -> None:
        values = {"chat_id": self.chat.id, "person_id": None, "purpose": purpose, "version": version}
        people.consent(
            self.tx, {**values, "language": language, "channel": self.chat.channel, "given_at": self.now}
        )

    def _subjects(self, nik: str) -> list[bytes]:
        return [self.vault.find(str(self.chat.id), "tries.chat"), self.vault.find(nik, "tries.nik")]

    def locked_until(self, nik: str) -> int | None:
        """Until when neither this chat may try nor this NIK be tried (milliseconds)."""
        return tries.locked_until(self.tx, self._subjects(nik), self.now)

    def wrong_try(self, nik: str) -> None:
        for subject in self._subjects(nik):
            tries.wrong(self.tx, subject, self.now)

    def join_code(self, person: Person) -> str:
        """A code with which one more chat may speak for the person, good for an hour."""
        return codes.make(self.tx, self.vault, "join", person.id, self.now + CODE_LASTS)

    def code(self, code: str) -> tuple[str, Person | None]:
        """good, used, expired or unknown, as a code that joins phones; and whom a good one is for."""
        found = codes.look(self.tx, self.vault, code, self.now)
        if found is None or found.kind != "join" or found.person is None:
            return "unknown", None
        return found.state, people.by_id(self.tx, self.vault, found.person)

    def join(self, code: str) -> bool:
        """Let this chat speak for whom the code is for; False when somebody was faster."""
        person = self.code(code)[1]
        if person is None or not codes.use(self.tx, self.vault, code, self.chat.id, self.now):
            return False
        people.link(self.tx, self.chat.id, person.id, "self", self.now)
        return True

    def not_understood(self, text: str) -> None:
        """Note that a text was not understood: its common words, and nothing of the person."""
        unknown.add(self.tx, kept(text), nearest(text), self.now)

    def ask_officer(self, about: str | None, message: str) -> int:
        """Keep a question for the officers; its number (bot/asking.py)."""
        return ask(self, about, message)

    def officer_hears(self, thread: int, left: bool) -> None:
        """The person has said something to the officer who has the chat, or has left for the bot."""
        hears(self, thread, left)

    def thread(self, id: int) -> Thread | None:
        return thread_of(self, id)

    def thread_holds(self, id: int) -> bool:
        return threads.holds(self.tx, id)

    def officer_word(self, id: int) -> str | None:
        word = officer_words.by_id(self.tx, self.vault, id, self.chat.id)
        return word.text if word else None

    def answered_in(self, word: int, has_it: int | None) -> Thread | None:
        return answered_in(self, word, has_it)
