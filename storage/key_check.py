"""Whether a data key fits what is stored: asked at the start, so that nothing is written with a wrong one."""

from __future__ import annotations

from sqlalchemy import select

from storage.chats import PLACE
from storage.statement import Statement, Tx
from storage.tables import chats
from storage.vault import Vault

_NEWEST = Statement(select(chats.c.session).order_by(chats.c.id.desc()).limit(1))


def check_key(tx: Tx, vault: Vault) -> None:
    """Raises StorageError where none of the keys opens the newest session."""
    row = tx.one(_NEWEST)
    if row:
        vault.open(row["session"], PLACE)
