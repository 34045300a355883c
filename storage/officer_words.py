"""What officers write to a chat in the service's name, and about what; sealed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage import chats, jobs
from storage.statement import Row, Statement, Tx, adding
from storage.tables import officer_words
from storage.vault import Vault

PLACE = "officer_words.words"
FIELDS = ("chat_id", "officer_id", "record", "record_id", "words", "at")
_ADD = Statement(adding(officer_words, *FIELDS).returning(officer_words.c.id))
_BY_ID = Statement(
    select(officer_words).where(
        officer_words.c.id == bindparam("id"), officer_words.c.chat_id == bindparam("chat")
    )
)
_OF_RECORD = Statement(
    select(officer_words)
    .where(officer_words.c.record == bindparam("record"), officer_words.c.record_id == bindparam("id"))
    .order_by(officer_words.c.id)
)
_NEWEST = Statement(
    select(officer_words)
    .where(officer_words.c.record == bindparam("record"), officer_words.c.record_id == bindparam("id"))
    .order_by(officer_words.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Word:
    """Some sentences of an officer; `at` in milliseconds, `record` and `record_id`: a case, a thread ..."""

    id: int
    chat: int
    officer: int
    record: str
    record_id: int
    text: str
    at: int


def add(tx: Tx, vault: Vault, wanted: Word) -> int:
    """Keep it; the answer is its id."""
    row = tx.must(
        _ADD, chat_id=wanted.chat, officer_id=wanted.officer, record=wanted.record,
        record_id=wanted.record_id, words=vault.seal(wanted.text.encode(), PLACE), at=wanted.at,
    )  # fmt: skip
    return int(row["id"])


def send(tx: Tx, vault: Vault, word: Word) -> int:
    """Keep it, and let the chat hear it; the answer is its id."""
    id = add(tx, vault, word)
    about = f"word:{id}"
    channel, address = chats.where(tx, word.chat)
    payload = {"channel": channel, "address": address, "news": about, "key": about}
    jobs.add(tx, vault, "tell", payload, word.at)
    return id


def by_id(tx: Tx, vault: Vault, id: int, chat: int) -> Word | None:
    """One that was written to this chat."""
    row = tx.one(_BY_ID, id=id, chat=chat)
    return _word(vault, row) if row else None


def of_record(tx: Tx, vault: Vault, record: str, id: int) -> list[Word]:
    """All that was written about a record, the oldest first."""
    return [_word(vault, row) for row in tx.all(_OF_RECORD, record=record, id=id)]


def newest(tx: Tx, vault: Vault, record: str, id: int) -> Word | None:
    """What was written last about a record."""
    row = tx.one(_NEWEST, record=record, id=id)
    return _word(vault, row) if row else None


def _word(vault: Vault, row: Row) -> Word:
    text = vault.open(row["words"], PLACE).decode()
    return Word(
        row["id"], row["chat_id"], row["officer_id"], row["record"], row["record_id"], text, row["at"]
    )
