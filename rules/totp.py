"""Codes of an authenticator app: TOTP by RFC 6238 (SHA-1, six digits, thirty seconds)."""

from __future__ import annotations

import base64
import hmac
from urllib.parse import quote

STEP = 30  # seconds a code lasts
DIGITS = 6
SECRET = 20  # bytes: as long as the hash (RFC 4226, 4)
DRIFT = 1  # steps that a phone's clock may be off


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of one step (RFC 4226, 5.3); step = seconds since 1970 divided by thirty."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def step_of(secret: bytes, typed: str, now: int, last: int) -> int | None:
    """The step whose code was typed, newer than `last`; None where it is none of now. `now` in milliseconds.

    Every step is compared in full, so that the time tells nothing. A code that was used is not used again.
    """
    current = now // 1000 // STEP
    code = "".join(sign for sign in typed if sign in "0123456789")
    found = [
        step
        for step in range(current - DRIFT, current + DRIFT + 1)
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > last
    ]
    return found[-1] if found else None


def written(secret: bytes) -> str:
    """The secret as people type it: base32 in groups of four."""
    letters = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def address(secret: bytes, login: str, issuer: str) -> str:
    """What the QR says to an authenticator app (the Key Uri Format)."""
    letters = base64.b32encode(secret).decode().rstrip("=")
    return f"otpauth://totp/{quote(issuer)}:{quote(login)}?secret={letters}&issuer={quote(issuer)}"


def read(letters: str) -> bytes:
    """What `written` wrote."""
    plain = letters.replace(" ", "")
    return base64.b32decode(plain + "=" * (-len(plain) % 8))
