"""The bot's side of a chat: a call that sends becomes a message that the person sees."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.telegram import markup
from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.telegram.files import Kept
from bot.rehearsal.telegram.rooms import BotMessage, Room, inline_rows, keyboard_rows
from bot.rehearsal.telegram.world import World

COPIED = ("entities", "caption_entities", "link_preview_options")
QUOTED = ("message_id", "date", "chat", "text", "caption")


def send(world: World, method: str, params: Json, content: Json, file: Upload | None = None) -> Json:
    """Puts a message into its chat and gives its Message. `content`: the fields of this kind of message."""
    room = world.room(params["chat_id"])
    reply_markup = params.get("reply_markup") or {}
    buttons = inline_rows(reply_markup)
    shown = {"reply_markup": reply_markup} if buttons else {}
    json = _base(world, room) | content | _copied(params) | _quoted(room, params) | shown
    text = str(content.get("text", content.get("caption", "")))
    keyboard = keyboard_rows(reply_markup)
    message = BotMessage(room.id, json["message_id"], method, text, json, buttons, keyboard, file, params)
    world.sent.append(message)
    room.receive(message)
    return json


def _base(world: World, room: Room) -> Json:
    sender = {"from": world.user, "chat": room.facts, "date": int(world.now())}
    return {"message_id": room.next_id(), **sender}


def _copied(params: Json) -> Json:
    return {name: params[name] for name in COPIED if name in params}


def _quoted(room: Room, params: Json) -> Json:
    number = (params.get("reply_parameters") or {}).get("message_id")
    if number is None or not room.has(number):
        return {}
    bare: Json = {"message_id": number, "date": 0, "chat": room.facts}
    own = room.find(number)
    return {"reply_to_message": {k: v for k, v in own.json.items() if k in QUOTED} if own else bare}


def text(world: World, params: Json) -> Json:
    """sendMessage."""
    words = markup.plain(params["text"], params.get("parse_mode")).strip()
    return send(world, "sendMessage", params, {"text": words})


def photo(world: World, params: Json) -> Json:
    """sendPhoto."""
    kept = _kept(world, params["photo"])
    sizes = [kept.facts | {"width": 1280, "height": 960}]
    return send(world, "sendPhoto", params, {"photo": sizes} | _caption(params), kept.upload)


def document(world: World, params: Json) -> Json:
    """sendDocument."""
    kept = _kept(world, params["document"])
    facts = kept.facts | {"file_name": kept.upload.name, "mime_type": kept.upload.mime}
    return send(world, "sendDocument", params, {"document": facts} | _caption(params), kept.upload)


def voice(world: World, params: Json) -> Json:
    """sendVoice."""
    return _heard(world, params, "sendVoice", "voice", {})


def audio(world: World, params: Json) -> Json:
    """sendAudio."""
    name = params["audio"].name if isinstance(params["audio"], Upload) else ""
    return _heard(world, params, "sendAudio", "audio", {"file_name": name} if name else {})


def _heard(world: World, params: Json, method: str, field: str, more: Json) -> Json:
    kept = _kept(world, params[field])
    facts = kept.facts | {"duration": params.get("duration", 1), "mime_type": kept.upload.mime} | more
    return send(world, method, params, {field: facts} | _caption(params), kept.upload)


def _kept(world: World, file: Any) -> Kept:
    if isinstance(file, Upload):
        return world.files.keep(file)
    kept = world.files.known(file)
    assert kept is not None, "checked before"
    return kept


def _caption(params: Json) -> Json:
    words = markup.plain(params.get("caption", ""), params.get("parse_mode")).strip()
    return {"caption": words} if words else {}
