"""The script of a reader: for every text that can be recorded, the name of its file and what to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.aloud.prompts import Prompt
from bot.aloud.saying import saying
from bot.conversation.words import Language
from bot.sounds import ENDINGS


def scripts(language: Language, of: Iterable[Prompt], head: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each: one a conversation. `head` tells the reader what to do."""
    found = sorted(of, key=_catalogue)
    for catalogue, of_it in groupby(found, _catalogue):
        yield f"{language.code}/{catalogue}.txt", "\n".join([head, "", *_lines(language, of_it)])


def _catalogue(prompt: Prompt) -> str:
    return prompt.place.partition("/")[0]


def _lines(language: Language, found: Iterable[Prompt]) -> Iterator[str]:
    how = saying(language.code)
    for prompt in found:
        yield from (f"{language.code}/{prompt.place}.{ENDINGS[0]}", prompt.aloud(how), "")
