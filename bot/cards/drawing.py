"""Finds a membership and draws its card: beside the event loop, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.cards.face import Face, face_of, link_of
from bot.conversation.words import Language, Words
from rules.programme import Programme
from storage import cards, catalogue
from storage.card_tokens import token_of
from storage.cards import Held
from storage.database import Database
from storage.statement import Tx
from storage.vault import Vault

LANGUAGE = "id"  # whoever is shown a card reads Indonesian


@dataclass(frozen=True)
class Cards:
    """`public_url`: where the page is that a card's QR leads to."""

    database: Database
    vault: Vault
    languages: Mapping[str, Language]
    public_url: str
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    @property
    def words(self) -> Words:
        return Words(self.languages[LANGUAGE], "cards")

    async def picture(self, membership: int) -> bytes:
        """The card as it is now, a PNG. Raises FileNotFoundError where there is no such membership."""
        face = await self.database.read(lambda tx: self._face(tx, membership))
        if face is None:
            raise FileNotFoundError("no such membership")
        from bot.cards.picture import drawn

        async with self._turn:
            return await asyncio.to_thread(drawn, face)

    def _face(self, tx: Tx, membership: int) -> Face | None:
        held = cards.one(tx, self.vault, membership)
        return self.faces([held], catalogue.all_programmes(tx))[0] if held else None

    def faces(self, held: Iterable[Held], programmes: Iterable[Programme]) -> list[Face]:
        """What stands on the cards of memberships."""
        known, words = {one.code: one for one in programmes}, self.words
        return [self._of(one, known.get(one.membership.programme or ""), words) for one in held]

    def _of(self, held: Held, programme: Programme | None, words: Words) -> Face:
        link = link_of(self.public_url, token_of(self.vault, held.membership.id))
        return face_of(held.membership, held.name, programme, words, link)
