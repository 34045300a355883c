"""What can be wrong with a programme whose fields are all of the right kind: where, what, and its sentence.

The sentences are for whoever writes a file; the console says the same in its own words, by `kind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType({
    "code": 'The code "{code}" may hold only small letters, digits and _ and begins with a letter.',
    "region_unknown": 'The region "{region}" is not the code of a kabupaten or kota such as 63.71.',
    "region_name": 'The region {region} is called "{official}", not "{name}".',
    "village_elsewhere": "The excluded village {village} does not lie in the region {region}.",
    "package": "The package ({package}) must hold jkk and jkm; both are compulsory.",
    "jht_twice": "The JHT cannot be optional and part of the package at once.",
    "base": "The contribution base {base} is not a whole thousand of rupiah.",
    "ages": "The youngest age ({min}) is above the oldest age ({max}).",
    "period_backwards": "The period of cover from {start} ends on {until}, before it begins.",
    "period_overlaps": "The period of cover from {start} begins before the one from {before} has ended.",
    "window_backwards": "The time for registrations from {start} ends on {until}, before it begins.",
    "window_overlaps": (
        "The time for registrations from {start} begins before the one from {before} has ended."
    ),
    "period_far": "The period of cover names {day}; days are from {first} to {last}.",
    "period_long": "The period of cover from {start} to {until} is longer than {most} years.",
    "window_far": "The time for registrations names {day}; days are from {first} to {last}.",
    "window_long": "The time for registrations from {start} to {until} is longer than {most} years.",
    "age_high": 'The field "{field}" holds an age of {value} years; at most {most} are possible.',
    "people_high": 'The field "{field}" holds {value} people; at most {most} are possible.',
    "sum_high": 'The field "{field}" holds Rp{value}; at most Rp{most} are possible.',
    "text_long": 'The field "{field}" has {length} characters; at most {most} fit into a message.',
    "no_category": "At least one category must be active.",
    "category_twice": 'The category "{code}" appears twice.',
    "label_long": (
        'The label "{label}" of the category "{code}" has {length} characters; at most {most} fit a list on '
        "WhatsApp."
    ),
    "label_twice": 'The label "{label}" stands for two categories.',
    "synonym": 'The synonym "{word}" of "{code}" must be in small letters and trimmed.',
    "word_twice": 'The word "{word}" stands for two categories.',
})  # fmt: skip


@dataclass(frozen=True)
class Mistake:
    """`field` is its place as `Table` writes it ("categories 2.label.id"), the last one where several are
    meant; `kind` is one of SENTENCES, or of `Wrong` for a field that could not be read.
    """

    field: str
    kind: str
    details: Mapping[str, object]

    @property
    def sentence(self) -> str:
        """One sentence for the one who wrote the file."""
        return SENTENCES[self.kind].format(**self.details)
