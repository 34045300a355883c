"""What stands between the questions: facts the bot looks up, things it says, early ends, and rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from bot.conversation.labels import option
from bot.conversation.messages import File, Option, Said
from bot.conversation.question import Context, Invalid, Question

REMOVE = "remove:"
TITLE = 40  # characters of a row's title


@dataclass(frozen=True)
class Outcome:
    """How a conversation ends: the key of its last text, what the text may mention, what the chat remembers.

    `then` names a conversation that follows at once, `answers` what of it is known already; where it
    `gives_way`, another talk that waits goes on instead; where it `hands_on`, answers that were given before
    they were asked (forms.py) are for its questions of the same names. `language` switches the chat's
    language. `file` goes with the reply.
    """

    words: str = "done"
    details: Mapping[str, Any] = field(default_factory=dict)
    remember: Mapping[str, Any] = field(default_factory=dict)
    then: str | None = None
    language: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    gives_way: bool = False
    hands_on: bool = False
    file: File | None = None


Finish = Callable[[Mapping[str, Any], Context], Outcome]


@dataclass(frozen=True, kw_only=True)
class Lookup(Question):
    """Answered by the bot: `find` looks it up, again when one of `of` changes. A dict carries a `code`."""

    find: Callable[[Context], Any]
    reviewed: bool = False
    silent: ClassVar[bool] = True

    def still_good(self, answer: Any, context: Context) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class Tell(Question):
    """Something said once on the way (`<name>.say`), before the next question; `more` is said after it."""

    more: Callable[[Context], str] | None = None
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
        return self.finish(answers, context) if self.finish else Outcome(f"{self.words_key}.say")


@dataclass(frozen=True, kw_only=True)
class Many(Question):
    """Rows of the same few questions (children, witnesses), each with an id that stays while the row does.

    The answer is {"rows": ["1", "2"], "done": false}; the answers of row 1 are "<name>.1.<question>". The
    questions of a row may depend on each other and on those asked outside of rows.
    """

    questions: tuple[Question, ...]
    most: int = 10
    gathers: ClassVar[bool] = True
    reads: ClassVar[tuple[str, ...]] = ("not_an_option", "rows_full")

    def expanded(self, rows: Sequence[str]) -> list[Question]:
        """The questions of every row, under names of their own."""
        return [self._of_row(question, row) for row in rows for question in self.questions]

    def _of_row(self, question: Question, row: str) -> Question:
        own = {q.name: f"{self.name}.{row}.{q.name}" for q in self.questions}
        return replace(
            question,
            name=own[question.name],
            key=f"{self.name}.{question.name}",
            when={**self.when, **{own.get(name, name): wanted for name, wanted in question.when.items()}},
            of=tuple(own.get(name, name) for name in question.of),
            reviewed=False,
        )

    def options(self, context: Context) -> tuple[Option, ...]:
        rows = self.rows(context.current)
        remove = [self.removal(row, context) for row in rows]
        add = [self.option("add", "add", context)] if len(rows) < self.most else []
        return (*add, *remove, self.option("done", "done" if rows else "none", context))

    def removal(self, row: str, context: Context) -> Option:
        return option(context.words, f"{REMOVE}{row}", "options.remove", row=self.title(row, context))

    def option(self, id: str, called: str, context: Context) -> Option:
        return option(context.words, id, f"{self.words_key}.options.{called}", f"options.{called}")

    def title(self, row: str, context: Context) -> str:
        """A row is called by its first answer, cut where it is long; without one by its place."""
        first = self._of_row(self.questions[0], row)
        answer = context.answers.get(first.name)
        if answer is None:
            return str(self.rows(context.current).index(row) + 1)
        shown = first.show(answer, context)
        return shown if len(shown) <= TITLE else f"{shown[: TITLE - 1]}…"

    def read(self, said: Said, context: Context) -> Any:
        rows = self.rows(context.current)
        choice = said.choice or ""
        if choice == "done":
            return {"rows": rows, "done": True}
        if choice == "add":
            return {"rows": [*rows, self.new(rows)], "done": False}
        if choice.startswith(REMOVE) and choice.removeprefix(REMOVE) in rows:
            return {"rows": [row for row in rows if row != choice.removeprefix(REMOVE)], "done": False}
        raise Invalid("not_an_option")

    def new(self, rows: Sequence[str]) -> str:
        """The first id that is free; the answers of a row that was removed are gone. Raises Invalid."""
        if len(rows) >= self.most:
            raise Invalid("rows_full", most=self.most)
        return next(id for id in map(str, range(1, self.most + 1)) if id not in rows)

    def rows(self, answer: Any) -> list[str]:
        return list(answer["rows"]) if answer else []

    def skipped(self, answer: Any) -> Any:
        """Rows that were given are not lost by going on."""
        return {"rows": self.rows(answer), "done": True} if self.rows(answer) else None

    def complete(self, answer: Any) -> bool:
        return bool(answer["done"])

    def keeps(self, answer: Any) -> bool:
        return isinstance(answer, dict) and isinstance(answer.get("rows"), list)

    def code(self, answer: Any) -> str:
        return str(len(answer["rows"]))

    def show(self, answer: Any, context: Context) -> str:
        titles = [self.title(row, context.of(current=answer)) for row in self.rows(answer)]
        return ", ".join(titles) or context.words("review.skipped")
