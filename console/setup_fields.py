"""The forms about a programme as data: which fields each has, of which kind. Its words: setup.field.<field>.

A field is a place in the file of a programme (docs/programmes.md), so that reader and checks are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.programme_reader import (
    BASES,
    MATCHING,
    PAYERS,
    PEOPLE,
    PROTECTIONS,
    RESIDENCES,
    TIMEZONES,
    VILLAGES,
)


@dataclass(frozen=True)
class Entry:
    """`kind`: text, number, rupiah, day, flag, choice, choices, words (between commas), lines, or place (the
    position in the menu, which is no field of the file).
    """

    path: str
    kind: str = "text"
    options: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True)
class Part:
    """`rows`: the list of the file that it is one row of; "" for fields of the programme itself."""

    entries: tuple[Entry, ...]
    rows: str = ""

    def name(self, entry: Entry) -> str:
        """The field as differences and words call it: "age.min", "categories.label.id"."""
        return f"{self.rows}.{entry.path}" if self.rows else entry.path


def _spoken(path: str, needed: bool = True) -> tuple[Entry, Entry]:
    return Entry(f"{path}.id", needed=needed), Entry(f"{path}.en", needed=needed)


def _proof(path: str) -> tuple[Entry, Entry]:
    return Entry(f"{path}.verified", "flag"), Entry(f"{path}.source")


DAYS = (Entry("from", "day"), Entry("until", "day"), Entry("basis", "choice", BASES))
SUMS = (Entry("people", "number", needed=False), Entry("budget", "rupiah", needed=False))
PARTS: Mapping[str, Part] = {
    "names": Part((
        *_spoken("name"), *_spoken("run_by"), Entry("timezone", "choice", TIMEZONES), *_spoken("note", False),
        Entry("legal_basis", "lines", needed=False),
    )),
    "payment": Part((
        Entry("payer.code", "choice", PAYERS), *_spoken("payer.label"),
        Entry("package", "choices", PROTECTIONS), Entry("jht_optional", "flag"),
        Entry("contribution_base", "rupiah"),
    )),
    "people": Part((
        Entry("age.min", "number"), Entry("age.max", "number"), *_proof("age"),
        Entry("residence.rule", "choice", RESIDENCES), *_proof("residence"),
        Entry("not_for.who", "choices", PEOPLE, False), *_proof("not_for"),
        Entry("matching", "choices", MATCHING, False),
    )),
    "quota": Part((
        Entry("quota", "number", needed=False), Entry("quota_per_village", "number", needed=False),
        Entry("villages", "choice", VILLAGES),
    )),
    "category": Part((
        *_spoken("label"), Entry("synonyms", "words", needed=False), Entry("quota", "number", needed=False),
        Entry("package", "choices", PROTECTIONS, False), Entry("place", "place", needed=False),
        Entry("active", "flag"), Entry("verified", "flag"),
    ), "categories"),
    "period": Part((*DAYS, *SUMS, Entry("source", needed=False)), "periods"),
    "window": Part((*DAYS, Entry("source", needed=False)), "accepting"),
}  # fmt: skip
PLAIN = ("names", "payment", "people", "quota")  # those of the programme itself, in the order of its page
NEW = (
    Entry("code"), *_spoken("name"), Entry("region"), Entry("timezone", "choice", TIMEZONES),
    *_spoken("run_by"), Entry("payer.code", "choice", PAYERS), *_spoken("payer.label"),
)  # fmt: skip
# The fields that a hint stands beside (setup.hint.<field>).
HINTED = frozenset({
    "code", "region", "legal_basis", "payer.label.id", "contribution_base", "age.max", "age.source",
    "residence.source", "not_for.source", "quota", "quota_per_village", "categories.label.id",
    "categories.synonyms", "categories.package", "categories.place", "periods.budget", "periods.basis",
})  # fmt: skip
