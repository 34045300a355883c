"""A chart as a picture: bars with their names above them, drawn in the page itself and printed as they are.

Knows nothing of what is counted. Filled bars are what there is, empty frames how far they should reach: told
apart without colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.words import Words
from bot.reports.section import Bar, Chart, written

WIDTH, ROW = 360, 34  # of the picture, of one bar with its name
MOST = 60  # a picture of more says nothing: the table does


@dataclass(frozen=True)
class Drawn:
    """One bar: its name and figure at `text`, the bar at `top`, in the units of the picture."""

    label: str
    figure: str
    text: int
    top: int
    width: float
    target: float


@dataclass(frozen=True)
class Picture:
    """`height` in the same units."""

    bars: tuple[Drawn, ...]
    height: int
    filled: str
    empty: str


def picture(chart: Chart, words: Words) -> Picture | None:
    """None where the table says it better."""
    if not 1 < len(chart.bars) <= MOST:
        return None
    drawn = tuple(_drawn(bar, place, chart, words) for place, bar in enumerate(chart.bars))
    return Picture(drawn, len(drawn) * ROW, chart.filled, chart.empty)


def _drawn(bar: Bar, place: int, chart: Chart, words: Words) -> Drawn:
    width = round(WIDTH * bar.value / chart.longest, 1)
    target = round((WIDTH - 1) * (bar.target or 0) / chart.longest, 1)  # with its line inside the picture
    figure = written(bar.value, chart.kind, words)
    return Drawn(bar.label, figure, place * ROW + 13, place * ROW + 18, width, target)
