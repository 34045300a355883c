"""What of a person is shown unasked: enough to tell two apart, not enough to be used.

NIK, telephone numbers and mothers' names stand masked until an officer asks for one; asking is a POST,
noted in the audit trail, and answered once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

DOT = "•"
UNASKED = 4  # digits at the end
# A NIK, KPJ or telephone number among other words, also in groups: "6371 0145 ...", "0812-3456-7890".
NUMBER = re.compile(r"(?<!\d)\d(?:[\s.-]{0,2}\d){10,}")


def nik(value: str) -> str:
    """The region that issued it, and the last four digits: 6371 •••• •••• 9001."""
    return f"{value[:4]} {DOT * 4} {DOT * 4} {value[-UNASKED:]}" if len(value) == 16 else DOT * 8


def phone(value: str) -> str:
    """The last four digits: +62 ••• 7890."""
    return f"{value[:3]} {DOT * 3} {value[-UNASKED:]}" if len(value) >= 10 else DOT * 8


def mother_name(value: str) -> str:
    """The first letter of each word: S••• A•••; how long they are stays unsaid."""
    return " ".join(f"{word[0]}{DOT * 3}" for word in value.split())


def kpj(value: str) -> str:
    """The last four digits of the number of a membership: ••• 4321."""
    return f"{DOT * 3} {value[-UNASKED:]}" if len(value) > 2 * UNASKED else DOT * 8


def words(value: str) -> str:
    """What somebody else has written: of each long number in it the last four digits."""
    return NUMBER.sub(lambda found: f"{DOT * 4} {re.sub(r'[^0-9]', '', found[0])[-UNASKED:]}", value)


MASKS: Mapping[str, Callable[[str], str]] = {
    "nik": nik, "phone": phone, "mother_name": mother_name, "kpj": kpj, "words": words,
}  # fmt: skip


def masked(kind: str, value: str | None) -> str:
    """A value of that kind as it is shown unasked; "" where there is none. A kind with no mask is shown."""
    if not value:
        return ""
    return MASKS[kind](value) if kind in MASKS else value
