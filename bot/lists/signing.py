"""Who signs a pasted list at its end is nobody of it: "Hormat kami, ... Kepala Dusun".

Only where all others have a NIK or were counted, and the line is written otherwise than theirs. Whoever may
be a worker whose NIK is missing waits as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.lists.draft import Draft

Record = tuple[int, str]  # the row of its first line, from 1; its text
Found = tuple[Draft | None, str, int]
ALONE = frozenset(("name", "sex"))  # what a line tells in which nothing but a name stands
BESIDE = frozenset(("work", "address"))  # where others tell it too, an office is the work of somebody
_OFFICE = (
    r"(?:(?:kepala|ka\.?) *(?:desa|dusun|lingkungan|kampung)|kelian|kelihan|klian|kadus|kaling|kasun|kades"
    r"|perbekel|lurah|ketua *(?:rt|rw|kelompok)|sekdes|sekretaris|koordinator|pendata)\b"
    r"(?:[ .]{1,3}[\w/]+){0,5}[ .)]{0,3}"
)
_COUNTED = re.compile(r"\s*[0-9]{1,3}[.)\t ]")
_OFFICE_ALONE = re.compile(rf"\W*{_OFFICE}", re.IGNORECASE)
_NAME_AND_OFFICE = re.compile(rf"[^\W\d_][^,;:()\t0-9]+?\s*[,(\-–]\s*{_OFFICE}", re.IGNORECASE)
_CLOSING = re.compile(
    r"\W*(?:hormat (?:kami|saya)|salam(?: hormat)?|yang membuat(?: daftar)?|dibuat oleh|mengetahui|menyetujui"
    r"|pengirim|tertanda|ttd)\b[^0-9]{0,40}",
    re.IGNORECASE,
)


def without_signers(records: Sequence[Record], found: Sequence[Found]) -> Iterator[Found]:
    """The lines as they were found, those of who signs as nobody's."""
    signers = set(_signers(records, found))
    others = [(one[0], records[at][1]) for at, one in enumerate(found) if one[0] and at not in signers]
    if not others or not all(_has_number(draft) or _COUNTED.match(text) for draft, text in others):
        signers = set()
    elif any(BESIDE & draft.person.keys() for draft, _ in others):
        signers = {at for at in signers if not _NAME_AND_OFFICE.fullmatch(records[at][1].strip())}
    for at, (draft, reason, row) in enumerate(found):
        yield (None, "signature", row) if at in signers else (draft, reason, row)


def _has_number(draft: Draft) -> bool:
    return any(map(str.isdigit, draft.typed.get("nik", "")))


def _signers(records: Sequence[Record], found: Sequence[Found]) -> Iterator[int]:
    """From the end on, up to the first line that is somebody else's."""
    for at in reversed(range(len(found))):
        draft = found[at][0]
        if draft is None:
            continue
        if _COUNTED.match(records[at][1]) or _has_number(draft) or not _signs(records, at, draft):
            return
        yield at


def _signs(records: Sequence[Record], at: int, draft: Draft) -> bool:
    """The office stands behind the name, above it or below; below it only where the name stands apart."""
    row, text = records[at]
    if _NAME_AND_OFFICE.fullmatch(text.strip()):
        return draft.person.keys() <= ALONE | BESIDE
    if not at or not draft.person.keys() <= ALONE:
        return False
    row_above, above = records[at - 1]
    if _CLOSING.fullmatch(above) or _OFFICE_ALONE.fullmatch(above):
        return True
    below = records[at + 1][1] if at + 1 < len(records) else ""
    return row - row_above > 1 and bool(_OFFICE_ALONE.fullmatch(below))
