"""The one way a reader says no. It knows no words: `reason` is a key of them."""

from __future__ import annotations


class Unread(Exception):
    """The text does not say what was asked. `reason` is a key such as `nik_short`.

    `details` fill the places of its sentence and hold nothing personal: counts, not what was typed.
    """

    def __init__(self, reason: str, **details: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
