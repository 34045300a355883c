"""What every kind of question has in common. A question knows how to read an answer, and nothing else.

Its words are in locales/, its place in a conversation is in handlers/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, ParamSpec, TypeVar

from bot.conversation.messages import Option, Said
from bot.conversation.reading import Unread
from bot.conversation.session import Answers
from bot.conversation.words import Words

When = Mapping[str, str | tuple[str, ...]]
P = ParamSpec("P")
Found = TypeVar("Found")
MOST_OPTIONS = 100  # the most that any channel can show


class Invalid(Exception):
    """The answer can't be accepted. `reason` is a key under `errors` in the words."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details


class Doubtful(Exception):
    """The answer was read, but must be settled first.

    `texts` maps each option offered to the text that is read again when it is picked; None asks the
    question anew. `reason` is a key under `doubts` in the words; an option that has no words (a place) is
    labelled with its text.
    """

    def __init__(self, reason: str, texts: Mapping[str, str | None], **details: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.texts = dict(texts)
        self.details = details


@dataclass(frozen=True)
class Context:
    """What a question may look at: the local time, the answers so far, the words, the services.

    `answers` are those that count: an answer that is off the path has no say. `current` is the stored answer
    of the question itself; `sure` names the doubts already settled.
    """

    now: datetime
    words: Words
    services: Any
    answers: Answers = field(default_factory=dict)
    current: Any = None
    sure: frozenset[str] = frozenset()

    def of(self, **changes: Any) -> Context:
        """The same, with other values for some fields."""
        return Context(**{**vars(self), **changes})


@dataclass(frozen=True, kw_only=True)
class Question:
    """Asked when every `when` answer matches; may be skipped when `optional`.

    `of` names the answers it depends on: when one of them changes, this one is checked again.
    `check` may raise Invalid or Doubtful with one of the reasons in `errors`; `was` is its older name.
    `undisturbed`: what is said is an answer, also where it is the name of a conversation ("jatuh").
    `never_begins` names conversations that nothing said here begins: whose mother has died does not report it
    where her name is asked.
    `reads_card`: a photo of the card on which the answer stands may be sent instead; `wants_card`: the photo
    itself is the answer, and is not asked for where it was sent before (from_photo.py).
    """

    name: str = field(kw_only=False)
    when: When = field(default_factory=dict)
    optional: bool = False
    of: tuple[str, ...] = ()
    check: Callable[[Any, Context], None] | None = None
    errors: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    was: str | None = None
    reviewed: bool = True
    undisturbed: bool = False
    never_begins: tuple[str, ...] = ()
    reads_card: bool = False
    wants_card: bool = False
    key: str = ""

    silent: ClassVar[bool] = False  # answered by the bot itself
    gathers: ClassVar[bool] = False  # answered piece by piece, until `complete`
    holds: ClassVar[type] = object  # what a stored answer is
    form: ClassVar[re.Pattern[str] | None] = None  # the same for a text of a fixed form
    free_text: ClassVar[bool] = False  # any words could be kept as the answer
    counts: ClassVar[bool] = False  # a bare number is an answer, also where it is a command's word
    hint: ClassVar[str | None] = None  # the keyboard a channel may offer
    reads: ClassVar[tuple[str, ...]] = ()  # the reasons `read` may raise
    asks: ClassVar[tuple[str, ...]] = ()  # the doubts `read` may raise

    @property
    def words_key(self) -> str:
        return self.key or self.name

    @property
    def keyboard(self) -> str | None:
        """The keyboard a channel may offer with it."""
        return self.hint

    def read(self, said: Said, context: Context) -> Any:
        """The answer as something JSON can hold; raises Invalid or Doubtful."""
        raise NotImplementedError(f"{type(self).__name__} is not asked")

    def options(self, context: Context) -> tuple[Option, ...]:
        """The ways to answer that are offered as buttons."""
        return ()

    def offered(self, context: Context) -> tuple[Option, ...]:
        """Those of the options that are shown; more than `MOST_OPTIONS` help nobody."""
        return self.options(context)[:MOST_OPTIONS]

    def synonyms(self, option: str, context: Context) -> tuple[str, ...]:
        """Other words for an option, in lower case."""
        return context.words.listed(f"{self.words_key}.synonyms.{option}")

    def skipped(self, answer: Any) -> Any:
        """What is kept when the person skips an optional question with `answer` so far: None, no answer."""
        return None

    def complete(self, answer: Any) -> bool:
        """Is the answer of a question that gathers whole, or is there more to come? Not asked of None."""
        return True

    def keeps(self, answer: Any) -> bool:
        """Is a stored answer still good after a release? When not, the question is asked again.

        Called with whatever another release stored under this name, never with None.
        """
        if self.form is not None:
            return isinstance(answer, str) and self.form.fullmatch(answer) is not None
        return isinstance(answer, self.holds)

    def still_good(self, answer: Any, context: Context) -> bool:
        """Is the answer still good after one of `of` has changed, and when the conversation ends?"""
        return self.keeps(answer)

    def code(self, answer: Any) -> str:
        """What `when` compares."""
        return answer["code"] if isinstance(answer, dict) and "code" in answer else str(answer)

    def show(self, answer: Any, context: Context) -> str:
        """The answer as the person reads it."""
        return str(answer)

    def reasons(self) -> tuple[str, ...]:
        """Every key of `errors` this question may need."""
        return (*self.reads, *self.errors)

    def possible_doubts(self) -> tuple[str, ...]:
        return (*self.asks, *self.doubts)


def typed(said: Said) -> str:
    """The text on one line, without what nobody sees or types; raises Invalid when there is none."""
    text = " ".join(said.text.split())
    if not text:
        raise Invalid("empty")
    return text


def read_by(reader: Callable[P, Found], *args: P.args, **options: P.kwargs) -> Found:
    """What a reader makes of a text; its refusal as the engine's: raises Invalid."""
    try:
        return reader(*args, **options)
    except Unread as unread:
        raise Invalid(unread.reason, **unread.details) from None
