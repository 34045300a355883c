"""What passes between the service and its reader: each piece with its length before it. A photo goes there,
the day of today before it; a card comes back, or nothing where the photo could not be opened.
"""

from __future__ import annotations

from datetime import date
from typing import IO

import msgspec

from bot.ktp.card import Ktp

HEAD = 4  # bytes of a length
LARGEST = 20_000_000  # bytes of a photo
_card = msgspec.json.Decoder(Ktp)


def sent(sink: IO[bytes], *pieces: bytes) -> None:
    """Raises OSError where nobody reads."""
    for piece in pieces:
        sink.write(len(piece).to_bytes(HEAD, "big") + piece)
    sink.flush()


def received(source: IO[bytes]) -> bytes:
    """One piece. Raises EOFError where the other has gone."""
    length = int.from_bytes(_exactly(source, HEAD), "big")
    if length > LARGEST:
        raise EOFError
    return _exactly(source, length)


def day(today: date) -> bytes:
    return today.isoformat().encode()


def card(body: bytes) -> Ktp | None:
    """What came back. Raises EOFError where it is no card."""
    try:
        return _card.decode(body) if body else None
    except msgspec.MsgspecError:
        raise EOFError from None


def packed(found: Ktp | None) -> bytes:
    return msgspec.json.encode(found) if found else b""


def _exactly(source: IO[bytes], length: int) -> bytes:
    content = source.read(length)
    if len(content) < length:
        raise EOFError
    return content
