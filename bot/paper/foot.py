"""Draws the foot of a sheet: documents, the case number with its QR, times, signatures, what the sheet is."""

from __future__ import annotations

from collections.abc import Sequence

import segno

from bot.conversation.words import Words
from bot.paper.body import LEFT, PAD, SIZE, SMALL, WIDTH, draw_boxes
from bot.paper.form import Box, Line, Sheet, Signature
from bot.paper.pen import SIDE, Pen

BOTTOM = 287.0
CODE, QUIET = 29.0, 4  # millimetres, and the white modules around a QR that readers need
TIMES, SIGNED = 54.0, 49.5  # the columns beside the QR
BLOCK, NOTE, DOCUMENT = 31.0, 7.5, 4.4  # heights
MOST = 12  # documents


def height_of_foot(sheet: Sheet) -> float:
    """How much of the page it takes, at most 70 mm."""
    return _documents_height(sheet) + BLOCK + NOTE


def draw_foot(pen: Pen, sheet: Sheet, words: Words) -> None:
    """Draws it at the bottom of the page."""
    y = BOTTOM - height_of_foot(sheet)
    if sheet.documents:
        _documents(pen, _shown(sheet.documents, words), words("documents"), y)
    y += _documents_height(sheet)
    pen.frame(LEFT, y, WIDTH, BLOCK, 0.3)
    draw_code(pen, sheet.qr, LEFT + 1, y + 1, CODE)
    _times(pen, sheet, words("number"), LEFT + CODE + 2, y)
    for place, signature in enumerate(sheet.signatures):
        _signature(pen, signature, LEFT + WIDTH - (len(sheet.signatures) - place) * SIGNED, y)
    for place, row in enumerate(pen.wrapped(sheet.note, WIDTH, 2, SMALL, "I")):
        pen.text(LEFT, y + BLOCK + 4 + place * 3.2, row, SMALL, "I")


def draw_code(pen: Pen, content: str, x: float, y: float, side: float) -> None:
    """The QR as black rectangles, one for each run of dark modules; the quiet zone is within `side`."""
    matrix = segno.make_qr(content, error="m").matrix
    module = side / (len(matrix) + 2 * QUIET)
    for line, modules in enumerate(matrix):
        for start, length in _runs(modules):
            at = (x + (start + QUIET) * module, y + (line + QUIET) * module)
            pen.dark(*at, length * module, module)


def _runs(modules: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules begin and how many follow."""
    edges = [place for place, dark in enumerate(modules) if dark and (place == 0 or not modules[place - 1])]
    ends = [
        place + 1
        for place, dark in enumerate(modules)
        if dark and (place + 1 == len(modules) or not modules[place + 1])
    ]
    return [(start, end - start) for start, end in zip(edges, ends, strict=True)]


def _documents_height(sheet: Sheet) -> float:
    count = min(len(sheet.documents), MOST)
    return ((count + 1) // 2 + 1) * DOCUMENT + 3.5 if count else 0.0


def _shown(documents: Sequence[Box], words: Words) -> Sequence[Box]:
    if len(documents) <= MOST:
        return documents
    last = documents[MOST - 1]
    more = words("and_more", value=last.label[:30], count=len(documents) - MOST)
    return [*documents[: MOST - 1], Box(more, last.ticked)]


def _documents(pen: Pen, documents: Sequence[Box], heading: str, y: float) -> None:
    """Two columns, read downwards."""
    pen.text(LEFT, y + DOCUMENT - 1, heading, SIZE, "B")
    rows = (len(documents) + 1) // 2
    for place, box in enumerate(documents):
        x = LEFT + (place // rows) * WIDTH / 2
        baseline = y + (place % rows + 2) * DOCUMENT - 1
        pen.box(x, baseline, box.ticked)
        pen.text(x + SIDE + 1.5, baseline, pen.fitted(box.label, WIDTH / 2 - SIDE - 5, SIZE), SIZE)


def _times(pen: Pen, sheet: Sheet, caption: str, x: float, y: float) -> None:
    """The number, as large as its column allows, and the moments below."""
    pen.text(x, y + 4.2, caption, SMALL)
    size = min(20.0, 20.0 * TIMES / pen.measure(20.0, "B")(sheet.number))
    pen.text(x, y + 11.5, sheet.number, size, "B")
    for place, line in enumerate(sheet.times):
        _time(pen, line, x, y + 15.6 + place * 6.9)


def _time(pen: Pen, line: Line, x: float, y: float) -> None:
    if line.boxes:
        pen.text(x, y - 0.2, line.label, SMALL)
        draw_boxes(pen, line, x + pen.measure(SMALL)(line.label) + 3, y - 0.2, SMALL)
        return
    pen.text(x, y, line.label, SMALL - 0.5)
    if line.value:
        pen.text(x, y + 3.2, pen.fitted(line.value, TIMES, SMALL, "B"), SMALL, "B")
    else:
        pen.dots(x, y + 3.2, TIMES - PAD, SMALL)


def _signature(pen: Pen, signature: Signature, x: float, y: float) -> None:
    """What it is for above, a line to sign on, the name below."""
    pen.rule(x, y, x, y + BLOCK, 0.1)
    for place, row in enumerate(pen.wrapped(signature.caption, SIGNED - 2 * PAD, 2, SMALL)):
        pen.text(x + PAD, y + 4.2 + place * 3.2, row, SMALL)
    pen.rule(x + PAD, y + BLOCK - 6.5, x + SIGNED - PAD, y + BLOCK - 6.5, 0.2)
    name = pen.fitted(signature.name, SIGNED - 2 * PAD, SMALL)
    pen.text(x + PAD, y + BLOCK - 2.5, name, SMALL)
