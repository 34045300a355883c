"""Where people give up in each conversation, from what is noted when one ends (storage/progress.py).

Of whoever has ended in the time: finished, stopped, or silent for a day and not back since. How many came as
far as a question is not counted message by message; it follows: everybody who ended there or later, in the
order of the questions. Who skipped it because it did not apply is among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.conversation.conversation import Conversation
from bot.conversation.words import Words
from bot.reports.section import PERCENT, TEXT, Bar, Chart, Section, share
from bot.reports.teller import Teller
from handlers import CONVERSATIONS
from storage.progress import FINISHED, LEFT, RESUMED, STOPPED
from storage.statement import Row


@dataclass(frozen=True)
class Step:
    """A question (its key, "" is the review): how many came as far, and gave up there."""

    question: str
    reached: int
    silent: int
    stopped: int


@dataclass(frozen=True)
class Funnel:
    """Of everybody who has ended the conversation, `finished` went through to its end."""

    conversation: Conversation
    began: int
    finished: int
    steps: tuple[Step, ...]


def funnels(rows: Iterable[Row]) -> list[Funnel]:
    """One for each conversation that somebody has ended, in the order of handlers/__init__.py."""
    counts = Counter[tuple[str, str, str]]()
    for row in rows:
        counts[row["conversation"], row["question"], row["outcome"]] += int(row["count"])
    made = (_funnel(conversation, counts) for conversation in CONVERSATIONS if not conversation.place)
    return [one for one in made if one.began]


def _funnel(conversation: Conversation, counts: Counter[tuple[str, str, str]]) -> Funnel:
    name = conversation.name
    finished = sum(count for (of, _, outcome), count in counts.items() if (of, outcome) == (name, FINISHED))
    steps, later = list[Step](), finished
    for question in reversed(asked(conversation)):
        silent = max(0, counts[name, question, LEFT] - counts[name, question, RESUMED])
        stopped = counts[name, question, STOPPED]
        later += silent + stopped
        steps.append(Step(question, later, silent, stopped))
    return Funnel(conversation, later, finished, tuple(reversed(steps)))


def asked(conversation: Conversation) -> list[str]:
    """The keys of its questions, in their order; "" is the review at the end."""
    keys = [question.words_key for question in conversation.questions if not question.silent]
    rows = [f"{many.name}.{row.name}" for many in conversation.rows_of for row in many.questions]
    return [*dict.fromkeys([*keys, *rows]), ""]


def sections(rows: Iterable[Row], teller: Teller) -> Iterator[Section]:
    """A section for each conversation in which somebody has given up somewhere."""
    for funnel in funnels(rows):
        yield _section(funnel, teller)


def nowhere(rows: Iterable[Row], teller: Teller) -> Iterator[Section]:
    """Those of which no programme was known, a row for each conversation; nothing where there are none."""
    found = funnels(rows)
    if not found:
        return
    columns = (
        teller.column("conversation", TEXT), teller.column("began"), teller.column("finished"),
        teller.column("silent"), teller.column("stopped"),
    )  # fmt: skip
    counted = tuple(
        (Words(teller.words.language, one.conversation.name)("title"), one.began, one.finished,
         sum(step.silent for step in one.steps), sum(step.stopped for step in one.steps))
        for one in found
    )  # fmt: skip
    title, note = teller.words("reports.nowhere.title"), teller.words("reports.nowhere.note")
    yield Section("nowhere", title, columns, counted, notes=(note,))


def _section(funnel: Funnel, teller: Teller) -> Section:
    words = Words(teller.words.language, funnel.conversation.name)
    steps = [step for step in funnel.steps if step.question or step.silent or step.stopped]
    shown = [(_label(step, words, teller), step) for step in steps]
    end = teller.words("reports.funnel.finished")
    rows = [(name, step.reached, step.silent, step.stopped, share(step.reached, funnel.began))
            for name, step in shown]  # fmt: skip
    bars = [Bar(name, step.reached) for name, step in shown]
    columns = (
        teller.column("question", TEXT), teller.column("reached"), teller.column("silent"),
        teller.column("stopped"), teller.column("of_all", PERCENT),
    )  # fmt: skip
    last = (end, funnel.finished, 0, 0, share(funnel.finished, funnel.began))
    chart = Chart((*bars, Bar(end, funnel.finished)), teller.words("reports.column.reached"))
    title = teller.words("reports.funnel.title", conversation=words("title"))
    note = (teller.words("reports.funnel.note"),)
    return Section(f"funnel-{funnel.conversation.name}", title, columns, (*rows, last), chart, note)


def _label(step: Step, words: Words, teller: Teller) -> str:
    return words(f"{step.question}.label") if step.question else teller.words("reports.funnel.review")
