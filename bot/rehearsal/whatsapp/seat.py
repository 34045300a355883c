"""A person in the chat with the bot: says, taps, sends, changes phones, and sees what the bot wrote.

Each deed makes a correct webhook and sends it on its way; it does not wait until the bot has it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.whatsapp import contents, payloads
from bot.rehearsal.whatsapp.answers import Json
from bot.rehearsal.whatsapp.media import FileTrouble
from bot.rehearsal.whatsapp.payloads import Event
from bot.rehearsal.whatsapp.people import Person
from bot.rehearsal.whatsapp.rooms import BotMessage, Room
from bot.rehearsal.whatsapp.statuses import Statuses
from bot.rehearsal.whatsapp.world import World

SOMEBODY_ELSE = "6281209990000"
VOICE = Upload("voice.ogg", "audio/ogg; codecs=opus", b"OggS")
STICKER = Upload("sticker.webp", "image/webp", b"RIFF\x00\x00\x00\x00WEBP")


@dataclass
class Seat:
    """One person. `taken` counts the bot's messages that `next` has given; `links`: webhooks bring the link
    of a file along, as they do since November 2025.
    """

    world: World
    post: Callable[[Event], None]
    statuses: Statuses
    room: Room
    taken: int = 0
    links: bool = True

    @property
    def person(self) -> Person:
        """Who it is, as they are now."""
        return self.room.person

    @property
    def messages(self) -> list[BotMessage]:
        """What the bot wrote here."""
        return self.room.arrivals

    @property
    def last(self) -> BotMessage:
        """The newest message of the bot. Raises LookupError where there is none."""
        if not self.room.arrivals:
            raise LookupError(f"the bot has written nothing to {self.person.name}")
        return self.room.arrivals[-1]

    async def next(self, timeout: float = 60.0) -> BotMessage:
        """The bot's next message that was not given yet. Raises TimeoutError where none comes."""
        async with asyncio.timeout(timeout):
            while len(self.room.arrivals) <= self.taken:
                await self.room.bell.wait(timeout)
        self.taken += 1
        return self.room.arrivals[self.taken - 1]

    async def sends(self, content: Json, reply_to: BotMessage | None = None) -> str:
        """Sends a message with this content; its id. `reply_to`: a message of the bot that it answers."""
        return self._send(content | contents.quoting(reply_to, self.world.account.phone))

    def _send(self, content: Json) -> str:
        now = self.world.now()
        wamid = self.world.next_id()
        self.room.known.append(wamid)
        self.room.heard_at = now
        self.world.gates.heard(now)
        self.post(payloads.message(self.world.account, self.person, wamid, now, content))
        return wamid

    async def says(self, text: str, reply_to: BotMessage | None = None) -> str:
        """Writes a text."""
        return await self.sends(contents.text(text), reply_to)

    async def comes_from_an_ad(self, text: str = "Halo") -> str:
        """Taps an advertisement and sends what it suggests."""
        self.room.from_an_ad_at = self.world.now()
        return await self.sends(contents.text(text) | contents.referral())

    async def taps(self, wanted: str, message: BotMessage | None = None) -> str:
        """Taps what has this title, description or id, under this message or the newest that has it."""
        under = message or self._with(wanted)
        option = under.option(wanted)
        match option.kind:
            case "contact":
                return await self.shares_contact(reply_to=under)
            case "location":
                return await self.sends(contents.location(-3.3167, 114.5901), under)
            case "url" | "flow":
                raise LookupError(f"a tap on {wanted!r} sends nothing by itself")
        return await self.sends(contents.tap(option), under)

    def _with(self, wanted: str) -> BotMessage:
        for message in reversed(self.room.arrivals):
            if any(wanted in (o.title, o.description, o.id) for o in message.options):
                return message
        raise LookupError(f"no option {wanted!r} under any message to {self.person.name}")

    async def fills(self, answers: Json, message: BotMessage) -> str:
        """Sends a form (Flow) that came with a message."""
        return await self.sends(contents.form(answers), message)

    async def shares_contact(self, phone: str | None = None, reply_to: BotMessage | None = None) -> str:
        """Shares one's own number, as was asked for; with a phone (digits) somebody's contact card."""
        own = contents.contact(self.person.phone, self.person.name, asked=True)
        other = contents.contact(phone or SOMEBODY_ELSE, "Budi", asked=False)
        return await self.sends(own if phone is None else other, reply_to)

    async def sends_photo(
        self,
        content: bytes,
        caption: str | None = None,
        *,
        mime: str = "image/jpeg",
        trouble: FileTrouble = FileTrouble.NONE,
    ) -> str:
        """Sends a photo. There are no albums: photos picked together come as messages of their own."""
        fields = self._kept(Upload("photo.jpg", mime, content), "image", trouble)
        return await self.sends(contents.medium("image", fields, caption))

    async def sends_file(
        self,
        content: bytes,
        name: str,
        mime: str,
        *,
        caption: str | None = None,
        trouble: FileTrouble = FileTrouble.NONE,
    ) -> str:
        """Sends a file as a document."""
        fields = self._kept(Upload(name, mime, content), "document", trouble)
        return await self.sends(contents.medium("document", fields, caption, name))

    async def sends_voice(self) -> str:
        """Sends a voice note."""
        fields = self._kept(VOICE, "audio") | {"voice": True}
        return await self.sends(contents.medium("audio", fields, None))

    async def sends_video(self, caption: str | None = None) -> str:
        """Sends a video."""
        fields = self._kept(Upload("video.mp4", "video/mp4", b"\0\0\0\x18ftypmp42"), "video")
        return await self.sends(contents.medium("video", fields, caption))

    async def sends_sticker(self) -> str:
        """Sends a sticker."""
        fields = self._kept(STICKER, "sticker") | {"animated": False}
        return await self.sends(contents.medium("sticker", fields, None))

    async def reacts(self, message: BotMessage, emoji: str | None = "👍") -> str:
        """Puts an emoji on a message of the bot, or (None) takes it away."""
        return await self.sends(contents.reaction(message.id, emoji))

    async def edits(self, wamid: str, text: str) -> str:
        """Changes the words of a message of one's own."""
        return await self.sends(contents.edited(wamid, text))

    async def deletes(self, wamid: str) -> str:
        """Deletes a message of one's own."""
        return await self.sends(contents.revoked(wamid))

    async def changes_phone(self, phone: str, user_id: str, *, told: bool = True) -> str:
        """Has another phone (digits) from now on; `told`: the bot may know which."""
        before = self.person
        number = contents.number_changed(before.phone, phone, user_id, before.user_id)
        content = number if told else contents.user_id_changed(user_id, before.user_id)
        wamid = self.world.next_id()
        self.post(payloads.message(self.world.account, before, wamid, self.world.now(), content))
        self.room.former.add(before.user_id)
        self.room.person = before.moved(phone, user_id)
        return wamid

    def takes_a_username(self, username: str) -> None:
        """Has a username from now on, and keeps the phone to themselves."""
        self.room.person = replace(self.person, username=username, shows_phone=False)

    def shows_phone(self, shown: bool) -> None:
        """Whether the bot is told the phone from now on."""
        self.room.person = replace(self.person, shows_phone=shown)

    async def comes_back(self) -> None:
        """The phone is on again: what was sent meanwhile is delivered."""
        self.statuses.back(self.room)

    def _kept(self, upload: Upload, kind: str, trouble: FileTrouble = FileTrouble.NONE) -> Json:
        """A file as the webhook tells of it."""
        now, media = self.world.now(), self.world.media
        kept = media.receive(upload, kind, now, trouble)
        stale = trouble in (FileTrouble.EXPIRED, FileTrouble.GONE)
        link = (media.stale_link if stale else media.link)(kept, now) if self.links else ""
        return kept.fields(link)
