"""Whether the values of a programme make sense together. Each check yields every mistake with its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from rules.days import longer, reach, reached
from rules.programme import LABEL_LENGTH, Category, Period, Programme
from rules.programme_bounds import bounds
from rules.programme_mistake import Mistake
from rules.regencies import current

Check = Callable[[Programme], Iterator[Mistake]]
CODE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
COMPULSORY = {"jkk", "jkm"}
BASE_STEP = 1_000  # bases of contributions are whole thousands of rupiah (PP 44/2015, Lampiran II)


def mistakes(programme: Programme, stored: bool = False) -> tuple[Mistake, ...]:
    """Each thing that cannot be right; empty for a sound programme. `stored`: it was taken before, and is
    not held against what is asked of new ones alone.
    """
    checks = CHECKS if stored else (*CHECKS, *OF_NEW)
    return tuple(mistake for check in checks for mistake in check(programme))


def _code(programme: Programme) -> Iterator[Mistake]:
    codes = [("code", programme.code), *((f"{at}.code", one.code) for at, one in _numbered(programme))]
    for at, code in codes:
        if not CODE.fullmatch(code):
            yield Mistake(at, "code", {"code": code})


def _region(programme: Programme) -> Iterator[Mistake]:
    official = current().get(programme.region)
    if official is None:
        yield Mistake("region", "region_unknown", {"region": programme.region})
    elif official != programme.region_name:
        told = {"region": programme.region, "official": official, "name": programme.region_name}
        yield Mistake("region_name", "region_name", told)


def _villages(programme: Programme) -> Iterator[Mistake]:
    for village in programme.excluded_villages:
        if not village.startswith(f"{programme.region}."):
            told = {"village": village, "region": programme.region}
            yield Mistake("excluded_villages", "village_elsewhere", told)


def _package(programme: Programme) -> Iterator[Mistake]:
    """JKK and JKM are compulsory for everyone without an employer (Permenaker 5/2021, art. 31-32)."""
    own = ((f"{at}.package", one.package) for at, one in _numbered(programme))
    for at, package in (("package", programme.package), *own):
        if package is not None and not set(package) >= COMPULSORY:
            yield Mistake(at, "package", {"package": ", ".join(package)})
    if programme.jht_optional and "jht" in programme.package:
        yield Mistake("jht_optional", "jht_twice", {})


def _base(programme: Programme) -> Iterator[Mistake]:
    if programme.contribution_base % BASE_STEP:
        yield Mistake("contribution_base", "base", {"base": programme.contribution_base})


def _age(programme: Programme) -> Iterator[Mistake]:
    if programme.age.min > programme.age.max:
        yield Mistake("age.min", "ages", {"min": programme.age.min, "max": programme.age.max})


def _periods(programme: Programme) -> Iterator[Mistake]:
    yield from _days("periods", "period", programme.periods)
    yield from _days("accepting", "window", programme.accepting)


def _days(field: str, what: str, periods: Iterable[Period]) -> Iterator[Mistake]:
    before: Period | None = None
    for number, period in enumerate(periods, 1):
        told = {"start": period.start, "until": period.until}
        if period.until < period.start:
            yield Mistake(f"{field} {number}.until", f"{what}_backwards", told)
        if before and period.start <= before.until:
            yield Mistake(f"{field} {number}.from", f"{what}_overlaps", {**told, "before": before.start})
        before = period


def _reach(programme: Programme) -> Iterator[Mistake]:
    yield from _far("periods", "period", programme.periods)
    yield from _far("accepting", "window", programme.accepting)


def _far(field: str, what: str, periods: Iterable[Period]) -> Iterator[Mistake]:
    """Days that make no sense, and more years than a city decides of."""
    known = reach()
    for number, period in enumerate(periods, 1):
        for name, day in (("from", period.start), ("until", period.until)):
            if not reached(day):
                told = {"day": day, "first": known.first, "last": known.last}
                yield Mistake(f"{field} {number}.{name}", f"{what}_far", told)
        if longer(period.start, period.until, known.of_period):
            long = {"start": period.start, "until": period.until, "most": known.of_period}
            yield Mistake(f"{field} {number}.until", f"{what}_long", long)


def _categories(programme: Programme) -> Iterator[Mistake]:
    if not programme.offered:
        yield Mistake("categories", "no_category", {})
    codes = ((f"{at}.code", one.code) for at, one in _numbered(programme))
    for at, code in _repeated(codes):
        yield Mistake(at, "category_twice", {"code": code})


def _labels(programme: Programme) -> Iterator[Mistake]:
    for at, category in _numbered(programme):
        for language, label in (("id", category.label.id), ("en", category.label.en)):
            if len(label) > LABEL_LENGTH:
                told = {"label": label, "code": category.code, "length": len(label), "most": LABEL_LENGTH}
                yield Mistake(f"{at}.label.{language}", "label_long", told)
    labels = ((f"{at}.label.id", category.label.id) for at, category in _numbered(programme))
    for at, label in _repeated(labels):
        yield Mistake(at, "label_twice", {"label": label})


def _synonyms(programme: Programme) -> Iterator[Mistake]:
    for at, category in _numbered(programme):
        for word in category.synonyms:
            if word != word.lower().strip():
                yield Mistake(f"{at}.synonyms", "synonym", {"word": word, "code": category.code})
    words = (
        (f"{at}.synonyms", word) for at, category in _numbered(programme) for word in sorted(_words(category))
    )
    for at, word in _repeated(words):
        yield Mistake(at, "word_twice", {"word": word})


def _words(category: Category) -> set[str]:
    return {*category.synonyms, category.label.id.lower()}


def _numbered(programme: Programme) -> Iterator[tuple[str, Category]]:
    """Each category with its place: "categories 1"."""
    return ((f"categories {number}", one) for number, one in enumerate(programme.categories, 1))


def _repeated(placed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each value that comes a second time, with the place where it does."""
    seen: dict[str, int] = {}
    again: list[tuple[str, str]] = []
    for at, value in placed:
        seen[value] = seen.get(value, 0) + 1
        if seen[value] == 2:
            again.append((at, value))
    return again


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
# What was not asked before, and would make a programme unreadable that the database has: none is lost for it.
OF_NEW: tuple[Check, ...] = (_reach, bounds)
