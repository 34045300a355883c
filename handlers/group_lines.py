"""A line of a group's list in plain words: which one it is, why it waits, what became of it.

The sentences about reasons and changes are in group_lines.po, as files and receipts say them too.
"""

from __future__ import annotations

from bot.conversation.question import Context
from bot.conversation.words import Language, Words
from handlers.groups import groups
from rules.groups import Group
from rules.lines import CHANGES, REMARKS, Line

CATALOGUE = "group_lines"
NEARER = ("row", "other")  # what is known of another line makes a sentence nearer
BETTER = ("row", "other")


def reason_told(line: Line, language: Language) -> str:
    """Why it waits, as one sentence; "" where it does not. Some are told better where more is known."""
    words = Words(language, CATALOGUE)
    if not line.reason:
        return ""
    known = [detail for detail in BETTER if line.told.get(detail)]
    return words.first(
        *(f"reason.{line.reason}.{detail}" for detail in known),
        f"reason.{line.reason}",
        name=line.name,
        **line.told,
    )


def remarks_told(line: Line, language: Language) -> str:
    """What its coordinator should know although nothing is wrong; "" for most lines."""
    words = Words(language, CATALOGUE)
    return " ".join(words(f"remark.{one}", name=line.name) for one in line.reasons if one in REMARKS)


def changes_told(line: Line, language: Language) -> str:
    """What was written otherwise than it came, as sentences."""
    words = Words(language, CATALOGUE)
    return " ".join(words(f"change.{one}", **line.told) for one in line.reasons if one in CHANGES)


def spaced(*texts: str) -> str:
    """Sentences that follow another one, each with a space before it."""
    return "".join(f" {text}" for text in texts if text)


def became(group: Group, line: Line, context: Context) -> str:
    """accepted, waiting_list, known, waiting, asked or dropped: what people want to know of a line."""
    if line.status not in ("accepted", "changed"):
        return line.status
    member = groups(context).member(group, line.registration) if line.registration else None
    return "waiting_list" if member and member.status == "waiting_list" else "accepted"
