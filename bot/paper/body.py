"""Draws the sections of a sheet: a band with the heading, under it a grid of labels and values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.paper.form import Line, Section
from bot.paper.pen import SIDE, Pen

LEFT, WIDTH = 12.0, 186.0
LABEL, PAD = 34.0, 1.5
SIZE, SMALL = 8.5, 7.5
HEADING, GAP = 1.15, 0.45  # in rows
TALLEST = 6.4  # millimetres a row: wider apart it looks torn


@dataclass(frozen=True)
class Row:
    """One or two fields beside each other, over `height` rows; `texts` are the rows of each value."""

    lines: tuple[Line, ...]
    texts: tuple[tuple[str, ...], ...]
    height: int


def draw_body(pen: Pen, sections: Sequence[Section], top: float, bottom: float) -> None:
    """Draws all sections between top and bottom, rows as high as fit."""
    tables = [_rows(pen, section) for section in sections]
    count = sum(HEADING + GAP + sum(row.height for row in table) for table in tables) - GAP
    unit = min(TALLEST, (bottom - top) / count)
    y = top
    for place, (section, table) in enumerate(zip(sections, tables, strict=True)):
        y = _section(pen, f"{chr(ord('A') + place)}.  {section.heading}", table, y, unit) + GAP * unit


def _rows(pen: Pen, section: Section) -> list[Row]:
    return [_row(pen, lines) for lines in _paired(section.lines)]


def _paired(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Half lines two by two; one that has no neighbour takes the whole row."""
    found: list[tuple[Line, ...]] = []
    for line in lines:
        if line.half and found and len(found[-1]) == 1 and found[-1][0].half:
            found[-1] = (*found[-1], line)
        else:
            found.append((line,))
    return found


def _row(pen: Pen, lines: tuple[Line, ...]) -> Row:
    room = WIDTH / len(lines) - LABEL - 2 * PAD
    texts = tuple(tuple(pen.wrapped(line.value, room, line.rows, SIZE)) for line in lines)
    empty = max(line.rows for line in lines if not line.value) if any(not line.value for line in lines) else 1
    return Row(lines, texts, max(empty, *(len(text) for text in texts)))


def _section(pen: Pen, heading: str, table: Sequence[Row], top: float, unit: float) -> float:
    """Returns where it ends."""
    pen.band(LEFT, top, WIDTH, HEADING * unit)
    pen.text(LEFT + PAD, top + HEADING * unit / 2 + 1.1, heading, SIZE, "B")
    y = top + HEADING * unit
    for row in table:
        pen.rule(LEFT, y, LEFT + WIDTH, y, 0.1)
        _cells(pen, row, y, unit)
        y += row.height * unit
    pen.frame(LEFT, top, WIDTH, y - top, 0.3)
    return y


def _cells(pen: Pen, row: Row, top: float, unit: float) -> None:
    width = WIDTH / len(row.lines)
    for place, (line, texts) in enumerate(zip(row.lines, row.texts, strict=True)):
        x = LEFT + place * width
        if place:
            pen.rule(x, top, x, top + row.height * unit, 0.1)
        pen.text(x + PAD, top + unit / 2 + 1.0, line.label, SMALL)
        pen.rule(x + LABEL, top, x + LABEL, top + row.height * unit, 0.1)
        _value(pen, line, texts, (x + LABEL + PAD, top + unit / 2 + 1.1), (width - LABEL - 2 * PAD, unit))


def _value(
    pen: Pen, line: Line, texts: Sequence[str], at: tuple[float, float], room: tuple[float, float]
) -> None:
    (x, y), (width, unit) = at, room
    for place, text in enumerate(texts):
        pen.text(x, y + place * unit, text, SIZE)
    if line.boxes:
        draw_boxes(pen, line, x, y, SIZE)
    elif not texts:
        for place in range(line.rows):
            pen.dots(x, y + place * unit, width, SIZE)


def draw_boxes(pen: Pen, line: Line, x: float, y: float, size: float) -> None:
    """The boxes of a line beside each other, on the baseline y."""
    for box in line.boxes:
        pen.box(x, y, box.ticked)
        pen.text(x + SIDE + 1.2, y, box.label, size)
        x += SIDE + 1.2 + pen.measure(size)(box.label) + 6
