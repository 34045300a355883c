"""A text that was pasted into a chat, as one record for each person, whichever way the lines were broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.lists import headings
from bot.lists.cells import visible
from bot.lists.readers import Readers
from bot.lists.signing import Record, without_signers
from bot.lists.split import JOINED
from bot.lists.text_lines import LONGEST, Found, fields_in, has_number, one_line, why_nobody, without_sender

_LABELLED = re.compile(r"^\s*(?:[0-9]{1,3}[.)]\s*)?([A-Za-z .,/]{2,30}?)\s*[:=]\s*(.*)$")

_OF_NIK = re.compile(
    r"\b(?:nik|ktp)\b", re.IGNORECASE
)  # also that of a husband or a family, which stays with them
_COUNTED = re.compile(r"\s*(?:no\.? ?)?[0-9]{1,3}\s*[.)]\s*(?![0-9]{1,3}[.\-/ ])", re.IGNORECASE)
TELLING = ("name", "nik")  # the labels by which people are told apart


def people_of(text: str, readers: Readers) -> Iterator[Found]:
    """Each line that is not blank; one for a few lines that belong to one person."""
    records = _paired(list(_records(text)), readers)
    return without_signers(records, [one_line(record, row, readers) for row, record in records])


def _records(text: str) -> Iterator[Record]:
    """The lines, those of one person together where each has a label: "Nama: ...", "NIK: ...".

    The label with which the first person begins begins each: a NIK that is left over before the next name is
    not that one's.
    """
    held: list[str] = []
    labels: set[str] = set()
    first, opens = 0, ""
    for row, line in enumerate(map(without_sender, text.splitlines()), 1):
        label = _label(line)
        opens = opens or label * (label in TELLING)
        if held and (not label or label in labels or (label == opens and not labels.isdisjoint(TELLING))):
            yield first, "\t".join(held)
            held, labels = [], set()
        if label:
            first = first if held else row
            held.append(line.strip())
            labels.add(label)
        elif visible(line):
            yield row, line
    if held:
        yield first, "\t".join(held)


def _label(line: str) -> str:
    """The field whose label a line begins with, where the line has no other label and no NIK of a person."""
    found = _LABELLED.match(line[:LONGEST])
    if not found or _LABELLED.match(found[2]):
        return ""
    field = headings.field(found[1])
    if _OF_NIK.search(found[1]):
        return field
    return field if field.islower() and (field == "kk" or not has_number(found[2])) else ""


def _paired(records: Sequence[Record], readers: Readers) -> Sequence[Record]:
    """A name and below it its NIK, one after the other through the whole text, are one record.

    Only where none lacks its partner: otherwise nobody can tell which belongs to which.
    """
    kinds = [(at, kind) for at, (_, line) in enumerate(records) if (kind := _kind(line, readers))]
    order = "".join(kind for _, kind in kinds)
    if order not in ("ni" * (len(order) // 2), "in") or not order:
        return records
    joined = {one: other for (one, _), (other, _) in zip(kinds[::2], kinds[1::2], strict=True)}
    if not _are_pairs([(records[one], records[other]) for one, other in joined.items()]):
        return records
    second = set(joined.values())
    return [
        (row, f"{line}\t{records[joined[at]][1]}" if at in joined else line)
        for at, (row, line) in enumerate(records)
        if at not in second
    ]


def _are_pairs(pairs: Sequence[tuple[Record, Record]]) -> bool:
    """All look alike: as many lines from one to the other, no more than to the next pair, and no number of
    its own before the second. Else a name or a NIK is missing somewhere between them.
    """
    inside = {below - above for (above, _), (below, _) in pairs}
    between = [after - below for (_, (below, _)), ((after, _), _) in pairwise(pairs)]
    counted = any(_COUNTED.match(second) for _, (_, second) in pairs)
    return len(inside) == 1 and not counted and min(between, default=max(inside)) >= max(inside)


def _kind(line: str, readers: Readers) -> str:
    """n: a name alone, i: a NIK alone, ?: more of a person; "" for a line of nobody."""
    if len(line) > LONGEST:
        return ""
    fields = fields_in(line, readers)
    fields.pop(JOINED, None)
    if why_nobody(line, fields):
        return ""
    alone = next(iter(fields)) if len(fields) == 1 else ""
    return {"name": "n", "nik": "i"}.get(alone, "?")
