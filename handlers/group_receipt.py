"""What became of a list, as one message for its coordinator, however long the list is.

Words: group_receipt.po; the sentences about reasons and changes are in group_lines.po.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.conversation.words import Language, Words
from handlers.group_lines import changes_told, reason_told
from handlers.groups import left_told, written
from rules.lines import Line, Receipt

CATALOGUE = "group_receipt"
MOST_WAITING, MOST_CHANGED = 10, 3  # lines that are named: all of them stand in the file
LONGEST_NAME = 40  # characters
# Of every list, in this order, where there are any; together they are all of its lines.
COUNTED = ("known", "waiting", "asked", "nobody", "dropped", "renewed", "stopped")
NEW = ("accepted", "changed", "waiting", "asked")


def receipt_told(receipt: Receipt, language: Language) -> str:
    """Counts that add up to the lines, the first that wait and why, what was changed, and what is left."""
    told = Telling(receipt, Words(language, CATALOGUE))
    return "\n\n".join(part for part in told.parts() if part)


@dataclass(frozen=True)
class Telling:
    """One receipt in one language."""

    receipt: Receipt
    words: Words

    def parts(self) -> Iterator[str]:
        yield "\n".join([self.head(), *self.counts()])
        yield "\n".join(self.waiting())
        yield "\n".join(self.changed())
        yield "\n".join(self.next())

    def number(self, number: int) -> str:
        return written(number, self.words.language)

    def head(self) -> str:
        """Which list; and where nothing in it is new, that."""
        receipt = self.receipt
        named = "named" if receipt.name else "pasted"
        head = self.words(f"head.{named}", name=clipped(receipt.name), count=self.number(receipt.total))
        return "\n".join(line for line in (head, self.nothing_new()) if line)

    @property
    def is_again(self) -> bool:
        return bool(self.receipt.count("known")) and not self.receipt.count(*NEW)

    def nothing_new(self) -> str:
        """All of it is there already, or at least nobody new is."""
        known = self.receipt.count("known")
        if self.is_again:
            return self.words("again", count=self.number(known))
        return self.words("no_new") if known and not self.receipt.count("accepted", "changed") else ""

    def counts(self) -> Iterator[str]:
        receipt = self.receipt
        in_all = receipt.count("accepted", "changed")
        if in_all:
            waits = self.number(receipt.on_waiting_list)
            key = "count.accepted_waiting" if receipt.on_waiting_list else "count.accepted"
            yield self.words(key, count=self.number(in_all), waiting=waits)
        for status in COUNTED[1:] if self.is_again else COUNTED:
            if number := receipt.count(status):
                yield self.words(f"count.{status}", count=self.number(number))

    def waiting(self) -> Iterator[str]:
        """The first lines that wait; of all others how many there are."""
        shown = [line for line in self.receipt.waiting if line.status == "waiting"][:MOST_WAITING]
        if shown:
            yield self.words("waiting")
        for line in shown:
            yield self.words("line", row=self.row(line), told=reason_told(line, self.words.language))
        if (more := self.receipt.count("waiting") - len(shown)) > 0 and shown:
            yield self.words("waiting.more", count=self.number(more))

    def changed(self) -> Iterator[str]:
        """What was written otherwise than it came; where it is much it stands in the file alone."""
        number, known = self.receipt.count("changed"), self.receipt.changed
        if number > MOST_CHANGED or len(known) < number:
            yield self.words("changed", count=self.number(number))
        elif number:
            yield self.words("changed.few")
            for line in known:
                yield self.words("line", row=self.row(line), told=changes_told(line, self.words.language))

    def row(self, line: Line) -> str:
        """ "baris 7 (Banjar Kaja), I WAYAN SUDARMA"."""
        several = len({one.sheet for one in self.receipt.waiting}) > 1 and line.sheet
        row = self.words("row.sheet" if several else "row", row=line.row, sheet=clipped(line.sheet))
        return f"{row}, {clipped(line.name)}" if line.name else row

    def next(self) -> Iterator[str]:
        receipt = self.receipt
        if receipt.room:
            yield left_told(receipt.room, self.words)
        first = next((line for line in receipt.waiting if line.status == "waiting"), None)
        if first:
            yield self.words("mend", row=first.row)


def clipped(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
