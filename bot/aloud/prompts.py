"""What can be recorded: every text with which something is asked, and the options that always stand below it.

Options that come from data (places, people, cases), or whose number changes from chat to chat, are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.aloud.saying import Saying
from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.prompt import REVIEW
from bot.conversation.question import Question
from bot.conversation.questions import Phone
from bot.conversation.words import COMMON, Language, Words

_SENTENCE = re.compile(r"[.!?…]$")
_DOUBT = re.compile(r"(?:.+\.)?(doubts\.\w+)")


@dataclass(frozen=True)
class Prompt:
    """`place` is where the text stands ("register/nik.ask@other"), `options` the labels below it, in order;
    `counted`: their numbers are the same in every chat.
    """

    place: str
    text: str
    options: tuple[str, ...] = ()
    counted: bool = True

    def aloud(self, saying: Saying) -> str:
        """As it is read: the text, then the options."""
        read = saying.aloud(self.text)
        return " ".join([read if _SENTENCE.search(read) else f"{read.rstrip(':')}.", *self._told(saying)])

    def _told(self, saying: Saying) -> list[str]:
        """Each with its number; where those differ, together."""
        if not self.counted:
            return [saying.aloud(saying.terms["options"].format(labels="; ".join(self.options)))]
        told = saying.terms["option"]
        numbered = enumerate(self.options, 1)
        return [saying.aloud(told.format(label=label, number=number)) for number, label in numbered]


def prompts(
    language: Language, conversations: Sequence[Conversation], menu: Sequence[str]
) -> Iterator[Prompt]:
    """All of a language; those of every conversation first. In the menu more may stand above `menu`."""
    common = Words(language)
    entries = tuple(common(f"menu.options.{name}") for name in menu)
    yield Prompt(f"{COMMON}/menu.ask", common("menu.ask"), entries, counted=False)
    yield Prompt(f"{COMMON}/review.which", common("review.which"))
    reviewed = tuple(common(f"options.{id}") for id in REVIEW)
    yield Prompt(f"{COMMON}/review.ask", common("review.ask"), reviewed)
    yield from _doubts(language, COMMON)
    shared = dict[str, Prompt]()
    for conversation in conversations:
        for question in conversation.all_questions():
            yield from _asked(language, conversation.name, conversation.name, question)
            shared |= {one.place: one for one in _asked(language, COMMON, conversation.name, question)}
        yield from _doubts(language, conversation.name)
    yield from shared.values()


def _asked(language: Language, catalogue: str, conversation: str, question: Question) -> Iterator[Prompt]:
    """A question of a conversation, in all the wordings of a catalogue: its own, or the common one."""
    texts: Mapping[str, str] = language.catalogues[catalogue]
    key = f"{question.words_key}.ask"
    for found in (one for one in texts if one.partition("@")[0] == key and not question.silent):
        words = Words(language, conversation, found.partition("@")[2])
        yield Prompt(f"{catalogue}/{found}", texts[found], _options(question, words))


def _options(question: Question, words: Words) -> tuple[str, ...]:
    """The labels that are the same in every chat, with the same numbers: at a telephone number a channel may
    offer the one that somebody writes from before them.
    """
    skip = (words("options.skip"),) if question.optional and question.keyboard != Phone.hint else ()
    if isinstance(question, Choice) and type(question).options is Choice.options:
        ids = () if callable(question.choices) else question.choices
        return (*(words.first(*question.label_keys(id)) for id in ids), *skip) if ids else ()
    return skip if type(question).options is Question.options else ()


def _doubts(language: Language, conversation: str) -> Iterator[Prompt]:
    """What is to be settled, with its ways out as far as the words know them."""
    texts, common = language.catalogues[conversation], language.catalogues[COMMON]
    for key, text in texts.items():
        if found := _DOUBT.fullmatch(key):
            ways = {**_ways(common, found[1]), **_ways(texts, key)}
            yield Prompt(f"{conversation}/{key}", text, tuple(ways.values()))


def _ways(texts: Mapping[str, str], key: str) -> dict[str, str]:
    """The labels of a doubt by their ids."""
    start = f"{key}."
    return {one.removeprefix(start): label for one, label in texts.items() if one.startswith(start)}
