"""What an officer asks of a registration again, and how its person answers in the own chat."""

from __future__ import annotations

from typing import Any

from bot.app import App
from bot.services import Records
from rules.records import Event, Registration
from storage import chats, people, registrations
from storage.statement import Tx


def returned(tx: Tx, app: App, one: Registration, *fields: str) -> None:
    """An officer asks for these answers again."""
    event = Event("returned", app.clock(), "officer", details={"fields": list(fields)})
    registrations.happen(tx, app.vault, one, event, None)


def mended(tx: Tx, app: App, one: Registration, **answers: Any) -> list[str]:
    """The person gives these answers, from whichever chat speaks for them; how each went."""
    chat, now = people.chats_of(tx, one.person)[0], app.clock()
    here = chats.enter(tx, app.vault, chat["channel"], chat["address"], now, "id")
    desk = Records(tx, app.vault, here, now, app.local(now))
    went = []
    for field, value in answers.items():
        asked = desk.asked_again(one.id)
        assert asked, "nothing is asked"
        went.append(desk.answer_again(asked, field, value))
    return went
