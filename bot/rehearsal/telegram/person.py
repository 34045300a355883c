"""A person in a chat: says, taps, sends, blocks, and sees what the bot wrote.

Each deed makes a correct update and sends it on its way; it does not wait until the bot has it.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

from bot.rehearsal.telegram import attachments, updates
from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.telegram.files import FileTrouble
from bot.rehearsal.telegram.inflow import Inject
from bot.rehearsal.telegram.rooms import BotMessage, Button, Room
from bot.rehearsal.telegram.updates import Person, Place
from bot.rehearsal.telegram.world import World

START_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
PHONE = "+6281234509000"


@dataclass
class Seat:
    """One person in one chat. `taken` counts the bot's messages that `next` has given."""

    world: World
    inject: Inject
    room: Room
    person: Person
    taken: int = field(default=0)

    @property
    def messages(self) -> list[BotMessage]:
        """What the bot wrote here, as it stands now: without what was deleted, with buttons as they are."""
        return self.room.sent

    @property
    def last(self) -> BotMessage:
        """The newest message of the bot. Raises LookupError where there is none."""
        if not self.room.sent:
            raise LookupError(f"the bot has written nothing in chat {self.room.id}")
        return self.room.sent[-1]

    @property
    def keyboard(self) -> list[str]:
        """The labels of the reply keyboard shown now."""
        return [button.label for row in self.room.keyboard for button in row]

    @property
    def toasts(self) -> list[str]:
        """The short notes that the bot showed in answer to taps."""
        return self.room.toasts

    @property
    def actions(self) -> list[str]:
        """What the bot was seen doing, such as "typing"."""
        return self.room.actions

    async def next(self, timeout: float = 60.0) -> BotMessage:
        """The bot's next message that was not given yet. Raises TimeoutError where none comes."""
        async with asyncio.timeout(timeout):
            while len(self.room.arrivals) <= self.taken:
                await self.room.bell.wait(timeout)
        self.taken += 1
        return self.room.arrivals[self.taken - 1]

    async def sends(self, content: Json, reply_to: int | None = None) -> Json:
        """Sends a message with this content; its Message, to edit or quote. `reply_to`: a message id."""
        quoted = self._quoted(reply_to) if reply_to is not None else {}
        sent = updates.message(self.person, self._place(), content | quoted)
        self.inject({"message": sent})
        return sent

    async def says(self, text: str, reply_to: int | None = None, **more: object) -> Json:
        """Writes a text. `more`: fields that the Message has besides, known or of the future."""
        return await self.sends(updates.words(text) | more, reply_to)

    async def starts(self, code: str = "") -> Json:
        """Opens the bot, through a link with a code. Raises ValueError for a code that no link can carry."""
        if code and not START_CODE.fullmatch(code):
            raise ValueError(f"a start code has 1-64 of A-Z a-z 0-9 _ -: {code!r}")
        return await self.says(f"/start {code}".strip())

    async def taps(
        self, wanted: str, message: BotMessage | int | None = None, *, forgotten: bool = False
    ) -> str:
        """Taps the button with this label or data, under the newest message with buttons or an older one;
        the id of the tap. `forgotten`: the message is so old that Telegram tells only its place.
        """
        under = self._message(message)
        data = under.button(wanted).data
        number = str(self.world.next_tap())
        shown = updates.forgotten(under) if forgotten else under.json
        self.inject(updates.tap(self.person, number, shown, data or ""))
        return number

    async def taps_data(self, data: str, message: BotMessage) -> str:
        """Taps a button that has gone, as on a phone that has not heard of it yet; the id of the tap."""
        number = str(self.world.next_tap())
        self.inject(updates.tap(self.person, number, message.json, data))
        return number

    async def taps_reply_keyboard(self, label: str) -> Json:
        """Taps a button of the reply keyboard. Raises LookupError where no such button is shown."""
        button = self._key(label)
        if button.action == "request_contact":
            return await self.shares_contact(PHONE)
        return await self.says(label)

    async def shares_contact(self, phone: str = PHONE, *, own: bool = True) -> Json:
        """Sends a contact: the person's own, or somebody else's."""
        name, owner = (
            (self.person.first_name, self.person.id) if own else ("Budi", self.person.id + 1_000_000)
        )
        return await self.sends(attachments.contact(phone, name, owner))

    async def sends_photo(
        self,
        content: bytes,
        caption: str | None = None,
        *,
        album: str | None = None,
        trouble: FileTrouble = FileTrouble.NONE,
    ) -> Json:
        """Sends a photo; photos with the same `album` belong together."""
        shown = attachments.photo(self.world.files, content, trouble)
        return await self.sends(shown | _said(caption, album))

    async def sends_file(
        self,
        content: bytes,
        name: str,
        mime: str,
        *,
        caption: str | None = None,
        album: str | None = None,
        trouble: FileTrouble = FileTrouble.NONE,
        size: int | None = None,
    ) -> Json:
        """Sends a file; files with the same `album` belong together; `size` pretends it is so many bytes."""
        shown = attachments.document(self.world.files, Upload(name, mime, content), trouble, size)
        return await self.sends(shown | _said(caption, album))

    async def sends_voice(self, content: bytes = b"OggS", seconds: int = 3) -> Json:
        """Sends a voice note."""
        return await self.sends(attachments.voice(self.world.files, content, seconds))

    async def sends_sticker(self, emoji: str = "👍") -> Json:
        """Sends a sticker."""
        return await self.sends(attachments.sticker(self.world.files, emoji))

    async def sends_location(self, latitude: float = -3.3167, longitude: float = 114.5901) -> Json:
        """Sends a place."""
        return await self.sends(attachments.location(latitude, longitude))

    async def edits(self, message: Json, text: str) -> None:
        """Changes the text of a message of one's own."""
        self.inject(updates.edited(message, text, int(self.world.now())))

    async def blocks(self) -> None:
        """Blocks the bot: what it sends from now on is refused with 403."""
        await self._changes("member", "kicked")

    async def unblocks(self) -> None:
        """Lets the bot write again."""
        await self._changes("kicked", "member")

    async def votes(self) -> None:
        """Causes an update of a kind that the bot has no use for."""
        self.inject(updates.poll_answer(self.person))

    async def does_something_new(self, kind: str = "telepathy") -> None:
        """Causes an update of a kind that no bot knows yet."""
        self.inject(updates.of_the_future(self.person, kind))

    async def _changes(self, before: str, after: str) -> None:
        self.inject(updates.member_changed(self.person, self._now_here(), self.world.user, before, after))

    def _place(self) -> Place:
        return Place(self.room.facts, self.room.next_id(), int(self.world.now()))

    def _now_here(self) -> Place:
        return Place(self.room.facts, 0, int(self.world.now()))

    def _quoted(self, number: int) -> Json:
        own = self.room.find(number)
        bare = {"message_id": number, "date": 0, "chat": self.room.facts}
        return {"reply_to_message": own.json if own else bare}

    def _message(self, message: BotMessage | int | None) -> BotMessage:
        if message is None:
            found = next((one for one in reversed(self.room.sent) if one.buttons), None)
        else:
            found = self.room.find(message if isinstance(message, int) else message.id)
        if found is None:
            raise LookupError(f"no such message with buttons in chat {self.room.id}")
        return found

    def _key(self, label: str) -> Button:
        for button in (button for row in self.room.keyboard for button in row):
            if button.label == label:
                return button
        raise LookupError(f"no {label!r} on the reply keyboard: {self.keyboard}")


def _said(caption: str | None, album: str | None) -> Json:
    """What a message with a file has besides the file."""
    more = {"caption": caption, "media_group_id": album}
    return {name: value for name, value in more.items() if value is not None}
