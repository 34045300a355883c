"""Questions that a person has to answer."""

from __future__ import annotations

from storage.statement import Statement, Tx, adding
from storage.tables import requests
from storage.vault import Vault

_ADD = Statement(adding(requests, "chat_id", "about", "message", "state", "at").returning(requests.c.id))


def add(tx: Tx, vault: Vault, chat: int, about: str | None, message: str, now: int) -> int:
    """Keep a question for the officers; its number."""
    sealed = vault.seal(message.encode(), "requests.message")
    row = tx.must(_ADD, chat_id=chat, about=about, message=sealed, state="open", at=now)
    return int(row["id"])
