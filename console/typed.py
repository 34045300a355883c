"""Whole numbers as officers type them: "3.000.000", "Rp 3.000.000,-", "3 000 000". Knows no form.

A sum is never guessed: "1.5" and "151200.00" are no whole rupiah, and taken without their sign they would be
ten and a hundred times as much.
"""

from __future__ import annotations

import re

# Digits alone, or in groups of three behind one and the same sign; ",-" is how a whole sum is often closed.
NUMBER = re.compile(
    r"(?:rp\.?\s*)?(?P<digits>[0-9]+|[0-9]{1,3}(?:(?P<sign>[., ])[0-9]{3})(?:(?P=sign)[0-9]{3})*)(?:,-|,--)?",
    re.ASCII | re.IGNORECASE,
)


def whole(typed: str, digits: int) -> int | None:
    """The number that was typed, of at most so many digits; None where it is none, or not a whole one."""
    match = NUMBER.fullmatch(typed.strip())
    plain = re.sub(r"[., ]", "", match["digits"]) if match else ""
    return int(plain) if 0 < len(plain) <= digits else None
