"""The words that mean something wherever they are typed: commands, conversations' names, greetings.

Read from the words once for each language, so that looking one up costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.conversation.reading.plain import plain
from bot.conversation.words import Language, Words

COMMANDS = ("back", "cancel", "skip", "menu", "help", "officer", "listen", "halt", "stop", "again")
AROUND = " ✓/.,;:!?*_~()\"'“”‘’…"  # what may stand around a word: a slash, the end of a sentence, emphasis


def folded(text: str) -> str:
    """For comparing words: lower case, single spaces, nothing invisible, no marks around but a lone "?"."""
    line = " ".join((text if text.isascii() else plain(text)).lower().split())
    return line.strip(AROUND) or line


@dataclass(frozen=True)
class Keywords:
    """`commands`: word -> command; `starts`: phrase -> conversation; `phrases`: the same, longest first."""

    commands: Mapping[str, str]
    starts: Mapping[str, str]
    phrases: tuple[tuple[str, str], ...]
    greetings: frozenset[str]

    def named(self, text: str) -> str | None:
        """The conversation whose start words a text is."""
        return self.starts.get(folded(text))

    def mentioned(self, text: str) -> str | None:
        """The conversation whose start words a text contains; the longest phrase wins."""
        return self.phrase(text)[1]

    def phrase(self, text: str) -> tuple[str, str | None]:
        """The longest start words that a text contains, and their conversation; "" and None: none."""
        said = f" {folded(text)} "
        found = ((phrase.strip(), name) for phrase, name in self.phrases if phrase in said)
        return next(found, ("", None))


def keywords(language: Language, conversations: Iterable[str]) -> Keywords:
    """All of a language. Of two conversations with the same phrase the later name has it."""
    common = Words(language)
    starts = {
        phrase: name
        for name in sorted(conversations)
        for phrase in Words(language, name).listed("start_words")
    }
    longest = sorted(starts.items(), key=lambda item: (len(item[0]), item[1]), reverse=True)
    return Keywords(
        commands={word: name for name in reversed(COMMANDS) for word in common.listed(f"commands.{name}")},
        starts=starts,
        phrases=tuple((f" {phrase} ", name) for phrase, name in longest),
        greetings=frozenset((*common.listed("greetings"), *common.listed("commands.again"))),
    )
