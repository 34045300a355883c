"""Lines of a file that speak of the same person or the same number: known only when all of them are read.

A wrong NIK is never taken, so where two lines contradict each other and nothing in them says which is right,
both wait. It keeps a few numbers for each line, not the lines.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from bot.lists.draft import Draft
from bot.lists.likeness import alike, parts, related, skeleton
from rules.lines import ReadLine

LENGTH = 16  # digits of a NIK
SEVERAL = 3  # different names with one number: the number is of a family
# Digits of a NIK. A slip (one digit, or two neighbours) lies within one of them; the others are as they were.
WINDOWS = ((0, 5), (4, 9), (8, 13), (12, 16))
MOST_PEOPLE = 20  # with one number; more of them are not compared with each other
MANY = 100  # lines that are nearly the same; in more of them only neighbours are compared
DIFFERENCES = frozenset(
    digit * factor * 10**place for digit in range(1, 10) for factor in (1, 9) for place in range(16)
)
MASK = (1 << 63) - 1
NOTHING = 0
PROVEN, TAKEN = 1, 2
LineAt = Callable[[int], ReadLine]


@dataclass(frozen=True)
class Verdict:
    """What is found of a line beside others: `reason`, and the place of the line that it is about."""

    reason: str
    other: int


class Pairs:
    """Gathers lines, then tells what is wrong between them. A line is named by its place, from 0."""

    def __init__(self) -> None:
        self._numbers = array("Q")
        self._named = array("Q")  # name and birth date
        self._names = array("Q")  # the part of the name that says most
        self._flags = bytearray()

    def add(self, line: Draft) -> None:
        """A line without a NIK or a name is like no other."""
        nik, name = line.person.get("nik"), line.person.get("name")
        self._numbers.append(int(nik) if nik else NOTHING)
        whole, part = _marks(name) if nik and name else (NOTHING, NOTHING)
        self._named.append(whole and _mixed(whole, line.person["birth_date"]))
        self._names.append(part)
        self._flags.append(PROVEN * line.proven | TAKEN * (not line.ways))

    def verdicts(self, line_at: LineAt) -> dict[int, Verdict]:
        """The lines that must wait, by their place."""
        found: dict[int, Verdict] = {}
        for same in _groups(self._numbers):
            found.update(self._of_one_number(same, line_at))
        for one, other in self._likely(line_at):
            for at, beside in ((one, other), (other, one)):
                if not self._flags[at] & PROVEN or self._flags[beside] & PROVEN:
                    found.setdefault(at, Verdict("likely_same", beside))
        return found

    def _likely(self, line_at: LineAt) -> Iterator[tuple[int, int]]:
        """Two lines with different numbers that may be one person's."""
        for group in _groups(self._named):
            yield from ((group[0], at) for at in group[1:] if self._numbers[at] != self._numbers[group[0]])
        for start, end in WINDOWS:
            for group in _groups(self._nearly(10 ** (LENGTH - start), 10 ** (LENGTH - end))):
                yield from (pair for pair in self._slips(group) if _are_one(*map(line_at, pair)))

    def _nearly(self, above: int, below: int) -> array[int]:
        """Keys that are equal where the name is, and the NIK but for the digits between."""
        pairs = zip(self._numbers, self._names, strict=True)
        return array("Q", (name and hash((nik // above, nik % below, name)) & MASK for nik, name in pairs))

    def _slips(self, group: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pairs of numbers that differ as much as one digit does, or two neighbours in each other's place."""
        numbers = self._numbers
        for one, other in combinations(group, 2) if len(group) <= MANY else pairwise(group):
            if abs(numbers[one] - numbers[other]) in DIFFERENCES:
                yield one, other

    def _of_one_number(self, places: Sequence[int], line_at: LineAt) -> Iterator[tuple[int, Verdict]]:
        """One person twice: the first line stays. Two persons: whose birth date proves the number, or
        neither.
        """
        people = _people(places, line_at)
        owners = [person for person in people if any(self._flags[at] & PROVEN for at in person)]
        kept = people[0] if len(people) == 1 else owners[0] if len(owners) == 1 else None
        for person in people:
            if person is kept:
                first = self._best(person)
                yield from ((at, Verdict("duplicate", first)) for at in person if at != first)
            else:
                reason = "nik_kk" if len(people) >= SEVERAL and not owners else "nik_of_two"
                beside = kept or next(group for group in people if group is not person)
                yield from ((at, Verdict(reason, self._best(beside))) for at in person)

    def _best(self, places: Sequence[int]) -> int:
        """The first line that nothing is wrong with; else the first."""
        return next((at for at in places if self._flags[at] & TAKEN), places[0])


@lru_cache(100_000)
def _marks(name: str) -> tuple[int, int]:
    """Numbers for the whole name and for the part that says most."""
    return _mixed(parts(name)), _mixed(skeleton(name))


def _mixed(*parts: object) -> int:
    return hash(parts) & MASK or 1


def _groups(keys: array[int]) -> Iterator[list[int]]:
    """The places with equal keys, two or more, each in order."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or keys[order[end]] != keys[order[start]]:
            if end - start > 1 and keys[order[start]] != NOTHING:
                yield order[start:end]
            start = end


def _people(places: Sequence[int], line_at: LineAt) -> list[list[int]]:
    """The lines by whose they are; one without a name that can be read belongs to the first."""
    people: list[tuple[str, list[int]]] = []
    for at in places:
        name = line_at(at).person.get("name", "")
        compared = people if len(people) <= MOST_PEOPLE else ()
        own = next(
            (group for known, group in compared if not name or not known or related(known, name)), None
        )
        if own is None:
            people.append((name, [at]))
        else:
            own.append(at)
    return [group for _, group in people]


def _are_one(one: ReadLine, other: ReadLine) -> bool:
    return _is_slip(one.person["nik"], other.person["nik"]) and alike(
        one.person["name"], other.person["name"]
    )


def _is_slip(one: str, other: str) -> bool:
    """One digit differs, or two neighbours have changed places."""
    differing = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differing) == 2:
        first, second = differing
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(differing) == 1
