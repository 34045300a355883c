"""Labels on little room: the title of a button or a row, whole, short or cut, and never the same twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.whatsapp_text import cut, fits, length, one_line
from bot.conversation.messages import Option

BUTTON, ROW, DESCRIPTION = 20, 24, 72
BUTTON_ID, ROW_ID = 256, 200


@dataclass(frozen=True)
class Titled:
    """An option as it is shown. `description` has the whole label where the title is not all of it."""

    id: str
    title: str
    description: str = ""


def titled(options: Sequence[Option], most: int) -> list[Titled]:
    """The options with titles of at most `most` characters."""
    taken: set[str] = set()
    return [_titled(option, most, taken) for option in options]


def _titled(option: Option, most: int, taken: set[str]) -> Titled:
    label = one_line(option.label) or option.id
    whole = fits(label, most)
    short = one_line(option.short)
    title = label if whole else short if short and fits(short, most) else _at_word(label, most)
    title = _alone(title, most, taken)
    return Titled(option.id, title, "" if title == label else cut(label, DESCRIPTION))


def _at_word(label: str, most: int) -> str:
    """Cut between two words, unless little would be left."""
    kept = cut(label, most)
    words = kept[:-1].rpartition(" ")[0]
    return f"{words}…" if length(words) > most // 2 else kept


def _alone(title: str, most: int, taken: set[str]) -> str:
    """A title that no other option has: with a number behind it where one has."""
    found, number = title, 1
    while found.casefold() in taken:
        number += 1
        found = f"{cut(title, most - len(f' ({number})'))} ({number})"
    taken.add(found.casefold())
    return found


def all_whole(options: Sequence[Option], most: int) -> bool:
    """Can every label, or its short form, be read on so little room?"""
    return all(any(label and fits(one_line(label), most) for label in (o.label, o.short)) for o in options)


def ids_fit(options: Sequence[Option], most: int) -> bool:
    """An id is never cut: it would mean something else."""
    return all(0 < len(option.id) <= most and option.id == option.id.strip() for option in options)
