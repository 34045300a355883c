"""What stands between the questions: facts the bot looks up, things it says, early ends, and rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from bot.conversation.messages import Option, Said
from bot.conversation.question import Context, Invalid, Question


@dataclass(frozen=True)
class Outcome:
    """How a conversation ends: the key of its last text, what the text may mention, what the chat remembers.

    `then` names a conversation that follows at once; `language` switches the chat's language.
    """

    words: str = "done"
    details: Mapping[str, Any] = field(default_factory=dict)
    remember: Mapping[str, Any] = field(default_factory=dict)
    then: str | None = None
    language: str | None = None


Finish = Callable[[Mapping[str, Any], Context], Outcome]


@dataclass(frozen=True, kw_only=True)
class Lookup(Question):
    """Answered by the bot: `find` looks it up, again whenever one of `of` changes. A dict carries a `code`."""

    find: Callable[[Context], Any]
    reviewed: bool = False
    silent: ClassVar[bool] = True

    def still_good(self, answer: Any, context: Context) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class Tell(Question):
    """Something said once on the way (`<name>.say`), before the next question."""

    reviewed: bool = False
    silent: ClassVar[bool] = True

    def still_good(self, answer: Any, context: Context) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class End(Question):
    """The conversation ends here; without `finish` the last text is `<name>.say`."""

    finish: Finish | None = None
    says: tuple[str, ...] = ()  # the texts that `finish` may choose
    reviewed: bool = False
    silent: ClassVar[bool] = True

    def outcome(self, answers: Mapping[str, Any], context: Context) -> Outcome:
        return self.finish(answers, context) if self.finish else Outcome(f"{self.name}.say")


@dataclass(frozen=True, kw_only=True)
class Many(Question):
    """Rows of the same few questions (children, witnesses), each with an id that never changes.

    The answer is {"rows": ["1", "2"], "done": false}; the answers of row 1 are "<name>.1.<question>".
    """

    questions: tuple[Question, ...]
    most: int = 10
    reads: ClassVar[tuple[str, ...]] = ("not_an_option", "rows_full")

    def expanded(self, rows: list[str]) -> list[Question]:
        """The questions of every row, under names of their own."""
        return [
            replace(q, name=f"{self.name}.{row}.{q.name}", key=f"{self.name}.{q.name}", reviewed=False)
            for row in rows
            for q in self.questions
        ]

    def options(self, context: Context) -> tuple[Option, ...]:
        rows = self.rows(context.current)
        remove = [Option(f"remove:{row}", self.removal(row, context)) for row in rows]
        add = [Option("add", self.label("add", context))] if len(rows) < self.most else []
        return (*add, *remove, Option("done", self.label("done" if rows else "none", context)))

    def removal(self, row: str, context: Context) -> str:
        return context.words("options.remove", row=self.title(row, context))

    def label(self, option: str, context: Context) -> str:
        return context.words.first(f"{self.words_key}.options.{option}", f"options.{option}")

    def title(self, row: str, context: Context) -> str:
        """A row is called by its first answer."""
        return str(context.answers.get(f"{self.name}.{row}.{self.questions[0].name}", row))

    def read(self, said: Said, context: Context) -> Any:
        rows = self.rows(context.current)
        if said.choice == "done":
            return {"rows": rows, "done": True}
        if said.choice == "add":
            if len(rows) >= self.most:
                raise Invalid("rows_full", most=self.most)
            return {
                "rows": [*rows, self.next_id(context.current)],
                "done": False,
                **self.last(context.current),
            }
        if said.choice and said.choice.removeprefix("remove:") in rows:
            kept = [row for row in rows if row != said.choice.removeprefix("remove:")]
            return {"rows": kept, "done": False, "last": self.highest(context.current)}
        raise Invalid("not_an_option")

    def rows(self, answer: Any) -> list[str]:
        return list(answer["rows"]) if answer else []

    def highest(self, answer: Any) -> int:
        """The highest id ever given: an id is not given twice."""
        return max([int(row) for row in self.rows(answer)] + [int((answer or {}).get("last", 0))])

    def next_id(self, answer: Any) -> str:
        return str(self.highest(answer) + 1)

    def last(self, answer: Any) -> dict[str, int]:
        return {"last": self.highest(answer) + 1}

    def complete(self, answer: Any) -> bool:
        return answer is None or bool(answer["done"])

    def code(self, answer: Any) -> str:
        return str(len(answer["rows"]))

    def show(self, answer: Any, context: Context) -> str:
        titles = [self.title(row, context) for row in self.rows(answer)]
        return ", ".join(titles) or context.words("review.skipped")
