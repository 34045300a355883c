"""What people do on Telegram, as inbound messages. One update in, at most one message out."""

from __future__ import annotations

from typing import Any

from telegram import Bot, Message, Update
from telegram.constants import ChatType

from bot.conversation.messages import Said
from bot.delivery.channel import Inbound, Incoming
from bot.files import announced

NAME = "telegram"
UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
UNREAD = {
    "voice": "voice", "audio": "voice", "video_note": "video", "video": "video", "animation": "video",
    "sticker": "sticker", "location": "location", "venue": "location",
}  # fmt: skip


def parsed(raw: dict[str, Any], bot: Bot) -> Update:
    """The update as python-telegram-bot reads it; raises KeyError, TypeError ... where it is malformed."""
    update = Update.de_json(raw, bot)
    if update is None:
        raise ValueError("an empty update")
    return update


def inbound(update: Update) -> Inbound | None:
    """The message in an update; None for what nobody has to answer (a channel's post, a poll, the future)."""
    chat, key = update.effective_chat, str(update.update_id)
    if chat is None:
        return None
    address, language = str(chat.id), _language(update)
    if update.my_chat_member:
        return door(update, key, address) if chat.type == ChatType.PRIVATE else None
    said, incoming = heard(update)
    if said is None:
        return None
    if chat.type != ChatType.PRIVATE:
        return Inbound(NAME, key, address, Said(unread="group"), language=language)
    return Inbound(NAME, key, address, said, incoming, language)


def _language(update: Update) -> str:
    """English for whoever's Telegram is English, else Indonesian (a hint for new chats only)."""
    user = update.effective_user
    return "en" if user and user.language_code and user.language_code.startswith("en") else "id"


def door(update: Update, key: str, address: str) -> Inbound | None:
    """The person blocked the bot, or let it in again."""
    member = update.my_chat_member
    if member is None:
        return None
    return Inbound(NAME, key, address, blocked=member.new_chat_member.status in ("kicked", "left"))


def heard(update: Update) -> tuple[Said | None, Incoming | None]:
    """What was said, and the file that came with it."""
    if update.callback_query:
        return Said(choice=update.callback_query.data or ""), None
    if update.edited_message:
        return Said(unread="edited"), None
    return from_message(update.message) if update.message else (None, None)


def from_message(message: Message) -> tuple[Said | None, Incoming | None]:
    if message.text is not None:
        return from_text(message.text), None
    if message.contact:
        return contact(message), None
    if incoming := file(message):
        return Said(text=message.caption or ""), incoming
    kind = next((name for field, name in UNREAD.items() if getattr(message, field)), None)
    if kind is None and _service(message):
        return None, None
    return Said(unread=kind or "other"), None


def from_text(text: str) -> Said:
    """A link's "/start CODE" carries its code; a plain /start greets."""
    command, _, code = text.partition(" ")
    if command.split("@")[0] == "/start":
        return Said(text="mulai" if not code else "", start=code.strip())
    return Said(text=text)


def contact(message: Message) -> Said:
    """Only the sender's own number is evidence of anything."""
    if message.contact is None or message.from_user is None:
        return Said(unread="contact")
    if message.contact.user_id != message.from_user.id:
        return Said(unread="contact")
    return Said(phone=f"+{message.contact.phone_number.lstrip('+')}")


def file(message: Message) -> Incoming | None:
    """The photo or document of a message; those of one album bear the same group."""
    group = message.media_group_id
    if message.photo:
        photo = message.photo[-1]
        return Incoming("photo", source=photo.file_id, size=photo.file_size or 0, group=group)
    if message.document:
        found = message.document
        kind = announced(found.mime_type or "", found.file_name or "")
        return Incoming(kind, found.file_name or "", found.file_id, size=found.file_size or 0, group=group)
    return None


def _service(message: Message) -> bool:
    """A title changed, somebody joined: nothing that wants an answer."""
    return bool(
        message.new_chat_members
        or message.left_chat_member
        or message.new_chat_title
        or message.new_chat_photo
        or message.delete_chat_photo
        or message.group_chat_created
        or message.supergroup_chat_created
        or message.migrate_to_chat_id
        or message.migrate_from_chat_id
        or message.pinned_message
        or message.message_auto_delete_timer_changed
        or message.write_access_allowed
    )
