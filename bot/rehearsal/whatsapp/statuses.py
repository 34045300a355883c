"""What becomes of the bot's messages, told by webhooks: sent, delivered, read; or failed after all.

Each costs what it costs when it is delivered. A phone that is off is delivered to when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.rehearsal.whatsapp import payloads
from bot.rehearsal.whatsapp.answers import Json, as_error
from bot.rehearsal.whatsapp.payloads import Event
from bot.rehearsal.whatsapp.rooms import BotMessage, Room
from bot.rehearsal.whatsapp.world import World

UNDELIVERABLE = 131026


class Statuses:
    """`tell` posts an event; `silent`: none is told. `failing` are the codes that the next messages fail with
    after they were taken.
    """

    def __init__(self, world: World, tell: Callable[[Event], None]) -> None:
        self._world = world
        self._tell = tell
        self._late: list[tuple[Room, BotMessage]] = []
        self.silent = False
        self.failing: list[int] = []
        world.sending.append(self._sent)

    def _sent(self, room: Room, message: BotMessage) -> None:
        if self.failing:
            self.fail(room, message, self.failing.pop(0))
        elif room.unreachable:
            self.fail(room, message, UNDELIVERABLE)
        else:
            self.say(room, message, "sent")
            self._arrive(room, message)

    def _arrive(self, room: Room, message: BotMessage) -> None:
        if room.away:
            self._late.append((room, message))
            return
        self.say(room, message, "delivered")
        if room.reads:
            self.say(room, message, "read")

    def back(self, room: Room) -> None:
        """The phone is on again."""
        room.away = False
        late, self._late = self._late, []
        for where, message in late:
            if where is room:
                self._arrive(room, message)
            else:
                self._late.append((where, message))

    def say(self, room: Room, message: BotMessage, state: str) -> None:
        """Tells that a message has come so far; `state`: sent, delivered, read."""
        pricing = {"pricing": self._bill(room, message)} if state == "delivered" else {}
        self._post(room, message, {"status": state} | pricing)

    def _bill(self, room: Room, message: BotMessage) -> Json:
        line = self._world.bills.deliver(message.id, message.category, room, self._world.now())
        return line.pricing

    def fail(self, room: Room, message: BotMessage, code: int) -> None:
        """Tells that a message will not arrive; it costs nothing."""
        self._post(room, message, {"status": "failed", "errors": [as_error(code)]})

    def _post(self, room: Room, message: BotMessage, told: Json) -> None:
        recipient = room.person.recipient(message.by_phone)
        if told["status"] == "failed" and message.by_phone:
            recipient.pop("recipient_user_id", None)
        base = {"id": message.id, "timestamp": str(int(self._world.now()))} | recipient
        tracker = {"biz_opaque_callback_data": message.tracker} if message.tracker else {}
        if not self.silent:
            self._tell(payloads.status(self._world.account, room.person, base | tracker | told))
