"""How often it is understood what a message wants, on phrases that nothing was learnt from, and how quickly.

The phrases: tests/understanding/held_out.txt and held_out_questions.txt. "python -m tests.bench.wants" prints
what "make bench" writes of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.intents import INTENTS, OTHER
from bot.understanding.shelf import question, understood

FOLDER = Path(__file__).parent.parent / "understanding"
INTENTS_FILE, QUESTIONS_FILE = FOLDER / "held_out.txt", FOLDER / "held_out_questions.txt"
ADDITIONS = 50_000  # in plain Python: a message is measured by what a thousand of them cost
HEAD = ("intent", "phrases", "right", "sure", "right when sure", "right or offered")


@dataclass(frozen=True)
class Told:
    """A phrase that was `meant` so and was `found` to be so."""

    text: str
    meant: str
    found: str
    sure: bool
    offered: Sequence[str]

    @property
    def right(self) -> bool:
        return self.found == self.meant

    @property
    def reached(self) -> bool:
        """Got where they wanted to: at once where it is sure, else by one of the buttons. What is not for this
        service has got there when nothing else is done with it.
        """
        if self.sure or self.meant == OTHER:
            return self.right or not self.sure
        return self.meant in self.offered


def held_out(file: Path) -> list[tuple[str, str]]:
    """Pairs of what is meant and what is typed."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(meant, text) for meant, _, text in (line.partition("\t") for line in lines)]


def intents() -> list[Told]:
    found = [(meant, text, understood(text)) for meant, text in held_out(INTENTS_FILE)]
    return [Told(text, meant, made.intent, made.sure, made.offered) for meant, text, made in found]


def questions() -> list[Told]:
    found = [(meant, text, question(text)) for meant, text in held_out(QUESTIONS_FILE)]
    return [Told(text, meant, near.key, near.sure, near.offered) for meant, text, near in found]


def share(told: Sequence[Told], of: Callable[[Told], bool]) -> float:
    """From 0 to 1; 1 of nothing."""
    return sum(map(of, told)) / len(told) if told else 1.0


def right(told: Sequence[Told]) -> float:
    return share(told, lambda one: one.right)


def sure(told: Sequence[Told]) -> list[Told]:
    return [one for one in told if one.sure]


def reached(told: Sequence[Told]) -> float:
    return share(told, lambda one: one.reached)


def milliseconds(work: Callable[[str], object]) -> float:
    """Processor time a message; of seven rounds the fastest."""
    texts = [text for _, text in held_out(INTENTS_FILE)]
    return min(_cpu(lambda: [work(text) for text in texts]) for _ in range(7)) / len(texts) * 1000


def both(text: str) -> object:
    """As at the menu: what is seen of a message is looked at twice."""
    return understood(text), question(text)


def floor() -> float:
    """Milliseconds of a thousand additions, in the same run."""
    return min(_cpu(_added) for _ in range(7)) / ADDITIONS * 1000 * 1000


def _added() -> float:
    total = 0.0
    for number in range(ADDITIONS):
        total += number * 0.5
    return total


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def told() -> list[str]:
    """For the page of benchmarks."""
    wants, asks = intents(), questions()
    return [
        "## What a message wants",
        "",
        "Phrases that nothing was learnt from. Where it is not sure, three buttons are offered.",
        "",
        f"| {' | '.join(HEAD)} |",
        "|---|--:|--:|--:|--:|--:|",
        *(_row(intent, [one for one in wants if one.meant == intent]) for intent in INTENTS),
        _row("**all intents**", wants),
        _row("**questions**", asks),
        "",
        f"A message costs {milliseconds(understood):.2f} ms of processor time for its intent, "
        f"{milliseconds(question):.2f} ms for its question, {milliseconds(both):.2f} ms for both;",
        f"a thousand additions in plain Python cost {floor():.3f} ms in the same run.",
        "",
    ]


def _row(name: str, of: Sequence[Told]) -> str:
    shares = (right(of), share(of, lambda one: one.sure), right(sure(of)), reached(of))
    return f"| {' | '.join([name, str(len(of)), *(f'{100 * one:.0f} %' for one in shares)])} |"


if __name__ == "__main__":
    print("\n".join(told()))
