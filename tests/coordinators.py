"""A chat that coordinates a group of the demo's city, for tests of other things than its invitation."""

from __future__ import annotations

from bot.app import App
from bot.groups.inviting import accept, invite
from bot.services import Records
from bot.wishes import Wish, group_of
from rules.groups import Group
from storage import chats
from storage.statement import Tx

DETAILS = {"name": "I MADE SUKERTA", "phone": "+6281234567890", "position": "Kaur Kesra", "duty": "2026-11"}
TEGAL_HARUM = Wish("denpasar", village="51.71.03.2008", quota=100)


async def coordinating(app: App, channel: str, address: str, wish: Wish = TEGAL_HARUM) -> Group:
    """The chat of that address coordinates a group from now on; the programmes are loaded."""

    def begin(tx: Tx) -> Group:
        now = app.clock()
        group, code = invite(tx, app.vault, group_of(tx, wish, app.local(now).date()), now)
        chat = chats.enter(tx, app.vault, channel, address, now, "id")
        accept(Records(tx, app.vault, chat, now, app.local(now)), code, DETAILS)
        return group

    return await app.database.run(begin)
