"""Asks an office that is connected about everybody who waits, a part at a time, behind a circuit breaker.

An office that is down holds nobody up: who waits goes on waiting, and is asked again when it is back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.matching.contract import MOST
from bot.matching.port import Down, Port
from rules.matching import Answer, Question
from rules.matching_advice import advise
from storage import matching_questions, matching_sources, matchings
from storage.statement import Row, Tx

if TYPE_CHECKING:
    from bot.app import App

TOGETHER = 4  # requests for one part; how many go at once is the port's
LEFT_OUT = 5  # times that an office may leave out one person before an officer looks
AGAIN_AFTER = 15 * 60_000  # milliseconds, longer each time
AFTER_DOWN = 60_000  # milliseconds
BAD_QUESTION = "bad_question"
PART = 60.0  # seconds of one job


@dataclass
class Asking:
    """One office, as `source`, over `port`."""

    app: App
    source: str
    port: Port

    async def some(self, part: float = PART) -> int:
        """Ask until nobody waits, the office fails, or `part` seconds are over; how many it answered."""
        began, done = time.monotonic(), 0
        while time.monotonic() - began < part:
            office = await self.app.database.read(lambda tx: matching_sources.office(tx, self.source))
            state = office.circuit.state(self.app.clock())
            if state == "open":
                break
            most = 1 if state == "half_open" else MOST * TOGETHER
            asked = await self.app.database.read(partial(self._questions, most))
            if not asked or (answered := await self._part(asked)) is None:
                break
            done += answered
        return done

    def _questions(self, most: int, tx: Tx) -> list[tuple[Row, Question]]:
        rows = matchings.due(tx, self.source, self.app.clock(), most)
        return list(zip(rows, matching_questions.questions(tx, self.app.vault, rows), strict=True))

    async def _part(self, asked: Sequence[tuple[Row, Question]]) -> int | None:
        """Asked in requests of MOST; how many were answered, None where the office failed."""
        parts = [asked[start : start + MOST] for start in range(0, len(asked), MOST)]
        done = await asyncio.gather(*(self._request(part) for part in parts))
        return None if None in done else sum(one or 0 for one in done)

    async def _request(self, asked: Sequence[tuple[Row, Question]]) -> int | None:
        ids = [row["id"] for row, _ in asked]
        await self.app.database.run(lambda tx: matchings.sent(tx, ids, self.app.clock()))
        try:
            answers = await self.port.ask(self.source, [question for _, question in asked])
        except Down as down:
            return await self._went_wrong(asked, down)
        return await self.app.database.run(partial(self._store, asked, answers))

    async def _went_wrong(self, asked: Sequence[tuple[Row, Question]], down: Down) -> int | None:
        """Where one question among many is not understood, the others are asked without it."""
        if down.problem != BAD_QUESTION:
            await self.app.database.run(partial(self._down, asked, down))
            return None
        if len(asked) > 1:
            done = [await self._request(asked[at : at + 1]) for at in range(len(asked))]
            return None if None in done else sum(one or 0 for one in done)
        (row, _), now = asked[0], self.app.clock()
        await self.app.database.run(
            lambda tx: matchings.later(tx, row["id"], row["attempts"] + 1, now, BAD_QUESTION, over=True)
        )
        return 0

    def _down(self, asked: Sequence[tuple[Row, Question]], down: Down, tx: Tx) -> None:
        """Who was asked about goes on waiting, behind the others: one of them may be the reason."""
        now, office = self.app.clock(), matching_sources.office(tx, self.source)
        matching_sources.save(tx, office.failed(now, down.problem, down.wait))
        for row, _ in asked:
            matchings.later(tx, row["id"], row["attempts"], now + AFTER_DOWN, down.problem)

    def _store(self, asked: Sequence[tuple[Row, Question]], answers: Mapping[str, Answer], tx: Tx) -> int:
        """Each answer with its advice; whom the office left out is asked again later. Who was corrected while
        the office looked is another question by now, and waits for that.
        """
        now = self.app.clock()
        office = matching_sources.office(tx, self.source)
        matching_sources.save(tx, office.answered(now))
        rows = matchings.as_now(tx, [row["id"] for row, _ in asked])
        known = matching_questions.questions(tx, self.app.vault, rows)
        same = [(row, one) for row, one, (_, then) in zip(rows, known, asked, strict=True) if one == then]
        for row, question in same:
            if answer := answers.get(question.key):
                advice = advise(self.source, question.facts, answer)
                matchings.answered(tx, self.app.vault, row, answer, advice, now)
            else:
                _left_out(tx, row, now)
        return sum(question.key in answers for _, question in same)


def _left_out(tx: Tx, row: Row, now: int) -> None:
    attempts = row["attempts"] + 1
    due_at = now + AGAIN_AFTER * 2**attempts
    matchings.later(tx, row["id"], attempts, due_at, "left_out", over=attempts >= LEFT_OUT)
