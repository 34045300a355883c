"""Lines of letters where they stand in a picture, and which of them stands beside or below which."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple


class Point(NamedTuple):
    """Pixels from the left and from the top."""

    x: float
    y: float

    def to(self, other: Point) -> Point:
        return Point(other.x - self.x, other.y - self.y)

    def moved(self, way: Point, times: float = 1.0) -> Point:
        return Point(self.x + way.x * times, self.y + way.y * times)

    def between(self, other: Point) -> Point:
        return Point((self.x + other.x) / 2, (self.y + other.y) / 2)


class Look(NamedTuple):
    """What one look at a line says, and how sure its least sure letter or digit is, 0 to 1."""

    text: str
    weakest: float


@dataclass(frozen=True)
class Box:
    """A line as it was read: its text, how sure (0 to 1), and its corners clockwise from its upper left."""

    text: str
    score: float
    corners: tuple[Point, Point, Point, Point]

    @property
    def start(self) -> Point:
        return self.corners[0].between(self.corners[3])

    @property
    def end(self) -> Point:
        return self.corners[1].between(self.corners[2])

    @property
    def length(self) -> float:
        return math.hypot(*self.start.to(self.end))

    @property
    def height(self) -> float:
        return math.hypot(*self.corners[0].to(self.corners[3]))

    def scaled(self, by: float) -> Box:
        """The same in a picture `by` times as large."""
        a, b, c, d = (Point(corner.x * by, corner.y * by) for corner in self.corners)
        return replace(self, corners=(a, b, c, d))

    def rest(self, text: str) -> Box:
        """The same with the part of its text that was not the label."""
        return replace(self, text=text)


class Direction(NamedTuple):
    """One pixel along a line of letters."""

    x: float
    y: float

    def along(self, way: Point) -> float:
        return way.x * self.x + way.y * self.y

    def below(self, way: Point) -> float:
        return way.y * self.x - way.x * self.y


def direction(boxes: Sequence[Box], of: Box | None = None) -> Direction:
    """Where the letters run to. That `of` one line counts more than that of all: a photo is taken aslant, and
    lines are not quite parallel; but the direction of a short one is hardly known.
    """
    ways = [(box.start.to(box.end), 1.0) for box in boxes]
    if of is not None:
        ways.append((of.start.to(of.end), 4.0))
    x, y = sum(way.x * weight for way, weight in ways), sum(way.y * weight for way, weight in ways)
    length = math.hypot(x, y) or 1.0
    return Direction(x / length, y / length)
