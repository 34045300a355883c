"""Passwords as Argon2id hashes. Slow on purpose (measured: 26 ms): never on the database's thread."""

from __future__ import annotations

import secrets
import unicodedata

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

# OWASP's first choice of parameters where memory is dear: 19 MiB, two passes, one lane.
MEMORY, PASSES, LANES, LENGTH, SALT = 19 * 1024, 2, 1, 32, 16


def hashed(password: str) -> bytes:
    """The hash with its parameters and salt, in the PHC form."""
    maker = Argon2id(
        salt=secrets.token_bytes(SALT), length=LENGTH, iterations=PASSES, lanes=LANES, memory_cost=MEMORY
    )
    return maker.derive_phc_encoded(_plain(password)).encode()


def fits(password: str, stored: bytes | None) -> bool:
    """Is it this password? Takes as long where there is none stored."""
    try:
        Argon2id.verify_phc_encoded(_plain(password), (stored or NOBODY).decode())
    except InvalidKey:
        return False
    return stored is not None


def _plain(password: str) -> bytes:
    """The same however a keyboard composes its letters."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")


NOBODY = b"$argon2id$v=19$m=19456,t=2,p=1$LwWRFfp0LehiaLDNkOyoWA$BthFnPlaACDpC/JSX/KINKQIjG/HBY0PG4j8WMyyw24"
