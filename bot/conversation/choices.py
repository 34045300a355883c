"""The kinds of question that are answered by picking: one, several, a place, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bot.conversation.messages import Option, Said
from bot.conversation.question import Context, Doubtful, Invalid, Question, typed

Options = tuple[str, ...] | Callable[[Context], Sequence[Option]]


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of `choices`: ids whose labels are in the words, or a function that brings ids and labels."""

    choices: Options = field(kw_only=False)
    also: Callable[[str, Context], tuple[str, ...]] | None = None  # synonyms that are data
    reads: ClassVar[tuple[str, ...]] = ("not_an_option",)

    def options(self, context: Context) -> tuple[Option, ...]:
        if callable(self.choices):
            return tuple(self.choices(context))
        return tuple(Option(id, self.label(id, context)) for id in self.choices)

    def label(self, id: str, context: Context) -> str:
        return context.words.first(f"{self.words_key}.options.{id}", f"options.{id}")

    def synonyms(self, option: str, context: Context) -> tuple[str, ...]:
        words = context.words
        own = words.listed(f"{self.words_key}.synonyms.{option}") or words.listed(f"synonyms.{option}")
        return own + (self.also(option, context) if self.also else ())

    def read(self, said: Said, context: Context) -> Any:
        if said.choice not in {option.id for option in self.options(context)}:
            raise Invalid("not_an_option")
        return said.choice

    def keeps(self, answer: Any) -> bool:
        return callable(self.choices) or answer is None or answer in self.choices

    def still_good(self, answer: Any, context: Context) -> bool:
        return answer is None or answer in {option.id for option in self.options(context)}

    def show(self, answer: Any, context: Context) -> str:
        labels = {option.id: option.label for option in self.options(context)}
        return labels.get(answer, str(answer))


@dataclass(frozen=True, kw_only=True)
class Region(Choice):
    """A place from a table: picked, or found by typing a part of its name."""

    most: int = 8
    reads: ClassVar[tuple[str, ...]] = ("empty", "place_unknown", "place_many")
    asks: ClassVar[tuple[str, ...]] = ("which_place",)

    def read(self, said: Said, context: Context) -> Any:
        options = self.options(context)
        if said.choice in {option.id for option in options}:
            return said.choice
        found = [option for option in options if _folded(typed(said)) in _folded(option.label)]
        if not found:
            raise Invalid("place_unknown")
        if len(found) > self.most:
            raise Invalid("place_many", count=len(found))
        if len(found) > 1:
            raise Doubtful("which_place", {option.label: option.label for option in found})
        return found[0].id


def _folded(text: str) -> str:
    """Letters and digits only: 'Tegal-Harum' is 'tegalharum'."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


@dataclass(frozen=True, kw_only=True)
class MultiChoice(Choice):
    """Several of `choices`: tapped one by one until "done", or typed as "1, 3 4"."""

    reads: ClassVar[tuple[str, ...]] = ("not_an_option", "none_picked")

    def options(self, context: Context) -> tuple[Option, ...]:
        picked = (context.current or {}).get("picked", ())
        plain = super().options(context)
        marked = tuple(Option(o.id, f"✓ {o.label}" if o.id in picked else o.label) for o in plain)
        return (*marked, Option("done", context.words("options.done")))

    def read(self, said: Said, context: Context) -> Any:
        picked: list[str] = list((context.current or {}).get("picked", ()))
        if said.choice == "done":
            if not picked:
                raise Invalid("none_picked")
            return {"picked": picked, "done": True}
        ids = [said.choice] if said.choice else self.numbered(said.text, context)
        if len(ids) > 1:
            return {"picked": ids, "done": True}
        return {"picked": _toggled(picked, ids[0]), "done": False}

    def numbered(self, text: str, context: Context) -> list[str]:
        """ "1, 3 4" as ids; raises Invalid."""
        ids = [option.id for option in super().options(context)]
        numbers = text.replace(",", " ").replace("dan", " ").split()
        if not numbers or not all(n.isascii() and n.isdigit() and 1 <= int(n) <= len(ids) for n in numbers):
            raise Invalid("not_an_option")
        return sorted({ids[int(n) - 1] for n in numbers}, key=ids.index)

    def complete(self, answer: Any) -> bool:
        return answer is None or bool(answer["done"])

    def keeps(self, answer: Any) -> bool:
        return answer is None or callable(self.choices) or set(answer["picked"]) <= set(self.choices)

    def still_good(self, answer: Any, context: Context) -> bool:
        return answer is None or set(answer["picked"]) <= {option.id for option in super().options(context)}

    def code(self, answer: Any) -> str:
        return ",".join(answer["picked"])

    def show(self, answer: Any, context: Context) -> str:
        labels = {option.id: option.label for option in super().options(context)}
        return ", ".join(labels.get(id, id) for id in answer["picked"])


def _toggled(picked: list[str], id: str) -> list[str]:
    return [p for p in picked if p != id] if id in picked else [*picked, id]


@dataclass(frozen=True, kw_only=True)
class Consent(Choice):
    """Yes or no to a text of a named version; the answer keeps version and time (UU 27/2022 art. 22 and 24)."""

    version: str
    choices: Options = field(default=("yes", "no"), kw_only=False)

    def read(self, said: Said, context: Context) -> Any:
        answer = super().read(said, context)
        return {"code": answer, "version": self.version, "at": context.now.isoformat(timespec="seconds")}

    def keeps(self, answer: Any) -> bool:
        return bool(answer["version"] == self.version)

    def still_good(self, answer: Any, context: Context) -> bool:
        return self.keeps(answer)

    def show(self, answer: Any, context: Context) -> str:
        return self.label(answer["code"], context)
