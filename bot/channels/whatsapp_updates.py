"""What people do on WhatsApp, as inbound messages. One message in, at most one out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from bot.channels.whatsapp_batch import Heard
from bot.channels.whatsapp_flow import filled
from bot.channels.whatsapp_payload import Card, Interactive, Media, Message, System
from bot.channels.whatsapp_people import BSUID, DIGITS, Sender, phone, sender
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound, Incoming
from bot.files import announced

NAME = "whatsapp"
UNREAD: Mapping[str, str] = {
    "audio": "voice", "voice": "voice", "video": "video", "sticker": "sticker", "location": "location",
    "edit": "edited", "revoke": "deleted",
}  # fmt: skip
SILENT = ("reaction",)  # says nothing that wants an answer, and an answer costs
# A link to the chat carries its code in the message that it has ready (wa.me/NUMBER?text=...).
LINK = re.compile(r"\s*(?:halo|hello|hai) payung #([A-Za-z0-9_-]{1,64})\s*", re.IGNORECASE)
SHARED = "contact_request"  # the origin of a card that was asked for: the sender's own number


def link_text(code: str) -> str:
    """What somebody sends who has opened a link to the chat."""
    return f"Halo Payung #{code}"


def inbound(heard: Heard) -> Inbound | None:
    """The message; None for what nobody has to answer. Raises ValueError where it makes no sense."""
    message = heard.message
    if message.type == "system":
        return moved(message, message.system or System())
    if message.type in SILENT or message.group_id:
        return None
    by = sender(message, heard.contacts)
    said, incoming = content(message, by)
    quoted = message.context.id if message.context and said.text else None
    return Inbound(
        NAME, message.id, by.address, said, incoming, phone=by.phone, formerly=by.formerly, quotes=quoted
    )


def content(message: Message, by: Sender) -> tuple[Said, Incoming | None]:
    """What was said, and the file that came with it."""
    if message.text:
        return from_text(message.text.body), None
    if message.interactive:
        return picked(message.interactive), None
    if message.button:
        return Said(choice=message.button.payload or message.button.text), None
    if media := message.image or message.document:
        return Said(text=media.caption), file(message.type, media)
    if message.type == "contacts":
        return shared(message.contacts or [], by), None
    if message.type == "request_welcome":
        return Said(start=""), None
    return Said(unread=UNREAD.get(message.type, "other")), None


def from_text(text: str) -> Said:
    """A link's text carries its code."""
    link = LINK.fullmatch(text)
    return Said(start=link[1]) if link else Said(text=text)


def picked(interactive: Interactive) -> Said:
    """A tapped button or row; a form that was filled in."""
    if interactive.nfm_reply:
        return filled(interactive.nfm_reply.response_json)
    found = interactive.button_reply or interactive.list_reply
    return Said(choice=found.id) if found and found.id else Said(unread="other")


def shared(cards: list[Card], by: Sender) -> Said:
    """Only the sender's own number is evidence of anything."""
    for number in (number for card in cards[:1] for number in card.phones[:1]):
        digits = number.wa_id or re.sub(r"\D", "", number.phone)
        if DIGITS.fullmatch(digits) and (cards[0].origin == SHARED or digits == by.number):
            return Said(phone=phone(digits))
    return Said(unread="contact")


def file(kind: str, media: Media) -> Incoming:
    """A picture or a document; `source` is all that is needed to fetch it."""
    source = {"id": media.id, "sha256": media.sha256} | ({"url": media.url} if media.url else {})
    told = "photo" if kind == "image" else announced(media.mime_type, media.filename)
    return Incoming(told, media.filename, msgspec.json.encode(source).decode())


def moved(message: Message, system: System) -> Inbound | None:
    """The person has another number or another id; None for the rest of what WhatsApp itself has to say."""
    was = [system.previous_user_id, message.from_user_id, message.sender]
    formerly = tuple(one for one in was if one and (BSUID.fullmatch(one) or DIGITS.fullmatch(one)))
    address = system.user_id or system.wa_id
    if not (system.type.startswith("user_changed") and address and formerly):
        return None
    phones = phone(system.wa_id), phone(message.sender)
    return Inbound(
        NAME, message.id, address, formerly=formerly, moved=True, phone=phones[0], old_phone=phones[1]
    )
