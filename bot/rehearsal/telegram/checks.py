"""The rules of the Bot API on what a call says, beyond names and types: lengths, counts, known chats and ids.

Each check takes the world and the fields of a call and raises Refused. The limits are those of Bot API 10.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.rehearsal.telegram import markup
from bot.rehearsal.telegram.answers import Json, Refused, bad_request, too_late
from bot.rehearsal.telegram.buttons import check_inline, check_markup
from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.telegram.files import LARGEST_PHOTO, LARGEST_UPLOAD
from bot.rehearsal.telegram.hook import check_hook
from bot.rehearsal.telegram.measures import fits
from bot.rehearsal.telegram.table import KINDS_OF_UPDATE, complaint
from bot.rehearsal.telegram.world import TAP_SECONDS, World
from bot.sounds import sound_of

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
MOST_ENTITIES = 100
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
SCOPES: Mapping[str, frozenset[str]] = {
    "default": frozenset(),
    "all_private_chats": frozenset(),
    "all_group_chats": frozenset(),
    "all_chat_administrators": frozenset(),
    "chat": frozenset(("chat_id",)),
    "chat_administrators": frozenset(("chat_id",)),
    "chat_member": frozenset(("chat_id", "user_id")),
}

Check = Callable[[World, Json], None]


def utf16(text: str) -> int:
    """The length as Telegram counts it. Raises Refused for half a character."""
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _reachable(world: World, params: Json) -> None:
    """The chat is known, has not moved, and its person has not blocked the bot."""
    room = world.room(params["chat_id"])
    if room.upgraded_to is not None:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refused(400, text, migrate_to_chat_id=room.upgraded_to)
    if room.blocked:
        who = "blocked by the user" if room.private else f"kicked from the {room.facts['type']} chat"
        raise Refused(403, f"Forbidden: bot was {who}")


def _text(world: World, params: Json) -> None:
    plain = markup.plain(params["text"], params.get("parse_mode"))
    if not plain.strip():
        raise bad_request("message text is empty")
    if utf16(plain) > LONGEST_TEXT:
        raise bad_request("message is too long")
    _entities(plain, params.get("entities", []))


def _caption(world: World, params: Json) -> None:
    plain = markup.plain(params.get("caption", ""), params.get("parse_mode"))
    if utf16(plain) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    _entities(plain, params.get("caption_entities", []))


def _entities(text: str, entities: list[Json]) -> None:
    if len(entities) > MOST_ENTITIES:
        raise bad_request("too many entities")
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if not 0 <= start < end <= utf16(text):
            raise bad_request(f"entity at {start}-{end} is outside the text")


def _keyboards(world: World, params: Json) -> None:
    check_markup(params.get("reply_markup"), world.room(params["chat_id"]).private)


def _quote(world: World, params: Json) -> None:
    quote = params.get("reply_parameters")
    if not quote or quote.get("allow_sending_without_reply"):
        return
    if not world.room(quote.get("chat_id", params["chat_id"])).has(quote.get("message_id", 0)):
        raise too_late("message to be replied not found")


def _upload(field: str, largest: int) -> Check:
    def check(world: World, params: Json) -> None:
        file = params[field]
        if not isinstance(file, Upload):
            if world.files.known(file) is None:
                raise bad_request("wrong remote file identifier specified")
        elif not file.content:
            raise bad_request("file must be non-empty")
        elif len(file.content) > largest:
            raise Refused(413, "Request Entity Too Large", fault=True)

    return check


def _image(world: World, params: Json) -> None:
    if isinstance(params["photo"], Upload) and not params["photo"].content.startswith(IMAGES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    if isinstance(params["photo"], Upload) and not fits(params["photo"].content):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _sound(field: str, kinds: tuple[str, ...]) -> Check:
    """What Telegram can play so; the real one shows other bytes as a mere file, which nobody wants here."""

    def check(world: World, params: Json) -> None:
        file = params[field]
        if isinstance(file, Upload) and sound_of(file.content) not in kinds:
            raise bad_request(f"{field} must be of the format {' or '.join(kinds)}")

    return check


def _action(world: World, params: Json) -> None:
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")


def _tap(world: World, params: Json) -> None:
    words = "query is too old and response timeout expired or query ID is invalid"
    if (tap := world.taps.get(params["callback_query_id"])) is None:
        raise bad_request(words)
    if world.now() - tap.at > TAP_SECONDS:
        raise too_late(words)
    if utf16(params.get("text", "")) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")


def _own_message(world: World, params: Json) -> None:
    if not {"chat_id", "message_id"} <= params.keys():
        raise bad_request("message identifier is not specified")
    _reachable(world, params)
    room, number = world.room(params["chat_id"]), params["message_id"]
    if room.find(number) is None:
        raise (
            bad_request("message can't be edited")
            if room.has(number)
            else too_late("message to edit not found")
        )
    if "reply_markup" in params:
        check_inline(params["reply_markup"])


def _deletable(world: World, params: Json) -> None:
    if not world.room(params["chat_id"]).has(params["message_id"]):
        raise too_late("message to delete not found")


def _commands(world: World, params: Json) -> None:
    if len(params["commands"]) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in params["commands"]:
        if not COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 3 <= utf16(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(world: World, params: Json) -> None:
    scope = params.get("scope", {"type": "default"})
    if (wanted := SCOPES.get(scope["type"])) is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if scope.keys() - {"type"} != wanted:
        raise bad_request(f"can't parse BotCommandScope: it has the fields {sorted(wanted)}")


def _kinds(world: World, params: Json) -> None:
    if unknown := set(params.get("allowed_updates", [])) - KINDS_OF_UPDATE:
        raise bad_request(f"unknown kinds of update {sorted(unknown)}")


def _span(world: World, params: Json) -> None:
    if not 1 <= params.get("limit", 100) <= 100:
        raise bad_request("limit must be 1-100")
    if not 0 <= params.get("timeout", 0) <= 50:
        raise bad_request("timeout must be 0-50")


_SHOWN: tuple[Check, ...] = (_keyboards, _quote)
CHECKS: Mapping[str, tuple[Check, ...]] = {
    "sendMessage": (_reachable, _text, _keyboards, _quote),
    "sendPhoto": (_reachable, _caption, _upload("photo", LARGEST_PHOTO), _image, _keyboards, _quote),
    "sendDocument": (_reachable, _caption, _upload("document", LARGEST_UPLOAD), _keyboards, _quote),
    "sendVoice": (
        _reachable,
        _caption,
        _upload("voice", LARGEST_UPLOAD),
        _sound("voice", ("opus", "mp3")),
        *_SHOWN,
    ),
    "sendAudio": (_reachable, _caption, _upload("audio", LARGEST_UPLOAD), _sound("audio", ("mp3",)), *_SHOWN),
    "sendChatAction": (_reachable, _action),
    "answerCallbackQuery": (_tap,),
    "editMessageReplyMarkup": (_own_message,),
    "deleteMessage": (_reachable, _deletable),
    "setMyCommands": (_commands, _scope),
    "getMyCommands": (_scope,),
    "getUpdates": (_kinds, _span),
    "setWebhook": (_kinds, check_hook),
}


def check(world: World, method: str, params: Json) -> None:
    """Raises Refused where a call does not agree with the Bot API."""
    if wrong := complaint(method, params):
        raise bad_request(wrong)
    for one in CHECKS.get(method, ()):
        one(world, params)
