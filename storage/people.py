"""People, the chats that may speak for them, and what they agreed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, exists, select, update

from rules.records import Person
from storage import likenesses
from storage.statement import Row, Statement, Tx, adding
from storage.tables import chats, consents, links, people
from storage.vault import Vault

PLACE = "people.details"
LIKE = ("name", "birth_date", "nik")  # by what a person is found beside the NIK
_OF_NIK = select(people).where(people.c.nik_hash == bindparam("nik_hash"))
_BY_NIK = Statement(_OF_NIK)
_NUMBER = Statement(select(people.c.id).where(people.c.nik_hash == bindparam("nik_hash")))
_LOCK_NIK = Statement(_OF_NIK.with_for_update())
_BY_ID = Statement(select(people).where(people.c.id == bindparam("person")))
_LOCK = Statement(select(people).where(people.c.id == bindparam("person")).with_for_update())
_ADD = Statement(
    adding(people, "nik_hash", "details", "created_at", "changed_at")
    .on_conflict_do_nothing()
    .returning(people.c.id)
)
_CHANGE = Statement(
    update(people)
    .where(people.c.id == bindparam("person"))
    .values(details=bindparam("details"), changed_at=bindparam("changed_at"))
)
_other = people.alias("other")
_RENUMBER = Statement(
    update(people)
    .where(
        people.c.id == bindparam("person"),
        ~exists().where(_other.c.nik_hash == bindparam("hash"), _other.c.id != people.c.id),
    )
    .values(nik_hash=bindparam("hash"))
)
_OF_CHAT = Statement(
    select(people, links.c.role)
    .join(links, links.c.person_id == people.c.id)
    .where(links.c.chat_id == bindparam("chat"))
    .order_by(links.c.at, people.c.id)
)
_LINK = Statement(adding(links, "chat_id", "person_id", "role", "at").on_conflict_do_nothing())
_UNLINK = Statement(
    delete(links).where(links.c.chat_id == bindparam("chat"), links.c.person_id == bindparam("person"))
)
_UNLINK_ALL = Statement(delete(links).where(links.c.person_id == bindparam("person")))
_CHATS_OF = Statement(
    select(chats.c.id, chats.c.channel, chats.c.address)
    .join(links, links.c.chat_id == chats.c.id)
    .where(links.c.person_id == bindparam("person"))
    .order_by(links.c.at)
)
_SPOKEN_FOR = Statement(select(links.c.person_id).distinct().order_by(links.c.person_id))
_CONSENT = Statement(
    adding(consents, "chat_id", "person_id", "purpose", "version", "language", "channel", "given_at")
)
_WITHDRAW = Statement(
    update(consents)
    .where(consents.c.person_id == bindparam("person"), consents.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("withdrawn_at"))
)
_WITHDRAW_ONE = Statement(
    update(consents)
    .where(
        consents.c.person_id == bindparam("person"),
        consents.c.purpose == bindparam("of_purpose"),
        consents.c.chat_id == bindparam("chat"),
        consents.c.given_at == bindparam("given"),
        consents.c.withdrawn_at.is_(None),
    )
    .values(withdrawn_at=bindparam("withdrawn_at"))
)
_CONSENTS_FOR = Statement(
    select(consents).where(consents.c.person_id == bindparam("person")).order_by(consents.c.id)
)
_CONSENTS = Statement(select(consents).where(consents.c.chat_id == bindparam("chat")).order_by(consents.c.id))


def by_nik(tx: Tx, vault: Vault, nik: str) -> Person | None:
    return _person(vault, tx.one(_BY_NIK, nik_hash=vault.find(nik, "nik")))


def numbers(tx: Tx, vault: Vault, niks: Iterable[str]) -> list[int]:
    """Who of these is known; nothing is opened."""
    found = (tx.one(_NUMBER, nik_hash=vault.find(nik, "nik")) for nik in niks)
    return [row["id"] for row in found if row]


def by_id(tx: Tx, vault: Vault, person: int) -> Person | None:
    return _person(vault, tx.one(_BY_ID, person=person))


def of_chat(tx: Tx, vault: Vault, chat: int) -> list[tuple[Person, str]]:
    """The people a chat may speak for, with its role for each, in the order they came."""
    return [
        (Person(r["id"], vault.open_json(r["details"], PLACE)), r["role"])
        for r in tx.all(_OF_CHAT, chat=chat)
    ]


def save(tx: Tx, vault: Vault, details: Mapping[str, Any], now: int) -> Person:
    """Add the person, or change what is known of the one with that NIK."""
    sealed = vault.seal_json(dict(details), PLACE)
    nik_hash = vault.find(details["nik"], "nik")
    row = tx.one(_ADD, nik_hash=nik_hash, details=sealed, created_at=now, changed_at=now)
    if row:
        likenesses.add(tx, vault, row["id"], details)
        return Person(row["id"], dict(details))
    given = {name: value for name, value in details.items() if value is not None}
    return _merged(tx, vault, tx.must(_LOCK_NIK, nik_hash=nik_hash), given, now)


def change(tx: Tx, vault: Vault, person: Person, details: Mapping[str, Any], now: int) -> Person:
    """The person with some details changed, and those forgotten that are None; the others stay, also what
    another chat has just changed.
    """
    return _merged(tx, vault, tx.must(_LOCK, person=person.id), details, now)


def renumber(tx: Tx, vault: Vault, person: Person, nik: str, now: int) -> bool:
    """The person is known by another NIK from now on; False, and nothing changed, where somebody else is."""
    hashed = vault.find(nik, "nik")
    tx.alone_at(hashed)
    if tx.run(_RENUMBER, person=person.id, hash=hashed) == 0:
        return False
    change(tx, vault, person, {"nik": nik}, now)
    return True


def _merged(tx: Tx, vault: Vault, row: Row, details: Mapping[str, Any], now: int) -> Person:
    """`row` is locked: what is known now, and on top of it what is given; None: it is known no more."""
    known = vault.open_json(row["details"], PLACE)
    merged = {name: value for name, value in {**known, **details}.items() if value is not None}
    tx.run(_CHANGE, person=row["id"], details=vault.seal_json(merged, PLACE), changed_at=now)
    if any(known.get(name) != merged.get(name) for name in LIKE):
        likenesses.add(tx, vault, row["id"], merged)
    return Person(row["id"], merged)


def link(tx: Tx, chat: int, person: int, role: str, now: int) -> None:
    """Let a chat speak for a person."""
    tx.run(_LINK, chat_id=chat, person_id=person, role=role, at=now)


def chats_of(tx: Tx, person: int) -> list[Row]:
    """The chats that speak for a person (id, channel, address)."""
    return tx.all(_CHATS_OF, person=person)


def unlink(tx: Tx, chat: int, person: int) -> None:
    tx.run(_UNLINK, chat=chat, person=person)


def unlink_all(tx: Tx, person: int) -> None:
    """No chat speaks for the person any more."""
    tx.run(_UNLINK_ALL, person=person)


def spoken_for(tx: Tx) -> list[int]:
    """Everybody a chat speaks for."""
    return [row["person_id"] for row in tx.all(_SPOKEN_FOR)]


def consent(tx: Tx, values: Mapping[str, Any]) -> None:
    """Record a consent: chat_id, person_id or None, purpose, version, language, channel, given_at."""
    tx.run(_CONSENT, **values)


def withdraw_consents(tx: Tx, person: int, now: int) -> int:
    """A withdrawal ends every consent given for the person (UU 27/2022 art. 40)."""
    return tx.run(_WITHDRAW, person=person, withdrawn_at=now)


def withdraw_consent(tx: Tx, person: int, purpose: str, chat: int, given: int, now: int) -> int:
    """What was agreed to for a person in that chat at that moment ends; the other consents stay."""
    return tx.run(_WITHDRAW_ONE, person=person, of_purpose=purpose, chat=chat, given=given, withdrawn_at=now)


def consents_of(tx: Tx, chat: int) -> list[Row]:
    """What was agreed to in a chat, oldest first."""
    return tx.all(_CONSENTS, chat=chat)


def consents_for(tx: Tx, person: int) -> list[Row]:
    """What was agreed to for a person, in whatever chat, oldest first."""
    return tx.all(_CONSENTS_FOR, person=person)


def _person(vault: Vault, row: Row | None) -> Person | None:
    return Person(row["id"], vault.open_json(row["details"], PLACE)) if row else None
