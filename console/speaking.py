"""An officer's sentences: they reach a chat as the service's, in the same thread, and once."""

from __future__ import annotations

from console.visit import Visit
from storage import officer_words
from storage.officer_words import Word

LONGEST = 1000  # characters: with its heading it fits into one message of every channel


def say(visit: Visit, chat: int, text: str, record: str, id: int) -> int:
    """Let a chat hear what the officer wrote, about a record; the number of the word. Where the channel lets
    nobody write after a silent day it is announced and held (bot/delivery/window.py). Whoever calls it notes
    the act.
    """
    word = Word(0, chat, visit.officer.id, record, id, text, visit.now)
    return officer_words.send(visit.tx, visit.vault, word)


def newest(visit: Visit, record: str, id: int) -> int:
    """The number of what was written last about a record, 0 for nothing: a form for more is made from it."""
    word = officer_words.newest(visit.tx, visit.vault, record, id)
    return word.id if word else 0


def said_already(visit: Visit, chat: int, text: str, record: str, id: int) -> bool:
    """Has this officer just sent that very text there? So it is when a form is sent twice."""
    word = officer_words.newest(visit.tx, visit.vault, record, id)
    return word is not None and (word.chat, word.officer, word.text) == (chat, visit.officer.id, text)
