"""The kinds of question that are answered by picking: one, several, a place, yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.conversation.labels import option
from bot.conversation.messages import Option, Said
from bot.conversation.question import MOST_OPTIONS, Context, Doubtful, Invalid, Question, typed
from bot.conversation.reading.plain import plain

TICK = "✓ "
_BETWEEN = re.compile(r"[\s,;.&+/]+|\b(?:dan|and)\b")
_NUMBER = re.compile(r"[0-9]{1,3}")
Options = tuple[str, ...] | Callable[[Context], Sequence[Option]]


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of `choices`: ids whose labels are in the words, or a function that brings ids and labels."""

    choices: Options = field(kw_only=False)
    also: Callable[[str, Context], tuple[str, ...]] | None = None  # synonyms that are data
    reads: ClassVar[tuple[str, ...]] = ("not_an_option",)
    taken: ClassVar[tuple[str, ...]] = ("skip",)  # ids that mean something else

    def __post_init__(self) -> None:
        ids = () if callable(self.choices) else self.choices
        if len(set(ids)) < len(ids) or set(ids) & set(self.taken):
            raise ValueError(f"{self.name}: the ids of the choices are not unique, or one is of {self.taken}")

    def options(self, context: Context) -> tuple[Option, ...]:
        if callable(self.choices):
            return tuple(self.choices(context))
        keys = [(id, self.label_keys(id)) for id in self.choices]
        return tuple(option(context.words, id, *found) for id, found in keys)

    def ids(self, context: Context) -> tuple[str, ...]:
        """The ids of what may be picked."""
        return tuple(o.id for o in self.choices(context)) if callable(self.choices) else self.choices

    def label(self, id: str, context: Context) -> str:
        return context.words.first(*self.label_keys(id))

    def label_keys(self, id: str) -> tuple[str, str]:
        """Where the words of an option stand, its own before those of every conversation."""
        return f"{self.words_key}.options.{id}", f"options.{id}"

    def synonyms(self, option: str, context: Context) -> tuple[str, ...]:
        words = context.words
        own = words.listed(f"{self.words_key}.synonyms.{option}") or words.listed(f"synonyms.{option}")
        return own + (self.also(option, context) if self.also and option not in self.taken else ())

    def read(self, said: Said, context: Context) -> Any:
        if said.choice not in self.ids(context):
            raise Invalid("not_an_option")
        return said.choice

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, str) and (callable(self.choices) or answer in self.choices)

    def still_good(self, answer: Any, context: Context) -> bool:
        return answer in self.ids(context)

    def show(self, answer: Any, context: Context) -> str:
        if not callable(self.choices):
            return self.label(answer, context)
        return next((o.label for o in self.choices(context) if o.id == answer), str(answer))


@dataclass(frozen=True, kw_only=True)
class Region(Choice):
    """A place from a table: picked, or found by typing a part of its name."""

    most: int = 8
    reads: ClassVar[tuple[str, ...]] = ("empty", "place_unknown", "place_many")
    asks: ClassVar[tuple[str, ...]] = ("which_place",)

    def offered(self, context: Context) -> tuple[Option, ...]:
        """All of them, or none where there are too many: then a part of the name is typed."""
        options = self.options(context)
        return options if len(options) <= MOST_OPTIONS else ()

    def read(self, said: Said, context: Context) -> Any:
        options = self.options(context)
        if said.choice in {option.id for option in options}:
            return said.choice
        found = _named(options, _folded(typed(said)))
        if not found:
            raise Invalid("place_unknown")
        if len(found) > self.most:
            raise Invalid("place_many", count=len(found))
        if len(found) > 1:
            raise Doubtful("which_place", {option.id: option.label for option in found})
        return found[0].id


def _named(options: Sequence[Option], name: str) -> list[Option]:
    """The places called so; where there are none, those with it in their name."""
    folded = [(option, _folded(option.label)) for option in options if name]
    exactly = [option for option, label in folded if label == name]
    return exactly or [option for option, label in folded if name in label]


def _folded(text: str) -> str:
    """Letters and digits only: 'Tegal-Harum' is 'tegalharum'."""
    seen = text if text.isascii() else plain(text)
    return "".join(letter for letter in seen.lower() if letter.isalnum())


@dataclass(frozen=True, kw_only=True)
class MultiChoice(Choice):
    """Several of `choices`: tapped one by one until "done", or typed as "1, 3 4"."""

    reads: ClassVar[tuple[str, ...]] = ("not_an_option", "none_picked")
    taken: ClassVar[tuple[str, ...]] = ("skip", "done")
    gathers: ClassVar[bool] = True

    def options(self, context: Context) -> tuple[Option, ...]:
        picked = _picked(context.current)
        all_of = super().options(context)
        marked = tuple(Option(o.id, f"{TICK}{o.label}") if o.id in picked else o for o in all_of)
        return (*marked, option(context.words, "done", "options.done"))

    def read(self, said: Said, context: Context) -> Any:
        ids = self.ids(context)
        picked = [id for id in _picked(context.current) if id in ids]
        if said.choice == "done":
            if not picked:
                raise Invalid("none_picked")
            return {"picked": picked, "done": True}
        if said.choice is None:
            return {"picked": numbered(said.text, ids), "done": True}
        if said.choice not in ids:
            raise Invalid("not_an_option")
        toggled = {*picked} ^ {said.choice}
        return {"picked": [id for id in ids if id in toggled], "done": False}

    def complete(self, answer: Any) -> bool:
        return bool(answer["done"])

    def keeps(self, answer: Any) -> bool:
        known = isinstance(answer, dict) and isinstance(answer.get("picked"), list)
        return known and (callable(self.choices) or set(answer["picked"]) <= set(self.choices))

    def still_good(self, answer: Any, context: Context) -> bool:
        return set(answer["picked"]) <= set(self.ids(context))

    def code(self, answer: Any) -> str:
        return ",".join(answer["picked"])

    def show(self, answer: Any, context: Context) -> str:
        labels = {option.id: option.label for option in super().options(context)}
        return ", ".join(labels.get(id, id) for id in answer["picked"])


def numbered(text: str, ids: Sequence[str]) -> list[str]:
    """ "1, 3 dan 4" as ids, in their order; raises Invalid."""
    numbers = [number for number in _BETWEEN.split(plain(text)) if number]
    if not numbers or not all(_NUMBER.fullmatch(n) and 1 <= int(n) <= len(ids) for n in numbers):
        raise Invalid("not_an_option")
    return sorted({ids[int(number) - 1] for number in numbers}, key=list(ids).index)


def _picked(answer: Any) -> tuple[str, ...]:
    return tuple(answer["picked"]) if answer else ()


@dataclass(frozen=True, kw_only=True)
class Consent(Choice):
    """Yes or no to a text of a named version; the answer keeps version and time (UU 27/2022 art. 22, 24)."""

    version: str
    choices: Options = field(default=("yes", "no"), kw_only=False)

    def read(self, said: Said, context: Context) -> Any:
        answer = super().read(said, context)
        return {"code": answer, "version": self.version, "at": context.now.isoformat(timespec="seconds")}

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, dict) and answer.get("version") == self.version

    def still_good(self, answer: Any, context: Context) -> bool:
        return self.keeps(answer)

    def show(self, answer: Any, context: Context) -> str:
        return self.label(answer["code"], context)
