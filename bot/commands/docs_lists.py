"""The generated page about lists: why a line waits and what helps, what is changed, what can't be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.conversation.words import Language, Words
from rules.lines import CHANGES, REMARKS, WAYS

HEAD = """# Lists of people

Made by `payung docs` from `rules/lines.py` and `group_lines.po`; do not edit by hand.

A coordinator types people one by one, pastes lines, or sends a file: xlsx, xls, ods, csv, tsv, text in UTF-8,
UTF-16 or Windows-1252, or a table saved as .xls; up to 20 MB and 200,000 people. Titles, headers in two rows,
numbering, totals and signatures are passed over; columns are found by their name or by what stands in them.
`payung list check FILE` tells what would become of each line and writes nothing; `payung list import` stores
what is good.

A digit is never guessed: a NIK is taken only by the digits that stand in the file. Trimming, case and
formats are put right without a word; what changes a fact is named; everything else waits for its coordinator
with one reason.

The same list once more changes nothing: whoever came in is there, a line that was mended is known by what had
been read in it, one that was crossed out stays so until its list is taken back.
"""


def lists_page(language: Language) -> str:
    """The page, with the sentences of one language."""
    return "\n".join([HEAD, *_sections(Words(language, "group_lines"), Words(language, "group_mend"))]) + "\n"


def _sections(lines: Words, mend: Words) -> Iterator[str]:
    ways = ((code, lines.find(f"reason.{code}") or "", _ways(ways, mend)) for code, ways in WAYS.items())
    yield from _table("Why a line waits", ("code", "what is said", "what helps"), ways)
    changed = ((code, lines.find(f"change.{code}") or "") for code in CHANGES)
    yield from _table("What is changed, and named", ("code", "what is said"), changed)
    remarks = ((code, lines.find(f"remark.{code}") or "") for code in REMARKS)
    yield from _table("What is said beside a line that is taken as it is", ("code", "what is said"), remarks)
    yield from _table("Files that can't be read", ("code", "what is said"), _bad(lines))


def _bad(lines: Words) -> Iterator[tuple[str, str]]:
    texts = lines.language.texts("group_lines", "")
    codes = sorted(key.removeprefix("bad.") for key in texts if key.startswith("bad."))
    return ((code, lines.find(f"bad.{code}") or "") for code in codes)


def _ways(ways: Iterable[str], mend: Words) -> str:
    return ", ".join(mend.find(f"way.options.{way}") or way for way in ways)


def _table(title: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    heads = list(heads)
    yield from (f"## {title}", "", _row(heads), _row(["---"] * len(heads)))
    for code, *told in rows:
        yield _row([f"`{code}`", *told])
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
