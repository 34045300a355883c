"""Whether the values of a programme make sense together. Each check yields a sentence for each mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from rules.programme import LABEL_LENGTH, Category, Period, Programme
from rules.regencies import current

Check = Callable[[Programme], Iterator[str]]
CODE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
COMPULSORY = {"jkk", "jkm"}
BASE_STEP = 1_000  # bases of contributions are whole thousands of rupiah (PP 44/2015, Lampiran II)


def mistakes(programme: Programme) -> tuple[str, ...]:
    """One sentence for each thing that cannot be right; empty for a sound programme."""
    return tuple(sentence for check in CHECKS for sentence in check(programme))


def _code(programme: Programme) -> Iterator[str]:
    for code in (programme.code, *(category.code for category in programme.categories)):
        if not CODE.fullmatch(code):
            yield f'The code "{code}" may hold only small letters, digits and _ and begins with a letter.'


def _region(programme: Programme) -> Iterator[str]:
    official = current().get(programme.region)
    if official is None:
        yield f'The region "{programme.region}" is not the code of a kabupaten or kota such as 63.71.'
    elif official != programme.region_name:
        yield f'The region {programme.region} is called "{official}", not "{programme.region_name}".'


def _villages(programme: Programme) -> Iterator[str]:
    for village in programme.excluded_villages:
        if not village.startswith(f"{programme.region}."):
            yield f"The excluded village {village} does not lie in the region {programme.region}."


def _package(programme: Programme) -> Iterator[str]:
    """JKK and JKM are compulsory for everyone without an employer (Permenaker 5/2021, art. 31-32)."""
    packages = (programme.package, *(category.package for category in programme.categories))
    for package in packages:
        if package is not None and not set(package) >= COMPULSORY:
            yield f"The package ({', '.join(package)}) must hold jkk and jkm; both are compulsory."
    if programme.jht_optional and "jht" in programme.package:
        yield "The JHT cannot be optional and part of the package at once."


def _base(programme: Programme) -> Iterator[str]:
    if programme.contribution_base % BASE_STEP:
        yield f"The contribution base {programme.contribution_base} is not a whole thousand of rupiah."


def _age(programme: Programme) -> Iterator[str]:
    if programme.age.min > programme.age.max:
        yield f"The youngest age ({programme.age.min}) is above the oldest age ({programme.age.max})."


def _periods(programme: Programme) -> Iterator[str]:
    yield from _days("period of cover", programme.periods)
    yield from _days("time for registrations", programme.accepting)


def _days(what: str, periods: Iterable[Period]) -> Iterator[str]:
    before: Period | None = None
    for period in periods:
        if period.until < period.start:
            yield f"The {what} from {period.start} ends on {period.until}, before it begins."
        if before and period.start <= before.until:
            yield f"The {what} from {period.start} begins before the one from {before.start} has ended."
        before = period


def _categories(programme: Programme) -> Iterator[str]:
    if not programme.offered:
        yield "At least one category must be active."
    for code in _repeated(category.code for category in programme.categories):
        yield f'The category "{code}" appears twice.'


def _labels(programme: Programme) -> Iterator[str]:
    for category in programme.categories:
        for label in (category.label.id, category.label.en):
            if len(label) > LABEL_LENGTH:
                yield (
                    f'The label "{label}" of the category "{category.code}" has {len(label)} characters; '
                    f"at most {LABEL_LENGTH} fit a list on WhatsApp."
                )
    for label in _repeated(category.label.id for category in programme.categories):
        yield f'The label "{label}" stands for two categories.'


def _synonyms(programme: Programme) -> Iterator[str]:
    for category in programme.categories:
        for word in category.synonyms:
            if word != word.lower().strip():
                yield f'The synonym "{word}" of "{category.code}" must be in small letters and trimmed.'
    for word in _repeated(word for category in programme.categories for word in _words(category)):
        yield f'The word "{word}" stands for two categories.'


def _words(category: Category) -> set[str]:
    return {*category.synonyms, category.label.id.lower()}


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


CHECKS: tuple[Check, ...] = (
    _code,
    _region,
    _villages,
    _package,
    _base,
    _age,
    _periods,
    _categories,
    _labels,
    _synonyms,
)
