"""What the QR of a card holds: a word that names one membership, and that nobody without the key can make.

Nothing is stored for it: it follows from the number of the membership by the vault's keyed hash, so it is the
same on every copy of a card. It tells neither the person nor that number.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b32decode, b32encode

from storage.vault import Vault

PROOF, NUMBER = 8, 5  # bytes: one guess in 2^64 is right, a million million memberships
LENGTH = 21  # letters and digits that hold them


def token_of(vault: Vault, membership: int) -> str:
    """The word for a membership: 21 capital letters and digits."""
    number = membership.to_bytes(NUMBER, "big")
    proof = vault.find_bytes(number, "card")[:PROOF]
    return b32encode(proof + _hidden(vault, proof, number)).decode().rstrip("=")


def membership_of(vault: Vault, token: str) -> int | None:
    """The number of the membership that a word names; None for one that was not made here.

    Looked at without the database, and compared in the same time whatever the word.
    """
    wanted = token.upper()
    try:
        held = b32decode(wanted.ljust(-(-LENGTH // 8) * 8, "="))
    except (binascii.Error, ValueError):
        return None
    proof, hidden = held[:PROOF], held[PROOF:]
    if len(hidden) != NUMBER:
        return None
    found = int.from_bytes(_hidden(vault, proof, hidden), "big")
    return found if hmac.compare_digest(token_of(vault, found), wanted) else None


def _hidden(vault: Vault, proof: bytes, number: bytes) -> bytes:
    """The number under a mask that follows from the proof; the same again takes the mask off."""
    mask = vault.find_bytes(proof, "card.number")
    return bytes(one ^ other for one, other in zip(number, mask, strict=False))
