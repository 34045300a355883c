"""What an office is to us: somebody who is asked questions and answers them, at once or later.

Two ways there: `gateway.py` over the network answers with the call; `outgoing.py` writes a file, and its
answers come back in another one (`incoming.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from rules.matching import Answer, Question


class Port(Protocol):
    """The way to an office."""

    async def ask(self, source: str, questions: Sequence[Question]) -> Mapping[str, Answer]:
        """The answers that there are by now, by the keys of the questions: none where they come later, fewer
        where the office left some out. Asking twice does no harm. Raises Down.
        """
        ...


class Down(Exception):
    """The office did not answer, or not in a way that makes sense. `problem` is a code of `PROBLEMS`, and
    holds nothing personal; `wait`: milliseconds for which it asked to be left alone.
    """

    def __init__(self, problem: str, wait: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.wait = wait


# unreachable: no connection; timeout; busy: 429 or 503; broken: 5xx; nonsense: an answer that is none of the
# contract; refused: it does not know our token; unknown: it does not serve this office; bad_question: it says
# that what we ask is wrong.
PROBLEMS = ("unreachable", "timeout", "busy", "broken", "nonsense", "refused", "unknown", "bad_question")
