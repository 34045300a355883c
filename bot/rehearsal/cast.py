"""Invented people who registered before a transcript begins, with what an officer did to the registration.

    Registered: 6371015708859001 SITI AMINAH, born 1985-08-17, in banjarmasin, then verified, then enrolled
    Registered: 6371015708859001 SITI AMINAH, born 1985-08-17, in banjarmasin, then rejected NOT_POOR
    Registered: 6371015708859001 SITI AMINAH, born 1985-08-17, in banjarmasin, elsewhere

The first two speak through phone A; "elsewhere" is a phone that the transcript never sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.app import App
from bot.conversation.session import Session
from bot.services import Records
from handlers.welcome import VERSION
from rules.programmes import Programme
from rules.records import Event, Person
from storage import chats, people, registrations
from storage.chats import Chat
from storage.statement import Tx

LINE = re.compile(
    r"(\d{16}) ([^,]+), born (\d{4}-\d\d-\d\d), in (\w+)((?:, then \w+(?: [A-Z_]+)?)*)(, elsewhere)?"
)
HAPPENED = re.compile(r", then (\w+)(?: ([A-Z_]+))?")
NOBODY_SEES = "elsewhere"
# Everything else that is asked, the same for all of them.
ANSWERS = {
    "birth_place": "Banjarmasin", "mother_name": "RAHMAH", "address": "Jl. Melati 5 RT 3 RW 1",
    "phone": "+6281234567890", "phone_owner": "self", "standing": "worker", "payer": "none",
    "work_place": "Pasar Lima", "work_hours": "Senin-Sabtu, jam 5-10 pagi", "income": 1_300_000,
    "heir_name": "BUDI", "heir_relation": "spouse", "heir_phone": "+6281234567891", "children": [],
}  # fmt: skip


@dataclass(frozen=True)
class Registered:
    """One line: who, in which programme, what happened since (event, reason), seen by phone A or not."""

    who: dict[str, str]
    programme: str
    happened: tuple[tuple[str, str | None], ...]
    elsewhere: bool


def read(line: str) -> Registered:
    """The line as facts; raises ValueError."""
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"Registered: {line}: expected NIK NAME, born DATE, in PROGRAMME[, then EVENT]")
    nik, name, born, programme, then, elsewhere = match.groups()
    happened = tuple((kind, reason or None) for kind, reason in HAPPENED.findall(then))
    return Registered({"nik": nik, "name": name, "birth_date": born}, programme, happened, bool(elsewhere))


async def bring(app: App, lines: Iterable[str], *, elsewhere: bool) -> None:
    """Register those of the lines that belong to phone A, the only one so far, or to the phone elsewhere."""
    wanted = [one for one in map(read, lines) if one.elsewhere == elsewhere]
    if wanted:
        await app.database.run(lambda tx: _register_all(tx, app, wanted))


def _register_all(tx: Tx, app: App, wanted: list[Registered]) -> None:
    for number, one in enumerate(wanted):
        now = app.clock()
        records = Records(tx, app.vault, _chat(tx, app, one, now), now, app.local(now))
        person = _known(tx, app, records, one)
        records.submit(answers_of(records, one, own=number == 0), ())
        for kind, reason in one.happened:
            latest = registrations.of_person(tx, app.vault, person.id)[-1]
            registrations.happen(tx, app.vault, latest, Event(kind, now, "officer", reason), None)


def _known(tx: Tx, app: App, records: Records, one: Registered) -> Person:
    """The person, whom this chat has always spoken for: a Member of before may have been somebody else's."""
    person = records.person_by_nik(one.who["nik"]) or people.save(tx, app.vault, one.who, records.now)
    people.link(tx, records.chat.id, person.id, "self", records.now)
    return person


def _chat(tx: Tx, app: App, one: Registered, now: int) -> Chat:
    if one.elsewhere:
        session = Session(known={"consent": VERSION})
        chat = chats.enter(tx, app.vault, NOBODY_SEES, NOBODY_SEES, now, "id")
        return Chat(chat.id, chat.channel, chat.address, session)
    return first_chat(tx, app, now)


def first_chat(tx: Tx, app: App, now: int) -> Chat:
    """The chat of phone A, which has just said hello."""
    row = chats.oldest_but(tx, NOBODY_SEES)
    return chats.enter(tx, app.vault, row["channel"], row["address"], now, "id")


def answers_of(records: Records, one: Registered, own: bool) -> dict[str, Any]:
    """As if every question had been answered: the first village, the first kind of work."""
    programme: Programme = records.programme(one.programme)
    district = records.below(programme.region)[0][0]
    village = next(code for code, _ in records.below(district) if programme.has_village(code))
    agreed: dict[str, Any] = {} if own else {"other_agrees": {"code": "yes", "version": VERSION, "at": ""}}
    return {
        "for_whom": "self" if own else "other", **agreed, "programme": programme.code, **one.who, **ANSWERS,
        "home": {"code": "here", "programme": programme.code}, "district": district, "village": village,
        "category": programme.offered[0].code,
    }  # fmt: skip
