"""Draws a report as A4 pages with the PDF's own fonts, in black and grey. Knows no figure and no city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from bot.conversation.words import Words
from bot.paper.latin import latin
from bot.reports.section import TEXT, Chart, Report, Section, Value, written

if TYPE_CHECKING:
    from fpdf import FPDF

    from bot.paper.pen import Pen

LEFT, RIGHT, TOP, BOTTOM = 14.0, 196.0, 16.0, 280.0
WIDTH = RIGHT - LEFT
SIZE, SMALL, ROW = 8.5, 7.5, 5.0
BAR, LABEL, FIGURE = 4.4, 52.0, 24.0  # of a chart: a row's height, the room of labels and of numbers
MOST_BARS = 40  # a chart of more is no picture any more: the table says it all


def pdf(report: Report, words: Words) -> bytes:
    """The pages; the same report gives the same bytes."""
    from bot.paper.pen import Pen  # and with it the library, which takes long to come

    document = _empty(report, words.language.code)
    sheet = Sheet(document, Pen(document), report, words)
    sheet.turn()
    sheet.opening()
    for section in report.sections:
        sheet.section(section)
    return bytes(document.output())


def drawable(chart: Chart | None) -> bool:
    """Has it so few bars that they tell something?"""
    return chart is not None and 0 < len(chart.bars) <= MOST_BARS


def _empty(report: Report, language: str) -> FPDF:
    from fpdf import FPDF

    document = FPDF(format="A4")
    document.set_auto_page_break(False)
    document.set_title(f"{report.title} {report.month}")
    document.set_producer("Payung")
    document.set_lang(language)
    document.set_creation_date(report.at.replace(tzinfo=UTC))
    return document


@dataclass
class Sheet:
    """The pages in the making; `y` is where the next thing begins, `page` the number of this one."""

    document: FPDF
    pen: Pen
    report: Report
    words: Words
    y: float = TOP
    page: int = 0

    def turn(self) -> None:
        """A new page with its foot."""
        self.document.add_page()
        self.page, self.y = self.page + 1, TOP
        at = self.words.language.formats.instant(self.report.at)
        foot = self.words("reports.foot", by=self.report.by, at=at)
        self.pen.rule(LEFT, BOTTOM + 4, RIGHT, BOTTOM + 4, 0.2)
        self.pen.text(LEFT, BOTTOM + 8, self.pen.fitted(foot, WIDTH - 20, SMALL), SMALL)
        self.right(RIGHT, BOTTOM + 8, str(self.page), SMALL)

    def opening(self) -> None:
        """Whose report it is, and of which month."""
        self.pen.text(LEFT, self.y + 4, self.pen.fitted(self.report.title, WIDTH, 17, "B"), 17, "B")
        for row in self.pen.wrapped(self.report.subtitle, WIDTH, 3, 10):
            self.y += 5.5
            self.pen.text(LEFT, self.y + 5, row, 10)
        self.y += 6.5
        self.pen.text(LEFT, self.y + 5, self.words("reports.of_month", month=self.report.month), 11, "B")
        self.y += 10
        self.pen.rule(LEFT, self.y, RIGHT, self.y, 0.6)

    def section(self, section: Section) -> None:
        """Heading, notes, chart, table; a heading is never left alone at the end of a page."""
        self.room(20 + (self.height(section.chart) if drawable(section.chart) else 5 * ROW))
        self.y += 9
        self.pen.text(LEFT, self.y, self.pen.fitted(section.title, WIDTH, 11, "B"), 11, "B")
        self.y += 2
        for note in section.notes:
            for row in self.pen.wrapped(note, WIDTH, 3, SMALL):
                self.y += 3.6
                self.pen.text(LEFT, self.y, row, SMALL)
        self.y += 2
        if section.chart and drawable(section.chart):
            self.chart(section.chart)
        if section.rows:
            self.table(section)

    def room(self, height: float) -> bool:
        """Turn the page where that much does not fit; was it turned?"""
        if self.y + height <= BOTTOM:
            return False
        self.turn()
        return True

    def height(self, chart: Chart | None) -> float:
        """Of a chart with what its bars mean."""
        return (len(chart.bars) * BAR if chart else 0) + 8

    def chart(self, chart: Chart) -> None:
        """Bars from left to right: filled what there is, an empty frame how far it should reach."""
        self.room(self.height(chart))
        self.key(chart.filled, chart.empty)
        span = WIDTH - LABEL - FIGURE
        for bar in chart.bars:
            self.room(BAR)
            name = self.pen.fitted(bar.label, LABEL - 2, SMALL)
            self.pen.text(LEFT, self.y + BAR - 1.4, name, SMALL)
            x, wide = LEFT + LABEL, span * bar.value / chart.longest
            if bar.target:
                self.pen.frame(x, self.y + 0.5, span * bar.target / chart.longest, BAR - 1, 0.2)
            if wide:
                self.pen.dark(x, self.y + 1.1, wide, BAR - 2.2)
            self.right(RIGHT, self.y + BAR - 1.4, self.told(bar.value, chart.kind), SMALL)
            self.y += BAR
        self.y += 2

    def key(self, filled: str, empty: str) -> None:
        """What a filled and an empty bar are."""
        x = LEFT + LABEL
        self.pen.dark(x, self.y + 1, 4, 2)
        self.pen.text(x + 5.5, self.y + 3, filled, SMALL)
        if empty:
            x += 12 + self.pen.measure(SMALL)(latin(filled))
            self.pen.frame(x, self.y + 1, 4, 2, 0.2)
            self.pen.text(x + 5.5, self.y + 3, empty, SMALL)
        self.y += 5

    def table(self, section: Section) -> None:
        """The rows, with the heads of the columns again on every page."""
        widths = self.widths(section)
        self.room(5 * ROW)
        self.heads(section, widths)
        for row in section.rows:
            if self.room(ROW):
                self.heads(section, widths)
            texts = [self.told(value, column.kind)
                     for value, column in zip(row, section.columns, strict=True)]  # fmt: skip
            self.cells(section, widths, texts, "")
            self.pen.rule(LEFT, self.y, RIGHT, self.y, 0.1)
        self.y += 3

    def widths(self, section: Section) -> list[float]:
        """The first column has what the others leave; numbers alone stand evenly."""
        if section.columns[0].kind != TEXT:
            return [WIDTH / len(section.columns)] * len(section.columns)
        others = [self.widest(section, place) + 3 for place in range(1, len(section.columns))]
        if (room := WIDTH - 34) < sum(others):
            others = [width * room / sum(others) for width in others]
        return [WIDTH - sum(others), *others]

    def widest(self, section: Section, place: int) -> float:
        column, measure = section.columns[place], self.pen.measure(SIZE)
        texts = [self.told(row[place], column.kind) for row in section.rows]
        words = [self.pen.measure(SMALL, "B")(word) for word in latin(column.label).split()]
        return max([12.0, *words, *(measure(text) for text in texts)])

    def heads(self, section: Section, widths: list[float]) -> None:
        """The names of the columns, in as many rows as they need."""
        rows = [self.pen.wrapped(column.label, width - 2, 3, SMALL, "B")
                for column, width in zip(section.columns, widths, strict=True)]  # fmt: skip
        height = 3.4 * max(map(len, rows)) + 2
        self.pen.band(LEFT, self.y, WIDTH, height)
        x = LEFT
        for column, width, texts in zip(section.columns, widths, rows, strict=True):
            for number, text in enumerate(texts):
                self.put(x, self.y + 3.4 * (number + 1), width, text, SMALL, "B", column.kind == TEXT)
            x += width
        self.y += height

    def cells(self, section: Section, widths: list[float], texts: list[str], style: str) -> None:
        x = LEFT
        for column, width, text in zip(section.columns, widths, texts, strict=True):
            fitted = self.pen.fitted(text, width - 2, SIZE, style)
            self.put(x, self.y + ROW - 1.5, width, fitted, SIZE, style, column.kind == TEXT)
            x += width
        self.y += ROW

    def put(self, x: float, y: float, width: float, text: str, size: float, style: str, left: bool) -> None:
        if left:
            self.pen.text(x + 1, y, text, size, style)
        else:
            self.pen.text(x + width - 1 - self.pen.measure(size, style)(text), y, text, size, style)

    def told(self, value: Value, kind: str) -> str:
        """A value in the letters that the font has: they are measured before they are drawn."""
        return latin(written(value, kind, self.words))

    def right(self, x: float, y: float, text: str, size: float) -> None:
        """A text that ends at x."""
        self.pen.text(x - self.pen.measure(size)(text), y, text, size)
