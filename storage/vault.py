"""Sealing what is personal (AES-256-GCM) and finding it by a keyed hash. Knows no table."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import StorageError

T = TypeVar("T")
NONCE = 12
KEY_ID = 4
_decoder: Callable[[Any], msgspec.json.Decoder[Any]] = cache(msgspec.json.Decoder)


class Vault:
    """`keys`: 32 bytes each; the first seals, every one opens, so that keys can be changed.

    A sealed value is key id (4 bytes), nonce (12), ciphertext with its tag. `place` ("chats.session") is
    authenticated with it, so that a value moved to another column does not open.
    """

    def __init__(self, *keys: bytes) -> None:
        if not keys or any(len(key) != 32 for key in keys):
            raise StorageError(
                "PAYUNG_DATA_KEY must be 32 bytes in base64; `openssl rand -base64 32` makes one."
            )
        self._ciphers = {_id(key): AESGCM(_derived(key, b"seal")) for key in keys}
        self._current = _id(keys[0])
        self._finder = _derived(keys[-1], b"find")  # the oldest key: a hash must stay the same

    def seal(self, value: bytes, place: str) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return self._current + nonce + self._ciphers[self._current].encrypt(nonce, value, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises StorageError when no key fits or the value was changed."""
        cipher = self._ciphers.get(bytes(sealed[:KEY_ID]))
        if cipher is None:
            raise StorageError("The data were sealed with another PAYUNG_DATA_KEY.")
        nonce = sealed[KEY_ID : KEY_ID + NONCE]
        try:
            return cipher.decrypt(nonce, sealed[KEY_ID + NONCE :], place.encode())
        except (InvalidTag, ValueError):  # ValueError: what is left of it is too short to be one
            raise StorageError(f"A value of {place} has been altered.") from None

    def seal_json(self, value: Any, place: str) -> bytes:
        """Plain values and dataclasses, as JSON."""
        return self.seal(_encoded(value), place)

    def open_json(self, sealed: bytes, place: str) -> Any:
        """Raises StorageError as `open` does."""
        return msgspec.json.decode(self.open(sealed, place))

    def open_as(self, kind: type[T], sealed: bytes, place: str) -> T:
        """A dataclass; fields of another release are left out or have their defaults. Raises StorageError."""
        try:
            value: T = _decoder(kind).decode(self.open(sealed, place))
        except msgspec.DecodeError:
            raise StorageError(f"A value of {place} is not of this release's form.") from None
        return value

    def find(self, value: str, kind: str) -> bytes:
        """The keyed hash by which a NIK, a KPJ or a code is found."""
        return self.find_bytes(value.encode(), kind)

    def find_bytes(self, value: bytes, kind: str) -> bytes:
        """The keyed hash by which a file's content is found."""
        return hmac.digest(self._finder, kind.encode() + b":" + value, "sha256")


def keys_of(setting: str) -> list[bytes]:
    """PAYUNG_DATA_KEY: one key in base64, or several with commas, the newest first. Raises StorageError."""
    try:
        return [base64.b64decode(key.strip(), validate=True) for key in setting.split(",")]
    except ValueError:
        raise StorageError("PAYUNG_DATA_KEY is not base64; `openssl rand -base64 32` makes one.") from None


def _encoded(value: Any) -> bytes:
    """Half of a character, as a broken phone may send it, becomes a question mark."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=False).encode("utf-8", "replace")


def _derived(key: bytes, use: bytes) -> bytes:
    return hmac.digest(key, b"payung:" + use, "sha256")


def _id(key: bytes) -> bytes:
    return hashlib.sha256(b"payung:id:" + key).digest()[:KEY_ID]
