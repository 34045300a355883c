"""The page about the law: every dated row of rules/*.toml, its regulation, and whether its text was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.dated import FOLDER, Row, read, text_of
from rules.item import number, rupiah

OWN = re.compile(r"^(\w+) = ", re.MULTILINE)
HEAD = """# The law as dated rows

Made by `payung docs` from the tables in `rules/`; do not edit by hand. A change of law is a new row, never
code: close the old row with `valid_until` and add the new one below it. A row counts on every day from its
first to its last, both included. {verified} of {all} rows are verified; the others come from reports and
excerpts, named in their `source`. Who has read the regulation itself sets `verified = true`.
"""


def law_page() -> str:
    """The page as Markdown."""
    files = {path.stem: rows_of(path.stem) for path in sorted(FOLDER.glob("*.toml"))}
    every = [row for rows in files.values() for row in rows]
    head = HEAD.format(verified=sum(row.verified for row in every), all=len(every))
    return "\n".join([head, *(table(name, rows) for name, rows in files.items())])


def rows_of(name: str) -> list[Row]:
    """The rows of one file, whatever fields of its own it has."""
    text = text_of(name)
    return [row for row, _ in read(text, own=set(OWN.findall(text)))]


def table(name: str, found: list[Row]) -> str:
    """One file: what it says of itself, and its rows."""
    text, rows = text_of(name), [line(row) for row in found]
    about = " ".join(comments(text))
    head = ["| rule | value | from | until | regulation | verified |", "|---|--:|---|---|---|---|"]
    return "\n".join([f"## {name}", "", about, "", *head, *rows, ""])


def comments(text: str) -> Iterator[str]:
    """The comment at the top of the file."""
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line.removeprefix("#").strip()


def line(row: Row) -> str:
    unit = row.unit.replace("_", " ").removeprefix("rupiah")
    value = f"{rupiah(row.whole) if row.unit.startswith('rupiah') else number(row.value)} {unit}".strip()
    until, verified = row.valid_until or "", "yes" if row.verified else "no"
    return f"| `{row.rule}` | {value} | {row.valid_from} | {until} | {row.regulation} | {verified} |"
