"""Why a file as a whole can't be read as a list. It knows no words: `reason` is a key of group_lines.po."""

from __future__ import annotations

REASONS = ("empty", "unknown", "encrypted", "too_large", "too_wide", "broken", "no_names")


class BadList(Exception):
    """Nothing of the file was read.

    `reason`: empty (no cell is filled), unknown (no list: a photo, a PDF, a letter), encrypted (a password),
    too_large, too_wide (too many columns), broken, no_names (nothing looks like a NIK or a name). `details`
    fill the places of its sentence and hold nothing personal.
    """

    def __init__(self, reason: str, **details: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
