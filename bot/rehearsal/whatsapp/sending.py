"""The bot's side of a chat: a call that was checked becomes a message that the person sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.rehearsal.whatsapp.answers import Json
from bot.rehearsal.whatsapp.checks import media_in
from bot.rehearsal.whatsapp.media import Kept
from bot.rehearsal.whatsapp.rooms import BotMessage, Option, Room
from bot.rehearsal.whatsapp.world import World


def act(world: World, params: Json) -> Json:
    """Carries a call of /messages out; its answer."""
    if "status" in params:
        return _read(world, params)
    room = world.room(params)
    message = _message(world, params)
    world.sent.append(message)
    room.receive(message)
    for tell in world.sending:
        tell(room, message)
    return {
        "messaging_product": "whatsapp",
        "contacts": [_contact(room, params)],
        "messages": [{"id": message.id}],
    }


def _read(world: World, params: Json) -> Json:
    room = world.heard(params["message_id"])
    room.read.append(params["message_id"])
    if "typing_indicator" in params:
        room.typing.append(params["message_id"])
    return {"success": True}


def _contact(room: Room, params: Json) -> Json:
    """Who it was for: by phone, or by id, never both."""
    if "to" in params:
        return {"input": params["to"], "wa_id": room.person.phone}
    return {"input": params["recipient"], "user_id": room.person.user_id}


def _message(world: World, params: Json) -> BotMessage:
    shown = _shown(world, params)
    return BotMessage(
        world.next_id(),
        params["type"],
        shown.text,
        shown.options,
        _file(world, params),
        params.get("biz_opaque_callback_data"),
        "to" in params,
        shown.category,
        world.now(),
        params,
    )


@dataclass(frozen=True)
class _Shown:
    """What is read, what can be tapped, what it is billed as."""

    text: str
    options: tuple[Option, ...] = ()
    category: str = "service"


def _shown(world: World, params: Json) -> _Shown:
    content = params[params["type"]]
    match params["type"]:
        case "text":
            return _Shown(content["body"])
        case "interactive":
            return _Shown(content["body"]["text"], tuple(_options(content["type"], content["action"])))
        case "template":
            filled = world.templates.fill(content)
            return _Shown(filled.text, filled.options, filled.template.category.lower())
    return _Shown(content.get("caption", ""))


def _options(kind: str, action: Json) -> Iterator[Option]:
    match kind:
        case "button":
            for button in action["buttons"]:
                yield Option(button["reply"]["id"], button["reply"]["title"])
        case "list":
            for row in (row for section in action["sections"] for row in section["rows"]):
                yield Option(row["id"], row["title"], row.get("description", ""), "row")
        case "cta_url":
            yield Option(action["parameters"]["url"], action["parameters"]["display_text"], kind="url")
        case "flow":
            yield Option(
                action["parameters"].get("flow_token", ""), action["parameters"]["flow_cta"], kind="flow"
            )
        case "location_request_message":
            yield Option("", "Kirim lokasi", kind="location")
        case "request_contact_info":
            yield Option("", "Bagikan info kontak", kind="contact")


def _file(world: World, params: Json) -> Kept | None:
    """The file that comes along, under the name that the call gives it."""
    for kind, medium in media_in(params):
        kept = world.media.known(medium["id"], world.now()) if "id" in medium else None
        if kept:
            return world.media.named(kept, medium.get("filename", "") if kind == "document" else "")
    return None
