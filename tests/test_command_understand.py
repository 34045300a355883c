"""payung understand --unknown: what was not understood lately, and nothing of who wrote it."""

from __future__ import annotations

import json

from bot.app import App
from bot.conversation.messages import Said as Message
from bot.delivery.channel import Inbound
from tests.office import Said, here, looked, said

__all__ = ["here", "said"]  # fixtures
WRITTEN = ("halo", "setuju", "kucing Siti Aminah makan kartu di Jalan Kenanga 9999", "zzzz qqqq", "zzzz qqqq")


def test_it_is_told_by_common_words(said: Said, here: object) -> None:
    async def write(app: App) -> None:
        for number, text in enumerate(WRITTEN):
            await app.inbox.receive(Inbound("web", f"k{number}", "a", Message(text=text)))

    looked(write)
    lines = [json.loads(line) for line in said("understand", "--unknown", "--json").splitlines()]
    assert lines[0] == {"count": 2, "words": "…", "nearest": ["lain"]}
    told = said("understand", "--unknown")
    assert not any(word in told.lower() for word in ("siti", "aminah", "kenanga", "9999", "zzzz"))
