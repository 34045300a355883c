"""An officer's sentences: they reach a chat as the service's, in the same thread."""

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
