"""A turn is on the way of every message: it stays a matter of a few hundred function calls."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from bot.conversation.messages import Said
from bot.conversation.session import Session
from bot.conversation.turn import turn
from tests.conversation.chat import NOW, Chat
from tests.conversation.kitchen import Pantry, dialogue
from tests.conversation.straight import NIK, Straight

MOST_CALLS = 420


def calls(work: Callable[[], object]) -> int:
    """How many functions written in Python are called; the same on every machine."""
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def script() -> list[tuple[Session, Said]]:
    """Every message of a straight run, with the session it met."""
    chat = Chat(dialogue())
    straight = Straight(chat, {"nik": NIK, "happened": "2026-11-20T05:00"})
    met: list[tuple[Session, Said]] = []
    while not chat.services.finished:
        said = straight.next()
        met.append((chat.session, said))
        chat.send(said)
    return met


def test_a_turn_costs_a_few_hundred_calls() -> None:
    release, pantry = dialogue(), Pantry()
    costs = [calls(partial(turn, release, session, said, NOW, pantry)) for session, said in script()]
    assert sum(costs) / len(costs) < MOST_CALLS
