"""What each method of the Bot API does to the world, once its call has been checked.

Those that fetch updates are elsewhere: polling.py and delivery.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from bot.rehearsal.telegram import messages
from bot.rehearsal.telegram.answers import Json, too_late
from bot.rehearsal.telegram.rooms import inline_rows
from bot.rehearsal.telegram.world import World

Act = Callable[[World, Json], object]


def _get_me(world: World, params: Json) -> Json:
    return world.bot


def _chat_action(world: World, params: Json) -> bool:
    world.room(params["chat_id"]).actions.append(params["action"])
    return True


def _answer_tap(world: World, params: Json) -> bool:
    tap = world.taps[params["callback_query_id"]]
    tap.answered = True
    if params.get("text"):
        tap.room.toasts.append(params["text"])
    return True


def _edit_markup(world: World, params: Json) -> Json:
    room = world.room(params["chat_id"])
    message = room.find(params["message_id"])
    assert message is not None, "checked before"
    markup = params.get("reply_markup")
    if inline_rows(markup) == message.buttons:
        raise too_late("message is not modified: the new reply markup is exactly the same as the current one")
    return room.change_buttons(message, markup).json


def _delete(world: World, params: Json) -> bool:
    world.room(params["chat_id"]).remove(params["message_id"])
    return True


def _get_file(world: World, params: Json) -> Json:
    return world.files.link(params["file_id"], world.now())


def _commands_key(params: Json) -> str:
    return json.dumps([params.get("scope", {"type": "default"}), params.get("language_code", "")])


def _set_commands(world: World, params: Json) -> bool:
    world.commands[_commands_key(params)] = params["commands"]
    return True


def _get_commands(world: World, params: Json) -> list[Json]:
    return world.commands.get(_commands_key(params), [])


ACTS: Mapping[str, Act] = {
    "getMe": _get_me,
    "sendMessage": messages.text,
    "sendPhoto": messages.photo,
    "sendDocument": messages.document,
    "sendVoice": messages.voice,
    "sendAudio": messages.audio,
    "sendChatAction": _chat_action,
    "answerCallbackQuery": _answer_tap,
    "editMessageReplyMarkup": _edit_markup,
    "deleteMessage": _delete,
    "getFile": _get_file,
    "setMyCommands": _set_commands,
    "getMyCommands": _get_commands,
}
