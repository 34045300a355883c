"""Which value belongs to which label: the nearest line right of it along the label's own direction, and the
lines that go on below that one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ktp.boxes import Box, direction
from bot.ktp.labels import label_of, value_of

ASIDE = 0.65  # of the label's height: how far above or below its line a value may stand
BACK = 0.8  # of the height: how far a value may reach into its label
NEXT = 1.9  # of the height: how far below its first line a value goes on
INDENT = 1.2  # of the height: how far to the side of the first line the second may begin


@dataclass(frozen=True)
class Value:
    """The lines of a field, first to last."""

    boxes: tuple[Box, ...]

    @property
    def text(self) -> str:
        return " ".join(box.text for box in self.boxes)

    @property
    def score(self) -> float:
        return min(box.score for box in self.boxes)


def values(boxes: Sequence[Box]) -> Mapping[str, Value]:
    """The value of each label that was found."""
    labels, free = _sorted(boxes)
    found = {}
    for field, label in labels.items():
        first = _first(label, free, boxes)
        if first is not None:
            found[field] = first
    taken = set(map(id, found.values()))
    left = [box for box in free if id(box) not in taken]
    return {field: Value(tuple(_lines(first, left, boxes))) for field, first in found.items()}


def _sorted(boxes: Sequence[Box]) -> tuple[dict[str, Box], list[Box]]:
    """The labels by field, and what is none; of two labels of a field the surer one counts."""
    labels: dict[str, Box] = {}
    free = []
    for box in sorted(boxes, key=lambda box: -box.score):
        field, rest = label_of(box.text)
        if field is None:
            free.append(box.rest(value_of(box.text)))
        elif field not in labels:
            labels[field] = box.rest(rest)
    return labels, free


def _first(label: Box, free: Sequence[Box], boxes: Sequence[Box]) -> Box | None:
    """What stands in the label's own line; else the nearest line right of it."""
    if label.text:
        return label
    way = direction(boxes, label)
    near = []
    for box in free:
        to = label.end.to(box.start)
        ahead, below = way.along(to), way.below(to)
        if ahead > -BACK * label.height and abs(below) < ASIDE * label.height and box.text:
            near.append((ahead, id(box), box))
    return min(near)[2] if near else None


def _lines(first: Box, left: Sequence[Box], boxes: Sequence[Box]) -> list[Box]:
    """The value, and the lines without a label that go on right below it."""
    lines = [first]
    while below := _next(lines[-1], left, boxes):
        lines.append(below)
    return lines


def _next(line: Box, left: Sequence[Box], boxes: Sequence[Box]) -> Box | None:
    way = direction(boxes, line)
    for box in left:
        to = line.start.to(box.start)
        beside = abs(way.along(to)) < INDENT * line.height
        if beside and 0.5 * line.height < way.below(to) < NEXT * line.height and box.text:
            return box
    return None
