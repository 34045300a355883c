"""Writes a report as a workbook: a sheet for each section, numbers as numbers. Knows no figure."""

from __future__ import annotations

from bot.conversation.words import Words
from bot.lists.writing import SafeBook
from bot.reports.section import TARGET, TEXT, Report, Section, Value


def xlsx(report: Report, words: Words) -> bytes:
    """The workbook; its first sheet says whose report it is."""
    with SafeBook() as book:
        _cover(book, report, words)
        for section in report.sections:
            _sheet(book, section, words)
        return book.finished()


def _cover(book: SafeBook, report: Report, words: Words) -> None:
    page = book.page(words("reports.cover"))
    page.widths([28, 70])
    made = words("reports.foot", by=report.by, at=words.language.formats.instant(report.at))
    rows = [report.title, report.subtitle, words("reports.of_month", month=report.month), made]
    for number, text in enumerate(rows):
        page.write_row(number, [text], "title" if number == 0 else "")
    for number, section in enumerate(report.sections, len(rows) + 1):
        page.write_row(number, ["", section.title])


def _sheet(book: SafeBook, section: Section, words: Words) -> None:
    """Heads, rows, and below them the notes."""
    page = book.page(section.title)
    longest = max([20, *(len(str(row[0])) + 2 for row in section.rows)])
    page.widths([longest, *(max(12, len(column.label) + 2) for column in section.columns[1:])])
    page.write_row(0, [column.label for column in section.columns], "title")
    page.freeze(1)
    for number, row in enumerate(section.rows, 1):
        cells = [_cell(value, column.kind, words) for value, column in zip(row, section.columns, strict=True)]
        page.write_row(number, cells)
    for number, note in enumerate(section.notes, len(section.rows) + 2):
        page.write_row(number, [note])


def _cell(value: Value, kind: str, words: Words) -> str | int:
    """A number stays one; where there is none the cell is empty, or says that nobody has set it."""
    if value is None:
        return words("reports.no_target") if kind == TARGET else ""
    return str(value) if kind == TEXT else value
