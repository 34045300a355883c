"""On what the pages stand: the database, the words, the clock, where the service is found. Knows no page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from bot.conversation.words import Language, Words
from storage.audit_head import HeadFile
from storage.database import Database
from storage.documents import Shelf
from storage.vault import Vault

CATALOGUE = "console"
ROOT = "/console"
Prices = Mapping[date, Mapping[str, float]]


@dataclass(frozen=True)
class House:
    """`public_url` is where officers find the pages; over https their cookies go over https only.
    `prices`: what a message of WhatsApp costs by category, from which day on. `hashing`: how many passwords
    are looked at together: each takes 19 MiB, and strangers may send many.
    `drawing`: how many reports are drawn together.
    """

    database: Database
    vault: Vault
    clock: Callable[[], int]
    local: Callable[[int], datetime]
    public_url: str
    data_dir: Path
    languages: Mapping[str, Language]
    prices: Prices = field(default_factory=dict)
    hashing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    drawing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")

    @cached_property
    def head(self) -> HeadFile:
        """Where the newest row of the audit trail is kept apart."""
        return HeadFile(self.data_dir, self.vault)

    @cached_property
    def shelf(self) -> Shelf:
        """The files that lie sealed in the data folder; slow to read."""
        return Shelf(self.data_dir / "documents", self.vault)

    def words(self, language: str) -> Words:
        return Words(self.languages[language], CATALOGUE)

    def address(self, path: str) -> str:
        """The whole address of one of our pages; never made of what a request calls its host."""
        return f"{self.public_url.rstrip('/')}{path}"
